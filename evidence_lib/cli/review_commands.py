"""evidence review: export, import, tasks, settle, sample, agreement, left."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, counted

PROBLEM = 4
review_app = typer.Typer(
    no_args_is_help=True, help="People decide: in Excel, and how far they agree.", rich_markup_mode=None
)
Theme = Annotated[list[str] | None, typer.Option(help="Only this theme; may be given again.")]
Reviewer = Annotated[str, typer.Option(help="Whose answers they are.")]
Everything = Annotated[
    bool, typer.Option("--all", help="Count findings outside the samples too, whose readers may have seen one another.")
]


@review_app.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(help="The Excel file to write (.xlsx).")],
    data: Data = "",
    theme: Theme = None,
    how_many: Annotated[int, typer.Option(help="How many findings; 0 for all.")] = 100,
    order: Annotated[str, typer.Option(help='"first what matters", "document" or "random".')] = "first what matters",
    sample: Annotated[str, typer.Option(help="A sample, blind; its name as it was drawn.")] = "",
    reviewer: Annotated[str, typer.Option(help="Leave out what this reviewer has answered of the sample.")] = "",
) -> None:
    """Write what is to be reviewed as an Excel file with drop-downs."""
    from evidence_lib.frames import open_base
    from evidence_lib.review.order import queue
    from evidence_lib.review.workbook import write_workbook

    base = open_base(data)
    items = queue(base, reviewer, theme or (), how_many, order, sample)
    write_workbook(base, items, file)
    typer.echo(f"{file}: {counted(len(items), 'finding')} to review. Read it back with: evidence review import")


@review_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="The Excel file that was filled in.")],
    reviewer: Reviewer,
    data: Data = "",
) -> None:
    """Take the answers of an Excel file; says what it took, what it refused, and why, by cell."""
    from evidence_lib.frames import open_base
    from evidence_lib.review.workbook_in import read_workbook

    done = read_workbook(open_base(data), file, reviewer)
    typer.echo(
        f"{file}: {counted(done.taken, 'finding')} taken ({counted(done.rows, 'row')} of the history), "
        f"{done.known} known already, {done.untouched} not filled in, {len(done.refused)} refused."
    )
    for name in done.differ:
        typer.echo(f"people differ: {name}. Both answers are kept; see: evidence review tasks")
    for line in done.refused:
        typer.echo(f"refused: {line}", err=True)
    if done.refused:
        raise typer.Exit(PROBLEM)


@review_app.command("tasks")
def tasks_command(data: Data = "") -> None:
    """List what waits for people: where they differ, and decisions whose words or themes are gone."""
    from evidence_lib.cli.shown import show
    from evidence_lib.frames import open_base
    from evidence_lib.review.tables import tasks_table
    from evidence_lib.review.tasks import tasks

    held = tasks(open_base(data))
    if held.empty:
        typer.echo("Nothing waits: people agree, and every decision has its finding.")
        return
    show(tasks_table(held))


@review_app.command("settle")
def settle_command(
    finding: Annotated[str, typer.Argument(help="The finding, as evidence review tasks lists it.")],
    field: Annotated[str, typer.Argument(help="kind, themes, agencies or include.")],
    value: Annotated[str, typer.Argument(help='What holds; lists joined with ";", "" for none.')],
    reviewer: Annotated[str, typer.Option(help="Who settles it.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    data: Data = "",
) -> None:
    """End a difference between people; what each decided stays in the history."""
    from evidence_lib.frames import open_base
    from evidence_lib.review.tasks import settle

    settle(open_base(data), finding, field, value, reviewer, reason)
    typer.echo(f"{finding}: {field} is settled as {value or 'none'}.")


@review_app.command("sample")
def sample_command(
    reviewers: Annotated[list[str], typer.Option(help="A reviewer; give it once for each.")],
    data: Data = "",
    share: Annotated[float, typer.Option(help="The share of the findings that is drawn.", min=0, max=1)] = 0.1,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a blind workbook for each reviewer there.")
    ] = None,
) -> None:
    """Draw findings of every theme for two people to review blind, so that their agreement can be measured."""
    from evidence_lib.frames import open_base
    from evidence_lib.review.order import queue
    from evidence_lib.review.samples import AGREEMENT, draw_sample
    from evidence_lib.review.workbook import write_workbook
    from evidence_lib.sources.hold import slug

    base = open_base(data)
    drawn = draw_sample(base, AGREEMENT, reviewers, share)
    typer.echo(
        f"{drawn.sample_id}: {counted(len(drawn.findings), 'finding')} of {drawn.of:,}, for {', '.join(reviewers)}."
    )
    for name in reviewers if to else ():
        path = to / f"{drawn.sample_id}-{slug(name)}.xlsx"  # type: ignore[operator]
        typer.echo(str(write_workbook(base, queue(base, name, sample=drawn.sample_id), path)))


@review_app.command("agreement")
def agreement_command(
    data: Data = "",
    everything: Everything = False,
    drift: Annotated[str, typer.Option(metavar="NAME", help="Show how one reviewer changes over time instead.")] = "",
) -> None:
    """Say how far reviewers agree, theme by theme, and list what they differ on."""
    from evidence_lib.cli.shown import show
    from evidence_lib.frames import open_base
    from evidence_lib.review import agreement
    from evidence_lib.review.tables import agreement_table, differences_table, drift_table

    base = open_base(data)
    if drift:
        show(drift_table(agreement.drift_of(base, drift), drift))
        return
    show(agreement_table(agreement.agreement_of(base, everything)))
    show(differences_table(agreement.differences(base, everything)))


@review_app.command("left")
def left_command(
    data: Data = "",
    theme: Theme = None,
    draw: Annotated[int, typer.Option(help="Draw a random sample of so many of the unreviewed instead.")] = 0,
) -> None:
    """Say how many unreviewed findings probably still carry a theme: when to stop."""
    from evidence_lib.frames import open_base
    from evidence_lib.review.left import left_of
    from evidence_lib.review.samples import LEFT, draw_sample

    base = open_base(data)
    if draw:
        drawn = draw_sample(base, LEFT, how_many=draw)
        typer.echo(
            f"{drawn.sample_id}: {counted(len(drawn.findings), 'finding')} of {drawn.of:,}. Review it in the notebook 04_review "
            f'(sample = "{drawn.sample_id}") or with: evidence review export FILE.xlsx --sample {drawn.sample_id}'
        )
        return
    for one in left_of(base, theme or ()):
        typer.echo(one.sentence)
