"""Whether each quotation of a paper is found by its text in the findings, with the same document and page."""

import re
from collections.abc import Iterable
from pathlib import Path

import docx
import pandas as pd

from evidence_lib.core.records import Edition

Said = tuple[str, str, int | None]  # quote, document_id, page
PLACE = r"(?:E-\d+, )?(?P<document>[a-z0-9-]+)(?:, pages? (?P<page>\d+)(?: to \d+)?)?"
QUOTED = re.compile(rf"^“(?P<quote>.*)” \({PLACE}[^)]*\)$", re.DOTALL)


def not_found(said: Iterable[Said], findings: pd.DataFrame) -> list[Said]:
    """The quotations that are no finding of an original, or stand elsewhere than they say."""
    held = findings[findings["edition"] == Edition.ORIGINAL]
    known = {
        (plain(row["quote"]), row["document_id"], None if pd.isna(row["page_start"]) else int(row["page_start"]))
        for row in held.to_dict("records")
    }
    return [one for one in said if (plain(one[0]), *one[1:]) not in known]


def plain(text: str) -> str:
    """Words without the white space by which formats differ."""
    return " ".join(text.split())


def said_in_word(path: Path) -> list[Said]:
    """Every quotation of a Word file: its paragraphs in the style of a quote, and the cells of its tables of findings."""
    document = docx.Document(str(path))
    made: list[Said] = []
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Quote":
            found = QUOTED.match(paragraph.text)
            assert found, f"a quotation without its place: {paragraph.text}"
            made.append((found["quote"], found["document"], number(found["page"])))
    for table in document.tables:
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        if "What is reported" in head and "Where" in head:
            at = head.index("What is reported")
            made += [said_in_row(row[at], row[head.index("Where")]) for row in rows if row[at].startswith("“")]
    return made


def said_in_row(quote: str, where: str) -> Said:
    """The quotation of a row, without the remark behind it."""
    found = re.fullmatch(PLACE, where)
    assert found, f"a row without its place: {where}"
    return quote[1 : quote.rindex("”")], found["document"], number(found["page"])


def number(page: str | None) -> int | None:
    """A page."""
    return int(page) if page else None
