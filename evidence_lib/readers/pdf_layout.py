"""Blocks by the layout of a page, for a PDF without a structure tree: columns and cells, lines, then paragraphs."""

import re
from collections.abc import Sequence
from itertools import pairwise

from evidence_lib.core.records import Role
from evidence_lib.readers.marks import BULLET, NUMBER
from evidence_lib.readers.pdf_lines import Band, Line, bands_of, parted, run_rows, usual_step
from evidence_lib.readers.pdf_runs import Run
from evidence_lib.readers.raw_blocks import RawBlock
from evidence_lib.readers.words import CLOSED, GOES_ON, OPEN_END

WIDER_SPACING = 1.25  # a step down larger than the usual one by this share begins a paragraph
MARGIN = 0.06  # share of the page's height in which only furniture stands
OTHER_SIZE = 0.1  # share by which the type differs that begins a block
INDENT = 0.7  # times the type size; a first line set in by so much begins a paragraph
ROOM = 1.0  # times the type size; what must be left at a line's end besides the next word, if it was broken on purpose
BULLET_GAP = 0.6  # times the type size; wider than the space between words
MISREAD = re.compile(r"^(?:[^\w\s]{1,3}|\w[^\w\s]{1,2}|m?TM|[a-zB-HJ-Z])$")  # what a small square or dot is taken for
BOX_SHARE = 0.75  # of the column; lines that all end before it are names and addresses, not the text of a box
PROSE_ROWS = 8  # rows of a band without a gap across it that make columns of prose, and no cells
PROSE_SHARE = 0.3  # of a band's width; a narrower column holds cells


def layout_blocks(
    runs: list[Run], page_number: int, size: tuple[float, float], recognised: bool = False
) -> list[RawBlock]:
    """Return the blocks of one page of *size* (width, height, in points) by its layout.

    recognised says that its letters come from a picture: small bullets are misread there, and no letter is bold.
    """
    drawn = run_rows([run for run in runs if not run.text.isspace()])
    rows = [parted(bulleted(row) if recognised else row) for row in drawn]
    rows = [row for row in rows if not page_number_row(row, size[1])]
    step = usual_step([row[0] for row in rows])
    blocks: list[RawBlock] = []
    for band in bands_of(rows):
        for role, lines in regions(band, step):
            blocks += paragraphs(lines, role, page_number, step)
    for block in blocks:
        block.recognised = recognised
    return blocks


def bulleted(row: list[Run]) -> list[Run]:
    """A row with a bullet again where a misread one is set apart from the words."""
    apart = len(row) > 1 and row[1].left - row[0].right > BULLET_GAP * row[1].size
    return [row[0]._replace(text="• "), *row[1:]] if apart and MISREAD.match(row[0].text.strip()) else row


def page_number_row(row: list[Line], height: float) -> bool:
    """Whether a row is a number alone in the margin."""
    inside = MARGIN * height < row[0].base < (1 - MARGIN) * height
    return not inside and "".join(line.text for line in row).strip().isdigit()


def regions(band: Band, step: float) -> list[tuple[Role, list[Line]]]:
    """The parts of a band in reading order: columns of prose one after the other, cells row by row."""
    if not band.gaps:
        return [(Role.PARAGRAPH, [line for row in band.rows for line in row])]
    columns = range(len(band.gaps) + 1)
    groups = row_groups(band, step)
    if len(groups) == 1 or (is_prose(band) and max(len(group.rows) for group in groups) >= PROSE_ROWS):
        role = Role.PARAGRAPH if is_prose(band) else Role.CELL
        return [(role, band.column(number)) for number in columns]
    return [(Role.CELL, lines) for group in groups for number in columns if (lines := group.column(number))]


def row_groups(band: Band, step: float) -> list[Band]:
    """Part a band where a wider space runs across all of its columns: the rows of a table."""
    groups = [Band([band.rows[0]], band.gaps)]
    for above, below in pairwise(band.rows):
        if above[0].base - below[0].base > WIDER_SPACING * step:
            groups.append(Band([], band.gaps))
        groups[-1].rows.append(below)
    return groups


def is_prose(band: Band) -> bool:
    """Whether all columns are wide enough for prose."""
    edges = [line.left for row in band.rows for line in row], [line.right for row in band.rows for line in row]
    width = max(edges[1]) - min(edges[0])
    spans = [band.column(number) for number in range(len(band.gaps) + 1)]
    return all(
        max(line.right for line in lines) - min(line.left for line in lines) > PROSE_SHARE * width
        for lines in spans
        if lines
    )


def paragraphs(lines: Sequence[Line], role: Role, page_number: int, step: float) -> list[RawBlock]:
    """Part the lines of one column into blocks."""
    blocks: list[RawBlock] = []
    for stretch in stretches(lines, step):
        right = right_edge(stretch, lines)
        first = last = stretch[0]
        for line in stretch:
            if line is first or begins(first, last, line, right):
                marked = BULLET.match(line.text) or NUMBER.match(line.text)
                blocks.append(RawBlock(Role.ITEM if marked else role, page_number))
                first = line
            blocks[-1].runs += line.runs
            last = line
    return blocks


def right_edge(stretch: Sequence[Line], column: Sequence[Line]) -> float:
    """How far to the right the lines of a stretch may run: a box is narrower than the column, but not by very much."""
    left, own = min(line.left for line in column), max(line.right for line in stretch)
    whole = max(line.right for line in column)
    return own if own - left > BOX_SHARE * (whole - left) else whole


def stretches(lines: Sequence[Line], step: float) -> list[list[Line]]:
    """Part lines where the space between them is wider than usual."""
    parts: list[list[Line]] = []
    for at, line in enumerate(lines):
        if not at or lines[at - 1].base - line.base > WIDER_SPACING * step:
            parts.append([])
        parts[-1].append(line)
    return parts


def begins(first: Line, last: Line, line: Line, right: float) -> bool:
    """Say whether a line begins a block: with a mark, in other type, set in, or after a line that was ended on purpose."""
    if BULLET.match(line.text):
        return True
    if last.bold != line.bold or abs(last.size - line.size) > OTHER_SIZE * last.size:
        return not in_sentence(last, line)
    if NUMBER.match(line.text) and line.left < last.left + INDENT * line.size:
        return bool(CLOSED.search(last.text.strip())) or line.left < last.left - INDENT * line.size
    return set_in(first, last, line) or (not line.bold and broken_on_purpose(last, line, right))


def in_sentence(last: Line, line: Line) -> bool:
    """A line that is wholly bold or larger by chance, amid a sentence."""
    return bool(GOES_ON.match(line.text)) and not CLOSED.search(last.text.strip())


def set_in(first: Line, last: Line, line: Line) -> bool:
    """A first line set in, where paragraphs are parted so; below an item's first line all are set in."""
    ends = bool(CLOSED.search(last.text.strip()))
    return ends and last is not first and line.left - last.left > INDENT * line.size and line.text[:1].isupper()


def broken_on_purpose(last: Line, line: Line, right: float) -> bool:
    """Whether the next word had room at the end of the line above: then its author ended the line."""
    word = line.text.split()[0] if line.text.split() else ""
    needed = len(word) / max(len(line.text), 1) * (line.right - line.left) + ROOM * line.size
    open_ended = GOES_ON.match(line.text) or OPEN_END.search(last.text.strip()) or last.text.rstrip()[-1:] in "-\u00ad"
    return right - last.right > needed and not open_ended
