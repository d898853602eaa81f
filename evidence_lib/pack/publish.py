"""Putting a pack in its place: one refresh at a time, staged beside, verified, renamed when whole, the pointer last."""

import json
import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, Busy, EvidenceError, cannot_write
from evidence_lib.core.files import write_text
from evidence_lib.pack.kept_packs import POINTER, age, latest, names, point_to
from evidence_lib.tables.store import sweep

__all__ = ["POINTER", "latest"]
STAGED = ".staging-"
FAILED = "failed-"
HOLDER = ".refresh.holder"


class NotWhole(EvidenceError):
    """A staged pack lacks something that it must have; it is not published."""

    exit_code = 6


@contextmanager
def one_refresh(outputs: Path, base: BaseFolder | None = None, wait: float = 0) -> Iterator[list[str]]:
    """Let one refresh at a time work on a base and write to a folder; gives lines on what a dead one has left.

    wait is for how many seconds to wait for another to end. Raises Busy, saying who holds it and since when, and
    CannotWrite or BadFile for a folder that is closed or has gone.
    """
    places = [outputs, *([base.derived] if base else [])]
    try:
        with ExitStack() as held:
            for place in places:
                place.mkdir(parents=True, exist_ok=True)
                held.enter_context(hold(place, wait))
            left = [line for place in places if (line := died(place))]
            for place in places:
                write_text(place / HOLDER, json.dumps(whoami()))
            clean(outputs)
            if base:
                with suppress(Timeout), FileLock(base.derived / ".build.lock", timeout=0):  # no build is writing now
                    sweep(base)
            try:
                yield left
            finally:
                for place in places:
                    (place / HOLDER).unlink(missing_ok=True)
    except PermissionError as error:
        raise cannot_write(error) or BadFile(f"{outputs}: cannot be written to.") from error


@contextmanager
def hold(place: Path, wait: float) -> Iterator[None]:
    """Hold the lock of a folder."""
    lock = FileLock(place / ".refresh.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(f"{place}: another refresh is running ({holder(place)}). Wait for it to end.") from error
    try:
        yield
    finally:
        lock.release()


def whoami() -> dict[str, object]:
    """Who holds a lock."""
    return {"process": os.getpid(), "machine": platform.node(), "since": datetime.now().strftime("%Y-%m-%d %H:%M")}


def holder(place: Path) -> str:
    """Who holds the lock of a folder, in words; whether its process is dead is said, where it ran on this machine."""
    try:
        who = json.loads((place / HOLDER).read_text(encoding="utf-8"))
        told = f"process {who['process']} since {who['since']}"
        if who["machine"] != platform.node():
            return f"{told} on the machine {who['machine']}"
        return told if alive(int(who["process"])) else f"{told}, which has died: what it started still holds the lock"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has not yet said which"


def alive(process: int) -> bool:
    """Whether a process of this machine runs."""
    import psutil

    return bool(psutil.pid_exists(process))


def died(place: Path) -> str:
    """A line on a refresh that held this lock and ended without giving it back."""
    try:
        who = json.loads((place / HOLDER).read_text(encoding="utf-8"))
        return (
            f"the refresh of process {who['process']}, begun {who['since']}, did not end; what it left is cleared away"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def clean(outputs: Path) -> None:
    """Remove what a crashed refresh has left."""
    for left in (*outputs.glob(f"{STAGED}*"), *outputs.glob(".*.part")):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def pack_id(outputs: Path, now: datetime) -> str:
    """A name by the minute, without colons (Windows forbids them); numbered on if it is taken.

    It never sorts before a pack that is there: where the clock was set back, the name goes on from that of the newest.
    """
    stem = f"{now:%Y-%m-%d-%H%M}"
    newest = max(names(outputs), key=age, default="")
    stem = max(stem, newest[:15])
    number = 1
    while any((outputs / f"{prefix}{stem}{f'-{number}' if number > 1 else ''}").exists() for prefix in ("", FAILED)):
        number += 1
    return stem + (f"-{number}" if number > 1 else "")


def verify(staged: Path, runs: Sequence[str]) -> None:
    """Look whether a staged pack is whole: each run has its notebook and page, the files are as the ledger says.

    Raises NotWhole.
    """
    wanted = [
        "index.html",
        "run.json",
        *(f"notebooks/{name}.ipynb" for name in runs),
        *(f"pages/{name}.html" for name in runs),
    ]
    sizes = json.loads((staged / "run.json").read_text(encoding="utf-8"))["sizes"]
    lacking = [name for name in wanted if not (staged / name).is_file()]
    lacking += [
        name for name, size in sizes.items() if not (staged / name).is_file() or (staged / name).stat().st_size != size
    ]
    if lacking:
        raise NotWhole(f"the pack is not whole: {', '.join(lacking[:5])} is missing or cut. The last good pack stays.")


def publish(staged: Path, outputs: Path, name: str) -> Path:
    """Give the whole pack its name, then point to it."""
    if hasattr(os, "sync"):
        os.sync()  # what the name promises is on the disk before the name is
    pack = staged.rename(outputs / name)
    point_to(outputs, name)
    return pack


def set_aside(staged: Path, outputs: Path, name: str) -> Path:
    """Keep a failed attempt for a look; the last good pack stays the newest."""
    with suppress(FileNotFoundError):
        shutil.rmtree(outputs / f"{FAILED}{name}")
    return staged.rename(outputs / f"{FAILED}{name}")
