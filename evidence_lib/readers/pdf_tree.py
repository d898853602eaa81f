"""Blocks by the structure tree of a tagged PDF: what its author made a heading, a paragraph, a list item, a cell."""

import ctypes
import re
from collections import defaultdict
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from evidence_lib.core.records import Role
from evidence_lib.readers.pdf_runs import Run
from evidence_lib.readers.raw_blocks import RawBlock

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
SKIPPED = {"Lbl", "Figure", "Formula", "Artifact"}  # a bullet or a number; a picture's letters are no prose
STRONGER = {Role.ITEM, Role.CELL, Role.FOOTNOTE}  # a paragraph inside an item is the item's


@dataclass(slots=True)
class TreeWalk:
    """Walks the tree of one page and lays its runs into blocks, in the tree's order."""

    page_number: int
    runs: dict[int, list[Run]]
    blocks: list[RawBlock] = field(default_factory=list)

    def walk(self, element: object, block: RawBlock | None, role: Role | None) -> None:
        """Read one element and all below it; *block* is the block that is open, *role* what encloses the element."""
        kind = structure_type(element)
        if kind in SKIPPED:
            return
        if heading := HEADING.match(kind):
            block = self.open(Role.HEADING, int(heading.group(1) or 1))
        elif kind in BLOCKS:
            role = role if role in STRONGER and kind == "P" else BLOCKS[kind]
            # LBody goes on with its LI, the first P with its cell or item
            if not (block is not None and block.role is role and not block.drawn):
                block = self.open(role, None)
        elif kind not in INLINE:
            block = None
        self.children(element, block, role)

    def children(self, element: object, block: RawBlock | None, role: Role | None) -> None:
        """Read the marked text and the elements of an element, in their order."""
        for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
            if mark >= 0:
                if block is None:
                    block = self.open(role or Role.PARAGRAPH, None)
                block.runs += self.runs.get(mark, ())
            elif child := pdfium.FPDF_StructElement_GetChildAtIndex(element, number):
                before = len(self.blocks)
                self.walk(child, block, role)
                if len(self.blocks) > before and block is not None and block.drawn:
                    block = None  # words after an inner block are a block of their own

    def open(self, role: Role, level: int | None) -> RawBlock:
        """Begin a block."""
        block = RawBlock(role, self.page_number, level=level)
        self.blocks.append(block)
        return block


def structure_type(element: object) -> str:
    """Return the structure type of an element, such as "P" or "LI"."""
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def tree_blocks(page: object, page_number: int, runs: list[Run]) -> list[RawBlock]:
    """Return the blocks of one page by its structure tree; an empty list where it has none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    by_mark: dict[int, list[Run]] = defaultdict(list)
    for run in runs:
        by_mark[run.mark].append(run)
    walk = TreeWalk(page_number, by_mark)
    try:
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk.walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), None, None)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return [block for block in walk.blocks if block.drawn]
