"""Whether a score means what it says: of the tags given at 0.8, about 80 in a hundred should be right."""

from dataclasses import dataclass

from evidence_lib.learning.score import Score

STEPS = 10  # of scores, from 0 to 1


@dataclass(frozen=True, slots=True)
class Step:
    """Tags of like scores: the edges, their mean score, their number, and the share of them that was right."""

    low: float
    high: float
    score: float
    tags: int
    right: float


def reliability(score: Score) -> list[Step]:
    """The tags that the machine gave, in steps of their scores, leaving out the steps without tags.

    A tag on a finding that matches no label counts as wrong; one that the labellers disagreed on is not counted.
    """
    steps: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in judged(score):
        steps.setdefault(min(int(sure * STEPS), STEPS - 1), []).append((sure, right))
    return [
        Step(
            at / STEPS,
            (at + 1) / STEPS,
            sum(sure for sure, _ in held) / len(held),
            len(held),
            sum(right for _, right in held) / len(held),
        )
        for at, held in sorted(steps.items())
    ]


def judged(score: Score) -> list[tuple[float, bool]]:
    """Every tag of the machine that a label speaks of: its score, and whether it was right."""
    found = []
    for label, finding in score.pairs:
        for theme, sure in zip(finding.themes, finding.scores, strict=False):  # a person's tags have no score
            if theme not in label.themes_optional:
                found.append((sure, theme in label.themes))
    found += [(sure, False) for finding in score.surplus for sure in finding.scores]
    return found
