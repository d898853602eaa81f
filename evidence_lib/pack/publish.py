"""Putting a pack in its place: staged beside, renamed when whole, the pointer last."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from evidence_lib.core.errors import BadFile, Busy
from evidence_lib.core.files import write_text

POINTER = "latest.txt"
STAGED = ".staging-"
FAILED = "failed-"
LANDING = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Evidence pack</title>
<meta http-equiv="refresh" content="0; url={pack}/index.html"></head>
<body><main><h1>Evidence pack</h1><p><a href="{pack}/index.html">Open the newest pack ({pack})</a></p></main></body></html>
"""


@contextmanager
def one_refresh(outputs: Path) -> Iterator[None]:
    """Let one refresh at a time write to a folder. Raises Busy, saying who holds it, or BadFile for a folder that is closed."""
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        holder = outputs / ".refresh.holder"
        with FileLock(outputs / ".refresh.lock", timeout=0):
            write_text(holder, f"process {os.getpid()} since {datetime.now():%Y-%m-%d %H:%M}\n")
            clean(outputs)
            yield
            holder.unlink(missing_ok=True)
    except Timeout as error:
        who = (outputs / ".refresh.holder").read_text(encoding="utf-8").strip()
        raise Busy(f"{outputs}: another refresh is running ({who}). Wait for it to end.") from error
    except PermissionError as error:
        raise BadFile(f"{outputs}: cannot be written to. Name another folder with --out.") from error


def clean(outputs: Path) -> None:
    """Remove what a crashed refresh has left."""
    for left in outputs.glob(f"{STAGED}*"):
        shutil.rmtree(left, ignore_errors=True)


def pack_id(outputs: Path, now: datetime) -> str:
    """A name by the minute, without colons (Windows forbids them); numbered on if it is taken."""
    stem = f"{now:%Y-%m-%d-%H%M}"
    number = 1
    while any((outputs / f"{prefix}{stem}{f'-{number}' if number > 1 else ''}").exists() for prefix in ("", FAILED)):
        number += 1
    return stem + (f"-{number}" if number > 1 else "")


def publish(staged: Path, outputs: Path, name: str) -> Path:
    """Give the whole pack its name, then point to it."""
    pack = staged.rename(outputs / name)
    write_text(outputs / "latest.html", LANDING.format(pack=name))
    write_text(outputs / POINTER, f"{name}\n")
    return pack


def set_aside(staged: Path, outputs: Path, name: str) -> Path:
    """Keep a failed attempt for a look; the last good pack stays the newest."""
    return staged.rename(outputs / f"{FAILED}{name}")


def latest(outputs: Path) -> Path | None:
    """The newest good pack."""
    pointer = outputs / POINTER
    if not pointer.is_file():
        return None
    pack = outputs / pointer.read_text(encoding="utf-8").strip()
    return pack if pack.is_dir() else None
