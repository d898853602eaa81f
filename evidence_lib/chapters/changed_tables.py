"""Tables of what changed between two packs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib.chapters import changes, marks
from evidence_lib.chapters.changes import State
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table

if TYPE_CHECKING:
    import pandas as pd


def listed(
    before: State,
    after: State,
    name: str,
    title: str,
    told: str,
    data: "pd.DataFrame",
    head: Sequence[str],
    columns: Sequence[str],
) -> Table:
    """A table of differences."""
    return Table(
        name=name,
        title=title,
        scope=f"{marks.many(len(data), 'change')} from pack {before.name} to {after.name}. {told}".strip(),
        source_line=f"Source: the tables of pack {before.name} and of {after.name}.",
        counted="differences between two sets of tables",
        units="as in the tables",
        data=data,
        head=tuple(head),
        rows=tuple(tuple(Cell(str(row[column]) or "none") for column in columns) for row in data.to_dict("records")),
    )


def findings(before: State, after: State, new: bool) -> Table:
    """The findings that are new, or those that are withdrawn."""
    held = changes.findings_between(before, after)[0 if new else 1]
    held = held[held["kind"] != "case-study"] if len(held) else held.reindex(columns=FINDING)
    register = (after if new else before).table("evidence_register", "number")
    numbers = dict(zip(register["finding_id"], register["number"], strict=True)) if len(register) else {}
    data = (
        held[FINDING]
        .assign(number=[numbers.get(name, "no number yet") for name in held["finding_id"]])
        .reset_index(drop=True)
    )
    told = "" if new else "A number of the register stays with its words; look again at every paper that cites it."
    return listed(
        before,
        after,
        "new_findings" if new else "withdrawn_findings",
        "New findings" if new else "Withdrawn findings",
        f"{told} Practice studies are not shown. Words of a digest are ours.",
        data,
        ("Number", "Document", "Page", "Kind", "Words", "Held as"),
        ("number", "document_id", "page_start", "kind", "quote", "edition"),
    )


FINDING = ["finding_id", "document_id", "page_start", "kind", "quote", "edition"]


def reviews(before: State, after: State) -> Table:
    """What was decided anew on findings that stand in both."""
    register = after.table("evidence_register", "number")
    numbers = dict(zip(register["finding_id"], register["number"], strict=True)) if len(register) else {}
    data = changes.decided_between(before, after)
    data = data.assign(number=[numbers.get(name, name) for name in data["finding_id"]])
    return listed(
        before,
        after,
        "changed_reviews",
        "Findings that are sorted or checked otherwise",
        "By a person's review, or by the machine after a change of the codebook.",
        data,
        ("Finding", "Document", "What", "Was", "Is now", "By"),
        ("number", "document_id", "what", "was", "now", "by"),
    )


def statements(before: State, after: State) -> Table:
    """Statements that are new or gone, judged otherwise, or whose evidence moved."""
    return listed(
        before,
        after,
        "statements_moved",
        "Statements whose evidence or confidence moved",
        "",
        changes.statements_between(before, after),
        ("Statement", "Words", "What moved", "Was", "Is now"),
        ("statement_id", "statement", "what", "was", "now"),
    )


def figures(before: State, after: State) -> Table:
    """The figures of the earlier pack that no longer hold."""
    return listed(
        before,
        after,
        "figures_that_no_longer_hold",
        "Figures in earlier papers that no longer hold",
        "Correct them where they were quoted.",
        changes.figures_between(before, after),
        ("Figure", "Was", "Is now"),
        ("what", "was", "now"),
    )


def rows(before: State, after: State, table: str, key: str, title: str) -> Table:
    """The rows of a table that are new, gone or changed."""
    return listed(
        before,
        after,
        f"changed_{table}",
        title,
        "",
        changes.rows_between(before, after, table, key),
        (words.sentence(key.replace("_id", "")), "What", "Was", "Is now"),
        (key, "what", "was", "now"),
    )
