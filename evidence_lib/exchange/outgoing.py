"""A base as a project for other tools: its documents, its codes, and what the machine and people gave to each finding."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.exchange.codes import codes_of
from evidence_lib.exchange.documents import PlainDocument, documents_of
from evidence_lib.exchange.project import Coding, Project, Selection, TextSource, guid
from evidence_lib.people.reviews import Review, read_reviews, standing
from evidence_lib.tables.decide import MACHINE
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook

FIELDS = ("themes", "kind", "agencies")
NOBODY = "reviewer"  # the user under whose name a tool works that knows no other
OLDEST = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Given:
    """What one of them gave to a finding: values by field, when, and why."""

    user: str
    values: Mapping[str, tuple[str, ...]]
    when: str
    comment: str


def project_of(base: BaseFolder, reviewer: str = "", blind: bool = False) -> Project:
    """The project of a base. The tables must be up to date.

    reviewer is who will work on it: the first user, under whose name QualCoder goes on. blind leaves the codings out, so
    that a second person codes without seeing the first.
    """
    documents = documents_of(base)
    given = {} if blind else given_to(base)
    reviewers = sorted({one.user for all_of in given.values() for one in all_of} - {MACHINE, reviewer})
    users = [reviewer or NOBODY, *reviewers, *([] if blind else [MACHINE])]
    made = f"{max([day.isoformat() for one in documents if (day := one.day)] or [OLDEST])}T00:00:00Z"
    return Project(
        base.root.name,
        tuple(dict.fromkeys(users)),
        codes_of(read_codebook(base.codebook)),
        tuple(source_of(document, given, made) for document in documents),
        "Findings of an evidence base. Codings by 'machine' are the suite's own; the others are people's decisions.",
        made=made,
    )


def source_of(document: PlainDocument, given: Mapping[str, Iterable[Given]], made: str) -> TextSource:
    """One document with the codings of its findings, one selection for each finding and each who gave any."""
    selections = []
    for finding_id, (start, end) in document.spots.items():
        for one in given.get(finding_id, ()):
            codings = tuple(
                Coding(guid(field, value), one.user, one.when or made)
                for field in FIELDS
                for value in one.values.get(field, ())
            )
            if codings:
                name = " ".join(document.text[start:end].split())[:80]
                selections.append(Selection(start, end, codings, name, one.comment))
    return TextSource(
        document.document_id, document.text, tuple(selections), document.title, guid("document", document.document_id)
    )


def given_to(base: BaseFolder) -> dict[str, list[Given]]:
    """What was given to each finding: the machine's where nobody decided, and each reviewer's own last decision."""
    held: dict[str, list[Given]] = {
        finding_id: [Given(MACHINE, values, "", why)] for finding_id, (values, why) in by_machine(base).items()
    }
    for finding_id, decided in by_people(base).items():
        if finding_id in held:
            held[finding_id].extend(decided)
    return held


def by_machine(base: BaseFolder) -> dict[str, tuple[dict[str, tuple[str, ...]], str]]:
    """What the machine gave and nobody decided, by finding, with its page and the words that earned the themes."""
    tags = read_table(base, "tags").sort_values(["finding_id", "rank"])
    own = tags[tags["assigned_by"] == MACHINE]
    themes = {name: tuple(group["theme_id"]) for name, group in own.groupby("finding_id")}
    words = {name: "; ".join(filter(None, group["why"])) for name, group in own.groupby("finding_id")}
    found = {}
    for row in read_table(base, "findings").to_dict("records"):
        values = {"themes": themes.get(row["finding_id"], ())}
        values["kind"] = (row["kind"],) if row["kind_by"] == MACHINE else ()
        values["agencies"] = tuple(row["agencies"]) if row["agencies_by"] == MACHINE else ()
        page = f"Page {row['page_start']}." if row["page_start"] == row["page_start"] and row["page_start"] else ""
        found[row["finding_id"]] = (values, f"{page} {words.get(row['finding_id'], '')}".strip())
    return found


def by_people(base: BaseFolder) -> dict[str, list[Given]]:
    """What each reviewer's decisions on each finding are now, where the finding is now; what was taken back is none."""
    unplaced = read_table(base, "reviews_unplaced")
    carried = dict(zip(unplaced["finding_id"], unplaced["carried_to"], strict=True))
    last: dict[tuple[str, str], dict[str, Review]] = defaultdict(dict)
    for (name, field), decisions in standing(read_reviews(base, read_codebook(base.codebook).ids)).items():
        for one in decisions if field in FIELDS else ():
            last[(carried.get(name) or name, one.reviewer)][field] = one
    found: dict[str, list[Given]] = defaultdict(list)
    for (finding_id, reviewer), held in last.items():
        values = {field: review.said for field, review in held.items()}
        days = [review.reviewed_at.isoformat() for review in held.values()]
        reasons = dict.fromkeys(review.reason for review in held.values() if review.reason)
        found[finding_id].append(Given(reviewer, values, f"{max(days)[:10]}T00:00:00Z", "; ".join(reasons)))
    return found
