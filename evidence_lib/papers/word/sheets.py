"""The sheet: its size, and on each the marking, how much was checked, and the page's number."""

from collections.abc import Iterator
from typing import Any

from evidence_lib.papers.content import Paper
from evidence_lib.papers.word import fields

LONG_CM, SHORT_CM, MARGIN_CM = 29.7, 21.0, 2.2  # A4


def set_up(document: Any, paper: Paper, house: bool) -> None:
    """A4 with even margins, or the template's own sheet; lying where the paper lies."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[-1]
    if house:
        section.page_width, section.page_height = Cm(SHORT_CM), Cm(LONG_CM)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Cm(MARGIN_CM))
    if paper.landscape and section.page_width < section.page_height:
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE


def margins(document: Any, paper: Paper) -> None:
    """What stands above and below the text of each page. A template's own headers and footers stay as they are.

    Only the marking and the standing are added below its header, since a page must not travel without them, and page
    numbers where it has no footer.
    """
    section = document.sections[-1]
    for header in parts(document, section, "header"):
        if paper.line:
            made = header.add_paragraph() if holds(header) else header.paragraphs[0]
            made.style = document.styles["Header"]
            fields.words(made, paper.line)
    footers = list(parts(document, section, "footer"))
    for footer in footers if not any(map(holds, footers)) else ():
        made = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        made.style = document.styles["Footer"]
        fields.words(made, "Page ")
        fields.field(made, "PAGE", "1")
        fields.words(made, " of ")
        fields.field(made, "NUMPAGES", "1")


def holds(part: Any) -> bool:
    """Whether a header or footer shows anything."""
    return bool("".join(part._element.itertext()).strip() or part._element.xpath(".//w:drawing | .//w:pict"))


def parts(document: Any, section: Any, which: str) -> Iterator[Any]:
    """The headers or footers that pages of the section show: of every page, of the first, of even ones."""
    yield made(getattr(section, which))
    if section.different_first_page_header_footer:
        yield made(getattr(section, f"first_page_{which}"))
    if document.settings.odd_and_even_pages_header_footer:
        yield made(getattr(section, f"even_page_{which}"))


def made(part: Any) -> Any:
    """One that is the section's own: what follows an earlier section has none to follow."""
    if part.is_linked_to_previous:
        part.is_linked_to_previous = False
    return part
