"""Whose practice a finding judges or calls on, not who is merely mentioned.

Two linear models, one upon the other. The first asks of each agency how much the words of a finding speak for it; the
second weighs for each agency, whichever it is, where and how it is named and how the others stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.core.records import AGENCIES
from evidence_lib.findings.agency_features import Sight, pair_features, see, word_features
from evidence_lib.language.linear import LinearModel, load_model, logistic

MODEL = Path(__file__).with_name("agencies.json")
JUDGED_MODEL = Path(__file__).with_name("judged.json")
PARTNERSHIP = "safeguarding-partnership"
SOCIAL_CARE = "childrens-social-care"
SINGLE = {"ilacs": SOCIAL_CARE}  # programmes that inspect one agency: who is judged when no one is named
FAINT = -3.0  # log-odds; an agency that is not named and for which the words speak less is not asked about


@dataclass(frozen=True)
class AgencyModel:
    """words says how much speaks for each agency, judged which of them are judged: those from the probability enough."""

    words: LinearModel
    judged: LinearModel
    enough: float


@cache
def shipped_model() -> AgencyModel:
    """The model that the suite ships."""
    judged = load_model(JUDGED_MODEL)
    return AgencyModel(load_model(MODEL), judged, float(str(judged.about["enough"])))


def agencies(
    text: str,
    heading: str = "",
    programme: str = "",
    model: AgencyModel | None = None,
    abbreviated: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return the agencies that a finding judges or calls on, the foremost first; model is the shipped one if none is given.

    abbreviated are the abbreviations that its document explains. Where no agency is named, in the text or its heading, it is
    the one that the programme inspects, or the partnership as a whole; where none of those named is sure, the likeliest.
    """
    model = model or shipped_model()
    usual = SINGLE.get(programme, PARTNERSHIP)
    sight = see(text, heading, programme, abbreviated)
    if not sight.mentions and not sight.headed:
        return (usual,)
    chances = chances_of(sight, model.words.scores(word_features(sight)), model.judged)
    order = sorted(chances, key=lambda name: -chances[name])
    return tuple(name for name in order if chances[name] >= model.enough) or tuple(order[:1]) or (usual,)


def chances_of(sight: Sight, scores: Mapping[str, float], judged: LinearModel) -> dict[str, float]:
    """How likely each agency that may be judged is judged."""
    return {
        name: logistic(judged.scores(pair_features(sight, scores, name))["judged"])
        for name in candidates(sight, scores)
    }


def candidates(sight: Sight, scores: Mapping[str, float]) -> list[str]:
    """The agencies that may be judged: those named, and those for which the words speak."""
    return [name for name in AGENCIES if name in sight.agencies or scores.get(name, FAINT) > FAINT]
