"""The learned half of the tagger: a linear model over words and terms, and what it weighs against the codebook.

The model is a file that anyone can read: words and short phrases with their weights for each theme, never a sentence.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.language.linear import logistic
from evidence_lib.themes.reading import Reading

if TYPE_CHECKING:
    import numpy as np

SHIPPED = Path(__file__).with_name("themes.json")
# What a theme's score is weighed from, in this order. The first eight come from the linear model; a theme that it does not
# know has the others alone. The places among the themes matter because a finding has one to three themes, whatever its length.
LEARNED = (
    "whole",
    "best sentence",
    "second sentence",
    "first sentence",
    "below the first",
    "below the second",
    "below the third",
    "how many are above",
)
COUNTED = ("terms", "hints", "term in the first sentence", "term in the heading", "sentences")
CLUES = (*LEARNED, *COUNTED)
LENGTH = 0.25  # a sum of weights is divided by this power of how many there are, so that long and short texts compare
ABSENT = -5.0  # the linear score of a sentence that is not there


@dataclass(frozen=True)
class ThemeModel:
    """Weights of features a theme; weighing turns a theme's clues into a probability.

    rows gives each known feature its row of weights (a column a label). weighing holds for each theme a bias and a weight
    for each of CLUES; "" is for themes that were never learned, with weights for COUNTED alone. enough is the probability
    from which a theme is given, enough_by_terms the one for themes that were never learned.
    """

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    rows: Mapping[str, int]
    weights: "np.ndarray[Any, Any]"
    weighing: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    enough: float = 0.5
    enough_by_terms: float = 0.5
    about: Mapping[str, object] = field(default_factory=dict)

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of all themes that it learned anything of."""
        return self.labels

    def linear(self, features: Iterable[str]) -> "np.ndarray[Any, Any]":
        """The linear score of each label for a set of features."""
        import numpy as np

        known = sorted(self.rows[feature] for feature in features if feature in self.rows)
        total: np.ndarray[Any, Any] = np.array(self.bias)
        total += self.weights[known].sum(axis=0) / max(1, len(known)) ** LENGTH
        return total

    def given(self, chances: Mapping[str, float]) -> list[str]:
        """The themes that are sure enough, the surest first."""
        sure = [
            theme
            for theme, chance in chances.items()
            if chance >= (self.enough if theme in self.labels else self.enough_by_terms)
        ]
        return sorted(sure, key=lambda theme: -chances[theme])

    def probabilities(self, reading: Reading, theme_ids: tuple[str, ...]) -> dict[str, float]:
        """How sure each theme is, from 0 to 1."""
        learned = dict(zip(self.labels, self.learned_clues(reading).tolist(), strict=True))
        return {theme: self.weigh(theme, [*learned.get(theme, ()), *counted(reading, theme)]) for theme in theme_ids}

    def weigh(self, theme_id: str, clues: list[float]) -> float:
        """A theme's clues as a probability."""
        bias, *weights = self.weighing.get(theme_id) or self.weighing[""]
        return logistic(bias + sum(weight * clue for weight, clue in zip(weights, clues[-len(weights) :], strict=True)))

    def learned_clues(self, reading: Reading) -> "np.ndarray[Any, Any]":
        """What the linear model says of each label: a row a label, a column each of LEARNED."""
        import numpy as np

        pieces = np.array([self.linear(piece.features) for piece in reading.pieces])
        if not len(pieces):
            pieces = np.full((1, len(self.labels)), ABSENT)
        return placed(self.linear(reading.features), pieces)

    def telling(self, features: Mapping[str, str], theme_id: str, most: int) -> list[str]:
        """The words of the features that weigh most for a theme, heaviest first."""
        if theme_id not in self.labels:
            return []
        column = self.labels.index(theme_id)
        known = {words: self.weights[self.rows[name], column] for name, words in features.items() if name in self.rows}
        return [words for words in sorted(known, key=lambda words: -known[words]) if known[words] > 0][:most]


def placed(whole: "np.ndarray[Any, Any]", pieces: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The clues of LEARNED from the scores of the whole (one a label) and of its sentences (a row each)."""
    import numpy as np

    ranked = -np.sort(-pieces, axis=0)
    top = np.pad(-np.sort(-whole), (0, 3), constant_values=ABSENT)
    above = (whole[None, :] > whole[:, None]).sum(axis=1)
    second = ranked[min(1, len(ranked) - 1)]
    return np.column_stack([whole, ranked[0], second, pieces[0], whole - top[0], whole - top[1], whole - top[2], above])


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
    import numpy as np

    held = json.loads(path.read_text(encoding="utf-8"))
    weighing = {theme: tuple(weights) for theme, weights in held["weighing"].items()}
    return ThemeModel(
        tuple(held["labels"]),
        tuple(held["bias"]),
        {feature: row for row, feature in enumerate(held["weights"])},
        np.array(list(held["weights"].values()), dtype=float).reshape(-1, len(held["labels"])),
        weighing,
        held["enough"],
        held["enough_by_terms"],
        held["about"],
    )


def save(model: ThemeModel, path: Path) -> None:
    """Write a model as JSON, one feature a line, so that a person can read it and a change can be seen."""
    head = {
        "about": model.about,
        "labels": model.labels,
        "bias": model.bias,
        "enough": model.enough,
        "enough_by_terms": model.enough_by_terms,
        "clues": CLUES,
        "weighing": model.weighing,
    }
    lines = [
        f"  {json.dumps(feature, ensure_ascii=False)}: [{', '.join(f'{weight:g}' for weight in model.weights[row])}]"
        for feature, row in model.rows.items()
    ]
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "weights": {\n' + ",\n".join(lines) + "\n }\n}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
