"""Word: paragraphs and tables in the document's order, by python-docx."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath
from evidence_lib.readers.words import tidy

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

HEADING = re.compile(r"^heading (\d)$", re.IGNORECASE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(path: Path) -> list[Block]:
    """Return the blocks of a Word file; it has no pages until it is printed. Raises BadFile for a damaged file."""
    import docx

    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx lets zip, XML and key errors of a damaged file through
        raise BadFile(f"{path}: is damaged or no Word file. Open it in Word, save it again, then add it.") from error
    headings = HeadingPath()
    found = (headings.block(text, role, level) for text, role, level in pieces(document) if text)
    return [*found, *(Block(text, Role.FOOTNOTE) for text in footnotes(document))]


def pieces(container: object) -> Iterator[tuple[str, Role, int | None]]:
    """Text, role and level of every paragraph, and of every cell, in order."""
    from docx.table import Table

    for part in container.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(part, Table):
            yield from cells(part)
        else:
            yield tidy(part.text), *role_of(part)


def cells(table: object) -> Iterator[tuple[str, Role, int | None]]:
    """The paragraphs of every cell, row by row (many times faster than cell by cell); a merged cell comes once."""
    seen = set()
    for row in table.rows:  # type: ignore[attr-defined]
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                for paragraph in cell.paragraphs:
                    yield tidy(paragraph.text), Role.CELL, None


def role_of(paragraph: "Paragraph") -> tuple[Role, int | None]:
    """What a paragraph is, by its style or its numbering."""
    style = paragraph.style.name if paragraph.style is not None else ""
    if level := HEADING.match(style or ""):
        return Role.HEADING, int(level.group(1)) + 1
    if style == "Title":
        return Role.HEADING, 1
    numbered = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return (Role.ITEM if numbered or (style or "").startswith("List") else Role.PARAGRAPH), None


def footnotes(document: object) -> Iterator[str]:
    """The texts of the footnotes, which python-docx does not give by itself."""
    from lxml import etree

    for relation in document.part.rels.values():  # type: ignore[attr-defined]
        if relation.reltype.endswith("/footnotes"):
            for note in etree.fromstring(relation.target_part.blob).iter(f"{W}footnote"):
                if text := tidy("".join(note.itertext(f"{W}t"))):
                    yield text
