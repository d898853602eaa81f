"""What goes with a refresh that nobody watches: its line in the journal, the health file, a message to those who are named."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any, TypeVar

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import CannotWrite, EvidenceError, RunFailed, Stopped
from evidence_lib.notebooks.jobs import Job
from evidence_lib.pack.journal import Message, RunRecord, record, runs
from evidence_lib.pack.publish import FAILED
from evidence_lib.schedule.due import GOOD
from evidence_lib.schedule.explain import ledger_of
from evidence_lib.schedule.health import write_health
from evidence_lib.schedule.notify import read_destinations
from evidence_lib.schedule.send import send
from evidence_lib.schedule.stopped import going_at_once

Made = TypeVar("Made")


def attended(base: BaseFolder, job: Job, outputs: Path, work: Callable[[], Made], tell: Callable[[str], None]) -> Made:
    """Do the work of a refresh, then tell of it. What cannot be told is said by *tell*, and changes nothing of the outcome."""
    started, known, packs = datetime.now().astimezone(), len(runs(outputs)), folders(outputs)
    error: BaseException | None = None

    def stopped(told: Stopped) -> None:
        record(outputs, line(job, outputs, started, (), told))
        after(base, job, outputs)

    try:
        with going_at_once(stopped):
            return work()
    except BaseException as raised:
        error = raised
        raise
    finally:
        try:
            if len(runs(outputs)) == known:  # the refresh did not get as far as to write its own line
                record(outputs, line(job, outputs, started, sorted(folders(outputs) - packs), error))
            told = after(base, job, outputs)
        except (EvidenceError, OSError) as failure:
            # a disk that takes nothing was told already
            told = f"the message or the health file could not be written: {failure}"
            told = "" if isinstance(error, CannotWrite) else told
        if told:
            tell(told)


def folders(outputs: Path) -> set[str]:
    """The packs of a folder, failed attempts with them."""
    return {path.parent.name for path in outputs.glob("[!.]*/run.json")}


def line(job: Job, outputs: Path, started: datetime, made: Sequence[str], error: BaseException | None) -> RunRecord:
    """The journal's line of a run: its name is that of the pack it left, or its minute."""
    pack = made[-1] if made else ""
    name = pack.removeprefix(FAILED) or unused(f"{started:%Y-%m-%d-%H%M}", {run.run for run in runs(outputs)})
    said = (str(error) if isinstance(error, EvidenceError) else repr(error)) if error else ""
    finished = datetime.now().astimezone()
    return RunRecord(
        name,
        job.name,
        started.isoformat(timespec="seconds"),
        finished.isoformat(timespec="seconds"),
        state(error),
        pack,
        said,
    )


def state(error: BaseException | None) -> str:
    """What a run came to, by what ended it."""
    if error is None:
        return "completed"
    if isinstance(error, Stopped):
        return "stopped"
    return "refused" if isinstance(error, EvidenceError) and not isinstance(error, RunFailed) else "failed"


def unused(stem: str, taken: set[str]) -> str:
    """A name that no other run has."""
    return next(name for name in chain([stem], (f"{stem}-{number}" for number in count(2))) if name not in taken)


def after(base: BaseFolder, job: Job, outputs: Path) -> str:
    """Tell of the newest run of a job; return what failed in telling, or nothing."""
    now = datetime.now().astimezone()
    held = [run for run in runs(outputs) if run.job == job.name]
    if not held:
        return ""
    failed = notify(base, job, outputs, held, now)
    write_health(job, outputs, now)
    return failed


def notify(base: BaseFolder, job: Job, outputs: Path, held: list[RunRecord], now: datetime) -> str:
    """Send a message about the newest run, if the job asks for one; return why it could not be sent, or nothing."""
    run = held[-1]
    if not wanted(job, held):
        return ""
    try:
        destinations = read_destinations(base.notify)
    except EvidenceError as error:
        sent, failed = "", str(error)
    else:
        if not destinations:
            return ""
        lines = list(summary(run, ledger_of(outputs, run)))
        facts = {"job": run.job, "run": run.run, "state": run.state, "started": run.started, "finished": run.finished}
        sent, failed = send(destinations, f"Evidence refresh {run.job}: {run.state}", lines, facts)
    record(outputs, Message(run.run, now.isoformat(timespec="seconds"), sent, failed))
    return f"no message was sent about {run.run}: {failed}" if failed else ""


def wanted(job: Job, held: list[RunRecord]) -> bool:
    """Whether a message goes out: of every run, of none, or of what went wrong and of the first that goes well again.

    The same refusal, asked again every hour, is told once.
    """
    run, earlier = held[-1], held[-2] if len(held) > 1 else None
    if job.notify != "failures":
        return job.notify == "always"
    if run.state in GOOD:
        return earlier is not None and earlier.state not in GOOD
    return earlier is None or (earlier.state, earlier.error) != (run.state, run.error)


def summary(run: RunRecord, ledger: Mapping[str, Any]) -> Iterator[str]:
    """What a message says: names and numbers, and no words of the evidence nor of an error, which may quote them."""
    yield f"Job {run.job}, run {run.run}: {run.state}, from {run.started} to {run.finished}."
    if base := ledger.get("base"):
        yield f"{base.get('documents', 0)} documents, {base.get('findings', 0)} findings."
        if base.get("left_out"):
            yield f"{len(base['left_out'])} documents could not be read."
    for row in ledger.get("runs", ()):
        if row.get("state") == "failed":
            yield f"Failed: {row['name']}" + (f", cell {row['cell']}" if row.get("cell") else "") + "."
    if run.state not in GOOD:
        yield "The last good pack stays."
    yield f"More on that machine: evidence explain {run.run}"
