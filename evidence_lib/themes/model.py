"""The learned half of the tagger: a linear model over words and terms, and what it weighs against the codebook.

The model is a file that anyone can read: words and short phrases with their weights for each theme, never a sentence.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.language.linear import LinearModel, logistic
from evidence_lib.language.stems import stem_phrases
from evidence_lib.themes.reading import LONGEST_PHRASE, Piece, Reading, marks

SHIPPED = Path(__file__).with_name("themes.json")
# What a theme's score is weighed from, in this order. "whole" to "first" come from the linear model; a theme that it does
# not know has the others alone.
LEARNED = ("whole", "best sentence", "second sentence", "first sentence")
COUNTED = ("terms", "hints", "term in the first sentence", "term in the heading", "sentences")
CLUES = (*LEARNED, *COUNTED)


@dataclass(frozen=True)
class ThemeModel:
    """words and terms give each theme they know a score; weighing turns a theme's clues into a probability.

    weighing holds for each theme a bias and a weight for each of CLUES; "" is for themes that were never learned, with
    weights for COUNTED alone. enough is the probability from which a theme is given.
    """

    words: LinearModel
    terms: LinearModel
    weighing: Mapping[str, tuple[float, ...]]
    enough: float
    about: Mapping[str, object]

    def linear(self, words: Iterable[str], found: Iterable[str]) -> dict[str, float]:
        """The linear score of each learned theme for words and for what the codebook finds."""
        by_words, by_terms = self.words.scores(words), self.terms.scores(found)
        return {theme: score + by_terms[theme] for theme, score in by_words.items()}

    def probabilities(self, reading: Reading, theme_ids: tuple[str, ...]) -> dict[str, float]:
        """How sure each theme is, from 0 to 1."""
        clues = self.clues(reading, theme_ids)
        return {theme: self.weigh(theme, clues[theme]) for theme in theme_ids}

    def weigh(self, theme_id: str, clues: list[float]) -> float:
        """A theme's clues as a probability."""
        bias, *weights = self.weighing.get(theme_id) or self.weighing[""]
        return logistic(bias + sum(weight * clue for weight, clue in zip(weights, clues[-len(weights) :], strict=True)))

    def clues(self, reading: Reading, theme_ids: tuple[str, ...]) -> dict[str, list[float]]:
        """What each theme is weighed from, in the order of CLUES."""
        whole = self.linear(reading.stems, reading.marks)
        pieces = [self.sentence(piece) for piece in reading.pieces] or [whole]
        found = {}
        for theme in theme_ids:
            ranked = sorted((piece.get(theme, 0.0) for piece in pieces), reverse=True)
            learned = [whole.get(theme, 0.0), ranked[0], ranked[min(1, len(ranked) - 1)], pieces[0].get(theme, 0.0)]
            found[theme] = [*learned, *counted(reading, theme)]
        return found

    def sentence(self, piece: Piece) -> dict[str, float]:
        """The linear score of each learned theme for one sentence."""
        return self.linear(stem_phrases(piece.text, LONGEST_PHRASE), marks((piece,)))

    def telling(self, reading: Reading, theme_id: str, most: int) -> list[str]:
        """The words and short phrases that weigh most for a theme."""
        if theme_id not in self.words.labels:
            return []
        stems = reading.stems
        return [stems[stem] for stem in self.words.telling(stems, theme_id, most)]


def counted(reading: Reading, theme_id: str) -> list[float]:
    """The clues that the codebook alone gives, in the order of COUNTED."""
    return [
        math.log1p(reading.terms(theme_id)),
        math.log1p(reading.hints(theme_id)),
        float(reading.opens_with(theme_id)),
        float(theme_id in reading.headed),
        math.log1p(len(reading.pieces)),
    ]


@cache
def shipped_model() -> ThemeModel:
    """The model that the suite ships."""
    return load(SHIPPED)


@cache
def load(path: Path) -> ThemeModel:
    """Read a model from its file."""
    held = json.loads(path.read_text(encoding="utf-8"))
    labels = tuple(held["labels"])
    words = LinearModel(labels, tuple(held["bias"]), spread(held["words"], labels), {})
    terms = LinearModel(labels, (0.0,) * len(labels), spread(held["terms"], labels), {})
    weighing = {theme: tuple(weights) for theme, weights in held["weighing"].items()}
    return ThemeModel(words, terms, weighing, held["enough"], held["about"])


def spread(weights: Mapping[str, Mapping[str, float]], labels: tuple[str, ...]) -> dict[str, tuple[float, ...]]:
    """Weights as a row a feature; the file leaves out what is nought."""
    return {feature: tuple(held.get(label, 0.0) for label in labels) for feature, held in weights.items()}


def save(model: ThemeModel, path: Path) -> None:
    """Write a model as JSON, one feature a line, so that a person can read it and a change can be seen."""
    labels = model.words.labels
    head = {
        "about": model.about,
        "labels": labels,
        "bias": model.words.bias,
        "enough": model.enough,
        "clues": CLUES,
        "weighing": model.weighing,
    }
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2]
    for name, part in (("words", model.words), ("terms", model.terms)):
        lines = [
            f"  {json.dumps(feature, ensure_ascii=False)}: {shown(part.weights[feature], labels)}"
            for feature in part.weights
        ]
        text += f',\n "{name}": {{\n' + ",\n".join(lines) + "\n }"
    path.write_text(text + "\n}\n", encoding="utf-8", newline="\n")


def shown(weights: tuple[float, ...], labels: tuple[str, ...]) -> str:
    """The weights of one feature that are not nought."""
    return json.dumps({label: weight for label, weight in zip(labels, weights, strict=True) if weight})
