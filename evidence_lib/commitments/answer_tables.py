"""Tables that answer recommendations: a column each for the recommendation, the chief constable and the commissioner."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence_lib.commitments.records import Paragraph, Speaker
from evidence_lib.core.records import Role

# What the head of a column says of it; the first that fits wins.
COLUMNS = (
    ("number", r"^(?:no\.?|number|ref(?:erence)?\.?|#|item|rec\.? ?no\.?)$"),
    ("chief", r"chief constable|\bforce\b|constabulary|police response|\bcc\b"),
    ("commissioner", r"commissioner|\bp(?:f)?cc\b|\bopf?cc\b|mayor"),
    ("when", r"^(?:by )?when|deadline|due|target date|timescale|date(?: for completion)?$|completion"),
    ("owner", r"owner|lead\b|responsible|who"),
    ("status", r"status|accepted\??$|rag\b|progress"),
    ("recommendation", r"recommendation|area(?:s)? for improvement|\bafi\b|finding|cause of concern|issue"),
    ("action", r"action|response|comment|update|plan"),
)
HEADS = [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in COLUMNS]
LONGEST_HEAD = 12  # words
ANCHOR = re.compile(
    r"^(?:\d{1,2}[.)]?$|(?:recommendation|rec|afi|area for improvement|cause of concern)\.? ?\d+\b|\d{1,2}[.)]\s+[A-Z])",
    re.IGNORECASE,
)
# What speaks for a cell standing in a column, where the number of cells does not say it.
LOOKS = {
    "number": re.compile(r"^\d{1,2}[.)]?$|^(?:Recommendation|AFI) \d+$"),
    "chief": re.compile(
        r"\b(?:[Tt]he [Ff]orce|[Ww]e|our officers|[Cc]onstabulary|[Tt]he Chief Constable|\w+ Police|[Ii]t) (?:will|ha(?:s"
        r"|ve)|accepts?|agrees?|is|are)|^(?:Not )?[Aa]ccepted|^Agreed|^Will\b|\bwill be (?:trained|reviewed|rolled)"
    ),
    "commissioner": re.compile(
        r"\b(?:I|[Mm]y (?:office|team)|OPCC|PCC|the Commissioner|[Tt]he Police and Crime Commissioner)\b"
    ),
    "when": re.compile(
        r"^(?:by |end of |before )?(?:\d{1,2} )?(?:[A-Z][a-z]+ )?20\d\d$|^(?:Complete|Ongoing|Immediate)", re.IGNORECASE
    ),
    "owner": re.compile(r"^(?:[A-Z][\w’'()-]*\s?){1,6}$"),
    "status": re.compile(
        r"^(?:accepted|partially accepted|not accepted|rejected|complete|open|closed|ongoing|red|amber|green|yes|no)\b",
        re.IGNORECASE,
    ),
    "recommendation": re.compile(
        r"\bshould\b|\bmust\b|\bneeds? to\b|^(?:Recommendation|By|Within|Chief constables|Forces)\b"
    ),
    "action": re.compile(r"\bwill\b"),
}
SPEAKERS = {
    "chief": Speaker.CHIEF_CONSTABLE,
    "commissioner": Speaker.COMMISSIONER,
    "recommendation": Speaker.REPORT,
    "number": Speaker.REPORT,
    "action": Speaker.CHIEF_CONSTABLE,
    "owner": Speaker.REPORT,
    "when": Speaker.REPORT,
    "status": Speaker.CHIEF_CONSTABLE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of answers: the words of each column by its name."""

    cells: dict[str, str]

    @property
    def recommendation(self) -> str:
        """The recommendation's words, with its number where that stands apart."""
        return " ".join(filter(None, (self.cells.get("number", ""), self.cells.get("recommendation", "")))).strip()


Places = list[tuple[int, int]]  # cells with their columns
Placed = dict[int, tuple[Speaker | None, str]]  # nobody speaks in the head of a column


def rows(parts: Sequence[Paragraph]) -> tuple[list[Row], list[str], Placed]:
    """Return the rows of all tables of answers, a line for each that did not parse, and who speaks in each cell.

    A table that cannot be parted into rows loses nothing: who speaks in a cell is then told by the cell's own words.
    """
    found: list[Row] = []
    problems: list[str] = []
    placed: Placed = {}
    for start, end in runs(parts):
        cells = [part.text for part in parts[start:end]]
        columns = columns_of(cells)
        if not columns:
            continue
        placed |= dict.fromkeys(range(start, start + len(columns)), (None, ""))
        body = list(range(start + len(columns), end))
        parted = part_rows([parts[at].text for at in body], columns)
        if parted is None:
            where = parts[start].heading or "at its place"
            problems.append(
                f"the table under '{where}' does not part into rows ({len(body)} cells for {len(columns)} columns): "
                "its statements are kept, and who speaks is told by their words. Check them against the document."
            )
            placed |= {at: (SPEAKERS[likeliest(parts[at].text, columns)], "") for at in body}
            continue
        for places in parted:
            named = [(columns[column], body[cell]) for cell, column in places]
            row = Row(
                {
                    name: " ".join(parts[at].text for one, at in named if one == name)
                    for name in dict.fromkeys(n for n, _ in named)
                }
            )
            found.append(row)
            placed |= {at: (SPEAKERS[name], row.recommendation) for name, at in named}
    return found, problems, placed


def runs(parts: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Runs of cells that follow one another, from and to; a list within a cell is part of its run."""
    found = []
    start = end = None
    for at, part in enumerate(parts):
        if part.role is Role.CELL:
            start, end = at if start is None else start, at + 1
        elif part.role is not Role.ITEM and start is not None and end is not None:
            found.append((start, end))
            start = None
    return [*found, (start, end)] if start is not None and end is not None else found


def columns_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns that the first cells name; empty where the table answers no recommendations."""
    names: list[str] = []
    for cell in cells:
        name = next((name for name, pattern in HEADS if pattern.search(cell)), "")
        if (
            not name
            or name in names
            or len(cell.split()) > LONGEST_HEAD
            or re.search(r"[.;]$|\bwill\b|\bshould\b", cell)
        ):
            break
        names.append(name)
    return tuple(names) if len(names) > 1 and {"chief", "commissioner", "action"} & set(names) else ()


def part_rows(cells: Sequence[str], columns: Sequence[str]) -> list[Places] | None:
    """Cells parted into rows, each cell with its column, or None where that is not certain.

    Rows are told by the cells that open them (a number, "Recommendation 3"), else by the count of the columns.
    """
    if not cells:
        return []
    starts = [at for at, cell in enumerate(cells) if ANCHOR.match(cell)]
    if starts and starts[0] == 0 and columns[0] in ("number", "recommendation"):
        edges = [*starts, len(cells)]
        return [fit(cells, range(first, last), columns) for first, last in pairwise(edges)]
    if len(cells) % len(columns) == 0:
        parted = [
            [(at + column, column) for column in range(len(columns))] for at in range(0, len(cells), len(columns))
        ]
        if all(plausible([cells[cell] for cell, _ in row], columns) for row in parted):
            return parted
    return None


def plausible(row: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether no cell of a row speaks more plainly as another column than as its own."""
    wrong = sum(
        name in ("chief", "commissioner", "recommendation")
        and not LOOKS[name].search(cell)
        and any(other != name and other in ("chief", "commissioner") and LOOKS[other].search(cell) for other in columns)
        for cell, name in zip(row, columns, strict=True)
    )
    return wrong == 0


def fit(cells: Sequence[str], row: range, columns: Sequence[str]) -> Places:
    """The cells of one row in its columns, in order: a column may be empty or hold several paragraphs."""
    if len(row) == len(columns):
        return list(zip(row, range(len(columns)), strict=True))
    ways: list[tuple[float, Places]] = [
        (0.0, [])
    ]  # for each column that the last cell may stand in: the best way there
    for cell in row:
        speaks = [float(LOOKS[name].search(cells[cell]) is not None) for name in columns]
        ways = [best_way(ways, cell, column, speaks[column]) for column in range(len(columns))]
    return max(ways, key=lambda way: way[0])[1]


def best_way(ways: Sequence[tuple[float, Places]], cell: int, column: int, speaks: float) -> tuple[float, Places]:
    """The best way to a cell in a column: a column passed over costs, and so, a little, does one that holds several."""
    costs = [0.5 * (column - before - 1) if column != before else 0.1 for before in range(len(ways))]
    found = []
    for before, (score, places) in enumerate(ways[: column + 1]):
        cost = costs[before] if places else float(column)
        found.append((score + speaks - cost, [*places, (cell, column)]))
    return max(found, key=lambda way: way[0])


def likeliest(cell: str, columns: Sequence[str]) -> str:
    """The column that a cell's own words speak for."""
    return max(columns, key=lambda name: (bool(LOOKS[name].search(cell)), name == "recommendation"))
