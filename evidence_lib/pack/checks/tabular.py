"""Tables, workbooks, plain text and PDF: cells with their row, lines, paragraphs."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from evidence_lib.charts.tables import IN_OUR_WORDS
from evidence_lib.core.records import Edition
from evidence_lib.pack.checks.office import drawings
from evidence_lib.pack.checks.piece import Picture, Piece
from evidence_lib.tables.export import HELD_BACK

EXACT = ("quote", "words")  # columns that hold the words of a document as they are
OURS = {"words_are": IN_OUR_WORDS, "edition": str(Edition.DIGEST)}  # columns that say that they are ours
LARGEST_CELL = 2**31 - 1


def read_csv(path: Path, name: str) -> Iterator[Piece]:
    """The cells of a table."""
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from cells(csv.reader(file), name, "")


def cells(rows: Iterator[list[str]], name: str, sheet: str) -> Iterator[Piece]:
    """The cells of rows under a head; those of exact words are quotations, unless their row says that they are ours."""
    head = next(rows, [])
    ours = [(at, OURS[column]) for at, column in enumerate(head) if column in OURS]
    exact = [at for at, column in enumerate(head) if column in EXACT and ours]
    for number, row in enumerate(rows, start=2):
        digest = any(at < len(row) and row[at] == word for at, word in ours)
        for at, cell in enumerate(row):
            if cell.strip():
                place = f"{sheet}row {number}, {head[at] if at < len(head) else f'column {at + 1}'}"
                yield Piece(name, place, cell, place_of(head, row), at in exact and not digest and cell != HELD_BACK)


def place_of(head: Sequence[str], row: Sequence[str]) -> str:
    """Document and page of a row, where it names them, as a reference has them."""
    held = dict(zip(head, row, strict=False))
    if not held.get("document_id"):
        return ""
    page = held.get("page_start") or held.get("page") or ""
    return f"{held['document_id']}, page {page.removesuffix('.0')}" if page else held["document_id"]


def read_workbook(path: Path, name: str) -> Iterator[Piece | Picture]:
    """The cells of every sheet, and its pictures."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            texts = ["" if value is None else str(value) for value in row]
            for text in filter(str.strip, texts):
                yield Piece(name, f"sheet '{sheet.title}', row {number}", text, " ".join(texts))
    book.close()
    for alt in drawings(path):
        yield Picture(name, "in a sheet", alt)


def read_lines(path: Path, name: str) -> Iterator[Piece]:
    """The lines of a text; a calendar's lines that were folded are whole again."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".ics":
        text = text.replace("\r\n ", "").replace("\n ", "").replace("\\,", ",").replace("\\n", "\n")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield Piece(name, f"line {number}", line)


def read_pdf(path: Path, name: str) -> Iterator[Piece]:
    """The paragraphs of a PDF as the suite's own reader has them, whole over the end of a page."""
    from evidence_lib.readers import reading_of

    for block in reading_of(path).blocks:
        yield Piece(name, f"page {block.page_start}" if block.page_start else "", block.text)
