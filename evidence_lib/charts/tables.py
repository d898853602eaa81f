"""The tables that readers see: findings with page and words, sources, coverage."""

import html
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as in_address

from evidence_lib.charts import words
from evidence_lib.charts.chart import Table
from evidence_lib.charts.counts import shared_and_added
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import Edition, Kind

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

Row = Mapping[Hashable, Any]  # one row of a frame
# What must get better comes first: it is what a strategy answers.
ORDER = {
    str(kind): place
    for place, kind in enumerate(
        (
            Kind.PRIORITY_ACTION,
            Kind.CAUSE_OF_CONCERN,
            Kind.RECOMMENDATION,
            Kind.IMPROVEMENT,
            Kind.MIXED,
            Kind.STRENGTH,
            Kind.CASE_STUDY,
        )
    )
}


def evidence(
    findings: "pd.DataFrame", codebook: "Codebook", areas: Sequence[str], title: str, name: str = "evidence"
) -> Table:
    """Every finding with area, document and page, its words, agencies, themes, why it is here, and whether it was checked.

    Words of an original stand in quotation marks; words of a digest never do. The text of practice studies is about a
    child and stays out: only their number is told.
    """
    shown = findings[findings["kind"] != Kind.CASE_STUDY]
    studies = len(findings) - len(shown)
    shown = shown.assign(
        order=[ORDER[kind] for kind in shown["kind"]], place=[words.listing(held) for held in shown["areas"]]
    )
    shown = shown.sort_values(["place", "order", "page_start", "ordinal"], kind="stable")
    head = ["Area", "Kind", "What is reported", "Where", "Agencies", "Themes", "Why it is here", "Checked"]
    theme = "why" in shown
    rows = [row_of(row, codebook, theme) for row in shown.to_dict("records")]
    if not theme:
        head.remove("Why it is here")
    scope = words.selection(findings, areas) + (
        f" {studies} practice stud{'y' if studies == 1 else 'ies'} not shown." if studies else ""
    )
    data = shown.drop(columns=["order", "place"]).assign(themes=shown["themes"], agencies=shown["agencies"])
    return Table(
        name=name,
        title=title,
        scope=f"{scope} {words.checked(findings)}",
        source_line=words.source_line(findings),
        counted="nothing; it lists",
        data=data,
        html=markup(title, head, rows),
    )


def row_of(row: Row, codebook: "Codebook", theme: bool) -> list[str]:
    """The cells of one finding, as HTML."""
    plain = [
        words.listing(row["areas"]),
        row["kind_label"],
        said(row),
        ", ".join(words.agency_name(agency) for agency in row["agencies"]),
        "; ".join(words.theme_name(name, codebook) for name in row["themes"]),
        *([row["why"]] if theme else []),
        "yes" if row["checked"] else "not checked",
    ]
    cells = [html.escape(cell) for cell in plain]
    return [*cells[:3], where(row), *cells[3:]]


def said(row: Row) -> str:
    """The words of a finding: quoted if they are the inspectors', marked as ours if they are a digest's."""
    return f"“{row['quote']}”" if row["edition"] == Edition.ORIGINAL else f"{row['quote']} [digest, in our words]"


def where(row: Row) -> str:
    """The document and page, linked to the original where its address is known."""
    import pandas as pd

    known = not pd.isna(row["page_start"])
    page = f", page {row['page_start']}" if known else ""
    if known and row["page_end"] != row["page_start"]:
        page = f", pages {row['page_start']} to {row['page_end']}"
    return linked(f"{row['document_id']}{page}", row["url"], row["page_start"])


def linked(text: str, url: str, page: Any = None) -> str:
    """Text that leads to an address (at its page, for a PDF); only web addresses become links."""
    import pandas as pd

    if not url.startswith(("https://", "http://")):
        return html.escape(text)
    at = "" if page is None or pd.isna(page) else f"#page={page}"
    return f'<a href="{html.escape(in_address(url, safe=":/?&=#%+,;@!$()*~"), quote=True)}{at}">{html.escape(text)}</a>'


def comparison(
    findings: "pd.DataFrame", codebook: "Codebook", area: str, others: Sequence[str], name: str = "shared_and_added"
) -> Table:
    """What an area shares with the others and what they add, by theme, in areas."""
    table = shared_and_added(findings, area, others)
    place = {"added by others": 0, "shared": 1, "here alone": 2, "strength alone": 3}
    table = table.assign(order=table["stands"].map(place), count=[-len(held) for held in table["others_shortfall"]])
    table = table.sort_values(["order", "count", "theme"], kind="stable").drop(columns=["order", "count"])
    title = f"What {area} shares with the others, and what they add"
    rows = [
        [
            html.escape(cell)
            for cell in (
                words.theme_name(row["theme"], codebook),
                row["stands"],
                words.listing(row["others_shortfall"]) or "none",
                "yes" if row["here_strength"] else "no",
                words.listing(row["others_strength"]) or "none",
            )
        ]
        for row in table.to_dict("records")
    ]
    head = ["Theme", "Shortfall", "Other areas with a shortfall", f"Strength in {area}", "Other areas with a strength"]
    return Table(
        name=name,
        title=title,
        scope=words.selection(findings, [area, *others]),
        source_line=words.source_line(findings),
        counted="areas",
        data=table,
        html=markup(title, head, rows),
    )


def sources(documents: "pd.DataFrame", name: str = "sources", title: str = "Sources") -> Table:
    """The documents: title, publishers, day, how each is held, and its address."""
    rows = []
    for row in documents.to_dict("records"):
        day = (
            long_date(row["published"])
            if row["published"] is not None and row["published"] == row["published"]
            else "not known"
        )
        held = {"original": "original", "digest": "digest"}[row["edition"]] if row["held"] else "wanted, not held"
        rows.append(
            [
                linked(row["title"] or row["document_id"], row["url"]),
                html.escape(words.listing(row["publishers"])),
                day,
                held,
            ]
        )
    shown = documents[["document_id", "title", "publishers", "areas", "published", "edition", "url"]]
    return Table(
        name=name,
        title=title,
        scope=f"{len(documents)} documents.",
        source_line="Source: the catalogue, data/sources.csv.",
        counted="nothing; it lists",
        data=shown,
        html=markup(title, ["Document", "Published by", "Published", "Held as"], rows),
    )


def coverage(documents: "pd.DataFrame", left_out: "pd.DataFrame", name: str = "coverage") -> Table:
    """What was read from each document: findings, and blocks that are none, by reason."""
    counts = left_out.pivot_table(index="document_id", columns="reason", values="blocks", aggfunc="sum", fill_value=0)
    table = documents[["document_id", "edition", "held", "pages", "blocks", "findings"]].merge(
        counts.reset_index(), on="document_id", how="left"
    )
    title = "What was read from each document"
    head = [
        "Document",
        "Held as",
        "Blocks read",
        "Findings",
        *(words.sentence(str(reason)) for reason in counts.columns),
    ]
    rows = [
        [
            html.escape(str(cell))
            for cell in (
                row["document_id"],
                row["edition"] if row["held"] else "not held",
                row["blocks"],
                row["findings"],
                *(0 if row[reason] != row[reason] else int(row[reason]) for reason in counts.columns),
            )
        ]
        for row in table.to_dict("records")
    ]
    return Table(
        name=name,
        title=title,
        scope=f"{len(documents)} documents; a block is a heading, paragraph, item, cell or footnote.",
        source_line="Source: the documents held, as read by the suite.",
        counted="blocks",
        data=table,
        html=markup(title, head, rows),
    )


def markup(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """An accessible table: a caption, column heads with scope, the first cell of each row its head. Cells are HTML."""
    top = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "".join(
        "<tr>"
        + "".join(f'<th scope="row">{cell}</th>' if at == 0 else f"<td>{cell}</td>" for at, cell in enumerate(row))
        + "</tr>\n"
        for row in rows
    )
    body = body or f'<tr><td colspan="{len(head)}">None in this selection.</td></tr>\n'
    return (
        f'<div class="table" role="region" tabindex="0" aria-label="{html.escape(title, quote=True)}"><table>'
        f"<caption>{html.escape(title)}</caption>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody></table></div>"
    )
