"""evidence commitments, and commitments update, brief, register and skeleton."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.options import Data, counted
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

commitments_app = typer.Typer(
    invoke_without_command=True,
    help="List what was undertaken, and how it stands; update it; write its papers.",
    rich_markup_mode=None,
)
AsOf = Annotated[str, typer.Option(help="The day to look from, as 2026-03-31; today if not given.")]


def day_option(name: str, value: str) -> date | None:
    """A day that a person typed. Raises BadRow for one that is none."""
    try:
        return parse_date(value)
    except ValueError as error:
        raise BadRow(f"--{name}: {error}.") from error


@commitments_app.callback()
def list_command(
    context: typer.Context,
    data: Data = "",
    theme: Annotated[list[str] | None, typer.Option(help="Only this theme; may be given again.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="Only this status; may be given again.")] = None,
    owner: Annotated[list[str] | None, typer.Option(help='Only this owner, or "no owner".')] = None,
    as_of: AsOf = "",
) -> None:
    """List what was undertaken, and how it stands."""
    if context.invoked_subcommand:
        return
    from evidence_lib.frames import open_base

    base = open_base(data)
    found = base.commitments(theme or (), owner or (), status or (), as_of)
    for row in found.to_dict("records"):
        due = f", due {row['due_date']:%Y-%m-%d}" if row["due_date"] == row["due_date"] else ""
        late = ", OVERDUE" if row["overdue"] else ""
        typer.echo(
            f"{row['commitment_id']}  [{row['status']}{due}{late}] {row['action']} ({row['strength']}): {row['quote']}"
        )
    if found.empty:
        typer.echo("No commitment in this selection.")
    tell_problems(base.progress()["problem"])


def tell_problems(problems: "object") -> None:
    """The rows of progress.csv that are not used, a line each."""
    for problem in problems:  # type: ignore[attr-defined]
        if problem:
            typer.echo(f"not used: {problem}", err=True)


@commitments_app.command("update")
def update_command(
    item: Annotated[str, typer.Argument(help="The commitment, action or finding, as it is listed.")],
    status: Annotated[
        str,
        typer.Option(
            help="not started, in progress, awaiting sign-off, done, will not be done, not ours, or no update held."
        ),
    ],
    by: Annotated[str, typer.Option(help="Who enters it.")],
    data: Data = "",
    note: Annotated[str, typer.Option(help="The rationale; needed where it is overdue or will not be done.")] = "",
    owner: Annotated[str, typer.Option(help="Who is to see to it.")] = "",
    evidence: Annotated[str, typer.Option(help="What shows it: a minute, a document, a figure.")] = "",
    source: Annotated[str, typer.Option(help="Who or what says so; two sources that differ are both kept.")] = "",
    day: Annotated[str, typer.Option(help="The day on which it stood so; today if not given.")] = "",
    due: Annotated[str, typer.Option(help="A day agreed for it.")] = "",
    measure: Annotated[str, typer.Option(help="How one will know that it is done.")] = "",
    superseded_by: Annotated[str, typer.Option(help="A later finding or document that takes its place.")] = "",
) -> None:
    """Append a row to the history of a commitment, an action or a finding."""
    from evidence_lib.frames import open_base
    from evidence_lib.people.progress import Entry, append_progress, check_update
    from evidence_lib.tables.followed import history, items_made

    base = open_base(data)
    made = items_made(base.folder)
    stood = day_option("day", day) or date.today()
    entry = Entry(
        item,
        status.lower(),
        stood,
        owner,
        day_option("due", due),
        measure,
        evidence,
        source,
        note,
        superseded_by,
        by,
        date.today(),
    )
    own = [one for one in history(base.folder) if one.item_id == item]
    check_update(entry, made, own, base.due_day(item))
    append_progress(base.folder, [entry])
    typer.echo(f"{item}: {entry.status} on {stood} ({counted(len(own) + 1, 'row')} in its history).")


@commitments_app.command("register")
def register_command(
    file: Annotated[Path, typer.Argument(help="The file to write: .docx or .xlsx.")], data: Data = "", as_of: AsOf = ""
) -> None:
    """Write the register of commitments as a Word or Excel file."""
    from evidence_lib.frames import open_base
    from evidence_lib.papers import register

    base = open_base(data)
    write(base, register(base, as_of), file)


@commitments_app.command("brief")
def brief_command(
    file: Annotated[Path, typer.Argument(help="The Word file to write.")],
    data: Data = "",
    theme: Annotated[list[str] | None, typer.Option(help="Only this theme; may be given again.")] = None,
    as_of: AsOf = "",
) -> None:
    """Write the two-page brief for holding the chief constable to account."""
    from evidence_lib.frames import open_base
    from evidence_lib.papers import holding_to_account

    base = open_base(data)
    write(base, holding_to_account(base, themes=theme or (), as_of=as_of), file)


@commitments_app.command("skeleton")
def skeleton_command(
    report: Annotated[str, typer.Argument(help="The report to answer, as evidence sources list names it.")],
    file: Annotated[Path, typer.Argument(help="The Word file to write.")],
    data: Data = "",
    as_of: AsOf = "",
) -> None:
    """Write the skeleton of a response to a report: its findings, a place for each comment, the clock."""
    from evidence_lib.frames import open_base
    from evidence_lib.papers import response_skeleton

    base = open_base(data)
    write(base, response_skeleton(base, report, as_of), file)


def write(base: "EvidenceBase", paper: object, file: Path) -> None:
    """Write a paper in the format that the file's ending names, a Word file in the office's template."""
    from evidence_lib.papers.keeping import write_paper

    typer.echo(str(write_paper(paper, file, base.word_template)))
