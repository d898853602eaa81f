"""Pictures of how far what the machine gave can be trusted."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL
from evidence_lib.charts.look import COLOURS, GREY, PALE, blank, height, rows_down, told

if TYPE_CHECKING:
    import pandas as pd

DEEP = COLOURS[SHORTFALL]
FEW = 20  # tags; the share right among fewer is drawn hollow, for one tag more could move it by five in a hundred


def reliability(table: "pd.DataFrame", scope: str, source_line: str, name: str = "reliability") -> Chart:
    """Of the tags given at each score, how many were right: on the line, the score means what it says.

    table has a row a step of scores: low and high (its edges), score (the mean of the tags in it), tags (their number),
    right (the share of them that was right, 0 to 1).
    """
    rows = table[table["tags"] > 0].to_dict("records")
    lines = [
        f"given at {_hundred(row['score'])}: {_hundred(row['right'])} right of 100, {row['tags']:,} tags"
        for row in rows
    ]

    def draw(axes: Any) -> None:
        axes.plot([0, 100], [0, 100], color=PALE, linewidth=1.5)
        axes.text(22, 27, "as sure as it is right", color=GREY, fontsize=9, rotation=33, ha="left")
        for row in rows:
            firm = row["tags"] >= FEW
            look = {"markerfacecolor": DEEP if firm else "white", "markeredgecolor": DEEP}
            axes.plot(100 * row["score"], 100 * row["right"], "o", ms=9, **look)
            place = {"xytext": (9, -10), "textcoords": "offset points"}
            axes.annotate(
                f"{row['tags']:,} tags", (100 * row["score"], 100 * row["right"]), fontsize=9, color=GREY, **place
            )
        axes.plot([100 * row["score"] for row in rows], [100 * row["right"] for row in rows], color=DEEP, linewidth=1)
        axes.set_xlim(20, 108)
        axes.set_ylim(0, 105)
        axes.set_xlabel("score of the tag, in a hundred")
        axes.set_ylabel("right, in a hundred")
        axes.grid(axis="both", color=PALE, linewidth=0.5)

    return Chart(
        name=name,
        title=_reliable(rows),
        scope=scope,
        source_line=source_line,
        counted="tags that the machine gave, by their score; hollow where fewer than twenty",
        data=table,
        alt=f"Tags by score, and how many of each hundred were right. {told(lines)}",
        draw=draw if rows else blank,
        height=4.2,
    )


def _hundred(share: float) -> int:
    """A share as so many in a hundred."""
    return round(100 * share)


def _reliable(rows: Sequence[Mapping[Hashable, Any]]) -> str:
    """The title: what a tag at a score near 0.8 is worth, where there are such tags."""
    near = [row for row in rows if row["low"] <= 0.8 < row["high"] and row["tags"] >= FEW]
    if not near:
        return "How often tags are right, by their score"
    return f"Of tags scored {_hundred(near[0]['score'])}, {_hundred(near[0]['right'])} in 100 are right"


def theme_figures(figures: "pd.DataFrame", scope: str, source_line: str, name: str = "theme_figures") -> Chart:
    """Per theme of a hundred that belong how many are found, and of a hundred given how many are right.

    figures has a row a theme: label, found and correct (both in a hundred), wanted (how many were looked for).
    """
    table = figures.sort_values(["found", "label"], ignore_index=True)
    lines = [
        f"{row['label']}: {row['found']} of 100 found, {row['correct']} of 100 given are right"
        for row in table.to_dict("records")
    ]

    def draw(axes: Any) -> None:
        for row, (found, correct) in enumerate(zip(table["found"], table["correct"], strict=True)):
            axes.plot([found, correct], [row, row], color=PALE, linewidth=2, zorder=1)
            axes.plot(found, row, "s", color=DEEP, ms=8)
            axes.plot(correct, row, "o", markerfacecolor="white", markeredgecolor=DEEP, ms=8)
        rows_down(axes, table["label"])
        axes.set_xlim(0, 103)
        axes.set_xlabel("in a hundred (■ found of what belongs, ○ right of what was given)")

    weakest = table["label"].iloc[0] if len(table) else ""
    return Chart(
        name=name,
        title=words.fitting(f"Found least: {words.inside(weakest)}", "How well each theme is found"),
        scope=scope,
        source_line=source_line,
        counted="tags on labelled findings that the model had not seen",
        data=table,
        alt=f"Themes, the least found first. {told(lines)}",
        draw=draw if len(table) else blank,
        height=height(table["label"]),
    )
