"""How fast a refresh is, each side doing the same work in one run; prints ratios.

    python benchmarks/refresh.py FOLDER_OF_REPORTS [--work DIR] [--only PART…] [--growth 16 64 540]

Parts: notebooks (20 runs of a small brief, which shows three charts: papermill's command one after the other, our warm and
our plain kernels; then the same with the files of the charts kept, as a pack needs them),
refresh (cold, one new report, nothing changed, against the plain way: pdfplumber, then papermill's command), growth (time
and peak memory per added report, the reports repeated with altered text).
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import psutil

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import write_rows
from evidence_lib.notebooks.plan import read_plan
from evidence_lib.notebooks.runner import Way, run_all
from evidence_lib.sources.add import add
from evidence_lib.sources.catalogue import COLUMNS, read_catalogue, row_of
from evidence_lib.sources.init import init

PARTS = ("notebooks", "refresh", "growth")
BRIEF = """import evidence_lib
from evidence_lib import charts
base = evidence_lib.open(data, keep=keep if {kept} else None)
found = base.findings(theme, areas=areas)
compared = charts.areas_covered(found)
base.show(charts.findings_by_area(found, theme, compared))
base.show(charts.areas_by_agency(found, compared))
base.show(charts.agencies_by_area(found, compared[0], compared[1:]))"""
PARAMETERS = """data: str = ""  # base
keep: str = ""  # folder
theme: str = "training"  # theme
areas: list[str] = []  # areas"""
RUNS = 20
BETWEEN = 0.02


def brief(folder: Path, base: BaseFolder, kept: bool = True) -> Path:
    """The small brief, and a plan of 20 runs of it: four themes, five sets of areas; kept: with the charts' files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "evidence", "display_name": "E", "language": "python"}}
    )
    cells = [nbformat.v4.new_markdown_cell("# Brief"), nbformat.v4.new_code_cell(PARAMETERS)]
    cells[1].metadata["tags"] = ["parameters"]
    made.cells = [*cells, nbformat.v4.new_code_cell(BRIEF.format(kept=kept))]
    nbformat.write(made, folder / "brief.ipynb")
    areas = sorted({area for source in read_catalogue(base) for area in source.areas})
    themes = ["training", "commissioning", "victim-support", "medical-treatment"]
    entries = [
        {"notebook": "brief", "for_each": {"theme": themes}, "parameters": {"areas": areas[at::5][:4]}}
        for at in range(5)
    ]
    for at, entry in enumerate(entries):  # one notebook file for each, since a run is named by what it ranges over
        entry["notebook"] = f"brief{at}"
        shutil.copy(folder / "brief.ipynb", folder / f"brief{at}.ipynb")
    (folder / "brief.ipynb").unlink()
    (folder / "plan.yml").write_text(json.dumps(entries), encoding="utf-8")
    return folder / "plan.yml"


def base_of(reports: Sequence[Path], folder: Path) -> BaseFolder:
    """A base of reports, nothing read yet."""
    shutil.rmtree(folder, ignore_errors=True)
    base = init(folder)
    add(base, list(reports), {})
    shutil.rmtree(base.derived, ignore_errors=True)
    return base


def timed(work: Callable[[], object]) -> float:
    """Seconds of the clock."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def evidence(*words: str) -> None:
    """The command, as a process of its own."""
    subprocess.run([sys.executable, "-m", "evidence_lib.cli", *words], check=True, stdout=subprocess.DEVNULL)


def by_command(base: BaseFolder, plan: Path, folder: Path) -> None:
    """Each run by papermill's own command, one after the other."""
    shutil.rmtree(folder, ignore_errors=True)
    for run in planned(base, plan):
        kept = folder / run.name
        kept.mkdir(parents=True)
        values = {**run.parameters, "data": str(base.root), "keep": str(kept)}
        command = [
            sys.executable,
            "-m",
            "papermill",
            str(run.notebook),
            str(folder / f"{run.name}.ipynb"),
            "-k",
            "evidence",
        ]
        subprocess.run([*command, "-y", json.dumps(values), "--no-progress-bar"], check=True, capture_output=True)


def planned(base: BaseFolder, plan: Path) -> list:
    """The runs of the plan."""
    from evidence_lib.frames import open_base

    opened = open_base(base.root)
    return read_plan(plan, plan.parent, opened.themes.ids, opened.areas)


def by_us(base: BaseFolder, plan: Path, folder: Path, kernels: str) -> None:
    """All runs by the suite's runner, in a process of its own as the command is."""
    shutil.rmtree(folder, ignore_errors=True)
    code = "import sys; from benchmarks.refresh import ours; ours(*sys.argv[1:])"
    subprocess.run([sys.executable, "-c", code, str(base.root), str(plan), str(folder), kernels], check=True)


def ours(root: str, plan: str, folder: str, kernels: str) -> None:
    """What by_us() runs."""
    base = BaseFolder(Path(root))
    results = run_all(planned(base, Path(plan)), Path(folder), base.root, psutil.cpu_count() or 1, way=Way(kernels))
    assert len(results) == RUNS and all(result.state == "completed" for result in results)


def notebooks(base: BaseFolder, work: Path, kept: bool) -> None:
    """The part on notebooks."""
    plan = brief(work / f"books-{kept}", base, kept)
    planned(base, plan)  # the tables are made before any clock runs
    warm = min(timed(lambda: by_us(base, plan, work / "warm", "warm")) for _ in range(2))
    command = timed(lambda: by_command(base, plan, work / "command"))
    warm = min(warm, timed(lambda: by_us(base, plan, work / "warm", "warm")))
    plain = timed(lambda: by_us(base, plan, work / "plain", "plain"))
    print(f"{RUNS} notebooks{', files of charts kept' if kept else ''}: papermill command {command:.1f} s")
    print(f"  warm kernels {warm:.1f} s, {command / warm:.1f} times as fast{'' if kept else ' (at least 8)'}")
    print(f"  plain kernels {plain:.1f} s, {command / plain:.1f} times as fast (at least 3)", flush=True)


def plumbed(reports: Sequence[Path]) -> None:
    """Read every page with pdfplumber."""
    import pdfplumber

    for path in reports:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                page.close()


def refreshes(reports: Sequence[Path], work: Path) -> None:
    """The part on whole refreshes."""
    held = reports[:-1]
    base = base_of(held, work / "base")
    plan = brief(work / "books2", base)
    words = ("refresh", "--data", str(base.root), "--plan", str(plan), "--out", str(work / "outputs"), "--quiet")
    shutil.rmtree(work / "outputs", ignore_errors=True)
    cold = timed(lambda: evidence_in(plan.parent, *words))
    nothing = min(timed(lambda: evidence_in(plan.parent, *words)) for _ in range(5))
    add(base, [reports[-1]], {})
    warm = timed(lambda: evidence_in(plan.parent, *words))
    plain = timed(lambda: plumbed(held)) + timed(lambda: by_command(base, plan, work / "command"))
    print(f"refresh of {len(held)} reports and {RUNS} notebooks: the plain way {plain:.1f} s")
    print(f"  cold {cold:.1f} s, {plain / cold:.1f} times as fast (at least 12)")
    print(f"  one new report {warm:.1f} s, {cold / warm:.1f} times as fast as cold (at least 5)")
    print(
        f"  nothing changed {nothing:.2f} s (under 0.3), {plain / nothing:.0f} times as fast (at least 500)", flush=True
    )


def evidence_in(notebooks: Path, *words: str) -> None:
    """The command with another folder of notebooks."""
    code = (
        "import sys, pathlib; from evidence_lib.pack import refresh as made; from evidence_lib import cli;"
        "made.refresh.__defaults__ = tuple(pathlib.Path(sys.argv[1]) if value == made.NOTEBOOKS else value"
        " for value in made.refresh.__defaults__); sys.argv[:2] = ['evidence']; cli.main()"
    )
    subprocess.run([sys.executable, "-c", code, str(notebooks), *words], check=True)


def altered(reports: Sequence[Path], folder: Path, count: int) -> BaseFolder:
    """A base of *count* reports: those of the folder as text, the later ones with altered words."""
    from evidence_lib.readers import reading_of

    base = init(folder)
    rows, texts = [], {}
    catalogue = read_catalogue(base_of(reports, folder.parent / "once"))
    for number in range(count):
        source = catalogue[number % len(catalogue)]
        if source.document_id not in texts:
            blocks = reading_of(folder.parent / "once" / "sources" / source.file).blocks
            signs = {"heading": "# ", "item": "- "}
            texts[source.document_id] = "\n\n".join(signs.get(str(block.role), "") + block.text for block in blocks)
        name = f"{source.document_id}-{number:04d}"
        text = re.sub(r"\b(children)\b", rf"\1 of place {number}", texts[source.document_id])
        (base.sources / f"{name}.md").write_text(text, encoding="utf-8")
        rows.append({**row_of(source), "document_id": name, "file": f"{name}.md", "media_type": "text/markdown"})
        rows[-1] |= {"sha256": "", "sha256_wanted": ""}
    write_rows(base.catalogue, COLUMNS, rows)
    return base


def peak(process: subprocess.Popen) -> int:
    """The most memory in MB that a process and its children held at a time."""
    most = 0
    held = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        for one in (held, *held.children(recursive=True)):
            try:
                total += one.memory_info().rss
            except psutil.Error:
                continue
        most = max(most, total)
        time.sleep(BETWEEN)
    return most // 1_000_000


def grown(reports: Sequence[Path], work: Path, size: int) -> tuple[float, int, float]:
    """Seconds and peak memory of making the tables of so many reports, and seconds of the 20 notebooks on them."""
    shutil.rmtree(work, ignore_errors=True)
    base = altered(reports, work / "base", size)
    plan = brief(work / "books", base)
    begun = time.monotonic()
    command = [sys.executable, "-m", "evidence_lib.cli", "build", "--data", str(base.root)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    memory = peak(process)
    seconds = time.monotonic() - begun
    return seconds, memory, timed(lambda: by_us(base, plan, work / "warm", "warm"))


def growth(reports: Sequence[Path], work: Path, sizes: Sequence[int]) -> None:
    """The part on growth: the tables and notebooks of so many reports, and what each added one costs."""
    before: tuple[int, float, int] | None = None
    for size in sizes:
        seconds, memory, notebooks_took = grown(reports, work / f"grown{size}", size)
        line = f"{size} reports: tables {seconds:.1f} s, {1000 * seconds / size:.0f} ms a report, peak {memory} MB"
        if before:
            added, more = size - before[0], seconds - before[1]
            line += f"; each added report {1000 * more / added:.0f} ms, {(memory - before[2]) / added:.2f} MB"
        before = (size, seconds, memory)
        print(f"{line}; {RUNS} notebooks {notebooks_took:.1f} s", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=Path("outputs") / "benchmark")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--growth", type=int, nargs="+", default=(16, 64, 540))
    args = parser.parse_args()
    reports, work = sorted(args.folder.glob("*.pdf")), args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if "notebooks" in args.only:
        base = base_of(reports[:16], work / "small")
        for kept in (False, True):
            notebooks(base, work, kept)
    if "refresh" in args.only:
        refreshes(reports, work)
    if "growth" in args.only:
        growth(reports, work, args.growth)


if __name__ == "__main__":
    main()
