"""The path of headings above a block, kept while a document is read."""

import re

from evidence_lib.core.records import Block, Role

LONGEST_LINE = 12  # words
LONGEST_BOLD = 20  # words; a bold paragraph of more is emphasis


def stands_as_heading(text: str) -> bool:
    """Say whether words that stand by themselves in bold are a heading: few, with a letter, and no end of a sentence."""
    return len(text.split()) <= LONGEST_BOLD and not re.search(r"[.;,]$", text) and bool(re.search(r"[^\W\d]", text))


def shaped_as_heading(text: str) -> bool:
    """Say whether a line by itself is a heading where nothing tells its weight: short, no end, list, date or address."""
    return (
        len(text.split()) <= LONGEST_LINE
        and text[:1].isupper()
        and bool(re.search(r"[^\W\d]{4}", text))
        and not re.search(r"[.,;:!]$|@|www\.|https?:", text)
    )


class HeadingPath:
    """Keeps the headings that are open; a heading closes those of its own level and below."""

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []

    def block(
        self, text: str, role: Role, level: int | None = None, pages: tuple[int | None, int | None] = (None, None)
    ) -> Block:
        """Return a block with the headings above it; a heading is then open itself."""
        if role is Role.HEADING:
            level = level or 1
            self.open = [above for above in self.open if above[0] < level]
        made = Block(
            text, role, *pages, tuple(heading for _, heading in self.open), level if role is Role.HEADING else None
        )
        if role is Role.HEADING:
            self.open.append((made.level or 1, text))
        return made
