"""Running notebooks by papermill, several at a time; a failure names the cell, its heading and the error."""

import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile
from evidence_lib.notebooks.parameters import parameters
from evidence_lib.notebooks.plan import Run

KERNEL = "evidence"
CELL_SECONDS = 600  # a cell that takes longer hangs


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of a run: state is completed or failed; cell counts from 1 among the notebook's cells."""

    run: Run
    state: str
    seconds: float
    output: Path
    cell: int | None = None
    heading: str = ""
    error: str = ""

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
    from jupyter_client.kernelspec import KernelSpecManager

    if KERNEL not in KernelSpecManager().find_kernel_specs():
        raise BadFile(
            f"the notebook kernel '{KERNEL}' is not installed. Set the suite up with: python3 evidence.py refresh"
        )


def run_all(
    runs: Sequence[Run],
    folder: Path,
    data: Path,
    jobs: int,
    done: Callable[[RunResult], None] = lambda result: None,
    executor: Executor | None = None,
    packs: Path | None = None,
) -> list[RunResult]:
    """Run notebooks through an executor (by default as many threads as jobs: each kernel is a process already).

    Executed notebooks go to folder/notebooks, what they keep to folder/kept/NAME. A failure does not stop the others.
    packs is the folder of earlier packs, for a notebook that has a parameter of that name.
    Returns the results in the order of the runs.
    """
    check_kernel()
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    with executor or ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        futures = {pool.submit(run_one, run, folder, data, packs): place for place, run in enumerate(runs)}
        results: dict[int, RunResult] = {}
        for future in as_completed(futures):
            results[futures[future]] = future.result()
            done(results[futures[future]])
    return [results[place] for place in range(len(runs))]


def run_one(run: Run, folder: Path, data: Path, packs: Path | None = None) -> RunResult:
    """Run one notebook; its executed copy is kept even if it fails."""
    import papermill
    from nbclient.exceptions import DeadKernelError

    quieten()
    output = folder / "notebooks" / f"{run.name}.ipynb"
    kept = folder / "kept" / run.name
    kept.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    result = RunResult(run, "completed", 0.0, output)
    try:
        with event_loop():
            papermill.execute_notebook(
                str(run.notebook),
                str(output),
                parameters={**run.parameters, **places(run, data, kept, packs)},
                kernel_name=KERNEL,
                progress_bar=False,
                cwd=str(kept),
                execution_timeout=CELL_SECONDS,
            )
    except papermill.PapermillExecutionError as error:
        result = failure(result, error)
    except (DeadKernelError, RuntimeError, TimeoutError) as error:
        result = replace(result, state="failed", error=one_line(str(error)) or type(error).__name__)
    return replace(result, seconds=round(time.monotonic() - started, 2))


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
    import json

    return json.loads(path.read_text(encoding="utf-8"))


def one_line(text: str) -> str:
    """The first line of a message, without terminal colours."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).strip()
    return plain.splitlines()[0][:400] if plain else ""
