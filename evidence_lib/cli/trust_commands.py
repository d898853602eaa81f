"""evidence evaluate and learn."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, Quiet, counted
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


def learn_command(
    data: Data = "",
    restore: Annotated[
        bool, typer.Option("--restore", help="Take the shipped model back; what people decided is kept.")
    ] = False,
    back: Annotated[
        bool, typer.Option("--back", help="Take the model back that was in force before this one.")
    ] = False,
) -> None:
    """Learn themes from the reviews of this base, and use what was learned where it is better than the shipped model."""
    from evidence_lib.learning import own

    if back:
        had = own.take_back(find_base(data))
        typer.echo(
            "The earlier model is back. 'evidence build' tags anew." if had else "No earlier model was learned here."
        )
        return
    if restore:
        had = own.restore(find_base(data))
        typer.echo(
            "The shipped model is back. 'evidence build' tags anew."
            if had
            else "The shipped model is in force already."
        )
        return
    base = up_to_date(data)
    lesson = own.learn(base)
    typer.echo(
        f"{counted(lesson.findings, 'finding')} of {counted(lesson.documents, 'document')} have themes that people decided. "
        "Measured on documents held back, in a hundred of each:"
    )
    for name, tally in (("shipped model", lesson.shipped), ("learned here", lesson.own)):
        typer.echo(
            f"  {name}: {100 * tally.recall:.0f} found, {100 * tally.precision:.0f} of those given right, F1 {tally.f1():.3f}"
        )
    for theme in lesson.kept:
        typer.echo(f"  {theme}: F1 {lesson.shipped.f1(theme):.3f} shipped, {lesson.own.f1(theme):.3f} learned here")
    if lesson.taken:
        typer.echo("The other themes stay as the shipped model gives them: there it is not clearly better.")
        typer.echo(
            "It is better, and in force from the next build. 'evidence learn --restore' takes the shipped one back."
        )
    else:
        typer.echo("It is no better, and is not used. More decisions may help.")


def up_to_date(data: str) -> BaseFolder:
    """The base, its tables made if anything changed."""
    from evidence_lib.tables.build import build, is_current

    base = find_base(data)
    if not is_current(base):
        build(base)
    return base
