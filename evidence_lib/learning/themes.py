"""Learning the themes: the linear model over words and terms, and how its scores are weighed with the codebook's.

Each feature is first weighed by how much commoner it is in findings on a theme than in the others, and a logistic
regression then learns on those weights (Wang and Manning, Baselines and bigrams, ACL 2012). The product of the two is one
weight a feature, so that what was learned stays a list of words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from evidence_lib.learning.fit import frequent, logistic_regression, presence
from evidence_lib.learning.labels import Labelled, folds
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.model import LENGTH, ThemeModel, counted
from evidence_lib.themes.reading import Reading, read
from evidence_lib.themes.tagger import CROWD

STRENGTH = 1.0  # of the linear model; 0.3 to 3 did no better
WEIGHING = 0.05  # of the weighing: few clues, kept small
STRONGEST = 20_000  # features kept; 12,000 cost two in a thousand of F1, all 40,000 gained nothing
RARE = {"pair": 6, "phrase": 3, "word": 2, "mark": 2}  # findings; a feature of fewer says little
INNER = 5  # parts in which the linear scores that the weighing learns from are held back
STEPS = [step / 100 for step in range(5, 61)]  # where "enough" is looked for


def learn_themes(
    findings: Sequence[Labelled],
    codebook: Codebook,
    about: dict[str, object] | None = None,
    practice: Sequence[Labelled] = (),
) -> ThemeModel:
    """Learn a model from labelled findings; themes that no finding has are left to the codebook alone.

    practice findings teach the linear model too, but never how sure its scores are: that only reports can tell.
    """
    reading_of = {one: read(one.text, one.heading, codebook) for one in (*findings, *practice)}
    labels = tuple(theme for theme in codebook.ids if any(theme in one.themes for one in findings))
    plain = linear([*findings, *practice], reading_of, labels)
    clues: list[list[list[float]]] = []  # a finding, a label, a clue
    held_back: list[Labelled] = []
    for seen, unseen in folds(findings, INNER):
        inner = linear([*seen, *practice], reading_of, labels)
        clues += [clues_of(inner, reading_of[one]) for one in unseen]
        held_back += unseen
    weighing = {
        theme: weigh([row[at] for row in clues], [theme in one.themes for one in held_back])
        for at, theme in enumerate(labels)
    }
    weighing[""] = weigh(
        [counted(reading_of[one], theme) for one in held_back for theme in labels],
        [theme in one.themes for one in held_back for theme in labels],
    )
    model = replace(plain, weighing=weighing, about=about or {})
    chances = [{theme: model.weigh(theme, row[at]) for at, theme in enumerate(labels)} for row in clues]
    by_terms = [{theme: model.weigh("", row[at]) for at, theme in enumerate(labels)} for row in clues]
    return replace(model, enough=best_step(chances, held_back), enough_by_terms=best_step(by_terms, held_back))


def clues_of(model: ThemeModel, reading: Reading) -> list[list[float]]:
    """All clues of each label of a model, in the order of CLUES."""
    learned = model.learned_clues(reading).tolist()
    return [[*row, *counted(reading, theme)] for theme, row in zip(model.labels, learned, strict=True)]


def linear(findings: Sequence[Labelled], reading_of: Mapping[Labelled, Reading], labels: tuple[str, ...]) -> ThemeModel:
    """The linear model alone, of the features that tell the themes apart best."""
    import numpy as np

    features = [reading_of[one].features for one in findings]
    known = frequent(features, [one.document_id for one in findings], lambda feature: RARE[sort_of(feature)])
    answers = np.array([[label in one.themes for label in labels] for one in findings]).reshape(-1, len(labels))
    table = presence(features, known)
    kept = strongest(table, answers)
    table, known = table[:, kept], [known[at] for at in kept]
    columns, bias = zip(*(naive_then_logistic(table, answers[:, at]) for at in range(len(labels))), strict=True)
    weights = np.round(np.column_stack(columns), 2) + 0.0  # no "-0" in the file
    return ThemeModel(labels, tuple(bias), {name: at for at, name in enumerate(known)}, weights)


def sort_of(feature: str) -> str:
    """What a feature is: a mark of the codebook, a pair, a phrase or a word."""
    if ": " in feature:
        return "mark"
    if " ~ " in feature:
        return "pair"
    return "phrase" if " " in feature else "word"


def strongest(table: Any, answers: Any) -> list[int]:
    """The columns whose counts in the findings on some theme are farthest from what chance would give."""
    import numpy as np

    total = np.asarray(table.sum(axis=0)).ravel()
    farthest = np.zeros(table.shape[1])
    for wanted in answers.T:
        share = wanted.mean()
        expected = total * share
        there = np.asarray(table[wanted].sum(axis=0)).ravel()
        farthest = np.maximum(farthest, np.abs(there - expected) / np.sqrt(expected * (1 - share) + 0.5))
    return sorted(int(at) for at in np.argsort(-farthest, kind="stable")[:STRONGEST])


def naive_then_logistic(table: Any, wanted: Any) -> tuple[Any, float]:
    """The weight of each feature for one theme, and its bias."""
    import numpy as np
    from scipy.sparse import diags

    inside = np.asarray(table[wanted].sum(axis=0)).ravel() + 1
    outside = np.asarray(table[~wanted].sum(axis=0)).ravel() + 1
    ratio = np.log((inside / inside.sum()) / (outside / outside.sum()))
    lengths = np.maximum(1, np.asarray(table.sum(axis=1)).ravel())
    scaled = (diags(lengths**-LENGTH) @ table).multiply(ratio).tocsr()
    weights, bias = logistic_regression(scaled, list(wanted), STRENGTH)
    return ratio * np.array(weights), round(bias, 3)


def weigh(clues: Sequence[list[float]], wanted: Sequence[bool]) -> tuple[float, ...]:
    """The bias and weights that turn clues into a probability; the clues are set to one scale to be learned from."""
    import numpy as np

    table = np.array(clues)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    held, bias = logistic_regression((table - middle) / spread, wanted, WEIGHING)
    weights = np.array(held) / spread
    return (round(bias - float(weights @ middle), 3), *(round(float(weight), 3) for weight in weights))


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
