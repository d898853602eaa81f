"""Tables of recommendations: which cell is the recommendation, which its number, its addressee, its date.

Readers give cells one after the other and leave out empty ones, so that a row is told by what its cells hold: in the
order of the header, each cell takes the next column that it can be, and a row begins where the columns begin anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from evidence_lib.core.records import Block, Role
from evidence_lib.findings.calls import Call, bare, call_in, is_body
from evidence_lib.findings.deadlines import due_words, is_due


class Column(StrEnum):
    """What a column of such a table holds."""

    NUMBER = "number"
    WHAT = "what"
    WHO = "who"
    WHEN = "when"
    OTHER = "other"


NAMED = [
    (Column.NUMBER, r"^(?:no|nr|number|ref(?:erence)?|rec(?:ommendation)? (?:no|number|ref)|#|item)\.?$"),
    (Column.WHEN, r"\b(?:time ?scales?|time ?frames?|deadlines?|target|due|by when|when|completion|dates?)\b"),
    (
        Column.WHO,
        r"\b(?:responsible|lead|owners?|addressed|agency|agencies|organisations?|body|bodies|by whom|who|for action)\b",
    ),
    (
        Column.WHAT,
        r"^(?:\w+ )?(?:recommendations?|areas? (?:for|of) (?:improvement|priority action)|priority actions?)\b",
    ),
    (
        Column.OTHER,
        r"^(?:actions?|progress|status|outcomes?|evidence|measures?|impact|scope|comments?|rationale|findings?|rag)\b",
    ),
]
NUMBER = re.compile(r"^(?:r|rec(?:ommendation)?)?\s*\d+(?:\.\d+)*[a-z]?[.)]?$", re.IGNORECASE)
EVERYONE = re.compile(r"^all(?:\s+\w+){0,3}$", re.IGNORECASE)
LONGEST_HEADER = 6  # words
LEAST_WORDS = 4  # of a recommendation
LONGEST_NAME = 30  # words of an addressee


@dataclass(slots=True)
class Row:
    """One row: the blocks of what is recommended, to whom, by when."""

    what: list[int] = field(default_factory=list)
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell is in its table; the call is that of its row. recommended: the column is one of recommendations."""

    column: Column
    call: Call
    recommended: bool


def table_cells(blocks: Sequence[Block]) -> dict[int, Cell]:
    """The cells of the tables of recommendations or areas for improvement in a document, by the number of their block."""
    found: dict[int, Cell] = {}
    at = 0
    while at < len(blocks):
        header = header_at(blocks, at)
        if header:
            first = at + len(header)
            end = table_end(blocks, first)
            recommended = any(
                column is Column.WHAT and "recommendation" in blocks[at + place].text.lower()
                for place, column in enumerate(header)
            )
            found |= {place: Cell(column, Call(), recommended) for place, column in enumerate(header, start=at)}
            found |= read_rows(blocks, header, range(first, end), recommended)
            at = end
        else:
            at += 1
    return found


def header_at(blocks: Sequence[Block], at: int) -> list[Column]:
    """The columns that a run of short cells names (a reader may take bold cells for headings), or none."""
    columns: list[Column] = []
    for block in blocks[at:]:
        # the heading above a table is no cell of it
        column = column_of(block) if block.role is blocks[at].role else None
        if column is None or (column in columns and column is not Column.OTHER):
            break
        columns.append(column)
    told = Column.WHAT in columns and {Column.WHO, Column.WHEN, Column.NUMBER} & set(columns)
    follows = blocks[at + len(columns)].role if at + len(columns) < len(blocks) else None
    return columns if told and follows in (Role.CELL, Role.ITEM) else []


def column_of(block: Block) -> Column | None:
    """The column that a cell of a header names; None for a block that is none."""
    if block.role not in (Role.CELL, Role.HEADING) or len(block.text.split()) > LONGEST_HEADER:
        return None
    plain = block.text.strip().rstrip(":?").lower()
    return next((column for column, pattern in NAMED if re.search(pattern, plain)), None)


def table_end(blocks: Sequence[Block], first: int) -> int:
    """Where the cells of a table end; a footnote or a list inside a cell does not end it."""
    inside = (Role.CELL, Role.ITEM, Role.FOOTNOTE)
    return next((at for at in range(first, len(blocks)) if blocks[at].role not in inside), len(blocks))


def read_rows(blocks: Sequence[Block], header: list[Column], places: range, recommended: bool) -> dict[int, Cell]:
    """Lay the cells into rows, then give each recommendation its row's addressee and date."""
    rows = [Row()]
    cells: dict[int, Column] = {}
    at = 0
    for place in places:
        block = blocks[place]
        if block.role is Role.FOOTNOTE:
            continue
        if block.role is Role.ITEM and rows[-1].what:
            rows[-1].what.append(place)
            cells[place] = Column.WHAT
            continue
        column, begins, at = next_column(block.text, header, at)
        if begins:
            rows.append(Row())
        put(rows[-1], column, place, block.text)
        cells[place] = column
    calls = {place: Call(row.who, row.when) for row in rows for place in row.what}
    return {place: Cell(column, calls.get(place, Call()), recommended) for place, column in cells.items()}


def next_column(text: str, header: list[Column], at: int) -> tuple[Column, bool, int]:
    """The column that a cell takes, whether it begins a row, and where the next cell is looked for.

    A cell that follows one of its own column goes on with the row: it is the next paragraph of the same cell, or shares
    the name that stands once for several rows.
    """
    for place in range(at, len(header)):
        if fits(header[place], text) and not (header[place] is Column.OTHER and fits_later(header[place:], text)):
            return header[place], False, place + 1
    for place in range(at):
        if fits(header[place], text):
            alone = place == 0 and len(header) == 1
            return header[place], at > place + 1 or alone, place + 1
    return Column.OTHER, False, at


def fits_later(columns: Sequence[Column], text: str) -> bool:
    """Whether a cell fits one of some columns that say what they hold."""
    return any(fits(column, text) for column in columns if column in (Column.NUMBER, Column.WHO, Column.WHEN))


def fits(column: Column, text: str) -> bool:
    """Whether a cell can stand in a column."""
    if column is Column.NUMBER:
        return bool(NUMBER.match(text))
    if column is Column.WHEN:
        return is_due(text) or (len(text.split()) <= LONGEST_HEADER and bool(due_words(text)))
    if column is Column.WHO:
        names = len(text.split()) <= LONGEST_NAME and (is_body(text) or bool(EVERYONE.match(text)))
        return names and not is_due(text) and call_in(text) is None
    if column is Column.WHAT:
        name = is_body(text) and call_in(text) is None
        return len(text.split()) >= LEAST_WORDS and not is_due(text) and not name
    return True


def put(row: Row, column: Column, place: int, text: str) -> None:
    """Put a cell into its row."""
    if column is Column.WHAT:
        row.what.append(place)
    elif column is Column.WHO:
        row.who = f"{row.who}; {bare(text)}" if row.who else bare(text)
    elif column is Column.WHEN:
        row.when = row.when or text.strip(" .")
