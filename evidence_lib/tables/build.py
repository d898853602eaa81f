"""Making the tables: documents read where they are new or changed, findings, tags, people's decisions on top."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from filelock import FileLock

from evidence_lib.commitments.next_steps import next_steps
from evidence_lib.commitments.records import Action, Response
from evidence_lib.commitments.responses import read_response
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import sha256
from evidence_lib.core.records import Block, Finding, LeftOut
from evidence_lib.findings.extract import extract
from evidence_lib.people.reviews import read_reviews
from evidence_lib.readers import reading_of
from evidence_lib.readers.reading import Reading
from evidence_lib.sources.catalogue import Source, read_catalogue
from evidence_lib.tables.blocks_kept import code_fingerprint, keep_reading, kept_reading
from evidence_lib.tables.decide import Decided, decide
from evidence_lib.tables.responses import Answer, action_rows, commitment_rows, response_rows, statement_rows, tie
from evidence_lib.tables.schemas import frame
from evidence_lib.tables.store import made_from, write_tables
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.own import theme_model

if TYPE_CHECKING:
    import pandas as pd

LOCK_SECONDS = 600  # a first build of a large base takes minutes; the second process waits for it
NOTHING = Reading((), ())
MADE_BY = ("core", "language", "readers", "sources", "themes", "findings", "commitments", "people", "tables")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: documents and findings held, documents read anew and reused, and one line a problem.

    notes are lines on responses that were read and yet lack something: a day, the report they answer, a table's rows.
    """

    documents: int
    findings: int
    read: int
    reused: int
    problems: tuple[str, ...]
    reviews_unplaced: int
    notes: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether nothing had to be made."""
        return not self.read and not self.problems


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the catalogue as read: its findings and what was left out, or the problem."""

    source: Source
    reading: Reading
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    problem: str
    anew: bool
    response: Response | None = None
    actions: tuple[Action, ...] = ()


def fingerprint(base: BaseFolder) -> str:
    """A hash of all that the tables are made from: catalogue, held files, themes, reviews, own model, the code itself."""
    digest = hashlib.sha256("".join(code_fingerprint(room) for room in MADE_BY).encode())
    for path in (base.catalogue, base.codebook, base.theme_changes, base.reviews, base.own_model):
        digest.update(path.read_bytes() if path.is_file() else b"-")
    for source in read_catalogue(base):
        path = base.sources / source.file
        digest.update((sha256(path) if source.file and path.is_file() else "-").encode())
    return digest.hexdigest()


def is_current(base: BaseFolder) -> bool:
    """Whether the tables were made from what the base holds now."""
    return made_from(base) == fingerprint(base)


def build(base: BaseFolder, progress: Callable[[str], None] = lambda line: None) -> BuildReport:
    """Read what is new or changed and make every table; a bad document is reported, and the others go on.

    Raises EvidenceError where the catalogue, the codebook or the reviews themselves are wrong: nothing is written then.
    """
    base.derived.mkdir(parents=True, exist_ok=True)
    with FileLock(base.derived / ".build.lock", timeout=LOCK_SECONDS):
        made = fingerprint(base)
        codebook = read_codebook(base.codebook)
        reviews = read_reviews(base, codebook.ids)
        documents = [read_source(base, source, progress) for source in read_catalogue(base)]
        findings = [finding for document in documents for finding in document.findings]
        decided = decide(findings, reviews, codebook, theme_model(base.own_model))
        answers = tied(documents)
        write_tables(base, tables(documents, decided, codebook, answers), made)
    return BuildReport(
        len(documents),
        len(decided.findings),
        sum(document.anew for document in documents),
        sum(not document.anew and not document.problem for document in documents),
        tuple(document.problem for document in documents if document.problem),
        len(decided.unplaced),
        tuple(problem for answer in answers for problem in answer.problems),
    )


def tied(documents: Sequence[Document]) -> list[Answer]:
    """The responses, each tied to the report that it answers."""
    catalogue = [document.source for document in documents]
    return [tie(document.source, document.response, catalogue) for document in documents if document.response]


def read_source(base: BaseFolder, source: Source, progress: Callable[[str], None]) -> Document:
    """Read one document of the catalogue, or say in one line why it is left out."""
    if not source.file:
        return Document(source, NOTHING, (), (), "", False)
    try:
        reading, anew = held_reading(base, source, progress)
        blocks = reading.blocks
        if source.kind == "response":  # it answers inspections; what it says is no inspection's finding
            left_out = [
                LeftOut(source.document_id, block.page_start, block.text, "statement of a response") for block in blocks
            ]
            response = read_response(source.document_id, blocks, source.edition, source.published)
            return Document(source, reading, (), tuple(left_out), "", anew, response)
        actions = tuple(next_steps(source.document_id, blocks, source.published, source.edition))
        findings, left_out = extract(
            source.document_id, blocks, source.edition, source.areas, source.programme, published=source.published
        )
    except EvidenceError as error:
        progress(f"left out {source.document_id}: {error}")
        return Document(source, NOTHING, (), (), str(error), False)
    return Document(source, reading, tuple(findings), tuple(left_out), "", anew, actions=actions)


def blocks_of(base: BaseFolder, source: Source, progress: Callable[[str], None]) -> tuple[Sequence[Block], bool]:
    """The blocks of a held file, and whether they had to be read anew."""
    reading, anew = held_reading(base, source, progress)
    return reading.blocks, anew


def held_reading(base: BaseFolder, source: Source, progress: Callable[[str], None]) -> tuple[Reading, bool]:
    """The reading of a held file, and whether they had to be read anew."""
    path = base.sources / source.file
    held = kept_reading(base, sha256(path)) if path.is_file() else None
    if held is not None:
        return held, False
    progress(f"reading {source.document_id}")
    reading = reading_of(path)
    if reading.unread:
        progress(f"not read in {source.document_id}: {reading.unread}")
    keep_reading(base, sha256(path), reading)
    return reading, True


def tables(
    documents: Sequence[Document], decided: Decided, codebook: Codebook, answers: Sequence[Answer]
) -> dict[str, "pd.DataFrame"]:
    """The tables as frames."""
    counts = {document.source.document_id: 0 for document in documents}
    for row in decided.findings:
        counts[str(row["document_id"])] += 1
    left_out = [asdict(row) for document in documents for row in document.left_out] + decided.left_out
    return {
        "documents": frame("documents", [document_row(document, counts, left_out) for document in documents]),
        "findings": frame("findings", decided.findings),
        "tags": frame("tags", decided.tags),
        "left_out": frame("left_out", left_out),
        "reviews_unplaced": frame("reviews_unplaced", decided.unplaced),
        "responses": frame("responses", response_rows(answers)),
        "commitments": frame("commitments", commitment_rows(answers, codebook)),
        "statements": frame("statements", statement_rows(answers)),
        "actions": frame("actions", action_rows([action for document in documents for action in document.actions])),
    }


def document_row(
    document: Document, counts: dict[str, int], left_out: Sequence[dict[str, object]]
) -> dict[str, object]:
    """The catalogue's row with what was read."""
    source = document.source
    out = sum(row["document_id"] == source.document_id for row in left_out)
    row = {
        **asdict(source),
        "publishers": list(source.publishers),
        "areas": list(source.areas),
        "held": bool(source.file) and not document.problem,
        "problem": document.problem,
        "read_by": [str(way) for way in document.reading.read_by],
        "unread": document.reading.unread,
        "blocks": len(document.reading.blocks),
        "findings": counts[source.document_id],
        "left_out": out,
    }
    return row
