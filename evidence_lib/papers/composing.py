"""What compositions share: statements with their places, chosen quotes, how far it is checked, tables a page can hold."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.charts.tables import ORDER, in_order, showable
from evidence_lib.charts.words import amount, sentence, years
from evidence_lib.papers.content import Heading, Paragraph, Part, Quote, Statement
from evidence_lib.papers.references import quote, reference
from evidence_lib.sources.hold import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

MOST_REFERENCES = 8  # places beside a sentence; more would hide it, and the tables list them all
MOST_QUOTES = 8
LONGEST_NAME = 80  # letters of a file's name
ON_PAPER = ("Area", "Kind", "What is reported", "Where", "Checked")  # columns of findings that a page's width can hold
CHOSEN = "A selection: what must change first, from as many places as possible. The tables list every finding."


def file_name(start: str, about: str, for_publication: bool) -> str:
    """The name of a paper's file: whatever a theme or area is called, it cannot leave its folder."""
    ending = "_for_publication" if for_publication else ""
    return "_".join(filter(None, (start, slug(about).replace("-", "_")[:LONGEST_NAME]))) + ending


def subtitle(findings: "pd.DataFrame", areas: Sequence[str]) -> str:
    """What a paper is about, in a line: documents, areas, years."""
    if findings.empty:
        return ""
    documents = amount(findings["document_id"].nunique(), "document")
    return sentence(f"{documents} about {amount(len(areas), 'area')}, {years(findings)}")


def statement(text: str, rows: "pd.DataFrame", by: str = "", numbers: "Mapping[str, str] | None" = None) -> Statement:
    """A sentence with the findings that it rests on: rows, where by names what each of its places is to stand for once.

    So that "four of six areas" shows a place in each of the four; the other findings are counted.
    """
    held = in_order(rows).drop_duplicates("finding_id")
    first = in_order(rows).drop_duplicates(by) if by else held
    shown = first.drop_duplicates("finding_id").head(MOST_REFERENCES)
    references = tuple(reference(row, numbers) for row in shown.to_dict("records"))
    return Statement(text, references, int(held["checked"].sum()), len(held), len(held) - len(references))


def part(thing: Chart | str) -> list[Part]:
    """A chart, or the sentence that stands in its place; nothing where there is neither."""
    return [Paragraph(thing) if isinstance(thing, str) else thing] if thing else []


def quoted(findings: "pd.DataFrame", by: Sequence[str], most: int = MOST_QUOTES) -> list[Quote]:
    """Findings to quote: one of each group (by names it, row by row) before a second of any, what must change first."""
    shown = showable(findings.assign(group=list(by)))
    shown = shown[shown["counted"]]
    order = shown.assign(order=[ORDER[kind] for kind in shown["kind"]]).sort_values("order", kind="stable")
    order = order.assign(turn=order.groupby("group", sort=False).cumcount()).sort_values("turn", kind="stable")
    return [quote(row) for row in order.head(most).to_dict("records")]


def in_their_words(quotes: Sequence[Quote]) -> list[Part]:
    """The section of quotes; nothing where there is none."""
    return [Heading("What inspectors report"), Paragraph(CHOSEN), *quotes] if quotes else []


def how_checked(findings: "pd.DataFrame", everything: "pd.DataFrame", for_publication: bool) -> list[Part]:
    """What a reader must know first: how much a person has checked, or what a paper for publication leaves out."""
    left, total = len(everything) - len(findings), len(everything)
    if not for_publication:
        unread = total - int(everything["checked"].sum())
        told = f"Nobody has checked {unread:,} of the {total:,} finding{'s' * (total != 1)} in this selection: "
        rest = "the machine sorted them, and they are marked. Open each at its page before you use it."
        return [Paragraph(told + rest, True)] if unread else []
    if total and findings.empty:
        checked = "the one finding" if total == 1 else f"the {total:,} findings"
        return [
            Paragraph(
                f"None of {checked} in this selection has been checked by a person, so that none may be published.",
                True,
            )
        ]
    out = f"{sentence(amount(left, 'finding'))} {'was' if left == 1 else 'were'} left out as unchecked." if left else ""
    return [Paragraph(f"For publication: this paper holds checked findings alone. {out}".strip(), True)]


def on_paper(table: Table, columns: Iterable[str] = ON_PAPER) -> Table:
    """A table of findings with the columns that a page has room for; its data stays whole."""
    kept = [at for at, name in enumerate(table.head) if name in set(columns)]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return replace(table, head=tuple(table.head[at] for at in kept), rows=rows)
