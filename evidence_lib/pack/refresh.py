"""A refresh: build the tables, run the notebooks of the plan that have a reason to, publish the pack.

Where nothing has changed this module finds it out alone; what makes a pack is loaded only if one is to be made.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import today
from evidence_lib.core.errors import BadFile, EvidenceError, NotPublished, RunFailed, cannot_write
from evidence_lib.pack.journal import RunRecord, record, runs
from evidence_lib.pack.kept_packs import NAME, Held, mend
from evidence_lib.pack.made_from import differences, made_from
from evidence_lib.pack.publish import one_refresh

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from evidence_lib.notebooks.runner import RunResult
    from evidence_lib.tables.build import BuildReport

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Published:
    """A pack: where it lies, what the build reported, what ran. Without a report nothing had changed since that pack."""

    pack: Path
    report: "BuildReport | None" = None
    results: "tuple[RunResult, ...]" = ()

    @property
    def unchanged(self) -> bool:
        """Whether the pack is an earlier one, since nothing that it was made from has changed."""
        return self.report is None


@dataclass(frozen=True, slots=True)
class How:
    """How a refresh is made: force runs everything; kernels are warm or plain; each notebook has its limits.

    wait is for how many seconds to wait for another refresh; with an executor reading and notebooks go through it.
    """

    force: bool = False
    kernels: str = "warm"
    seconds: float = 1800.0
    megabytes: int = 4096
    wait: float = 0
    executor: "Executor | None" = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a refresh is to make, and where."""

    folder: BaseFolder
    outputs: Path
    plan: Path
    only: Sequence[str]
    jobs: int
    notebooks: Path
    job: str
    how: How = field(default_factory=How)


def refresh(
    folder: BaseFolder,
    outputs: Path,
    plan: Path,
    only: Sequence[str] = (),
    jobs: int = 2,
    say: Say = lambda line: None,
    notebooks: Path = NOTEBOOKS,
    job: str = "",
    how: How = How(),
) -> Published:
    """Build, run what has a reason to run, publish; if nothing has changed, nothing runs, and the last pack stays.

    A bad document is left out and reported; a failed notebook raises RunFailed, its attempt is set aside, and the last
    good pack stays the newest. Raises Busy while another refresh works on the base or writes to the folder, CannotWrite
    and BadFile where a disk is full, closed or gone. Every refresh leaves a line in the journal of the folder.
    """
    wanted = Wanted(folder, outputs, plan, only, jobs, notebooks, job, how)
    started = datetime.now().astimezone()
    try:
        with one_refresh(outputs, folder, how.wait) as left:
            held, mended = mend(outputs)
            for line in (*left, *mended):
                say(line)
            published = made(wanted, held, started, say)
    except BaseException as error:
        told = named(error, wanted)
        with suppress(OSError):
            record(outputs, line_of(wanted, started, error=told or error))
        if told is None:
            raise
        raise told from error
    record(outputs, line_of(wanted, started, published))
    return published


def made(wanted: Wanted, held: Held | None, started: datetime, say: Say) -> Published:
    """The pack that holds now: the earlier one if nothing has changed, else a new one."""
    if held and not wanted.how.force and not news(wanted, held):
        say(f"unchanged: nothing has changed since pack {held.name}")
        return Published(held.folder)
    from evidence_lib.pack.making import make

    return make(wanted, held, started, say)


def news(wanted: Wanted, held: Held) -> list[str]:
    """What has changed since a pack was made, in words. Loads neither pandas nor papermill."""
    then: dict[str, Any] = held.ledger.get("made_from", {})
    if not then or held.ledger["base"]["left_out"]:
        return ["documents could not be read, and may be by now" if then else "the pack is of an earlier version"]
    day = today().isoformat()
    books = [wanted.notebooks / name for name in then["notebooks"]]
    told = differences(then, made_from(wanted.folder, wanted.plan, wanted.only, books, wanted.job))
    for row in held.ledger["runs"]:
        reads = row.get("reads") or {}
        if {reads.get("day", ""), reads.get("behind_day", "")} - {"", day}:
            told.append(f"{row['name']} depends on the day")
        if not reads:
            told.append(f"what {row['name']} reads was not recorded")
    return told


def named(error: BaseException, wanted: Wanted) -> EvidenceError | None:
    """The one line for a failure that is none of the suite's; None where it has one already, or is a fault of the suite."""
    if isinstance(error, EvidenceError) and (wanted.folder.root.is_dir() or isinstance(error, RunFailed)):
        return None
    if isinstance(error, Exception) and not wanted.folder.catalogue.is_file():
        return BadFile(f"{wanted.folder.root}: the evidence base has gone while it was read. Is its drive connected?")
    if isinstance(error, OSError) and not wanted.outputs.is_dir():
        return BadFile(f"{wanted.outputs}: the folder of packs has gone. Is its drive connected?")
    return cannot_write(error) if isinstance(error, OSError) else None


def line_of(
    wanted: Wanted, started: datetime, published: Published | None = None, error: BaseException | None = None
) -> RunRecord:
    """The line of the journal about a refresh."""
    finished = datetime.now().astimezone().isoformat(timespec="seconds")
    pack = published.pack.name if published else getattr(error, "pack", "")
    state = "failed" if error else "completed"
    if isinstance(error, EvidenceError) and not pack and not isinstance(error, RunFailed | NotPublished):
        state = "refused"
    if published and published.unchanged:
        state = "unchanged"
    taken = {run.run for run in runs(wanted.outputs)}
    minute = f"{started:%Y-%m-%d-%H%M}"
    name = pack.removeprefix("failed-")
    if state == "unchanged" or not NAME.match(name):
        name = next(one for number in count(1) if (one := minute + (f"-{number}" if number > 1 else "")) not in taken)
    said = (str(error) if isinstance(error, EvidenceError) else repr(error)) if error else ""
    return RunRecord(name, wanted.job, started.isoformat(timespec="seconds"), finished, state, pack, said)
