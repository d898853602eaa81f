"""Making a pack: what has no reason to run is taken over, the rest runs; staged, verified, published."""

import multiprocessing
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence_lib.chapters.numbering import number_findings
from evidence_lib.core import dates, reads
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import RunFailed, refuse_unknown
from evidence_lib.frames import EvidenceBase, open_base
from evidence_lib.notebooks.jobs import find_job
from evidence_lib.notebooks.plan import Run, read_plan
from evidence_lib.notebooks.runner import RunResult, Way, run_all
from evidence_lib.notebooks.running import Limits
from evidence_lib.pack.assemble import assemble, standing_of
from evidence_lib.pack.gate import hold, release
from evidence_lib.pack.kept_packs import Held
from evidence_lib.pack.ledger import ledger, write_ledger
from evidence_lib.pack.made_from import differences, made_from
from evidence_lib.pack.pages import clean_notebook
from evidence_lib.pack.publish import STAGED, pack_id, publish, set_aside, verify
from evidence_lib.pack.refresh import Published, Say, Wanted
from evidence_lib.pack.taken_over import Now, reason, take_over
from evidence_lib.tables import build as building
from evidence_lib.tables.build import BuildReport, build
from evidence_lib.tables.store import made_from as tables_made_from


def make(wanted: Wanted, held: Held | None, started: datetime, say: Say) -> Published:
    """Build, run what has a reason to, publish. What is staged goes if anything fails but a notebook."""
    report = built(wanted, say)
    number_findings(open_base(wanted.folder.root))  # before the notebooks run: what they show can be cited
    base = open_base(wanted.folder.root)
    plan = read_plan(wanted.plan, wanted.notebooks, base.themes.ids, base.areas, wanted.job)
    runs = chosen(plan, wanted.only)
    now = made_from(wanted.folder, wanted.plan, wanted.only, [run.notebook for run in runs], wanted.job)
    reasons = why(wanted, runs, held, now)
    if held and not any(reasons.values()) and not differences(held.ledger.get("made_from", {}), now):
        say(f"unchanged: nothing has changed since pack {held.name}")
        return Published(held.folder)
    name = pack_id(wanted.outputs, started)
    staged = wanted.outputs / f"{STAGED}{name}"
    try:
        results = carried_out(wanted, runs, reasons, held, staged, now, started, say, same_pages(held, now, base))
        return finished(wanted, base, results, report, staged, started, now)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def built(wanted: Wanted, say: Say) -> BuildReport:
    """The tables, documents read several at a time."""
    say("Reading the documents")
    with readers(wanted) as pool:
        try:
            return build(wanted.folder, say, pool)
        except BrokenProcessPool:
            say("a process that read documents was ended from outside; going on one at a time")
    return build(wanted.folder, say)


@contextmanager
def readers(wanted: Wanted) -> Iterator[Executor]:
    """What reads documents: the executor that was given, or processes of this machine, which start when they are needed."""
    if wanted.how.executor is not None:
        yield wanted.how.executor
        return
    # spawned, for some of the libraries hang when forked after use
    with ProcessPoolExecutor(max(1, wanted.jobs), mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def why(wanted: Wanted, runs: Sequence[Run], held: Held | None, now: Mapping[str, Any]) -> dict[str, str]:
    """Why each run has to run; empty for what is taken over. What compares with earlier packs runs when a pack is made."""
    if wanted.how.force:
        return {run.name: "--force" for run in runs}
    if held and held.ledger.get("formats") != list(formats(wanted)):
        return {run.name: "the formats of its papers changed" for run in runs}
    asked = Now(wanted.folder)
    then = held.ledger.get("made_from", {}) if held else {}
    reasons = {run.name: reason(run, held, (then, now), asked) for run in runs}
    compares = "it compares with earlier packs"
    still = all(told in ("", compares) for told in reasons.values()) and not differences(then, now)
    return {name: "" if still else told for name, told in reasons.items()}


def carried_out(
    wanted: Wanted,
    runs: Sequence[Run],
    reasons: Mapping[str, str],
    held: Held | None,
    staged: Path,
    now: Mapping[str, Any],
    started: datetime,
    say: Say,
    pages_too: bool,
) -> list[RunResult]:
    """The results of all runs in their order: taken over, or run."""
    doing = [run for run in runs if reasons[run.name]]
    taken = {run.name: take_over(run, held, staged, pages_too) for run in runs if held and not reasons[run.name]}
    if taken:
        say(f"{len(taken)} of {len(runs)} notebook runs unchanged")
    limits = Limits(wanted.how.seconds, wanted.how.megabytes)
    settings = {
        reads.SETTING: "yes",
        building.TABLES: tables_made_from(wanted.folder),
        dates.DAY: dates.today().isoformat() if dates.given() else started.date().isoformat(),
    }
    ran = run_all(
        doing,
        staged,
        wanted.folder.root,
        wanted.jobs,
        lambda result: say(told(result, len(runs))),
        wanted.how.executor,
        wanted.outputs,
        Way(wanted.how.kernels, limits, settings),
    )
    done = taken | {result.run.name: replace(result, because=reasons[result.run.name]) for result in ran}
    return [done[run.name] for run in runs]


def formats(wanted: Wanted) -> Sequence[str]:
    """The formats of papers that the job keeps."""
    return find_job(wanted.plan, wanted.job).formats


def same_pages(held: Held | None, now: Mapping[str, Any], base: EvidenceBase) -> bool:
    """Whether pages are still made alike: by the same code, and with the same words at their head and foot."""
    if held is None:
        return False
    then = held.ledger
    return then.get("made_from", {}).get("code") == now["code"] and then.get("standing") == asdict(standing_of(base))


def finished(
    wanted: Wanted,
    base: EvidenceBase,
    results: Sequence[RunResult],
    report: BuildReport,
    staged: Path,
    started: datetime,
    now: Mapping[str, Any],
) -> Published:
    """Publish what ran, or set it aside."""
    name = staged.name.removeprefix(STAGED)
    for result in results:
        if result.output.is_file() and result.state != "unchanged":
            clean_notebook(result.output)
    failed = [result for result in results if result.state == "failed"]
    if not failed:
        when = f"{long_date(started.date())} at {started:%H:%M} ({name})"
        assemble(base, staged, results, report, when, formats(wanted))
        verdict = hold(base, staged)
    ended = datetime.now().astimezone()
    about = ledger(wanted.folder, name, started, ended, report, results, staged, now)
    write_ledger(staged, about | {"standing": asdict(standing_of(base)), "formats": list(formats(wanted))})
    if failed:
        aside = set_aside(staged, wanted.outputs, name)
        lines = "; ".join(result.line for result in failed)
        error = RunFailed(f"{lines}. The last good pack stays. What ran lies in {aside}.")
        error.pack = aside.name
        raise error
    release(verdict, lambda: set_aside(staged, wanted.outputs, name))
    verify(staged, [result.run.name for result in results])
    return Published(publish(staged, wanted.outputs, name), report, tuple(results))


def told(result: RunResult, total: int) -> str:
    """A line of progress."""
    return f"{result.run.name} {result.state} in {result.seconds:.0f} s (of {total} notebook runs)"


def chosen(runs: Sequence[Run], only: Sequence[str]) -> list[Run]:
    """The runs of the named notebooks, or all."""
    names = sorted({run.notebook.stem for run in runs})
    for name in only:
        refuse_unknown("notebook", name, names, "--only")
    return [run for run in runs if not only or run.notebook.stem in only]
