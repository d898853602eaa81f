"""How far reviewers agree who read the same findings blind, on what they differ, and whether one of them drifts.

Cohen's kappa (scikit-learn) for two reviewers and each theme; Krippendorff's alpha (the library krippendorff) for each
theme, and over whole sets of themes with the MASI distance (Passonneau, Measuring agreement on set-valued items, LREC
2006). Intervals come from drawing whole documents anew: findings of one document are alike, and are not so many proofs.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.core.errors import BadRow
from evidence_lib.findings.identity import origin
from evidence_lib.people.reviews import SETTLED, UNDO, Review, read_reviews
from evidence_lib.review.samples import AGREEMENT, samples
from evidence_lib.themes.model import shipped_model
from evidence_lib.themes.tagger import tag

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from evidence_lib.frames import EvidenceBase

ROUNDS = 300  # documents drawn anew so many times
PARTS = 4  # of a reviewer's answers, in their order
ALL = "all themes together (MASI)"
NOT_A_FIGURE = float("nan")
Sets = Mapping[str, Mapping[str, frozenset[str]]]  # finding → reviewer → themes


def first_answers(reviews: Iterable[Review]) -> dict[str, dict[str, Review]]:
    """Each reviewer's own first answer on the themes of each finding: later ones may have been talked over."""
    found: dict[str, dict[str, list[Review]]] = {}
    for one in reviews:
        if one.decides == "themes" and one.field not in SETTLED:
            own = found.setdefault(one.finding_id, {}).setdefault(one.reviewer, [])
            if one.field == UNDO:
                del own[-1:]
            else:
                own.append(one)
    return {finding: {name: own[0] for name, own in by.items() if own} for finding, by in found.items()}


def double_coded(base: "EvidenceBase", everything: bool = False) -> dict[str, dict[str, Review]]:
    """The findings that two reviewers or more answered, with their answers; those of samples for agreement alone.

    With everything also findings that came to be read twice: their readers may have seen one another's answers.
    """
    answers = first_answers(read_reviews(base.folder, base.themes.ids))
    drawn = {finding for one in samples(base) if one.sample_id.startswith(AGREEMENT) for finding in one.findings}
    found = {name: by for name, by in answers.items() if len(by) > 1 and (everything or name in drawn)}
    if not found:
        raise BadRow(
            "no finding of a sample for agreement is answered by two reviewers. Draw one, and have both review it: "
            "evidence review sample --reviewers A --reviewers B --share 0.1"
        )
    return found


def agreement_of(base: "EvidenceBase", everything: bool = False) -> "pd.DataFrame":
    """One row a theme, the least agreed first, and one for all: theme_id, label, findings, both, one, kappa, alpha, low, high.

    both and one count the findings to which every reviewer, or only some, gave the theme. kappa is empty (NaN) where there
    are more than two reviewers; low and high are the interval of alpha. A figure has no meaning where nobody gave a theme.
    """
    import pandas as pd

    sets: Sets = {
        finding: {name: frozenset(one.values) for name, one in by.items()}
        for finding, by in double_coded(base, everything).items()
    }
    rows = [theme_row(sets, theme.id, theme.label) for theme in base.themes]
    rows = sorted((row for row in rows if row["both"] or row["one"]), key=lambda row: (row["alpha"], row["theme_id"]))
    whole = {"theme_id": "", "label": ALL, "findings": len(sets), "both": equal(sets), "one": len(sets) - equal(sets)}
    return pd.DataFrame([whole | {"kappa": NOT_A_FIGURE} | alpha_of(sets), *rows])


def equal(sets: Sets) -> int:
    """On how many findings everyone gave the same themes."""
    return sum(len(set(by.values())) == 1 for by in sets.values())


def theme_row(sets: Sets, theme: str, label: str) -> dict[str, Any]:
    """How far reviewers agree on one theme."""
    given: Sets = {
        finding: {name: frozenset({theme} & themes) for name, themes in by.items()} for finding, by in sets.items()
    }
    both = sum(all(by.values()) for by in given.values())
    some = sum(any(by.values()) for by in given.values())
    row = {"theme_id": theme, "label": label, "findings": len(sets), "both": both, "one": some - both}
    return row | {"kappa": kappa(given)} | alpha_of(given)


def kappa(given: Sets) -> float:
    """Cohen's kappa of two reviewers on one theme."""
    from sklearn.metrics import cohen_kappa_score

    names = sorted({name for by in given.values() for name in by})
    if len(names) != 2:
        return NOT_A_FIGURE
    first, second = ([bool(by[name]) for by in given.values()] for name in names)
    if len({*first, *second}) < 2:
        return NOT_A_FIGURE
    return float(cohen_kappa_score(first, second))


def alpha_of(sets: Sets) -> dict[str, float]:
    """Krippendorff's alpha over sets with the MASI distance, and its interval by drawing documents anew."""
    import numpy as np

    domain = sorted({themes for by in sets.values() for themes in by.values()}, key=sorted)
    place = {themes: at for at, themes in enumerate(domain)}
    counts = np.zeros((len(sets), len(domain)), dtype=int)
    for row, by in enumerate(sets.values()):
        for themes in by.values():
            counts[row, place[themes]] += 1
    distance = np.array([[masi(one, other) for other in domain] for one in domain])
    documents: dict[Hashable, list[int]] = {}
    for row, finding in enumerate(sets):
        documents.setdefault(origin(finding), []).append(row)
    drawn = np.random.default_rng(0)
    held = list(documents.values())
    figures = [
        alpha(counts[[row for at in drawn.integers(len(held), size=len(held)) for row in held[at]]], distance)
        for _ in range(ROUNDS if len(held) > 1 else 0)
    ]
    known = [one for one in figures if one == one]
    low, high = np.percentile(known, [2.5, 97.5]) if known else (NOT_A_FIGURE, NOT_A_FIGURE)
    return {"alpha": alpha(counts, distance), "low": float(low), "high": float(high)}


def alpha(counts: "np.ndarray[Any, Any]", distance: "np.ndarray[Any, Any]") -> float:
    """Krippendorff's alpha of how many reviewers gave each finding each set; no figure where all gave the same."""
    import krippendorff

    used = counts.sum(axis=0) > 0
    if used.sum() < 2:
        return NOT_A_FIGURE
    between = distance[used][:, used]

    def metric(v1: Any, v2: Any, i1: Any, i2: Any, n_v: Any, dtype: Any = None) -> Any:
        return between[i1, i2]

    return float(krippendorff.alpha(value_counts=counts[:, used], level_of_measurement=metric))


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """How far two sets of themes lie apart, from 0 (the same) to 1 (nothing in common): MASI."""
    if one == other:
        return 0.0
    common, every = len(one & other), len(one | other)
    if not common:
        return 1.0
    monotone = 2 / 3 if common == min(len(one), len(other)) else 1 / 3
    return 1 - monotone * common / every


def differences(base: "EvidenceBase", everything: bool = False) -> "pd.DataFrame":
    """The findings on whose themes reviewers differ, the farthest apart first, to be talked through.

    Columns: finding_id, apart (0 to 1), said (who gave which themes), quote.
    """
    import pandas as pd

    rows: list[tuple[float, str, str, str]] = []
    for finding, by in double_coded(base, everything).items():
        sets = [frozenset(one.values) for one in by.values()]
        apart = max(masi(one, other) for one in sets for other in sets)
        said = "; ".join(f"{name}: {', '.join(sorted(one.values)) or 'none'}" for name, one in by.items())
        rows.append((-apart, finding, said, next(iter(by.values())).quote))
    kept = [(finding, -apart, said, quote) for apart, finding, said, quote in sorted(rows) if apart]
    return pd.DataFrame(kept, columns=["finding_id", "apart", "said", "quote"])


def drift_of(base: "EvidenceBase", reviewer: str) -> "pd.DataFrame":
    """Whether a reviewer changes over time: their answers in four parts, each against one judge that never changes.

    That judge is the shipped model. Columns: part, since, until, findings, themes (a finding, on average), alpha (with the
    model, MASI), low, high. A last part whose interval lies off the first one's is worth a talk. Raises BadRow where the
    reviewer has too few answers.
    """
    import pandas as pd

    answers = first_answers(read_reviews(base.folder, base.themes.ids))
    own = sorted((by[reviewer] for by in answers.values() if reviewer in by), key=lambda one: one.row)
    if len(own) < 5 * PARTS:
        known = sorted({name for by in answers.values() for name in by})
        raise BadRow(
            f"{reviewer}: {len(own)} answers; drift asks for {5 * PARTS}. Reviewers: {', '.join(known) or 'none'}."
        )
    size = -(-len(own) // PARTS)
    parts = [own[at : at + size] for at in range(0, len(own), size)]
    return pd.DataFrame([part_row(base, number, part) for number, part in enumerate(parts, start=1)])


def part_row(base: "EvidenceBase", number: int, part: Sequence[Review]) -> dict[str, Any]:
    """One part of a reviewer's answers against the shipped model."""
    model = shipped_model()
    sets: Sets = {
        one.finding_id: {
            "person": frozenset(one.values),
            "model": frozenset(given.theme_id for given in tag(one.quote, "", base.themes, model)),
        }
        for one in part
    }
    return {
        "part": number,
        "since": part[0].reviewed_at.isoformat(),
        "until": part[-1].reviewed_at.isoformat(),
        "findings": len(part),
        "themes": sum(len(one.values) for one in part) / len(part),
        **alpha_of(sets),
    }
