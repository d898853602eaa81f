"""Official figures for a reader who asks how big it is: a table with every source, charts that refuse what is not alike."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters import marks
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Chart, Editable, Table
from evidence_lib.charts.look import GREY, SOFT
from evidence_lib.charts.office import editable
from evidence_lib.commissioning.official import GRADE, Figure, NotComparable, Series, refuse_unlike
from evidence_lib.core.errors import refuse_unknown

if TYPE_CHECKING:
    import pandas as pd

LINES = ("#12436D", "#28A197", "#801650", "#F46A25", "#A285D1")
MARKS = "osD^v"
EDGE = 20  # days before a break's first figure at which it is drawn, so that the line and the mark do not meet
CONTEXT = "Context, joined to nothing: these figures are never divided into findings, nor findings into them."
COLUMNS = [
    "series_id",
    "title",
    "publisher",
    "table",
    "area",
    "definition",
    "unit",
    "cycle",
    "period",
    "value",
    "breaks",
]
COLUMNS += ["caution", "source", "note", "licence", "url", "example"]


def official(scope: Scope, name: str = "official_figures") -> Table:
    """Every figure with its publisher, table, period, definition, breaks, address and licence."""
    figures = sorted(
        scope.registers.figures, key=lambda held: held.series.unit == GRADE
    )  # grades are no quantity: last
    return Table(
        name=name,
        title="Official figures for the area",
        scope=f"{marks.many(len(figures), 'figure')} of {len(scope.registers.series)} series. {CONTEXT}",
        source_line=source(scope),
        counted="what each series counts, by its own definition",
        units="as each series says",
        data=frame(figures),
        head=("Series", "Area", "Period", "Figure", "Definition", "Breaks and cautions", "Source"),
        rows=tuple(row(figure) for figure in figures),
    )


def source(scope: Scope) -> str:
    """The source line: the publishers, and where the figures stand."""
    publishers = sorted({figure.series.publisher for figure in scope.registers.figures})
    return f"Source: {'; '.join(publishers)}, as each row says." if publishers else "Source: none is held."


def row(figure: Figure) -> tuple[Cell, ...]:
    """One figure."""
    series = figure.series
    made_up = "example data" if series.example else ""
    return (
        Cell(series.title, remark=made_up),
        Cell(series.area),
        Cell(figure.period),
        Cell(figure.value if series.unit == GRADE else f"{figure.number:,} {series.unit}", remark=figure.note),
        Cell(series.definition, remark=f"inspection cycle: {series.cycle}" if series.cycle else ""),
        Cell(breaks(series) or "none known", remark=series.caution),
        Cell(f"{series.publisher}: {series.table}; {figure.source or 'no source'}", series.url, series.licence),
    )


def breaks(series: Series) -> str:
    """The breaks in words."""
    return "; ".join(f"from {held.on:%d.%m.%Y}: {held.reason}" for held in series.breaks)


def frame(figures: Sequence[Figure]) -> "pd.DataFrame":
    """The figures as a table."""
    import pandas as pd

    rows = [
        {
            "series_id": held.series.id,
            **{column: getattr(held.series, column) for column in COLUMNS if hasattr(held.series, column)},
            **{column: getattr(held, column) for column in ("period", "value", "source", "note")},
            "breaks": breaks(held.series),
        }
        for held in figures
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def official_chart(scope: Scope, series: Sequence[str], name: str = "official") -> Chart:
    """Some series on one axis, by their days; where one breaks, its line breaks too, and the break is marked with its reason.

    Raises UnknownName for a series that is not there, and NotComparable, with the reason, for series that cannot stand on
    one axis, and for grades, which no axis holds.
    """
    known = scope.registers.series
    for one in series:
        refuse_unknown("series", one, known, "data/official_series.yml")
    held = [known[one] for one in series]
    refuse_unlike(held)
    if any(one.unit == GRADE for one in held):
        raise NotComparable(f"{held[0].title}: a grade is no quantity. Show it in the table.")
    figures = [figure for figure in scope.registers.figures if figure.series.id in series]
    lines = [f"{held.series.title} ({held.series.area}), {held.period}: {held.number:,}" for held in figures]
    return Chart(
        name=name,
        title=words.fitting(held[0].title if len(held) == 1 else held[0].measure.capitalize(), "Official figures")
        if held
        else "No series",
        scope=f"{words.listing([f'{one.title} ({one.area}): {one.definition}' for one in held])}. {CONTEXT}",
        source_line=f"Source: {words.listing(sorted({f'{one.publisher}, {one.table}' for one in held}))}.",
        counted=held[0].unit if held else "nothing",
        data=frame(figures),
        alt="; ".join([*lines, *(f"break {breaks(one)}" for one in held if one.breaks)]) or "No figure is held.",
        subtitle=", ".join(f"{one.area}" for one in held),
        draw=drawing(held, figures),
        height=3.4,
        editable=lines_of(held, figures),
    )


def lines_of(series: Sequence[Series], figures: Sequence[Figure]) -> Editable | None:
    """The series for Office programs: a line for each part of a series between its breaks, so that none runs across one."""
    days = sorted({figure.on for figure in figures})
    lines: dict[str, list[Any]] = {}
    for one in series:
        own = [figure for figure in figures if figure.series is one]
        for part in sorted({one.segment(figure.on) for figure in own}):
            held = {figure.on: figure.number for figure in own if one.segment(figure.on) == part}
            lines[f"{one.area}{f', after break {part}' if part else ''}"] = [held.get(day) for day in days]
    periods = {figure.on: figure.period for figure in figures}
    return editable("line", [periods[day] for day in days], lines, series[0].unit if series else "")


def drawing(series: Sequence[Series], figures: Sequence[Figure]) -> Any:
    """Lines that stop at a break."""

    def draw(axes: Any) -> None:
        import matplotlib.dates as dates

        for at, one in enumerate(series):
            own = [figure for figure in figures if figure.series is one]
            for part in sorted({one.segment(figure.on) for figure in own}):
                held = [figure for figure in own if one.segment(figure.on) == part]
                axes.plot(
                    [f.on for f in held],
                    [float(f.number or 0) for f in held],
                    MARKS[at % 5],
                    ls="-",
                    color=LINES[at % 5],
                )
            for figure in own:
                axes.annotate(
                    f"{figure.number:,}",
                    (figure.on, float(figure.number or 0)),
                    xytext=(0, 8),
                    textcoords="offset points",
                    ha="center",
                    fontsize=9,
                    color=GREY,
                )
            for broken in one.breaks:
                at_day = dates.date2num(broken.on) - EDGE
                axes.axvline(at_day, color=SOFT, linestyle="--", linewidth=1)
                said = f"break: {broken.reason}  "
                axes.text(at_day, 0.06, said, transform=axes.get_xaxis_transform(), fontsize=8, color=SOFT, ha="right")
        axes.set_ylim(0, 1.2 * max((float(figure.number or 0) for figure in figures), default=1))
        axes.margins(x=0.12)
        days = sorted({figure.on for figure in figures})
        axes.set_xticks(days, [f"{day:%b %Y}" for day in days])
        axes.xaxis.set_minor_locator(dates.YearLocator())
        axes.set_ylabel(series[0].unit if series else "")

    return draw
