"""A paper as slides, by python-pptx: one message each, native charts, alt text, and in the notes what it rests on."""

import copy
import io
from pathlib import Path
from typing import Any

from evidence_lib.charts.chart import Chart
from evidence_lib.charts.promise_words import shorter
from evidence_lib.core.files import appearing
from evidence_lib.papers import slide_master
from evidence_lib.papers.content import Paper
from evidence_lib.papers.deck import Slide, deck
from evidence_lib.papers.deck_tables import Shown
from evidence_lib.papers.printable import one_line, printable
from evidence_lib.papers.same_bytes import repacked
from evidence_lib.papers.slide_charts import add_chart

PICTURE_DPI = 200
LANGUAGE = "en-GB"
SIZES = ((60, 28), (100, 24), (999, 20))  # letters of a title up to which it has so many points
TEXT_SIZES = ((300, 22), (500, 20), (700, 18), (1_000, 16), (99_999, 14))  # letters of a slide's lines
FRONT_LINE, FOOT = 120, 150  # letters of a line of the first slide, and of the footer
CAPTION = 330  # letters of a caption; it stands whole in the notes
PROPERTY = 250  # letters of a property of a file
TABLE_POINTS = 12
WEB = ("https://", "http://")


def write_slides(paper: Paper, path: Path) -> Path:
    """Write the slides, whole or not at all."""
    made = presentation(paper)
    with appearing(path) as beside:
        beside.write_bytes(made)
    return path


def presentation(paper: Paper) -> bytes:
    """The slides; the same paper gives the same bytes."""
    made = slide_master.new_deck()
    layouts = {layout.name: layout for layout in made.slide_layouts}
    foot = " | ".join(one_line(text) for text in (paper.marking, paper.standing) if text)
    front(made.slides.add_slide(layouts[slide_master.FRONT]), paper)
    for planned in deck(paper):
        kind = slide_master.EXHIBITS if planned.exhibit else slide_master.TEXT
        fill(made.slides.add_slide(layouts[kind]), planned)
    for page in made.slides:
        footed(page, shorter(foot, FOOT))
        in_english(page._element)
        in_english(page.notes_slide._element)
    properties = made.core_properties
    properties.title, properties.language = shorter(one_line(paper.title), PROPERTY), LANGUAGE
    properties.author = properties.last_modified_by = "Commissioning evidence base"
    held = io.BytesIO()
    made.save(held)
    return repacked(held.getvalue())


def front(page: Any, paper: Paper) -> None:
    """The first slide: what it is, for whom, how it is to be handled, how much is checked."""
    whole = one_line(paper.title)
    titled(page, shorter(whole, 150))
    lines = [paper.subtitle, f"For: {paper.audience}" if paper.audience else "", paper.marking, paper.standing]
    told = [one_line(line) for line in lines if line]
    page.placeholders[1].text_frame.text = "\n".join(shorter(line, FRONT_LINE) for line in told)
    page.notes_slide.notes_text_frame.text = "\n".join([whole, *told])


def titled(page: Any, title: str) -> None:
    """The title, smaller where it is long."""
    from pptx.util import Pt

    page.shapes.title.text_frame.text = title
    size = next(points for letters, points in SIZES if len(title) <= letters)
    for run in page.shapes.title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)


def fill(page: Any, planned: Slide) -> None:
    """One slide: title first, then what it shows, so that it is read in that order."""
    titled(page, planned.title)
    if planned.exhibit is None:
        write_lines(page.placeholders[1].text_frame, planned)
    else:
        place = page.placeholders[1]
        frame = exhibit(page, planned, (place.left, place.top, place.width, place.height))
        page.shapes.title._element.addnext(frame._element)
        place._element.getparent().remove(place._element)
        caption(page.placeholders[2], planned)
    page.notes_slide.notes_text_frame.text = "\n".join(planned.notes)


def write_lines(frame: Any, planned: Slide) -> None:
    """Lines of text, each a paragraph; those with an address lead there."""
    from pptx.util import Pt

    letters = sum(map(len, planned.lines))
    size = next(points for limit, points in TEXT_SIZES if letters <= limit)
    frame.text = "\n".join(planned.lines)
    for paragraph, line in zip(frame.paragraphs, planned.lines, strict=False):
        paragraph.space_after = Pt(6)
        for run in paragraph.runs:
            run.font.size = Pt(size)
            if planned.links.get(line, "").startswith(WEB):
                run.hyperlink.address = planned.links[line]


def caption(place: Any, planned: Slide) -> None:
    """Scope, count and source below; a caption too long for its place is cut, and stands whole in the notes."""
    if planned.caption:
        place.text_frame.text = shorter(planned.caption, CAPTION)
    else:
        place._element.getparent().remove(place._element)


def exhibit(page: Any, planned: Slide, box: tuple[int, int, int, int]) -> Any:
    """A native chart, a picture where Office has no such chart, or a table; each with words for who cannot see it."""
    part = planned.exhibit
    if isinstance(part, Shown):
        frame = table(page, part, box)
        alt = f"Table: {planned.title}. {len(part.rows)} rows; columns: {', '.join(part.head)}."
    elif isinstance(part, Chart) and part.editable is not None and part.editable.names:
        frame, alt = add_chart(page, part.editable, box), printable(part.alt)
    else:
        assert isinstance(part, Chart)
        frame, alt = picture(page, part, box), printable(part.alt)
    words = frame._element.xpath(".//p:cNvPr")[0]
    words.set("descr", alt)
    words.set("name", planned.title)
    return frame


def picture(page: Any, chart: Chart, box: tuple[int, int, int, int]) -> Any:
    """The chart as the suite draws it, as large as its place allows."""
    left, top, width, height = box
    made = page.shapes.add_picture(io.BytesIO(chart.png(PICTURE_DPI)), left, top)
    scale = min(width / made.width, height / made.height)
    made.width, made.height = int(made.width * scale), int(made.height * scale)
    return made


def table(page: Any, part: Shown, box: tuple[int, int, int, int]) -> Any:
    """A table with its head marked as such."""
    from pptx.util import Pt

    left, top, width, _ = box
    frame = page.shapes.add_table(len(part.rows) + 1, len(part.head), left, top, width, Pt(20))
    made = frame.table
    made.first_row, made.horz_banding = True, False
    for column, share in zip(made.columns, part.shares, strict=True):
        column.width = int(width * share)
    for row, texts in zip(made.rows, (part.head, *part.rows), strict=True):
        row.height = Pt(20)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text_frame.text = text
            cell.margin_top = cell.margin_bottom = Pt(3)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(TABLE_POINTS)
    return frame


def footed(page: Any, text: str) -> None:
    """Footer and number of the slide, as the layout places them: python-pptx leaves them out."""
    for held in page.slide_layout.placeholders:
        kind = held.placeholder_format.type.name
        if kind == "SLIDE_NUMBER" or (kind == "FOOTER" and text):
            own = copy.deepcopy(held._element)
            page.shapes._spTree.append(own)
            if kind == "FOOTER":
                page.placeholders[held.placeholder_format.idx].text_frame.text = text


def in_english(root: Any) -> None:
    """Every run says that it is British English, so that it is read out and spelt as such."""
    from pptx.oxml.ns import qn

    for run in root.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr().set("lang", LANGUAGE)
