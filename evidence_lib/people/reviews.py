"""A person's decisions on findings, kept in reviews.csv: one row a decision, only ever appended to."""

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, did_you_mean
from evidence_lib.core.files import read_rows
from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.themes.changes import Change, listed, read_changes, read_through, split_ids

COLUMNS = ("finding_id", "field", "value", "reason", "reviewer", "reviewed_at", "quote")
FIELDS = ("kind", "themes", "agencies", "include", "checked")
INCLUDE = ("yes", "no")
LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Review:
    """One decision: the field it decides, its value (lists joined with ";"), why, by whom, when, on which words."""

    finding_id: str
    field: str
    value: str
    reason: str
    reviewer: str
    reviewed_at: date
    quote: str
    row: int = 0

    @property
    def values(self) -> tuple[str, ...]:
        """The value as a list."""
        return tuple(part.strip() for part in self.value.split(";") if part.strip())

    @property
    def decides_themes(self) -> bool:
        """Whether it is about themes."""
        return self.field.endswith("themes")


def read_reviews(base: BaseFolder, themes: Collection[str]) -> list[Review]:
    """Read all decisions, oldest first; a later one on the same field of the same finding beats an earlier one.

    Raises BadRow, naming file and row, for a field, value or date that cannot be.
    """
    if not base.reviews.is_file():
        return []
    changes = read_changes(base.theme_changes)
    known = [*themes, *split_ids(changes)]
    return [
        review(base.reviews, number, as_of_now(row, changes), known) for number, row in read_rows(base.reviews, COLUMNS)
    ]


def as_of_now(row: dict[str, str], changes: Sequence[Change]) -> dict[str, str]:
    """A row with the names that its themes have now; the file keeps those of the day."""
    if not row["field"].endswith("themes"):
        return row
    return row | {"value": ";".join(read_through(listed(row["value"]), changes))}


def review(path: Path, number: int, row: dict[str, str], themes: Collection[str]) -> Review:
    """Turn one row into a decision, or say what is wrong with it."""
    where = f"{path}, row {number}"
    known_values: dict[str, Iterable[str]] = {
        "kind": [str(kind) for kind in Kind],
        "themes": themes,
        "agencies": list(AGENCIES),
        "include": INCLUDE,
        "checked": ("yes",),
    }
    if row["field"] not in known_values:
        raise BadRow(
            f"{where}: no field '{row['field']}'.{did_you_mean(row['field'], FIELDS)} Fields are: {', '.join(FIELDS)}."
        )
    if not row["finding_id"] or not row["reviewer"]:
        raise BadRow(f"{where}: finding_id and reviewer must be filled in.")
    known = list(known_values[row["field"]])
    for value in filter(None, (part.strip() for part in row["value"].split(";"))):
        if value not in known:
            raise BadRow(
                f"{where}: no {row['field']} '{value}'.{did_you_mean(value, known)} There are: {', '.join(known)}."
            )
    if row["field"] in ("kind", "include", "checked") and not row["value"]:
        raise BadRow(f"{where}: {row['field']} needs a value: {', '.join(known)}.")
    try:
        day = parse_date(row["reviewed_at"])
    except ValueError as error:
        raise BadRow(f"{where}: reviewed_at {error}.") from error
    if day is None:
        raise BadRow(f"{where}: reviewed_at is empty; write the day as 2026-03-31.")
    return Review(
        row["finding_id"], row["field"], row["value"], row["reason"], row["reviewer"], day, row["quote"], number
    )


def append_reviews(base: BaseFolder, reviews: Iterable[Review]) -> None:
    """Append decisions under a lock, so that two people at once lose nothing; what stands in the file is never touched."""
    base.reviews.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(base.reviews.with_suffix(".lock"), timeout=LOCK_SECONDS):
        fresh = not base.reviews.is_file() or not base.reviews.stat().st_size
        unended = not fresh and not base.reviews.read_bytes().endswith(b"\n")
        with base.reviews.open("a", encoding="utf-8-sig" if fresh else "utf-8", newline="") as file:
            if unended:
                file.write("\n")
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow(COLUMNS)
            writer.writerows(
                [r.finding_id, r.field, r.value, r.reason, r.reviewer, r.reviewed_at.isoformat(), r.quote]
                for r in reviews
            )


def latest(reviews: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """The decision in force for each (finding, field): the last row that speaks of it."""
    return {(review.finding_id, review.field): review for review in reviews}
