"""The tables that readers see: findings with page and words, what others add, sources, what was read."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.charts.counts import NAMES, shared_and_added
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import Edition, Kind

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

Row = Mapping[Hashable, Any]  # one row of a frame
# What must get better comes first: it is what a strategy answers.
FIRST = (
    Kind.PRIORITY_ACTION,
    Kind.CAUSE_OF_CONCERN,
    Kind.RECOMMENDATION,
    Kind.IMPROVEMENT,
    Kind.MIXED,
    Kind.STRENGTH,
    Kind.CASE_STUDY,
)
ORDER = {str(kind): place for place, kind in enumerate(FIRST)}
OVERVIEW = 3  # areas from which a document is named as an overview: their names would fill the cell
LISTS = "nothing: it lists findings"
IN_OUR_WORDS = "digest, in our words"
CATALOGUE = "Source: the catalogue, data/sources.csv."
OF_THE_TAG = ["score", "excerpt", "direction", "why", "assigned_by"]
KEPT = ["finding_id", "areas", "kind", "words", "words_are", "document_id", "title", "page_start", "page_end", "url"]
KEPT += [
    "reported_under",
    "agencies",
    "themes",
    "published",
    "addressed_to",
    "due_text",
    "due_date",
    "parent",
    "checked",
]


def evidence(
    findings: "pd.DataFrame", codebook: "Codebook", areas: Sequence[str], title: str, name: str = "evidence"
) -> Table:
    """Every finding with area, document and page, its words, agencies, themes, why it is here, and whether it was checked.

    Words of an original stand in quotation marks; words of a digest never do, in the data neither. The text of practice
    studies is about a child and stays out, unless a person admitted it: only their number is told.
    """
    shown = in_order(showable(findings))
    studies = len(findings) - len(shown)
    by_theme = "why" in shown
    head = [
        "Area",
        "Kind",
        "What is reported",
        "Where",
        "Agencies",
        "Themes",
        *["Why it is here"] * by_theme,
        "Checked",
    ]
    left_out = (
        f" {words.sentence(words.amount(studies, 'practice study', 'practice studies'))} not shown." if studies else ""
    )
    ours = shown["edition"] == Edition.DIGEST
    data = shown.assign(words=shown["quote"], words_are=ours.map({True: IN_OUR_WORDS, False: "exact words"}))
    return Table(
        name=name,
        title=title,
        scope=words.selection(findings, areas) + left_out,
        source_line=words.source_line(findings),
        counted=LISTS,
        units="pages of the original",
        data=data[KEPT + OF_THE_TAG * by_theme],
        head=tuple(head),
        rows=tuple(evidence_row(row, codebook, by_theme) for row in shown.to_dict("records")),
    )


def showable(findings: "pd.DataFrame") -> "pd.DataFrame":
    """The findings whose words may be shown: all but practice studies, and of those the ones that a person admitted."""
    return findings[(findings["kind"] != Kind.CASE_STUDY) | findings["admitted"]]


def in_order(findings: "pd.DataFrame") -> "pd.DataFrame":
    """By area (overviews last), then what needs to improve first, then page."""
    order = findings.assign(
        wide=[len(areas) >= OVERVIEW for areas in findings["areas"]],
        place=[words.listing(areas) for areas in findings["areas"]],
        order=[ORDER[kind] for kind in findings["kind"]],
    )
    order = order.sort_values(["wide", "place", "order", "document_id", "page_start", "ordinal"], kind="stable")
    return order.drop(columns=["wide", "place", "order"])


def evidence_row(row: Row, codebook: "Codebook", by_theme: bool) -> tuple[Cell, ...]:
    """The cells of one finding."""
    areas = row["areas"]
    place = words.listing(areas) if len(areas) < OVERVIEW else f"overview of {words.amount(len(areas), 'area')}"
    return (
        Cell(place),
        Cell(row["kind_label"], remark="in a summary" if row["summary"] else ""),
        said(row),
        where(row),
        Cell(", ".join(words.agency_name(agency) for agency in row["agencies"]) or "none named"),
        Cell("; ".join(words.theme_name(name, codebook) for name in row["themes"]) or "none"),
        *([Cell(row["why"] or "not said", remark=given_by(row))] if by_theme else []),
        Cell("yes" if row["checked"] else "not checked"),
    )


def said(row: Row) -> Cell:
    """The words of a finding: quoted if they are the inspectors', marked as ours if they are a digest's.

    Whom it asks to act, and by when, stand below.
    """
    if row["edition"] == Edition.ORIGINAL:
        return Cell(f"“{row['quote']}”", remark=asks(row))
    return Cell(row["quote"], remark="; ".join(filter(None, (IN_OUR_WORDS, asks(row)))))


def asks(row: Row) -> str:
    """Whom a finding asks to act, and by when: "to chief constables, by 31 March 2024"; empty where it does not say."""
    to = f"to {row['addressed_to']}" if row["addressed_to"] else ""
    due = words.inside(row["due_text"]) if row["due_text"] else ""
    last = f"{due} (until {day(row['due_date'])})" if due and counted(row) else due
    return ", ".join(filter(None, (to, last)))


def counted(row: Row) -> bool:
    """Whether the day of a deadline was worked out, and does not stand in its words."""
    import pandas as pd

    return bool(pd.notna(row["due_date"])) and day(row["due_date"]) not in row["due_text"]


def given_by(row: Row) -> str:
    """Who put a finding under the theme, where that was a person; machine is the rule, and "Checked" says so."""
    return "" if row["assigned_by"] == "machine" else f"by {row['assigned_by']}"


def where(row: Row) -> Cell:
    """The document and page, leading to the original at that page where its address is known."""
    import pandas as pd

    first, last, url = row["page_start"], row["page_end"], row["url"]
    paged, several = bool(pd.notna(first)), bool(pd.notna(last)) and last != first
    if not paged:
        return Cell(row["document_id"], url)
    pages = f"pages {first} to {last}" if several else f"page {first}"
    return Cell(f"{row['document_id']}, {pages}", f"{url}#page={first}" if url else "")


def comparison(
    findings: "pd.DataFrame",
    names: "Codebook | Mapping[str, str]",
    area: str,
    others: Sequence[str],
    tags: "pd.DataFrame | None" = None,
    column: str = "themes",
    leave_out: str = "",
    name: str = "shared_and_added",
) -> Table:
    """What an area shares with the others and what they add, by theme, or by agency (column="agencies").

    names gives the words for readers: the codebook for themes, charts.AGENCIES for agencies. leave_out is a theme that
    all the findings have.
    """
    what = NAMES[column]
    table = shared_and_added(findings, area, others, tags, column)
    table = table[table[what] != leave_out]
    label = names.get if isinstance(names, Mapping) else (lambda theme: words.theme_name(theme, names))
    rows = [
        (
            Cell(str(label(row[what]))),
            Cell(row["stands"] if row["stands"] != "strength alone" else "no shortfall"),
            Cell(words.listing(row["others_shortfall"]) or "none"),
            Cell("yes" if row["here_strength"] else "not reported"),
            Cell(words.listing(row["others_strength"]) or "none"),
        )
        for row in table.to_dict("records")
    ]
    return Table(
        name=name,
        title=f"What {area} shares with the others, and what they add, by {what}",
        scope=words.selection(findings, [area, *others]),
        source_line=words.source_line(findings),
        counted="areas in which it is reported at all",
        units="areas by name",
        data=table,
        head=(
            words.sentence(what),
            "Shortfall",
            "Other areas with a shortfall",
            f"Strength in {area}",
            "Other areas with a strength",
        ),
        rows=tuple(rows),
    )


def sources(documents: "pd.DataFrame", name: str = "sources", title: str = "Sources") -> Table:
    """The documents: name, title with address, publishers, day, and how each is held."""
    rows = tuple(
        (
            Cell(row["document_id"]),
            Cell(row["title"] or "title not known", row["url"], "" if row["url"] else "no address known"),
            Cell(words.listing(row["publishers"]) or "not known"),
            Cell(day(row["published"])),
            Cell(row["edition"] if row["held"] else "wanted, not held"),
        )
        for row in documents.to_dict("records")
    )
    return Table(
        name=name,
        title=title,
        scope=f"{words.sentence(words.amount(len(documents), 'document'))}.",
        source_line=CATALOGUE,
        counted="nothing: it lists documents",
        units="days of publication of the originals",
        data=documents[["document_id", "title", "publishers", "areas", "published", "edition", "held", "url"]],
        head=("Document", "Title", "Published by", "Published", "Held as"),
        rows=rows,
    )


def day(value: Any) -> str:
    """A day in words, or that it is not known."""
    import pandas as pd

    return "not known" if pd.isna(value) else long_date(value)


def coverage(documents: "pd.DataFrame", left_out: "pd.DataFrame", name: str = "coverage") -> Table:
    """What was read from each document: pages, findings, and blocks that are none, by reason."""
    known = left_out[left_out["document_id"].isin(documents["document_id"])]
    counts = known.pivot_table(index="document_id", columns="reason", values="blocks", aggfunc="sum", fill_value=0)
    reasons = [str(reason) for reason in counts.columns]
    table = documents[["document_id", "edition", "held", "problem", "pages", "blocks", "findings"]].merge(
        counts.rename_axis(columns=None).reset_index(), on="document_id", how="left"
    )
    table[reasons] = table[reasons].fillna(0).astype("Int64")
    rows = tuple(
        (
            Cell(row["document_id"]),
            Cell(row["edition"] if row["held"] else "not held", remark=row["problem"]),
            Cell("no pages" if row["pages"] != row["pages"] or row["pages"] is None else str(row["pages"])),
            *(Cell(f"{row[count]:,}") for count in ("blocks", "findings", *reasons)),
        )
        for row in table.astype({"pages": "object"}).where(lambda held: held.notna(), None).to_dict("records")
    )
    return Table(
        name=name,
        title="What was read from each document",
        scope=f"{words.sentence(words.amount(len(documents), 'document'))}. "
        "A block is a heading, paragraph, item, cell or footnote.",
        source_line="Source: the documents held, as read by the suite.",
        counted="blocks read, to show that none is lost; they measure nothing else",
        units="pages of the file held; blocks",
        data=table,
        head=("Document", "Held as", "Pages", "Blocks", "Findings", *(words.sentence(reason) for reason in reasons)),
        rows=rows,
    )
