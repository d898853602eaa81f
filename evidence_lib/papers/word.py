"""A paper as a Word file, by python-docx: heading styles, captions, repeated table heads, alt text, no text boxes."""

import io
from pathlib import Path
from typing import Any

from evidence_lib.charts.chart import PAPER_DPI, Chart, Table
from evidence_lib.core.files import appearing
from evidence_lib.papers.content import Blank, Heading, Items, Paper, Paragraph, Part, Quote, Rows, Sources, Statement

WIDTH_CM, LONG_CM = 16.6, 25.3  # the text's width on A4 upright and lying
MARGIN_CM = 2.2
LEAST = 12  # letters that every column has room for
CELL_ROOM = 1.5  # points above and below the text of a cell
SMALL = 9  # points of a table's text
BLANK_LINES = 3


def write_word(paper: Paper, path: Path) -> Path:
    """Write the paper, whole or not at all."""
    import docx

    document = docx.Document()
    dress(document, paper)
    document.add_paragraph(paper.title, style="Title")
    if paper.subtitle:
        document.add_paragraph(paper.subtitle, style="Subtitle")
    for part in paper.parts:
        add(document, part, LONG_CM if paper.landscape else WIDTH_CM)
    with appearing(path) as beside:
        document.save(str(beside))
    return path


def dress(document: Any, paper: Paper) -> None:
    """The page, the language, the styles."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if paper.landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(MARGIN_CM))
    document.core_properties.title, document.core_properties.language = paper.title, "en-GB"
    document.core_properties.author = "Commissioning evidence base"
    for name, size in (("Normal", 10), ("Title", 18), ("Subtitle", 11), ("Heading 1", 13), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in list(fonts.attrib):
            if kind.endswith("Theme"):  # a theme's font would win over the one that is named
                del fonts.attrib[kind]
        fonts.set(qn("w:hAnsi"), "Arial")
        spaced = style.element.rPr.find(qn("w:spacing"))
        if spaced is not None:
            style.element.rPr.remove(spaced)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x12, 0x43, 0x6D)
    document.styles["Caption"].font.color.rgb = RGBColor(0x3D, 0x3D, 0x3D)


def add(document: Any, part: Part, width: float) -> None:
    """One part."""
    if isinstance(part, Heading):
        document.add_heading(part.text, part.level)
    elif isinstance(part, Paragraph):
        document.add_paragraph(part.text, style="Intense Quote" if part.marked else None)
    elif isinstance(part, Items):
        for item in part.items:
            document.add_paragraph(item, style="List Number" if part.numbered else "List Bullet")
    elif isinstance(part, Quote):
        words = part.text if part.ours else f"“{part.text}”"
        document.add_paragraph(
            f"{words} ({part.reference.label}{', digest in our words' if part.ours else ''})",
            style=None if part.ours else "Quote",
        )
    elif isinstance(part, Statement):
        places = "; ".join(reference.label for reference in part.references)
        document.add_paragraph(f"{part.text} ({places})" if places else part.text)
    elif isinstance(part, Sources):
        for reference, told in zip(part.references, part.told, strict=True):
            line = "; ".join(filter(None, (reference.title, told, reference.url)))
            document.add_paragraph(line, style="List Bullet")
    elif isinstance(part, Blank):
        add_table(document, ("",), ((part.prompt,),), (1.0,), width, headed=False, room=BLANK_LINES)
    elif isinstance(part, Rows):
        document.add_paragraph(part.caption, style="Caption").paragraph_format.keep_with_next = True
        add_table(document, part.head, part.rows, part.widths, width)
    elif isinstance(part, Chart):
        add_chart(document, part, width)
    else:
        add_exhibit(document, part, width)


def add_exhibit(document: Any, table: Table, width: float) -> None:
    """A table of the suite with its caption: what a reader sees, remarks in brackets."""
    document.add_paragraph(table.title, style="Caption").paragraph_format.keep_with_next = True
    rows = tuple(
        tuple(f"{cell.text} ({cell.remark})" if cell.remark else cell.text for cell in row) for row in table.rows
    )
    add_table(document, table.head, rows, (), width)
    document.add_paragraph(table.caption).runs[0].italic = True


def add_table(
    document: Any,
    head: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    shares: tuple[float, ...],
    width: float,
    headed: bool = True,
    room: int = 0,
) -> None:
    """A table whose head is repeated on each page and whose rows are not cut by a page's end; room is empty lines a cell."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(head), style="Table Grid")
    table.autofit = False
    shares = shares or fair_shares(head, rows)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(width * share)  # LibreOffice goes by the columns, Word by the cells
    for number, cells in enumerate([*([head] if headed else []), *rows]):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if headed and number == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, share in zip(row.cells, cells, shares, strict=True):
            cell.width = Cm(width * share)
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(CELL_ROOM)
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(SMALL)
            run.bold = headed and number == 0
            for _ in range(room):
                cell.add_paragraph()
    document.add_paragraph()


def fair_shares(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Shares of the width by how much the columns hold, so that prose is not squeezed; a square root tempers it."""
    weights = [
        max(len(name), sum(len(row[at]) for row in rows) / max(1, len(rows)), LEAST) ** 0.5
        for at, name in enumerate(head)
    ]
    return tuple(weight / sum(weights) for weight in weights)


def add_chart(document: Any, chart: Chart, width: float) -> None:
    """A chart with its alt text and its caption."""
    from docx.shared import Cm

    picture = document.add_picture(io.BytesIO(chart.png(PAPER_DPI)), width=Cm(width))
    words = picture._inline.docPr
    words.set("descr", chart.alt)
    words.set("title", chart.title)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(f"{chart.title}. {chart.caption}", style="Caption")
