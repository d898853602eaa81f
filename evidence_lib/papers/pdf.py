"""A paper as PDF/UA-1, by typst: tagged, with title and language; what it says goes to a fixed template as data."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evidence_lib.charts.chart import WIDTH, Cell, Chart, Table
from evidence_lib.core.files import appearing
from evidence_lib.papers.content import (
    Blank,
    Heading,
    Items,
    Paper,
    Paragraph,
    Part,
    Quote,
    Reference,
    Rows,
    Sources,
    Statement,
)
from evidence_lib.papers.deck import checked
from evidence_lib.papers.printable import printable
from evidence_lib.papers.shares import fair_shares, least, lines_of
from evidence_lib.papers.sheets import NOTHING

TEMPLATE = Path(__file__).with_name("paper.typ")
MADE = 1_767_225_600  # 1 January 2026: a time that does not change, so that the same paper gives the same bytes
PICTURE_DPI = 200
# How high a picture may be, as a share of the width of the text: it stands on one page with heading and caption.
DEEP_UPRIGHT, DEEP_LYING = 1.15, 0.42
UPRIGHT, LYING = 92, 136  # letters of a table's text across the page; one that needs more upright is turned
LINE, ROOM = 13.2, 8  # points of a line of a table, and above and below the text of a row
WHOLE_UPRIGHT, WHOLE_LYING = 520, 330  # points up to which a table stands on one page
ENDLESS = re.compile(r"\S{50}(?=\S)")  # no word of any language; lines must end somewhere
WEB = ("https://", "http://")


def write_pdf(paper: Paper, path: Path) -> Path:
    """Write the PDF, whole or not at all."""
    made = compiled(paper)
    with appearing(path) as beside:
        beside.write_bytes(made)
    return path


def compiled(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes. Fonts are those of typst and matplotlib, never the machine's."""
    import matplotlib
    import typst

    fonts: list[Any] = [Path(matplotlib.get_data_path()) / "fonts" / "ttf"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper.json").write_text(
            json.dumps(cleaned(told(paper, folder)), ensure_ascii=False), encoding="utf-8"
        )
        made = typst.compile(
            TEMPLATE.read_bytes(),
            root=folder,
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=MADE,
        )
    return bytes(made)


def told(paper: Paper, folder: Path) -> dict[str, Any]:
    """The paper as data for the template; the pictures of its charts go to the folder."""
    lines = [paper.subtitle, f"For: {paper.audience}" if paper.audience else "", paper.standing]
    return {
        "title": paper.title,
        "lines": [line for line in lines if line],
        "marking": paper.marking,
        "standing": paper.standing,
        "landscape": paper.landscape,
        "parts": list(parts(paper, folder)),
    }


def parts(paper: Paper, folder: Path) -> Iterator[dict[str, Any]]:
    """Each part as the template knows it; what leads up to a chart or table stays with it, on turned pages too."""
    before: list[dict[str, Any]] = []
    for part in each(paper, folder):
        if part["kind"] == "heading" or part["kind"] == "paragraph":
            before.append(part)
            continue
        leads = part["kind"] in ("chart", "table")
        before = [{**one, "leads": leads} for one in before]
        if part.get("turned"):
            at = next((at for at, one in enumerate(before) if one["kind"] == "heading"), len(before))
            yield from ({**one, "leads": False} for one in before[:at])
            yield {**part, "before": before[at:]}
        else:
            yield from (*before, part)
        before = []
    yield from ({**one, "leads": False} for one in before)


def each(paper: Paper, folder: Path) -> Iterator[dict[str, Any]]:
    """Each part by itself. Headings never skip a level: a reader by ear goes by them."""
    level = 0
    for number, part in enumerate(paper.parts):
        if isinstance(part, Heading):
            level = min(part.level, level + 1)
            yield {"kind": "heading", "level": level, "text": part.text}
        elif isinstance(part, Chart):
            picture = part.write(folder / f"{number}.png", PICTURE_DPI).name
            share = min(1.0, (DEEP_LYING if paper.landscape else DEEP_UPRIGHT) * WIDTH / part.height)
            said = {"alt": part.alt, "title": part.title, "caption": part.caption}
            yield {"kind": "chart", "file": picture, "share": share, **said}
        elif isinstance(part, Table | Rows):
            yield tabled(part, paper.landscape)
        else:
            yield in_text(part)


def in_text(part: Part) -> dict[str, Any]:
    """A part that is text."""
    if isinstance(part, Paragraph):
        return {"kind": "paragraph", "text": part.text, "marked": part.marked}
    if isinstance(part, Items):
        return {"kind": "items", "items": part.items, "numbered": part.numbered}
    if isinstance(part, Statement):
        said = checked(part) if part.of else ""
        return {"kind": "statement", "text": part.text, "told": said, "places": [place(one) for one in part.references]}
    if isinstance(part, Quote):
        return quoted(part)
    if isinstance(part, Blank):
        return {"kind": "blank", "prompt": part.prompt}
    assert isinstance(part, Sources)
    listed = [
        {"title": held.title, "address": address(held.url), "told": line}
        for held, line in zip(part.references, part.told, strict=True)
    ]
    return {"kind": "sources", "sources": listed}


def quoted(part: Quote) -> dict[str, Any]:
    """The words of a finding: in quotation marks only if they are the source's own; what is unchecked says so."""
    remarks = ["digest, in our words"] * part.ours + ["not checked"] * (not part.checked)
    return {
        "kind": "ours" if part.ours else "quote",
        "text": part.text if part.ours else f"“{part.text}”",
        "place": place(part.reference),
        "remarks": "".join(f"; {remark}" for remark in remarks),
    }


def place(held: Reference) -> dict[str, str]:
    """Number, document and page, with the address."""
    return {"label": f"{held.number}, {held.label}" if held.number else held.label, "address": address(held.address)}


def address(url: str) -> str:
    """An address that may be followed: of the web, and no other."""
    return printable(url) if url.startswith(WEB) else ""


def tabled(part: Table | Rows, landscape: bool) -> dict[str, Any]:
    """A table: head, cells with address and remark, shares of the width, and whether its pages are to be turned."""
    if isinstance(part, Rows):
        title, caption = part.caption, ""
        rows = [[Cell(text) for text in row] for row in part.rows]
    else:
        title, caption, rows = part.title, part.caption, [list(row) for row in part.rows]
    rows = rows or [[Cell(NOTHING), *[Cell("")] * (len(part.head) - 1)]]
    words = [[f"{cell.text} {cell.remark}" for cell in row] for row in rows]
    turned = not landscape and sum(least(part.head, words)) > UPRIGHT
    across = LYING if landscape or turned else UPRIGHT
    shares = part.widths if isinstance(part, Rows) and part.widths else fair_shares(part.head, words, across)
    whole = high(part.head, words, shares, across) <= (WHOLE_LYING if across == LYING else WHOLE_UPRIGHT)
    cells = [[{"text": c.text, "remark": c.remark, "address": address(c.url)} for c in row] for row in rows]
    told = {"title": title, "caption": caption, "head": part.head, "shares": shares, "rows": cells}
    return {"kind": "table", "turned": turned, "whole": whole, **told}


def high(head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float], across: int) -> float:
    """Points that a table takes, about: one that a page has room for is kept on one."""
    letters = [int(share * across) for share in shares]
    deep = [max(lines_of(text, width) for text, width in zip(row, letters, strict=True)) for row in (head, *rows)]
    return sum(lines * LINE + ROOM for lines in deep)


def cleaned(held: Any) -> Any:
    """Without the signs that no paper can hold; a word that no line can hold may end anywhere, an address stays whole."""
    if isinstance(held, dict):
        return {name: value if name == "address" else cleaned(value) for name, value in held.items()}
    if isinstance(held, list | tuple):
        return [cleaned(value) for value in held]
    return ENDLESS.sub("\\g<0>\u200b", printable(held)) if isinstance(held, str) else held
