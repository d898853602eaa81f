"""Files that people's entries are appended to: one row an entry, under a lock, and what stands there is never touched.

Whatever moment the process ends at, no row is lost and none is half: what is to be appended is first put, whole, into a
file beside (NAME.pending), and whoever opens the history next writes what is still missing of it.
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from evidence_lib.core.errors import BadRow, Busy
from evidence_lib.core.files import decode

LOCK_SECONDS = 20
MARK = "\ufeff".encode()  # by which Excel knows UTF-8


def append_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Append rows, so that two people at once lose nothing; a new file gets its header first.

    When it returns, the rows are on the disk. Raises Busy where another process holds the history for too long.
    """
    tail = as_csv(rows)
    if not tail:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with history(path):
        size = path.stat().st_size if path.is_file() else 0
        head = as_csv([columns])
        write_through(pending(path), f"{size}\n".encode() + head + tail)
        complete(path)


@contextmanager
def history(path: Path) -> Iterator[None]:
    """Hold a history alone, its last entry complete; may be entered again by the one who holds it.

    Where the folder cannot be written to (a read-only share), nobody can append either, and no lock is needed.
    """
    lock = FileLock(path.with_suffix(".lock"), timeout=LOCK_SECONDS, is_singleton=True)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(f"{path}: another process is writing to it. Try again in a moment.") from error
    except OSError:
        yield
        return
    try:
        complete(path)
        yield
    finally:
        lock.release()


def complete(path: Path) -> None:
    """Append what is still missing of the last entry, if its writer was stopped in the middle."""
    waiting = pending(path)
    if not waiting.is_file():
        return
    size, head, tail = parts(waiting.read_bytes())
    held = path.read_bytes() if path.is_file() else b""
    wanted = opening(held[:size], head) + tail
    there = held[size:]
    if len(held) < size or not wanted.startswith(there):  # someone edited the file in between
        wanted, there = opening(held, head) + tail, b""
        if b"".join(tail.split()) in b"".join(held.split()):
            wanted = b""
    with path.open("ab") as file:
        file.write(wanted[len(there) :])
        file.flush()
        os.fsync(file.fileno())
    waiting.unlink()


def pending(path: Path) -> Path:
    """Where an entry lies until it stands in the history."""
    return path.with_suffix(".pending")


def parts(raw: bytes) -> tuple[int, bytes, bytes]:
    """What a pending entry holds: the length of the history before it, the header, the rows."""
    size, head, tail = raw.split(b"\n", 2)
    return int(size), head + b"\n", tail


def opening(held: bytes, head: bytes) -> bytes:
    """What must stand between a history as it is and new rows: the header of a new file, a line end that was lost."""
    if not held:
        return MARK + head
    return b"" if held.endswith(b"\n") else b"\n"


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as the bytes of a CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def write_through(target: Path, raw: bytes) -> None:
    """Write a file whole or not at all, and wait until it is on the disk."""
    beside = target.with_name(f".{target.name}.part")
    with beside.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)
    with suppress(OSError):  # Windows opens no folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def refuse_torn(path: Path, columns: Sequence[str]) -> None:
    """Name a last row that ends in the middle: another program, or a copy that was broken off, left it."""
    raw = path.read_bytes() if path.is_file() else b""
    if not raw or raw.endswith(b"\n"):
        return
    text = decode(raw)
    reader = csv.reader(text.splitlines(keepends=True))
    *_, last = reader
    if len(last) < len(columns) or text.count('"') % 2:
        raise BadRow(
            f"{path}, row {reader.line_num}: is torn: it ends in the middle. Complete it, or delete what there is of it."
        )
