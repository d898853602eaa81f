"""evidence deadlines, and deadlines confirm."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from evidence_lib.cli.commitments_commands import AsOf, day_option, tell_problems
from evidence_lib.cli.options import Data
from evidence_lib.core.base_folder import find_base
from evidence_lib.core.errors import refuse_unknown

deadlines_app = typer.Typer(
    invoke_without_command=True,
    help="List what is due: responses by their legal clock, commitments and required actions by their day.",
    rich_markup_mode=None,
)


@deadlines_app.callback()
def list_command(
    context: typer.Context,
    data: Data = "",
    as_of: AsOf = "",
    ics: Annotated[
        str, typer.Option(metavar="FILE", help="Write what is still due as a calendar that Outlook takes.")
    ] = "",
) -> None:
    """List what is due: responses by their legal clock, commitments and required actions by their day."""
    if context.invoked_subcommand:
        return
    from evidence_lib.frames import open_base

    base = open_base(data)
    found = base.deadlines(as_of)
    for row in found.to_dict("records"):
        typer.echo(
            f"{row['due_date']:%Y-%m-%d}  {row['state']:8} {row['kind']:10} {row['owner']}: {row['what']} [{row['item_id']}]"
        )
    if found.empty:
        typer.echo("Nothing has a day.")
    for row in base.response_clocks(as_of).to_dict("records"):
        typer.echo(f"clock  {row['document_id']}: {row['state']}{suggested(row)}")
    tell_problems(base.progress()["problem"])
    if ics:
        from evidence_lib.papers import calendar
        from evidence_lib.papers.keeping import write_paper

        typer.echo(str(write_paper(calendar(found), Path(ics))))


def suggested(row: Mapping[Any, Any]) -> str:
    """The basis that is proposed, where none is confirmed."""
    if row["legal_basis"] or not row["suggested_basis"]:
        return ""
    return f" (proposed: {row['suggested_basis']}; evidence deadlines confirm {row['document_id']} --basis … --by …)"


@deadlines_app.command("confirm")
def confirm_command(
    report: Annotated[str, typer.Argument(help="The report, as evidence sources list names it.")],
    basis: Annotated[str, typer.Option(help="The legal basis, an id of data/clocks.yml.")],
    by: Annotated[str, typer.Option(help="Who confirms it.")],
    data: Data = "",
    invited: Annotated[str, typer.Option(help="The day on which the chief constable was invited to comment.")] = "",
    note: Annotated[str, typer.Option(help="A remark.")] = "",
) -> None:
    """Confirm under which law a report was made, so that its clock may run."""
    from evidence_lib.commitments.clocks import read_clocks
    from evidence_lib.people.legal_basis import Basis, append_basis
    from evidence_lib.sources.catalogue import find_source, read_catalogue

    base = find_base(data)
    source = find_source(read_catalogue(base), report, str(base.catalogue))
    clocks = read_clocks(base.clocks)
    refuse_unknown("legal basis", basis, clocks)
    append_basis(base, Basis(report, basis, day_option("invited", invited), by, date.today(), note))
    due = clocks[basis].due(source.published)
    tail = (
        f"a response is due by {due}"
        if due
        else "no clock runs"
        if clocks[basis].days is None
        else "its day of publication is not known: the clock cannot start"
    )
    typer.echo(f"{report}: {clocks[basis].label}; {tail}.")
