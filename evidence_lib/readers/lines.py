"""Lines of text as blocks: paragraphs between blank lines, bullets, headings by their shape."""

import re
from collections.abc import Iterator

from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath, shaped_as_heading
from evidence_lib.readers.words import tidy

BULLET = re.compile(r"^\s*(?:[-*•–▪◼]|\(?\d{1,2}[.)]|\([a-z]\))\s+")
UNDERLINE = re.compile(r"^\s*([=~-])\1{2,}\s*$")
PAGE_NUMBER = re.compile(r"^\s*(?:page\s+)?\d{1,3}\s*$", re.IGNORECASE)
CUT_ADDRESS = re.compile(r"(https?://\S{20,})$|(www\.\S{20,})$")


def text_blocks(page: str, headings: HeadingPath, number: int | None = None) -> list[Block]:
    """The blocks of one page of text, under the headings that are open."""
    return [
        headings.block(words, role, 1, (number, number)) for lines in paragraphs(page) for role, words in pieces(lines)
    ]


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
    return len(lines) == 1 and not BULLET.match(line) and shaped_as_heading(line)


def join(lines: list[str]) -> str:
    """Join wrapped lines: an address cut over lines becomes whole where that is certain, all else gets a space."""
    text = ""
    for line in lines:
        piece = line.strip()
        glued = bool(CUT_ADDRESS.search(text)) and re.match(r"^[\w%./-]+$", piece) is not None
        text += ("" if glued or not text else " ") + piece
    return tidy(text)
