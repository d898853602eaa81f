"""What is wrong in the files that people keep: one line each, and the rest goes on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import did_you_mean
from evidence_lib.core.files import read_rows

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that does not add up: where it stands, what it is, what to do, and what it means for the sums."""

    where: str
    what: str
    next_step: str
    effect: str = ""

    @property
    def line(self) -> str:
        """The one line shown: in the check, and at the top of the notebooks."""
        return " ".join(filter(None, (f"{self.where}: {self.what}.", self.next_step, self.effect)))


@dataclass
class Row:
    """One row of a file, read cell by cell; what is wrong with a cell is noted, and the rest of the row is read on."""

    where: str
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, what: str, next_step: str = "Correct it.", effect: str = "") -> None:
        """Note a problem of this row."""
        self.problems.append(Problem(self.where, what, next_step, effect))

    def text(self, name: str) -> str:
        """A cell as it stands."""
        return self.cells[name]

    def listed(self, name: str) -> tuple[str, ...]:
        """A cell such as "training; commissioning" as its parts, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self.cells[name].split(";") if part.strip()))

    def chosen(self, name: str, known: Iterable[str], what: str = "") -> tuple[str, ...]:
        """The parts of a cell that are known; the others are named with the nearest."""
        there = list(known)
        parts = self.listed(name)
        for part in parts:
            if part not in there:
                near = did_you_mean(part, there) or f" There are: {', '.join(there) or 'none'}."
                self.wrong(f"no {what or name} '{part}'", f"Correct it.{near}")
        return tuple(part for part in parts if part in there)

    def one_of(self, name: str, known: Iterable[str], default: str = "") -> str:
        """A cell that holds one of some words; empty gives the default, another word is named."""
        there = list(known)
        value = self.cells[name] or default
        if value and value not in there:
            self.wrong(
                f"no {name} '{value}'", f"Correct it.{did_you_mean(value, there)} There are: {', '.join(there)}."
            )
            return default
        return value

    def day(self, name: str, needed: bool = False) -> date | None:
        """A cell that holds a day, or None."""
        try:
            found = parse_date(self.cells[name])
        except ValueError as error:
            self.wrong(f"{name} {error}")
            return None
        if found is None and needed:
            self.wrong(f"{name} is empty", "Write the day as 2026-03-31.")
        return found

    def whole(self, name: str) -> int | None:
        """A cell that holds a number of people or days, or None."""
        value = self.cells[name].replace(",", "")
        if value and not value.isdigit():
            self.wrong(f"{name} '{self.cells[name]}' is no whole number", effect="It is left out.")
            return None
        return int(value) if value else None

    def yes(self, name: str) -> bool:
        """A cell that holds yes or nothing."""
        return self.one_of(name, ("yes", "no"), "no") == "yes"


def read_kept(
    path: Path, columns: tuple[str, ...], id_column: str, make: Callable[[Row], Kept | None]
) -> tuple[list[Kept], list[Problem]]:
    """Read a file that people keep: what its rows say, and what is wrong with them.

    A file that is not there holds no rows. A row without a name of its own, and one whose name stands twice, is left out
    and named. Raises BadFile for a file that cannot be read or has other columns.
    """
    kept: list[Kept] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, cells in read_rows(path, columns) if path.is_file() else []:
        row = Row(f"data/{path.name}, row {number}", cells)
        name = cells[id_column]
        if not name or name in seen:
            what = f"{id_column} '{name}' stands in row {seen[name]} too" if name else f"{id_column} is empty"
            row.wrong(what, "Give the row a name of its own.", "Until then the row is left out of everything.")
        else:
            seen[name] = number
            made = make(row)
            kept += [made] if made is not None else []
        problems += row.problems
    return kept, problems
