"""Whether a job is due: what its cron line asks for, against what the journal says was run."""

from collections.abc import Sequence
from datetime import UTC, datetime

from evidence_lib.core.errors import BadRow
from evidence_lib.notebooks.jobs import Job
from evidence_lib.pack.journal import RunRecord

GOOD = ("completed", "unchanged")
RAN = (*GOOD, "failed")  # a refused or stopped run did nothing: the job is still due


def of_job(held: Sequence[RunRecord], job: Job, now: datetime) -> list[RunRecord]:
    """The runs of a job, oldest first; one of the future was written by a clock that was wrong, and does not count."""
    return [run for run in held if run.job == job.name and began(run) <= now]


def began(run: RunRecord) -> datetime:
    """When a run began; the beginning of time where the journal's words are no moment."""
    try:
        moment = datetime.fromisoformat(run.started)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.astimezone()


def due(job: Job, held: Sequence[RunRecord], now: datetime) -> bool:
    """Whether a moment of the job has passed since it last ran; a job that never ran is due.

    Raises BadRow for a job without a time.
    """
    if job.times is None:
        raise BadRow(f"the job {job.name} has no 'when' in its plan: nothing says when it is due. Add one.")
    ran = [began(run) for run in of_job(held, job, now) if run.state in RAN]
    moment = job.times.last(now)
    return not ran or (moment is not None and max(ran) < moment)
