"""Under which law a report was made, confirmed by a person: data/legal_basis.csv, appended to; the last row of a report holds."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, did_you_mean
from evidence_lib.core.files import read_rows
from evidence_lib.people.kept import append_rows


@dataclass(frozen=True, slots=True)
class Basis:
    """One confirmation: the report, its basis, when the chief constable was invited to comment, by whom confirmed and when."""

    document_id: str
    legal_basis: str
    chief_constable_invited: date | None
    confirmed_by: str
    confirmed_at: date | None
    note: str = ""


COLUMNS = tuple(field.name for field in fields(Basis))


def read_bases(base: BaseFolder, clocks: Collection[str]) -> dict[str, Basis]:
    """The confirmation in force for each report. Raises BadRow, naming file and row, for one that cannot be."""
    held: dict[str, Basis] = {}
    for number, row in read_rows(base.legal_basis, COLUMNS) if base.legal_basis.is_file() else []:
        where = f"{base.legal_basis}, row {number}"
        if row["legal_basis"] not in clocks:
            raise BadRow(
                f"{where}: no legal basis '{row['legal_basis']}'.{did_you_mean(row['legal_basis'], clocks)} "
                f"There are: {', '.join(clocks)}. They are kept in {base.clocks.name}."
            )
        if not row["document_id"] or not row["confirmed_by"]:
            raise BadRow(f"{where}: document_id and confirmed_by must be filled in.")
        try:
            invited, confirmed = parse_date(row["chief_constable_invited"]), parse_date(row["confirmed_at"])
        except ValueError as error:
            raise BadRow(f"{where}: {error}.") from error
        held[row["document_id"]] = Basis(
            row["document_id"], row["legal_basis"], invited, row["confirmed_by"], confirmed, row["note"]
        )
    return held


def append_basis(base: BaseFolder, basis: Basis) -> None:
    """Append one confirmation."""
    row = ["" if getattr(basis, name) is None else str(getattr(basis, name)) for name in COLUMNS]
    append_rows(base.legal_basis, COLUMNS, [row])
