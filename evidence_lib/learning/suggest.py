"""Clusters of findings that no theme fits, for a person to name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.records import Kind
from evidence_lib.language.stems import stem_phrases
from evidence_lib.tables.store import read_table

FEWEST = 10  # findings without a theme: fewer are sooner read than clustered
SIZE = 25  # findings a cluster has on average; measured in benchmarks/suggest_themes.py
MOST = 20  # clusters
WORDS = 8  # words that tell a cluster
IN_DOCUMENTS = 2  # a word of one finding alone tells nothing


class NothingToCluster(EvidenceError):
    """Too few findings have no theme."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Unthemed:
    """One finding that no theme fits."""

    finding_id: str
    document_id: str
    page: int | None
    quote: str
    child: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """Findings that speak of the same, those that do most first, and the words that tell them from the rest."""

    words: tuple[str, ...]
    findings: tuple[Unthemed, ...]


def suggest(base: BaseFolder, clusters: int = 0) -> list[Cluster]:
    """Cluster the findings that no theme fits; clusters is how many (0: by their number). Tables must be up to date.

    Raises NothingToCluster where fewer than ten have no theme.
    """
    tagged = set(read_table(base, "tags", ["finding_id"])["finding_id"])
    rows = read_table(base, "findings").to_dict("records")
    bare = [
        Unthemed(
            row["finding_id"],
            row["document_id"],
            int(row["page_start"]) if row["page_start"] == row["page_start"] and row["page_start"] else None,
            row["quote"],
            row["kind"] == Kind.CASE_STUDY,
        )
        for row in rows
        if row["finding_id"] not in tagged
    ]
    if len(bare) < FEWEST:
        raise NothingToCluster(
            f"{len(bare)} of {len(rows)} findings have no theme; with fewer than {FEWEST} read them: they are in "
            "findings.csv of 'evidence export', with themes empty."
        )
    return clustered(bare, clusters)


def clustered(findings: Sequence[Unthemed], clusters: int = 0) -> list[Cluster]:
    """The clusters, the largest first; the same findings give the same clusters, in whatever order they come."""
    ordered = sorted(findings, key=lambda one: one.finding_id)
    number = min(clusters or max(2, round(len(ordered) / SIZE)), MOST if not clusters else len(ordered), len(ordered))
    spelt: dict[str, str] = {}
    table, names = weights([one.quote for one in ordered], spelt)
    parts, words = factors(table, number)
    chosen = parts.argmax(axis=1)
    found = []
    for part in range(number):
        inside = [at for at in range(len(ordered)) if chosen[at] == part and parts[at, part] > 0]
        told = [spelt[names[at]] for at in (-words[part]).argsort(kind="stable")[:WORDS] if words[part][at] > 0]
        inside.sort(key=lambda at: (-parts[at, part], ordered[at].finding_id))
        if inside:
            found.append(Cluster(tuple(told), tuple(ordered[at] for at in inside)))
    return sorted(found, key=lambda cluster: (-len(cluster.findings), cluster.words))


def weights(texts: Sequence[str], spelt: dict[str, str]) -> tuple[Any, list[str]]:
    """TF-IDF of word stems and pairs of them; spelt gets a word for each, as it first stands."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    def terms(text: str) -> list[str]:
        held = stem_phrases(text, 2)
        kept = {
            stem: words
            for stem, words in held.items()
            if not any(word in ENGLISH_STOP_WORDS or len(word) < 3 for word in words.lower().split())
        }
        for stem, words in kept.items():
            spelt.setdefault(stem, words.lower())
        return sorted(kept)

    maker = TfidfVectorizer(analyzer=terms, min_df=min(IN_DOCUMENTS, len(texts)), sublinear_tf=True)
    try:
        table = maker.fit_transform(texts)
    except ValueError as error:  # not one word stands in two of them
        raise NothingToCluster(f"{len(texts)} findings have no theme, and no words in common. Read them.") from error
    return table, list(maker.get_feature_names_out())


def factors(table: Any, number: int) -> tuple[Any, Any]:
    """How much each finding has of each cluster, and each cluster of each word: a factorisation without negative parts."""
    import warnings

    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(number, init="nndsvd", random_state=0, max_iter=400, tol=1e-4)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):  # what is left of an exact fit may be below nought
        warnings.simplefilter("ignore", ConvergenceWarning)  # a factor more or less exact is a cluster all the same
        return model.fit_transform(table), model.components_
