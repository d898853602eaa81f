"""How much of a table goes on a slide: the first rows that fit at a size one can read, long cells cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.charts.promise_words import shorter
from evidence_lib.core.dates import long_date
from evidence_lib.papers.content import Rows
from evidence_lib.papers.printable import printable
from evidence_lib.papers.shares import fair_shares, lines_of
from evidence_lib.papers.sheets import NOTHING, exhibited

ACROSS = 132  # letters of 12 points across a slide
DOWN = 24  # lines of 12 points below its title
EDGE = 0.45  # of a line: the room above and below the text of a row
DEEPEST = 4  # lines of a cell; what is longer is cut


@dataclass(frozen=True, slots=True)
class Shown:
    """What a slide shows of a table: head, rows cut to fit and the same rows whole, shares of the width, rows left out."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    left: int


def shown(part: Table | Rows) -> Shown:
    """The first rows that fit, at least one."""
    head, rows = cells(part)
    shares = tuple(part.widths) if isinstance(part, Rows) and part.widths else fair_shares(head, rows[:DOWN], ACROSS)
    letters = [int(share * ACROSS) for share in shares]
    room = DOWN - deep(head, letters)
    taken: list[tuple[str, ...]] = []
    for row in rows:
        fitted = tuple(shortened(text, DEEPEST * width) for text, width in zip(row, letters, strict=True))
        room -= deep(fitted, letters)
        if room < 0 and taken:
            break
        taken.append(fitted)
    return Shown(head, tuple(taken), rows[: len(taken)], shares, len(rows) - len(taken))


def behind(chart: Chart) -> Rows:
    """The data behind a chart that a slide has no room to draw."""
    sheet = exhibited(chart)
    days = {head: ["" if day is None else long_date(day) for day in sheet.frame[head]] for head in sheet.days}
    frame = sheet.frame.assign(**days)
    rows = tuple(tuple("" if value is None else str(value) for value in row) for row in frame.itertuples(index=False))
    return Rows(chart.title, tuple(frame.columns), rows)


def cells(part: Table | Rows) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows as texts, remarks in brackets."""
    if isinstance(part, Rows):
        rows = part.rows
    else:
        rows = tuple(tuple(f"{c.text} ({c.remark})" if c.remark else c.text for c in row) for row in part.rows)
    rows = rows or ((NOTHING, *[""] * (len(part.head) - 1)),)
    return tuple(map(printable, part.head)), tuple(tuple(map(printable, row)) for row in rows)


def deep(row: Sequence[str], letters: Sequence[int]) -> float:
    """Lines that a row takes."""
    return max(lines_of(text, width) for text, width in zip(row, letters, strict=True)) + EDGE


def shortened(text: str, letters: int) -> str:
    """A text cut at a word; a quotation keeps its marks."""
    short = shorter(text, letters)
    return f"{short}”" if short != text and text.startswith("“") and "”" not in short else short
