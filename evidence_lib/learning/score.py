"""Scoring findings against labelled ones: found, page, kind, themes, agencies.

A labelled finding is found when one finding covers it and little else: the words of the two, counted as a bag, overlap by
at least 0.8 (intersection over union). Each finding serves one label. Optional labels are neither asked for nor counted
against.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evidence_lib.learning.labels import Labelled

OVERLAP = 0.8
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
    def labels(self) -> list[str]:
        """The labels that were wanted, the weakest first."""
        return sorted({*self.right, *self.missed}, key=lambda label: (self.f1(label), label))

    @property
    def macro(self) -> float:
        """The mean F1 of the labels."""
        return sum(map(self.f1, self.labels)) / len(self.labels) if self.labels else 1.0


@dataclass
class Score:
    """What came out: pairs of label and finding, and the counts."""

    pairs: list[tuple[Labelled, Found]] = field(default_factory=list)
    labelled: int = 0
    given: int = 0
    pages: int = 0
    kinds: int = 0
    themes: Tally = field(default_factory=Tally)
    agencies: Tally = field(default_factory=Tally)

    @property
    def found_f1(self) -> float:
        """F1 of finding what is a finding."""
        return 2 * len(self.pairs) / (self.labelled + self.given) if self.labelled + self.given else 1.0

    def share(self, count: int) -> float:
        """A count as a share of the findings found."""
        return count / len(self.pairs) if self.pairs else 1.0


def score(labelled: Sequence[Labelled], found: Sequence[Found]) -> Score:
    """Score the findings of some documents; both sides name a document by the same id."""
    result = Score()
    for document in sorted({one.document_id for one in labelled}):
        wanted = [one for one in labelled if one.document_id == document]
        given = [one for one in found if one.document_id == document]
        result.labelled += len(wanted)
        result.given += len(given)
        for label, finding in match(wanted, given):
            result.pairs.append((label, finding))
            result.pages += finding.page_start == label.page
            result.kinds += SAME_KIND.get(finding.kind, finding.kind) in (label.kind, label.kind_also)
            result.themes.add(label.themes, label.themes_optional, finding.themes)
            result.agencies.add(label.agencies, label.agencies_optional, finding.agencies)
    return result


def match(wanted: Sequence[Labelled], given: Sequence[Found]) -> list[tuple[Labelled, Found]]:
    """Pairs of label and finding, by best overlap first."""
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
            pairs.append((wanted[row], given[column]))
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
