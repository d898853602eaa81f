"""evidence sources add, list, check, fetch."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.options import Data
from evidence_lib.core.base_folder import find_base

if TYPE_CHECKING:
    from evidence_lib.sources.fetch import Offer

sources_app = typer.Typer(no_args_is_help=True, help="The documents: add, list, check, fetch.", rich_markup_mode=None)
PROBLEM = 3
EMPTY = "The catalogue is empty. Add documents: evidence sources add FILE"
Given = Annotated[str, typer.Option(help="What you give wins over what the document says.")]


@sources_app.command("add")
def add_command(
    files: Annotated[list[Path], typer.Argument(help="Documents: PDF, DOCX, HTML, Markdown or text.")],
    data: Data = "",
    id: Annotated[
        str, typer.Option("--id", help="Its short name; made of area, programme and year if not given.")
    ] = "",
    title: Given = "",
    area: Annotated[str, typer.Option(help='Area or areas, joined with ";".')] = "",
    publisher: Annotated[str, typer.Option(help='Publisher or publishers, joined with ";".')] = "",
    published: Annotated[str, typer.Option(help="Day of publication, as 2019-03-08.")] = "",
    inspected_from: Annotated[str, typer.Option(help="First day of the inspection.")] = "",
    inspected_to: Annotated[str, typer.Option(help="Last day of the inspection.")] = "",
    subject: Annotated[str, typer.Option(help="What was inspected.")] = "",
    programme: Annotated[str, typer.Option(help="Inspection programme, such as jtai.")] = "",
    kind: Annotated[str, typer.Option(help="inspection, response, review, needs-assessment or other.")] = "",
    url: Annotated[str, typer.Option(help="Address of the original.")] = "",
    licence: Annotated[str, typer.Option(help="Licence of the original.")] = "",
    marking: Annotated[str, typer.Option(help="Marking of the document.")] = "",
) -> None:
    """Copy documents in, read what they say of themselves, and catalogue them."""
    from evidence_lib.sources.add import add, report_line

    given = {
        "title": title,
        "areas": area,
        "publishers": publisher,
        "published": published,
        "subject": subject,
        "inspection_start": inspected_from,
        "inspection_end": inspected_to,
        "programme": programme,
        "kind": kind,
        "url": url,
        "licence": licence,
        "marking": marking,
    }
    added = add(find_base(data), files, given, id)
    for one in added:
        typer.echo(report_line(one), err=one.source is None)
    if any(one.source is None for one in added):
        raise typer.Exit(PROBLEM)


@sources_app.command("list")
def list_command(data: Data = "") -> None:
    """List the documents of the catalogue."""
    from evidence_lib.sources.catalogue import read_catalogue

    sources = read_catalogue(find_base(data))
    if not sources:
        typer.echo(EMPTY)
    for source in sources:
        held = source.edition if source.file else "wanted"
        typer.echo(f"{source.document_id:32} {source.published or ''!s:10} {held:9} {source.title}")


@sources_app.command("check")
def check_command(data: Data = "") -> None:
    """Compare the catalogue with the files."""
    from evidence_lib.sources.catalogue import read_catalogue
    from evidence_lib.sources.check import check, is_problem

    base = find_base(data)
    drifts = check(base)
    for drift in drifts:
        typer.echo(drift.line)
    if not drifts:
        typer.echo(
            EMPTY if not read_catalogue(base) else "Every document is held as its original, as the catalogue says."
        )
    if any(is_problem(drift) for drift in drifts):
        raise typer.Exit(PROBLEM)


@sources_app.command("fetch")
def fetch_command(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Documents to fetch; all wanted ones if none is named.")
    ] = None,
    data: Data = "",
    accept: Annotated[list[str] | None, typer.Option(help="Accept this document though its hash is not known.")] = None,
) -> None:
    """Download wanted originals from their addresses; each takes the place of its digest."""
    from evidence_lib.sources.catalogue import read_catalogue
    from evidence_lib.sources.fetch import fetch

    def ask(offer: "Offer") -> bool:
        typer.echo(
            f"{offer.source.document_id}: {offer.source.url}\n  {offer.pages or '?'} pages, {offer.size // 1024} KB, "
            f"hash {offer.sha256}\n  begins: {offer.first_words}"
        )
        return offer.source.document_id in (accept or []) or typer.confirm("  Is this the document that is wanted?")

    base = find_base(data)
    fetched = fetch(base, ids or [], ask)
    for one in fetched:
        typer.echo(one.line, err=one.state == "problem")
    if not fetched:
        typer.echo("No original is wanted: all are held." if read_catalogue(base) else EMPTY)
    if any(one.state == "problem" for one in fetched):
        raise typer.Exit(PROBLEM)
