"""health.json: what a monitor watches - the last good pack, when it was confirmed, the next run, and when to worry."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from evidence_lib.core.files import write_text
from evidence_lib.notebooks.jobs import Job
from evidence_lib.pack.journal import RunRecord, messages, runs
from evidence_lib.pack.publish import latest
from evidence_lib.schedule.due import GOOD, began, of_job

FILE = "health.json"
GRACE = timedelta(hours=3)  # a machine may be off for lunch; a timer asks every hour


@dataclass(frozen=True, slots=True)
class Health:
    """How a job stands at a moment. ok is false where its last run went wrong, or a run is overdue (stale).

    good is when the newest pack was last made or confirmed; stale_from is the moment from which a reader of the file should
    call it stale, whatever the file says: a machine that is off writes none. Moments are ISO 8601 with their offset.
    """

    job: str
    ok: bool
    stale: bool
    written: str
    pack: str
    good: str
    last_run: str
    last_state: str
    last_error: str
    next_due: str
    stale_from: str
    message_failed: str

    @property
    def line(self) -> str:
        """It in one line."""
        if not self.last_run:
            return f"{self.job}: never run."
        stands = f"the newest pack is {self.pack or 'none'}, confirmed {self.good or 'never'}"
        if self.stale:
            return f"{self.job}: a run is overdue; {stands}. Look at: evidence schedule show {self.job}"
        told = f"{self.job}: the last run ({self.last_run}) {self.last_state}; {stands}."
        return told if self.ok else f"{told} Look at: evidence explain {self.last_run}"


def health(job: Job, outputs: Path, now: datetime) -> Health:
    """How a job stands."""
    held = of_job(runs(outputs), job, now)
    good = [run for run in held if run.state in GOOD]
    last, pack = (held[-1] if held else None), latest(outputs)
    limit = overdue(job, good, now)
    stale = limit is not None and limit < now
    following = job.times.next(now) if job.times else []
    message = messages(outputs).get(last.run) if last else None
    return Health(
        job.name,
        bool(held) and held[-1].state in GOOD and not stale,
        stale,
        now.isoformat(timespec="seconds"),
        pack.name if pack else "",
        good[-1].finished if good else "",
        last.run if last else "",
        last.state if last else "",
        last.error if last else "",
        following[0].isoformat() if following else "",
        limit.isoformat() if limit else "",
        message.error if message else "",
    )


def overdue(job: Job, good: Sequence[RunRecord], now: datetime) -> datetime | None:
    """The moment from which a job is stale: some time after the first moment of its plan since it last went well."""
    if job.times is None or not good:
        return None
    first = job.times.next(max(map(began, good)))
    return first[0] + GRACE if first else None


def write_health(job: Job, outputs: Path, now: datetime) -> Health:
    """Write health.json beside the packs, whole or not at all."""
    held = health(job, outputs, now)
    write_text(outputs / FILE, json.dumps(asdict(held), indent=1, ensure_ascii=False) + "\n")
    return held
