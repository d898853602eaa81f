"""evidence services check, evidence register, evidence trace."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence_lib.cli.options import Data, counted

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

services_app = typer.Typer(no_args_is_help=True, help="The register of services: check, list.", rich_markup_mode=None)
PROBLEM = 4


@services_app.command("check")
def check_command(data: Data = "") -> None:
    """Say what does not add up in services, local evidence, statements, intentions, settings and official figures."""
    from evidence_lib.frames import open_base

    problems = open_base(data).registers.problems
    for problem in problems:
        typer.echo(problem.line)
    if problems:
        raise typer.Exit(PROBLEM)
    typer.echo("Everything adds up.")


@services_app.command("list")
def list_command(
    year: Annotated[
        str, typer.Option(metavar="YEAR", help="Financial year, as 2026-27; the latest with a budget if not given.")
    ] = "",
    data: Data = "",
) -> None:
    """List the services of a financial year with their value."""
    from evidence_lib.chapters.provision import services
    from evidence_lib.chapters.scope import open_scope
    from evidence_lib.commissioning.money import pounds
    from evidence_lib.frames import open_base

    scope = open_scope(open_base(data), year)
    table = services(scope)
    for row in table.to_dict("records"):
        made_up, who = "  (example)" if row["example"] else "", row["commissioner"][:14]
        typer.echo(
            f"{row['service_id']:8} {pounds(row['value']):>12}  {who:14}  {row['service']}, {row['provider']}{made_up}"
        )
    typer.echo(f"{counted(len(table), 'service')} in {scope.year}, {pounds(int(table['value'].sum()))}.")


def register_command(data: Data = "") -> None:
    """Give every finding that has none its number of the evidence register (E-001 …); numbers never move."""
    from evidence_lib.chapters.numbering import number_findings
    from evidence_lib.frames import open_base

    done = number_findings(open_base(data))
    typer.echo(
        f"{counted(done.added, 'finding')} numbered, {counted(done.carried, 'number')} carried to words that changed."
    )


def commitments_of(base: "EvidenceBase") -> list[tuple[str, str, str]]:
    """The commitments as the trail takes them: name, what it is in words, and the finding that it answers, if any."""
    labels = {
        row["commitment_id"]: f"{row['commitment_id']}, commitment ({row['status']}): {row['quote']}"
        for row in base.commitments().to_dict("records")
    }
    answered = base.answers().drop_duplicates(["commitment_id", "finding_id"])
    pairs = list(zip(answered["commitment_id"], answered["finding_id"], strict=True))
    pairs += [(name, "") for name in labels if name not in set(answered["commitment_id"])]
    return [(name, labels[name], finding) for name, finding in pairs]


def trace_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A finding, a number (E-001), a page (cornwall-jtai-2018:9), a statement, an entry of local evidence, an "
            "intention, a decision, a service, an objective, a theme or a commitment.",
        ),
    ],
    data: Data = "",
) -> None:
    """Show what a thing rests on, back to the pages, and what it leads to, forward to decisions and outcomes."""
    from evidence_lib.commissioning.trail import build_trail, lines
    from evidence_lib.frames import open_base

    base = open_base(data)
    themes = {theme.id: theme.label for theme in base.themes}
    findings: Any = base.findings().to_dict("records")
    trail = build_trail(base.registers, findings, themes, commitments_of(base))
    for line in lines(trail, name):
        typer.echo(line)
