"""How fast and how well PDFs are read, on the same files in one run.

    python benchmarks/reading.py FOLDER_OF_PDFS [LABELS_DIR…] [--every N]

Prints pages a second of a core for findings-ready blocks, by the structure tree and with the tree hidden, beside
pdfplumber's extract_text, with their ratios. With labelled documents (FOLDER holds each as id.pdf) it prints the F1 of
findings for both ways too, by the shipped models: in-sample, where those learned from the same documents, so that only the
difference between the two ways says anything.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber

from evidence_lib.core.records import Edition
from evidence_lib.findings.extract import extract
from evidence_lib.learning.labels import findings_of, read_json
from evidence_lib.learning.score import Found, Score, score
from evidence_lib.readers.pdf import count_pages, read
from evidence_lib.sources.about import about


def plumbed(path: Path) -> None:
    """Read as pdfplumber does, page by page."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


WAYS: dict[str, Callable[[Path], object]] = {
    "blocks by the tree": read,
    "blocks, tree hidden": lambda path: read(path, use_tree=False),
    "pdfplumber extract_text": plumbed,
}


def pages_a_second(way: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Pages read in a second of this process's own time; the first file is read once before, to load what it needs."""
    way(files[0])
    begun = time.process_time()
    for path in files:
        way(path)
    return sum(map(count_pages, files)) / (time.process_time() - begun)


def found_by(folder: Path, labels: Sequence[Path], use_tree: bool) -> Score:
    """The score of findings of labelled documents as read in one way."""
    wanted, given = [], []
    for path in labels:
        held = read_json(path)
        name = str(held["id"])
        blocks = read(folder / f"{name}.pdf", use_tree).blocks
        findings, _ = extract(name, blocks, Edition.ORIGINAL, (), about(blocks).programme or "")
        wanted += findings_of(held)
        given += [
            Found(name, one.page_start, one.page_end, one.heading, one.quote, str(one.kind), (), one.agencies)
            for one in findings
        ]
    return score(wanted, given)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("labels", type=Path, nargs="*")
    parser.add_argument(
        "--every", type=int, default=4, help="take every so many files for the speeds (pdfplumber is slow)"
    )
    args = parser.parse_args()
    files = sorted(args.folder.glob("*.pdf"))[:: args.every]
    speeds = {name: pages_a_second(way, files) for name, way in WAYS.items()}
    slowest = speeds["pdfplumber extract_text"]
    print(f"{len(files)} files, {sum(map(count_pages, files))} pages")
    for name, speed in speeds.items():
        print(f"{name:26}{speed:8.1f} pages/s{speed / slowest:8.1f} times pdfplumber")
    labels = sorted(path for folder in args.labels for path in folder.glob("*.json"))
    for use_tree in (True, False) if labels else ():
        result = found_by(args.folder, labels, use_tree)
        way = "by the tree" if use_tree else "tree hidden"
        print(
            f"findings {way}: F1 {result.found_f1:.3f}, page {result.share(result.pages):.3f} ({len(labels)} documents)"
        )


if __name__ == "__main__":
    main()
