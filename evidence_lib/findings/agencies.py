"""Whose practice a finding judges or calls on, not who is merely mentioned."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from evidence_lib.language.linear import LinearModel, load_model, logistic
from evidence_lib.language.sentences import sentences
from evidence_lib.language.stems import stem_phrases
from evidence_lib.language.terms import Terms, words_of

WORDS = Path(__file__).with_name("agencies.yml")
MODEL = Path(__file__).with_name("agencies.json")
PARTNERSHIP = "safeguarding-partnership"
SOCIAL_CARE = "childrens-social-care"
SUBJECT_WORDS = 16  # an agency named among a sentence's first words is its subject, and judged
SUBJECT = 1.0
OBJECT = 0.35  # named later: handed something, told something, merely there
HEADING = 0.5
OPENING = 0.5  # the subject of the first sentence is what the finding is about
ENOUGH = 0.75
BESIDE = 0.5  # an agency with less than this share of the foremost one's weight is merely mentioned
USUAL = 1.5  # where a programme inspects one agency, it is judged unless another is plainly the subject
MANY = 3  # agencies named one by one are judged as partners
SINGLE = {"ilacs": SOCIAL_CARE}  # programmes that inspect one agency: who is judged when no one is named


@dataclass(frozen=True)
class AgencyModel:
    """The learned half: scores of agencies by words, and the probability from which one is given."""

    words: LinearModel
    enough: float


@cache
def shipped_model() -> AgencyModel:
    """The model that the suite ships."""
    model = load_model(MODEL)
    return AgencyModel(model, float(str(model.about["enough"])))


@cache
def agency_terms() -> Terms:
    """The terms of all agencies, made ready once."""
    return Terms(yaml.safe_load(WORDS.read_text(encoding="utf-8")))


def agencies(text: str, heading: str = "", programme: str = "", model: AgencyModel | None = None) -> tuple[str, ...]:
    """Return the agencies that a finding judges or calls on, the foremost first; model is the shipped one if none is given.

    Agencies that the model does not know are told by their own words alone. Where none is sure, it is the likeliest.
    """
    model = model or shipped_model()
    chances = {
        name: logistic(score) for name, score in model.words.scores(agency_features(text, heading, programme)).items()
    }
    given = sorted((name for name in chances if chances[name] >= model.enough), key=lambda name: -chances[name])
    own_words = [name for name in by_own_words(text, heading, programme) if name not in chances]
    return tuple([*given, *own_words] or [max(chances, key=lambda name: chances[name])])


def agency_features(text: str, heading: str, programme: str) -> set[str]:
    """What the model looks at: stems, what the agencies' own words say of text and heading, and the programme."""
    named = by_own_words(text, heading, programme)
    return (
        set(stem_phrases(text, 2))
        | {f"heading {stem}" for stem in stem_phrases(heading, 1)}
        | {f"named={name}" for name in named}
        | {f"foremost={named[0]}", f"programme={programme}", f"programme={programme} named={named[0]}"}
    )


def by_own_words(text: str, heading: str = "", programme: str = "") -> tuple[str, ...]:
    """The agencies that a finding names, by where their words stand, the foremost first.

    Where none is named, it is the agency that the programme inspects, or the partnership as a whole.
    """
    usual = SINGLE.get(programme, PARTNERSHIP)
    weights = weigh(text, heading)
    if usual != PARTNERSHIP:
        weights[usual] = weights.get(usual, 0.0) + USUAL
    foremost = max(weights.values(), default=0.0)
    if foremost < ENOUGH:
        return (usual,)
    named = sorted(
        (agency for agency in weights if weights[agency] >= max(ENOUGH, BESIDE * foremost)),
        key=lambda agency: -weights[agency],
    )
    return tuple(named[:MANY])


def weigh(text: str, heading: str) -> dict[str, float]:
    """How much speaks for each agency being judged: where its words stand in each sentence."""
    weights = {hit.key: HEADING for hit in agency_terms().hits(words_of(heading))}
    for number, sentence in enumerate(sentences(text)):
        words = words_of(sentence)
        hits = agency_terms().hits(words)
        for agency in dict.fromkeys(hit.key for hit in hits):  # in their order: a set would have another in each run
            named = {(" ".join(words[hit.start : hit.end + 1])): hit for hit in reversed(hits) if hit.key == agency}
            heads = sum(hit.end < SUBJECT_WORDS for hit in named.values())
            weight = (SUBJECT if heads else 0) + OBJECT * (len(named) - heads)
            weights[agency] = weights.get(agency, 0.0) + weight + (OPENING if heads and number == 0 else 0)
    return weights
