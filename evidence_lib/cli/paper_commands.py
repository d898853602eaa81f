"""evidence paper."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.options import Data
from evidence_lib.core.errors import BadRow, refuse_unknown

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase
    from evidence_lib.papers import Paper


@dataclass(frozen=True)
class Asked:
    """What a person gave with the command; empty means not given."""

    theme: str = ""
    area: str = ""
    report: str = ""
    year: str = ""
    plan: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Kind:
    """A paper that can be asked for: how it is made, what it cannot be made without, and what else it takes."""

    make: "Callable[[EvidenceBase, Asked], Paper]"
    needs: str = ""
    takes: tuple[str, ...] = ()


def theme_brief(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The brief of a theme; area is the one at home."""
    from evidence_lib.papers import theme_brief

    return theme_brief(base, asked.theme, home_area=asked.area, since=asked.since, until=asked.until)


def area_profile(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The profile of an area."""
    from evidence_lib.papers import area_profile

    return area_profile(base, asked.area, since=asked.since, until=asked.until)


def strategy(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The evidence chapter of the commissioning strategy; a theme or an area narrows it."""
    from evidence_lib.chapters import strategy

    themes, areas = [one for one in (asked.theme,) if one], [one for one in (asked.area,) if one]
    return strategy(base, asked.year, themes, areas, as_of=asked.as_of).paper()


def plan(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The evidence chapter of the police and crime plan."""
    from evidence_lib.chapters import crime_plan

    return crime_plan(base, asked.plan, as_of=asked.as_of).paper()


def register(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The register of commitments."""
    from evidence_lib.papers import register

    return register(base, asked.as_of)


def holding_to_account(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The brief for holding the chief constable to account."""
    from evidence_lib.papers import holding_to_account

    return holding_to_account(base, themes=[one for one in (asked.theme,) if one], as_of=asked.as_of)


def skeleton(base: "EvidenceBase", asked: Asked) -> "Paper":
    """The skeleton of a response to a report."""
    from evidence_lib.papers import response_skeleton

    return response_skeleton(base, asked.report, asked.as_of)


PAPERS: dict[str, Kind] = {
    "theme-brief": Kind(theme_brief, "theme", ("area", "since", "until")),
    "area-profile": Kind(area_profile, "area", ("since", "until")),
    "strategy": Kind(strategy, takes=("theme", "area", "year", "as_of")),
    "plan": Kind(plan, takes=("plan", "as_of")),
    "register": Kind(register, takes=("as_of",)),
    "holding-to-account": Kind(holding_to_account, takes=("theme", "as_of")),
    "skeleton": Kind(skeleton, "report", ("as_of",)),
}
NAMES = ", ".join(PAPERS)


def paper_command(
    name: Annotated[str, typer.Argument(help=f"Which paper: {NAMES}.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write; its ending says the format.")],
    data: Data = "",
    theme: Annotated[str, typer.Option(help="Theme id from data/themes.yml.")] = "",
    area: Annotated[str, typer.Option(help="The area; in a theme brief the one at home.")] = "",
    report: Annotated[str, typer.Option(help="The report to answer, as evidence sources list names it.")] = "",
    year: Annotated[str, typer.Option(help="Financial year of the strategy, as 2026-27.")] = "",
    plan: Annotated[str, typer.Option(help="Id of the plan in data/organisation.yml.")] = "",
    since: Annotated[str, typer.Option(help="Documents published on or after, as 2018-01-01.")] = "",
    until: Annotated[str, typer.Option(help="Documents published on or before.")] = "",
    as_of: Annotated[str, typer.Option(help="The day as of which it is made, as 2026-04-01.")] = "",
    for_publication: Annotated[
        bool, typer.Option("--for-publication", help="Checked findings alone; it says how many it leaves out.")
    ] = False,
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The office's Word template; else the one that data/organisation.yml names."),
    ] = None,
) -> None:
    """Write one paper without a notebook: for Word, and in the other formats that its ending names."""
    refuse_unknown("paper", name, PAPERS)
    asked = Asked(theme, area, report, year, plan, since, until, as_of)
    fits(name, PAPERS[name], asked)
    if template and to.suffix.lower() != ".docx":
        raise BadRow(f"--template is for Word alone, and {to.name} is no .docx. Leave it out.")
    from evidence_lib.frames import open_base
    from evidence_lib.papers.keeping import write_paper

    base = open_base(data, checked_only=for_publication)
    paper = PAPERS[name].make(base, asked)
    typer.echo(str(write_paper(paper, to, template or base.word_template)))
    typer.echo(f"{paper.title}. {paper.line}".rstrip(". ") + ".")


def fits(name: str, kind: Kind, asked: Asked) -> None:
    """Refuse a choice that lacks what the paper needs, or narrows it by what it cannot take: nothing given is passed over."""
    given = [what for what, value in vars(asked).items() if value]
    if kind.needs and kind.needs not in given:
        raise BadRow(f"paper '{name}' needs --{kind.needs}. Give it.")
    for what in given:
        if what not in (kind.needs, *kind.takes):
            takes = ", ".join(f"--{one.replace('_', '-')}" for one in filter(None, (kind.needs, *kind.takes)))
            raise BadRow(f"paper '{name}' takes no --{what.replace('_', '-')}. It takes: {takes}.")
