"""Tables of the police and crime plan's evidence chapter: per objective, and the register that the plan cites."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters import marks
from evidence_lib.chapters.bearing import Bearing
from evidence_lib.chapters.scope import Scope
from evidence_lib.chapters.scope import where as within
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.charts.tables import ORDER, said, where
from evidence_lib.commissioning.official import GRADE
from evidence_lib.commissioning.organisation import Objective
from evidence_lib.commissioning.register import COLUMNS, Entry
from evidence_lib.core.records import Edition, Kind

if TYPE_CHECKING:
    import pandas as pd

STRONGEST = 10  # findings an objective shows; the register and the theme briefs hold the others
UNNUMBERED = "no number yet"
STUDY = "a practice study: its words are about a child, and are not shown"
GONE = "withdrawn: look again at what cites it"
HEAD = ("Number", "What is reported", "Where", "Area", "Kind", "Published", "Checked")


def strongest(scope: Scope, objective: Objective, bearings: Sequence[Bearing], most: int = STRONGEST) -> "pd.DataFrame":
    """The findings that an objective shows, at most so many: rows of base.findings() with rests (yes where a statement does).

    Order: those on which a statement of the objective rests; then the body's own areas; then what must change before what
    works; then the newest. A practice study is about a child and is none.
    """
    held = on_themes(scope, objective.themes)
    resting = {name for bearing in bearings for name in bearing.findings["finding_id"]}
    table = held.assign(
        rests=held["finding_id"].isin(resting),
        here=[scope.column(areas) in scope.local for areas in held["areas"]],
        order=[ORDER[kind] for kind in held["kind"]],
    )
    keys = ["rests", "here", "order", "published", "document_id", "ordinal"]
    table = table.sort_values(keys, ascending=[False, False, True, False, True, True], kind="stable", ignore_index=True)
    return table.head(most)


def on_themes(scope: Scope, themes: Sequence[str]) -> "pd.DataFrame":
    """The counted findings on any of some themes."""
    held = within(scope.findings, (bool(set(on) & set(themes)) for on in scope.findings["themes"]))
    return held[held["counted"] & (held["kind"] != Kind.CASE_STUDY)]


def strongest_table(scope: Scope, objective: Objective, bearings: Sequence[Bearing], name: str) -> Table:
    """The strongest findings on an objective, each with number, words and page."""
    table = strongest(scope, objective, bearings)
    total = len(on_themes(scope, objective.themes))
    rest = f", of {total} on its themes" if total > len(table) else ""
    return findings_table(
        scope,
        table,
        name,
        f"{objective.label}: strongest findings",
        f"{marks.many(len(table), 'finding')}{rest}: first those on which a statement rests, then those about "
        "areas here, then what must change, then the newest. ",
    )


def contradictions(scope: Scope, objective: Objective, bearings: Sequence[Bearing], name: str) -> Table:
    """The findings that point the other way than the statements of an objective."""
    import pandas as pd

    held = [
        bearing.against.assign(statement=bearing.statement.statement_id) for bearing in bearings if len(bearing.against)
    ]
    table = pd.concat(held, ignore_index=True) if held else scope.all_findings.iloc[:0].assign(statement=[])
    against = table.groupby("finding_id", sort=False)["statement"].agg("; ".join) if len(table) else None
    table = table.drop_duplicates("finding_id", ignore_index=True)
    if against is not None:
        table["statement"] = [against[name] for name in table["finding_id"]]
    total = len(table)
    table = table.assign(here=[scope.column(areas) in scope.local for areas in table["areas"]])
    table = table.sort_values(["here", "published"], ascending=False, kind="stable", ignore_index=True).head(STRONGEST)
    rest = (
        f" The first {len(table)} of {total}, those about areas here first, then the newest."
        if total > len(table)
        else ""
    )
    return findings_table(
        scope,
        table,
        name,
        f"{objective.label}: what points the other way",
        "Findings on a statement's themes that point the other way. They may be of other areas and other times: read both."
        f"{rest} ",
        extra=("Against", [Cell(text) for text in table["statement"]]),
    )


def findings_table(
    scope: Scope, table: "pd.DataFrame", name: str, title: str, told: str, extra: tuple[str, list[Cell]] | None = None
) -> Table:
    """Findings with number, words, page, area, kind and day."""
    numbers = scope.registers.register.numbers
    areas = sorted({held[0] for held in table["areas"] if len(held) == 1})
    rows = [finding_row(scope, row, numbers) for row in table.to_dict("records")]
    if extra:
        rows = [(*row, cell) for row, cell in zip(rows, extra[1], strict=True)]
    columns = [
        "finding_id",
        "document_id",
        "page_start",
        "page_end",
        "quote",
        "areas",
        "kind",
        "published",
        "url",
        "checked",
    ]
    data = table[columns].assign(
        number=[numbers.get(held, "") for held in table["finding_id"]],
        words_are=["digest, in our words" if held == Edition.DIGEST else "exact words" for held in table["edition"]],
    )
    return Table(
        name=name,
        title=title,
        scope=f"{told}{words.selection(table, areas)}",
        source_line=words.source_line(table),
        counted="nothing: it lists findings",
        units="pages of the original; numbers of the evidence register",
        data=data,
        head=HEAD + ((extra[0],) if extra else ()),
        rows=tuple(rows),
    )


def finding_row(scope: Scope, row: Any, numbers: dict[str, str]) -> tuple[Cell, ...]:
    """One finding."""
    old = row["published"].date() < scope.oldest if row["published"] == row["published"] else True
    return (
        Cell(numbers.get(row["finding_id"], UNNUMBERED)),
        said(row),
        where(row),
        Cell(words.listing(row["areas"]) if len(row["areas"]) < 3 else f"overview of {len(row['areas'])} areas"),
        Cell(row["kind_label"]),
        Cell(marks.day(row["published"]), remark="older than the set age" if old else ""),
        Cell("yes" if row["checked"] else "not checked"),
    )


def measures(scope: Scope, objective: Objective, name: str) -> Table:
    """How an objective is to be measured, with the latest official figure where a series is named."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for measure in objective.measures:
        held = [figure for figure in scope.registers.figures if figure.series.id == measure.series]
        latest = held[-1] if held else None
        unit = "" if latest is None or latest.series.unit == GRADE else f" {latest.series.unit}"
        rows.append(
            {
                "measure": measure.label,
                "series": measure.series,
                "latest": f"{latest.value}{unit}" if latest else "",
                "period": latest.period if latest else "",
                "source": f"{latest.series.publisher}: {latest.source}" if latest else "",
                "url": latest.series.url if latest else "",
                "example": scope.organisation.example,
            }
        )
    data = pd.DataFrame(rows, columns=["measure", "series", "latest", "period", "source", "url", "example"])
    return marks.listing_table(
        name,
        f"{objective.label}: measures",
        f"{marks.many(len(rows), 'measure')}. A measure says how it will be seen whether the objective is met; "
        "the latest figure is context, with its own definition.",
        "Source: data/organisation.yml; official figures as each row says.",
        data,
        ("Measure", "Latest official figure", "Period", "Source"),
        [
            (
                Cell(row["measure"]),
                Cell(row["latest"] or "no series is named"),
                Cell(row["period"] or "none"),
                Cell(row["source"] or "none", row["url"]),
            )
            for row in rows
        ],
    )


REGISTER = ["number", "state", "finding_id", "document_id", "page", "words", "numbered_on"]


def register(scope: Scope, name: str = "evidence_register") -> Table:
    """The evidence register: every number with its words, page and whether its finding still stands."""
    import pandas as pd

    there = {row["finding_id"]: row for row in scope.known.to_dict("records")}
    unchecked = set(there) - set(
        scope.all_findings["finding_id"]
    )  # of a chapter for publication: left out, not withdrawn
    numbered = list(scope.registers.register.current.values())
    entries = [entry for entry in numbered if entry.finding_id not in unchecked]
    states = ["stands" if entry.finding_id in there else "withdrawn" for entry in entries]
    studies = {name for name, row in there.items() if row["kind"] == Kind.CASE_STUDY}
    entries = [replace(entry, words=STUDY) if entry.finding_id in studies else entry for entry in entries]
    rows = [vars_of(entry) | {"state": state} for entry, state in zip(entries, states, strict=True)]
    return Table(
        name=name,
        title="Evidence register",
        scope=f"{marks.many(len(entries), 'number')}, {words.number(states.count('withdrawn'))} of them withdrawn since. A "
        f"number is given once and never moves, whatever is added.{unseen(len(numbered) - len(entries))}",
        source_line="Source: data/evidence_register.csv, and the documents that it names.",
        counted="nothing: it lists findings",
        units="pages of the original",
        data=pd.DataFrame(rows, columns=REGISTER),
        head=("Number", "What is reported", "Where", "Numbered", "State"),
        rows=tuple(register_row(entry, there.get(entry.finding_id)) for entry in entries),
    )


def unseen(count: int) -> str:
    """How many numbers are not shown, since nobody has checked their findings."""
    if not count:
        return ""
    return f" {marks.many(count, 'number')} left out: nobody has checked {'its finding' if count == 1 else 'their findings'}."


def vars_of(entry: Entry) -> dict[str, str]:
    """An entry as a row."""
    return {name: getattr(entry, name) for name in COLUMNS}


def register_row(entry: Entry, finding: Any) -> tuple[Cell, ...]:
    """One number: the finding as it stands, or the words that it had."""
    if finding is None or finding["kind"] == Kind.CASE_STUDY:
        page = f", page {entry.page}" if entry.page else ""
        told = Cell(entry.words, remark="words when it was numbered" if finding is None else "")
        state = GONE if finding is None else "stands"
        return (Cell(entry.number), told, Cell(f"{entry.document_id}{page}"), Cell(entry.numbered_on), Cell(state))
    return (Cell(entry.number), said(finding), where(finding), Cell(entry.numbered_on), Cell("stands"))
