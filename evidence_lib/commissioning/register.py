"""data/evidence_register.csv: the number under which a plan cites a finding (E-001), kept for good.

A number is given once and never moves, whatever is added. Where a document is read anew and the words changed a little,
the number follows the words, as reviews do; where the finding is gone, the number stays and says so.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from filelock import FileLock

from evidence_lib.commissioning.problems import Problem, Row
from evidence_lib.core.files import read_rows
from evidence_lib.findings.identity import likeness, origin

COLUMNS = {
    "number": "the number, such as E-001; the last row of a number holds",
    "finding_id": "the finding",
    "document_id": "its document",
    "page": "its page",
    "words": "its words when it was numbered, so that a number never loses its meaning",
    "numbered_on": "when",
}
CARRIED = 0.6  # the share of words from which a number follows them: the same as for reviews
LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register."""

    number: str
    finding_id: str
    document_id: str
    page: str
    words: str
    numbered_on: str


@dataclass(frozen=True)
class Register:
    """The register as it stands, oldest row first."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def current(self) -> dict[str, Entry]:
        """The row that holds for each number, in the order of the numbers."""
        held = {entry.number: entry for entry in self.entries}
        return {number: held[number] for number in sorted(held, key=place)}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each finding, past names of it among them."""
        return {entry.finding_id: entry.number for entry in self.entries}

    def finding(self, name: str, known: Iterable[str]) -> str:
        """The finding that a name or a number means: one of those known, or empty where it has been withdrawn."""
        there = known if isinstance(known, set | frozenset | Mapping) else set(known)
        if name in there:
            return name
        number = name if name in self.current else self.numbers.get(name, "")
        held = self.current.get(number)
        return held.finding_id if held and held.finding_id in there else ""


def place(number: str) -> int:
    """The number of E-001."""
    return int(number.removeprefix("E-"))


def read_register(path: Path) -> tuple[Register, list[Problem]]:
    """Read the register; a row whose number is none is named and left out."""
    entries, problems = [], []
    for number, cells in read_rows(path, tuple(COLUMNS)) if path.is_file() else []:
        row = Row(f"data/{path.name}, row {number}", cells)
        if not cells["number"].removeprefix("E-").isdigit() or not cells["finding_id"]:
            row.wrong(f"'{cells['number']}' is no number of the register", "Restore the row: it is never edited.")
        else:
            entries.append(Entry(**{name: cells[name] for name in COLUMNS}))
        problems += row.problems
    return Register(tuple(entries)), problems


@dataclass(frozen=True, slots=True)
class Numbered:
    """What an update did: findings that were given a number, and numbers that followed changed words."""

    added: int
    carried: int


def update_register(path: Path, findings: Sequence[Mapping[str, object]], today: date) -> Numbered:
    """Give every finding a number that has none, and let a number follow words that changed; only ever appends.

    findings are rows with finding_id, document_id, page_start and quote, in the order in which new ones are numbered.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock"), timeout=LOCK_SECONDS):
        register, _ = read_register(path)
        known = {str(row["finding_id"]): row for row in findings}
        rows = follow(register, known, today)
        carried = {row.finding_id for row in rows}
        last = max((place(entry.number) for entry in register.entries), default=0)
        unnumbered = [name for name in known if name not in register.numbers and name not in carried]
        rows += [entry_of(f"E-{last + at:03d}", known[name], today) for at, name in enumerate(unnumbered, start=1)]
        append(path, rows)
    return Numbered(len(unnumbered), len(carried))


def follow(register: Register, known: Mapping[str, Mapping[str, object]], today: date) -> list[Entry]:
    """New rows for the numbers whose finding is gone, and most of whose words stand in a finding without a number."""
    free = {name: row for name, row in known.items() if name not in register.numbers}
    rows = []
    for number, entry in register.current.items():
        if entry.finding_id in known:
            continue
        same = [name for name in free if origin(name) == origin(entry.finding_id)]
        best = max(same, key=lambda name: likeness(entry.words, str(free[name]["quote"])), default="")
        if best and likeness(entry.words, str(free[best]["quote"])) >= CARRIED:
            rows.append(entry_of(number, free.pop(best), today))
    return rows


def entry_of(number: str, row: Mapping[str, object], today: date) -> Entry:
    """A row of the register for a finding."""
    page = row["page_start"]
    shown = str(page) if isinstance(page, int) else ""
    return Entry(number, str(row["finding_id"]), str(row["document_id"]), shown, str(row["quote"]), today.isoformat())


def append(path: Path, rows: Sequence[Entry]) -> None:
    """Add rows at the end; what stands there is never touched."""
    if not rows:
        return
    fresh = not path.is_file() or not path.stat().st_size
    unended = not fresh and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8-sig" if fresh else "utf-8", newline="") as file:
        file.write("\n" * unended)
        writer = csv.writer(file, lineterminator="\n")
        if fresh:
            writer.writerow(COLUMNS)
        writer.writerows([getattr(row, name) for name in COLUMNS] for row in rows)
