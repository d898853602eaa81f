"""Why a person lets something be published that a check would stop: data/publication_reasons.csv, only ever appended to."""

import re
from dataclasses import dataclass, fields
from datetime import date
from fnmatch import fnmatchcase

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow
from evidence_lib.core.files import read_rows
from evidence_lib.people.kept import append_rows

ID = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: problem is the id of a check and its words (never the words themselves), files where it holds.

    files is a pattern such as pages/*, or * for the whole pack. A later row on the same problem and files holds; one with
    an empty reason takes the earlier one back.
    """

    problem: str
    check: str
    files: str
    reason: str
    accepted_by: str
    accepted_at: date | None


COLUMNS = tuple(field.name for field in fields(Reason))


def read_reasons(base: BaseFolder) -> list[Reason]:
    """The reasons in force, oldest first. Raises BadRow, naming file and row, for one that cannot be."""
    path = base.publication_reasons
    held: dict[tuple[str, str], Reason] = {}
    for number, row in read_rows(path, COLUMNS) if path.is_file() else []:
        where = f"{path}, row {number}"
        if not ID.fullmatch(row["problem"]):
            raise BadRow(
                f"{where}: '{row['problem']}' names no problem. Take the eight letters from the line of the check."
            )
        if not row["files"] or not row["accepted_by"]:
            raise BadRow(f"{where}: files and accepted_by must be filled in (files: * for the whole pack).")
        try:
            day = parse_date(row["accepted_at"])
        except ValueError as error:
            raise BadRow(f"{where}: accepted_at {error}.") from error
        held[row["problem"], row["files"]] = Reason(
            row["problem"], row["check"], row["files"], row["reason"], row["accepted_by"], day
        )
    return [reason for reason in held.values() if reason.reason]


def reason_for(reasons: list[Reason], problem: str, file: str) -> Reason | None:
    """The reason that lets a problem pass in a file, if there is one."""
    held = [reason for reason in reasons if reason.problem == problem and fnmatchcase(file, reason.files)]
    return held[-1] if held else None


def append_reasons(base: BaseFolder, reasons: list[Reason]) -> None:
    """Append reasons; what stands in the file is never touched."""
    rows = [["" if getattr(one, name) is None else str(getattr(one, name)) for name in COLUMNS] for one in reasons]
    append_rows(base.publication_reasons, COLUMNS, rows)
