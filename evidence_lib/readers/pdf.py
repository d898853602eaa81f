"""PDF: the structure tree first, the layout of the page where there is no tree, recognition where there are pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from evidence_lib.core.errors import BadFile
from evidence_lib.readers import ocr
from evidence_lib.readers.mend import mend
from evidence_lib.readers.pdf_layout import layout_blocks
from evidence_lib.readers.pdf_runs import PageRuns, Run
from evidence_lib.readers.pdf_tree import tree_blocks
from evidence_lib.readers.raw_blocks import RawBlock
from evidence_lib.readers.reading import ReadBy, Reading

TREE_SHARE = 0.6  # a tree that holds less of the letters than this is no guide to the page
OUTLINES = 300  # drawn shapes; a page of so many and no letter has its letters drawn


@dataclass
class Pages:
    """The blocks of a PDF's pages as they stand, how each was read, and the pages that are pictures."""

    blocks: list[RawBlock] = field(default_factory=list)
    ways: dict[int, ReadBy] = field(default_factory=dict)
    pictures: list[int] = field(default_factory=list)


def read(path: Path, use_tree: bool = True) -> Reading:
    """Return the blocks of a PDF in reading order, with pages counted from 1.

    use_tree=False reads by the layout alone. Pictures of pages are recognised where the programs for it are installed;
    else they are named as not read. Raises BadFile for a file that is damaged, encrypted or has no text.
    """
    pages = typed_pages(path, use_tree)
    unread = ""
    if pages.pictures:
        lacking = ocr.missing()
        if lacking and not pages.blocks:
            raise BadFile(f"{path}: has no text, only pictures of pages. For text recognition install {lacking}.")
        if lacking:
            unread = f"{named(pages.pictures)} {'is a picture' if len(pages.pictures) == 1 else 'are pictures'}"
            unread += f": install {lacking}"
        else:
            pages = recognised_pages(path, use_tree, pages.pictures)
    if not pages.blocks:
        raise BadFile(f"{path}: has no text. Check that it is the right file.")
    return Reading(mend(pages.blocks), tuple(way for way in ReadBy if way in pages.ways.values()), unread)


def named(numbers: list[int]) -> str:
    """The pages by their numbers."""
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join(map(str, numbers))


def recognised_pages(path: Path, use_tree: bool, pictures: list[int]) -> Pages:
    """The pages of a PDF after its pictures were recognised."""
    with ocr.recognised(path) as copy:
        return typed_pages(copy, use_tree, pictures)


def typed_pages(path: Path, use_tree: bool, recognised: Sequence[int] = ()) -> Pages:
    """The pages of a PDF by their type; recognised are those whose type came from a picture."""
    document = open_pdf(path)
    pages = Pages()
    try:
        for at in range(len(document)):
            read_page(document[at], at + 1, use_tree, pages, at + 1 in recognised)
    finally:
        document.close()
    return pages


def read_page(page: pypdfium2.PdfPage, number: int, use_tree: bool, pages: Pages, recognised: bool) -> None:
    """Read one page: by its tree if that holds the page's text, else by the layout."""
    text_page = page.get_textpage()
    try:
        runs = PageRuns(page.raw, text_page.raw).runs()
        shown = letters(runs)
        if not shown:
            if draws(page):
                pages.pictures.append(number)
            return
        blocks, way = tree_blocks(page.raw, number, runs) if use_tree and not recognised else [], ReadBy.TREE
        if sum(letters(block.runs) for block in blocks) < TREE_SHARE * shown:
            way = ReadBy.OCR if recognised else ReadBy.LAYOUT
            blocks = layout_blocks(runs, number, page.get_size(), recognised)
        pages.blocks += blocks
        pages.ways[number] = way
    finally:
        text_page.close()
        page.close()


def letters(runs: list[Run]) -> int:
    """How many letters some runs show."""
    return sum(len(run.text) for run in runs if not run.text.isspace())


def draws(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without letters shows a picture, or letters drawn as shapes."""
    kinds = [pdfium.FPDFPageObj_GetType(drawn.raw) for drawn in page.get_objects(max_depth=3)]
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds or len(kinds) >= OUTLINES


def count_pages(path: Path) -> int:
    """Return the number of pages; raises BadFile as read does."""
    document = open_pdf(path)
    try:
        return len(document)
    finally:
        document.close()


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF, or say in one line why it cannot be read."""
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise BadFile(f"{path}: is protected by a password. Save a copy without it, then add the copy.") from error
        raise BadFile(f"{path}: is damaged or cut short. Download it again, then add it.") from error
