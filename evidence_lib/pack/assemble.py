"""What a pack holds beside its notebooks: pages, charts, papers, tables, and the index over them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from evidence_lib.chapters.kept_tables import export_kept
from evidence_lib.core.files import write_text
from evidence_lib.frames import EvidenceBase
from evidence_lib.notebooks.jobs import FORMATS
from evidence_lib.notebooks.parameters import parameters, read_notebook
from evidence_lib.notebooks.plan import Run
from evidence_lib.notebooks.runner import RunResult
from evidence_lib.pack.index import Entry, Summary, index
from evidence_lib.pack.pages import page
from evidence_lib.tables.build import BuildReport
from evidence_lib.tables.export import export

PAPERS = (".docx", ".xlsx", ".ics")


def assemble(
    base: EvidenceBase,
    staged: Path,
    results: Sequence[RunResult],
    report: BuildReport,
    made: str,
    formats: Sequence[str] = FORMATS,
) -> None:
    """Put pages, charts, tables and the index beside the executed notebooks; of the papers those of the formats wanted."""
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
        papers += shelve(charts, staged / "papers", formats)
        entries.append(Entry(result.run.name, title, tuple(sorted(charts.glob("*.png"), key=order))))
    shutil.rmtree(staged / "kept")
    tables = [*export(base.folder, staged / "tables", published=True), *export_kept(base, staged / "tables")]
    write_text(
        staged / "index.html",
        index(summary(base, report, made), entries, [path.name for path in tables], sorted(papers)),
    )


def shelve(kept: Path, papers: Path, formats: Sequence[str] = FORMATS) -> list[str]:
    """Move the papers that a notebook kept (Word, Excel, calendars) to the pack's folder of papers, those of the formats
    wanted; return their names."""
    found = sorted(path for path in kept.iterdir() if path.suffix in PAPERS)
    for path in [path for path in found if path.suffix.lstrip(".") not in formats]:
        path.unlink()
        found.remove(path)
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
