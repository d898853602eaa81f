"""Markdown (CommonMark with tables), by markdown-it-py."""

from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from evidence_lib.core.files import decode
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath
from evidence_lib.readers.reading import ReadBy, Reading
from evidence_lib.readers.words import tidy

ENCLOSING = {"list_item_open": Role.ITEM, "td_open": Role.CELL, "th_open": Role.CELL}


def read(path: Path) -> Reading:
    """Return the blocks of a Markdown file; it has no pages."""
    tokens = MarkdownIt("commonmark").enable("table").parse(decode(path.read_bytes()))
    headings = HeadingPath()
    blocks: list[Block] = []
    roles = [Role.PARAGRAPH]
    level: int | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type in ENCLOSING:
            roles.append(ENCLOSING[token.type])
        elif token.type.replace("_close", "_open") in ENCLOSING:
            roles.pop()
        elif token.type in ("inline", "fence", "code_block"):
            text = tidy(words(token))
            if text:
                blocks.append(headings.block(text, Role.HEADING if level else roles[-1], level))
            level = None
    return Reading(blocks, (ReadBy.MARKUP,))


def words(token: Token) -> str:
    """The words of inline content without its marks; a line end is a space."""
    if token.children is None:
        return token.content
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children)
