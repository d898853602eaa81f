"""The chart of contracts and grants that end, or whose notice falls due."""

from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters import marks, provision
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.look import EMPTY, GREY, height, rows_down, told
from evidence_lib.commissioning.money import pounds
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    import pandas as pd

BAR, NOTICE = "#12436D", "#F46A25"
ROOM = 0.6  # of the months shown, beside the bars for their words
COLUMNS = ["service_id", "service", "provider", "commissioner", "end", "notice_by", "value", "example"]


def contracts_ending(scope: Scope, name: str = "contracts_ending") -> Chart:
    """Services that end, or whose notice falls due, within the months of the settings: their last day and day of notice."""
    table = provision.ending(scope)
    first, last = provision.window(scope)
    names, months = list(table["service"]), scope.organisation.ending_months
    lines = [
        f"{held['service']}: ends {marks.day(held['end'])}, notice by {marks.day(held['notice_by'])}, "
        f"{pounds(held['value'])} in {scope.year}"
        for held in table.to_dict("records")
    ]
    none = f"No service ends within {months} months"
    verb = "ends or needs" if len(table) == 1 else "end or need"
    return Chart(
        name=name,
        title=f"{marks.many(len(table), 'service')} {verb} notice within {months} months" if len(table) else none,
        scope=marks.marked(table, f"{marks.chosen(scope)} From {long_date(first)} to {long_date(last)}."),
        source_line=marks.services_source(table),
        counted="services",
        data=marks.in_pounds(table[COLUMNS]),
        alt=told(lines) if lines else f"{none}.",
        subtitle=marks.subtitle(table, "Bar: to the last day. Diamond: last day for notice") if len(table) else "",
        draw=bars_of_time(table, first, last) if len(table) else marks.nothing(none),
        height=height(names) if names else EMPTY,
    )


def bars_of_time(table: "pd.DataFrame", first: date, last: date) -> Any:
    """One bar a service, from the first day shown to its last, with a diamond on the last day for notice."""

    def draw(axes: Any) -> None:
        import matplotlib.dates as dates

        for row, held in enumerate(table.to_dict("records")):
            end = min(held["end"] or last, last)
            axes.plot([first, end], [row, row], color=BAR, linewidth=5, solid_capstyle="butt")
            if noticed(held, first, last):
                axes.plot(held["notice_by"], row, "D", ms=9, color=NOTICE, markeredgecolor="white")
            look = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "fontsize": 8, "color": GREY}
            axes.annotate(in_words(held, first, last), (end, row), **look)
        rows_down(axes, table["service"])
        axes.set_xlim(first, date.fromordinal(last.toordinal() + int(ROOM * (last - first).days)))
        axes.set_xticks(half_years(first, last))
        axes.xaxis.set_major_formatter(dates.DateFormatter("%b %Y"))
        axes.tick_params(axis="x", labelsize=8)
        axes.spines["bottom"].set_bounds(dates.date2num(first), dates.date2num(last))

    return draw


def noticed(held: Any, first: date, last: date) -> bool:
    """Whether notice falls due in the days shown."""
    return held["notice_by"] is not None and first <= held["notice_by"] <= last


def in_words(held: Any, first: date, last: date) -> str:
    """What stands beside a bar; on two lines, since on one it would leave the picture."""
    ends = f"ends {short(held['end'])}" if held["end"] is not None and held["end"] <= last else "runs on"
    return f"{ends},\nnotice by {short(held['notice_by'])}" if noticed(held, first, last) else ends


def short(day: date) -> str:
    """A day as it fits beside a bar."""
    return f"{day.day} {day:%b %Y}"


def half_years(first: date, last: date) -> list[date]:
    """The first days of April and October between two days, and the first day shown where it is another."""
    found = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (4, 10)]
    return [day for day in found if first <= day <= last] or [first]
