"""evidence init, build, export."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, Quiet, counted
from evidence_lib.core.base_folder import find_base


def init_command(folder: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Make an empty evidence base."""
    from evidence_lib.sources.init import init

    base = init(folder)
    typer.echo(f"{base.root} is an empty evidence base. Add documents: evidence sources add FILE --data {folder}")


def build_command(data: Data = "", quiet: Quiet = False) -> None:
    """Read new and changed documents, and make the tables."""
    from evidence_lib.tables.build import build, is_current

    base = find_base(data)
    if is_current(base):
        if not quiet:
            typer.echo("Nothing has changed: the tables are up to date.")
        return
    report = build(base, (lambda line: None) if quiet else typer.echo)
    for problem in report.problems:
        typer.echo(f"left out: {problem}", err=True)
    for note in report.notes:
        typer.echo(f"look at: {note}", err=True)
    if report.reviews_unplaced:
        typer.echo(
            f"{counted(report.reviews_unplaced, 'review')} on findings that are not there as they were: "
            "see reviews_unplaced.csv of evidence export.",
            err=True,
        )
    if not quiet:
        typer.echo(
            f"{counted(report.findings, 'finding')} from {counted(report.documents - len(report.problems), 'document')} "
            f"({report.read} read, {report.reused} unchanged)."
        )
    if report.problems:
        raise typer.Exit(3)


def export_command(folder: Annotated[Path, typer.Argument(help="Folder for the tables.")], data: Data = "") -> None:
    """Write the tables as CSV, with a data dictionary."""
    from evidence_lib.tables.build import build, is_current
    from evidence_lib.tables.export import export

    base = find_base(data)
    if not is_current(base):
        build(base)
    from evidence_lib.chapters.kept_tables import export_kept
    from evidence_lib.frames import EvidenceBase

    for path in [*export(base, folder), *export_kept(EvidenceBase(base), folder)]:
        typer.echo(str(path))
