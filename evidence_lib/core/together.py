"""Several files changed as one: after a crash at any moment all of them are old or all of them are new."""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from evidence_lib.core.files import appearing

FOLDER = ".changing"  # beside the files of a base
LOCK_SECONDS = 20
LIST = "all.json"  # there from the moment on at which the change holds


def replace_together(root: Path, contents: Mapping[Path, bytes]) -> None:
    """Give every file its new content. The new contents are written beside first; then a list of them, whole or not at all.

    Until the list is there, nothing has changed; once it is, the change holds, and who opens the base next ends what a
    crash left undone.
    """
    with FileLock(root / f"{FOLDER}.lock", timeout=LOCK_SECONDS):
        end(root)
        write(root, contents)
        end(root)


def write(root: Path, contents: Mapping[Path, bytes]) -> None:
    """Write the new contents beside, then the list that makes them hold."""
    beside = root / FOLDER
    beside.mkdir()
    names = {f"{number}": os.path.relpath(path, root) for number, path in enumerate(contents)}
    for number, content in zip(names, contents.values(), strict=True):
        with (beside / number).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    with appearing(beside / LIST) as listed:
        listed.write_text(json.dumps(names), encoding="utf-8")


def finish_change(root: Path) -> None:
    """End a change that a crash left undone. Costs one look where there is none; one that is under way is left alone."""
    if (root / FOLDER).is_dir():
        with suppress(Timeout), FileLock(root / f"{FOLDER}.lock", timeout=0):
            end(root)


def end(root: Path) -> None:
    """Put every file of a change that holds in its place, and forget a change that never did."""
    beside = root / FOLDER
    if not beside.is_dir():
        return
    if (beside / LIST).is_file():
        for number, name in json.loads((beside / LIST).read_text(encoding="utf-8")).items():
            if (beside / number).is_file():  # else it has its place already
                target = (root / name).resolve()
                with appearing(target) as copy:
                    shutil.copyfile(beside / number, copy)
                (beside / number).unlink()
    shutil.rmtree(beside)
