"""What a pack holds beside its notebooks: pages, charts, papers, tables, and the index over them."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from evidence_lib.chapters.kept_tables import export_kept
from evidence_lib.chapters.marks import MARK
from evidence_lib.core.files import write_text
from evidence_lib.frames import EvidenceBase
from evidence_lib.notebooks.jobs import FORMATS
from evidence_lib.notebooks.parameters import parameters, read_notebook
from evidence_lib.notebooks.plan import Run
from evidence_lib.notebooks.runner import RunResult
from evidence_lib.pack.by_eye import by_eye
from evidence_lib.pack.evidence_page import evidence_page
from evidence_lib.pack.index import Entry, Summary, index
from evidence_lib.pack.pages import Standing, page
from evidence_lib.pack.shelf import Shelved, shelve, write_record
from evidence_lib.pack.since import since_last
from evidence_lib.tables.build import BuildReport
from evidence_lib.tables.export import export

EVIDENCE_PAGE = "evidence.html"
MARKS = {MARK: "holds example data", "digest": "rests on digests"}  # words of a page, and what the index says of it


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
    papers: list[Shelved] = []
    standing = standing_of(base)
    for result in results:
        known = parameters(result.run.notebook)
        title = page_title(base, result.run)
        target = staged / "pages" / f"{result.run.name}.html"
        if not target.is_file():  # a page that was taken over says itself when it was made
            write_text(target, page(result.output, title, known, result.run.parameters, f"Made {made}.", standing))
        text = target.read_text(encoding="utf-8")
        kept = staged / "kept" / result.run.name
        charts = staged / "charts" / result.run.name
        charts.parent.mkdir(exist_ok=True)
        kept.rename(charts)
        papers += shelve(charts, staged / "papers", result.run.name, title, [f".{name}" for name in formats])
        pictures = tuple(sorted(charts.glob("*.png"), key=order))
        marks = tuple(told for words, told in MARKS.items() if words in text)
        entries.append(Entry(result.run.name, title, pictures, audience(result.run), marks))
    shutil.rmtree(staged / "kept")
    write_record(papers, staged)
    evidence_page(base, staged, made)
    tables = [*export(base.folder, staged / "tables", published=True), *export_kept(base, staged / "tables")]
    about = summary(base, report, made, staged, papers)
    write_text(staged / "index.html", index(about, entries, [path.name for path in tables], papers))


def standing_of(base: EvidenceBase) -> Standing:
    """How the pages are to be handled, and how much of the base a person has checked."""
    findings = base.findings()
    return Standing(base.marking, int(findings["checked"].sum()), len(findings))


def order(chart: Path) -> tuple[bool, str]:
    """The chart by area first: it says most at a glance."""
    return not any(word in chart.stem for word in ("by_area", "added", "gap_map")), chart.stem


def audience(run: Run) -> str:
    """For whom a page is, as its notebook says in its own notes ("evidence": {"audience": …})."""
    noted = read_notebook(run.notebook).get("metadata", {})
    return str(noted.get("evidence", {}).get("audience", "")) if isinstance(noted, dict) else ""


def page_title(base: EvidenceBase, run: Run) -> str:
    """The notebook's first heading, and what it is about."""
    cells = read_notebook(run.notebook)["cells"]
    first = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")  # type: ignore[attr-defined]
    title = first.splitlines()[0].lstrip("# ")
    about = run.parameters.get("theme") or run.parameters.get("area")
    if about in base.themes.ids:
        about = base.themes[str(about)].label
    return f"{title}: {about}" if about else title


def summary(
    base: EvidenceBase, report: BuildReport, made: str, staged: Path, papers: Sequence[Shelved] = ()
) -> Summary:
    """What the index says of the pack."""
    documents, findings = base.documents(), base.findings()
    digest = documents["edition"] == "digest"
    left_out = base.left_out_counts().groupby("reason")["blocks"].sum().sort_values(ascending=False)
    last, changes = since_last(staged, staged.parent)
    return Summary(
        made,
        base.marking,
        len(documents),
        int(digest.sum()),
        len(findings),
        int(findings["checked"].sum()),
        [(str(reason), int(count)) for reason, count in left_out.items()],
        report.problems,
        documents.loc[digest | ~documents["held"], "document_id"].tolist(),
        base.registers.example,
        [problem.line for problem in base.registers.problems],
        last,
        changes,
        by_eye(base, papers),
        (staged / EVIDENCE_PAGE).is_file(),
    )
