"""What of a paper goes into a workbook: one table a sheet, with heads to read, days as days and money as numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.chart import Chart, Exhibit, Table
from evidence_lib.charts.words import listing, sentence
from evidence_lib.papers.content import Heading, Items, Paper, Paragraph, Quote, Reference, Rows, Sources, Statement
from evidence_lib.papers.printable import one_line, printable
from evidence_lib.tables.export import safe

if TYPE_CHECKING:
    import pandas as pd

MONEY = re.compile(r"'?-?\d+\.\d\d")  # as commissioning.money.plain writes an amount
SHEET_LETTERS = 31  # Excel takes no more in a sheet's name
CELL_LETTERS = 32_767  # nor in a cell
CUT = " … (cut: a cell of Excel holds no more)"
HEADS = {
    "document_id": "Document",
    "finding_id": "Finding",
    "page_start": "First page",
    "page_end": "Last page",
    "url": "Address",
    "words_are": "Exact or digest",
    "assigned_by": "Theme given by",
}
COUNTED, EXACT, CHECKED = "counted", "exact", "checked"
NOTES = {
    COUNTED: "Counts say in how many areas or documents something was reported, and never how common it is.",
    EXACT: "Exact words, and an edition called original, are the source's own. Words of a digest are ours: never quote them.",
    CHECKED: "No means that a machine found and sorted it, and that no person has looked at it yet.",
}
NOTED = {"Exact or digest": EXACT, "Edition": EXACT, "Checked": CHECKED}  # heads that a note explains
NOTHING = "Nothing in this selection"
OURS, WORDS = "digest, in our words", "exact words"
QUOTED = (
    "Number",
    "Document",
    "Title",
    "First page",
    "Last page",
    "Words",
    "Exact or digest",
    "Checked",
    "Finding",
    "Address",
)


@dataclass(frozen=True)
class Sheet:
    """One sheet: label is its tab's, name its table's; told are lines above the table, frame the table as cells take it.

    money and days are the heads of columns of pounds and of days; empty those left out because nothing stands in them.
    """

    label: str
    name: str
    title: str
    scope: str
    source: str
    counted: str
    frame: "pd.DataFrame" = field(repr=False)
    money: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def instructions(self) -> str:
        """What one must know to read the sheet."""
        left_out = f" Left out, because nothing stands in them: {listing(self.empty)}." if self.empty else ""
        return f"This worksheet contains one table. An empty cell: not known, or the source does not say.{left_out}"


def sheets(paper: Paper) -> tuple[Sheet, ...]:
    """The sheets of a paper: what it says in words, its tables and the data of its charts, its quotations, its sources."""
    made = [in_words(paper)] if any(said(paper)) else []
    for part in paper.parts:
        if isinstance(part, Table | Chart):
            made.append(exhibited(part))
        elif isinstance(part, Rows):
            made.append(listed("rows", part.caption, part.head, part.rows))
    if quotes := paper.all_of(Quote):
        made.append(listed("quotations", "Quotations", QUOTED, [quoted(quote) for quote in quotes]))
    for part in paper.all_of(Sources):
        rows = [
            (held.document_id, held.title, told, held.url)
            for held, told in zip(part.references, part.told, strict=True)
        ]
        made.append(listed("sources", "Sources", ("Document", "Title", "What is known of it", "Address"), rows))
    return distinct(made or [listed("paper", paper.title, ("What it holds",), [])])


def said(paper: Paper) -> Iterable[tuple[object, ...]]:
    """The sentences of a paper with the section they stand in, and of statements how much is checked and where it stands."""
    section = ""
    for part in paper.parts:
        if isinstance(part, Heading):
            section = part.text
        elif isinstance(part, Paragraph):
            yield section, part.text, None, None, None
        elif isinstance(part, Items):
            yield from ((section, item, None, None, None) for item in part.items)
        elif isinstance(part, Statement):
            yield section, part.text, part.checked, part.of, places(part.references)


def in_words(paper: Paper) -> Sheet:
    """The sheet of sentences."""
    head = ("Section", "What is said", "Findings checked", "Findings in all", "Where it stands")
    return listed("in_words", "What the paper says in words", head, list(said(paper)))


def places(references: Sequence[Reference]) -> str:
    """Documents and pages, in a cell."""
    return "; ".join(reference.label for reference in references)


def quoted(quote: Quote) -> tuple[object, ...]:
    """A quotation as a row."""
    held = quote.reference
    words = OURS if quote.ours else WORDS
    place = (held.number, held.document_id, held.title, held.page_start, held.page_end)
    return (*place, quote.text, words, quote.checked, held.finding_id, held.address)


def listed(name: str, title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Sheet:
    """A sheet of a table that has no data of its own."""
    import pandas as pd

    return filled(name, title, "", "", "", pd.DataFrame(list(rows), columns=list(head), dtype="object"))


def exhibited(part: Exhibit) -> Sheet:
    """A sheet of the data behind a table or chart."""
    data = part.data.rename(columns=readable([str(name) for name in part.data.columns]))
    units = f" Units: {part.units}." if isinstance(part, Table) else ""
    return filled(part.name, part.title, part.scope, part.source_line, f"Counted: {part.counted}.{units}", data)


def readable(columns: Sequence[str]) -> dict[str, str]:
    """Heads to read for the names of columns: of a name and its id, the id says that it is one."""
    heads = {name: HEADS.get(name) or sentence(name.removesuffix("_id").replace("_", " ")) for name in columns}
    doubled = [head for head in heads.values() if list(heads.values()).count(head) > 1]
    return {name: sentence(name.replace("_", " ")) if head in doubled else head for name, head in heads.items()}


def filled(name: str, title: str, scope: str, source: str, counted: str, data: "pd.DataFrame") -> Sheet:
    """A sheet with its cells as Excel takes them; columns that hold nothing are named and left out."""
    import pandas as pd

    in_pounds = "pound" in counted
    names = heads([str(head) for head in data.columns])
    columns, money, days = {}, [], []
    for at, head in enumerate(names):
        values = [plain(value) for value in data.iloc[:, at]]
        known = [value for value in values if value is not None]
        if in_pounds and known and all(isinstance(one, str) and MONEY.fullmatch(one) for one in known):
            values = [None if value is None else Decimal(value.lstrip("'")) for value in values]
            money.append(head)
        elif known and all(hasattr(one, "year") for one in known):
            days.append(head)
        if known:
            columns[head] = values
    frame = pd.DataFrame(columns, dtype="object").dropna(how="all").reset_index(drop=True)
    empty = tuple(head for head in names if head not in columns) if len(frame) else ()
    if not len(frame):
        frame = pd.DataFrame({names[0] if names else "What it holds": [NOTHING]}, dtype="object")
    above = {"title": title, "scope": scope, "source": source, "counted": counted}
    told = {what: printable(text) for what, text in above.items()}
    return Sheet(label=name, name=name, frame=frame, money=tuple(money), days=tuple(days), empty=empty, **told)


def heads(names: Sequence[str]) -> list[str]:
    """Heads as a table of Excel takes them: none empty, none twice (capitals count for nothing), none a formula."""
    made: list[str] = []
    for at, name in enumerate(names, start=1):
        head = safe(one_line(name)).replace("$$", "$ $") or f"Column {at}"
        taken = {held.lower() for held in made}
        made.append(next(one for one in (head, *(f"{head} ({n})" for n in range(2, 999))) if one.lower() not in taken))
    return made


def plain(value: Any) -> Any:
    """A value as a cell takes it: lists joined, days as days, yes and no, nothing for what is not known, no formula."""
    import pandas as pd

    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, str):
        text = safe(printable(value)).strip()
        return (text or None) if len(text) <= CELL_LETTERS else text[: CELL_LETTERS - len(CUT)] + CUT
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    value = value.item() if hasattr(value, "item") else value
    return ("no", "yes")[value] if isinstance(value, bool) else value


def distinct(made: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with labels and table names that Excel takes, none of them twice."""
    from dataclasses import replace

    taken: set[str] = set()
    done = []
    for sheet in made:
        base = re.sub(r"[^a-z0-9]+", "_", sheet.name.lower()).strip("_") or "table"
        name = next(
            name for name in (base, *(f"{base}_{number}" for number in range(2, 1000))) if short(name) not in taken
        )
        taken.add(short(name))
        done.append(replace(sheet, label=short(name), name=f"table_{name}"))
    return tuple(done)


def short(name: str) -> str:
    """A sheet's label: within Excel's limit, the number at the end kept."""
    label = sentence(name.replace("_", " "))
    if len(label) <= SHEET_LETTERS:
        return label
    tail = re.search(r"(?: \d+)?$", label)
    return label[: SHEET_LETTERS - len(tail[0])].rstrip() + tail[0] if tail else label[:SHEET_LETTERS]
