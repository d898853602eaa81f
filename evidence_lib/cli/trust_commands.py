"""evidence evaluate, learn, themes."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, Quiet
from evidence_lib.core.base_folder import BaseFolder, find_base

PROBLEM = 3


def evaluate_command(
    labels: Annotated[list[Path], typer.Argument(help="Folders of labelled documents (*.json).")],
    data: Data = "",
    cross_validate: Annotated[
        bool, typer.Option("--cross-validate", help="Score each document by models that never saw it.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write what was found as documents.csv and findings.csv.")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report as a page (FILE.html), with its picture.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Score the base against labelled documents: findings, pages, kinds, themes, agencies, the worst disagreements."""
    from evidence_lib.cli.shown import show
    from evidence_lib.core.files import write_text
    from evidence_lib.learning.evaluate import evaluate
    from evidence_lib.learning.report import report

    base = up_to_date(data)
    found = evaluate(base, labels, cross_validate, export, (lambda line: None) if quiet else typer.echo)
    for line in found.left_out:
        typer.echo(f"left out: {line}", err=True)
    for table in report(found):
        show(table)
    if page:
        from evidence_lib.pack.evaluation_page import evaluation_page

        write_text(page, evaluation_page(found))
        typer.echo(str(page))
    if found.left_out:
        raise typer.Exit(PROBLEM)


def up_to_date(data: str) -> BaseFolder:
    """The base, its tables made if anything changed."""
    from evidence_lib.tables.build import build, is_current

    base = find_base(data)
    if not is_current(base):
        build(base)
    return base
