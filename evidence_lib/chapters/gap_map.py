"""The gap map: themes by area. Size is the number of findings, shade and shape their kind; the margin says where money stands."""

from math import sqrt
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters import evidence, gaps, marks
from evidence_lib.chapters.scope import SEVERAL, Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, STRENGTH
from evidence_lib.charts.look import COLOURS, GREY, MANY, NONE, PALE, SOFT, blank, height, rows_down, told, wrapped

if TYPE_CHECKING:
    import pandas as pd

BOTH = evidence.BOTH
SHAPES = {SHORTFALL: "s", STRENGTH: "o", BOTH: "D"}
SHADES = {SHORTFALL: COLOURS[SHORTFALL], STRENGTH: COLOURS[STRENGTH], BOTH: "#801650"}
KEY = "■ needs to improve   ● strength   ◆ both   · no finding\nLarger: inspectors wrote more, not: more common"
MOST = 11  # findings from which a mark grows no more
HEAD = 16  # letters of a head before it wraps
TOGETHER = "elsewhere"  # one column for all areas elsewhere where there are too many for one each


def gap_map(scope: Scope, name: str = "gap_map") -> Chart:
    """Themes by the body's areas and those elsewhere; the margin says on which themes a gap or a question stands."""
    table = joined(evidence.cells(scope), scope)
    places = columns(scope, table)
    themes = ordered(scope, table)
    margin = standing(scope)
    lines = [in_words(scope, table, theme, margin) for theme in themes]
    there = {(theme, area): (count, side) for theme, area, count, side, _ in table.itertuples(index=False)}

    def draw(axes: Any) -> None:
        for row, theme in enumerate(themes):
            for column, place in enumerate(places):
                mark(axes, column, row, *there.get((theme, place), (0, "")))
            axes.text(len(places) - 0.35, row, margin.get(theme, ""), va="center", fontsize=8, color=GREY)
        edge = len([place for place in places if place in scope.local]) - 0.5
        axes.axvline(edge, color=PALE, linewidth=1)
        for at, side, said in ((edge - 0.1, "right", "here"), (edge + 0.1, "left", "elsewhere")):
            axes.text(at, len(themes) - 0.35, said, ha=side, va="top", fontsize=9, color=SOFT)
        axes.set_xlim(-0.6, len(places) + 0.16 * len(places))
        rows_down(axes, [marks.theme(scope, theme) for theme in themes])
        axes.set_ylim(len(themes) + 0.2, -0.5)
        axes.set_xticks(range(len(places)), wrapped(places, HEAD), rotation=90, fontsize=8)
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", length=0)
        axes.spines["bottom"].set_visible(False)

    data = table.assign(theme=[marks.theme(scope, theme) for theme in table["theme"]])
    held = scope.findings
    return Chart(
        name=name,
        title=title(scope),
        scope=scope_line(scope),
        source_line=words.source_line(held),
        counted="findings in each cell, which shows where inspectors wrote; areas in the title",
        data=data,
        alt=f"Themes by area, the areas of {scope.body.short} first. {told(lines)}",
        subtitle=KEY if themes else "",
        draw=draw if themes else blank,
        height=height([marks.theme(scope, theme) for theme in themes]) + 1.2,
    )


def joined(table: "pd.DataFrame", scope: Scope) -> "pd.DataFrame":
    """The cells; where the areas are too many for a column each, those elsewhere are taken together, none left out."""
    import pandas as pd

    if len(evidence.columns(scope)) <= MANY:
        return table
    far = table["place"] == evidence.ELSEWHERE
    rows = [
        {
            "theme": theme,
            "area": TOGETHER,
            "findings": int(held["findings"].sum()),
            "side": evidence.together(
                {side for both in held["side"] for side in ((SHORTFALL, STRENGTH) if both == BOTH else (both,))}
            ),
            "place": evidence.ELSEWHERE,
        }
        for theme, held in table[far].groupby("theme")
    ]
    return pd.concat([table[~far], pd.DataFrame(rows, columns=table.columns)], ignore_index=True)


def columns(scope: Scope, table: "pd.DataFrame") -> list[str]:
    """The columns that are shown."""
    places = evidence.columns(scope)
    if len(places) <= MANY:
        return places
    near = [place for place in places if place in scope.local]
    return [*near, TOGETHER, *([SEVERAL] if SEVERAL in places else [])]


def ordered(scope: Scope, table: "pd.DataFrame") -> list[str]:
    """The themes with a finding, those with most shortfalls first."""
    return [theme for theme in evidence.by_theme(scope)["theme"] if theme in set(table["theme"])]


def mark(axes: Any, column: int, row: int, count: int, side: str) -> None:
    """The mark of one cell: its area grows with the number of findings."""
    if not count or not side:
        axes.plot(column, row, "o", ls="none", ms=2.5, color=PALE)
        return
    size = 5 + 3.4 * sqrt(min(count, MOST) - 1)
    axes.plot(column, row, SHAPES[side], ls="none", ms=size, color=SHADES[side], clip_on=False)
    if count > 2:
        axes.text(column, row, str(count), ha="center", va="center", fontsize=6, color="white")


def standing(scope: Scope) -> dict[str, str]:
    """What the margin says of each theme: the most pressing stand of the statements on it."""
    short = {gaps.GAP: "gap", gaps.LITTLE: "little provided", gaps.QUESTION: "ask at home"}
    said: dict[str, str] = {}
    for row in gaps.gaps(scope).to_dict("records"):  # gaps first
        for theme in row["themes"]:
            if row["stands"] in short:
                said.setdefault(theme, short[row["stands"]])
    return said


def title(scope: Scope) -> str:
    """In how many of the body's areas a shortfall is reported at all."""
    if scope.findings.empty:
        return NONE
    local = [area for area in scope.local if not scope.areas or area in scope.areas]
    rows = evidence.placed(scope)
    rows = rows[rows["counted"] & rows["side"].isin([SHORTFALL, BOTH]) & rows["area"].isin(local)]
    count = rows["area"].nunique()
    return words.fitting(
        f"Inspectors report shortfalls in {words.share(count, len(local))} here",
        f"Shortfalls in {words.share(count, len(local))}",
    )


def scope_line(scope: Scope) -> str:
    """Scope, with what is silent and what is not counted."""
    rows = evidence.placed(scope)
    areas = sorted(set(rows["area"]) - {SEVERAL})
    text = words.selection(scope.findings, areas)
    if silent := evidence.unread(scope):
        text += (
            f" No document held is about {words.listing(silent)} alone: that is silence, not proof that all is well."
        )
    left = int(rows.loc[~rows["counted"], "finding_id"].nunique())
    if left:
        text += f" {marks.many(left, 'finding')} not counted: summaries that others repeat, or practice studies."
    return f"{text} {marks.NOT_PREVALENCE}"


def in_words(scope: Scope, table: "pd.DataFrame", theme: str, margin: dict[str, str]) -> str:
    """One row, for alt text."""
    held = table[table["theme"] == theme]
    cells = [
        f"{area} {count} ({side or 'neither'})"
        for area, count, side in zip(held["area"], held["findings"], held["side"], strict=True)
    ]
    said = f", {margin[theme]}" if theme in margin else ""
    return f"{marks.theme(scope, theme)}: {', '.join(cells)}{said}"
