"""The packs of a folder: which is the newest whole one, what its ledger says, and which to keep."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_lib.core.files import write_text

NAME = re.compile(r"^\d{4}-\d{2}-\d{2}-\d{4}(-\d+)?$")
POINTER = "latest.txt"
LANDING = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Evidence pack</title>
<meta http-equiv="refresh" content="0; url={pack}/index.html"></head>
<body><main><h1>Evidence pack</h1><p><a href="{pack}/index.html">Open the newest pack ({pack})</a></p></main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A pack with its ledger."""

    folder: Path
    ledger: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name."""
        return self.folder.name

    def row(self, run: str) -> Mapping[str, Any] | None:
        """What the ledger says of a run."""
        rows: Sequence[Mapping[str, Any]] = self.ledger["runs"]
        return next((row for row in rows if row["name"] == run), None)


def names(outputs: Path) -> list[str]:
    """The names of all packs, the oldest first."""
    found = [path.name for path in outputs.iterdir() if NAME.match(path.name)] if outputs.is_dir() else []
    return sorted(found, key=age)


def age(name: str) -> tuple[str, int]:
    """What packs are ordered by: the minute, then the number within it."""
    return name[:15], int(name[16:] or 1)


def read_pack(folder: Path) -> Held | None:
    """A pack that is whole: its ledger can be read, and every file that it names is there with its size; else None."""
    try:
        ledger = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        sizes = ledger.get("sizes", {})
        whole = all((folder / name).stat().st_size == size for name, size in sizes.items())
        whole = whole and all((folder / name).is_file() for name in ledger["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Held(folder, ledger) if whole else None


def latest(outputs: Path) -> Path | None:
    """The newest good pack, as the pointer says."""
    try:
        name = (outputs / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return outputs / name if NAME.match(name) and (outputs / name).is_dir() else None


def newest(outputs: Path) -> tuple[Held | None, list[str]]:
    """The newest whole pack, and the names of those that are damaged; the pointer comes first, for it is written last."""
    pointed = latest(outputs)
    order = [*([pointed.name] if pointed else []), *reversed(names(outputs))]
    damaged: list[str] = []
    for name in dict.fromkeys(order):
        if held := read_pack(outputs / name):
            return held, damaged
        damaged.append(name)
    return None, damaged


def mend(outputs: Path) -> tuple[Held | None, list[str]]:
    """Put aside what a power cut has damaged and point to the newest whole pack; lines on what was done."""
    held, damaged = newest(outputs)
    told = []
    for name in damaged:
        aside = outputs / f"damaged-{name}"
        shutil.rmtree(aside, ignore_errors=True)
        (outputs / name).rename(aside)
        told.append(f"pack {name} is damaged (its files are not as its ledger says); it lies in {aside.name}")
    if held and latest(outputs) != held.folder:
        point_to(outputs, held.name)
        told.append(f"the newest whole pack is {held.name}; latest.txt points to it again")
    return held, told


def point_to(outputs: Path, name: str) -> None:
    """Let the pointer name a pack."""
    write_text(outputs / "latest.html", LANDING.format(pack=name))
    write_text(outputs / POINTER, f"{name}\n", lasting=True)


def to_keep(held: Sequence[str], last: int, monthly: bool) -> set[str]:
    """The packs to keep: the last so many, and with monthly the last of each month."""
    ordered = sorted(held, key=age)
    months = {name[:7]: name for name in ordered} if monthly else {}
    return {*ordered[max(0, len(ordered) - last) :], *months.values()}


def keep(outputs: Path, last: int, monthly: bool) -> list[str]:
    """Delete the other packs; the one that latest.txt names always stays. Returns what was deleted."""
    held = names(outputs)
    pointed = latest(outputs)
    staying = to_keep(held, last, monthly) | ({pointed.name} if pointed else set())
    gone = [name for name in held if name not in staying]
    for name in gone:
        doomed = (outputs / name).rename(
            outputs / f".staging-{name}"
        )  # a crash here leaves no half pack under a good name
        shutil.rmtree(doomed, ignore_errors=True)
    return gone
