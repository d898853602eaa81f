"""What a pack was made from, as hashes: if nothing of it has changed, nothing runs.

Whether it has is found out in a fraction of a second: this module loads neither pandas nor papermill.
"""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import sha256

LIBRARIES = (
    "evidence-lib",
    "pandas",
    "matplotlib",
    "papermill",
    "nbclient",
    "nbconvert",
    "ipykernel",
    "jupyterlab",
    "pypdfium2",
    "pyarrow",
    "trafilatura",
    "python-docx",
)
KEPT_BY_PEOPLE = (".csv", ".yml")  # every table and setting of the base; what is derived lies in a folder of its own
PUBLISHING = ("pack", "notebooks")  # rooms whose change makes pages anew, and no notebook runs for it
OUTSIDE = ("cli", "jupyter", "schedule")  # rooms whose change makes nothing anew
NAMED = {
    "plan": "the plan",
    "job": "the job of the plan",
    "only": "which notebooks were named",
    "notebooks": "the notebook {}",
    "code": "the code of the suite ({})",
    "versions": "the version of {}",
    "files": "{}",
    "sources": "the document {}",
}


def made_from(
    base: BaseFolder, plan: Path, only: Sequence[str], notebooks: Sequence[Path], job: str = ""
) -> dict[str, Any]:
    """Hashes of everything that a pack is made from, by what it is."""
    return {
        "plan": sha256(plan) if plan.is_file() else "",
        "job": job,
        "only": sorted(only),
        "notebooks": {path.name: hashed(path) for path in sorted(set(notebooks))},
        "code": {"making": code("making"), "publishing": code("publishing")},
        "versions": versions(),
        "files": {path.name: hashed(path) for path in kept_files(base)},
        "sources": {path.name: hashed(path) for path in sorted(base.sources.glob("*")) if path.is_file()},
    }


def kept_files(base: BaseFolder) -> list[Path]:
    """What people keep in a base, and what it learned."""
    held = sorted(path for path in base.root.iterdir() if path.suffix in KEPT_BY_PEOPLE)
    return [*held, *([base.own_model] if base.own_model.is_file() else [])]


def hashed(path: Path) -> str:
    """The hash of a file, or empty for one that is not there."""
    return sha256(path) if path.is_file() else ""


@cache
def code(part: str) -> str:
    """A hash of the library's own files: those that publish, or those that notebooks and tables are made with."""
    library = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(library.rglob("*")):
        room = path.relative_to(library).parts[0]
        if "__pycache__" in path.parts or room in OUTSIDE or not path.is_file():
            continue
        if (room in PUBLISHING) == (part == "publishing"):
            digest.update(path.relative_to(library).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:32]


@cache
def versions() -> dict[str, str]:
    """The versions of Python and of the libraries that decide what a pack looks like."""
    return {"python": platform.python_version(), **{name: version_of(name) for name in LIBRARIES}}


def version_of(name: str) -> str:
    """The version of a library, or that it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What has changed, in words: one for each thing, such as "services.csv changed"."""
    told = []
    for part, words in NAMED.items():
        was, is_now = then.get(part), now.get(part)
        if not isinstance(is_now, dict) or not isinstance(was, dict):
            told += [f"{words} changed"] if was != is_now else []
            continue
        for name in sorted({*was, *is_now}):
            if was.get(name, "") != is_now.get(name, ""):
                how = "is new" if not was.get(name) else "is gone" if not is_now.get(name) else "changed"
                told.append(f"{words.format(name)} {how}")
    return told
