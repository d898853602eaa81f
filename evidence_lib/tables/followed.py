"""Commitments and required actions as they stand on a day: what was undertaken, and what has been heard since."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.people.progress import COLUMNS as PROGRESS_COLUMNS
from evidence_lib.people.progress import Entry, Standing, placed, read_progress, standing
from evidence_lib.tables.store import read_table

if TYPE_CHECKING:
    import pandas as pd

NO_ONE = "no owner"  # an owner is who a person enters; the letter names who was asked
# What the history adds to an item: column and type.
FOLLOWED = {
    "status": "str",
    "status_day": "datetime64[us]",
    "owner": "str",
    "measure": "str",
    "evidence": "str",
    "rationale": "str",
    "superseded_by": "str",
    "overdue": "bool",
    "rationale_wanted": "bool",
    "contradiction": "str",
}


def items_made(base: BaseFolder) -> dict[str, date | None]:
    """Every item that may have a history (commitment, action, finding), and the day from which it stands, where known.

    A commitment stands from the day of its response, else of the report answered; the others from their document's.
    """
    documents = read_table(base, "documents").set_index("document_id")["published"]
    made: dict[str, date | None] = {}
    responses = read_table(base, "responses").set_index("document_id")
    for item, document in pairs(read_table(base, "commitments"), "commitment_id"):
        made[item] = day(documents.get(document)) or day(responses["report_published"].get(document))
    for table, name in (("actions", "action_id"), ("findings", "finding_id")):
        for item, document in pairs(read_table(base, table), name):
            made[item] = day(documents.get(document))
    return made


def pairs(table: "pd.DataFrame", name: str) -> Iterable[tuple[str, str]]:
    """Each item with its document."""
    return zip(table[name], table["document_id"], strict=True)


def day(value: Any) -> date | None:
    """A day of a frame as a date; None where it is not known."""
    import pandas as pd

    return None if value is None or pd.isna(value) else value.date()


def history(base: BaseFolder) -> list[Entry]:
    """All rows of progress.csv, those that cannot be used with their problem."""
    return placed(read_progress(base), items_made(base), str(base.progress))


def progress_table(base: BaseFolder) -> "pd.DataFrame":
    """The history as a frame: the columns of progress.csv, row (its line in the file) and problem."""
    import pandas as pd

    names = [*PROGRESS_COLUMNS, "row", "problem"]
    table = pd.DataFrame([{name: getattr(entry, name) for name in names} for entry in history(base)], columns=names)
    dates = dict.fromkeys(("day", "due_date", "entered_at"), "datetime64[us]")
    return table.astype(
        {**{name: "str" for name in names if name not in dates and name != "row"}, "row": "int64"}
    ).astype(dates)


def follow(table: "pd.DataFrame", name: str, entries: Iterable[Entry], as_of: date) -> "pd.DataFrame":
    """A table of items with how each stands on *as_of*; due_date is the agreed day where one was entered."""
    import pandas as pd

    own: dict[str, list[Entry]] = {}
    for entry in entries:
        own.setdefault(entry.item_id, []).append(entry)
    stands = [
        standing(own.get(item, ()), day(due), as_of) for item, due in zip(table[name], table["due_date"], strict=True)
    ]
    added = {
        column: pd.Series([told(one, column) for one in stands], index=table.index, dtype=dtype)
        for column, dtype in FOLLOWED.items()
    }
    if "owner" in table:  # the letter's own word on who is to act stays beside who a person entered
        added["entered_owner"] = added.pop("owner")
    due_dates = pd.Series([one.due_date for one in stands], index=table.index, dtype="datetime64[us]")
    return table.assign(**{**added, "due_date": due_dates})


def told(one: Standing, column: str) -> object:
    """One column of how an item stands."""
    value = getattr(one, "day" if column == "status_day" else column)
    return str(value) if column == "status" else value


def narrowed(table: "pd.DataFrame", wanted: Mapping[str, Iterable[str]]) -> "pd.DataFrame":
    """The rows whose values (or any value of a list) are among those wanted; nothing wanted keeps all."""
    for column, names in wanted.items():
        kept = set(names)
        if kept:
            held = table[column]
            table = table[
                [bool(kept & (set(value) if isinstance(value, list) else {value or NO_ONE})) for value in held]
            ]
    return table
