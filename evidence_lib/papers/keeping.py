"""Writing papers: one writer a format; a notebook keeps them in the folder that a refresh gives."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.words import listing
from evidence_lib.core.errors import did_you_mean
from evidence_lib.papers.about import write_about
from evidence_lib.papers.calendars import write_calendar
from evidence_lib.papers.content import Calendar, NoPaper, Paper
from evidence_lib.papers.excel import write_excel
from evidence_lib.papers.pdf import write_pdf
from evidence_lib.papers.slides import write_slides
from evidence_lib.papers.word import write_word

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

WRITERS: dict[str, Callable[[Any, Path], Path]] = {
    ".docx": write_word,
    ".xlsx": write_excel,
    ".pptx": write_slides,
    ".pdf": write_pdf,
    ".ics": write_calendar,
}


def write_paper(paper: object, path: Path, template: Path | None = None) -> Path:
    """Write a paper in the format of the path's ending; a Word file in the office's template, where one is given.

    Raises NoPaper for a format in which it is not written, BadFile for a template that is none.
    """
    if not isinstance(paper, Paper | Calendar):
        raise NoPaper(f"{type(paper).__name__} is no paper.")
    ending, endings = path.suffix.lower(), written_as(paper)
    if ending not in endings:
        near = did_you_mean(ending, endings)
        raise NoPaper(f"{path}: this paper is not written as '{ending}'.{near} Formats are: {', '.join(endings)}.")
    try:
        if template and isinstance(paper, Paper) and ending == ".docx":
            return write_word(paper, path, template)
        return WRITERS[ending](paper, path)
    except OSError as error:
        told = error.strerror or str(error)
        raise NoPaper(
            f"{path}: cannot be written ({told}). Close it elsewhere, or make room; what was there stays."
        ) from error


def written_as(paper: Paper | Calendar) -> tuple[str, ...]:
    """The formats of a paper that there is a writer for."""
    return tuple(ending for ending in paper.formats if ending in WRITERS)


def keep(base: "EvidenceBase", paper: object) -> None:
    """Write a paper in all its formats to the folder that a refresh keeps, and say so; without a folder say what it would be."""
    if not isinstance(paper, Paper | Calendar):
        raise NoPaper(f"papers.keep() takes a paper, not {type(paper).__name__}.")
    names = [f"{paper.name}{ending}" for ending in written_as(paper)]
    if base.keep is None:
        base.show(f"{paper.title}: a refresh writes {listing(names)} beside its pages.")
        return
    for name in names:
        write_paper(paper, base.keep / name, base.word_template)
    write_about(paper, base.keep)
    base.show(f"{paper.title}: {listing(names)}, in the folder papers of the pack.")
