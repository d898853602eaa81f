"""A block as it stands in the file, before it is mended: pieces of text with their pages and looks."""

import re
from collections import Counter
from dataclasses import dataclass, field

from evidence_lib.core.records import Role
from evidence_lib.readers.pdf_runs import Run

SPACE_GAP = 0.17  # a gap wider than this share of the type size is a space that the file left out
LINE_SHIFT = 0.5  # a run whose middle lies lower or higher than this share of the size stands on another line
HYPHENS = "-\u2010\u00ad\u0002"  # pdfium gives \x02 for a hyphen at a line's end


@dataclass(slots=True)
class RawBlock:
    """A block of one page: its runs, its role in the tree (or by the layout), and its level if it is a heading."""

    role: Role
    page: int
    runs: list[Run] = field(default_factory=list)
    level: int | None = None

    @property
    def text(self) -> str:
        """The words, with the spaces that line ends and gaps stand for; a hyphen at a line's end is kept as \\u00ad."""
        return join_runs(self.runs)

    @property
    def drawn(self) -> list[Run]:
        """The runs that show ink."""
        return [run for run in self.runs if run.text.strip()]

    @property
    def size(self) -> float:
        """The size of most of its letters, in points; 0 where it has none."""
        letters: Counter[float] = Counter()
        for run in self.drawn:
            letters[run.size] += len(run.text.strip())
        return letters.most_common(1)[0][0] if letters else 0.0

    @property
    def bold(self) -> bool:
        """Whether nearly all its letters are bold."""
        drawn = [(len(run.text.strip()), run.bold) for run in self.drawn if re.search(r"\w", run.text)]
        letters = sum(count for count, _ in drawn)
        return letters > 0 and sum(count for count, bold in drawn if bold) >= 0.9 * letters

    @property
    def left(self) -> float:
        """Left edge, in points."""
        return min((run.left for run in self.drawn), default=0.0)

    @property
    def top(self) -> float:
        """Upper edge, in points above the foot of the page."""
        return max((run.top for run in self.drawn), default=0.0)

    @property
    def bottom(self) -> float:
        """Lower edge, in points above the foot of the page."""
        return min((run.bottom for run in self.drawn), default=0.0)


def join_runs(runs: list[Run]) -> str:
    """Join runs into text: a gap or a new line is a space, a hyphen at a line's end becomes a soft hyphen."""
    text = ""
    last: Run | None = None
    for run in runs:
        if last is not None and text:
            text += separator(text, last, run)
        text += run.text.replace("\u0002", "\u00ad").replace("\r", " ").replace("\n", " ")
        if run.text.strip():
            last = run
    return text


def separator(text: str, last: Run, run: Run) -> str:
    """What stands between two runs: nothing, a space, or the mark of a hyphen at a line's end."""
    if text[-1].isspace() or run.text[:1].isspace() or not run.text.strip():
        return ""
    size = max(last.size, run.size, 1.0)
    if abs(last.middle - run.middle) > LINE_SHIFT * size and run.left < last.right:
        return "" if text[-1] in HYPHENS else " "
    return " " if run.left - last.right > SPACE_GAP * size else ""
