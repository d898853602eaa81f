"""data/sources.csv: the documents that are wanted, and the files that are held."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, did_you_mean, refuse_unknown
from evidence_lib.core.files import read_rows, write_rows
from evidence_lib.core.records import Edition

KINDS = ("inspection", "response", "review", "needs-assessment", "other")
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class Source:
    """One document of the catalogue; an empty file means that it is wanted and not held."""

    document_id: str
    title: str = ""
    kind: str = "inspection"
    publishers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    subject: str = ""
    published: date | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    programme: str = ""
    url: str = ""
    licence: str = ""
    marking: str = ""
    edition: Edition = Edition.ORIGINAL
    file: str = ""
    media_type: str = ""
    sha256: str = ""
    sha256_wanted: str = ""
    pages: int | None = None
    retrieved: date | None = None

    @property
    def original_wanted(self) -> bool:
        """Whether the original is still to come."""
        return self.edition is Edition.DIGEST or not self.file


COLUMNS = tuple(field.name for field in fields(Source))
LISTS = ("publishers", "areas")
DATES = ("published", "inspection_start", "inspection_end", "retrieved")


def read_catalogue(base: BaseFolder) -> list[Source]:
    """Read the catalogue, in its order. Raises BadFile for unknown columns, BadRow for a row that cannot be."""
    sources: list[Source] = []
    seen: dict[str, int] = {}
    for number, row in read_rows(base.catalogue, COLUMNS):
        source = source_of(base.catalogue, number, row)
        if source.document_id in seen:
            raise BadRow(
                f"{base.catalogue}, row {number}: document_id '{source.document_id}' stands in row "
                f"{seen[source.document_id]} too. Give one of them another."
            )
        seen[source.document_id] = number
        sources.append(source)
    return sources


def source_of(path: Path, number: int, row: dict[str, str]) -> Source:
    """Turn one row into a record, or say what is wrong with it."""
    where = f"{path}, row {number}"
    if not SLUG.match(row["document_id"]):
        raise BadRow(
            f"{where}: document_id '{row['document_id']}' must be small letters, digits and hyphens, "
            "such as cornwall-jtai-2018."
        )
    for name, known in (("kind", KINDS), ("edition", tuple(map(str, Edition)))):
        if row[name] not in known:
            raise BadRow(
                f"{where}: no {name} '{row[name]}'.{did_you_mean(row[name], known)} There are: {', '.join(known)}."
            )
    if Path(row["file"]).name != row["file"]:
        raise BadRow(f"{where}: file '{row['file']}' must be a name in data/sources, without a folder.")
    values: dict[str, object] = {**row, "edition": Edition(row["edition"])}
    for name in DATES:
        try:
            values[name] = parse_date(row[name])
        except ValueError as error:
            raise BadRow(f"{where}: {name} {error}.") from error
    for name in LISTS:
        values[name] = split_list(row[name])
    if row["pages"] and not row["pages"].isdigit():
        raise BadRow(f"{where}: pages '{row['pages']}' is no whole number.")
    values["pages"] = int(row["pages"]) if row["pages"] else None
    return Source(**values)  # type: ignore[arg-type]


def split_list(cell: str) -> tuple[str, ...]:
    """Split a cell such as "Ofsted; Care Quality Commission"."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def write_catalogue(base: BaseFolder, sources: Iterable[Source]) -> None:
    """Write the catalogue whole or not at all."""
    write_rows(base.catalogue, COLUMNS, (row_of(source) for source in sources))


def row_of(source: Source) -> dict[str, str]:
    """The row of a record."""
    row = {}
    for name in COLUMNS:
        value = getattr(source, name)
        if isinstance(value, tuple):
            value = "; ".join(value)
        row[name] = "" if value is None else str(value)
    return row


def find_source(sources: Sequence[Source], document_id: str, where: str = "data/sources.csv") -> Source:
    """Return the row of a document; raises UnknownName with the nearest."""
    refuse_unknown("document", document_id, [source.document_id for source in sources], where)
    return next(source for source in sources if source.document_id == document_id)


def with_source(sources: Sequence[Source], changed: Source) -> list[Source]:
    """The catalogue with one row replaced, or added at its end."""
    if any(source.document_id == changed.document_id for source in sources):
        return [changed if source.document_id == changed.document_id else source for source in sources]
    return [*sources, changed]
