"""evidence chart."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data
from evidence_lib.core.errors import BadFile, did_you_mean

ENDINGS = (".png", ".svg", ".csv")


def chart_command(
    name: Annotated[str, typer.Argument(help="Its name, such as areas_by_theme; a wrong one lists all.")],
    to: Annotated[
        Path,
        typer.Option(
            "--to", metavar="FILE", help="FILE.png, FILE.svg, its data as FILE.csv, or a folder for all of them."
        ),
    ],
    data: Data = "",
    theme: Annotated[str, typer.Option(help="Theme id from data/themes.yml.")] = "",
    area: Annotated[str, typer.Option(help="The area at home, set beside the others.")] = "",
    areas: Annotated[
        list[str] | None, typer.Option(help="Keep documents about this area; give it again for more.")
    ] = None,
    since: Annotated[str, typer.Option(help="Published on or after, as 2018-01-01.")] = "",
    until: Annotated[str, typer.Option(help="Published on or before.")] = "",
    year: Annotated[str, typer.Option(help="Financial year of charts of money, as 2026-27.")] = "",
    as_of: Annotated[str, typer.Option(help="The day as of which it is made, as 2026-04-01.")] = "",
    checked_only: Annotated[
        bool, typer.Option("--checked-only", help="Leave out every finding that no person has checked.")
    ] = False,
) -> None:
    """Draw one chart without a notebook, and say what stands below it: its scope, what is counted, its source."""
    if to.suffix and to.suffix.lower() not in ENDINGS:
        near = did_you_mean(to.suffix, ENDINGS)
        raise BadFile(f"{to}: a chart is not written as '{to.suffix}'.{near} Formats are: {', '.join(ENDINGS)}.")
    from evidence_lib.chapters.named_charts import Choice, named_chart
    from evidence_lib.frames import open_base

    base = open_base(data, checked_only=checked_only)
    chart = named_chart(name, Choice(base, theme, area, tuple(areas or ()), since, until, year, as_of))
    for path in chart.save(to) if not to.suffix else [chart.to(to)]:
        typer.echo(str(path))
    typer.echo(f"{chart.title}\n{chart.caption}\nAlt text: {chart.alt}")
