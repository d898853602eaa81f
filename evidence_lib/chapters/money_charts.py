"""Charts of money: value by theme, value beside need, contracts that end. Each amount is exact; bars only show it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters import marks, need, provision
from evidence_lib.chapters.scope import NO_THEME, Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.look import EMPTY, GREY, PALE, SOFT, height, rows_down, told
from evidence_lib.commissioning.money import plain, pounds
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    import pandas as pd

OURS, THEIRS = "#12436D", "#A285D1"
NEED = "#801650"
MIDDLE = 0.62  # share of the width that a bar of the largest value takes on its side
NO_SERVICE = "No service in this selection"


def nothing(text: str) -> Any:
    """A drawing for a selection that holds nothing."""

    def draw(axes: Any) -> None:
        axes.text(0.5, 0.5, text, ha="center", va="center", transform=axes.transAxes)
        axes.set_axis_off()

    return draw


def label(scope: Scope, theme: str) -> str:
    """A theme for readers."""
    return "No theme" if theme == NO_THEME else scope.theme_name(theme)


def value_by_theme(scope: Scope, name: str = "value_by_theme") -> Chart:
    """The value of the year's services by main theme: this office's, and beside it what others commission."""
    services = provision.services(scope)
    table = provision.value_by(services, "theme")
    names = [label(scope, theme) for theme in table["theme"]]
    most = max(1, int(table["value"].max()) if len(table) else 1)
    lines = [
        f"{who}: {pounds(own)} of this office, {pounds(others)} of others"
        for who, own, others in zip(names, table["own"], table["others"], strict=True)
    ]

    def draw(axes: Any) -> None:
        for row, (own, others, value) in enumerate(zip(table["own"], table["others"], table["value"], strict=True)):
            axes.barh(row, own / most, height=0.6, color=OURS)
            axes.barh(row, others / most, left=own / most, height=0.6, color=THEIRS, hatch="////", edgecolor="white")
            told_ = pounds(value) + (f", {pounds(others)} of it by others" if others else "")
            axes.text(value / most + 0.01, row, told_, va="center", fontsize=9, color=GREY)
        rows_down(axes, names)
        axes.set_xlim(0, 1.6)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)

    own = int(services.loc[services["own"], "value"].sum())
    total = int(services["value"].sum())
    return Chart(
        name=name,
        title=words.fitting(f"{pounds(total)} of services in {scope.year}", f"Services in {scope.year}") if len(table) else NO_SERVICE,
        scope=marks.marked(services, f"{marks.chosen(scope)} A service stands under its main theme, so that no pound is counted twice."),
        source_line=marks.services_source(services),
        counted="pounds of a financial year, as entered in the register",
        data=in_pounds(table).assign(theme=names, example=marks.is_example(services)),
        alt=f"Value of services by main theme in {scope.year}: {told(lines) if lines else NO_SERVICE}",
        subtitle=marks.subtitle(services, f"{pounds(own)} of it by this office (plain), {pounds(total - own)} by others (hatched)"),
        draw=draw if len(table) else nothing(NO_SERVICE),
        height=height(names) if names else EMPTY,
    )


def in_pounds(table: "pd.DataFrame") -> "pd.DataFrame":
    """A table of pence for a spreadsheet: pounds with two places."""
    amounts = [column for column in ("own", "others", "value") if column in table]
    return table.assign(**{column: [plain(int(value)) for value in table[column]] for column in amounts})


def value_beside_need(scope: Scope, name: str = "value_beside_need") -> Chart:
    """By theme: value on the left, entries of local evidence of need on the right, each on a side of its own."""
    services = provision.services(scope)
    table = beside(scope, services)
    names = [label(scope, theme) for theme in table["theme"]]
    most = max(1, int(table["value"].max()) if len(table) else 1)
    crowd = max(1, int(table["entries"].max()) if len(table) else 1)
    bare = table[(table["entries"] > 0) & (table["value"] == 0)]

    def draw(axes: Any) -> None:
        for row, (value, entries) in enumerate(zip(table["value"], table["entries"], strict=True)):
            axes.barh(row, -MIDDLE * value / most, height=0.6, color=OURS)
            axes.text(-MIDDLE * value / most - 0.02, row, pounds(value) if value else "no service", ha="right", va="center", fontsize=9, color=GREY if value else SOFT)
            for at in range(entries):
                axes.plot(0.05 + at * min(0.06, MIDDLE / crowd), row, "D", ms=6, color=NEED)
            end = 0.05 + entries * min(0.06, MIDDLE / crowd)
            axes.text(end, row, str(entries) if entries else "none entered", va="center", fontsize=9, color=GREY if entries else SOFT)
        axes.axvline(0, color=PALE, linewidth=1)
        axes.text(-0.02, -0.85, f"value in {scope.year}", ha="right", fontsize=9, color=GREY, fontweight="bold")
        axes.text(0.05, -0.85, "entries of need", fontsize=9, color=GREY, fontweight="bold")
        rows_down(axes, names)
        axes.set_ylim(len(names) - 0.5, -1.2)
        axes.set_xlim(-1.0, 0.95)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)

    lines = [
        f"{who}: {pounds(value)}, {words.amount(entries, 'entry', 'entries')} of need"
        for who, value, entries in zip(names, table["value"], table["entries"], strict=True)
    ]
    themes = words.amount(len(bare), "theme")
    return Chart(
        name=name,
        title=words.fitting(f"Need without a service of its own on {themes}") if len(table) else NO_SERVICE,
        scope=marks.marked(
            table,
            f"{marks.chosen(scope)} Value stands under a service's main theme; other services may serve it too. "
            "Entries are things that people noted, not people in need, and more of them is not more need.",
        ),
        source_line=f"{marks.services_source(services)} Local evidence: data/local_evidence.csv and needs assessments held.",
        counted="pounds of a financial year; entries of local evidence",
        data=in_pounds(table).assign(theme=names),
        alt=f"Value of services and entries of need by theme: {told(lines) if lines else NO_SERVICE}",
        subtitle=marks.subtitle(table, "Two sides that share no scale: compare down each, not across"),
        draw=draw if len(table) else nothing(NO_SERVICE),
        height=(height(names) + 0.3) if names else EMPTY,
    )


def beside(scope: Scope, services: "pd.DataFrame") -> "pd.DataFrame":
    """One row a theme with value or need: theme, value (pence, by main theme), entries, example; most valuable first."""
    import pandas as pd

    values = {row["theme"]: row["value"] for row in provision.value_by(services, "theme").to_dict("records")}
    entries = {row["theme"]: row["entries"] for row in need.by_theme(scope).to_dict("records")}
    themes = sorted(values.keys() | entries.keys(), key=lambda theme: (-values.get(theme, 0), -entries.get(theme, 0), theme))
    made_up = marks.is_example(services) or marks.is_example(need.needs(scope))
    rows = [{"theme": theme, "value": values.get(theme, 0), "entries": entries.get(theme, 0), "example": made_up} for theme in themes]
    return pd.DataFrame(rows, columns=["theme", "value", "entries", "example"])


def contracts_ending(scope: Scope, name: str = "contracts_ending") -> Chart:
    """Services that end, or whose notice falls due, within the months of the settings: their last day and day of notice."""
    table = provision.ending(scope)
    first, last = provision.window(scope)
    names = list(table["service"])

    def draw(axes: Any) -> None:
        import matplotlib.dates as dates

        for row, held in enumerate(table.to_dict("records")):
            end = held["end"] or last
            axes.plot([first, min(end, last)], [row, row], color=OURS, linewidth=5, solid_capstyle="butt")
            inside = held["end"] is not None and held["end"] <= last
            said = f"ends {long_date(held['end'])}" if inside else "runs on"
            if held["notice_by"] and first <= held["notice_by"] <= last:
                axes.plot(held["notice_by"], row, "D", ms=9, color="#F46A25", markeredgecolor="white")
                said += f", notice by {long_date(held['notice_by'])}"
            axes.annotate(said, (min(end, last), row), xytext=(8, 0), textcoords="offset points", va="center", fontsize=8, color=GREY)
        rows_down(axes, names)
        axes.set_xlim(first, date.fromordinal(last.toordinal() + int(0.75 * (last - first).days)))
        axes.set_xticks([day for day in quarters(first, last)])
        axes.xaxis.set_major_formatter(dates.DateFormatter("%b %Y"))
        axes.tick_params(axis="x", labelsize=8)
        axes.spines["bottom"].set_bounds(dates.date2num(first), dates.date2num(last))

    lines = [
        f"{held['service']}: ends {marks.day(held['end'])}, notice by {marks.day(held['notice_by'])}, {pounds(held['value'])} in {scope.year}"
        for held in table.to_dict("records")
    ]
    months = scope.organisation.ending_months
    none = f"No service ends within {months} months"
    count = words.amount(len(table), "service")
    return Chart(
        name=name,
        title=words.sentence(f"{count} {'ends or needs' if len(table) == 1 else 'end or need'} notice within {months} months") if len(table) else none,
        scope=marks.marked(table, f"{marks.chosen(scope)} From {long_date(first)} to {long_date(last)}."),
        source_line=marks.services_source(table),
        counted="services",
        data=in_pounds(table[["service_id", "service", "provider", "commissioner", "end", "notice_by", "value", "example"]]),
        alt=f"{told(lines)}" if lines else f"{none}.",
        subtitle=marks.subtitle(table, "Bar: to the last day. Diamond: last day for notice") if len(table) else "",
        draw=draw if len(table) else nothing(none),
        height=height(names) if names else EMPTY,
    )


def quarters(first: date, last: date) -> list[date]:
    """The first days of the quarters between two days."""
    found = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)]
    return [day for day in found if first <= day <= last][::2]
