"""evidence refresh and lab."""

import logging
import os
import subprocess
import sys
from dataclasses import replace
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
    log = open_log(outputs)

    def say(line: str) -> None:
        log.info(line)
        if not quiet:
            typer.echo(line)

    def warn(line: str) -> None:
        log.warning(line)
        typer.echo(line, err=True)

    from evidence_lib.pack.refresh import How, refresh
    from evidence_lib.schedule.attend import attended

    refuse_unknown("kind of kernels", kernels, ("warm", "plain"), "--kernels")
    how = How(force, kernels, minutes * 60, memory, wait * 60)

    def work() -> "Published":
        if not scheduler:
            return refresh(base, outputs, path, only or [], jobs, say, job=held.name, how=how)
        from evidence_lib.schedule.cluster import cluster

        outputs.mkdir(parents=True, exist_ok=True)
        with cluster(scheduler, base.root, outputs) as executor:
            way = replace(how, executor=executor)
            return refresh(base, outputs, path, only or [], jobs, say, job=held.name, how=way)

    refuse_unknown("kind of kernels", kernels, ("warm", "plain"), "--kernels")
    how = How(force, kernels, minutes * 60, memory, wait * 60)
    try:
        if as_pack:
            from evidence_lib.pack.again import again

            again(base, outputs, as_pack, jobs, say, how=how)
            return
        published = attended(base, held, outputs, work, warn)
    except EvidenceError as error:
        log.error(str(error))
        raise
    if published.report is None:
        return
    for problem in published.report.problems:
        warn(f"left out: {problem}")
    made = f"{counted(published.report.findings, 'finding')}, {counted(len(published.results), 'page')}"
    say(f"{made}. Open {outputs / 'latest.html'}")


def is_due(job: Job, outputs: Path) -> bool:
    """Whether the job's time has come since it last ran."""
    from evidence_lib.schedule.due import due

    return due(job, runs(outputs), datetime.now().astimezone())


def plan_of(base: BaseFolder) -> Path:
    """The base's own plan, else the one that is shipped beside the notebooks."""
    return base.plan if base.plan.is_file() else NOTEBOOKS / "refresh.yml"


def open_log(outputs: Path) -> logging.Logger:
    """The log of refreshes, for runs that nobody watches."""
    log = logging.getLogger("evidence.refresh")
    log.setLevel(logging.INFO)
    log.propagate = False
    if not log.handlers:
        try:
            outputs.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                outputs / "refresh.log", maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8", delay=True
            )
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
