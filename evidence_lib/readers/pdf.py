"""PDF: the structure tree first, the layout of the page where there is no tree."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block
from evidence_lib.readers.mend import mend
from evidence_lib.readers.pdf_layout import layout_blocks
from evidence_lib.readers.pdf_runs import PageRuns
from evidence_lib.readers.pdf_tree import tree_blocks
from evidence_lib.readers.raw_blocks import RawBlock

TREE_SHARE = 0.6  # a tree that holds less of the letters than this is no guide to the page


def read(path: Path, use_tree: bool = True) -> list[Block]:
    """Return the blocks of a PDF in reading order, with pages counted from 1.

    use_tree=False reads by the layout alone. Raises BadFile for a file that is damaged, encrypted or has no text.
    """
    document = open_pdf(path)
    try:
        blocks: list[RawBlock] = []
        for number in range(len(document)):
            blocks += page_blocks(document[number], number + 1, use_tree)
    finally:
        document.close()
    if not blocks:
        raise BadFile(
            f"{path}: has no text, only pictures of pages. Run it through text recognition (OCR), then add the result."
        )
    return mend(blocks)


def page_blocks(page: pypdfium2.PdfPage, number: int, use_tree: bool) -> list[RawBlock]:
    """Return the raw blocks of one page: by its tree if that holds the page's text, else by the layout."""
    text_page = page.get_textpage()
    runs = PageRuns(page.raw, text_page.raw).runs()
    try:
        blocks = tree_blocks(page.raw, number, runs) if use_tree else []
        marked = sum(len(run.text.strip()) for block in blocks for run in block.runs)
        drawn = sum(len(run.text.strip()) for run in runs)
        if marked < TREE_SHARE * drawn:
            blocks = layout_blocks(runs, number, page.get_size())
        return blocks
    finally:
        text_page.close()
        page.close()


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
