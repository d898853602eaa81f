"""A refresh: build the tables, run the notebooks of the plan, publish the pack."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence_lib.chapters.kept_tables import export_kept
from evidence_lib.chapters.numbering import number_findings
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import RunFailed, refuse_unknown
from evidence_lib.core.files import write_text
from evidence_lib.frames import EvidenceBase, open_base
from evidence_lib.notebooks.parameters import parameters, read_notebook
from evidence_lib.notebooks.plan import Run, read_plan
from evidence_lib.notebooks.runner import RunResult, run_all
from evidence_lib.pack.index import Entry, Summary, index
from evidence_lib.pack.ledger import ledger, write_ledger
from evidence_lib.pack.pages import clean_notebook, page
from evidence_lib.pack.publish import STAGED, one_refresh, pack_id, publish, set_aside
from evidence_lib.tables.build import BuildReport, build
from evidence_lib.tables.export import export

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PAPERS = (".docx", ".xlsx", ".ics")
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
) -> Published:
    """Build, run, publish.

    A bad document is left out and reported; a failed notebook raises RunFailed, its attempt is set aside, and the last
    good pack stays the newest. Raises Busy while another refresh writes to the same folder.
    """
    with one_refresh(outputs):
        started = datetime.now().astimezone()
        say("Reading the documents")
        report = build(folder, say)
        number_findings(open_base(folder.root))  # before the notebooks run: what they show can be cited
        base = open_base(folder.root)
        runs = chosen(read_plan(plan, notebooks, base.themes.ids, base.areas), only)
        name = pack_id(outputs, started)
        staged = outputs / f"{STAGED}{name}"
        results = run_all(runs, staged, folder.root, jobs, lambda result: say(told(result, len(runs))), packs=outputs)
        for result in results:
            if result.output.is_file():
                clean_notebook(result.output)
        failed = [result for result in results if result.state == "failed"]
        if not failed:
            made = f"{long_date(started.date())} at {started:%H:%M} ({name})"
            assemble(base, staged, results, report, made)
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


def assemble(base: EvidenceBase, staged: Path, results: Sequence[RunResult], report: BuildReport, made: str) -> None:
    """Put pages, charts, tables and the index beside the executed notebooks."""
    entries: list[Entry] = []
    papers: list[str] = []
    for result in results:
        known = parameters(result.run.notebook)
        title = page_title(base, result.run)
        write_text(
            staged / "pages" / f"{result.run.name}.html",
            page(result.output, title, known, result.run.parameters, f"Made {made}."),
        )
        kept = staged / "kept" / result.run.name
        charts = staged / "charts" / result.run.name
        charts.parent.mkdir(exist_ok=True)
        kept.rename(charts)
        papers += shelve(charts, staged / "papers")
        entries.append(Entry(result.run.name, title, tuple(sorted(charts.glob("*.png"), key=order))))
    shutil.rmtree(staged / "kept")
    tables = [*export(base.folder, staged / "tables", published=True), *export_kept(base, staged / "tables")]
    write_text(
        staged / "index.html",
        index(summary(base, report, made), entries, [path.name for path in tables], sorted(papers)),
    )


def shelve(kept: Path, papers: Path) -> list[str]:
    """Move the papers that a notebook kept (Word, Excel, calendars) to the pack's folder of papers; return their names."""
    found = sorted(path for path in kept.iterdir() if path.suffix in PAPERS)
    for path in found:
        papers.mkdir(exist_ok=True)
        path.rename(papers / path.name)
    return [path.name for path in found]


def order(chart: Path) -> tuple[bool, str]:
    """The chart by area first: it says most at a glance."""
    return not any(word in chart.stem for word in ("by_area", "added", "gap_map")), chart.stem


def page_title(base: EvidenceBase, run: Run) -> str:
    """The notebook's first heading, and what it is about."""
    cells = read_notebook(run.notebook)["cells"]
    first = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")  # type: ignore[attr-defined]
    title = first.splitlines()[0].lstrip("# ")
    about = run.parameters.get("theme") or run.parameters.get("area")
    if about in base.themes.ids:
        about = base.themes[str(about)].label
    return f"{title}: {about}" if about else title


def summary(base: EvidenceBase, report: BuildReport, made: str) -> Summary:
    """What the index says of the pack."""
    documents, findings = base.documents(), base.findings()
    digest = documents["edition"] == "digest"
    left_out = base.left_out_counts().groupby("reason")["blocks"].sum().sort_values(ascending=False)
    return Summary(
        made,
        len(documents),
        int(digest.sum()),
        len(findings),
        int(findings["checked"].sum()),
        [(str(reason), int(count)) for reason, count in left_out.items()],
        report.problems,
        documents.loc[digest | ~documents["held"], "document_id"].tolist(),
        base.registers.example,
        [problem.line for problem in base.registers.problems],
    )
