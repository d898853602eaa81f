"""Learning whose practice a finding judges: words beside what the agencies' own words say."""

from collections.abc import Mapping, Sequence, Set
from functools import cache

from evidence_lib.findings.agencies import AgencyModel, agency_features
from evidence_lib.language.linear import LinearModel, logistic
from evidence_lib.learning.fit import frequent, logistic_regression, matrix
from evidence_lib.learning.labels import Labelled, folds

STRENGTH = 10.0
STRONGEST = 4000
INNER = 5
STEPS = [step / 100 for step in range(25, 61, 1)]
FEWEST = 20  # findings; an agency of fewer is left to its own words


def learn_agencies(findings: Sequence[Labelled], programmes: dict[str, str]) -> AgencyModel:
    """Learn a model from labelled findings; programmes gives the inspection programme of each document."""
    features = {one: kept_features(one.text, one.heading, programmes.get(one.document_id, "")) for one in findings}
    names = {name for one in findings for name in one.agencies}
    labels = tuple(sorted(name for name in names if sum(name in one.agencies for one in findings) >= FEWEST))
    chances: list[dict[str, float]] = []
    held_back: list[Labelled] = []
    for seen, unseen in folds(findings, INNER):
        inner = linear(seen, features, labels)
        chances += [{name: logistic(score) for name, score in inner.scores(features[one]).items()} for one in unseen]
        held_back += unseen
    return AgencyModel(linear(findings, features, labels), best_step(chances, held_back))


@cache
def kept_features(text: str, heading: str, programme: str) -> frozenset[str]:
    """What the model looks at in a finding, which every part of a measurement asks for again."""
    return frozenset(agency_features(text, heading, programme))


def linear(findings: Sequence[Labelled], features: Mapping[Labelled, Set[str]], labels: Sequence[str]) -> LinearModel:
    """One logistic regression an agency, on the strongest features."""
    rows = [features[one] for one in findings]
    known = frequent(rows)
    for _ in range(2):
        table = matrix(rows, known)
        fitted = [logistic_regression(table, [label in one.agencies for one in findings], STRENGTH) for label in labels]
        columns = [
            tuple(round(weight, 2) for weight in column) for column in zip(*(held for held, _ in fitted), strict=True)
        ]
        weights = dict(zip(known, columns, strict=True))
        known = sorted(sorted(known, key=lambda word: -max(map(abs, weights[word])))[:STRONGEST])
    return LinearModel(tuple(labels), tuple(round(bias, 3) for _, bias in fitted), weights, {})


def best_step(chances: Sequence[dict[str, float]], findings: Sequence[Labelled]) -> float:
    """The probability from which an agency is given: the best micro F1 on findings held back."""

    def gained(step: float) -> float:
        given = [{name for name, chance in row.items() if chance >= step} for row in chances]
        right = sum(len(names & set(one.agencies)) for names, one in zip(given, findings, strict=True))
        return 2 * right / (sum(map(len, given)) + sum(len(one.agencies) for one in findings))

    return max(STEPS, key=gained)
