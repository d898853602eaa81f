"""The first page of a pack: what is in it, for whom, from what, what changed, what failed, and what to check by eye."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_lib.pack.checks.problem import Problem
from evidence_lib.pack.pages import TEMPLATES, style
from evidence_lib.pack.shelf import Shelved, form, size

CHECKS_HERE = "<!-- what the publish gate found -->"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the pack with its charts: for whom it is, and what in it is not as it would be in a paper (marks)."""

    name: str
    title: str
    charts: tuple[Path, ...]
    audience: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What the index says of the pack as a whole.

    marking is how it is to be handled; last the pack before it (empty if none) and changes what changed since; problems the
    documents left out; by_eye what a person should look at; evidence_page whether evidence.html stands beside the index.
    """

    made: str
    marking: str
    documents: int
    digests: int
    findings: int
    checked: int
    left_out: Sequence[tuple[str, int]]
    problems: Sequence[str]
    wanted: Sequence[str]
    example: bool = False
    to_mend: Sequence[str] = ()
    last: str = ""
    changes: Sequence[str] = ()
    by_eye: Sequence[str] = ()
    evidence_page: bool = False


def index(summary: Summary, entries: Sequence[Entry], tables: Sequence[str], papers: Sequence[Shelved] = ()) -> str:
    """The index as HTML; what the publish gate finds later stands where CHECKS_HERE does."""
    cards = [{"entry": entry, "charts": [chart_words(entry, chart) for chart in entry.charts]} for entry in entries]
    return (
        templates()
        .get_template("index.html")
        .render(
            summary=summary,
            cards=cards,
            tables=tables,
            subjects=by_subject(papers),
            checks=Markup(CHECKS_HERE),
            changed=next((entry.name for entry in entries if entry.name.startswith("08_what_changed")), ""),
            style=Markup(style(summary.marking)),
        )
    )


def templates() -> Environment:
    """The templates of pages, with every text escaped."""
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def checks_words(stopping: Sequence[str], accepted: Sequence[Problem], told: int) -> str:
    """What the publish gate found, as a part of the index."""
    once = list({problem.id: problem for problem in accepted}.values())
    return templates().get_template("checks.html").render(stopping=stopping, accepted=once, told=told)


def by_subject(papers: Sequence[Shelved]) -> list[dict[str, Any]]:
    """The papers under the page that made them, each with its files."""
    subjects: dict[str, list[dict[str, Any]]] = {}
    for paper in papers:
        files = [{"name": path.name, "format": form(path), "size": size(path)} for path in paper.files]
        subjects.setdefault(paper.subject, []).append({"about": paper.about, "files": files})
    return [{"subject": subject, "papers": held} for subject, held in subjects.items()]


def chart_words(entry: Entry, chart: Path) -> dict[str, str]:
    """A chart's place in the pack, and its title and alt text from the words kept beside it."""
    title, alt = chart.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")[:2]
    return {"stem": f"charts/{entry.name}/{chart.stem}", "title": title, "alt": alt}
