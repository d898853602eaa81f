"""Running notebooks by papermill, several at a time; a failure names the cell, its heading and the error."""

import json
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from evidence_lib.core import reads
from evidence_lib.core.errors import BadFile
from evidence_lib.notebooks.parameters import parameters
from evidence_lib.notebooks.plan import Run
from evidence_lib.notebooks.running import Limits, watched
from evidence_lib.notebooks.warm import can_fork, warm_process

KERNEL = "evidence"
KERNELS = ("warm", "plain")  # forked from a process that has the libraries loaded; or each started for itself
CELL_SECONDS = 600  # a cell that takes longer hangs
STARTS = 3  # a kernel that did not start is tried again; a run that began never is
ADDRESS_PARSER = "rfc3987_syntax"
NOT_STARTED = re.compile(r"Kernel (?:died before replying|didn't respond)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Way:
    """How notebooks are run: on which kernels, within which limits, with which settings of the environment."""

    kernels: str = "warm"
    limits: Limits = field(default_factory=Limits)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of a run; cell counts from 1 among the notebook's cells.

    state is completed, failed, or unchanged: taken over from an earlier pack, since nothing that it reads has changed.
    reads is what it read of the base, None where that was not recorded; kept are the files that it kept; because says what
    made it run, or which pack it was taken from.
    """

    run: Run
    state: str
    seconds: float
    output: Path
    cell: int | None = None
    heading: str = ""
    error: str = ""
    reads: Mapping[str, object] | None = None
    kept: tuple[str, ...] = ()
    because: str = ""

    @property
    def line(self) -> str:
        """One line about a failure."""
        place = (
            f"cell {self.cell}" + (f" under '{self.heading}'" if self.heading else "")
            if self.cell
            else "before its first cell"
        )
        return f"{self.run.name}: failed in {place}: {self.error}"


def check_kernel() -> None:
    """Refuse to start where the project's kernel is not installed."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel as error:
        raise BadFile(
            f"the notebook kernel '{KERNEL}' is not installed. Set the suite up with: python3 evidence.py refresh"
        ) from error


def run_all(
    runs: Sequence[Run],
    folder: Path,
    data: Path,
    jobs: int,
    done: Callable[[RunResult], None] = lambda result: None,
    executor: Executor | None = None,
    packs: Path | None = None,
    way: Way = Way(),
) -> list[RunResult]:
    """Run notebooks through an executor (by default as many threads as jobs: each kernel is a process already).

    Executed notebooks go to folder/notebooks, what they keep to folder/kept/NAME. A failure does not stop the others.
    packs is the folder of earlier packs, for a notebook that has a parameter of that name. Kernels are warm only with the
    local threads, and where the system can fork. Returns the results in the order of the runs.
    """
    if not runs:
        return []
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    warm = way.kernels == "warm" and executor is None and can_fork() and len(runs) > 1
    with settings(way.settings), warm_process() if warm else nullcontext():
        check_kernel()
        with executor or ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
            one = partial(run_one, folder=folder, data=data, packs=packs, way=way)
            futures = {pool.submit(one, run): place for place, run in enumerate(runs)}
            results: dict[int, RunResult] = {}
            for future in as_completed(futures):
                results[futures[future]] = future.result()
                done(results[futures[future]])
    return [results[place] for place in range(len(runs))]


@contextmanager
def settings(wanted: Mapping[str, str]) -> Iterator[None]:
    """Settings of the environment for the kernels, and as they were after."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_one(
    run: Run,
    folder: Path,
    data: Path,
    packs: Path | None = None,
    way: Way = Way(),
) -> RunResult:
    """Run one notebook; its executed copy is kept even if it fails."""
    quieten()
    os.environ.update(way.settings)  # this may be another machine than the one that asked
    kept = folder / "kept" / run.name
    kept.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    for attempt in range(1, STARTS + 1):
        with watched(kept, way.limits) as watch:
            result = execute(run, folder, kept, {**run.parameters, **places(run, data, kept, packs)})
        if result.state == "completed" or attempt == STARTS or not NOT_STARTED.search(result.error):
            break
    if watch.ended and result.state == "failed":
        result = replace(result, error=watch.ended)
    return replace(with_reads(result, kept), seconds=round(time.monotonic() - started, 2))


def execute(run: Run, folder: Path, kept: Path, values: Mapping[str, object]) -> RunResult:
    """Run a notebook by papermill."""
    papermill = load_papermill()
    from nbclient.exceptions import DeadKernelError

    from evidence_lib.notebooks.ready import ReadyManager

    output = folder / "notebooks" / f"{run.name}.ipynb"
    result = RunResult(run, "completed", 0.0, output)
    try:
        with event_loop():
            papermill.execute_notebook(
                str(run.notebook),
                str(output),
                parameters=dict(values),
                kernel_name=KERNEL,
                progress_bar=False,
                resources={"metadata": {"path": str(kept)}},  # papermill's own cwd would move every thread
                execution_timeout=CELL_SECONDS,
                request_save_on_cell_execute=False,  # the pack is staged: a half-run notebook is of no use to anyone
                shutdown_kernel="immediate",
                kernel_manager_class=ReadyManager,
            )
    except papermill.PapermillExecutionError as error:
        return failure(result, error)
    except (DeadKernelError, RuntimeError, TimeoutError) as error:
        return replace(result, state="failed", error=one_line(str(error)) or type(error).__name__)
    return result


@cache
def load_papermill() -> Any:
    """papermill without the parser of web addresses that jsonschema builds at every start where it finds one, in 0.6 s.

    It serves a check of formats that notebooks never ask for; where something has loaded it already, it stays.
    """
    sys.modules.setdefault(ADDRESS_PARSER, None)  # type: ignore[arg-type]
    try:
        return import_module("papermill")
    finally:
        if sys.modules.get(ADDRESS_PARSER) is None:
            sys.modules.pop(ADDRESS_PARSER, None)


def with_reads(result: RunResult, kept: Path) -> RunResult:
    """A result with what was read, and with the files that were kept."""
    noted = kept / reads.FILE
    held = json.loads(noted.read_text(encoding="utf-8")) if noted.is_file() else None
    noted.unlink(missing_ok=True)
    return replace(result, reads=held, kept=tuple(sorted(path.name for path in kept.iterdir())))


def places(run: Run, data: Path, kept: Path, packs: Path | None) -> dict[str, str]:
    """The folders that a refresh sets: base, what is kept, and earlier packs where the notebook asks for them."""
    known = parameters(run.notebook)
    held = {"data": str(data), "keep": str(kept)}
    return held | ({"packs": str(packs)} if packs and "packs" in known else {})


@contextmanager
def event_loop() -> Iterator[None]:
    """The event loop that papermill runs in on this thread; it would leave it open, with its sockets."""
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    try:
        yield
    finally:
        loop.close()


def quieten() -> None:
    """Keep papermill's and zmq's own chatter out of what a person reads; errors come back as results."""
    logging.getLogger("papermill").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="zmq")


def failure(result: RunResult, error: Any) -> RunResult:
    """Say where a run failed: the cell, the heading above it, the error's last line."""
    cells = load(result.output)["cells"]
    # papermill puts a cell with its own message before the one that failed
    failed = next(
        (
            at
            for at, cell in enumerate(cells)
            if any(out.get("output_type") == "error" for out in cell.get("outputs", ()))
        ),
        None,
    )
    own = [
        cell for cell in cells[: failed or 0] if "papermill-error-cell-tag" in cell.get("metadata", {}).get("tags", ())
    ]
    heading = ""
    for cell in cells[: failed or 0]:
        if cell["cell_type"] == "markdown" and "papermill-error-cell-tag" not in cell["metadata"].get("tags", ()):
            titles = re.findall(r"(?m)^#+\s+(.+)$", "".join(cell["source"]))
            heading = titles[-1] if titles else heading
    place = None if failed is None else failed + 1 - len(own)
    return replace(
        result, state="failed", cell=place, heading=heading, error=one_line(f"{error.ename}: {error.evalue}")
    )


def load(path: Path) -> Any:
    """An executed notebook."""
    return json.loads(path.read_text(encoding="utf-8"))


def one_line(text: str) -> str:
    """The first line of a message, without terminal colours."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).strip()
    return plain.splitlines()[0][:400] if plain else ""
