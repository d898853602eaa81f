"""What a reader gives: the blocks, how they were read, and what of the file could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence_lib.core.records import Block


class ReadBy(StrEnum):
    """What told a reader where a block begins and what it is, the surest first."""

    TREE = "tree"  # the structure tree of a tagged PDF
    MARKUP = "markup"  # the styles and tags of Word, HTML, Markdown
    TEXT = "text"  # the shape of plain text and of e-mails
    LAYOUT = "layout"  # place, size and weight of the type on the pages of a PDF without a tree
    OCR = "ocr"  # letters recognised in pictures of pages: single words may be wrong


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of a document, in every way in which parts of it were read; unread says what was not, and why."""

    blocks: Sequence[Block]
    read_by: tuple[ReadBy, ...]
    unread: str = ""
