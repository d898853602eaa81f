"""Small linear models over words and short phrases: a file of weights that anyone can read."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.core.files import write_text

WORD = re.compile(r"[a-z][a-z'’-]*|\d+")
LONGEST_PHRASE = 3  # words; a longer run would carry a sentence of a document into the model


def phrases(text: str, longest: int = LONGEST_PHRASE) -> set[str]:
    """Return the words and phrases of up to *longest* words in a text, in lower case; every number is written 0."""
    words = ["0" if word[0].isdigit() else word.replace("’", "'").strip("'-") for word in WORD.findall(text.lower())]
    found: set[str] = set()
    for length in range(1, longest + 1):
        found.update(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return found


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of features per label.

    The score of a label is its bias plus the mean-like sum of the weights of the features present: sum / sqrt(n), where n
    counts the features that the model knows, so that long and short texts compare. probability() is its logistic.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    about: Mapping[str, object]

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """Return the score of each label for a set of features."""
        known = [self.weights[feature] for feature in set(features) if feature in self.weights]
        scale = math.sqrt(len(known)) or 1.0
        sums = [sum(column) / scale for column in zip(*known, strict=True)] or [0.0] * len(self.labels)
        return {label: bias + total for label, bias, total in zip(self.labels, self.bias, sums, strict=True)}

    def best(self, features: Iterable[str]) -> str:
        """Return the label of the highest score."""
        scores = self.scores(features)
        return max(scores, key=lambda label: scores[label])

    def telling(self, features: Iterable[str], label: str, most: int = 5) -> list[str]:
        """Return the features that weigh most for a label, heaviest first."""
        column = self.labels.index(label)
        known = {feature: self.weights[feature][column] for feature in features if feature in self.weights}
        return [feature for feature in sorted(known, key=lambda name: -known[name]) if known[feature] > 0][:most]


def logistic(score: float) -> float:
    """Turn a score into a probability."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


@cache
def load_model(path: Path) -> LinearModel:
    """Read a model that is shipped, once."""
    return read_model(path)


def read_model(path: Path) -> LinearModel:
    """Read a model from its JSON file: labels, bias, weights (feature → one weight a label), about (how it was learned)."""
    held = json.loads(path.read_text(encoding="utf-8"))
    weights = {feature: tuple(row) for feature, row in held["weights"].items()}
    return LinearModel(tuple(held["labels"]), tuple(held["bias"]), weights, held["about"])


def save_model(model: LinearModel, path: Path) -> None:
    """Write a model as JSON, one feature a line, heaviest first, so that a person can read it and a change can be seen."""
    order = sorted(model.weights, key=lambda name: (-max(map(abs, model.weights[name])), name))
    lines = [f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(model.weights[name])}" for name in order]
    head = {"about": model.about, "labels": model.labels, "bias": model.bias}
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "weights": {\n' + ",\n".join(lines) + "\n }\n}\n"
    write_text(path, text)
