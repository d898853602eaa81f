"""Learning the themes: the linear model over words and terms, and how its scores are weighed with the codebook's."""

from collections.abc import Sequence

from evidence_lib.language.linear import LinearModel
from evidence_lib.learning.fit import frequent, logistic_regression, matrix
from evidence_lib.learning.labels import Labelled, folds
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.model import ThemeModel, counted
from evidence_lib.themes.reading import Reading, read
from evidence_lib.themes.tagger import CROWD

STRENGTH = 10.0  # of the linear model; tried 4 to 30
WEIGHING = 0.3  # of the weighing: few clues, kept small
STRONGEST = 5000  # words and phrases kept: more did not help on documents held back
INNER = 5  # parts in which the linear scores that the weighing learns from are held back
STEPS = [step / 100 for step in range(20, 61)]  # where "enough" is looked for
SLIGHT = 0.3  # a weight nearer to nought is left out of the file: it is divided by a dozen before it counts


def learn_themes(
    findings: Sequence[Labelled], codebook: Codebook, about: dict[str, object] | None = None
) -> ThemeModel:
    """Learn a model from labelled findings; themes that no finding has are left to the codebook alone."""
    readings = {one: read(one.text, one.heading, codebook) for one in findings}
    labels = tuple(theme for theme in codebook.ids if any(theme in one.themes for one in findings))
    plain = ThemeModel(*linear(findings, readings, labels), {}, 0.5, {})
    clues: list[dict[str, list[float]]] = []
    held_back: list[Labelled] = []
    for seen, unseen in folds(findings, INNER):
        inner = ThemeModel(*linear(seen, readings, labels), {}, 0.5, {})
        clues += [inner.clues(readings[one], labels) for one in unseen]
        held_back += unseen
    weighing = {
        theme: weigh([row[theme] for row in clues], [theme in one.themes for one in held_back]) for theme in labels
    }
    weighing[""] = weigh(
        [counted(readings[one], theme) for one in held_back for theme in labels],
        [theme in one.themes for one in held_back for theme in labels],
    )
    model = ThemeModel(plain.words, plain.terms, weighing, 0.5, {})
    chances = [{theme: model.weigh(theme, row[theme]) for theme in labels} for row in clues]
    return ThemeModel(plain.words, plain.terms, weighing, best_step(chances, held_back), about or {})


def linear(
    findings: Sequence[Labelled], readings: dict[Labelled, Reading], labels: Sequence[str]
) -> tuple[LinearModel, LinearModel]:
    """The linear models over words and over what the codebook finds, fitted together."""
    words, found = [set(readings[one].stems) for one in findings], [readings[one].marks for one in findings]
    known, marks = frequent(words), frequent(found)
    answers = {label: [label in one.themes for one in findings] for label in labels}
    weights = fit(words, found, known, marks, answers)[0]
    known = sorted(sorted(known, key=lambda word: -max(map(abs, weights[word])))[:STRONGEST])
    weights, bias = fit(words, found, known, marks, answers)
    return (
        LinearModel(tuple(labels), bias, {word: weights[word] for word in known}, {}),
        LinearModel(tuple(labels), (0.0,) * len(labels), {mark: weights[mark] for mark in marks}, {}),
    )


def fit(
    words: Sequence[set[str]],
    found: Sequence[set[str]],
    known: Sequence[str],
    marks: Sequence[str],
    answers: dict[str, list[bool]],
) -> tuple[dict[str, tuple[float, ...]], tuple[float, ...]]:
    """One logistic regression a theme: the weights of each feature, and the biases."""
    from scipy.sparse import hstack

    table = hstack([matrix(words, known), matrix(found, marks)]).tocsr()
    fitted = [logistic_regression(table, wanted, STRENGTH) for wanted in answers.values()]
    columns = zip(*(weights for weights, _ in fitted), strict=True)
    rows = {
        feature: tuple(small(weight) for weight in column)
        for feature, column in zip([*known, *marks], columns, strict=True)
    }
    return rows, tuple(round(bias, 3) for _, bias in fitted)


def small(weight: float) -> float:
    """A weight as the file keeps it."""
    return round(weight, 1) if abs(weight) >= SLIGHT else 0.0


def weigh(clues: Sequence[list[float]], wanted: Sequence[bool]) -> tuple[float, ...]:
    """The bias and weights that turn clues into a probability."""
    import numpy as np

    weights, bias = logistic_regression(np.array(clues), wanted, WEIGHING)
    return (round(bias, 3), *(round(weight, 3) for weight in weights))


def best_step(chances: Sequence[dict[str, float]], findings: Sequence[Labelled]) -> float:
    """The probability from which a theme is given, so that most tags are right and fewest are missed (micro F1)."""

    def gained(step: float) -> float:
        given = [chosen(row, step) for row in chances]
        right = sum(len(tags & set(one.themes)) for tags, one in zip(given, findings, strict=True))
        asked = sum(len(one.themes) for one in findings)
        return 2 * right / (sum(map(len, given)) + asked)

    return max(STEPS, key=gained)


def chosen(chances: dict[str, float], enough: float) -> set[str]:
    """The themes that are given."""
    return set(
        sorted((theme for theme in chances if chances[theme] >= enough), key=lambda theme: -chances[theme])[:CROWD]
    )
