"""Which way a sentence points: towards a strength or a shortfall of practice."""

from functools import cache
from pathlib import Path

from evidence_lib.core.records import Direction
from evidence_lib.language.linear import LinearModel, load_model, phrases

MODEL = Path(__file__).with_name("direction.json")
UNDECIDED = 0.25  # a score nearer to nought than this points neither way; it spares about one sentence in twelve


@cache
def direction_model() -> LinearModel:
    """The shipped model: one label, "strength"; a score below nought is a shortfall."""
    return load_model(MODEL)


def leaning(text: str, model: LinearModel | None = None) -> float:
    """Return how strongly a text points: above nought to a strength, below to a shortfall (log-odds)."""
    return (model or direction_model()).scores(phrases(text))["strength"]


def direction(text: str) -> Direction:
    """Return which way a text points, or NEITHER where its words do not decide."""
    score = leaning(text)
    if abs(score) < UNDECIDED:
        return Direction.NEITHER
    return Direction.STRENGTH if score > 0 else Direction.SHORTFALL
