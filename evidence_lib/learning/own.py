"""Learning themes from a base's own reviews: a correction of the shipped model, taken only if people's decisions bear it out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import write_text
from evidence_lib.language.linear import LinearModel, save_model
from evidence_lib.learning.fit import frequent, matrix
from evidence_lib.learning.labels import Labelled, folds
from evidence_lib.learning.score import Tally
from evidence_lib.people.reviews import latest, read_reviews
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.eyes import eyes_of
from evidence_lib.themes.model import ThemeModel, shipped_model
from evidence_lib.themes.own import corrected, log_odds
from evidence_lib.themes.reading import read
from evidence_lib.themes.tagger import tag

FEWEST = 20  # decided findings: with fewer, one decision would move the measure by more than what is learned
PARTS = 10  # of the documents, each held back once
MARGIN = 2.5  # standard deviations of chance by which a theme must be better; benchmarks/learn_from_reviews.py
STRENGTH = 3.0  # of the correction against staying with the shipped model; of 1, 3, 10, 30 the best with 774 decisions


class TooFew(EvidenceError):
    """Too little was decided to learn from."""


@dataclass(frozen=True)
class Lesson:
    """What was learned from and what came of it: tallies on findings whose document was held back, and whether it is taken.

    kept are the themes that are learned: those where the correction mends clearly more than it spoils. own is the tally
    with those alone, the other themes as the shipped model gives them.
    """

    findings: int
    documents: int
    shipped: Tally
    own: Tally
    kept: tuple[str, ...] = ()

    @property
    def taken(self) -> bool:
        """Only what is better than the shipped model on what people decided is taken."""
        return bool(self.kept) and self.own.f1() > self.shipped.f1()


def learn(base: BaseFolder) -> Lesson:
    """Learn from the themes that people decided on, and put the model into the base if it is better.

    Measured by cross-validation by document. The tables must be up to date. Raises TooFew where fewer than 20 findings,
    or findings of one document alone, were decided. Where it is not better, the base's earlier model is left as it is.
    """
    codebook = read_codebook(base.codebook)
    decided = decisions(base, codebook)
    documents = len({one.document_id for one in decided})
    if len(decided) < FEWEST or documents < 2:
        raise TooFew(
            f"{base.reviews}: the themes of {len(decided)} findings of {documents} documents are decided. "
            f"Learning needs {FEWEST} findings of two documents or more; a decision is a row with the field themes."
        )
    shipped = shipped_model()
    lesson = measure(decided, codebook, shipped)
    if lesson.taken:
        about = {
            "learned_from": sorted({one.document_id for one in decided}),
            "findings": len(decided),
            "learned_on": date.today().isoformat(),
            "f1": {"shipped": round(lesson.shipped.f1(), 3), "own": round(lesson.own.f1(), 3)},
            "measured": counts(lesson.own),
        }
        about["themes"] = list(lesson.kept)
        keep_earlier(base)
        save_model(replace(correction(decided, codebook, shipped, lesson.kept), about=about), base.own_model)
    return lesson


def keep_earlier(base: BaseFolder) -> None:
    """Put the model in force beside the earlier ones, numbered; none is ever thrown away."""
    if base.own_model.is_file():
        numbers = [int(path.stem.rpartition("-")[2]) for path in earlier(base)]
        target = base.own_model.with_name(f"earlier-{max(numbers, default=0) + 1:03}.json")
        write_text(target, base.own_model.read_text(encoding="utf-8"))


def earlier(base: BaseFolder) -> list[Path]:
    """The models that were in force before, the oldest first."""
    return sorted(base.own_model.parent.glob("earlier-[0-9][0-9][0-9].json"))


def take_back(base: BaseFolder) -> bool:
    """Put the model before this one in force again; says whether there was one. The one in force is kept as an earlier one."""
    before = earlier(base)
    if not before:
        return False
    text = before[-1].read_text(encoding="utf-8")
    keep_earlier(base)
    write_text(base.own_model, text)
    return True


def restore(base: BaseFolder) -> bool:
    """Take the shipped model back; says whether the base had one of its own. What people decided is kept."""
    had = base.own_model.is_file()
    keep_earlier(base)
    base.own_model.unlink(missing_ok=True)
    return had


def decisions(base: BaseFolder, codebook: Codebook) -> list[Labelled]:
    """The findings whose themes a person decided, with those themes.

    A finding that was only looked at ("checked") is none: the themes it then had may have come from an earlier model, and
    learning from them would confirm the machine by itself.
    """
    unplaced = read_table(base, "reviews_unplaced")
    carried = dict(zip(unplaced["finding_id"], unplaced["carried_to"], strict=True))
    wanted: dict[str, tuple[str, ...]] = {}
    for (finding_id, field), review in latest(read_reviews(base, codebook.ids)).items():
        if field == "themes" and set(review.values) <= set(codebook.ids):  # one that was split since teaches nothing
            wanted[carried.get(finding_id) or finding_id] = review.values
    return [
        Labelled(
            row["document_id"], "", row["quote"], row["heading"], None, row["kind"],
            wanted[row["finding_id"]], tuple(row["agencies"]),
        )
        for row in read_table(base, "findings").to_dict("records")
        if row["finding_id"] in wanted
    ]  # fmt: skip


def measure(
    decided: Sequence[Labelled], codebook: Codebook, shipped: ThemeModel, themes: Sequence[str] | None = None
) -> Lesson:
    """How the shipped and the corrected model do on documents that the correction was not learned from.

    themes are those that may be learned; all, if none are named.
    """
    rows: list[tuple[set[str], set[str], set[str]]] = []
    for seen, unseen in folds(decided, PARTS):
        own = corrected(shipped, correction(seen, codebook, shipped, themes))
        rows += [(set(one.themes), given(one, codebook, shipped), given(one, codebook, own)) for one in unseen]
    kept = tuple(theme for theme in themes or codebook.ids if clearly_better(theme, rows))
    lesson = Lesson(len(decided), len({one.document_id for one in decided}), Tally(), Tally(), kept)
    for wanted, by_shipped, by_own in rows:
        lesson.shipped.add(wanted, (), by_shipped)
        lesson.own.add(wanted, (), by_own & set(kept) | by_shipped - set(kept))
    return lesson


def given(one: Labelled, codebook: Codebook, model: ThemeModel) -> set[str]:
    """The themes that a model gives to a finding."""
    return {tag.theme_id for tag in tag(one.text, one.heading, codebook, model)}


def clearly_better(theme: str, rows: Sequence[tuple[set[str], set[str], set[str]]]) -> bool:
    """Whether the correction mends more of a theme than it spoils, by more than chance would.

    rows are what people decided, what the shipped model gives and what the corrected one gives. Of n findings on which the
    two differ, chance alone mends half, give or take the half of the square root of n.
    """
    differ = [
        (theme in wanted) == (theme in own) for wanted, shipped, own in rows if (theme in shipped) != (theme in own)
    ]
    mended, spoiled = sum(differ), len(differ) - sum(differ)
    return mended - spoiled > MARGIN * math.sqrt(len(differ))


def correction(
    decided: Sequence[Labelled], codebook: Codebook, shipped: ThemeModel, themes: Sequence[str] | None = None
) -> LinearModel:
    """What must be added to the shipped model's log-odds, by words and short phrases, for each theme (or those named).

    It is learned under the ids that the shipped model has for the themes, so that it outlives a change of names.
    """
    eyes = eyes_of(codebook, shipped.known)
    labels = tuple(name for name, now in eyes.now.items() if now and (themes is None or set(now) <= set(themes)))
    readings = [read(one.text, one.heading, eyes.codebook) for one in decided]
    features = [frozenset(reading.learned) for reading in readings]
    known = frequent(features, [one.document_id for one in decided])
    table = matrix(features, known)
    chances = [shipped.probabilities(reading, eyes.codebook.ids) for reading in readings]
    fitted = [
        added(
            [log_odds(row[label]) for row in chances],
            table,
            [bool(set(eyes.now[label]) & set(one.themes)) for one in decided],
        )
        for label in labels
    ]
    columns = zip(*(weights for weights, _ in fitted), strict=True)
    weights = {word: tuple(round(weight, 2) for weight in column) for word, column in zip(known, columns, strict=True)}
    return LinearModel(labels, tuple(round(bias, 3) for _, bias in fitted), weights, {})


def added(offsets: Sequence[float], table: Any, wanted: Sequence[bool]) -> tuple[list[float], float]:
    """Weights and bias of a logistic regression on top of known log-odds, kept near nought: without evidence, nothing."""
    import numpy as np
    from scipy.optimize import minimize

    base, sign = np.array(offsets), np.where(wanted, 1.0, -1.0)

    def loss(held: Any) -> tuple[float, Any]:
        margin = sign * (base + table @ held[:-1] + held[-1])
        slope = -sign / (1 + np.exp(np.clip(margin, -60, 60)))
        gradient = np.append(table.T @ slope, slope.sum()) + held / STRENGTH
        return float(np.logaddexp(0, -margin).sum() + held @ held / (2 * STRENGTH)), gradient

    best = minimize(loss, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return [float(weight) for weight in best[:-1]], float(best[-1])


def counts(tally: Tally) -> dict[str, dict[str, int]]:
    """A tally as a model's file keeps it."""
    return {
        label: {"right": tally.right[label], "wrong": tally.wrong[label], "missed": tally.missed[label]}
        for label in sorted({*tally.right, *tally.wrong, *tally.missed})
    }
