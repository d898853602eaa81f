"""Jobs of JupyterLab's own scheduler (the extra lab-scheduler), run as a refresh runs a notebook.

Its stock manager pastes what a person typed as code into a copy of the notebook made when the job was defined, counts in UTC,
and forgets what fell due while the Lab was closed. Here the values are typed and checked by the notebook's parameters cell, the
notebook is the one that the suite has now, times are those of London unless the job says otherwise, and what was missed runs
once when the Lab opens.
"""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_scheduler.executors import DefaultExecutionManager, ExecutionManager
from jupyter_scheduler.models import CreateJobDefinition
from jupyter_scheduler.orm import Job, JobDefinition
from jupyter_scheduler.scheduler import Scheduler
from jupyter_scheduler.task_runner import BaseTaskRunner, TaskRunner
from traitlets import Type

from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import EvidenceError, RunFailed, refuse_unknown
from evidence_lib.core.files import write_text
from evidence_lib.notebooks.parameters import parameters, typed
from evidence_lib.notebooks.plan import RANGES, SET_BY_REFRESH, Run
from evidence_lib.notebooks.runner import run_all
from evidence_lib.notebooks.times import LONDON, Times, read_times
from evidence_lib.pack.pages import clean_notebook, page
from evidence_lib.pack.refresh import NOTEBOOKS

MILLI = 1000


class RunnerManager(DefaultExecutionManager):  # type: ignore[misc]
    """Runs one job through the runner of a refresh; a failure is one line, and leaves the executed copy."""

    def execute(self) -> None:
        """Run the notebook and write what the job asked for."""
        staged = Path(self.staging_paths["input"])
        notebook = current(staged)
        base = find_base()
        run = Run(notebook.stem, notebook, checked(base, notebook, self.model.parameters or {}))
        with TemporaryDirectory(dir=staged.parent) as folder:
            (result,) = run_all([run], Path(folder), base.root, 1, packs=base.outputs)
            if result.output.is_file():
                clean_notebook(result.output)
                self.write(run, result.output)
        if result.state == "failed":
            raise RunFailed(result.line)

    def write(self, run: Run, executed: Path) -> None:
        """The executed notebook, and its page as a pack has it."""
        for form, target in self.staging_paths.items():
            if form == "ipynb":
                write_text(Path(target), executed.read_text(encoding="utf-8"))
            elif form == "html":
                now = datetime.now().astimezone()
                made = f"Made {long_date(now.date())} at {now:%H:%M}."
                title = str(self.model.name)
                write_text(Path(target), page(executed, title, parameters(run.notebook), run.parameters, made))

    def on_failure(self, error: Exception) -> None:
        """Say in one line what failed; what is no mistake of a person keeps its traceback in the log."""
        super().on_failure(error if isinstance(error, EvidenceError) else RunFailed(f"{type(error).__name__}: {error}"))


def current(staged: Path) -> Path:
    """The notebook of the suite as it is now; the copy made for the job where the suite has none of that name."""
    own = NOTEBOOKS / staged.name
    return own if own.is_file() else staged


def checked(base: BaseFolder, notebook: Path, texts: dict[str, str]) -> dict[str, object]:
    """What a person typed, as the notebook's parameters take it; a wrong name, type, theme or area is refused."""
    from evidence_lib.frames import open_base

    known = {name: one for name, one in parameters(notebook).items() if name not in SET_BY_REFRESH}
    values = typed(known, texts, notebook.stem)
    held = open_base(base.root)
    there = {"theme": held.themes.ids, "area": held.areas}
    for name in RANGES:
        if values.get(name):
            refuse_unknown(name, str(values[name]), there[name], notebook.stem)
    return values


class LondonTasks(TaskRunner):  # type: ignore[misc]
    """The clock of the scheduled jobs: right on the days on which the clock changes, and what was missed is made up for."""

    def compute_next_run_time(self, schedule: str, timezone: str | None = None) -> int:
        """The next moment of a schedule, in milliseconds."""
        (moment,) = read_times(schedule, timezone or LONDON, "schedule").next(datetime.now(UTC))
        return int(moment.timestamp() * MILLI)

    def populate_cache(self) -> None:
        """Read the jobs when the Lab opens, and run those whose time passed while it was closed, once each."""
        super().populate_cache()
        with self.db_session() as session:
            held = session.query(JobDefinition).filter(JobDefinition.schedule.isnot(None), JobDefinition.active).all()
            ran = {one.job_definition_id: self.newest(session, one) for one in held}
        for one in held:
            last = Times(one.schedule, one.timezone or LONDON).last(datetime.now(UTC))
            if last is not None and last.timestamp() * MILLI > ran[one.job_definition_id]:
                self.create_job(one.job_definition_id)

    def newest(self, session: Any, definition: Any) -> int:
        """When a scheduled job last ran, or was defined."""
        made = session.query(Job.create_time).filter(Job.job_definition_id == definition.job_definition_id).all()
        return max([int(definition.create_time), *(int(time) for (time,) in made)])


class EvidenceScheduler(Scheduler):  # type: ignore[misc]
    """The scheduler of "evidence lab"."""

    execution_manager_class = Type(
        RunnerManager, klass=ExecutionManager, config=True, help="What runs a job: the runner of a refresh."
    )
    task_runner_class = Type(
        LondonTasks, klass=BaseTaskRunner, allow_none=True, config=True, help="The clock of the scheduled jobs."
    )

    def create_job_definition(self, model: CreateJobDefinition) -> str:
        """Keep a scheduled job; without a time zone it is London's. A schedule that cannot be is refused in one line."""
        model.timezone = model.timezone or LONDON
        if model.schedule:
            read_times(model.schedule, model.timezone, str(model.name))
        return str(super().create_job_definition(model))
