"""Fitting linear models over sets of features."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from itertools import chain, repeat
from typing import Any

from evidence_lib.language.linear import LinearModel

RARE = 3  # findings; a feature of fewer says little
FEW_DOCUMENTS = 3  # a feature of fewer says more of a report, its places and names, than of the language


def presence(features: Sequence[Set[str]], known: Sequence[str]) -> Any:
    """A row a finding, a column a feature: 1 where it stands, else nothing."""
    import numpy as np
    from scipy.sparse import csr_matrix

    column = {feature: at for at, feature in enumerate(known)}
    found = np.fromiter(map(column.get, chain.from_iterable(features), repeat(-1)), dtype=np.int32)
    row = np.repeat(np.arange(len(features)), [len(present) for present in features])
    row, found = row[found >= 0], found[found >= 0]
    counts = np.bincount(row, minlength=len(features))
    starts = np.concatenate([[0], np.cumsum(counts)])
    table = csr_matrix((np.ones(len(found)), found, starts), shape=(len(features), len(known)))
    table.sort_indices()  # sets have no order: sums, and so the weights, would differ from run to run
    return table


def matrix(features: Sequence[Set[str]], known: Sequence[str]) -> Any:
    """Rows scaled as LinearModel scales them: each feature present counts 1 / sqrt(how many known ones are present)."""
    import numpy as np

    table = presence(features, known)
    counts = np.diff(table.indptr)
    table.data = np.repeat(1 / np.sqrt(np.maximum(counts, 1)), counts)
    return table


def frequent(
    features: Sequence[Set[str]], documents: Sequence[str], least: Callable[[str], int] = lambda feature: RARE
) -> list[str]:
    """The features of enough findings (least, for each) and of enough of their documents, sorted."""
    counts = Counter(chain.from_iterable(features))
    places: defaultdict[str, set[str]] = defaultdict(set)
    for present, document in zip(features, documents, strict=True):
        for feature in present:
            places[feature].add(document)
    enough = min(FEW_DOCUMENTS, len(set(documents)))
    return sorted(
        feature for feature, count in counts.items() if count >= least(feature) and len(places[feature]) >= enough
    )


def logistic_regression(table: Any, wanted: Sequence[bool], strength: float) -> tuple[list[float], float]:
    """The weights and bias of a regularised logistic regression of yes and no; constant answers give weights of nought."""
    from sklearn.linear_model import LogisticRegression

    share = sum(wanted) / len(wanted) if len(wanted) else 0.0
    if share in (0.0, 1.0):
        return [0.0] * table.shape[1], 10.0 * (2 * share - 1)
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0).fit(table, list(wanted))
    return [float(weight) for weight in model.coef_[0]], float(model.intercept_[0])


def one_by_one(
    features: Sequence[Set[str]],
    documents: Sequence[str],
    wanted: Mapping[str, Sequence[bool]],
    strongest: int,
    strength: float,
) -> LinearModel:
    """Fit one logistic regression a label, keep the features that weigh most for any, and fit again on those alone.

    documents names for each row the document it stands in.
    """
    known = frequent(features, documents)
    for _ in range(2):
        table = matrix(features, known)
        fitted = [logistic_regression(table, answers, strength) for answers in wanted.values()]
        columns = zip(*(weights for weights, _ in fitted), strict=True)
        rows = (tuple(round(weight, 2) for weight in column) for column in columns)
        weights = dict(zip(known, rows, strict=True))
        if len(known) <= strongest:
            break
        known = sorted(sorted(known, key=lambda name: -max(map(abs, weights[name])))[:strongest])
    bias = tuple(round(held, 3) for _, held in fitted)
    return LinearModel(tuple(wanted), bias, weights, {})


def fit(
    features: Sequence[Set[str]], documents: Sequence[str], labels: Sequence[str], strongest: int, strength: float
) -> LinearModel:
    """Fit one model that tells labels apart; of two labels the second is scored against the first."""
    names = sorted(set(labels))
    asked = names[1:] if len(names) == 2 else names
    wanted = {name: [name == label for label in labels] for name in asked}
    return one_by_one(features, documents, wanted, strongest, strength)
