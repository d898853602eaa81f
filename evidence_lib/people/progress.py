"""What became of a commitment, an action or a recommendation: data/progress.csv, a dated history that only grows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, did_you_mean
from evidence_lib.core.files import read_rows
from evidence_lib.people.kept import append_rows


class Status(StrEnum):
    """Where a commitment stands; without any row it is NO_UPDATE, for silence is not failure."""

    NO_UPDATE = "no update held"
    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    AWAITING = "awaiting sign-off"
    DONE = "done"
    WILL_NOT = "will not be done"
    NOT_OURS = "not ours"

    @property
    def closed(self) -> bool:
        """Whether nothing more is to come."""
        return self in (Status.DONE, Status.WILL_NOT, Status.NOT_OURS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the history: on day, source says that the item stands so.

    source is who or what says it (two that differ are both kept); due_date and measure may be agreed later than the letter;
    superseded_by names a later finding or document; problem says in one line why the row is not used.
    """

    item_id: str
    status: str
    day: date | None
    owner: str = ""
    due_date: date | None = None
    measure: str = ""
    evidence: str = ""
    source: str = ""
    rationale: str = ""
    superseded_by: str = ""
    entered_by: str = ""
    entered_at: date | None = None
    row: int = 0
    problem: str = ""


COLUMNS = tuple(field.name for field in fields(Entry))[:-2]
DATES = ("day", "due_date", "entered_at")


def read_progress(base: BaseFolder) -> list[Entry]:
    """Read the history in its order. A row that cannot be used is kept, with its problem; the others go on.

    Raises BadFile where the columns themselves are wrong.
    """
    if not base.progress.is_file():
        return []
    return [entry_of(str(base.progress), number, row) for number, row in read_rows(base.progress, COLUMNS)]


def entry_of(path: str, number: int, row: Mapping[str, str]) -> Entry:
    """Turn one row into an entry; what is wrong with it stands in its problem."""
    problem = ""
    days: dict[str, date | None] = {}
    for name in DATES:
        try:
            days[name] = parse_date(row[name])
        except ValueError as error:
            days[name], problem = None, f"{name} {error}"
    status = row["status"].lower()
    if status not in list(Status):
        problem = f"no status '{row['status']}'.{did_you_mean(status, list(Status))} There are: {', '.join(Status)}"
    elif not row["item_id"] or not row["entered_by"]:
        problem = "item_id and entered_by must be filled in"
    elif not problem and days["day"] is None:
        problem = "day is empty; write the day on which it stood so, as 2026-03-31"
    texts = {name: row[name] for name in COLUMNS if name not in DATES}
    where = f"{path}, row {number}: {problem}." if problem else ""
    return Entry(**{**texts, **days, "status": status}, row=number, problem=where)  # type: ignore[arg-type]


def placed(entries: Iterable[Entry], made: Mapping[str, date | None], path: str) -> list[Entry]:
    """The entries with what is wrong in the light of the items: an unknown id, a day before the commitment.

    made gives every known item the day from which it stands; None where no day is known.
    """
    found = []
    for entry in entries:
        where = f"{path}, row {entry.row}"
        if not entry.problem and entry.item_id not in made:
            problem = (
                f"{where}: no commitment, action or finding "
                f"'{entry.item_id}'.{did_you_mean(entry.item_id, made)} List them with: evidence commitments."
            )
            entry = replace(entry, problem=problem)
        begun = made.get(entry.item_id)
        if not entry.problem and begun and entry.day and entry.day < begun:
            problem = (
                f"{where}: {entry.day} is before {entry.item_id} was undertaken ({begun}). Correct it in a new row."
            )
            entry = replace(entry, problem=problem)
        found.append(entry)
    return found


def check_update(
    entry: Entry, made: Mapping[str, date | None], own: Sequence[Entry] = (), due_date: date | None = None
) -> None:
    """Refuse, in one line, an update that cannot be: status, id, day, or a rationale that is needed and missing.

    "Will not be done" needs a rationale, and so does anything overdue that is not closed by the update; own is the item's
    history so far, due_date the day of its document.
    """
    if entry.status not in list(Status):
        raise BadRow(
            f"--status: no status '{entry.status}'.{did_you_mean(entry.status, list(Status))} There are: {', '.join(Status)}."
        )
    (checked,) = placed([entry], made, "--day")
    if checked.problem:
        raise BadRow(
            checked.problem.replace("--day, row 0: ", "").replace(" Correct it in a new row.", " Give another --day.")
        )
    if entry.status == Status.WILL_NOT and not entry.rationale:
        raise BadRow(f"{entry.item_id}: '{Status.WILL_NOT}' needs a rationale. Give it with --note.")
    if standing([*own, entry], due_date, entry.entered_at or date.today()).overdue and not entry.rationale:
        raise BadRow(f"{entry.item_id}: is overdue, and needs a rationale. Give it with --note.")


def append_progress(base: BaseFolder, entries: Sequence[Entry]) -> None:
    """Append entries to the history."""
    rows = [
        ["" if getattr(entry, name) is None else str(getattr(entry, name)) for name in COLUMNS] for entry in entries
    ]
    append_rows(base.progress, COLUMNS, rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands on a day: the status in force, and what a person must look at."""

    status: Status
    day: date | None
    owner: str
    due_date: date | None
    measure: str
    evidence: str
    rationale: str
    superseded_by: str
    overdue: bool
    rationale_wanted: bool
    contradiction: str


def standing(entries: Iterable[Entry], due_date: date | None, as_of: date) -> Standing:
    """Where an item stands on *as_of*, from its own usable entries; due_date is the letter's.

    The last status by day holds, and of one day the last row. What a later entry leaves empty keeps its earlier value. On
    its due day nothing is overdue yet.
    """
    own = sorted(
        (entry for entry in entries if not entry.problem and entry.day and entry.day <= as_of),
        key=lambda e: (e.day, e.row),
    )
    last: dict[str, object] = {}
    for entry in own:
        last |= {name: value for name in (*COLUMNS,) if (value := getattr(entry, name))}
    status = Status(own[-1].status) if own else Status.NO_UPDATE
    due = last.get("due_date") or due_date
    late = isinstance(due, date) and due < as_of and not status.closed
    told = own[-1].rationale if own else ""
    return Standing(
        status,
        own[-1].day if own else None,
        str(last.get("owner", "")),
        due if isinstance(due, date) else None,
        str(last.get("measure", "")),
        str(last.get("evidence", "")),
        told,
        str(last.get("superseded_by", "")),
        late,
        (late or status is Status.WILL_NOT) and not told,
        contradiction(own),
    )


def contradiction(entries: Sequence[Entry]) -> str:
    """What two sources say that cannot both be, in a line; empty where they agree.

    They contradict each other if both close the item on different days or differently, if one closes it and the other still
    has it open on a later day, or if they differ on one day.
    """
    latest = {entry.source: entry for entry in entries}
    said = list(latest.values())
    for at, first in enumerate(said):
        for second in said[at + 1 :]:
            if differ(*sorted((first, second), key=lambda entry: (entry.day or date.min, entry.row))):
                parts = [f"{one.source or 'no source named'}: {one.status} on {one.day}" for one in (first, second)]
                return f"{parts[0]}; {parts[1]}"
    return ""


def differ(earlier: Entry, later: Entry) -> bool:
    """Whether two sources' latest words contradict each other."""
    if earlier.day == later.day:
        return earlier.status != later.status
    return Status(earlier.status).closed
