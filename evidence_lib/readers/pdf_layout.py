"""Blocks by the layout of a page, for a PDF without a structure tree: lines, then paragraphs by the space between."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from evidence_lib.core.records import Role
from evidence_lib.readers.mend import BULLET
from evidence_lib.readers.pdf_runs import Run
from evidence_lib.readers.raw_blocks import RawBlock

SAME_LINE = 0.5  # runs whose middles differ by less than this share of the size stand on one line
WIDER_SPACING = 1.25  # a step down larger than the usual one by this share begins a paragraph
MARGIN = 0.06  # share of the page's height in which only furniture stands


@dataclass(slots=True)
class Line:
    """The runs of one line, from left to right."""

    runs: list[Run]

    @property
    def middle(self) -> float:
        """Height above the foot of the page, in points."""
        return median(run.middle for run in self.runs)

    @property
    def size(self) -> float:
        """The largest type in the line."""
        return max(run.size for run in self.runs)

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(run.bold for run in self.runs if run.text.strip())


def layout_blocks(runs: list[Run], page_number: int, size: tuple[float, float]) -> list[RawBlock]:
    """Return the blocks of one page of *size* (width, height, in points) by its layout."""
    lines = text_lines([run for run in runs if run.text.strip()], size[1])
    step = usual_step(lines)
    blocks: list[RawBlock] = []
    last: Line | None = None
    for line in lines:
        if last is None or begins(last, line, step):
            blocks.append(RawBlock(Role.ITEM if BULLET.match(line.text) else Role.PARAGRAPH, page_number))
        blocks[-1].runs += line.runs
        last = line
    return blocks


def text_lines(runs: list[Run], height: float) -> list[Line]:
    """Sort runs into lines from the top of the page to its foot, without the page number in the margin."""
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (-run.middle, run.left)):
        if lines and abs(lines[-1].middle - run.middle) < SAME_LINE * max(run.size, 1.0):
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run]))
    for line in lines:
        line.runs.sort(key=lambda run: run.left)
    return [
        line
        for line in lines
        if MARGIN * height < line.middle < (1 - MARGIN) * height or not line.text.strip().isdigit()
    ]


def usual_step(lines: list[Line]) -> float:
    """The usual distance from line to line, in points."""
    steps = [above.middle - below.middle for above, below in pairwise(lines)]
    return median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0


def begins(last: Line, line: Line, step: float) -> bool:
    """Say whether a line begins a block: after a wider space, with a bullet, or in other type."""
    return (
        last.middle - line.middle > WIDER_SPACING * step
        or bool(BULLET.match(line.text))
        or last.bold != line.bold
        or abs(last.size - line.size) > 0.1 * last.size
    )
