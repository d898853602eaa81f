"""Making the tables: documents read where they are new or changed, findings, tags, people's decisions on top."""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass

from filelock import FileLock

from evidence_lib.commitments.next_steps import next_steps
from evidence_lib.commitments.records import Action, Response
from evidence_lib.commitments.responses import read_response
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import sha256
from evidence_lib.core.records import Block, Finding, LeftOut
from evidence_lib.findings.identity import origin
from evidence_lib.people.reviews import Review, read_reviews
from evidence_lib.readers import reading_of
from evidence_lib.readers.reading import Reading
from evidence_lib.sources.catalogue import Source, read_catalogue
from evidence_lib.tables.blocks_kept import code_fingerprint, keep_reading, kept_reading
from evidence_lib.tables.decide import decide
from evidence_lib.tables.responses import Answer, action_rows, commitment_rows, response_rows, statement_rows, tie
from evidence_lib.tables.steps_kept import forget, found_in, prepare_all, theme_key, themes_of
from evidence_lib.tables.store import TableFiles, made_from, sweep, writing_tables
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.own import theme_model

LOCK_SECONDS = 600  # a first build of a large base takes minutes; the second process waits for it
NOTHING = Reading((), ())
TABLES = "EVIDENCE_TABLES"  # the fingerprint of the tables that a refresh has made, for its kernels
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
    """Whether the tables were made from what the base holds now.

    A refresh has just made them and says so to its notebooks: they all see the same tables, and need not hash the base again.
    """
    made = made_from(base)
    return bool(made) and (made == os.environ.get(TABLES) or made == fingerprint(base))


def build(
    base: BaseFolder, progress: Callable[[str], None] = lambda line: None, executor: Executor | None = None
) -> BuildReport:
    """Read what is new or changed and make every table; a bad document is reported, and the others go on.

    With an executor several documents are read, and their findings found and tagged, at a time.
    Raises EvidenceError where the catalogue, the codebook or the reviews themselves are wrong: nothing is written then.
    """
    base.derived.mkdir(parents=True, exist_ok=True)
    with FileLock(base.derived / ".build.lock", timeout=LOCK_SECONDS):
        sweep(base)
        made = fingerprint(base)
        codebook = read_codebook(base.codebook)
        reviews = read_reviews(base, codebook.ids)
        sources = read_catalogue(base)
        anew = prepare_all(base, sources, executor, progress)
        with writing_tables(base, made) as files:
            made_tables = Making(base, codebook, reviews, files)
            for source in sources:
                made_tables.document(read_source(base, source, progress))
            made_tables.end(sources)
        forget(base, sources, theme_key(base, codebook))
    return made_tables.report(anew)


class Making:
    """The tables in the making, a document at a time: what is held of a document once its rows are written is its name.

    Responses stay, since each is tied to the report that it answers, and so do reviews: people write few.
    """

    def __init__(self, base: BaseFolder, codebook: Codebook, reviews: Sequence[Review], files: TableFiles) -> None:
        self.base, self.codebook, self.files = base, codebook, files
        self.model, self.key = theme_model(base.own_model), theme_key(base, codebook)
        self.reviews: dict[str, list[Review]] = {}
        for review in reviews:
            self.reviews.setdefault(origin(review.finding_id)[0], []).append(review)
        self.responses: list[tuple[Source, Response]] = []
        self.unplaced: list[dict[str, object]] = []
        self.answers: list[Answer] = []
        self.read: set[str] = set()
        self.problems: dict[str, str] = {}
        self.documents = self.findings = 0

    def document(self, document: Document) -> None:
        """Write the rows of a document."""
        source = document.source
        found = document.findings
        tagged = themes_of(self.base, source, found, self.codebook, self.model, self.key) if found else {}
        own = self.reviews.pop(source.document_id, [])
        decided = decide(found, own, self.codebook, tagged)
        left_out = [asdict(row) for row in document.left_out] + decided.left_out
        self.files.add("documents", [document_row(document, len(decided.findings), len(left_out))])
        self.files.add("findings", decided.findings)
        self.files.add("tags", decided.tags)
        self.files.add("left_out", left_out)
        self.files.add("actions", action_rows(document.actions))
        self.unplaced += decided.unplaced
        self.documents += 1
        self.findings += len(decided.findings)
        if document.response:
            self.responses.append((source, document.response))
        if document.anew:
            self.read.add(source.document_id)
        if document.problem:
            self.problems[source.document_id] = document.problem

    def end(self, sources: Sequence[Source]) -> None:
        """Write what hangs on all documents: responses tied to their reports, reviews that found no place.

        Those stand in the order of reviews.csv, whichever document they were on.
        """
        self.answers = [tie(source, response, sources) for source, response in self.responses]
        gone = [review for held in self.reviews.values() for review in held]
        self.unplaced += decide([], gone, self.codebook, {}).unplaced
        self.files.add("reviews_unplaced", sorted(self.unplaced, key=lambda row: row["row"]))  # type: ignore[arg-type,return-value]
        self.files.add("responses", response_rows(self.answers))
        self.files.add("commitments", commitment_rows(self.answers, self.codebook))
        self.files.add("statements", statement_rows(self.answers))

    def report(self, anew: set[str]) -> BuildReport:
        """What was done; *anew* are documents that an executor read."""
        anew = anew | self.read
        return BuildReport(
            self.documents,
            self.findings,
            len(anew),
            self.documents - len(anew | self.problems.keys()),
            tuple(self.problems.values()),
            len(self.unplaced),
            tuple(problem for answer in self.answers for problem in answer.problems),
        )


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
        findings, left_out = found_in(base, source, lambda: blocks)
    except EvidenceError as error:
        told = within(base, str(error))
        progress(f"left out {source.document_id}: {told}")
        return Document(source, NOTHING, (), (), told, False)
    return Document(source, reading, tuple(findings), tuple(left_out), "", anew, actions=actions)


def within(base: BaseFolder, line: str) -> str:
    """A line in which files are named within the base: tables and packs hold no folder of the machine."""
    return line.replace(f"{base.root}{os.sep}", "")


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


def document_row(document: Document, findings: int, left_out: int) -> dict[str, object]:
    """The catalogue's row with what was read."""
    source = document.source
    row = {
        **asdict(source),
        "publishers": list(source.publishers),
        "areas": list(source.areas),
        "held": bool(source.file) and not document.problem,
        "problem": document.problem,
        "read_by": [str(way) for way in document.reading.read_by],
        "unread": document.reading.unread,
        "blocks": len(document.reading.blocks),
        "findings": findings,
        "left_out": left_out,
    }
    return row
