"""What the charts have in common to look at: colours, marks, labels, the empty chart."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from evidence_lib.charts.counts import SHORTFALL, STRENGTH

COLOURS = {SHORTFALL: "#12436D", STRENGTH: "#28A197"}
PALETTE = (
    "#12436D",
    "#28A197",
    "#801650",
    "#F46A25",
    "#3D3D3D",
    "#A285D1",
)  # of the UK Analysis Function, in its order
HATCHES = {SHORTFALL: "", STRENGTH: "////"}  # never colour alone
MARKS = {SHORTFALL: "s", STRENGTH: "o"}
SIGNS = {SHORTFALL: "■", STRENGTH: "●"}  # the same marks, in text
GREY = "#3D3D3D"  # text: teal and orange are too pale for it
SOFT = "#6B6B6B"  # text that matters less; 5 to 1 against white
PALE = "#B1B4B6"  # lines and marks for what is not there
ROW, FRAME = 0.36, 1.5  # inches a row, and for title and axis
EMPTY = 1.2  # inches of a chart that has nothing to show
WRAP = 34  # letters of a label before it wraps
MANY = 12  # columns or ticks from which they are thinned or turned
ALT_ROWS = 8  # rows told in alt text; longer is a table, and the data stands beside the chart
NONE = "No finding in this selection"


def blank(axes: Any) -> None:
    """An empty selection says so."""
    axes.text(0.5, 0.5, NONE, ha="center", va="center", transform=axes.transAxes)
    axes.set_axis_off()


def wrapped(labels: Iterable[object], letters: int = WRAP) -> list[str]:
    """Labels on lines of a readable length."""
    return ["\n".join(textwrap.wrap(str(label), letters)) for label in labels]


def rows_down(axes: Any, labels: Iterable[object]) -> None:
    """One labelled row for each, the first on top."""
    shown = wrapped(labels)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_yticks(range(len(shown)), shown)


def height(labels: Iterable[object], row: float = ROW) -> float:
    """Inches for that many rows, the wrapped ones taller."""
    lines = sum(0.62 * label.count("\n") + 1 for label in wrapped(labels))
    return FRAME + row * lines if lines else EMPTY


def told(lines: Sequence[str]) -> str:
    """Alt text of rows: the first in full, and how many follow."""
    rest = len(lines) - ALT_ROWS
    more = [f"and {rest} more, in the data of the chart"] if rest > 0 else []
    return "; ".join([*lines[:ALT_ROWS], *more]) + "." if lines else f"{NONE}."
