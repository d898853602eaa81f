"""What Word works out itself: numbers of captions, references to them, page numbers; and links."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evidence_lib.charts.markup import web
from evidence_lib.papers.printable import printable


def words(paragraph: Any, text: str, style: Any = None) -> Any:
    """Add words as Word can hold them."""
    return paragraph.add_run(printable(text), style=style)


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field with what it shows until Word works it out anew."""
    for kind in ("begin", None, "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind is None:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = f" {instruction} "
            run._r.append(told)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def bookmark(paragraph: Any, name: str, number: int, start: bool) -> None:
    """Begin or end a bookmark, by which a caption can be referred to."""
    mark = OxmlElement("w:bookmarkStart" if start else "w:bookmarkEnd")
    mark.set(qn("w:id"), str(number))
    if start:
        mark.set(qn("w:name"), name)
    paragraph._p.append(mark)


def link(paragraph: Any, text: str, address: str, style: str) -> None:
    """Add words that lead to an address of the web; plain words where it is none. style is the id of Word's own for links."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    target = web(address)
    run = words(paragraph, text)
    if not target:
        return
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    element.set(qn("w:tooltip"), printable(text)[:250])
    paragraph._p.append(element)
    element.append(run._r)
    looks = run._r.get_or_add_rPr()
    named = OxmlElement("w:rStyle")
    named.set(qn("w:val"), style)
    looks.insert(0, named)
