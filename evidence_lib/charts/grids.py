"""Grids of marks: what is reported where. A square needs to improve, a disc is a strength; words stand with both."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import NAMES, SHORTFALL, SIDES, STRENGTH, area_sides, shared_and_added
from evidence_lib.charts.look import (
    COLOURS,
    GREY,
    MANY,
    MARKS,
    NONE,
    PALE,
    SIGNS,
    SOFT,
    WRAP,
    blank,
    height,
    rows_down,
    told,
    wrapped,
)

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

KEY = f"{SIGNS[SHORTFALL]} {SHORTFALL}   {SIGNS[STRENGTH]} {STRENGTH}   · not reported"
FEW, HEAD = 3, 10  # columns up to which heads have room; letters of a head where they have little
SHIFTS = {0: (), 1: (0.0,), 2: (-0.19, 0.19)}  # where the marks of a cell stand, by their number
IN_MARGIN = {"added by others": "others add", "shared": "shared", "here alone": "here alone", "strength alone": ""}


def findings_by_area(
    findings: "pd.DataFrame", label: str, areas: Sequence[str], name: str = "findings_by_area"
) -> Chart:
    """Which areas show a shortfall and which a strength on what the findings are about; one row an area."""
    shown = area_sides(findings, areas)

    def draw(axes: Any) -> None:
        for column, side in enumerate(SIDES):
            for row, yes in enumerate(shown[side]):
                look = {"ms": 12, "color": COLOURS[side]} if yes else {"ms": 3, "color": PALE}
                axes.plot(column, row, MARKS[side] if yes else "o", ls="none", clip_on=False, **look)
                text = "reported" if yes else "not reported"
                axes.text(column + 0.07, row, text, va="center", fontsize=9, color=GREY if yes else SOFT)
        axes.set_xlim(-0.2, 1.6)
        rows_down(axes, shown.index)
        heads_above(axes, [words.sentence(side) for side in SIDES])

    title = words.title(findings, label, areas)
    scope = f"{words.selection(findings, areas)} {words.thin(findings)}".strip()
    return Chart(
        name=name,
        title=title,
        scope=scope,
        source_line=words.source_line(findings),
        counted="areas",
        data=shown.reset_index(),
        alt=words.headline(findings, label, areas),
        subtitle="" if words.inside(label) in title else label,
        draw=draw if len(shown) and len(findings) else blank,
        height=height(shown.index),
    )


def themes_by_area(
    findings: "pd.DataFrame",
    codebook: "Codebook",
    area: str,
    others: Sequence[str],
    tags: "pd.DataFrame",
    name: str = "themes_by_area",
) -> Chart:
    """Themes by areas, the one at home first: what it shares with the others, and what they add."""
    names = {theme.id: theme.label for theme in codebook}
    return grid(findings, area, others, shared_and_added(findings, area, others, tags), names, name)


def agencies_by_area(
    findings: "pd.DataFrame", area: str, others: Sequence[str], name: str = "agencies_by_area"
) -> Chart:
    """Agencies by areas, the one at home first: whose practice is judged here and elsewhere."""
    table = shared_and_added(findings, area, others, column="agencies")
    names = {agency: words.agency_name(agency) for agency in table["agency"]}
    return grid(findings, area, others, table, names, name)


def grid(
    findings: "pd.DataFrame",
    area: str,
    others: Sequence[str],
    table: "pd.DataFrame",
    names: Mapping[str, str],
    name: str,
) -> Chart:
    """One row a theme or agency, one column an area; the margin says how the area at home stands to the others."""
    what = table.columns[0]
    data = cells_of(table, area, others).assign(**{what: [names[value] for value in table[what]]})
    title = grid_title(table, area, others) if len(table) else NONE
    lines = [in_words(row, names[row[what]], area) for row in table.to_dict("records")]

    def draw(axes: Any) -> None:
        columns = [area, *others]
        size = 9 if len(columns) <= MANY else 5
        for row, values in enumerate(data[columns].itertuples(index=False)):
            for column, value in enumerate(values):
                mark(axes, column, row, value, size)
        for row, stands in enumerate(table["stands"] if others else ()):
            if row and stands != table["stands"].iloc[row - 1]:
                axes.axhline(row - 0.5, color=PALE, linewidth=0.6)
            axes.text(len(columns) - 0.35, row, IN_MARGIN[stands], va="center", fontsize=9, color=GREY)
        if others:
            axes.axvline(0.5, color=PALE, linewidth=1)
        axes.set_xlim(-0.6, len(columns) + 0.12 * len(columns))
        rows_down(axes, data[what])
        heads_above(axes, columns)

    return Chart(
        name=name,
        title=title,
        scope=words.selection(findings, [area, *others]),
        source_line=words.source_line(findings),
        counted="areas in which it is reported at all",
        data=data,
        alt=f"{title}. {told(lines)}" if lines else told(lines),
        subtitle=KEY if len(table) else "",
        draw=draw if len(table) else blank,
        height=height(data[what]) + (1.0 if len(others) + 1 > MANY else 0.4),
    )


def grid_title(table: "pd.DataFrame", area: str, others: Sequence[str]) -> str:
    """What the grid shows: on how many of the themes with shortfalls the area shares them."""
    what = table.columns[0]
    many = next(column for column, one in NAMES.items() if one == what)
    on = "on" if what == "theme" else "in"
    short = words.amount(int((table["stands"] != "strength alone").sum()), what, many)
    shared = words.number(int((table["stands"] == "shared").sum()))
    if not others:
        return words.fitting(f"{area} needs to improve {on} {short}", f"Shortfalls {on} {short}")
    if short.startswith("no "):
        return f"No shortfall {on} any {what}"
    return words.fitting(
        f"{area} shares shortfalls {on} {shared} of {short}", f"Shortfalls {on} {shared} of {short} are shared"
    )


def in_words(row: Mapping[Hashable, Any], label: str, area: str) -> str:
    """One row of the grid, for alt text."""
    short = [area] * row["here_shortfall"] + row["others_shortfall"]
    strong = [area] * row["here_strength"] + row["others_strength"]
    return (
        f"{label}: needs to improve in {words.listing(short) or 'none'}, strength in {words.listing(strong) or 'none'}"
    )


def cells_of(table: "pd.DataFrame", area: str, others: Sequence[str]) -> "pd.DataFrame":
    """The grid as a table: one column an area; "needs to improve", "strength", "both" or empty."""
    import pandas as pd

    what = table.columns[0]
    made: dict[str, list[str]] = {what: list(table[what])}
    made[area] = [
        said(short, strong) for short, strong in zip(table["here_shortfall"], table["here_strength"], strict=True)
    ]
    for other in others:
        lists = zip(table["others_shortfall"], table["others_strength"], strict=True)
        made[other] = [said(other in short, other in strong) for short, strong in lists]
    return pd.DataFrame(made | {"stands": list(table["stands"])})


def said(short: bool, strong: bool) -> str:
    """What is reported, in words."""
    return {(True, True): "both", (True, False): SHORTFALL, (False, True): STRENGTH, (False, False): ""}[
        (short, strong)
    ]


def mark(axes: Any, column: int, row: int, value: str, size: int) -> None:
    """The mark or marks of one cell; two stand side by side."""
    shown = SIDES if value == "both" else (value,) if value else ()
    for side, shift in zip(shown, SHIFTS[len(shown)], strict=True):
        axes.plot(column + shift, row, MARKS[side], ls="none", ms=size, color=COLOURS[side], clip_on=False)
    if not shown:
        axes.plot(column, row, "o", ls="none", ms=2.5, color=PALE)


def heads_above(axes: Any, names: Sequence[str]) -> None:
    """Column heads above, without an axis; many are turned."""
    look = {"rotation": 90, "fontsize": 8} if len(names) > MANY else {"fontsize": 8} if len(names) > FEW else {}
    letters = WRAP if len(names) > MANY or len(names) <= FEW else HEAD
    axes.set_xticks(range(len(names)), wrapped(names, letters), **look)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
