"""Bullets and numbers of lists, which Word keeps apart from the styles that use them."""

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LEFT, HANGING = 357, 357  # twentieths of a point


def list_style(document: Any, style: Any, bullet: bool) -> None:
    """Let a list style have a bullet or a number of its own."""
    used = numbered(document, abstract(document, bullet))
    properties = style.find(qn("w:pPr"))
    properties.insert(0, number_of(used))


def number_of(number: int) -> Any:
    """The properties that put a paragraph into a list."""
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>')


def numbering(document: Any) -> Any:
    """The element that holds the lists; made where a template has none."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    part = document.part
    if not any(held.reltype == RELATIONSHIP_TYPE.NUMBERING for held in part.rels.values()):
        blank = f"<w:numbering {nsdecls('w')}/>".encode()
        made = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blank, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element


def abstract(document: Any, bullet: bool) -> int:
    """Add the definition of a list; they all stand before the lists that use them."""
    held = numbering(document)
    taken = [int(one.get(qn("w:abstractNumId"))) for one in held.findall(qn("w:abstractNum"))]
    made = max(taken, default=0) + 1
    kind, text = ("bullet", "•") if bullet else ("decimal", "%1.")
    element = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{made}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{LEFT}" w:hanging="{HANGING}"/></w:pPr></w:lvl></w:abstractNum>'
    )
    first = held.find(qn("w:num"))
    held.append(element) if first is None else first.addprevious(element)
    return made


def numbered(document: Any, definition: int, anew: bool = False) -> int:
    """Add a list of a definition; anew begins it at one whatever stood before."""
    held = numbering(document)
    made = max([int(one.get(qn("w:numId"))) for one in held.findall(qn("w:num"))], default=0) + 1
    element = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{made}"><w:abstractNumId w:val="{definition}"/>'
        + ('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if anew else "")
        + "</w:num>"
    )
    last = held.findall(qn("w:num"))
    last[-1].addnext(element) if last else held.append(element)
    return made


def begin_anew(document: Any, style: Any) -> int | None:
    """A list of its own for the next numbered items of a style; None where the style has no numbers to begin anew."""
    used = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    if used is None:
        return None
    held = numbering(document)
    known = {one.get(qn("w:numId")): one for one in held.findall(qn("w:num"))}
    list_of = known.get(used.get(qn("w:val")))
    if list_of is None:
        return None
    return numbered(document, int(list_of.find(qn("w:abstractNumId")).get(qn("w:val"))), anew=True)


def put_into(paragraph: Any, number: int) -> None:
    """Put a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr()
    held = properties.get_or_add_numPr()
    level = OxmlElement("w:ilvl")
    level.set(qn("w:val"), "0")
    named = OxmlElement("w:numId")
    named.set(qn("w:val"), str(number))
    held.extend([level, named])
