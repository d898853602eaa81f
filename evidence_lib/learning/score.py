"""Scoring findings against labelled ones: found, page, kind, themes, agencies.

A labelled finding is found when one finding covers it and little else: the words of the two, counted as a bag, overlap by
at least 0.8 (intersection over union). Each finding serves one label. Optional labels are neither asked for nor counted
against. The themes and agencies of a labelled finding that was not found are missed, and those of a finding that matches no
label are wrong: a reader meets them all the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from evidence_lib.learning.labels import Labelled

OVERLAP = 0.8
Thing = TypeVar("Thing")
SAME_KIND = {"recommendation": "improvement", "cause-of-concern": "priority-action"}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as the suite gives it."""

    document_id: str
    page_start: int | None
    page_end: int | None
    heading: str
    quote: str
    kind: str
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    scores: tuple[float, ...] = ()  # of the themes that the machine gave, in their order


@dataclass
class Tally:
    """Right, wrong and missed, for each label."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: Iterable[str], optional: Iterable[str], given: Iterable[str]) -> None:
        """Count one finding."""
        want, have = set(wanted), set(given)
        self.right.update(want & have)
        self.wrong.update(have - want - set(optional))
        self.missed.update(want - have)

    def f1(self, label: str = "") -> float:
        """The F1 of one label, or of all together (micro)."""
        right, wrong, missed = (
            count[label] if label else sum(count.values()) for count in (self.right, self.wrong, self.missed)
        )
        return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0

    @property
    def recall(self) -> float:
        """The share found of what was wanted."""
        right, missed = sum(self.right.values()), sum(self.missed.values())
        return right / (right + missed) if right + missed else 1.0

    @property
    def precision(self) -> float:
        """The share right of what was given."""
        right, wrong = sum(self.right.values()), sum(self.wrong.values())
        return right / (right + wrong) if right + wrong else 1.0

    @property
    def labels(self) -> list[str]:
        """The labels that were wanted, the weakest first."""
        return sorted({*self.right, *self.missed}, key=lambda label: (self.f1(label), label))

    @property
    def macro(self) -> float:
        """The mean F1 of the labels."""
        return sum(map(self.f1, self.labels)) / len(self.labels) if self.labels else 1.0


@dataclass
class Score:
    """What came out: pairs of label and finding, labels not found (lost), findings that match none (surplus), counts."""

    pairs: list[tuple[Labelled, Found]] = field(default_factory=list)
    lost: list[Labelled] = field(default_factory=list)
    surplus: list[Found] = field(default_factory=list)
    pages: int = 0
    kinds: int = 0
    themes: Tally = field(default_factory=Tally)
    agencies: Tally = field(default_factory=Tally)

    @property
    def found_f1(self) -> float:
        """F1 of finding what is a finding."""
        every = 2 * len(self.pairs) + len(self.lost) + len(self.surplus)
        return 2 * len(self.pairs) / every if every else 1.0

    def share(self, count: int) -> float:
        """A count as a share of the findings found."""
        return count / len(self.pairs) if self.pairs else 1.0


def score(labelled: Sequence[Labelled], found: Sequence[Found]) -> Score:
    """Score the findings of some documents; both sides name a document by the same id."""
    result = Score()
    for document in sorted({one.document_id for one in labelled}):
        wanted = [one for one in labelled if one.document_id == document]
        given = [one for one in found if one.document_id == document]
        pairs = match(wanted, given)
        result.pairs += [(wanted[row], given[column]) for row, column in pairs]
        result.lost += left(wanted, [row for row, _ in pairs])
        result.surplus += left(given, [column for _, column in pairs])
    count(result)
    return result


def left(things: Sequence[Thing], taken: Sequence[int]) -> list[Thing]:
    """What stands at none of the places taken."""
    places = set(taken)
    return [thing for at, thing in enumerate(things) if at not in places]


def count(result: Score) -> None:
    """Count pages, kinds, themes and agencies."""
    for label, finding in result.pairs:
        result.pages += finding.page_start == label.page
        result.kinds += SAME_KIND.get(finding.kind, finding.kind) in (label.kind, label.kind_also)
        result.themes.add(label.themes, label.themes_optional, finding.themes)
        result.agencies.add(label.agencies, label.agencies_optional, finding.agencies)
    for label in result.lost:
        result.themes.add(label.themes, (), ())
        result.agencies.add(label.agencies, (), ())
    for finding in result.surplus:
        result.themes.add((), (), finding.themes)
        result.agencies.add((), (), finding.agencies)


def match(wanted: Sequence[Labelled], given: Sequence[Found]) -> list[tuple[int, int]]:
    """Pairs of label and finding by their places, best overlap first."""
    labels, findings = [bag(one.text) for one in wanted], [bag(one.quote) for one in given]
    ranked = sorted(
        (
            (likeness(label, finding), row, column)
            for row, label in enumerate(labels)
            for column, finding in enumerate(findings)
        ),
        reverse=True,
    )
    pairs, rows, columns = [], set(), set()
    for overlap, row, column in ranked:
        if overlap < OVERLAP:
            break
        if row not in rows and column not in columns:
            pairs.append((row, column))
            rows.add(row)
            columns.add(column)
    return pairs


def bag(text: str) -> Counter[str]:
    """The words of a text, counted."""
    return Counter(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """Intersection over union of two bags."""
    both = sum((first & second).values())
    union = sum(first.values()) + sum(second.values()) - both
    return both / union if union else 0.0
