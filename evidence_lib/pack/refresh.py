"""A refresh: build the tables, run the notebooks of the plan, publish the pack."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence_lib.chapters.numbering import number_findings
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import RunFailed, refuse_unknown
from evidence_lib.frames import open_base
from evidence_lib.notebooks.jobs import find_job
from evidence_lib.notebooks.plan import Run, read_plan
from evidence_lib.notebooks.runner import RunResult, run_all
from evidence_lib.pack.assemble import assemble
from evidence_lib.pack.ledger import ledger, write_ledger
from evidence_lib.pack.pages import clean_notebook
from evidence_lib.pack.publish import STAGED, one_refresh, pack_id, publish, set_aside
from evidence_lib.tables.build import BuildReport, build

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Published:
    """A pack: where it lies, and what the build reported."""

    pack: Path
    report: BuildReport
    results: tuple[RunResult, ...]


def refresh(
    folder: BaseFolder,
    outputs: Path,
    plan: Path,
    only: Sequence[str] = (),
    jobs: int = 2,
    say: Say = lambda line: None,
    notebooks: Path = NOTEBOOKS,
    job: str = "",
    executor: Executor | None = None,
) -> Published:
    """Build, run a job of the plan (without a name "refresh", or the only one), publish.

    A bad document is left out and reported; a failed notebook raises RunFailed, its attempt is set aside, and the last
    good pack stays the newest. Raises Busy while another refresh writes to the same folder.
    """
    with one_refresh(outputs):
        started = datetime.now().astimezone()
        say("Reading the documents")
        report = build(folder, say)
        number_findings(open_base(folder.root))  # before the notebooks run: what they show can be cited
        base = open_base(folder.root)
        runs = chosen(read_plan(plan, notebooks, base.themes.ids, base.areas, job), only)
        name = pack_id(outputs, started)
        staged = outputs / f"{STAGED}{name}"
        results = run_all(
            runs, staged, folder.root, jobs, lambda one: say(told(one, len(runs))), executor, packs=outputs
        )
        for result in results:
            if result.output.is_file():
                clean_notebook(result.output)
        failed = [result for result in results if result.state == "failed"]
        if not failed:
            made = f"{long_date(started.date())} at {started:%H:%M} ({name})"
            assemble(base, staged, results, report, made, find_job(plan, job).formats)
        write_ledger(staged, ledger(folder, name, started, datetime.now().astimezone(), report, results, staged))
        if failed:
            aside = set_aside(staged, outputs, name)
            lines = "; ".join(result.line for result in failed)
            raise RunFailed(f"{lines}. The last good pack stays. What ran lies in {aside}.")
        return Published(publish(staged, outputs, name), report, tuple(results))


def told(result: RunResult, total: int) -> str:
    """A line of progress."""
    return f"{result.run.name} {result.state} in {result.seconds:.0f} s (of {total} notebook runs)"


def chosen(runs: Sequence[Run], only: Sequence[str]) -> list[Run]:
    """The runs of the named notebooks, or all."""
    names = sorted({run.notebook.stem for run in runs})
    for name in only:
        refuse_unknown("notebook", name, names, "--only")
    return [run for run in runs if not only or run.notebook.stem in only]
