"""The styles of a paper: the template's own where it has them, else the house's, by the names that Word knows."""

import copy
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from evidence_lib.papers.word.lists import list_style

HOUSE = Path(__file__).with_name("house_styles.xml")
OF_THE_HOUSE = ("rFonts", "color", "lang")  # what an added style leaves to the template
LANGUAGE = "en-GB"


def dress(document: Any, house: bool) -> None:
    """See that every style of a paper is there.

    With house the document is the suite's own and takes all of the house's look; in an office's template a style that it
    lacks is added without font or colour, so that it takes the template's, and one that it has stays as it is.
    """
    held = document.styles.element
    for style in house_styles():
        there = named(held, name_of(style))
        if there is not None and not house:
            continue
        if there is not None:
            held.remove(there)
        add(document, copy.deepcopy(style), house)
    speak(held)


def house_styles() -> list[Any]:
    """The styles of the house, in the order of the file: one that another is based on comes first."""
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False)
    return list(etree.parse(str(HOUSE), parser).getroot())


def add(document: Any, style: Any, house: bool) -> None:
    """Add a style under an id that is free, based on the document's own."""
    held = document.styles.element
    if not house:
        for kind in OF_THE_HOUSE:
            for found in style.findall(f"{qn('w:rPr')}/{qn(f'w:{kind}')}"):
                found.getparent().remove(found)
    for link in ("w:basedOn", "w:next"):
        if (found := style.find(qn(link))) is not None:
            found.set(qn("w:val"), id_of(held, str(found.get(qn("w:val"))), own_default=link == "w:basedOn"))
    taken = {one.get(qn("w:styleId")) for one in held.findall(qn("w:style"))}
    while style.get(qn("w:styleId")) in taken:
        style.set(qn("w:styleId"), f"{style.get(qn('w:styleId'))}1")
    if name_of(style) in ("list bullet", "list number"):
        list_style(document, style, bullet=name_of(style) == "list bullet")
    held.append(style)


def id_of(held: Any, name: str, own_default: bool = False) -> str:
    """The id of the style that a style of the house names, which in another language's Word is another."""
    wanted = next((style for style in house_styles() if style.get(qn("w:styleId")) == name), None)
    there = named(held, name_of(wanted)) if wanted is not None else None
    if there is None and own_default:
        there = next((one for one in held.findall(qn("w:style")) if one.get(qn("w:default")) == "1"), None)
    return name if there is None else str(there.get(qn("w:styleId")))


def named(held: Any, name: str) -> Any:
    """The style of a name, however its capitals are written; None where there is none."""
    return next((one for one in held.findall(qn("w:style")) if name_of(one) == name), None)


def name_of(style: Any) -> str:
    """A style's name in small letters."""
    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val"))).lower()


def speak(held: Any) -> None:
    """Say that the words are British English: a screen reader and a spelling check go by it."""
    for lang in held.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    defaults = (
        held.get_or_add_docDefaults() if hasattr(held, "get_or_add_docDefaults") else held.find(qn("w:docDefaults"))
    )
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        held.insert(0, defaults)
    inner = defaults
    for name in ("w:rPrDefault", "w:rPr", "w:lang"):
        found = inner.find(qn(name))
        if found is None:
            found = OxmlElement(name)
            inner.insert(0, found) if name == "w:rPrDefault" else inner.append(found)
        inner = found
    inner.set(qn("w:val"), LANGUAGE)
