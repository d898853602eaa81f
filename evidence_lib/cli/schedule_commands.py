"""evidence schedule show, install, remove."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data
from evidence_lib.cli.refresh_commands import plan_of
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import refuse_unknown
from evidence_lib.notebooks.jobs import Job, find_job, read_jobs
from evidence_lib.pack.journal import runs
from evidence_lib.schedule.due import due
from evidence_lib.schedule.install import INSTALL, REMOVE, TEXTS, usual
from evidence_lib.schedule.timers import Timer, timer

schedule_app = typer.Typer(
    help="Run jobs of the plan by the scheduler of this machine.", no_args_is_help=True, rich_markup_mode=None
)
Plan = Annotated[str, typer.Option(metavar="FILE", help="The plan; the one of the base if not given.")]
As = Annotated[
    str, typer.Option("--as", metavar="NAME", help="systemd, cron or windows; what this machine has if not given.")
]
Name = Annotated[str, typer.Argument(metavar="JOB", help="A job of the plan.")]
SHOWN = 5


@schedule_app.command("show")
def show_command(
    job: Annotated[str, typer.Argument(metavar="JOB", help="A job of the plan; all if not given.")] = "",
    data: Data = "",
    plan: Plan = "",
    scheduler: As = "",
) -> None:
    """Show when jobs run next; of one job, what install would write, too."""
    base = find_base(data)
    path = Path(plan) if plan else plan_of(base)
    if not job:
        for held in read_jobs(path).values():
            typer.echo(told(base, held))
        return
    held = find_job(path, job)
    typer.echo(told(base, held))
    if held.times:
        typer.echo(f"\n{TEXTS[known(scheduler)](chosen(base, held, plan))}", nl=False)


@schedule_app.command("install")
def install_command(job: Name, data: Data = "", plan: Plan = "", scheduler: As = "") -> None:
    """Let this machine run a job when its plan says; what was missed while it was off runs later."""
    base = find_base(data)
    held = find_job(Path(plan) if plan else plan_of(base), job)
    where = INSTALL[known(scheduler)](chosen(base, held, plan))
    typer.echo(f"Installed in {where}.")
    typer.echo(told(base, held))


@schedule_app.command("remove")
def remove_command(job: Name, data: Data = "", plan: Plan = "", scheduler: As = "") -> None:
    """Take a job out of this machine's scheduler."""
    base = find_base(data)
    held = find_job(Path(plan) if plan else plan_of(base), job)
    there = REMOVE[known(scheduler)](chosen(base, held, plan))
    typer.echo(f"The job {job} is {'no longer' if there else 'not'} installed there.")


def known(scheduler: str) -> str:
    """The scheduler named, or that of this machine."""
    wanted = scheduler or usual()
    refuse_unknown("scheduler", wanted, INSTALL, "--as")
    return wanted


def chosen(base: BaseFolder, job: Job, plan: str) -> Timer:
    """The timer of a job."""
    return timer(base, job, Path(plan).resolve() if plan else None)


def told(base: BaseFolder, job: Job) -> str:
    """When a job runs next, and whether it is due now."""
    if job.times is None:
        return f"{job.name}: runs when it is called; its plan names no time."
    now = datetime.now().astimezone()
    lines = [f"{job.name}: {job.times.line} ({job.times.zone}). Next:"]
    lines += [f"  {moment:%A} {long_date(moment.date())} at {moment:%H:%M}" for moment in job.times.next(now, SHOWN)]
    held = runs(job.folder(base.outputs))
    if due(job, held, now):
        ran = any(run.job == job.name for run in held)
        lines.append(f"  It {'missed a run' if ran else 'has never run'}, and runs when it is next asked.")
    return "\n".join(lines)
