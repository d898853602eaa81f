"""evidence exchange export, import."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.options import Data, counted
from evidence_lib.cli.trust_commands import up_to_date
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import BadFile, BadRow

if TYPE_CHECKING:
    from evidence_lib.exchange.incoming import BroughtBack

exchange_app = typer.Typer(
    no_args_is_help=True,
    help="To and from NVivo, ATLAS.ti, MAXQDA, QualCoder and other tools (REFI-QDA).",
    rich_markup_mode=None,
)
SHOWN = 10  # lines of what is not taken that are printed


@exchange_app.command("export")
def export_command(
    target: Annotated[
        Path,
        typer.Argument(help="FILE.qdpx for a project, FILE.qdc for the codebook, or a folder for CSV and Parquet."),
    ],
    data: Data = "",
    reviewer: Annotated[str, typer.Option(metavar="NAME", help="Who will work on the project in the other tool.")] = "",
    blind: Annotated[
        bool, typer.Option("--blind", help="Leave the codings out, so that the next person codes unseen.")
    ] = False,
) -> None:
    """Write the base for other tools: documents with the codings at their places, the codebook, or tables.

    The documents are whole, with the names that stand in them: give the file to those who may read them.
    """
    if target.suffix.lower() == ".qdpx":
        from evidence_lib.exchange.outgoing import project_of
        from evidence_lib.exchange.qdpx_write import write_project

        project = project_of(up_to_date(data), reviewer, blind)
        write_project(project, target)
        codings = sum(len(one.codings) for source in project.sources for one in source.selections)
        typer.echo(f"{target}: {counted(len(project.sources), 'document')}, {counted(codings, 'coding')}.")
    elif target.suffix.lower() == ".qdc":
        from evidence_lib.exchange.qdc import write_codebook
        from evidence_lib.themes.codebook import read_codebook

        write_codebook(read_codebook(find_base(data).codebook), target)
        typer.echo(str(target))
    elif target.suffix and not target.is_dir():
        raise BadFile(f"{target}: name a FILE.qdpx, a FILE.qdc, or a folder without an ending.")
    else:
        from evidence_lib.exchange.tables import export_tables

        for path in export_tables(up_to_date(data), target):
            typer.echo(str(path))


@exchange_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="FILE.qdpx from another tool, or FILE.qdc to see what a codebook says.")],
    data: Data = "",
    reviewer: Annotated[
        str, typer.Option(metavar="NAME", help="Who is meant where the file names nobody, or the machine.")
    ] = "",
    code: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=THEME", help="A code that the codebook does not know, as a theme of it."),
    ] = None,
    rest: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Where to list what is not taken; beside FILE if not given.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and write nothing.")] = False,
) -> None:
    """Take codings made in another tool as reviews, by their places; say what is not taken, and why."""
    if not file.is_file():
        raise BadFile(f"{file}: is not there.")
    if file.suffix.lower() == ".qdc":
        tell_proposal(find_base(data), file)
        return
    from evidence_lib.exchange.incoming import bring_back

    base = up_to_date(data)
    found = bring_back(base, file, reviewer, meanings(code or []), dry_run)
    tell(found, dry_run)
    if found.not_taken:
        tell_rest(found, rest or file.with_name(f"{file.stem}-not-taken.csv"), dry_run)


def meanings(given: list[str]) -> dict[str, str]:
    """CODE=THEME as a mapping."""
    for one in given:
        if not all(part.strip() for part in one.rpartition("=")):
            raise BadRow(f"--code '{one}': write CODE=THEME, such as \"Waiting for a doctor=medical-treatment\".")
    return {code.strip(): theme.strip() for code, _, theme in (one.rpartition("=") for one in given)}


def tell(found: "BroughtBack", dry_run: bool) -> None:
    """What was taken, by reviewer."""
    by: dict[str, set[str]] = {}
    for review in found.reviews:
        by.setdefault(review.reviewer, set()).add(review.finding_id)
    typer.echo(
        f"{counted(len(found.documents), 'document')} of this base, {counted(len(found.reviews), 'review')} "
        f"{'would be added' if dry_run else 'added'}, {counted(found.held, 'coding')} held already."
    )
    for name, findings in sorted(by.items()):
        typer.echo(f"  {name}: {counted(len(findings), 'finding')}")


def tell_rest(found: "BroughtBack", rest: Path, dry_run: bool) -> None:
    """What was not taken: how much for each reason, the first few, and the list as a file."""
    from collections import Counter

    from evidence_lib.core.files import write_rows
    from evidence_lib.exchange.incoming import NOT_TAKEN, as_rows

    for why, number in Counter(one.why for one in found.not_taken).most_common():
        typer.echo(f"not taken, {number:,}: {why}", err=True)
    for one in found.not_taken[:SHOWN]:
        place = f"{one.source}, {one.start} to {one.end}" if one.start is not None else one.source
        if one.code:
            typer.echo(f"  {place}, code {one.code}, by {one.user or 'nobody named'}: {one.words[:60]}", err=True)
    if not dry_run:
        write_rows(rest, NOT_TAKEN, as_rows(found.not_taken))
        typer.echo(f"All of them are listed in {rest}.", err=True)


def tell_proposal(base: BaseFolder, file: Path) -> None:
    """What a codebook from elsewhere says beside the base's own."""
    from evidence_lib.exchange.qdc import proposal, read_codes
    from evidence_lib.themes.codebook import read_codebook

    found = proposal(read_codes(file), read_codebook(base.codebook))
    for code in found.new:
        told = f": {' '.join(code.description.split())}" if code.description else ""
        typer.echo(f"new: {' > '.join((*code.above, code.name))}{told}")
    for theme_id, code in found.changed:
        typer.echo(f"otherwise: {theme_id} is '{code.name}' there: {' '.join(code.description.split())}")
    for theme_id in found.missing:
        typer.echo(f"not there: {theme_id}")
    typer.echo(
        f"Nothing is changed. A new theme needs terms: add it to {base.codebook}; 'evidence themes try' tries them. "
        "Rename, merge, split or retire others with 'evidence themes'."
    )
