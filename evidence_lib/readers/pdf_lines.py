"""Runs of type as lines and columns: what a reader's eye sees before it reads a word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from evidence_lib.readers.marks import ONLY_MARK
from evidence_lib.readers.pdf_runs import Run

SAME_LINE = 0.5  # times the type size; runs whose feet differ by less stand on one line, a raised number too
CELL_GAP = 0.8  # times the type size; a gap this wide may part two columns, if the lines around it have it too
LONE_GAP = 3.0  # times the type size; a gap this wide parts two cells even if one line alone has it
SAME_SIZE = 0.1  # share by which type may differ and be taken for the same
FEWEST_ROWS = 2  # lines with the same gap that make columns


@dataclass
class Line:
    """The runs of one line in one column, from left to right."""

    runs: list[Run]

    @cached_property
    def left(self) -> float:
        """Left edge, in points."""
        return self.runs[0].left

    @cached_property
    def right(self) -> float:
        """Right edge, in points."""
        return max(run.right for run in self.runs)

    @cached_property
    def text(self) -> str:
        """The line's words."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def main(self) -> Run:
        """The run with most letters, whose looks are the line's."""
        return max(self.runs, key=lambda run: len(run.text))

    @property
    def size(self) -> float:
        """The size of its type, in points."""
        return self.main.size

    @property
    def base(self) -> float:
        """Height of the line that its letters stand on, in points above the foot of the page."""
        return self.main.base

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(run.bold for run in self.runs)


@dataclass
class Band:
    """Lines across the page that have the same gaps: one gap fewer than columns; none for plain text."""

    rows: list[list[Line]] = field(default_factory=list)
    gaps: list[tuple[float, float]] = field(default_factory=list)

    def column(self, number: int) -> list[Line]:
        """The lines of one column, from the top."""
        left = self.gaps[number - 1][0] if number else float("-inf")
        right = self.gaps[number][1] if number < len(self.gaps) else float("inf")
        return [line for row in self.rows for line in row if line.left >= left and line.right <= right]


def run_rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Sort runs into rows from the top of the page to its foot, each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if rows and rows[-1][0].base - run.base < SAME_LINE * max(rows[-1][0].size, run.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def parted(row: list[Run]) -> list[Line]:
    """Part a row at gaps that columns may have; a bullet or number stays with its words."""
    pieces = [[row[0]]]
    for last, run in pairwise(row):
        wide = run.left - max(piece.right for piece in pieces[-1]) > CELL_GAP * max(last.size, run.size, 1.0)
        if wide and not ONLY_MARK.match("".join(piece.text for piece in pieces[-1])):
            pieces.append([run])
        else:
            pieces[-1].append(run)
    return [Line(piece) for piece in pieces]


def bands_of(rows: Sequence[list[Line]]) -> list[Band]:
    """Group rows into bands of columns and bands of plain text, from the top."""
    found: list[Band] = []
    for row in rows:
        gaps = narrowed(found[-1].gaps, row) if found and found[-1].gaps else []
        if gaps:
            found[-1].rows.append(row)
            found[-1].gaps = gaps
        elif found and not found[-1].gaps and len(row) == 1:
            found[-1].rows.append(row)
        else:
            found.append(Band([row], [(last.right, line.left) for last, line in pairwise(row)]))
    return merged([band if supported(band) else Band([whole(row) for row in band.rows]) for band in found])


def narrowed(gaps: Sequence[tuple[float, float]], row: Sequence[Line]) -> list[tuple[float, float]]:
    """What a row leaves of the gaps; nothing where it runs across one of them or has others besides."""
    left: list[tuple[float, float]] = []
    for start, end in gaps:
        for line in row:
            if line.left < start and line.right > end:
                return []
            if line.left < end and line.right > start:
                start, end = (max(start, line.right), end) if line.left < start else (start, min(end, line.left))
        if end - start < CELL_GAP * row[0].size / 2:
            return []
        left.append((start, end))
    columns = [sum(line.left >= end for _, end in left) for line in row]
    return left if len(set(columns)) == len(columns) else []


def supported(band: Band) -> bool:
    """Whether enough rows have the gaps, so that they are columns and no chance."""
    full = [row for row in band.rows if len(row) > 1]
    if not band.gaps or len(full) >= FEWEST_ROWS:
        return True
    return all(end - start > LONE_GAP * full[0][0].size for start, end in band.gaps)


def whole(row: Sequence[Line]) -> list[Line]:
    """A row without gaps."""
    return [Line([run for line in row for run in line.runs])]


def merged(bands: Sequence[Band]) -> list[Band]:
    """Bands of plain text that follow one another become one."""
    joined: list[Band] = []
    for band in bands:
        if joined and not joined[-1].gaps and not band.gaps:
            joined[-1].rows += band.rows
        else:
            joined.append(band)
    return joined


def usual_step(lines: Sequence[Line]) -> float:
    """The distance from line to line within paragraphs of the usual type, in points; 0 where there are no two lines.

    A quarter of all steps are smaller: on a page of short items or cells most steps are those between them.
    """
    sizes = Counter(line.size for line in lines)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    steps = sorted(
        step
        for above, below in pairwise(lines)
        if max(abs(above.size - usual), abs(below.size - usual)) <= SAME_SIZE * usual
        and (step := above.base - below.base) > 0
    )
    return steps[len(steps) // 4] if steps else 0.0
