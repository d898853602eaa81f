"""From a place in another tool's text to a place in ours, and from a place to the finding that it speaks of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping

ENOUGH = 0.5  # of the finding's words, or of the selection's own: tested at the boundary
SIGN = re.compile(
    r"[^\W_]"
)  # what every tool keeps of a text: letters and digits, without spacing, marks and line ends


def signs(text: str) -> str:
    """The letters and digits of a text: what makes two texts the same, however their lines are laid out."""
    return "".join(SIGN.findall(text))


class Alignment:
    """Places of one text as places of another that has the same letters and digits."""

    def __init__(self, theirs: str, ours: str) -> None:
        self.same = theirs == ours
        self.theirs = [] if self.same else [match.start() for match in SIGN.finditer(theirs)]
        self.ours = [] if self.same else [match.start() for match in SIGN.finditer(ours)]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The place in ours of the letters from start up to end in theirs; an empty one where there are none."""
        if self.same:
            return start, end
        first, after = bisect_left(self.theirs, start), bisect_left(self.theirs, end)
        if first >= after:
            return 0, 0
        return self.ours[first], self.ours[after - 1] + 1


def spoken_of(start: int, end: int, spots: Mapping[str, tuple[int, int]], text: str) -> list[str]:
    """The findings that a selection speaks of, in their order.

    One word within a finding is enough, and so is a long passage that holds the half of a finding; a finding that the
    selection only touches at its edge is none.
    """
    found = []
    chosen = weight(text, start, end)
    for finding_id, (first, last) in spots.items():
        shared = weight(text, max(start, first), min(end, last))
        if shared and (shared >= ENOUGH * weight(text, first, last) or shared >= ENOUGH * chosen):
            found.append(finding_id)
    return found


def weight(text: str, start: int, end: int) -> int:
    """How many letters and digits stand from start up to end."""
    return len(SIGN.findall(text[start:end])) if start < end else 0


def near(start: int, end: int, spots: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """The spots that share a character with a selection, of spots in the order of the text."""
    listed = list(spots)
    ends = [last for _, (_, last) in listed]
    starts = [first for _, (first, _) in listed]
    return dict(listed[bisect_right(ends, start) : bisect_left(starts, end)])
