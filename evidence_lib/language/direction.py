"""Which way a sentence points: towards a strength or a shortfall of practice."""

from functools import cache
from itertools import pairwise
from pathlib import Path

from evidence_lib.core.records import Direction
from evidence_lib.language.linear import LinearModel, load_model
from evidence_lib.language.stems import stems

MODEL = Path(__file__).with_name("direction.json")
UNDECIDED = 0.25  # a score nearer to nought than this points neither way; it spares about one sentence in twelve
WORDS_THAT_DENY = "not no nor never without neither cannot yet lack few limit poor insuffici inconsist"
NEGATIONS = frozenset(WORDS_THAT_DENY.split())  # stems
REACH = 5  # stems after a negation that it may turn round


@cache
def direction_model() -> LinearModel:
    """The shipped model: one label, "strength"; a score below nought is a shortfall."""
    return load_model(MODEL)


def pointers(text: str) -> set[str]:
    """What points somewhere in a text: stems and pairs of stems, stems after a negation ("not: good"), how it opens."""
    words = stems(text)
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    found = {*words, *pairs, *(f"opens: {opening}" for opening in (*words[:1], *pairs[:1]))}
    left = 0
    for word in words:
        if word in NEGATIONS:
            left = REACH
        elif left:
            found.add(f"not: {word}")
            left -= 1
    return found


def leaning(text: str, model: LinearModel | None = None) -> float:
    """Return how strongly a text points: above nought to a strength, below to a shortfall (log-odds)."""
    return (model or direction_model()).scores(pointers(text))["strength"]


def direction(text: str) -> Direction:
    """Return which way a text points, or NEITHER where its words do not decide."""
    score = leaning(text)
    if abs(score) < UNDECIDED:
        return Direction.NEITHER
    return Direction.STRENGTH if score > 0 else Direction.SHORTFALL
