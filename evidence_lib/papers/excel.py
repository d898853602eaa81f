"""A paper as an Excel workbook, by gptables: cover, contents, notes, one marked-up table a sheet, no formula from a text."""

import io
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence_lib.core.files import appearing
from evidence_lib.papers.content import Paper, Sources
from evidence_lib.papers.printable import one_line, printable
from evidence_lib.papers.sheets import COUNTED, NOTED, NOTES, Sheet, sheets
from evidence_lib.tables.export import safe

MADE = datetime(2026, 1, 1)  # one that does not change: the same paper gives the same bytes
WIDEST, NARROWEST = 60, 12  # letters of a column of prose, and of any other
PROSE = 40  # letters from which a column is as wide as it may be
NUMBERS = 18  # letters of a column of days or pounds
COVER = 85  # letters of the cover
PAGE = 220  # letters that stay readable on one printed page
LINE, TALL, HIGHEST = 15.75, 21, 409  # points of a line, of a title, and of the highest row that Excel takes
FITTING = 1.08  # letters of prose that a column takes for each that Excel counts: most are narrower than a figure
PROPERTY = 255  # letters of a property of a file
DAY, POUNDS = "d mmmm yyyy", "£#,##0.00"
A4 = 9  # as Excel numbers sizes of paper
# Text is text, whatever it looks like.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FRONT = {"Contents": (34, 90), "Notes": (14, 110)}  # letters of the columns of the sheets that gptables makes
READING = (
    "One table a sheet. The sheet Contents leads to each, the sheet Notes explains words and counts.",
    "The data behind every chart is here as a table. A text that begins like a formula has an apostrophe before it.",
)


def write_excel(paper: Paper, path: Path) -> Path:
    """Write what the paper says, its tables, the data of its charts and its quotations, whole or not at all."""
    made = workbook(paper)
    with appearing(path) as beside:
        beside.write_bytes(made)
    return path


def workbook(paper: Paper) -> bytes:
    """The workbook; the same paper gives the same bytes."""
    import pandas as pd

    with quiet():
        import gptables
    shown = sheets(paper)
    tables = {sheet.label: marked_up(sheet) for sheet in shown}
    told, about = cover_lines(paper, shown)
    front = gptables.Cover("", intro=[text(line) for line in told] or None, about=[text(line) for line in about])
    front.title = kept(text(paper.title))
    used = [note for note in NOTES if any(note in notes_of(sheet) for sheet in shown)]
    notes = pd.DataFrame({"note": used, "Note text": [NOTES[note] for note in used]}) if used else None
    held = io.BytesIO()
    with quiet():
        book = gptables.produce_workbook(
            held, tables, cover=front, notes_table=notes, auto_width=False, workbook_options=OPTIONS
        )
    for sheet in shown:
        dress(book.get_worksheet_by_name(sheet.label), sheet, tables[sheet.label].data_range[0])
    for label, letters in FRONT.items():
        if page := book.get_worksheet_by_name(label):
            lay_out(page, letters)
    lay_out(book.get_worksheet_by_name("Cover"), (COVER,))
    heights(
        book.get_worksheet_by_name("Cover"),
        0,
        [(line,) for line in (paper.title, *headed(told), *headed(about))],
        (COVER,),
    )
    book.set_properties(
        {"title": one_line(paper.title)[:PROPERTY], "author": "Commissioning evidence base", "created": MADE}
    )
    book.set_custom_property("Language", "en-GB")
    book.close()
    return held.getvalue()


@contextmanager
def quiet() -> Iterator[None]:
    """Without what gptables warns of: empty cells (the instructions of each sheet say why), and its own old ways with pandas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def text(words: str) -> list[Any]:
    """A line above a table as gptables takes it as it stands: in a plain string it looks for links, and in any for notes."""
    return [{}, safe(printable(words)).replace("$$", "$ $")]


def kept(words: list[Any]) -> Any:
    """The same where gptables does not convert a list by itself."""
    from gptables.core.gptable import FormatList

    return FormatList(words)


def cover_lines(paper: Paper, shown: Sequence[Sheet]) -> tuple[list[str], list[str]]:
    """What the cover says of the paper, and of what it was made from."""
    told = [paper.subtitle, *labelled("Marking", paper.marking), *labelled("For", paper.audience)]
    told += labelled("Checked", paper.standing)
    documents = sum(len(part.references) for part in paper.all_of(Sources))
    origins = dict.fromkeys(sheet.source for sheet in shown if sheet.source)
    count = [f"Documents: {documents}. The sheet Sources lists them."] if documents else []
    return [line for line in told if line], [*origins, *count, *READING]


def labelled(label: str, value: str) -> list[str]:
    """A line of the cover, if there is something to say."""
    return [f"{label}: {value}"] if value else []


def headed(lines: Sequence[str]) -> list[str]:
    """Lines with the heading that gptables puts over them."""
    return ["", *lines] if lines else []


def notes_of(sheet: Sheet) -> list[str]:
    """The notes that a sheet refers to."""
    return [*([COUNTED] if sheet.counted else []), *(NOTED[head] for head in sheet.frame if head in NOTED)]


def marked_up(sheet: Sheet) -> Any:
    """A sheet's table as gptables takes it."""
    import gptables

    heads = list(sheet.frame.columns)
    # columns by number: a note changes the name of its column
    formats = [{"column": {"columns": list(range(len(heads))), "format": {"valign": "top"}, "include_names": True}}]
    for columns, shown in ((sheet.money, POUNDS), (sheet.days, DAY)):
        if columns:
            numbers = [heads.index(head) for head in columns]
            formats.append({"column": {"columns": numbers, "format": {"num_format": shown}}})
    return gptables.GPTable(
        table=sheet.frame.map(lambda value: kept([{}, value]) if isinstance(value, str) else value),
        table_name=sheet.name,
        title=text(sheet.title),
        instructions=text(sheet.instructions),
        scope=text(sheet.scope) if sheet.scope else None,
        source=text(sheet.source) if sheet.source else None,
        legend=[[{}, f"{text(sheet.counted)[1]} $${COUNTED}$$"]] if sheet.counted else [],
        table_notes={head: f"$${NOTED[head]}$$" for head in heads if head in NOTED},
        index_columns={},
        additional_formatting=formats,
    )


def dress(page: Any, sheet: Sheet, head: int) -> None:
    """Widths, heights, and the head of the table (its row, from 0) repeated on every printed page."""
    letters = widths(sheet)
    lay_out(page, letters)
    page.repeat_rows(head)
    named = [f"{name}\n[note 1]" if name in NOTED else str(name) for name in sheet.frame.columns]
    heights(page, head, [named, *sheet.frame.itertuples(index=False)], letters)


def widths(sheet: Sheet) -> tuple[int, ...]:
    """Letters of each column: as wide as its words, within reason."""
    found = []
    for head in sheet.frame.columns:
        longest = max(len(str(value)) for value in sheet.frame[head] if value is not None)
        if head in sheet.days or head in sheet.money:
            longest = NUMBERS - 2
        heading = max(map(len, str(head).split())) + 3
        found.append(WIDEST if longest > PROSE else max(longest + 2, heading, NARROWEST))
    return tuple(found)


def lay_out(page: Any, letters: Sequence[int]) -> None:
    """Widths of columns, and how the sheet is printed: A4 lying, one page wide, or two."""
    for at, width in enumerate(letters):
        page.set_column(at, at, width)
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1 if sum(letters) <= PAGE else 2, 0)


def heights(page: Any, first: int, rows: Iterable[Iterable[object]], letters: Sequence[int]) -> None:
    """Rows as high as their words: not every program works it out when it opens a file."""
    for number, row in enumerate(rows, start=first):
        lines = max(lines_of(value, width) for value, width in zip(row, letters, strict=True))
        if lines > 1:
            page.set_row(number, min(lines * LINE, HIGHEST))


def lines_of(value: object, letters: int) -> int:
    """Lines that a value takes in a column of so many letters."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, len(textwrap.wrap(line, int(letters * FITTING)))) for line in value.splitlines() or [""])
