"""evidence refresh and lab."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.util import find_spec
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.options import Data, Quiet, counted
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import EvidenceError, refuse_unknown
from evidence_lib.notebooks.jobs import Job, find_job
from evidence_lib.pack.journal import runs

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from evidence_lib.pack.refresh import Published

LOG_BYTES = 1_000_000
NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def refresh_command(
    data: Data = "",
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Folder for packs; outputs/ beside the base if not given.")
    ] = "",
    plan: Annotated[
        str, typer.Option(metavar="FILE", help="The plan; refresh.yml of the base, or of notebooks/, if not given.")
    ] = "",
    job: Annotated[
        str, typer.Option("--job", metavar="NAME", help="A job of the plan; the usual one if not given.")
    ] = "",
    if_due: Annotated[
        bool, typer.Option("--if-due", help="Run only if the job's time has come since it last ran.")
    ] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="NOTEBOOK", help="Run this notebook alone.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks at once; as many as cores if not given.")] = os.cpu_count()
    or 1,
    force: Annotated[bool, typer.Option("--force", help="Run every notebook, changed or not.")] = False,
    as_pack: Annotated[
        str, typer.Option("--as", metavar="PACK", help="Make that pack again, beside it, and say what differs.")
    ] = "",
    kernels: Annotated[
        str, typer.Option(help="warm: forked from a process that has the libraries loaded; or plain. Same results.")
    ] = "warm",
    minutes: Annotated[float, typer.Option(min=0.01, help="A notebook that takes longer is ended.")] = 30,
    memory: Annotated[int, typer.Option(min=1, metavar="MB", help="A notebook that takes more is ended.")] = 4096,
    wait: Annotated[float, typer.Option(min=0, metavar="MINUTES", help="Wait for another refresh to end.")] = 0,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Send the work to a Dask cluster, as tcp://10.0.0.5:8786.")
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Read the documents, run the notebooks of a job of the plan that have a reason to, publish a pack."""
    base = find_base(data)
    path = Path(plan) if plan else plan_of(base)
    held = find_job(path, job)
    outputs = Path(out).resolve() if out else held.folder(base.outputs)
    if if_due and not is_due(held, outputs):
        if not quiet:
            typer.echo(f"The job {held.name} is not due.")
        return
    refuse_unknown("kind of kernels", kernels, ("warm", "plain"), "--kernels")
    told = Telling(open_log(outputs), quiet)
    from evidence_lib.pack.refresh import How, refresh
    from evidence_lib.schedule.attend import attended

    how = How(force, kernels, minutes * 60, memory, wait * 60)

    def work() -> "Published":
        with workers(scheduler, base, outputs) as executor:
            way = replace(how, executor=executor)
            return refresh(base, outputs, path, only or [], jobs, told.say, job=held.name, how=way)

    try:
        if as_pack:
            from evidence_lib.pack.again import again

            again(base, outputs, as_pack, jobs, told.say, how=how)
        else:
            told.published(attended(base, held, outputs, work, told.warn), outputs)
    except EvidenceError as error:
        told.log.error(str(error))
        raise


@dataclass(frozen=True, slots=True)
class Telling:
    """What a refresh tells: into its log, and to the person who called it unless that is to be quiet."""

    log: logging.Logger
    quiet: bool

    def say(self, line: str) -> None:
        """How far it is."""
        self.log.info(line)
        if not self.quiet:
            typer.echo(line)

    def warn(self, line: str) -> None:
        """What somebody must look at."""
        self.log.warning(line)
        typer.echo(line, err=True)

    def published(self, made: "Published", outputs: Path) -> None:
        """What came of it; nothing where nothing had changed, which was said already."""
        if made.report is None:
            return
        for problem in made.report.problems:
            self.warn(f"left out: {problem}")
        findings, pages = counted(made.report.findings, "finding"), counted(len(made.results), "page")
        self.say(f"{findings}, {pages}. Open {outputs / 'latest.html'}")


@contextmanager
def workers(scheduler: str, base: BaseFolder, outputs: Path) -> "Iterator[Executor | None]":
    """The executor of a cluster; None without one, for this machine does the work."""
    if not scheduler:
        yield None
        return
    from evidence_lib.schedule.cluster import cluster

    outputs.mkdir(parents=True, exist_ok=True)
    with cluster(scheduler, base.root, outputs) as executor:
        yield executor


def is_due(job: Job, outputs: Path) -> bool:
    """Whether the job's time has come since it last ran."""
    from evidence_lib.schedule.due import due

    return due(job, runs(outputs), datetime.now().astimezone())


def plan_of(base: BaseFolder) -> Path:
    """The base's own plan, else the one that is shipped beside the notebooks."""
    return base.plan if base.plan.is_file() else NOTEBOOKS / "refresh.yml"


class Log(RotatingFileHandler):
    """A log that is silent where it cannot be written: the refresh itself says in one line that the disk is full or closed."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Let it be."""


def open_log(outputs: Path) -> logging.Logger:
    """The log of refreshes, for runs that nobody watches."""
    log = logging.getLogger("evidence.refresh")
    log.setLevel(logging.INFO)
    log.propagate = False
    if not log.handlers:
        try:
            outputs.mkdir(parents=True, exist_ok=True)
            handler = Log(outputs / "refresh.log", maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8", delay=True)
        except OSError as error:
            raise EvidenceError(
                f"{outputs}: cannot be written to ({error.strerror}). Name another folder with --out."
            ) from error
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
    return log


def lab_command(
    data: Data = "",
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    port: Annotated[int, typer.Option(help="Port of JupyterLab on this machine.")] = 8888,
) -> None:
    """Open JupyterLab on the notebooks."""
    base = find_base(data)
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        str(NOTEBOOKS),
        f"--ServerApp.root_dir={NOTEBOOKS}",
        f"--port={port}",
        "--ip=127.0.0.1",
        # nothing leaves the machine: no news, no look for updates, no extension manager
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--LabApp.expose_app_in_browser=True",  # so that the form of a notebook can run the cells below it
    ]
    if find_spec("jupyter_scheduler"):  # the extra lab-scheduler: jobs from the Lab's menu run as a refresh runs them
        command.append("--SchedulerApp.scheduler_class=evidence_lib.schedule.lab.EvidenceScheduler")
    if not browser:
        command.append("--no-browser")
    raise typer.Exit(subprocess.run(command, env={**os.environ, "EVIDENCE_DATA": str(base.root)}).returncode)
