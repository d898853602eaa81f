"""Blocks by the structure tree of a tagged PDF: what its author made a heading, a paragraph, a list item, a cell."""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence_lib.core.records import Role
from evidence_lib.readers import pdfium_calls as calls
from evidence_lib.readers.pdf_runs import Run
from evidence_lib.readers.raw_blocks import RawBlock, in_page_order

# Standard structure types (PDF 32000-1, 14.8.4). Types that are not named here only hold others.
BLOCKS = {
    "P": Role.PARAGRAPH,
    "Caption": Role.PARAGRAPH,
    "BlockQuote": Role.PARAGRAPH,
    "TOCI": Role.ITEM,
    "LI": Role.ITEM,
    "LBody": Role.ITEM,
    "TD": Role.CELL,
    "TH": Role.CELL,
    "Note": Role.FOOTNOTE,
    "FENote": Role.FOOTNOTE,
}
NAME = ctypes.create_string_buffer(256)  # bytes; the longest standard type has 20 in UTF-16
HEADING = re.compile(r"^H([1-6])?$|^Title$")
INLINE = {
    "Span",
    "Link",
    "Reference",
    "Quote",
    "Em",
    "Strong",
    "Code",
    "Annot",
    "Form",
    "Sub",
    "BibEntry",
    "Ruby",
    "NonStruct",
}
SKIPPED = {"Figure", "Formula", "Artifact"}  # a picture's letters are no prose
# A bullet, a number or a letter: all that a label should hold.
LABEL = re.compile(r"^(?![\s,.;:’'”\"]+$)\W*(?:\w{1,4}|\d+(?:\.\d+)+)?\W*$")
NOTE_CALL = re.compile(r"^\s*(?:\d{1,3}|[*†‡])\s*$")
BESIDE = {"Link", "Annot", "Form"}  # they hold an annotation beside their words, which is no part of the text
STRONGER = {Role.ITEM, Role.CELL, Role.FOOTNOTE}  # a paragraph inside an item is the item's


@dataclass(slots=True)
class TreeWalk:
    """Walks the tree of one page and lays its runs into blocks, in the tree's order."""

    page_number: int
    runs: dict[int, list[Run]]
    blocks: list[RawBlock] = field(default_factory=list)
    placed: dict[int, RawBlock | None] = field(default_factory=dict)  # by mark; None for what is left out on purpose

    def walk(self, element: int, block: RawBlock | None, role: Role | None, cut: bool = False) -> None:
        """Read one element and all below it.

        *block* is the block that is open, *role* what encloses the element, *cut* whether words of the block stand on
        the page before.
        """
        kind = structure_type(element)
        if kind == "Lbl":
            self.label(element, block)
            return
        if kind in SKIPPED:
            self.leave_out(element)
            return
        if heading := HEADING.match(kind):
            block = self.open(Role.HEADING, int(heading.group(1) or 1))
        elif kind in BLOCKS:
            role = role if role in STRONGER and kind == "P" else BLOCKS[kind]
            # LBody goes on with its LI, the first P with its cell or item
            if not (block is not None and block.role is role and not block.shows):
                block = self.open(role, None)
        elif kind not in INLINE:
            block = None
        self.children(element, block, role, cut and kind in INLINE, kind in BESIDE)

    def children(self, element: int, block: RawBlock | None, role: Role | None, cut: bool, beside: bool) -> None:
        """Read the marked text and the elements of an element, in their order; one that pdfium withholds is elsewhere."""
        elsewhere = False
        for number in range(calls.count_children(element)):
            mark = calls.child_mark(element, number)
            if mark >= 0:
                if block is None:
                    block = self.open(role or Role.PARAGRAPH, None)
                block.goes_on_from |= cut and not block.shows
                block.runs += self.runs.get(mark, ())
                self.placed[mark] = block
                elsewhere = False
            elif child := calls.child(element, number):
                before = len(self.blocks)
                self.walk(child, block, role, cut)
                elsewhere = False
                if len(self.blocks) > before and block is not None and block.shows:
                    block = None  # words after an inner block are a block of their own
            elif not beside:
                cut |= block is None or not block.shows
                elsewhere = True
        if elsewhere and block is not None and block.shows:
            block.goes_on_after = True

    def label(self, element: int, block: RawBlock | None) -> None:
        """Leave out a label; what is no label but tagged so (first lines, commas amid a sentence) goes where it is drawn."""
        words = "".join(run.text for mark in marks(element) for run in self.runs.get(mark, ()))
        amid = block is not None and block.shows
        if (NOTE_CALL if amid else LABEL).match(words):
            self.leave_out(element)
            if block is not None and not amid:
                block.labelled |= bool(words.strip())

    def leave_out(self, element: int) -> None:
        """Note that an element's text is none of the document's."""
        self.placed.update(dict.fromkeys(marks(element)))

    def open(self, role: Role, level: int | None) -> RawBlock:
        """Begin a block."""
        block = RawBlock(role, self.page_number, level=level)
        self.blocks.append(block)
        return block

    def take_in(self, runs: list[Run]) -> None:
        """Give marked text that the tree put nowhere to the block drawn before it, so that no line is lost."""
        block = next((placed for run in runs if (placed := self.placed.get(run.mark))), None)
        for run in runs:
            if run.mark in self.placed:
                block = self.placed[run.mark] or block
            elif run.mark >= 0 and not run.text.isspace():
                block = block or self.open(Role.PARAGRAPH, None)
                block.runs.append(run)


def marks(element: int) -> Iterator[int]:
    """The marks of an element and of all below it."""
    for number in range(calls.count_children(element)):
        mark = calls.child_mark(element, number)
        if mark >= 0:
            yield mark
        elif child := calls.child(element, number):
            yield from marks(child)


def structure_type(element: int) -> str:
    """Return the structure type of an element, such as "P" or "LI"."""
    length = calls.element_type(element, NAME, len(NAME))
    return NAME.raw[: max(length - 2, 0)].decode("utf-16-le")


def tree_blocks(page: object, page_number: int, runs: list[Run]) -> list[RawBlock]:
    """Return the blocks of one page by its structure tree; an empty list where it has none."""
    tree = calls.open_tree(calls.address(page))
    if not tree:
        return []
    by_mark: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        by_mark[run.mark].append(run)
    walk = TreeWalk(page_number, by_mark)
    try:
        for number in range(calls.count_roots(tree)):
            if element := calls.root(tree, number):
                walk.walk(element, None, None)
    finally:
        calls.close_tree(tree)
    walk.take_in(runs)
    blocks = [block for block in walk.blocks if block.shows]
    for block in blocks:
        block.runs = in_page_order(block.runs)
    return swapped_back(blocks)


def swapped_back(blocks: list[RawBlock]) -> list[RawBlock]:
    """A block that the tree gives after the one right below it on the page comes before that."""
    ordered: list[RawBlock] = []
    for block in blocks:
        at = len(ordered)
        while at and block.stands_on(ordered[at - 1]):
            at -= 1
        ordered.insert(at, block)
    return ordered
