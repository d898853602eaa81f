"""Charts of value: by theme, and beside need. Each amount is exact; a bar only shows it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters import marks, need, provision
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.look import EMPTY, GREY, PALE, SOFT, height, rows_down, told
from evidence_lib.charts.office import editable
from evidence_lib.commissioning.money import pounds

if TYPE_CHECKING:
    import pandas as pd

OURS, THEIRS, NEED = "#12436D", "#A285D1", "#801650"
SIDE = 0.62  # share of the width that the largest value takes on its side
DOT, FIRST_DOT = 0.06, 0.05  # between two entries of need, and before the first
NO_SERVICE = "No service in this selection"


def value_by_theme(scope: Scope, name: str = "value_by_theme") -> Chart:
    """The value of the year's services by main theme: this office's, and beside it what others commission."""
    services = provision.services(scope)
    table = provision.value_by(services, "theme")
    names = [marks.theme(scope, theme) for theme in table["theme"]]
    lines = [
        f"{who}: {pounds(own)} of this office, {pounds(others)} of others"
        for who, own, others in zip(names, table["own"], table["others"], strict=True)
    ]
    own, total = int(services.loc[services["own"], "value"].sum()), int(services["value"].sum())
    scope_line = f"{marks.chosen(scope)} A service stands under its main theme, so that no pound is counted twice."
    return Chart(
        name=name,
        title=f"{pounds(total)} of services in {scope.year}" if len(table) else NO_SERVICE,
        scope=marks.marked(services, scope_line),
        source_line=marks.services_source(services),
        counted="pounds of a financial year, as entered in the register",
        data=marks.in_pounds(table).assign(theme=names, example=marks.is_example(services)),
        alt=f"Value of services by main theme in {scope.year}: {told(lines) if lines else NO_SERVICE}",
        subtitle=marks.subtitle(services, f"Plain: this office, {pounds(own)}. Hatched, in brackets: others"),
        draw=bars_of_value(table, names) if len(table) else marks.nothing(NO_SERVICE),
        height=height(names) if names else EMPTY,
        editable=editable("stacked bars", names, in_whole_pounds(table), f"pounds in {scope.year}"),
    )


def in_whole_pounds(table: "pd.DataFrame") -> dict[str, list[float]]:
    """Pence as pounds, by whose money it is."""
    return {"this office": [own / 100 for own in table["own"]], "others": [value / 100 for value in table["others"]]}


def bars_of_value(table: "pd.DataFrame", names: Sequence[str]) -> Any:
    """One bar a theme: this office's part plain, that of others hatched."""
    most = max(1, int(table["value"].max()))

    def draw(axes: Any) -> None:
        for row, (own, others, value) in enumerate(zip(table["own"], table["others"], table["value"], strict=True)):
            axes.barh(row, own / most, height=0.6, color=OURS)
            axes.barh(row, others / most, left=own / most, height=0.6, color=THEIRS, hatch="////", edgecolor="white")
            rest = f" ({pounds(others)})" if others and own else " (others)" if others else ""
            axes.text(value / most + 0.01, row, f"{pounds(value)}{rest}", va="center", fontsize=9, color=GREY)
        rows_down(axes, names)
        axes.set_xlim(0, 1.6)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)

    return draw


def value_beside_need(scope: Scope, name: str = "value_beside_need") -> Chart:
    """By theme: value on the left, entries of local evidence of need on the right, each on a side of its own."""
    services = provision.services(scope)
    table = beside(scope, services)
    names = [marks.theme(scope, theme) for theme in table["theme"]]
    bare = int(((table["entries"] > 0) & (table["value"] == 0)).sum())
    lines = [
        f"{who}: {pounds(value)}, {words.amount(entries, 'entry', 'entries')} of need"
        for who, value, entries in zip(names, table["value"], table["entries"], strict=True)
    ]
    scope_line = (
        f"{marks.chosen(scope)} Value stands under a service's main theme; other services may serve it too. "
        "Entries are things that people noted, not people in need, and more of them is not more need."
    )
    return Chart(
        name=name,
        title=f"Need without a service of its own on {words.amount(bare, 'theme')}" if len(table) else NO_SERVICE,
        scope=marks.marked(table, scope_line),
        source_line=f"{marks.services_source(services)} Local evidence: data/local_evidence.csv and needs assessments held.",
        counted="pounds of a financial year; entries of local evidence",
        data=marks.in_pounds(table).assign(theme=names),
        alt=f"Value of services and entries of need by theme: {told(lines) if lines else NO_SERVICE}",
        subtitle=marks.subtitle(table, "The sides share no scale: compare down, not across"),
        draw=two_sides(table, names, str(scope.year)) if len(table) else marks.nothing(NO_SERVICE),
        height=(height(names) + 0.3) if names else EMPTY,
    )


def two_sides(table: "pd.DataFrame", names: Sequence[str], year: str) -> Any:
    """Bars of value to the left of a line, one mark an entry to its right."""
    most, crowd = max(1, int(table["value"].max())), max(1, int(table["entries"].max()))
    step = min(DOT, SIDE / crowd)

    def draw(axes: Any) -> None:
        for row, (value, entries) in enumerate(zip(table["value"], table["entries"], strict=True)):
            end, look = -SIDE * value / most, {"va": "center", "fontsize": 9}
            axes.barh(row, end, height=0.6, color=OURS)
            said = pounds(value) if value else "no service"
            axes.text(end - 0.02, row, said, ha="right", color=GREY if value else SOFT, **look)
            places = [FIRST_DOT + at * step for at in range(entries)]
            axes.plot(places, [row] * entries, "D", ls="none", ms=6, color=NEED)
            noted = str(entries) if entries else "none entered"
            axes.text(FIRST_DOT + entries * step, row, noted, color=GREY if entries else SOFT, **look)
        heads = {"fontsize": 9, "color": GREY, "fontweight": "bold"}
        axes.axvline(0, color=PALE, linewidth=1)
        axes.text(-0.02, -0.85, f"value in {year}", ha="right", **heads)
        axes.text(FIRST_DOT, -0.85, "entries of need", **heads)
        rows_down(axes, names)
        axes.set_ylim(len(names) - 0.5, -1.2)
        axes.set_xlim(-1.0, 0.95)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)

    return draw


def beside(scope: Scope, services: "pd.DataFrame") -> "pd.DataFrame":
    """One row a theme with value or need: theme, value (pence, by main theme), entries, example; most valuable first."""
    import pandas as pd

    values = {row["theme"]: row["value"] for row in provision.value_by(services, "theme").to_dict("records")}
    entries = {row["theme"]: row["entries"] for row in need.by_theme(scope).to_dict("records")}
    made_up = marks.is_example(services) or marks.is_example(need.needs(scope))
    rows = [
        {"theme": theme, "value": values.get(theme, 0), "entries": entries.get(theme, 0), "example": made_up}
        for theme in values.keys() | entries.keys()
    ]
    rows.sort(key=lambda row: (-row["value"], -row["entries"], row["theme"]))
    return pd.DataFrame(rows, columns=["theme", "value", "entries", "example"])
