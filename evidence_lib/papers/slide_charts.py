"""A chart as PowerPoint draws it, so that a colleague can change it: house palette, numbers at the bars, few legends."""

from collections.abc import Sequence
from typing import Any

from evidence_lib.charts.chart import Editable

PALETTE = ("12436D", "28A197", "801650", "F46A25", "3D3D3D", "A285D1")
GREY = "3D3D3D"
KINDS = {
    "bars": "BAR_CLUSTERED",
    "stacked bars": "BAR_STACKED",
    "columns": "COLUMN_CLUSTERED",
    "stacked columns": "COLUMN_STACKED",
    "line": "LINE_MARKERS",
}
MOST = 20  # bars that stay readable on a slide
FEW, WIDE, CLOSE = 200, 60, 30  # hundredths of a bar's width between bars: three at most, some, many
NO_NOUGHTS, WHOLE, BROKEN = "#,##0;-#,##0;;", "#,##0", "#,##0.##"


def add_chart(slide: Any, chart: Editable, box: Sequence[int]) -> Any:
    """Put it on a slide in a box (left, top, width, height); returns its frame. Bars beyond MOST are left to the workbook."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    names = chart.names[: most(chart)]
    data = CategoryChartData(number_format="General")
    data.categories = list(names)
    for name, numbers in chart.series:
        data.add_series(name, list(numbers[: len(names)]))
    frame = slide.shapes.add_chart(getattr(XL_CHART_TYPE, KINDS[chart.form]), *box, data)
    dress(frame.chart, chart, len(names))
    return frame


def most(chart: Editable) -> int:
    """How many of its names are shown: a line is never cut."""
    return len(chart.names) if chart.form == "line" else min(MOST, len(chart.names))


def dress(made: Any, chart: Editable, names: int) -> None:
    """House style: no title (the slide has it), no grid, direct labels, a legend only where there are several series."""
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    made.has_title = False
    made.font.size, made.font.name = Pt(12 if names > 10 else 14), "Arial"
    made.font.color.rgb = colour(GREY)
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axes(made, chart)
    plot = made.plots[0]
    if chart.form != "line":
        plot.gap_width = FEW if names <= 3 else WIDE if names <= MOST // 2 else CLOSE
        plot.overlap = 100 if chart.form.startswith("stacked") else -5
    for number, series in enumerate(plot.series):
        paint(series, number, chart)
    label(plot, chart)


def axes(made: Any, chart: Editable) -> None:
    """The axis of names, in the order of reading, and that of numbers with its unit; the labels say the numbers."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION, XL_TICK_MARK

    names, numbers = made.category_axis, made.value_axis
    names.reverse_order = chart.form.endswith("bars")  # the first on top
    names.major_tick_mark = numbers.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = colour(GREY)
    names.has_major_gridlines = numbers.has_major_gridlines = False
    numbers.format.line.fill.background()
    numbers.minimum_scale = min(0, *(value for _, series in chart.series for value in series if value is not None), 0)
    numbers.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    numbers.has_title = True
    numbers.axis_title.text_frame.text = chart.unit
    run = numbers.axis_title.text_frame.paragraphs[0].runs[0]
    run.font.bold, run.font.color.rgb = False, colour(GREY)


def paint(series: Any, number: int, chart: Editable) -> None:
    """A series in its colour; every second one of several has stripes too, so that nothing rests on colour alone."""
    from pptx.enum.dml import MSO_PATTERN
    from pptx.util import Pt

    own = colour(PALETTE[number % len(PALETTE)])
    if chart.form == "line":
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = own, Pt(2.5)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = own
        return
    fill = series.format.fill
    if number % 2:
        fill.patterned()
        fill.pattern, fill.fore_color.rgb, fill.back_color.rgb = MSO_PATTERN.WIDE_UPWARD_DIAGONAL, colour("FFFFFF"), own
    else:
        fill.solid()
        fill.fore_color.rgb = own
    series.format.line.color.rgb = own
    series.invert_if_negative = False


def label(plot: Any, chart: Editable) -> None:
    """The numbers at the bars, in dark grey on white where they stand on a colour."""
    from pptx.enum.chart import XL_LABEL_POSITION

    stacked = chart.form.startswith("stacked")
    values = [value for _, series in chart.series for value in series if value is not None]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    whole = all(float(value).is_integer() for value in values)
    labels.number_format = (NO_NOUGHTS if stacked else WHOLE) if whole else BROKEN
    labels.number_format_is_linked = False
    labels.font.color.rgb = colour(GREY)
    if stacked:
        labels.position = XL_LABEL_POSITION.CENTER
        white_ground(labels)
    else:
        labels.position = XL_LABEL_POSITION.ABOVE if chart.form == "line" else XL_LABEL_POSITION.OUTSIDE_END


def white_ground(labels: Any) -> None:
    """A white ground for labels that stand on a colour: teal and orange are too pale for white words, blue too dark for grey."""
    from lxml import etree
    from pptx.oxml.ns import qn

    ground = etree.SubElement(labels._element, qn("c:spPr"))
    etree.SubElement(etree.SubElement(ground, qn("a:solidFill")), qn("a:srgbClr")).set("val", "FFFFFF")
    labels._element.remove(ground)
    labels._element.find(qn("c:txPr")).addprevious(ground)


def colour(hexadecimal: str) -> Any:
    """A colour as python-pptx takes it."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(hexadecimal)
