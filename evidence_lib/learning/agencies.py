"""Learning whose practice a finding judges: which words speak for an agency, and when one that is named is judged."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from evidence_lib.findings.agencies import AgencyModel, candidates, chances_of
from evidence_lib.findings.agency_features import Sight, pair_features, see, word_features
from evidence_lib.language.linear import LinearModel
from evidence_lib.learning.fit import one_by_one
from evidence_lib.learning.labels import Labelled, folds

WORD_STRENGTH = 20.0
STRONGEST = 10000  # words and phrases kept
JUDGED_STRENGTH = 3.0
JUDGED_STRONGEST = 4000
INNER = 5  # parts in which scores are held back from what is learned upon them
STEPS = [step / 100 for step in range(25, 61)]
FEWEST = 20  # findings; words cannot be learned for an agency of fewer
Scores = dict[str, float]


@dataclass(frozen=True)
class Around:
    """What a finding's document says beside its words: the programme, and the abbreviations it explains."""

    programme: str = ""
    abbreviated: tuple[tuple[str, str], ...] = ()


def learn_agencies(findings: Sequence[Labelled], around: Mapping[str, Around]) -> AgencyModel:
    """Learn a model from labelled findings; around tells of each document by its id."""
    sights = {one: sight_of(one, around.get(one.document_id, Around())) for one in findings}
    features = {one: kept_words(sights[one]) for one in findings}
    names = {name for one in findings for name in one.agencies}
    labels = sorted(name for name in names if sum(name in one.agencies for one in findings) >= FEWEST)
    scores: dict[Labelled, Scores] = {}
    for seen, unseen in folds(findings, INNER):
        inner = learn_words(seen, features, labels)
        scores |= {one: inner.scores(features[one]) for one in unseen}
    chances: dict[Labelled, Scores] = {}
    for seen, unseen in folds(findings, INNER):
        weighed = learn_judged(seen, sights, scores)
        chances |= {one: chances_of(sights[one], scores[one], weighed) for one in unseen}
    judged = learn_judged(findings, sights, scores)
    return AgencyModel(learn_words(findings, features, labels), judged, best_step(chances))


@cache
def sight_of(one: Labelled, around: Around) -> Sight:
    """A labelled finding as the models see it, which every part of a measurement asks for again."""
    return see(one.text, one.heading, around.programme, dict(around.abbreviated))


@cache
def kept_words(sight: Sight) -> frozenset[str]:
    """Its words, kept likewise."""
    return frozenset(word_features(sight))


def learn_words(
    findings: Sequence[Labelled], features: Mapping[Labelled, Set[str]], labels: Sequence[str]
) -> LinearModel:
    """Learn how much the words of a finding speak for each agency."""
    wanted = {label: [label in one.agencies for one in findings] for label in labels}
    documents = [one.document_id for one in findings]
    return one_by_one([features[one] for one in findings], documents, wanted, STRONGEST, WORD_STRENGTH)


def learn_judged(
    findings: Sequence[Labelled], sights: Mapping[Labelled, Sight], scores: Mapping[Labelled, Scores]
) -> LinearModel:
    """Learn which of the agencies that may be judged are; the scores are of models that did not see the finding."""
    pairs = [(one, name) for one in findings for name in candidates(sights[one], scores[one])]
    rows = [pair_features(sights[one], scores[one], name) for one, name in pairs]
    wanted = {"judged": [name in one.agencies for one, name in pairs]}
    documents = [one.document_id for one, _ in pairs]
    return one_by_one(rows, documents, wanted, JUDGED_STRONGEST, JUDGED_STRENGTH)


def best_step(chances: Mapping[Labelled, Scores]) -> float:
    """The probability from which an agency is given: the best micro F1 on findings held back."""

    def gained(step: float) -> float:
        given = {one: {name for name, chance in row.items() if chance >= step} for one, row in chances.items()}
        right = sum(len(names & set(one.agencies)) for one, names in given.items())
        return 2 * right / (sum(map(len, given.values())) + sum(len(one.agencies) for one in given))

    return max(STEPS, key=gained)
