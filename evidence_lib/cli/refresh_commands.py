"""evidence refresh and lab."""

import logging
import os
import subprocess
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, Quiet, counted
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import EvidenceError, refuse_unknown

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
    quiet: Quiet = False,
) -> None:
    """Read the documents, run the notebooks of the plan that have a reason to, publish a pack."""
    base = find_base(data)
    outputs = Path(out).resolve() if out else base.outputs
    log = open_log(outputs)

    def say(line: str) -> None:
        log.info(line)
        if not quiet:
            typer.echo(line)

    from evidence_lib.pack.refresh import How, refresh

    refuse_unknown("kind of kernels", kernels, ("warm", "plain"), "--kernels")
    how = How(force, kernels, minutes * 60, memory, wait * 60)
    try:
        if as_pack:
            from evidence_lib.pack.again import again

            again(base, outputs, as_pack, jobs, say, how=how)
            return
        published = refresh(base, outputs, Path(plan) if plan else plan_of(base), only or [], jobs, say, how=how)
    except EvidenceError as error:
        log.error(str(error))
        raise
    if published.report is None:
        return
    for problem in published.report.problems:
        log.warning("left out: %s", problem)
        typer.echo(f"left out: {problem}", err=True)
    made = f"{counted(published.report.findings, 'finding')}, {counted(len(published.results), 'page')}"
    say(f"{made}. Open {outputs / 'latest.html'}")


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
    ]
    if not browser:
        command.append("--no-browser")
    raise typer.Exit(subprocess.run(command, env={**os.environ, "EVIDENCE_DATA": str(base.root)}).returncode)
