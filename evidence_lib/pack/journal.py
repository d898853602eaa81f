"""runs.jsonl: what every refresh came to, one line each, whether it published a pack or not; only ever appended to."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

JOURNAL = "runs.jsonl"
STATES = ("completed", "unchanged", "failed", "refused", "stopped")
LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One refresh: run is its name (that of its pack, if it made one); times are ISO 8601 with their offset.

    state is one of STATES: completed published a pack, unchanged had nothing to do, failed ran and could not finish, refused
    did not begin (a bad plan, another refresh at work), stopped was ended from outside and is still due. pack is the folder
    it left, error the one line that a person saw.
    """

    run: str
    job: str
    started: str
    finished: str
    state: str
    pack: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What became of a message about a run: sent is empty where it failed, and error says why."""

    message: str
    at: str
    sent: str = ""
    error: str = ""


def record(outputs: Path, row: RunRecord | Message) -> None:
    """Append a run, or what became of the message about it.

    A line is written at once and flushed, so that a crash leaves whole lines.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(row), ensure_ascii=False) + "\n"
    with FileLock(outputs / f".{JOURNAL}.lock", timeout=LOCK_SECONDS), (outputs / JOURNAL).open("a+b") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
        cut = file.read(1) not in (b"", b"\n")  # a crash left half a line: the next one begins anew
        file.write((b"\n" if cut else b"") + line.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def runs(outputs: Path) -> list[RunRecord]:
    """All runs, oldest first. A line that a crash has cut is passed over: it is no record."""
    return [row for row in rows(outputs) if isinstance(row, RunRecord)]


def messages(outputs: Path) -> dict[str, Message]:
    """What became of the messages, by the names of their runs."""
    return {row.message: row for row in rows(outputs) if isinstance(row, Message)}


def rows(outputs: Path) -> list[RunRecord | Message]:
    """All lines of the journal that are whole."""
    path = outputs / JOURNAL
    held: list[RunRecord | Message] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ():
        try:
            row = json.loads(line)
            held.append(Message(**row) if "message" in row else RunRecord(**row))
        except (ValueError, TypeError):
            continue
    return held
