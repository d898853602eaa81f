"""What a notebook reads of a base, recorded while it reads, so that a later refresh knows whether to run it again.

Recorded, not guessed: every file of the base that Python opens, every table that is loaded, whether the day was asked for,
whether earlier packs were looked at. A question to the base (findings on a theme in some areas) is recorded with a digest of
its answer in place of the whole tables behind it: a report on another area then changes nothing for this notebook.
What lies outside the base folder is not watched.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar, cast

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import sha256, write_text

if TYPE_CHECKING:
    import pandas as pd

SETTING = "EVIDENCE_RECORD_READS"  # set by a refresh for its kernels
FILE = "reads.json"
WRITING = os.O_WRONLY | os.O_RDWR
MADE = "derived/"  # what the suite makes in a base; of it only the tables are read by a notebook


class Asked(Protocol):
    """What can be asked: a base, which may hold checked findings alone."""

    @property
    def checked_only(self) -> bool:
        """Whether its findings are those that a person has checked."""


B = TypeVar("B", bound=Asked)
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the base and the digest of its answer."""

    call: str
    given: dict[str, object]
    checked_only: bool
    digest: str


@dataclass
class Reads:
    """What was read: files of the base by their relative names with their hashes, tables among them; questions; the day.

    behind are files that only questions were answered from; absent are files of a base that were not there: one that
    comes is news. An empty day was not asked for.
    """

    files: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    day: str = ""
    behind_day: str = ""
    packs: bool = False
    absent: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, held: dict[str, object]) -> "Reads":
        """As it stands in a ledger."""
        made = cls(**{name: value for name, value in held.items() if name != "questions"})  # type: ignore[arg-type]
        made.questions = [Question(**row) for row in cast("list[dict[str, object]]", held["questions"])]  # type: ignore[arg-type]
        return made


class Recorder:
    """Records into a file beside what a notebook keeps; the file is written anew at each thing read."""

    def __init__(self, root: Path, keep: Path) -> None:
        self.root = root.resolve()
        self.target = keep / FILE
        self.reads = Reads(absent=[self.name(path) for path in kept_by_people(self.root) if not path.exists()])
        self.asking = False
        self.busy = False
        self.save()

    def save(self) -> None:
        """Write what was read so far: a notebook that fails later has still told it."""
        write_text(self.target, json.dumps(asdict(self.reads), ensure_ascii=False))

    def file(self, path: Path) -> None:
        """A file of the base was read."""
        held = self.reads.behind if self.asking else self.reads.files
        name = self.name(path)
        if not name or name in held:
            return
        self.busy = True  # hashing and saving open files, too
        try:
            held[name] = sha256(path) if path.is_file() else ""
            self.save()
        finally:
            self.busy = False

    def name(self, path: Path) -> str:
        """The name of a file in the base; empty for one that lies elsewhere."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except (ValueError, OSError):
            return ""

    def opened(self, event: str, about: tuple[object, ...]) -> None:
        """Python's own audit of what is opened; files that are written, and what the suite makes, are not read."""
        if event != "open" or self.busy or recording is not self:
            return
        path, mode, flags = (*about, None, None, None)[:3]
        written = (
            any(sign in mode for sign in "wax+")
            if isinstance(mode, str)
            else bool(int(cast(int, flags) or 0) & WRITING)
        )
        if not isinstance(path, str | os.PathLike) or written:
            return
        name = self.name(Path(os.fspath(path)))
        if name and not name.startswith(MADE) and not name.endswith(".lock"):
            self.file(self.root / name)


def kept_by_people(root: Path) -> list[Path]:
    """The files that a base may have; its plan is read by the refresh and no notebook."""
    base = BaseFolder(root)
    named = [name for name, value in vars(BaseFolder).items() if isinstance(value, property) and name != "plan"]
    paths = [getattr(base, name) for name in named]
    return [path for path in paths if path.suffix and path.is_relative_to(root)]


recording: Recorder | None = None


def begin(root: Path, keep: Path | None) -> None:
    """Record from here on if a refresh asks for it."""
    global recording
    if keep is None or not os.environ.get(SETTING) or (recording and recording.target == keep / FILE):
        return
    recording = Recorder(root, keep)
    sys.addaudithook(recording.opened)


def table_read(path: Path) -> None:
    """A table was loaded by a library that Python's audit does not see."""
    if recording:
        recording.file(path)


def day_read(day: str) -> None:
    """The day of today was asked for: what comes of it is another thing tomorrow."""
    if recording:
        name = "behind_day" if recording.asking else "day"
        setattr(recording.reads, name, day)
        recording.save()


def packs_read() -> None:
    """Earlier packs were looked at."""
    if recording:
        recording.reads.packs = True
        recording.save()


@contextmanager
def question(held: Recorder) -> Iterator[None]:
    """What is read in here stands behind an answer."""
    held.asking = True
    try:
        yield
    finally:
        held.asking = False


def recorded(method: Callable[Concatenate[B, P], "pd.DataFrame"]) -> Callable[Concatenate[B, P], "pd.DataFrame"]:
    """Record a question to the base with its answer."""

    @wraps(method)
    def asked(base: B, *args: P.args, **given: P.kwargs) -> "pd.DataFrame":
        held = recording
        if held is None or held.asking:
            return method(base, *args, **given)
        names = method.__code__.co_varnames[1:]
        named: dict[str, object] = {**dict(zip(names, args, strict=False)), **given}
        with question(held):
            answer = method(base, *args, **given)
        asked_now = Question(method.__name__, plain(named), base.checked_only, digest(answer))
        if asked_now not in held.reads.questions:
            held.reads.questions.append(asked_now)
            held.save()
        return answer

    return cast("Callable[Concatenate[B, P], pd.DataFrame]", asked)


def plain(given: dict[str, object]) -> dict[str, object]:
    """Arguments as JSON keeps them."""
    return {name: list(value) if isinstance(value, tuple | list | set) else value for name, value in given.items()}


def digest(table: "pd.DataFrame") -> str:
    """A hash of what a table says: its columns and its rows in their order."""
    import pandas as pd

    flat = table.reset_index(drop=True)
    held = [str(column) for column in flat if flat[column].dtype == object]
    flat = flat.assign(**{column: flat[column].map(repr).astype("str") for column in held})
    rows = pd.util.hash_pandas_object(flat, index=False).to_numpy().tobytes()
    return hashlib.sha256("|".join(map(str, flat.columns)).encode() + rows).hexdigest()[:32]
