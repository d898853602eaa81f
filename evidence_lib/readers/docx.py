"""Word: paragraphs, tables and text boxes in the document's order, by python-docx."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath, stands_as_heading
from evidence_lib.readers.marks import BULLET
from evidence_lib.readers.reading import ReadBy, Reading
from evidence_lib.readers.words import tidy

HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
LOWEST = 10  # level of a paragraph in bold that stands for a heading
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text box once more, for old Word
)
BREAKS = {f"{W}tab", f"{W}br", f"{W}cr"}
NOT_ITS_OWN = {f"{W}txbxContent", f"{W}moveFrom", FALLBACK}  # of a paragraph: a box within it, words moved elsewhere
Piece = tuple[str, Role, int | None]


def read(path: Path) -> Reading:
    """Return the blocks of a Word file; it has no pages until it is printed. Raises BadFile for a damaged file."""
    import docx

    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx lets zip, XML and key errors of a damaged file through
        raise BadFile(f"{path}: is damaged or no Word file. Open it in Word, save it again, then add it.") from error
    headings = HeadingPath()
    found = [
        headings.block(text, role, level)
        for text, role, level in pieces(document.element.body, document)
        if re.search(r"\w", text)
    ]
    return Reading([*found, *(Block(text, Role.FOOTNOTE) for text in footnotes(document))], (ReadBy.MARKUP,))


def pieces(container: Any, document: Any) -> Iterator[Piece]:
    """Text, role and level of every paragraph, and of every cell, in order; content controls and boxes are gone into."""
    from docx.text.paragraph import Paragraph

    for part in container.iterchildren():
        if part.tag == f"{W}p":
            yield from paragraph(Paragraph(part, document._body), document)
        elif part.tag == f"{W}tbl":
            yield from cells(part, document)
        elif part.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from pieces(part, document)


def cells(table: Any, document: Any) -> Iterator[Piece]:
    """The paragraphs of every cell, row by row; a merged cell stands in the file once."""
    for cell in table.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tbl")) is table:  # a table within a cell is gone into with that cell
            for text, role, level in pieces(cell, document):
                yield text, role if role is Role.ITEM else Role.CELL, level


def paragraph(held: Any, document: Any) -> Iterator[Piece]:
    """A paragraph, and then what stands in the text boxes fixed to it."""
    text = tidy("".join(own_words(held._p)))
    role, level = role_of(held, text)
    if role is not Role.HEADING and BULLET.match(text):
        text, role = BULLET.sub("", text, count=1), Role.ITEM
    yield text, role, level
    for box in held._p.iter(f"{W}txbxContent"):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield from pieces(box, document)


def own_words(element: Any) -> Iterator[str]:
    """The words of a paragraph, inserted ones too, without those of boxes within it."""
    for part in element.iterchildren():
        if part.tag == f"{W}t":
            yield part.text or ""
        elif part.tag in BREAKS:
            yield " "
        elif part.tag == f"{W}noBreakHyphen":
            yield "-"
        elif part.tag not in NOT_ITS_OWN:
            yield from own_words(part)


def role_of(held: Any, text: str) -> tuple[Role, int | None]:
    """What a paragraph is, by its style or those it is based on, by its numbering, or by bold type alone."""
    style, name = held.style, ""
    numbered = held._p.pPr is not None and held._p.pPr.numPr is not None
    while style is not None:
        name = style.name or ""
        if level := HEADING.match(name):
            return Role.HEADING, int(level.group(1)) + 1
        if name == "Title":
            return Role.HEADING, 1
        properties = style.element.find(f"{W}pPr")
        numbered |= name.startswith("List") or (properties is not None and properties.find(f"{W}numPr") is not None)
        style = style.base_style
    if numbered:
        return Role.ITEM, None
    return (Role.HEADING, LOWEST) if in_bold(held) and stands_as_heading(text) else (Role.PARAGRAPH, None)


def in_bold(held: Any) -> bool:
    """Whether all words of a paragraph are bold, by themselves or by its style."""
    by_style = bool(held.style is not None and held.style.font.bold)
    lettered = [run for run in held.runs if run.text.strip()]
    return bool(lettered) and all(by_style if run.bold is None else run.bold for run in lettered)


def footnotes(document: Any) -> Iterator[str]:
    """The texts of the footnotes and endnotes, which python-docx does not give by itself."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")):
            root = etree.fromstring(relation.target_part.blob)
            for note in root.iter(f"{W}footnote", f"{W}endnote"):
                if text := tidy("".join(note.itertext(f"{W}t"))):
                    yield text
