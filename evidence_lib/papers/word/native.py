"""A chart as a part of a Word file: its drawing by python-pptx's writer, its numbers as a workbook that Word opens."""

from typing import Any

from evidence_lib.charts.chart import Chart, Editable
from evidence_lib.charts.look import PALETTE
from evidence_lib.papers.printable import printable
from evidence_lib.papers.same_bytes import repacked

LETTERS, TITLE = 9, 11  # points
GAP = 50  # hundredths of a bar's width between two
NOT_ZERO = "#,##0;-#,##0;;"  # a bar that is not there needs no label
KINDS = {
    "bars": "BAR_CLUSTERED",
    "stacked bars": "BAR_STACKED",
    "columns": "COLUMN_CLUSTERED",
    "stacked columns": "COLUMN_STACKED",
    "line": "LINE_MARKERS",
}


def chart_part(package: Any, chart: Chart) -> Any:
    """Add the chart and its workbook to a package; returns the part to draw."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    assert chart.editable is not None
    xml, workbook = drawn(chart.title, chart.editable)
    number = sum(part.partname.startswith("/word/charts/") for part in package.iter_parts()) + 1
    made = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    book = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, package
    )
    related = made.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    made._blob = xml.replace(b"RELATED", related.encode())
    return made


def drawn(title: str, held: Editable) -> tuple[bytes, bytes]:
    """The chart's XML, in which RELATED stands for the name of its workbook, and the workbook."""
    from lxml import etree
    from pptx.chart.data import CategoryChartData
    from pptx.chart.xmlwriter import ChartXmlWriter
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.oxml import parse_xml

    data = CategoryChartData()
    data.categories = [printable(name) for name in held.names]
    for name, numbers in held.series:
        data.add_series(printable(name), numbers)
    space = parse_xml(ChartXmlWriter(getattr(XL_CHART_TYPE, KINDS[held.form]), data).xml.encode())
    look(space, title, held)
    external = space._add_externalData()
    external.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "RELATED")
    workbook = repacked(data._workbook_writer.xlsx_blob)
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True), workbook


def look(space: Any, title: str, held: Editable) -> None:
    """The house's colours, title, names in the order of reading, and what the numbers count."""
    from pptx.chart.chart import Chart as Drawn
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    chart = Drawn(space, None)
    chart.font.size = Pt(LETTERS)
    chart.has_title = True
    chart.chart_title.text_frame.text = printable(title)
    chart.chart_title.text_frame.paragraphs[0].font.size = Pt(TITLE)
    chart.has_legend = len(held.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.value_axis.has_title = True
    chart.value_axis.axis_title.text_frame.text = printable(held.unit)
    chart.value_axis.axis_title.text_frame.paragraphs[0].font.size = Pt(LETTERS)
    chart.value_axis.has_major_gridlines = False
    if held.form.endswith("bars"):  # the first name on top, as on the page, and the numbers still at the foot
        chart.category_axis.reverse_order = True
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = chart.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = NOT_ZERO, False
    if held.form != "line":
        plot.gap_width = GAP
    for series, colour in zip(plot.series, PALETTE * len(held.series), strict=False):
        shape = series.format.line if held.form == "line" else series.format.fill
        if held.form == "line":
            shape.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        else:
            shape.solid()
            shape.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
