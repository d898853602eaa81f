"""Bringing documents into the base: copied in, read for what they say of themselves, and catalogued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, EvidenceError, did_you_mean
from evidence_lib.core.files import sha256
from evidence_lib.core.records import Edition
from evidence_lib.readers import reading_of
from evidence_lib.sources.about import about
from evidence_lib.sources.catalogue import (
    DATES,
    KINDS,
    LISTS,
    Source,
    read_catalogue,
    split_list,
    with_source,
    write_catalogue,
)
from evidence_lib.sources.hold import hold, slug

ASKED = ("title", "publishers", "areas", "subject", "published", "inspection_start", "inspection_end")
OPTIONS = {
    "publishers": "publisher",
    "areas": "area",
    "inspection_start": "inspected-from",
    "inspection_end": "inspected-to",
}
LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: the row that holds it, or the problem; and what the document did not say."""

    file: Path
    source: Source | None
    problem: str = ""
    note: str = ""
    unread: tuple[str, ...] = ()


def add(base: BaseFolder, files: Sequence[Path], given: Mapping[str, str], document_id: str = "") -> list[Added]:
    """Add files to the base; what a person gives always wins over what a document says.

    A bad file is reported and the others go on. Raises BadRow for a given value that cannot be, and if one title, one
    id or one day is given for several files.
    """
    values = checked(given)
    single = [name for name in ("title", "published", "inspection_start", "inspection_end", "url") if name in values]
    if len(files) > 1 and (document_id or single):
        raise BadRow(
            f"{', '.join([*single, *(['id'] if document_id else [])])}: given once for {len(files)} files. "
            "Add them one by one."
        )
    with FileLock(base.root / ".sources.lock", timeout=LOCK_SECONDS):
        return [add_one(base, file, values, document_id) for file in files]


def checked(given: Mapping[str, str]) -> dict[str, object]:
    """Turn what a person typed into values of the record."""
    values: dict[str, object] = {name: value for name, value in given.items() if value}
    for name in DATES:
        if name in values:
            try:
                values[name] = parse_date(str(values[name]))
            except ValueError as error:
                raise BadRow(f"--{OPTIONS.get(name, name)}: {error}.") from error
    for name in LISTS:
        if name in values:
            values[name] = split_list(str(values[name]))
    kind = str(values.get("kind", "inspection"))
    if kind not in KINDS:
        raise BadRow(f"--kind: no kind '{kind}'.{did_you_mean(kind, KINDS)} There are: {', '.join(KINDS)}.")
    return values


def add_one(base: BaseFolder, file: Path, values: Mapping[str, object], document_id: str) -> Added:
    """Add one file, or say in one line why it was not added."""
    try:
        sources = read_catalogue(base)
        reading = reading_of(file)
        digest = sha256(file)
        same = next((source for source in sources if source.file and source.sha256 == digest), None)
        if same:
            return Added(file, same, note=f"is held already, as {same.document_id}")
        row, note = row_for(sources, digest, document_id)
        said = about(reading.blocks, str(values.get("kind") or (row.kind if row else "")))
        source = fill(row or Source(""), said, values)
        if not source.document_id:
            source = replace(source, document_id=new_id(sources, source, file, document_id))
        source = hold(base, source, file)
        write_catalogue(base, with_source(sources, source))
        note = "; ".join(filter(None, (note, reading.unread and f"not read: {reading.unread}")))
    except EvidenceError as error:
        return Added(file, None, problem=str(error))
    asked = [name for name in ASKED if source.kind != "response" or not name.startswith("inspection_")]
    return Added(file, source, note=note, unread=tuple(name for name in asked if not getattr(source, name)))


def row_for(sources: Sequence[Source], digest: str, document_id: str) -> tuple[Source | None, str]:
    """The row whose original this file is: by the hash that is wanted, or because a person names it."""
    wanted = next((source for source in sources if source.sha256_wanted == digest), None)
    named = next((source for source in sources if source.document_id == document_id), None)
    row = named or wanted
    if row is None:
        return None, ""
    if row.edition is Edition.ORIGINAL and row.file:
        raise BadRow(f"{row.document_id}: its original is held already. Give another --id.")
    if row.sha256_wanted and row.sha256_wanted != digest:
        raise BadRow(
            f"{row.document_id}: this is not the original that is wanted (its hash begins {digest[:12]}, wanted is "
            f"{row.sha256_wanted[:12]}). Add it under another --id."
        )
    return row, "takes the place of its digest" if row.file else "is the original that was wanted"


def fill(row: Source, said: object, values: Mapping[str, object]) -> Source:
    """The row with what a person gives, else what the row holds, else what the document says."""
    found = {}
    for name in (*ASKED, "programme", "kind"):
        found[name] = values.get(name) or (getattr(row, name) if row.document_id else None) or getattr(said, name)
    found = {name: value for name, value in found.items() if value}
    given = {name: value for name, value in values.items() if name in ("url", "licence", "marking")}
    return replace(row, **found, **given)  # type: ignore[arg-type]


def new_id(sources: Sequence[Source], source: Source, file: Path, document_id: str) -> str:
    """The id a person gives; else area, programme and year (cornwall-jtai-2018); else the title's first words."""
    taken = {other.document_id for other in sources}
    if document_id:
        if slug(document_id) != document_id:
            raise BadRow(f"--id: '{document_id}' must be small letters, digits and hyphens. Try '{slug(document_id)}'.")
        return document_id
    year = source.published or source.inspection_end
    parts = [
        slug("-".join(source.areas[:2])),
        source.programme or (source.kind if source.kind != "inspection" else ""),
        str(year.year) if year else "",
    ]
    stem = "-".join(filter(None, parts)) if source.areas else slug(" ".join(source.title.split()[:8]))
    stem = stem or slug(file.stem) or "document"
    number = 1
    while (name := stem + (f"-{number}" if number > 1 else "")) in taken:
        number += 1
    return name


def report_line(added: Added) -> str:
    """One line for a person: what was added as what, and which options would give what could not be read."""
    if added.source is None:
        return f"not added: {added.problem}"
    line = f"{added.file.name} → {added.source.document_id}" + (f" ({added.note})" if added.note else "")
    if added.unread:
        options = ", ".join(f"--{OPTIONS.get(name, name)}" for name in added.unread)
        line += f"; could not read: {options}. Give them, or fill in data/sources.csv"
    return line
