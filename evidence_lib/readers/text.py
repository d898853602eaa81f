"""Plain text, or an e-mail saved as text; a form feed ends a page."""

from pathlib import Path

from evidence_lib.core.files import decode
from evidence_lib.core.records import Block
from evidence_lib.readers.headings import HeadingPath
from evidence_lib.readers.lines import text_blocks
from evidence_lib.readers.mail import saved_as_text
from evidence_lib.readers.reading import ReadBy, Reading


def read(path: Path) -> Reading:
    """Return the blocks of a text file; its pages are counted where form feeds part them."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    if letter := saved_as_text(text):
        return letter
    pages = text.split("\f")
    headings = HeadingPath()
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        blocks += text_blocks(page, headings, number if len(pages) > 1 else None)
    return Reading(blocks, (ReadBy.TEXT,))
