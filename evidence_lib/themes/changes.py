"""What became of each theme, when, by whom and why: theme_changes.csv beside the codebook, only ever appended to."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, did_you_mean
from evidence_lib.core.files import read_rows
from evidence_lib.core.yml import from_yaml
from evidence_lib.themes.entries import Theme, theme_of

COLUMNS = ("changed_on", "change", "old", "new", "by", "why", "entry")
MEANINGS = {
    "changed_on": "when",
    "change": "rename, merge, split or retire",
    "old": "the theme ids before, joined with `;`",
    "new": "the theme ids after, joined with `;` (empty: retired)",
    "by": "by whom",
    "why": "why",
    "entry": "the entries of the old themes as they stood in themes.yml",
}
TOLD = {"rename": "renamed", "merge": "merged", "split": "split", "retire": "retired"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the codebook; former are the old themes as they stood."""

    changed_on: date
    change: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    by: str
    why: str
    former: tuple[Theme, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids that are no longer: they are never given to another theme."""
        return tuple(name for name in self.old if name not in self.new)

    @property
    def told(self) -> str:
        """What was done, in a word."""
        return TOLD[self.change]

    @property
    def certain(self) -> bool:
        """Whether what had an old theme has one new theme, or none; after a split somebody must look."""
        return self.change != "split"


def changes_beside(codebook: Path) -> Path:
    """The history of a codebook."""
    return codebook.with_name("theme_changes.csv")


def read_changes(path: Path) -> tuple[Change, ...]:
    """Read the history, oldest first; none where there is no file. Raises BadRow for a row that cannot be."""
    if not path.is_file():
        return ()
    return tuple(change_of(path, number, row) for number, row in read_rows(path, COLUMNS))


def change_of(path: Path, number: int, row: Mapping[str, str]) -> Change:
    """One row, or what is wrong with it."""
    where = f"{path}, row {number}"
    if row["change"] not in TOLD:
        raise BadRow(
            f"{where}: no change '{row['change']}'.{did_you_mean(row['change'], TOLD)} There are: {', '.join(TOLD)}."
        )
    try:
        day = parse_date(row["changed_on"])
        entries = from_yaml(row["entry"]) or []
    except (ValueError, yaml.YAMLError) as error:
        raise BadRow(f"{where}: cannot be read ({' '.join(str(error).split())}). Restore the row.") from error
    if day is None or not isinstance(entries, list):
        raise BadRow(f"{where}: changed_on or entry is missing. Restore the row.")
    former = tuple(theme_of(path, at, entry) for at, entry in enumerate(entries, start=1))
    return Change(day, row["change"], listed(row["old"]), listed(row["new"]), row["by"], row["why"], former)


def listed(value: str) -> tuple[str, ...]:
    """A cell as a list."""
    return tuple(part.strip() for part in value.split(";") if part.strip())


def row_text(change: Change, entry: str) -> str:
    """A change as its row, with the entries of the old themes as they stood."""
    out = io.StringIO()
    cells = [
        change.changed_on.isoformat(),
        change.change,
        ";".join(change.old),
        ";".join(change.new),
        change.by,
        change.why,
    ]
    csv.writer(out, lineterminator="\n").writerow([*cells, entry])
    return out.getvalue()


def read_through(names: Iterable[str], changes: Sequence[Change]) -> list[str]:
    """Theme ids of whatever day as they are now, in order and once each.

    What was renamed or merged has its new name, what was retired is gone. What was split keeps its old id: which of the
    parts is meant, only a person can say.
    """
    held = list(names)
    for change in changes:
        if change.certain:
            held = [now for name in held for now in (change.new if name in change.old else (name,))]
    return list(dict.fromkeys(held))


def parts(name: str, changes: Sequence[Change]) -> list[str]:
    """What a theme that was split became, by the names that its parts have now; empty for a theme that was not."""
    for at, change in enumerate(changes):
        if not change.certain and name in change.gone:
            later = changes[at + 1 :]
            through = read_through(change.new, later)
            return [now for one in through for now in (parts(one, later) or [one])]
    return []


def overtaken(names: Iterable[str], changes: Sequence[Change]) -> date | None:
    """The last day on which one of some themes was split or retired, by whatever name it then had; None if none was.

    Who named them that day or before could not say what the themes of today would have them say.
    """
    day, held = None, list(names)
    for change in changes:
        if set(held) & set(change.gone) and not (change.certain and change.new):
            day = change.changed_on
        held = read_through(held, (change,))
    return day


def split_ids(changes: Iterable[Change]) -> list[str]:
    """The ids of themes that were split."""
    return [name for change in changes if not change.certain for name in change.gone]
