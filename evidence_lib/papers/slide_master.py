"""The master of our slides: 16 to 9, Arial, the house palette, three layouts with places for title, text, exhibit and footer."""

import re
from typing import Any

WIDE, HIGH = 12_192_000, 6_858_000  # 13.33 by 7.5 inches, in the units of the format
EDGE = 457_200
TOP, TITLE_HIGH = 300_000, 900_000
BODY_TOP = TOP + TITLE_HIGH + 120_000
FOOT_TOP, FOOT_HIGH = HIGH - 420_000, 300_000
CAPTION_HIGH = 560_000
ACROSS = WIDE - 2 * EDGE
BODY = (EDGE, BODY_TOP, ACROSS, FOOT_TOP - BODY_TOP - 60_000)
EXHIBIT = (EDGE, BODY_TOP, ACROSS, FOOT_TOP - CAPTION_HIGH - BODY_TOP - 120_000)
CAPTION = (EDGE, FOOT_TOP - CAPTION_HIGH - 60_000, ACROSS, CAPTION_HIGH)
FOOTER = (EDGE, FOOT_TOP, ACROSS - 900_000, FOOT_HIGH)
NUMBER = (WIDE - EDGE - 800_000, FOOT_TOP, 800_000, FOOT_HIGH)
FRONT, TEXT, EXHIBITS = "Title Slide", "Title and Content", "Content with Caption"  # layouts of the stock template
BLUE, GREY = "12436D", "3D3D3D"
ACCENTS = ("12436D", "28A197", "801650", "F46A25", "3D3D3D", "A285D1")
POINTS = {"title": 2800, "body": 2000, "caption": 1200, "foot": 1100}


def new_deck() -> Any:
    """An empty presentation with our master."""
    from pptx import Presentation

    made = Presentation()
    made.slide_width, made.slide_height = WIDE, HIGH
    for layout in list(made.slide_layouts):
        if layout.name not in (FRONT, TEXT, EXHIBITS):
            made.slide_layouts.remove(layout)
    master = made.slide_master
    theme(master)
    styles(master)
    arrange(master, {"TITLE": (EDGE, TOP, ACROSS, TITLE_HIGH), "BODY": BODY})
    for layout in made.slide_layouts:
        arrange(layout, PLACES[layout.name])
    return made


PLACES: dict[str, dict[str, tuple[int, int, int, int]]] = {
    FRONT: {"CENTER_TITLE": (EDGE, 1_900_000, ACROSS, 1_600_000), "SUBTITLE": (EDGE, 3_650_000, ACROSS, 1_900_000)},
    TEXT: {"TITLE": (EDGE, TOP, ACROSS, TITLE_HIGH), "OBJECT": BODY},
    EXHIBITS: {"TITLE": (EDGE, TOP, ACROSS, TITLE_HIGH), "OBJECT": EXHIBIT, "BODY": CAPTION},
}


def arrange(page: Any, places: dict[str, tuple[int, int, int, int]]) -> None:
    """Put the placeholders of a master or layout where they belong; the date, which changes, goes."""
    for held in list(page.placeholders):
        kind = held.placeholder_format.type.name
        if kind == "DATE":
            held._element.getparent().remove(held._element)
            continue
        box = {"FOOTER": FOOTER, "SLIDE_NUMBER": NUMBER, **places}[kind]
        held.left, held.top, held.width, held.height = box
        if kind in ("TITLE", "FOOTER", "SUBTITLE", "CENTER_TITLE"):
            own_style(held, kind)
        if places is PLACES.get(EXHIBITS) and kind == "BODY":
            sized(held, POINTS["caption"])


def own_style(held: Any, kind: str) -> None:
    """What a layout of the stock template says otherwise than the master is taken away."""
    from pptx.oxml.ns import qn

    body = held._element.txBody
    for level in list(body.find(qn("a:lstStyle"))):
        level.getparent().remove(level)
    body.find(qn("a:bodyPr")).set("anchor", {"SUBTITLE": "t", "FOOTER": "ctr"}.get(kind, "b"))
    if kind in ("FOOTER", "SUBTITLE"):
        sized(held, POINTS["foot"] if kind == "FOOTER" else POINTS["body"])


def sized(held: Any, points: int) -> None:
    """A place for words without bullets, at a size."""
    from lxml import etree
    from pptx.oxml.ns import qn

    listed = held._element.txBody.find(qn("a:lstStyle"))
    for level in list(listed):
        listed.remove(level)
    first = etree.SubElement(listed, qn("a:lvl1pPr"), {"marL": "0", "indent": "0", "algn": "l"})
    etree.SubElement(first, qn("a:buNone"))
    shown = etree.SubElement(first, qn("a:defRPr"), {"sz": str(points)})
    etree.SubElement(etree.SubElement(shown, qn("a:solidFill")), qn("a:srgbClr"), {"val": GREY})


def theme(master: Any) -> None:
    """Arial, and the house palette for whatever a colleague adds."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', r"\1Arial", text)
    for number, shade in enumerate(ACCENTS, start=1):
        text = re.sub(
            rf"(<a:accent{number}>).*?(</a:accent{number}>)", rf'\1<a:srgbClr val="{shade}"/>\2', text, flags=re.S
        )
    part._blob = text.encode("utf-8")


def styles(master: Any) -> None:
    """Titles in bold blue at the left, text in dark grey at sizes that a room can read."""
    from lxml import etree
    from pptx.oxml.ns import qn

    held = master._element.find(qn("p:txStyles"))
    title = held.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    for level, size, shade in (
        (title, POINTS["title"], BLUE),
        (held.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}"), POINTS["body"], GREY),
    ):
        shown = level.find(qn("a:defRPr"))
        shown.set("sz", str(size))
        fill = shown.find(qn("a:solidFill"))
        for own in list(fill):
            fill.remove(own)
        etree.SubElement(fill, qn("a:srgbClr"), {"val": shade})
    title.find(qn("a:defRPr")).set("b", "1")
