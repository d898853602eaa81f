"""The steps between a document and the tables, each kept by what it was made from, so that it is done once.

read a document -> blocks (blocks_kept); blocks -> findings; findings -> themes. A changed theme does the last step again
and no other; a new document does all three for itself alone. Documents are independent of each other, so an executor may
do their steps anywhere: what it keeps, the build finds.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict
from datetime import date
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import sha256, write_text
from evidence_lib.core.records import Edition, Finding, Kind, LeftOut
from evidence_lib.findings.extract import extract
from evidence_lib.readers import reading_of
from evidence_lib.sources.catalogue import Source
from evidence_lib.tables.blocks_kept import code_fingerprint, keep_reading, kept_path, kept_reading
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.model import ThemeModel
from evidence_lib.themes.own import theme_model
from evidence_lib.themes.tagger import ThemeTag, tag

FOUND_BY = ("core", "language", "readers", "findings")
TAGGED_BY = ("core", "language", "themes")
Extracted = tuple[list[Finding], list[LeftOut]]
FEW = 4  # documents that one process reads sooner than others start


def document_key(base: BaseFolder, source: Source) -> str:
    """What the findings of a document hang on: its bytes, what the catalogue says of it, and the code that finds them."""
    said = (source.document_id, source.edition, source.areas, source.programme, source.published)
    held = sha256(base.sources / source.file)
    return hashlib.sha256(f"{held} {said} {code_fingerprint(*FOUND_BY)}".encode()).hexdigest()[:40]


def theme_key(base: BaseFolder, codebook: Codebook) -> str:
    """What the themes of a finding hang on beside its words: the codebook, the base's own model, and the code."""
    own = sha256(base.own_model) if base.own_model.is_file() else "-"
    return hashlib.sha256(f"{codebook.fingerprint} {own} {code_fingerprint(*TAGGED_BY)}".encode()).hexdigest()[:16]


def found_in(base: BaseFolder, source: Source, reading: Callable[[], Sequence[object]]) -> Extracted:
    """The findings of a document and what is none, made if they are not kept; *reading* gives the blocks."""
    path = base.derived / "found" / f"{document_key(base, source)}.json"
    if path.is_file():
        kept = json.loads(path.read_text(encoding="utf-8"))
        return [finding(row) for row in kept["findings"]], [LeftOut(**row) for row in kept["left_out"]]
    blocks: list[object] = list(reading())
    made = extract(
        source.document_id,
        blocks,  # type: ignore[arg-type]
        source.edition,
        source.areas,
        source.programme,
        published=source.published,
    )
    rows = {"findings": list(map(asdict, made[0])), "left_out": list(map(asdict, made[1]))}
    write_text(path, json.dumps(rows, ensure_ascii=False, default=str))
    return made


def finding(row: Mapping[str, object]) -> Finding:
    """A finding as it was kept."""
    due = row["due_date"]
    typed: dict[str, object] = {
        "kind": Kind(str(row["kind"])),
        "edition": Edition(str(row["edition"])),
        "agencies": tuple(row["agencies"]),  # type: ignore[arg-type]
        "areas": tuple(row["areas"]),  # type: ignore[arg-type]
        "due_date": date.fromisoformat(str(due)) if due else None,
    }
    return Finding(**{**row, **typed})  # type: ignore[arg-type]


def themes_of(
    base: BaseFolder, source: Source, findings: Sequence[Finding], codebook: Codebook, model: ThemeModel, key: str
) -> dict[str, list[ThemeTag]]:
    """The themes that the machine gives the findings of a document, made if they are not kept; key is theme_key()."""
    path = base.derived / "tagged" / f"{document_key(base, source)}-{key}.json"
    if path.is_file():
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {name: [ThemeTag(*row) for row in rows] for name, rows in kept.items()}
    made = {one.finding_id: tag(one.quote, one.heading, codebook, model) for one in findings}
    rows = {name: [list(asdict(given).values()) for given in tags] for name, tags in made.items()}
    write_text(path, json.dumps(rows, ensure_ascii=False))
    return made


def prepare(root: Path, source: Source) -> bool:
    """All steps of one document, kept in the base; whether it had to be read. What fails here the build tells of."""
    base = BaseFolder(root)
    path = base.sources / source.file
    try:
        held = kept_reading(base, sha256(path))
        reading = held or reading_of(path)
        if held is None:
            keep_reading(base, sha256(path), reading)
        if source.kind != "response":
            findings, _ = found_in(base, source, lambda: reading.blocks)
            codebook = read_codebook(base.codebook)
            themes_of(base, source, findings, codebook, theme_model(base.own_model), theme_key(base, codebook))
    except (EvidenceError, OSError):
        return False
    return held is None


def prepare_all(
    base: BaseFolder, sources: Sequence[Source], executor: Executor | None, progress: Callable[[str], None]
) -> set[str]:
    """Do the steps of every document that lacks one through an executor; the names of those that were read there."""
    codebook = read_codebook(base.codebook)
    key = theme_key(base, codebook)
    wanting = [source for source in sources if lacking(base, source, key)]
    if executor is None or len(wanting) < FEW:
        return set()
    progress(f"reading {len(wanting)} documents")
    roots = [base.root] * len(wanting)
    read = executor.map(prepare, roots, wanting)
    return {source.document_id for source, anew in zip(wanting, read, strict=True) if anew}


def lacking(base: BaseFolder, source: Source, key: str) -> bool:
    """Whether a step of a held document is still to be done."""
    path = base.sources / source.file
    if not source.file or not path.is_file():
        return False
    if source.kind == "response":
        return not kept_path(base, sha256(path)).is_file()
    return not (base.derived / "tagged" / f"{document_key(base, source)}-{key}.json").is_file()


def forget(base: BaseFolder, sources: Sequence[Source], key: str) -> None:
    """Delete what was kept for documents, words and code that are no longer there."""
    there = [source for source in sources if source.file and (base.sources / source.file).is_file()]
    keys = {document_key(base, source) for source in there}
    kept = {f"{one}.json" for one in keys} | {f"{one}-{key}.json" for one in keys}
    for room in ("found", "tagged"):
        for path in (base.derived / room).glob("*.json"):
            if path.name not in kept:
                path.unlink(missing_ok=True)
