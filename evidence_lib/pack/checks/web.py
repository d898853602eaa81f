"""Pages: their paragraphs, items and cells, their pictures, their style."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence_lib.pack.checks.piece import Picture, Piece

BLOCKS = ("p", "li", "dd", "dt", "td", "th", "caption", "summary", "figcaption", "blockquote", "pre")
HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
TOLD = ("aria-label", "title", "placeholder")
UNSEEN = ("style", "script", "template", "svg")
HEADING_LETTERS = 60


def parse(path: Path) -> Any:
    """The tree of a page."""
    from lxml import html

    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def read(path: Path, name: str) -> Iterator[Piece | Picture]:
    """Pieces and pictures of a page in their order; what is loaded or styled is no piece."""
    place = ""
    for element in parse(path).iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag in HEADS:
            place = f"under '{text_of(element)[:HEADING_LETTERS]}'"
        yield from told(element, name, place)
        if tag in BLOCKS or tag in HEADS:
            text = text_of(element)
            if text:
                row = text_of(element.getparent()) if tag in ("td", "th") else ""
                yield Piece(name, place, text, row, tag == "blockquote")
        elif tag == "img" or (tag == "svg" and element.get("aria-hidden") != "true"):
            yield Picture(name, place, alt_of(element))
        elif tag == "title":
            yield Piece(name, "the page's title", text_of(element))
        elif tag == "div" and (text := own_text(element)):
            yield Piece(name, place, text)


def told(element: Any, name: str, place: str) -> Iterator[Piece]:
    """What an element says beside its text: labels, and addresses of people."""
    for attribute in TOLD:
        if words := element.get(attribute):
            yield Piece(name, place, words)
    address = element.get("href") or ""
    if address.startswith(("mailto:", "tel:")):
        yield Piece(name, place, address.partition(":")[2])
    if element.tag == "img" and element.get("alt"):
        yield Piece(name, place, element.get("alt"))


def alt_of(element: Any) -> str:
    """The words of a picture; those of a drawing in the page are its label or its title."""
    if element.tag == "img":
        return str(element.get("alt") or "").strip()
    title = element.find("title")
    return str(element.get("aria-label") or (title.text_content() if title is not None else "")).strip()


def text_of(element: Any) -> str:
    """The words of an element and what stands in it; blocks in it stand apart."""
    return " ".join(" ".join(words(element)).split())


def words(element: Any) -> Iterator[str]:
    """The runs of text that a reader sees in an element."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    if element.text:
        yield element.text
    for child in element:
        yield from words(child)
        if child.tail:
            yield child.tail


def own_text(element: Any) -> str:
    """The words that stand in an element itself, and in no block of it."""
    return " ".join(" ".join(filter(None, (element.text, *(child.tail for child in element)))).split())
