"""An office's own Word template, of our making: other fonts, numbered headings, a logo's place, styles that it lacks."""

import io
import zipfile
from pathlib import Path

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

LACKING = ("Quote", "Caption", "List Bullet", "List Number", "Subtitle")
HEADER, FIRST_HEADER, FOOTER = (
    "Office of the Commissioner",
    "First page of the office",
    "Registered office, 12 High Street",
)
DOCUMENT, TEMPLATE = "wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml"


def office_template(path: Path) -> Path:
    """Write it; a .dotx is marked as Word marks one."""
    document = docx.Document()
    for name, font, size in (("Normal", "Georgia", 11), ("Heading 1", "Georgia", 20), ("Heading 2", "Georgia", 15)):
        style = document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        fonts = style.element.rPr.rFonts
        for kind in [held for held in fonts.attrib if held.endswith("Theme")]:
            del fonts.attrib[kind]
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0x00, 0x3C)
    number_headings(document)
    for name in LACKING:
        element = document.styles[name].element
        element.getparent().remove(element)
    section = document.sections[0]
    section.left_margin, section.right_margin = Cm(3), Cm(2.5)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = HEADER, FOOTER
    section.first_page_header.paragraphs[0].text = FIRST_HEADER
    document.add_heading("Sample heading of the template", 1)
    document.add_paragraph("Sample text: delete me.")
    document.add_section(WD_SECTION.NEW_PAGE)  # its headers follow those of the section before it
    document.add_paragraph("More sample text.")
    held = io.BytesIO()
    document.save(held)
    path.write_bytes(as_template(held.getvalue()) if path.suffix == ".dotx" else held.getvalue())
    return path


def number_headings(document: docx.document.Document) -> None:
    """Let Word number the headings: 1, 1.1."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
        for at, text in enumerate(("%1", "%1.%2"))
    )
    definition = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    numbering.find(qn("w:num")).addprevious(definition)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for at in range(2):
        properties = document.styles[f"Heading {at + 1}"].element.get_or_add_pPr()
        properties.insert(
            0, parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="90"/></w:numPr>')
        )


def as_template(data: bytes) -> bytes:
    """The same bytes marked as a template."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(made, "w") as out:
        for one in held.infolist():
            part = held.read(one.filename)
            out.writestr(one.filename, part.replace(DOCUMENT.encode(), TEMPLATE.encode()))
    return made.getvalue()
