"""Files that people's entries are appended to: one row an entry, under a lock, and what stands there is never touched."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from filelock import FileLock

LOCK_SECONDS = 20


def append_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Append rows, so that two people at once lose nothing; a new file gets its header first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_suffix(".lock"), timeout=LOCK_SECONDS):
        fresh = not path.is_file() or not path.stat().st_size
        unended = not fresh and not path.read_bytes().endswith(b"\n")
        with path.open("a", encoding="utf-8-sig" if fresh else "utf-8", newline="") as file:
            if unended:
                file.write("\n")
            writer = csv.writer(file, lineterminator="\n")
            if fresh:
                writer.writerow(columns)
            writer.writerows(rows)
