"""Tables: a head that is repeated on each page, rows that no page's end cuts, a name for who cannot see them."""

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from evidence_lib.charts.chart import Cell
from evidence_lib.papers.printable import printable
from evidence_lib.papers.word import fields

TWIPS = 635  # EMU
LEAST = 9  # letters that every column has room for
LETTER = 118  # twips of a letter of a head, which is bold, at the size of a table's text
EDGE = 140  # twips of a cell's own margins
FULL = 1.0  # of the width of an upright page's text: a table whose words need more is turned
Row = Sequence[Cell]


def grid(page: Any, title: str, head: Sequence[str], rows: Sequence[Row], shares: Sequence[float] = ()) -> None:
    """Add a table over the width of the text; shares are the columns' parts of it, worked out where not given."""
    from docx.text.paragraph import Paragraph

    width = int(page.width / TWIPS)
    widths = [int(width * share) for share in shares] if shares else fair_widths(width, head, rows)
    table = page.element.makeelement(qn("w:tbl"))
    table.append(properties(page, title, width))
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    table.append(parse_xml(f"<w:tblGrid {nsdecls('w')}>{columns}</w:tblGrid>"))
    page.put(table)
    text = page.style_id("Evidence Table Text")
    for number, cells in enumerate([[Cell(name) for name in head], *rows]):
        row = OxmlElement("w:tr")
        marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if number == 0 else "")
        row.append(parse_xml(f"<w:trPr {nsdecls('w')}>{marks}</w:trPr>"))
        stay = "<w:keepNext/>" if number == len(rows) else ""  # the last row, with the lines below the table
        for cell, wide in zip(cells, widths, strict=True):
            made = parse_xml(
                f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="{text}"/>{stay}</w:pPr></w:p></w:tc>'
            )
            row.append(made)
            fill(page, Paragraph(made.find(qn("w:p")), page.document._body), cell)
        table.append(row)


def too_wide(page: Any, head: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether a table needs a lying page: upright it would break words."""
    columns = [[name, *(told(row[at]) for row in rows)] for at, name in enumerate(head)]
    return bool(sum(longest(column) * LETTER + EDGE for column in columns) > FULL * page.upright / TWIPS)


def properties(page: Any, title: str, width: int) -> Any:
    """What a table is: its style, its width, that its first row is a head, and its name."""
    made = parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblStyle w:val="{page.style_id("Evidence Table")}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/><w:tblCaption/></w:tblPr>'
    )
    made[-1].set(qn("w:val"), printable(title)[:250])
    return made


def fill(page: Any, paragraph: Any, cell: Cell) -> None:
    """What stands in a cell, with its link; a remark in brackets."""
    if cell.url:
        fields.link(paragraph, cell.text, cell.url, page.style_id("Hyperlink"))
    else:
        fields.words(paragraph, cell.text)
    if cell.remark:
        fields.words(paragraph, f" ({cell.remark})")


def fair_widths(width: int, head: Sequence[str], rows: Sequence[Row]) -> list[int]:
    """Widths by how much the columns hold, tempered by a square root; none so narrow that it breaks a word, if that can be."""
    columns = [[name, *(told(row[at]) for row in rows)] for at, name in enumerate(head)]
    weights = [max(sum(map(len, column)) / len(column), LEAST) ** 0.5 for column in columns]
    needs = [longest(column) * LETTER + EDGE for column in columns]
    if sum(needs) >= width:
        needs = [int(need * width / sum(needs)) for need in needs]
    spare = width - sum(needs)
    wanted = [max(0.0, width * weight / sum(weights) - need) for weight, need in zip(weights, needs, strict=True)]
    total = sum(wanted) or 1.0
    return [int(need + spare * want / total) for need, want in zip(needs, wanted, strict=True)]


def told(cell: Cell) -> str:
    """All that stands in a cell."""
    return f"{cell.text} {cell.remark}"


def longest(column: Sequence[str]) -> int:
    """Letters of the longest word of a column, up to what a word can be; a line may end at a hyphen too."""
    return min(max(max(map(len, re.split(r"[\s-]", text))) for text in column), 18)
