"""What many documents cost: real reports read once, then repeated under other names with altered words.

    python benchmarks/scale.py FOLDER_OF_REPORTS [--work DIR] [--sizes 540 20000]

The reports are read, their findings found and tagged in one process: that gives the time of a new document. The repeats are
laid into the base as steps already done (blocks, findings, themes), since reading 20,000 PDFs takes hours: their build
measures what making the tables costs, in time and in memory, and what the tables weigh and take to be asked.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.refresh import base_of, peak
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import sha256, write_rows
from evidence_lib.sources.catalogue import COLUMNS, Source, read_catalogue, row_of
from evidence_lib.sources.init import init
from evidence_lib.tables.blocks_kept import kept_path
from evidence_lib.tables.steps_kept import document_key, theme_key
from evidence_lib.themes.codebook import read_codebook

ASK = """
import sys, time, resource
begun = time.monotonic()
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.frames import open_base
base = open_base(sys.argv[1]); opened = time.monotonic()
found = base.findings(theme=sys.argv[2]); first = time.monotonic()
base.findings(theme=sys.argv[2]); again = time.monotonic()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
print(f"  opened in {opened - begun:.1f} s; findings of a theme: {len(found)} in {first - opened:.1f} s,"
      f" asked again {again - first:.2f} s, peak {peak} MB", flush=True)
"""


def made(base: BaseFolder) -> tuple[float, int]:
    """Seconds and peak memory in MB of making the tables, in a process of its own."""
    code = (
        "import sys, pathlib; from evidence_lib.core.base_folder import BaseFolder;"
        "from evidence_lib.tables.build import build; print('  ', str(build(BaseFolder(pathlib.Path(sys.argv[1]))))[:90])"
    )
    begun = time.monotonic()
    memory = peak(subprocess.Popen([sys.executable, "-c", code, str(base.root)]))
    return time.monotonic() - begun, memory


def repeated(once: BaseFolder, folder: Path, count: int) -> BaseFolder:
    """A base of *count* documents, whose steps are those of the real ones with other names and altered words."""
    shutil.rmtree(folder, ignore_errors=True)
    base = init(folder)
    shutil.copy(once.codebook, base.codebook)
    held = [kept_steps(once, source) for source in read_catalogue(once) if source.file and source.kind != "response"]
    key, rows = theme_key(base, read_codebook(base.codebook)), []
    for room in ("blocks", "found", "tagged"):
        (base.derived / room).mkdir(parents=True, exist_ok=True)
    for number in range(count):
        source, blocks, found, tagged = held[number % len(held)]
        name = f"{source.document_id}-{number:05d}"
        file = base.sources / f"{name}.md"
        file.write_text(name, encoding="utf-8")
        copy = replace(source, document_id=name, file=file.name, media_type="text/markdown")
        os.link(blocks, kept_path(base, sha256(file)))  # blocks name no document
        step = document_key(base, copy)
        for room, ending, text in (("found", "", found), ("tagged", f"-{key}", tagged)):
            altered = text.replace(source.document_id, name).replace("children ", f"children of place {number} ")
            (base.derived / room / f"{step}{ending}.json").write_text(altered, encoding="utf-8")
        rows.append({**row_of(copy), "sha256": "", "sha256_wanted": ""})
    write_rows(base.catalogue, COLUMNS, rows)
    return base


def kept_steps(base: BaseFolder, source: Source) -> tuple[Source, Path, str, str]:
    """A document with the file of its blocks and the text of its findings and themes."""
    step, key = document_key(base, source), theme_key(base, read_codebook(base.codebook))
    found = (base.derived / "found" / f"{step}.json").read_text(encoding="utf-8")
    tagged = (base.derived / "tagged" / f"{step}-{key}.json").read_text(encoding="utf-8")
    return source, kept_path(base, sha256(base.sources / source.file)), found, tagged


def weights(base: BaseFolder) -> str:
    """What the tables weigh, and what is kept of the steps."""
    tables = ", ".join(
        f"{path.stem} {path.stat().st_size / 1e6:.1f}" for path in sorted(base.derived.glob("*.parquet"))
    )
    rooms = {
        room: sum(one.stat().st_size for one in (base.derived / room).iterdir()) / 1e6
        for room in ("blocks", "found", "tagged")
    }
    return f"  MB: {tables}; kept " + ", ".join(f"{room} {size:.0f}" for room, size in rooms.items())


def measure(once: BaseFolder, work: Path, sizes: Sequence[int]) -> None:
    """Make and ask bases of each size."""
    for size in sizes:
        base = repeated(once, work / f"repeated{size}", size)
        seconds, memory = made(base)
        print(f"{size} documents: tables {seconds:.1f} s, {1000 * seconds / size:.1f} ms a document, peak {memory} MB")
        print(weights(base), flush=True)
        subprocess.run([sys.executable, "-c", ASK, str(base.root), "training"], check=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=Path("outputs") / "scale")
    parser.add_argument("--sizes", type=int, nargs="+", default=(540, 20_000))
    args = parser.parse_args()
    reports, work = sorted(args.folder.glob("*.pdf")), args.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    once = base_of(reports, work / "once")
    seconds, memory = made(once)
    each = seconds / max(1, len(reports))
    print(
        f"{len(reports)} reports read, found, tagged in one process: {seconds:.1f} s, {each:.2f} s each, peak {memory} MB"
    )
    print(weights(once), flush=True)
    measure(once, work, args.sizes)


if __name__ == "__main__":
    main()
