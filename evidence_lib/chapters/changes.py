"""What changed between two packs, or between a pack and the base as it is now."""

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.chapters.kept_tables import export_kept
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, refuse_unknown
from evidence_lib.core.reads import packs_read
from evidence_lib.tables.export import export

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase

PACK = re.compile(r"^\d{4}-\d{2}-\d{2}-\d{4}(-\d+)?$")
BEFORE = "EVIDENCE_BEFORE_PACK"  # set where a pack is made again
NOW = "the base as it is now"
DECIDED = {"kind": "kind_by", "agencies": "agencies_by", "themes": "", "checked": ""}
Frames = Mapping[str, "pd.DataFrame"]


@dataclass(frozen=True)
class State:
    """The tables of a pack, or of the base: name is the pack's, tables are frames of text by their file names."""

    name: str
    tables: Frames

    def table(self, name: str, key: str) -> "pd.DataFrame":
        """One table by a column; an empty one where the pack has none, being older than it."""
        import pandas as pd

        held = self.tables.get(name, pd.DataFrame())
        return (
            held.set_index(key, drop=False) if key in held else pd.DataFrame(index=pd.Index([], name=key, dtype="str"))
        )


def packs(outputs: Path) -> list[str]:
    """The names of the packs in a folder, the oldest first."""
    packs_read()
    held = [path.parent.name for path in outputs.glob("*/run.json") if PACK.match(path.parent.name)]
    ordered = sorted(held, key=lambda name: (name[:15], int(name[16:] or 1)))
    until = os.environ.get(BEFORE)  # a pack is made again: those since did not yet exist
    return ordered[: ordered.index(until)] if until in ordered else ordered


def find_pack(outputs: Path, since: str = "", name: str = "") -> str:
    """The pack to compare with: the one named, else the newest of a day or before (since), else the newest; empty if none.

    Raises UnknownName for a pack that is not there, and BadRow for a day that is none.
    """
    held = packs(outputs)
    if name:
        refuse_unknown("pack", name, held, "data")
        return name
    try:
        limit = parse_date(since)
    except ValueError as error:
        raise BadRow(f"since: {error}.") from error
    early = [one for one in held if limit is None or date.fromisoformat(one[:10]) <= limit]
    return early[-1] if early else ""


def state_of_pack(outputs: Path, name: str) -> State:
    """The tables of a pack."""
    return State(name, read_tables(outputs / name / "tables"))


def state_of_base(base: "EvidenceBase") -> State:
    """The same tables of the base as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        export(base.folder, Path(folder), published=True)
        export_kept(base, Path(folder))
        return State(NOW, read_tables(Path(folder)))


def read_tables(folder: Path) -> dict[str, "pd.DataFrame"]:
    """Every table of a folder as text."""
    import pandas as pd

    return {
        path.stem: pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        for path in sorted(folder.glob("*.csv"))
    }


def findings_between(before: State, after: State) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """The findings that are new and those that are withdrawn: rows of findings.csv."""
    old, new = before.table("findings", "finding_id"), after.table("findings", "finding_id")
    return new.loc[[name for name in new.index if name not in old.index]], old.loc[
        [n for n in old.index if n not in new.index]
    ]


def decided_between(before: State, after: State) -> "pd.DataFrame":
    """What was decided anew on findings that stand in both: finding_id, document_id, what, was, now, by."""
    import pandas as pd

    old, new = before.table("findings", "finding_id"), after.table("findings", "finding_id")
    columns = {*DECIDED, *filter(None, DECIDED.values()), "document_id"}
    then, today = ({column: cells(table, column) for column in columns} for table in (old, new))
    rows = []
    for name in new.index.intersection(old.index):
        for what, by in DECIDED.items():
            was, now = then[what].get(name, ""), today[what].get(name, "")
            if was != now:
                given = today[by].get(name, "") if by else ""
                rows.append((name, today["document_id"].get(name, ""), what, was, now, given or "not said"))
    return pd.DataFrame(rows, columns=["finding_id", "document_id", "what", "was", "now", "by"])


def cells(table: "pd.DataFrame", column: str) -> dict[object, str]:
    """One column by the rows' names; empty where the table has no such column."""
    return {name: str(value) for name, value in table[column].items()} if column in table else {}


def shown(table: "pd.DataFrame", name: str, column: str) -> str:
    """One cell; empty where the table has no such column."""
    return str(table.at[name, column]) if column in table else ""


def statements_between(before: State, after: State) -> "pd.DataFrame":
    """Statements that are new or gone, judged otherwise, or whose evidence moved: statement_id, statement, what, was, now."""
    import pandas as pd

    old, new = before.table("confidence", "statement_id"), after.table("confidence", "statement_id")
    there = set(after.table("findings", "finding_id").index)
    was_there = set(before.table("findings", "finding_id").index)
    register = before.table("evidence_register", "number")
    meant = (
        dict(zip(register["number"], register["finding_id"], strict=True)) if len(register) else {}
    )  # the last row holds
    rows = []
    for name in new.index.union(old.index):
        held = new if name in new.index else old
        text = shown(held, name, "statement")
        if name not in old.index or name not in new.index:
            rows.append((name, text, "new" if name in new.index else "gone", "", ""))
            continue
        for what in ("overall", "statement", "lever", "findings"):
            if shown(old, name, what) != shown(new, name, what):
                rows.append((name, text, CHANGED[what], shown(old, name, what), shown(new, name, what)))
        resting = [meant.get(one, one) for one in shown(new, name, "findings").split(";")]
        lost = [one for one in resting if one in was_there - there]
        if lost:
            rows.append((name, text, "rests on findings since withdrawn", "; ".join(lost), "withdrawn"))
    return pd.DataFrame(rows, columns=["statement_id", "statement", "what", "was", "now"])


CHANGED = {"overall": "confidence", "statement": "words", "lever": "lever", "findings": "findings it rests on"}


def figures_between(before: State, after: State) -> "pd.DataFrame":
    """The figures of the earlier pack that no longer hold: figure, what, was, now (empty where there is none any more)."""
    import pandas as pd

    old, new = before.table("figures", "figure"), after.table("figures", "figure")
    rows = []
    for name in old.index:
        now = shown(new, name, "value") if name in new.index else ""
        if shown(old, name, "value") != now:
            rows.append((name, shown(old, name, "what"), shown(old, name, "value"), now))
    return pd.DataFrame(rows, columns=["figure", "what", "was", "now"])


def rows_between(before: State, after: State, table: str, key: str) -> "pd.DataFrame":
    """The rows of a table that are new, gone or changed: key, what, was, now."""
    import pandas as pd

    old, new = before.table(table, key), after.table(table, key)
    rows = [(name, "new", "", told(new, name, key)) for name in new.index if name not in old.index]
    rows += [(name, "gone", told(old, name, key), "") for name in old.index if name not in new.index]
    for name in new.index.intersection(old.index):
        for column in [held for held in new.columns if held in old.columns and held != key]:
            if shown(old, name, column) != shown(new, name, column):
                rows.append((name, str(column), shown(old, name, column), shown(new, name, column)))
    return pd.DataFrame(rows, columns=[key, "what", "was", "now"])


def told(table: "pd.DataFrame", name: str, key: str) -> str:
    """A row in words."""
    return "; ".join(f"{column}: {value}" for column, value in table.loc[name].items() if value and column != key)
