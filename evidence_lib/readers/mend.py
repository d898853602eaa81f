"""From blocks as they stand in the file to blocks as their author meant them.

Page ends and text boxes cut paragraphs, furniture and footnotes stand between the halves, headings are often just bold
paragraphs, bullets are letters. Everything here works on looks and words alone, so that it serves the tree and the
layout reader alike.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import shaped_as_heading
from evidence_lib.readers.marks import BULLET, NUMBER
from evidence_lib.readers.raw_blocks import RawBlock
from evidence_lib.readers.words import CLOSED, GOES_ON, OPEN_END, tidy

NOTE = re.compile(r"^[*†‡]\s?(?=\w)")
NOTED = re.compile(r"[*†‡](?<=\w.|[’'”].)(?!\w)")  # where a note is called; without it an asterisk is a bullet
FOOTNOTE_MARK = re.compile(r"^\s*\d{1,2}(?:\s+(?=\S)|(?=[A-Z‘“]))")
PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)
SOFT = re.compile(r"(\w+)\u00ad\s*(\w+)")
LONGEST_HEADING = 30  # words; the title of a joint inspection with all its subjects has 29
LONGEST_BOLD_HEADING = 20  # a bold paragraph of more words is emphasis
LARGER = 1.12  # type larger than the body's by this share is a heading's
SMALLER = 0.9  # type smaller than the body's by this share is a footnote's
LONGEST_FURNITURE = 200  # letters; what is longer is text, even if it stands twice
REPEATED = 3  # the same words at the same height on so many pages are a running header or footer
SAME_EDGE = 4.0  # points; lines whose left edges differ by less are set in alike
FULL_LINE = 40  # letters; a shorter paragraph without a full stop is a line of its own, not half of a paragraph


@dataclass(slots=True)
class Draft:
    """A block being put together: its text so far and what is known of its looks."""

    raw: RawBlock
    text: str
    role: Role
    page_end: int
    marked: bool  # has a bullet, number or label of its own: it begins something
    level: int | None = None
    style: tuple[float, bool] = field(default=(0.0, False))


def mend(raw_blocks: list[RawBlock]) -> list[Block]:
    """Turn the raw blocks of a whole document, in reading order, into blocks with heading paths."""
    words = Vocabulary(raw_blocks)
    body = body_size(raw_blocks)
    drafts = [draft(raw, words, body) for raw in without_furniture(raw_blocks)]
    drafts = unmarked_overleaf([d for d in drafts if re.search(r"\w", d.text)])
    return with_headings(join_halves(drafts))


def draft(raw: RawBlock, words: "Vocabulary", body: float) -> Draft:
    """Decide what a raw block is, by its role, its first letters and its looks."""
    text = words.tidy(raw.text)
    bullet = BULLET.match(text)
    plain = BULLET.sub("", text, count=1) if bullet else text
    role = raw.role
    if words.noted and NOTE.match(plain):
        role = Role.FOOTNOTE
    elif is_heading(raw, plain, bool(bullet), body):
        role = Role.HEADING
    elif role is Role.HEADING or bullet:
        role = Role.ITEM if bullet else Role.PARAGRAPH
    elif role is not Role.FOOTNOTE and raw.size < SMALLER * body and FOOTNOTE_MARK.match(plain):
        role = Role.FOOTNOTE
    marked = has_mark(raw) or (raw.role is Role.ITEM and not GOES_ON.match(plain))
    return Draft(raw, plain, role, raw.page, marked, raw.level, (raw.size, raw.bold))


def has_mark(raw: RawBlock) -> bool:
    """Whether a block has a bullet, number or letter of its own, or a label that the tree keeps apart."""
    return raw.labelled or bool(BULLET.match(raw.text) or NUMBER.match(raw.text))


def unmarked_overleaf(drafts: list[Draft]) -> list[Draft]:
    """An item at the head of a page without a mark begins nothing, if most items of the document have one."""
    have = Counter(has_mark(piece.raw) for piece in drafts if piece.role is Role.ITEM)
    page = 0
    mended = []
    for piece in drafts:
        if have[True] > have[False] and piece.raw.page > page and piece.role is Role.ITEM and not has_mark(piece.raw):
            piece = replace(piece, marked=False)
        page = piece.raw.page
        mended.append(piece)
    return mended


def is_heading(raw: RawBlock, text: str, bullet: bool, body: float) -> bool:
    """Say whether a block is a heading: by its tag if it is short, else by bold or larger type and the want of a stop."""
    count = len(text.split())
    if bullet or not re.search(r"[^\W\d]", text) or raw.role is Role.FOOTNOTE:
        return False
    if raw.role is Role.HEADING:
        return count <= LONGEST_HEADING
    if raw.recognised and raw.role is not Role.ITEM and shaped_as_heading(text):
        return True
    looks = raw.bold or raw.size >= LARGER * body
    return looks and count <= LONGEST_BOLD_HEADING and not re.search(r"[.;,]$", text) and raw.role is not Role.ITEM


def join_halves(drafts: list[Draft]) -> list[Draft]:
    """Join what a page end, a column or a text box has cut; footnotes between the halves are stepped over."""
    joined: list[Draft] = []
    open_at: int | None = None
    for piece in drafts:
        if piece.role is Role.FOOTNOTE:
            joined.append(piece)
            continue
        if open_at is not None and goes_on(joined[open_at], piece):
            whole = joined[open_at]
            glue = "" if whole.text.endswith("-") else " "
            joined[open_at] = replace(whole, text=whole.text + glue + piece.text, page_end=piece.page_end)
            continue
        joined.append(piece)
        open_at = None if piece.role is Role.HEADING else len(joined) - 1
    return joined


def goes_on(first: Draft, second: Draft) -> bool:
    """Say whether the second block is the rest of the first."""
    if second.role is Role.HEADING or second.marked or first.raw.bold != second.raw.bold:
        return False
    if Role.CELL in (first.role, second.role) and (first.role is not second.role or side_by_side(first, second)):
        return False
    if said_to_go_on(first, second) or hangs_below(first, second):
        return True
    if CLOSED.search(first.text):
        return False
    if GOES_ON.match(second.text) or OPEN_END.search(first.text) or first.text.endswith("-"):
        return len(first.text) >= FULL_LINE or first.role is Role.ITEM
    crosses = second.raw.page > first.page_end
    return (
        crosses
        and len(first.text) >= FULL_LINE
        and abs(first.raw.size - second.raw.size) < 0.5
        and (second.role is first.role or first.role is Role.ITEM)
        and not same_column_break(first, second)
    )


def said_to_go_on(first: Draft, second: Draft) -> bool:
    """The tree itself says that one element is on both pages."""
    return first.raw.goes_on_after and second.raw.goes_on_from and second.raw.page == first.page_end + 1


def hangs_below(first: Draft, second: Draft) -> bool:
    """An item without a bullet at the head of a page, set in as the lines of the item before it are: the rest of that."""
    indented = first.raw.hang > first.raw.left + SAME_EDGE
    overleaf = second.raw.page == first.page_end + 1
    in_line = abs(second.raw.left - first.raw.hang) < SAME_EDGE
    return first.marked and second.role is not Role.CELL and overleaf and indented and in_line


def side_by_side(first: Draft, second: Draft) -> bool:
    """Two cells of one row: a page end may cut the row, and then neither goes on in the other."""
    return second.raw.page == first.page_end and abs(first.raw.left - second.raw.left) > SAME_EDGE


def same_column_break(first: Draft, second: Draft) -> bool:
    """A new line of an address block or a table at the head of a page: it is as short as the one before."""
    return len(first.text) < 2 * FULL_LINE and len(second.text) < 2 * FULL_LINE


def body_size(raw_blocks: list[RawBlock]) -> float:
    """The size of most letters of the document, in points."""
    letters: Counter[float] = Counter()
    for raw in raw_blocks:
        letters[raw.size] += sum(len(run.text) for run in raw.runs)
    return letters.most_common(1)[0][0] if letters else 0.0


def without_furniture(raw_blocks: list[RawBlock]) -> list[RawBlock]:
    """Leave out page numbers, and words that stand at the same height on several pages."""
    places = [place(raw) for raw in raw_blocks]
    pages: dict[tuple[str, int], set[int]] = {}
    for raw, where in zip(raw_blocks, places, strict=True):
        pages.setdefault(where, set()).add(raw.page)
    return [
        raw
        for raw, where in zip(raw_blocks, places, strict=True)
        if not PAGE_NUMBER.match(raw.text.strip())
        and (len(pages[where]) < REPEATED or len(raw.text) > LONGEST_FURNITURE)
    ]


def place(raw: RawBlock) -> tuple[str, int]:
    """A block's words without numbers, and its height on the page to the nearest five points."""
    return re.sub(r"\d+", "#", raw.text[:LONGEST_FURNITURE].strip()), round(raw.top / 5)


def with_headings(drafts: list[Draft]) -> list[Block]:
    """Give every block the path of the headings above it."""
    levels = heading_levels(drafts)
    path: list[tuple[int, str]] = []
    blocks = []
    for piece in drafts:
        level = levels[style_key(piece)] if piece.role is Role.HEADING else None
        if level is not None:
            path = [above for above in path if above[0] < level]
        above = () if piece.role is Role.FOOTNOTE else tuple(text for _, text in path)
        blocks.append(Block(piece.text, piece.role, piece.raw.page, piece.page_end, above, level))
        if level is not None:
            path = [*path, (level, piece.text)]
    return blocks


def style_key(piece: Draft) -> tuple[float, int]:
    """What ranks a heading: larger type first, then the level of its tag."""
    return (-piece.style[0], piece.level or 9)


def heading_levels(drafts: list[Draft]) -> dict[tuple[float, int], int]:
    """Rank the styles of headings: 1 is the largest."""
    styles = sorted({style_key(piece) for piece in drafts if piece.role is Role.HEADING})
    return {style: rank for rank, style in enumerate(styles, start=1)}


class Vocabulary:
    """The document's own words decide whether a hyphen at a line's end belongs to the word."""

    def __init__(self, raw_blocks: list[RawBlock]) -> None:
        self.text = " ".join(raw.text for raw in raw_blocks)
        self.noted = bool(NOTED.search(self.text))

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the document."""
        return Counter(re.findall(r"\w+", self.text.lower()))

    def tidy(self, text: str) -> str:
        """Make words whole that a line's end broke, and all else as in every format."""
        if "\u00ad" in text:
            text = SOFT.sub(self.whole, text).replace("\u00ad", "-")
        return tidy(text)

    def whole(self, parts: re.Match[str]) -> str:
        """Join a word broken at a line's end: without the hyphen if the document knows the word so, else with it."""
        first, second = parts.groups()
        return first + second if self.words[(first + second).lower()] else f"{first}-{second}"
