"""Charts: the picture in the house's look where it is spoken of, and one that a colleague can edit at the end."""

import io
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from evidence_lib.charts.chart import PAPER_DPI, WIDTH, Chart
from evidence_lib.papers.printable import printable
from evidence_lib.papers.word.native import chart_part

TALLEST = 0.78  # of a page's text: the caption and the lines below it need the rest
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def picture(page: Any, chart: Chart) -> None:
    """The chart as a picture, with its words for who cannot see it."""
    paragraph = page.paragraph("", "Evidence Figure")
    shape = paragraph.add_run().add_picture(io.BytesIO(chart.png(PAPER_DPI, titled=False)), width=page.width)
    if shape.height > (most := int(page.height * TALLEST)):
        shape.width, shape.height = int(shape.width * most / shape.height), most
    describe(shape._inline.docPr, chart)


def editable(page: Any, chart: Chart) -> None:
    """The chart as Word draws it, with its numbers as a workbook within."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    paragraph = page.paragraph("", "Evidence Figure")
    related = page.document.part.relate_to(chart_part(page.document.part.package, chart), RELATIONSHIP_TYPE.CHART)
    high = min(int(page.width * chart.height / WIDTH), int(page.height * TALLEST))
    number = page.document.part.next_id
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(page.width)}" cy="{high}"/><wp:docPr id="{number}" name="Chart {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="{related}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    describe(drawing[0].find(qn("wp:docPr")), chart)
    paragraph.add_run()._r.append(drawing)


def describe(properties: Any, chart: Chart) -> None:
    """Alt text."""
    properties.set("descr", printable(chart.alt))
    properties.set("title", printable(chart.title))
