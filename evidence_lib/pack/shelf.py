"""The papers of a pack: moved to their folder, with what the index and the publish gate must know of each."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_lib.core.files import write_text
from evidence_lib.papers.about import ENDING
from evidence_lib.papers.keeping import WRITERS

RECORD = "papers.json"
FORMATS = {".docx": "Word", ".xlsx": "Excel", ".pptx": "Slides", ".pdf": "PDF", ".ics": "Calendar"}
KILO = 1000
NOTHING_SAID: dict[str, Any] = {"audience": "", "standing": "", "for_publication": False, "findings": []}


@dataclass(frozen=True, slots=True)
class Shelved:
    """A paper of the pack: the page that made it, that page's title, what is known of it, and its files."""

    page: str
    subject: str
    about: Mapping[str, Any]
    files: tuple[Path, ...]

    @property
    def row(self) -> dict[str, Any]:
        """It as papers.json holds it."""
        return {
            "page": self.page,
            "subject": self.subject,
            **self.about,
            "files": [{"name": path.name, "format": form(path), "bytes": path.stat().st_size} for path in self.files],
        }


def shelve(
    kept: Path, papers: Path, page: str, subject: str, endings: Collection[str] = tuple(WRITERS)
) -> list[Shelved]:
    """Move the papers that a notebook kept to the pack's folder of papers. One without words about it is there all the same.

    endings are those that the pack keeps; files in other formats go, and a paper that has none left is not in the pack.
    Two notebooks may keep papers of one name (one theme, two home areas): the second takes its page's name before its own.
    """
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(kept.glob(f"*{ENDING}"))]
    found = []
    for about in [*told, *unknown(kept, {about["name"] for about in told})]:
        files = sorted(path for path in kept.iterdir() if path.suffix in WRITERS and path.stem == about["name"])
        for path in [path for path in files if path.suffix not in endings]:
            files.remove(path)
            path.unlink()
        if not files:
            continue
        papers.mkdir(exist_ok=True)
        moved = tuple(path.rename(place(papers, path, page)) for path in files)
        found.append(Shelved(page, subject, NOTHING_SAID | about, moved))
    return found


def place(papers: Path, path: Path, page: str) -> Path:
    """Where a paper goes."""
    target = papers / path.name
    return papers / f"{page}_{path.name}" if target.exists() else target


def unknown(kept: Path, known: set[str]) -> list[dict[str, Any]]:
    """What is said of papers that came without words about them."""
    names = sorted({path.stem for path in kept.iterdir() if path.suffix in WRITERS} - known)
    return [{"name": name, "title": name} for name in names]


def write_record(shelved: Sequence[Shelved], folder: Path) -> None:
    """Write papers.json."""
    write_text(folder / RECORD, json.dumps([paper.row for paper in shelved], indent=1, ensure_ascii=False) + "\n")


def form(path: Path) -> str:
    """The format of a file by the program that opens it."""
    return FORMATS.get(path.suffix, path.suffix[1:].upper())


def size(path: Path) -> str:
    """A file's size for a reader."""
    kilobytes = max(1, round(path.stat().st_size / KILO))
    return f"{kilobytes} kB" if kilobytes < KILO else f"{kilobytes / KILO:.1f} MB"
