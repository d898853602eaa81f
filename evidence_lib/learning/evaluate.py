"""How good the suite is on labelled documents: as it stands, or by models that never saw the document asked about."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import sha256
from evidence_lib.core.records import Edition
from evidence_lib.findings.extract import extract
from evidence_lib.findings.identity import normal_words
from evidence_lib.learning.labels import Labelled, read_json
from evidence_lib.learning.score import Found, Score, score
from evidence_lib.learning.trained import LabelledDocument, train
from evidence_lib.sources.catalogue import read_catalogue
from evidence_lib.tables.build import blocks_of
from evidence_lib.tables.decide import MACHINE
from evidence_lib.tables.export import write_table
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.model import shipped_model
from evidence_lib.themes.own import theme_model
from evidence_lib.themes.tagger import tag

PARTS = 10  # of the documents, each held back once
OPENING = 40  # letters by which a labelled finding is known in its document
# Labels that fit less than this share of a document are of another: reports of one kind share up to 0.11 in stock phrases,
# and a report that is read badly keeps 0.36 of its own.
SAME = 0.2
Say = Callable[[str], None]


@dataclass(frozen=True)
class Evaluation:
    """The score, what it is of, and the labelled documents left out of it (one line each)."""

    score: Score
    documents: tuple[str, ...]
    in_sample: tuple[str, ...]
    left_out: tuple[str, ...]
    cross_validated: bool


def evaluate(
    base: BaseFolder,
    folders: Sequence[Path],
    cross_validate: bool = False,
    export: Path | None = None,
    say: Say = lambda line: None,
    executor: Executor | None = None,
) -> Evaluation:
    """Score the base against labelled documents.

    With cross_validate every document is read, sorted and tagged by models learned from the others (ten parts, by
    document); export writes what was found as documents.csv and findings.csv. A labelled document whose file is not held,
    or held with other content, is named and left out. Raises BadFile for labels that are none.
    """
    held, left_out = held_documents(base, folders)
    if not held:
        raise BadFile(f"{base.catalogue}: holds none of the labelled documents. Add them: evidence sources add FILE")
    codebook = read_codebook(base.codebook)
    found = cross_validated(held, codebook, say, executor) if cross_validate else as_it_stands(base, held)
    labelled = [renamed(one, document.source.document_id) for document in held for one in document.findings]
    if export:
        write_export(base, held, found, export)
    known = {document.source.document_id for document in held if learned_from(base, document)}
    return Evaluation(
        score(labelled, found),
        tuple(document.source.document_id for document in held),
        () if cross_validate else tuple(sorted(known)),
        tuple(left_out),
        cross_validate,
    )


def learned_from(base: BaseFolder, document: LabelledDocument) -> bool:
    """Whether the shipped model, or the base's own, learned from a document."""
    shipped, own = (model.about.get("learned_from", ()) for model in (shipped_model(), theme_model(base.own_model)))
    label = str(read_json(document.path)["id"])
    return label in shipped or document.source.document_id in own  # type: ignore[operator]


def held_documents(base: BaseFolder, folders: Sequence[Path]) -> tuple[list[LabelledDocument], list[str]]:
    """The labelled documents whose very file the base holds, and a line for each of the others."""
    by_hash = {
        sha256(base.sources / source.file): source
        for source in read_catalogue(base)
        if source.file and (base.sources / source.file).is_file()
    }
    paths = sorted((path for folder in folders for path in folder.glob("*.json")), key=lambda path: path.name)
    if not paths:
        raise BadFile(f"{', '.join(map(str, folders))}: holds no labelled documents (*.json). Name a folder of them.")
    held, left_out = [], []
    for path in paths:
        source = by_hash.get(str(read_json(path)["sha256"]))
        if source is None:
            left_out.append(f"{path.name}: the file that it labels is not held, or held with other content: not scored")
            continue
        blocks, _ = blocks_of(base, source, lambda line: None)
        document = LabelledDocument(source, path, tuple(blocks))
        if shared(document) < SAME:
            left_out.append(f"{path.name}: its words are not those of {source.file}: not scored")
        else:
            held.append(document)
    return held, left_out


def shared(document: LabelledDocument) -> float:
    """The share of the labelled findings whose opening stands in the document as read."""
    whole = squash(" ".join(block.text for block in document.blocks))
    openings = [squash(one.text)[:OPENING] for one in document.findings]
    return sum(opening in whole for opening in openings) / len(openings) if openings else 1.0


def squash(text: str) -> str:
    """The letters and digits alone."""
    return normal_words(text).replace(" ", "")


def renamed(label: Labelled, document_id: str) -> Labelled:
    """A label under the name that the base has for its document."""
    return replace(label, document_id=document_id)


def as_it_stands(base: BaseFolder, held: Sequence[LabelledDocument]) -> list[Found]:
    """The findings of the base's tables, reviews and all."""
    wanted = {document.source.document_id for document in held}
    tags = read_table(base, "tags").sort_values(["finding_id", "rank"])
    themes = {finding: tuple(group) for finding, group in tags.groupby("finding_id")["theme_id"]}
    by_machine = tags[tags["assigned_by"] == MACHINE]
    scores = {finding: tuple(group) for finding, group in by_machine.groupby("finding_id")["score"]}
    return [
        Found(
            row["document_id"],
            row["page_start"],
            row["page_end"],
            row["heading"],
            row["quote"],
            row["kind"],
            themes.get(row["finding_id"], ()),
            tuple(row["agencies"]),
            scores.get(row["finding_id"], ()),
        )
        for row in read_table(base, "findings").to_dict("records")
        if row["document_id"] in wanted
    ]


def cross_validated(
    held: Sequence[LabelledDocument], codebook: Codebook, say: Say, executor: Executor | None
) -> list[Found]:
    """The findings of every document by models learned from the documents of the other parts."""
    parts = [held[at::PARTS] for at in range(min(PARTS, len(held)))]
    if len(parts) < 2:
        raise BadFile("one labelled document alone cannot be held back from itself. Add others.")
    found: list[Found] = []
    # spawned, for libraries that hang when they are forked after use
    with executor or ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        others = [[one for one in held if one not in part] for part in parts]
        for number, result in enumerate(pool.map(found_in, parts, others, [codebook] * len(parts)), start=1):
            say(f"part {number} of {len(parts)} held back and read")
            found += result
    return found


def found_in(part: Sequence[LabelledDocument], others: Sequence[LabelledDocument], codebook: Codebook) -> list[Found]:
    """The findings of some documents by models learned from others."""
    trained = train(others, codebook)
    found = []
    for document in part:
        source = document.source
        findings, _ = extract(
            source.document_id,
            document.blocks,
            Edition.ORIGINAL,
            source.areas,
            source.programme,
            trained.models,
            source.published,
        )
        for one in findings:
            tags = tag(one.quote, one.heading, codebook, trained.themes)
            themes, scores = tuple(given.theme_id for given in tags), tuple(given.score for given in tags)
            place = (one.page_start, one.page_end, one.heading, one.quote, str(one.kind))
            found.append(Found(source.document_id, *place, themes, one.agencies, scores))
    return found


def write_export(base: BaseFolder, held: Sequence[LabelledDocument], found: Sequence[Found], folder: Path) -> None:
    """Write documents.csv and findings.csv as the export of a base has them."""
    import pandas as pd

    documents = read_table(base, "documents")
    names = [document.source.document_id for document in held]
    chosen = documents[documents["document_id"].isin(names)]
    write_table(chosen.assign(area=chosen["areas"]), folder / "documents.csv")
    columns = list(Found.__dataclass_fields__)
    rows = [{name: getattr(one, name) for name in columns} for one in found]
    frame = pd.DataFrame(
        [{name: list(v) if isinstance(v, tuple) else v for name, v in row.items()} for row in rows], columns=columns
    )
    write_table(frame.assign(finding_id=[f"{number}" for number in range(len(frame))]), folder / "findings.csv")
