"""What an earlier pack still says rightly is taken over; everything else has a reason to run, in words."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import today
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import sha256
from evidence_lib.core.reads import Question, Reads, digest
from evidence_lib.frames import EvidenceBase, open_base
from evidence_lib.notebooks.plan import Run
from evidence_lib.notebooks.runner import RunResult
from evidence_lib.pack.kept_packs import Held


@dataclass
class Now:
    """The base as it is now, asked once for each thing."""

    folder: BaseFolder
    hashes: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)

    @cached_property
    def bases(self) -> Mapping[bool, EvidenceBase]:
        """The base, and the base of what is checked alone."""
        return {checked: open_base(self.folder.root, checked_only=checked) for checked in (False, True)}

    def hash(self, name: str) -> str:
        """The hash of a file of the base by its relative name; empty where there is none."""
        if name not in self.hashes:
            path = self.folder.root / name
            self.hashes[name] = sha256(path) if path.is_file() else ""
        return self.hashes[name]

    def answer(self, asked: Question) -> str:
        """The digest of the answer to a question, as the base gives it now."""
        key = f"{asked.call} {asked.given} {asked.checked_only}"
        if key not in self.answers:
            call: Callable[..., Any] = getattr(self.bases[asked.checked_only], asked.call)
            try:
                self.answers[key] = digest(call(**asked.given))
            except (EvidenceError, TypeError):
                self.answers[key] = ""  # a name that is gone, or a question that is put otherwise by now
        return self.answers[key]


def news(reads: Reads, now: Now) -> str:
    """What of the things read has changed, in words; empty where nothing has."""
    day = today().isoformat()
    for name, held in reads.files.items():
        if now.hash(name) != held:
            return f"{shown(name)} changed"
    for name in reads.absent:
        if now.hash(name):
            return f"{name} is new"
    if reads.day and reads.day != day:
        return f"it is another day than {reads.day}"
    moved = reads.behind_day not in ("", day) or any(now.hash(name) != held for name, held in reads.behind.items())
    for asked in reads.questions if moved else ():
        if now.answer(asked) != asked.digest:
            given = ", ".join(f"{name}={value!r}" for name, value in asked.given.items() if value)
            return f"the answer to {asked.call}({given}) changed"
    return ""


def shown(name: str) -> str:
    """A file of the base in words."""
    return f"the table {Path(name).stem}" if name.endswith(".parquet") else name


def reason(run: Run, held: Held | None, then_now: tuple[Mapping[str, Any], Mapping[str, Any]], now: Now) -> str:
    """Why a run has to run, or empty where the earlier pack still says it rightly; then_now is what packs are made from."""
    row = held.row(run.name) if held else None
    if held is None:
        return "there is no earlier pack"
    if row is None:
        return f"pack {held.name} does not hold it"
    then, wanted = then_now
    notebook = run.notebook.name
    if then.get("notebooks", {}).get(notebook) != wanted["notebooks"].get(notebook):
        return f"the notebook {notebook} changed"
    if row["parameters"] != dict(run.parameters):
        return "its parameters changed"
    if then.get("code", {}).get("making") != wanted["code"]["making"]:
        return "the code of the suite changed"
    if then.get("versions") != wanted["versions"]:
        other = [name for name, held in wanted["versions"].items() if then.get("versions", {}).get(name) != held]
        return f"the version of {', '.join(other)} changed"
    if not row.get("reads"):
        return "what it reads was not recorded"
    reads = Reads.load(row["reads"])
    if reads.packs:
        return "it compares with earlier packs"
    return news(reads, now) or damage(row, held)


def files_of(row: Mapping[str, Any], held: Held) -> dict[str, str]:
    """The files of a run in a pack, each with its place in a staged one."""
    name = row["name"]
    wanted = {f"notebooks/{name}.ipynb": f"notebooks/{name}.ipynb"}
    for file in row.get("kept", ()):
        places = (f"charts/{name}/{file}", f"papers/{name}_{file}", f"papers/{file}")
        # a paper in a format that the job does not keep was made, and is in no pack
        there = [place for place in places if place in held.ledger["files"]]
        wanted |= dict.fromkeys(there[:1], f"kept/{name}/{file}")
    return wanted


def damage(row: Mapping[str, Any], held: Held) -> str:
    """Which file of a run is no longer as it was published: people may have edited it, and an edit is no evidence."""
    for name in files_of(row, held):
        path = held.folder / name
        if not path.is_file() or sha256(path) != held.ledger["files"].get(name):
            return f"{name} of pack {held.name} is not as it was published"
    return ""


def take_over(run: Run, held: Held, staged: Path, pages_too: bool) -> RunResult:
    """Copy what a run left in an earlier pack, its page too unless pages are made otherwise by now."""
    row = held.row(run.name) or {}
    wanted = files_of(row, held)
    page = f"pages/{run.name}.html"
    if pages_too and (held.folder / page).is_file() and sha256(held.folder / page) == held.ledger["files"].get(page):
        wanted[page] = page
    (staged / "kept" / run.name).mkdir(parents=True, exist_ok=True)
    for source, target in wanted.items():
        (staged / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(held.folder / source, staged / target)
    return RunResult(
        run,
        "unchanged",
        0.0,
        staged / "notebooks" / f"{run.name}.ipynb",
        reads=row["reads"],
        kept=tuple(row["kept"]),
        because=f"taken from pack {held.name}",
    )
