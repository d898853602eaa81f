"""Word files and slides, by their XML: what any program may have written is read, and not only what python-docx knows."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence_lib.pack.checks.piece import Picture, Piece

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
WORD_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
SLIDE_PARTS = re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml")
QUOTES = ("Quote",)  # styles that set their paragraph as a quotation


def parts(path: Path, wanted: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    """The XML parts of an Office file by their names."""
    from lxml import etree

    with zipfile.ZipFile(path) as held:
        for name in sorted(filter(wanted.fullmatch, held.namelist()), key=by_number):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            yield name, etree.fromstring(held.read(name), parser)


def by_number(name: str) -> tuple[int, str]:
    """slide2 before slide10."""
    return int("".join(filter(str.isdigit, Path(name).stem)) or 0), name


def read_word(path: Path, name: str) -> Iterator[Piece | Picture]:
    """Paragraphs, also of tables, headers and notes, and pictures."""
    for _, tree in parts(path, WORD_PARTS):
        place = ""
        for element in tree.iter(f"{W}p", f"{WP}docPr"):
            if element.tag == f"{WP}docPr":
                yield Picture(name, place, element.get("descr") or "")
                continue
            text, style = word_text(element), style_of(element)
            if style.startswith(("Heading", "Title")):
                place = f"under '{text}'"
            if text.strip():
                row = next(element.iterancestors(f"{W}tr"), None)
                yield Piece(
                    name, place, text, "" if row is None else row_text(row, f"{W}p", word_text), style in QUOTES
                )


def word_text(paragraph: Any) -> str:
    """The words of a paragraph of a Word file."""
    return "".join(
        run.text or "" if run.tag == f"{W}t" else " " for run in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
    )


def style_of(paragraph: Any) -> str:
    """The style of a paragraph; empty for a plain one."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def row_text(row: Any, tag: str, text_of: Any) -> str:
    """The words of a row of a table."""
    return " ".join(text_of(paragraph) for paragraph in row.iter(tag))


def read_slides(path: Path, name: str) -> Iterator[Piece | Picture]:
    """Paragraphs, also of tables and notes, pictures and charts, slide by slide."""
    for part, tree in parts(path, SLIDE_PARTS):
        place = f"{'notes of ' * ('notes' in part)}slide {by_number(part)[0]}"
        for element in tree.iter(f"{A}p", f"{P}pic", f"{P}graphicFrame"):
            if element.tag == f"{A}p":
                text = slide_text(element)
                row = next(element.iterancestors(f"{A}tr"), None)
                if text.strip():
                    yield Piece(name, place, text, "" if row is None else row_text(row, f"{A}p", slide_text))
            elif element.tag == f"{P}pic" or element.find(f".//{A}tbl") is None:
                yield Picture(name, place, next(element.iter(f"{P}cNvPr")).get("descr") or "")


def slide_text(paragraph: Any) -> str:
    """The words of a paragraph of a slide."""
    return "".join(run.text or "" if run.tag == f"{A}t" else " " for run in paragraph.iter(f"{A}t", f"{A}br"))


def drawings(path: Path) -> Iterator[str]:
    """The words of each picture and chart of a workbook."""
    for _, tree in parts(path, re.compile(r"xl/drawings/drawing\d+\.xml")):
        for element in tree.iter(f"{XDR}pic", f"{XDR}graphicFrame"):
            yield next(element.iter(f"{XDR}cNvPr")).get("descr") or ""
