"""Which findings stand, word for word, in the papers of the newest pack: what is printed is looked at first."""

import re
import zipfile
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.findings.identity import normal_words

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

POINTER = "latest.txt"  # as pack/publish.py has it, which stands above this room; a test holds them equal
MARKUP = re.compile(r"</w:p>|<[^>]+>")
FEWEST = 6  # words; fewer stand anywhere


def published_findings(base: "EvidenceBase") -> dict[str, list[str]]:
    """The papers (file names) of the newest pack in which each finding is quoted."""
    found: dict[str, list[str]] = {}
    papers = papers_of(base.folder.outputs)
    if not papers:
        return found
    quotes = [(row["finding_id"], normal_words(row["quote"])) for row in base.findings().to_dict("records")]
    for path in papers:
        words = words_of(path, path.stat().st_mtime_ns)
        for name, quote in quotes:
            if len(quote.split()) >= FEWEST and quote in words:
                found.setdefault(name, []).append(path.name)
    return found


def papers_of(outputs: Path) -> list[Path]:
    """The Word papers of the newest pack."""
    pointer = outputs / POINTER
    if not pointer.is_file():
        return []
    return sorted((outputs / pointer.read_text(encoding="utf-8").strip() / "papers").glob("*.docx"))


@lru_cache(maxsize=32)
def words_of(path: Path, changed: int) -> str:
    """The words of a Word file; none of one that cannot be read, for a paper is no source."""
    try:
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml").decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
    return normal_words(unescape(MARKUP.sub(lambda mark: " " if mark[0] == "</w:p>" else "", xml)))
