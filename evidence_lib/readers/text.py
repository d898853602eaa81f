"""Plain text: paragraphs between blank lines, bullets, headings by their shape; a form feed ends a page."""

import re
from collections.abc import Iterator
from pathlib import Path

from evidence_lib.core.files import decode
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath
from evidence_lib.readers.words import tidy

BULLET = re.compile(r"^\s*(?:[-*•–▪◼]|\(?\d{1,2}[.)]|\([a-z]\))\s+")
UNDERLINE = re.compile(r"^\s*([=~-])\1{2,}\s*$")
PAGE_NUMBER = re.compile(r"^\s*(?:page\s+)?\d{1,3}\s*$", re.IGNORECASE)
CUT_ADDRESS = re.compile(r"(https?://\S{20,})$|(www\.\S{20,})$")
LONGEST_HEADING = 12  # words


def read(path: Path) -> list[Block]:
    """Return the blocks of a text file; its pages are counted where form feeds part them."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    pages = text.split("\f")
    headings = HeadingPath()
    blocks: list[Block] = []
    for number, page in enumerate(pages, start=1):
        place = (number, number) if len(pages) > 1 else (None, None)
        for lines in paragraphs(page):
            for role, words in pieces(lines):
                blocks.append(headings.block(words, role, 1, place))
    return blocks


def paragraphs(page: str) -> Iterator[list[str]]:
    """The lines between blank lines; a page number alone at the page's end is none of them."""
    lines = page.split("\n")
    while lines and (not lines[-1].strip() or PAGE_NUMBER.match(lines[-1])):
        lines.pop()
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def pieces(lines: list[str]) -> Iterator[tuple[Role, str]]:
    """The blocks in a run of lines: an underlined or heading-like line, items, or one paragraph."""
    if len(lines) > 1 and UNDERLINE.match(lines[1]):
        yield Role.HEADING, tidy(lines[0])
        if lines[2:]:
            yield from pieces(lines[2:])
        return
    if is_heading(lines):
        yield Role.HEADING, tidy(lines[0])
        return
    held: list[str] = []
    role = Role.PARAGRAPH
    for line in lines:
        if BULLET.match(line):
            if held:
                yield role, join(held)
            held, role = [BULLET.sub("", line, count=1)], Role.ITEM
        else:
            held.append(line)
    if text := join(held):
        yield role, text


def is_heading(lines: list[str]) -> bool:
    """A short line by itself that ends in no stop and is no name list, date or address."""
    line = lines[0].strip()
    plain = len(lines) == 1 and len(line.split()) <= LONGEST_HEADING and not BULLET.match(line)
    return plain and line[:1].isupper() and not re.search(r"[.,;:!]$|@|www\.|https?:", line)


def join(lines: list[str]) -> str:
    """Join wrapped lines: an address cut over lines becomes whole where that is certain, all else gets a space."""
    text = ""
    for line in lines:
        piece = line.strip()
        glued = bool(CUT_ADDRESS.search(text)) and re.match(r"^[\w%./-]+$", piece) is not None
        text += ("" if glued or not text else " ") + piece
    return tidy(text)
