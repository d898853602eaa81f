"""evidence runs, explain, health."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data
from evidence_lib.cli.refresh_commands import plan_of
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import EvidenceError, RunFailed
from evidence_lib.notebooks.jobs import Job, find_job, read_jobs
from evidence_lib.pack.journal import messages, runs
from evidence_lib.schedule.explain import explain, find_run
from evidence_lib.schedule.health import write_health

Out = Annotated[
    str, typer.Option("--out", metavar="DIR", help="Folder of the packs; those of the plan's jobs if not given.")
]


def runs_command(
    data: Data = "",
    out: Out = "",
    last: Annotated[int, typer.Option(min=1, help="So many of the newest.")] = 20,
) -> None:
    """List the refreshes, the newest last: when, of which job, what came of it."""
    base = find_base(data)
    held = [(run, messages(folder).get(run.run)) for folder in folders(base, out) for run in runs(folder)]
    if not held:
        typer.echo("No refresh has run yet.")
    for run, message in sorted(held, key=lambda one: one[0].started)[-last:]:
        told = f" (no message sent: {message.error})" if message and message.error else ""
        typer.echo(f"{run.run}  {run.job or 'refresh':<12} {run.state:<10} {run.error}{told}".rstrip())


def explain_command(
    run: Annotated[str, typer.Argument(help='A run as evidence runs names it, or "last".')] = "last",
    data: Data = "",
    out: Out = "",
) -> None:
    """Say what a refresh did: what ran, what did not, what failed where, and what had changed in the evidence."""
    for line in explain(find_run(folders(find_base(data), out), run)):
        typer.echo(line)


def health_command(
    job: Annotated[str, typer.Option(metavar="NAME", help="A job of the plan; the usual one if not given.")] = "",
    data: Data = "",
    out: Out = "",
) -> None:
    """Say whether a job does well, in one line, and write health.json anew; exit code 6 if it does not."""
    base = find_base(data)
    held: Job = find_job(plan_of(base), job)
    outputs = Path(out).resolve() if out else held.folder(base.outputs)
    state = write_health(held, outputs, datetime.now().astimezone())
    if not state.ok:
        raise RunFailed(state.line)
    typer.echo(state.line)


def folders(base: BaseFolder, out: str) -> list[Path]:
    """Every folder of packs of a base: the usual one, and those of its jobs as far as the plan can be read."""
    if out:
        return [Path(out).resolve()]
    try:
        jobs = list(read_jobs(plan_of(base)).values())
    except EvidenceError:
        jobs = []  # a plan that cannot be read is what one may want an explanation of
    return list(dict.fromkeys([base.outputs, *(job.folder(base.outputs) for job in jobs)]))
