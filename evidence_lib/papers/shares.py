"""How the width of a table is shared among its columns, and how many lines a text takes in one."""

import re
import textwrap
from collections.abc import Sequence

LEAST = 8  # letters that every column has room for
TEMPER = 0.65  # power of the letters that a column holds
LONGEST = 18  # letters of a word that is not broken
MOST_FLOOR = 0.8  # of the width that goes by the longest words, so that something is left for prose
BREAK = re.compile(r"[\s/-]+")  # where a line may end


def fair_shares(head: Sequence[str], rows: Sequence[Sequence[str]], across: int) -> tuple[float, ...]:
    """Shares of a width of so many letters by how much the columns hold, so that prose is not squeezed and no word is broken.

    It is tempered: a column of long texts does not take all.
    """
    columns = [[name, *(row[at] for row in rows)] for at, name in enumerate(head)]
    floors = least(head, rows)
    scale = min(1.0, MOST_FLOOR * across / sum(floors))
    weights = [max(sum(map(len, column)) / len(column), LEAST) ** TEMPER for column in columns]
    needed = [floor * scale for floor in floors]
    wanted = [max(floor, across * weight / sum(weights)) for floor, weight in zip(needed, weights, strict=True)]
    spare = [want - floor for want, floor in zip(wanted, needed, strict=True)]
    over = (sum(wanted) - across) / (sum(spare) or 1.0)
    widths = [want - over * room for want, room in zip(wanted, spare, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def least(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Letters that each column needs so that no word of it is broken."""
    columns = [[name, *(row[at] for row in rows)] for at, name in enumerate(head)]
    return [min(LONGEST, max(len(word) for text in column for word in BREAK.split(text))) + 3 for column in columns]


def lines_of(text: str, letters: int) -> int:
    """Lines that a text takes in a column of so many letters."""
    return sum(max(1, len(textwrap.wrap(line, max(1, letters)))) for line in text.splitlines() or [""])
