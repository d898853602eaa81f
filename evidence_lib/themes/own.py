"""A base's own model of themes: the shipped one, corrected by what people decided in this base.

The correction is a file of the base that anyone can read: words and short phrases with their weights, never a sentence.
Where it says nothing, the shipped model stands.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from evidence_lib.core.errors import BadFile
from evidence_lib.language.linear import LinearModel, logistic, read_model
from evidence_lib.themes.model import ThemeModel, shipped_model
from evidence_lib.themes.reading import Reading

SUREST = 1e-6  # nearer to 0 or 1 than this a probability is not taken: its log-odds would be endless


@dataclass(frozen=True, kw_only=True)
class OwnModel(ThemeModel):
    """The shipped model with a correction of its log-odds, learned from people's reviews."""

    correction: LinearModel

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of all themes that it learned anything of."""
        return tuple(dict.fromkeys((*self.labels, *self.correction.labels)))

    def probabilities(self, reading: Reading, theme_ids: tuple[str, ...]) -> dict[str, float]:
        """How sure each theme is, from 0 to 1."""
        shipped = super().probabilities(reading, theme_ids)
        correction = self.correction.scores(reading.learned)
        return {
            theme: logistic(log_odds(chance) + correction[theme]) if theme in correction else chance
            for theme, chance in shipped.items()
        }

    def telling(self, features: Mapping[str, str], theme_id: str, most: int) -> list[str]:
        """The words and short phrases that weigh most for a theme, those of the correction first."""
        known = theme_id in self.correction.labels
        own = [features[name] for name in self.correction.telling(features, theme_id, most)] if known else []
        return list(dict.fromkeys([*own, *super().telling(features, theme_id, most)]))[:most]


def corrected(shipped: ThemeModel, correction: LinearModel) -> OwnModel:
    """The shipped model with a correction; what it says about itself is about the correction."""
    held = {field.name: getattr(shipped, field.name) for field in fields(ThemeModel)}
    return OwnModel(**held | {"about": correction.about, "correction": correction})


def log_odds(chance: float) -> float:
    """A probability as log-odds."""
    held = min(max(chance, SUREST), 1 - SUREST)
    return math.log(held / (1 - held))


def theme_model(path: Path) -> ThemeModel:
    """The model of a base whose own correction lies at *path*, or the shipped one where there is none.

    Raises BadFile for a correction that is damaged.
    """
    return own_model(path, path.stat().st_mtime_ns) if path.is_file() else shipped_model()


@lru_cache(maxsize=4)
def own_model(path: Path, changed: int) -> OwnModel:
    """Read a correction, once as long as it does not change."""
    try:
        return corrected(shipped_model(), read_model(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(
            f"{path}: is no model ({error}). Learn it again with 'evidence learn', or take the shipped one back with "
            "'evidence learn --restore'."
        ) from error


def measured(model: ThemeModel) -> Mapping[str, Mapping[str, int]]:
    """How each theme did on documents that the model had not seen: right, wrong, missed; empty where not measured."""
    held: Mapping[str, Mapping[str, int]] = json.loads(json.dumps(model.about.get("measured", {})))
    return held


def in_a_hundred(counts: Mapping[str, int]) -> dict[str, int]:
    """found: of a hundred tags that belong, how many are given; correct: of a hundred given, how many belong."""
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    return {
        "found": round(100 * right / (right + missed)) if right + missed else 0,
        "correct": round(100 * right / (right + wrong)) if right + wrong else 0,
    }
