"""A block as it stands in the file, before it is mended: pieces of text with their pages and looks."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from evidence_lib.core.records import Role
from evidence_lib.readers.pdf_runs import Run

SPACE_GAP = 0.17  # a gap wider than this share of the type size is a space that the file left out
LETTER = re.compile(r"\w")
LINE_SHIFT = 0.5  # a run whose foot lies lower or higher than this share of the size stands on another line
HYPHENS = "-\u2010\u00ad"


@dataclass
class RawBlock:
    """A block of one page: its runs, its role in the tree (or by the layout), and its level if it is a heading.

    Its words and looks are worked out once, when they are first asked for: its runs must be complete by then.
    """

    role: Role
    page: int
    runs: list[Run] = field(default_factory=list)
    level: int | None = None
    recognised: bool = False  # its letters were recognised in a picture: nothing tells their weight
    labelled: bool = False  # the tree gives it a bullet or number of its own
    goes_on_from: bool = False  # the tree says that it began on the page before
    goes_on_after: bool = False  # the tree says that it goes on overleaf

    @property
    def shows(self) -> bool:
        """Whether any of its runs shows ink."""
        return any(not run.text.isspace() for run in self.runs)

    @cached_property
    def text(self) -> str:
        """The words, with the spaces that line ends and gaps stand for; a hyphen at a line's end is kept as \\u00ad."""
        return join_runs(self.runs)

    @cached_property
    def drawn(self) -> list[Run]:
        """The runs that show ink."""
        return [run for run in self.runs if not run.text.isspace()]

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, in points; 0 where it has none."""
        letters: Counter[float] = Counter()
        for run in self.drawn:
            letters[run.size] += len(run.text)
        return letters.most_common(1)[0][0] if letters else 0.0

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all its letters are bold."""
        lettered = [run for run in self.drawn if LETTER.search(run.text)]
        letters = sum(len(run.text) for run in lettered)
        return letters > 0 and sum(len(run.text) for run in lettered if run.bold) >= 0.9 * letters

    @cached_property
    def left(self) -> float:
        """Left edge, in points."""
        return min((run.left for run in self.drawn), default=0.0)

    @cached_property
    def hang(self) -> float:
        """Left edge of its lines after the first, in points; the block's own where it has one line."""
        first = self.drawn[0].base - LINE_SHIFT * self.drawn[0].size if self.drawn else 0.0
        return min((run.left for run in self.drawn if run.base < first), default=self.left)

    @cached_property
    def top(self) -> float:
        """Upper edge, in points above the foot of the page."""
        return max((run.top for run in self.drawn), default=0.0)

    @cached_property
    def bottom(self) -> float:
        """Lower edge, in points above the foot of the page."""
        return min((run.bottom for run in self.drawn), default=0.0)

    def stands_on(self, other: "RawBlock") -> bool:
        """Whether it stands right above another block, in the same column."""
        gap = self.bottom - other.top
        right, others = max(run.right for run in self.drawn), max(run.right for run in other.drawn)
        return -2 <= gap < 1.5 * self.size and self.left < others and other.left < right


def join_runs(runs: list[Run]) -> str:
    """Join runs into text: a gap or a new line is a space; a hyphen at a line's end stays a soft hyphen."""
    pieces: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None:
            pieces.append(separator(pieces[-1], last, run))
        pieces.append(run.text)
        if not run.text.isspace():
            last = run
    return "".join(pieces).replace("\r", " ").replace("\n", " ")


def separator(before: str, last: Run, run: Run) -> str:
    """What stands between two runs: nothing, a space, or the mark of a hyphen at a line's end."""
    if before[-1].isspace() or run.text[0].isspace():
        return ""
    size = max(last.size, run.size, 1.0)
    if run.left < last.right and abs(last.base - run.base) > LINE_SHIFT * size:
        return "" if before[-1] in HYPHENS else " "
    return " " if run.left - last.right > SPACE_GAP * size else ""


def in_page_order(runs: list[Run]) -> list[Run]:
    """The runs of a block from line to line where its order in the file runs against the page, else as they are."""
    drawn = [run for run in runs if not run.text.isspace()]
    if all(follows(last, run) for last, run in pairwise(drawn)):
        return runs
    ordered: list[list[Run]] = []
    for run in sorted(drawn, key=lambda run: -run.base):
        if ordered and abs(ordered[-1][0].base - run.base) < LINE_SHIFT * max(run.size, 1.0):
            ordered[-1].append(run)
        else:
            ordered.append([run])
    return [run for line in ordered for run in sorted(line, key=lambda run: run.left)]


def follows(last: Run, run: Run) -> bool:
    """Whether a run can be read after another: on its line to the right, below it, or higher up in a column to the right."""
    size = max(last.size, run.size, 1.0)
    rise = run.base - last.base
    if abs(rise) <= LINE_SHIFT * size:
        return run.left > last.left - size
    return rise < 0 or run.left > last.right - size
