"""What a finding opens to on the evidence page: context, tags with their words, reviews, commitments, trail."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from evidence_lib.commissioning.trail import Trail, build_trail
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import AGENCIES, Edition, Kind
from evidence_lib.frames import EvidenceBase
from evidence_lib.language.personal import flags
from evidence_lib.pack.context import Passage, passages
from evidence_lib.people.admitted import admitted
from evidence_lib.people.reviews import Review, read_reviews
from evidence_lib.sources.catalogue import read_catalogue
from evidence_lib.tables.build import blocks_of
from evidence_lib.tables.decide import MACHINE
from evidence_lib.tables.store import read_table

if TYPE_CHECKING:
    import pandas as pd

FURNITURE = "names, addresses or page furniture"  # the reason in left_out
# What a score is worth in words (docs/accuracy.md has the picture): how sure the machine was.
SURE = ((0.9, "the machine was very sure"), (0.7, "the machine was fairly sure"), (0.0, "the machine was not sure"))
FIELDS = {
    "kind": "Kind",
    "themes": "Themes",
    "agencies": "Agencies",
    "include": "Kept as a finding",
    "checked": "Checked",
}
NOT_SHOWN = "not shown: it may hold personal data"
Grouped = dict[str, list[dict[str, Any]]]


def studies_held_back(base: EvidenceBase, findings: "pd.DataFrame") -> set[str]:
    """The practice studies whose text no person has admitted."""
    studies = set(findings.loc[findings["kind"] == Kind.CASE_STUDY, "finding_id"])
    return studies - admitted(read_reviews(base.folder, base.themes.ids))


def details(base: EvidenceBase, findings: "pd.DataFrame", held_back: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Document by document: its passages near findings, and of each finding where it stands and all that hangs on it."""
    parts: dict[str, Callable[[str], Any]] = {
        "tags": tags_by_finding(base, held_back).__getitem__,
        "reviews": reviews_by_finding(base).__getitem__,
        "commitments": commitments_by_finding(base).__getitem__,
        "trail": trail_of(base, findings),
    }
    sources = {source.document_id: source for source in read_catalogue(base.folder)}
    left_out = read_table(base.folder, "left_out")
    left_out = left_out[left_out["reason"] == FURNITURE]
    for document_id, held in findings.groupby("document_id", sort=False):
        name, ids = str(document_id), [str(finding) for finding in held["finding_id"]]
        source = sources[name]
        blocks, _ = blocks_of(base.folder, source, lambda line: None)
        furniture = set(left_out.loc[left_out["document_id"] == name, "text"])
        around = passages(name, source.edition, blocks, {one: one in held_back for one in ids}, furniture)
        stands = {passage.finding: at for at, passage in reversed(around.items()) if passage.finding}
        under = dict(zip(held["finding_id"], held["reported_under"], strict=True))
        yield (
            name,
            {
                "passages": {at: row_of(passage) for at, passage in around.items()},
                "findings": {
                    one: {
                        "at": stands.get(one),
                        "under": "" if one in held_back else under[one],
                        **{part: of(one) for part, of in parts.items()},
                    }
                    for one in ids
                },
            },
        )


def row_of(passage: Passage) -> list[Any]:
    """A passage as the page takes it: words, role, page, whether a remark stands for it."""
    return [passage.text, passage.role, passage.page, int(passage.held_back)]


def tags_by_finding(base: EvidenceBase, held_back: set[str]) -> Grouped:
    """The tags of each finding, the most central first, with the words that earned them."""
    labels = {theme.id: theme.label for theme in base.themes}
    made: Grouped = defaultdict(list)
    for row in base.tags().sort_values(["finding_id", "rank"]).to_dict("records"):
        shown = row["finding_id"] not in held_back
        made[row["finding_id"]].append(
            {
                "theme": labels.get(row["theme_id"], row["theme_id"]),
                "points": row["direction"],
                "why": row["why"] if shown else "",
                "excerpt": row["excerpt"] if shown else "",
                "given": given(row),
            }
        )
    return made


def given(row: Mapping[Any, Any]) -> str:
    """Who gave a tag, and how sure the machine was."""
    if row["assigned_by"] != MACHINE:
        return f"given by {row['assigned_by']}"
    sure = next(words for least, words in SURE if row["score"] >= least)
    return f"given by machine; {sure} (score {row['score']:.2f})"


def reviews_by_finding(base: EvidenceBase) -> Grouped:
    """People's decisions on each finding, the latest first; those that followed changed words are among them."""
    unplaced = read_table(base.folder, "reviews_unplaced")
    carried = dict(
        zip(zip(unplaced["finding_id"], unplaced["field"], strict=True), unplaced["carried_to"], strict=True)
    )
    made: Grouped = defaultdict(list)
    labels = {theme.id: theme.label for theme in base.themes}
    for review in reversed(read_reviews(base.folder, base.themes.ids)):
        name = carried.get((review.finding_id, review.field)) or review.finding_id
        made[name].append(review_row(review, labels, name != review.finding_id))
    return made


def review_row(review: Review, labels: Mapping[str, str], carried: bool) -> dict[str, Any]:
    """A decision in words. A reason that may hold personal data stays in the base."""
    names = {**labels, **AGENCIES, **{str(kind): kind.label for kind in Kind}}
    return {
        "field": FIELDS[review.field],
        "value": "; ".join(names.get(value, value) for value in review.values) or "none",
        "reason": NOT_SHOWN if flags(review.reason) else review.reason,
        "by": f"{review.reviewer}, {long_date(review.reviewed_at)}",
        "carried": int(carried),
    }


def commitments_by_finding(base: EvidenceBase) -> Grouped:
    """The commitments that answer each finding."""
    rows = {row["commitment_id"]: row for row in base.commitments().to_dict("records")}
    answers = base.answers().drop_duplicates(["commitment_id", "finding_id"])
    made: Grouped = defaultdict(list)
    for name, finding, how in zip(answers["commitment_id"], answers["finding_id"], answers["how"], strict=True):
        row = rows[name]
        made[finding].append(
            {
                "id": name,
                "words": NOT_SHOWN if flags(row["quote"]) else row["quote"],
                "ours": int(row["edition"] == Edition.DIGEST),
                "told": "; ".join(filter(None, (row["made_by"], f"{row['strength']} undertaking", row["status"], how))),
                "due": row["due_text"],
            }
        )
    return made


def trail_of(base: EvidenceBase, findings: "pd.DataFrame") -> Callable[[str], list[list[Any]]]:
    """What leads on from a finding: statements that rest on it, intentions, decisions, services, outcomes; each with its depth.

    A theme is a step only where something follows from it; commitments stand apart.
    """
    themes = {theme.id: theme.label for theme in base.themes}
    rows: Any = findings.to_dict("records")
    trail: Trail = build_trail(base.registers, rows, themes)

    def steps(name: str) -> list[list[Any]]:
        walked = trail.walk(name, forward=True)
        after = [*(depth for depth, _ in walked), 0][1:]
        kept = [
            (depth, held)
            for (depth, held), following in zip(walked, after, strict=True)
            if held not in themes or following > depth
        ]
        return [[depth, trail.labels[held]] for depth, held in kept]

    return steps
