"""The skeleton of a response to a report: its findings and recommendations, a place for each comment, the clock."""

from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.promise_tables import day_told
from evidence_lib.charts.tables import in_order
from evidence_lib.charts.words import amount, listing, sentence, theme_name
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import refuse_unknown
from evidence_lib.papers.content import Blank, Heading, Items, Paper, Paragraph, Part
from evidence_lib.papers.references import quote, standing

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase
    from evidence_lib.themes.codebook import Codebook

ASKING = ("recommendation", "cause-of-concern", "priority-action")
SHORTFALLS = ("improvement", "mixed")


def response_skeleton(base: "EvidenceBase", report: str, as_of: str = "") -> Paper:
    """The skeleton of a response to a report of the base. Raises UnknownName, with the nearest, for one that it has not."""
    from evidence_lib.follow_up import day_given

    day = day_given(as_of)
    documents = base.documents()
    refuse_unknown("report", report, documents.loc[documents["kind"] != "response", "document_id"].tolist())
    about: Any = documents.set_index("document_id").loc[report]
    held = base.findings()
    findings = in_order(held[(held["document_id"] == report) & (held["kind"] != "case-study")])
    clock: Any = base.response_clocks(as_of).set_index("document_id")
    parts: list[Part] = [
        Heading("The report"),
        Items(tuple(facts(about, report))),
        Heading("The clock"),
        *clock_told(clock.loc[report] if report in clock.index else None, day),
        *comments("Recommendations and priority actions", findings[findings["kind"].isin(ASKING)], base.themes),
        *comments("What needs to improve", findings[findings["kind"].isin(SHORTFALLS)], base.themes),
        *strengths(findings[findings["kind"] == "strength"]),
        Heading("What is undertaken"),
        Paragraph(
            "For each commitment: who undertakes it, who is asked, by which day, at which board it is watched, "
            "how one will know that it is done, and which document it is to reach."
        ),
        Blank("Commitment 1:"),
        Blank("Commitment 2:"),
        Heading("Chief constable's comments"),
        Blank("Comments of the chief constable, as received, with the day on which they were asked for:"),
        Blank("Signed, with office, area and day:"),
    ]
    title = about["title"] or report
    return Paper(
        f"response_to_{report.replace('-', '_')}",
        f"Response to: {title}",
        "Skeleton: nothing in it is the commissioner's word yet",
        tuple(parts),
        standing=standing(findings) if len(findings) else "",
        marking=base.marking,
    )


def facts(about: "pd.Series[Any]", report: str) -> list[str]:
    """What is known of the report."""
    return [
        f"Published by: {listing(about['publishers']) or 'not known'}",
        f"Published: {day_told(about['published']) or 'day not known'}",
        f"Areas: {listing(about['areas']) or 'not known'}",
        f"Address: {about['url'] or 'not known'}",
        f"Name in the evidence base: {report}, held as {about['edition'] if about['held'] else 'wanted only'}",
    ]


def clock_told(clock: "pd.Series[Any] | None", day: date) -> list[Part]:
    """The clock in words, and what the law asks for."""
    if clock is None:
        return [Paragraph("This document is no inspection report: no clock applies.")]
    due = f" A response is due by {day_told(clock['due_date'])}." if day_told(clock["due_date"]) else ""
    proposed = (
        f" Proposed basis: {clock['suggested_basis']}; a person confirms it."
        if clock["suggested_basis"] and not clock["legal_basis"]
        else ""
    )
    asked = [
        f"Chief constable: {clock['chief_constable_invited']}" if clock["chief_constable_invited"] else "",
        "Each recommendation needs an action, or the reason why there is none."
        if clock["legal_basis"] and clock["chief_constable_invited"]
        else "",
    ]
    told: list[Part] = [Paragraph(f"As on {long_date(day)}: {clock['state']}.{due}{proposed}")]
    return [*told, *([Items(tuple(filter(None, asked)))] if any(asked) else [])]


def comments(title: str, findings: "pd.DataFrame", codebook: "Codebook") -> list[Part]:
    """Each finding with a place for both comments."""
    parts: list[Part] = [Heading(title)]
    if findings.empty:
        return [*parts, Paragraph("None is held in the evidence base. Check the report itself.")]
    for number, row in enumerate(findings.to_dict("records"), start=1):
        themes = "; ".join(theme_name(theme, codebook) for theme in row["themes"]) or "no theme"
        parts += [
            Heading(f"{number}. {themes}", 2),
            quote(row),
            Blank("Chief constable's comment:"),
            Blank("Commissioner's comment, and what is undertaken or why nothing is:"),
        ]
    return parts


def strengths(findings: "pd.DataFrame") -> list[Part]:
    """What the report praises, in short."""
    if findings.empty:
        return []
    told = f"{sentence(amount(len(findings), 'strength'))} reported:"
    return [Heading("Strengths"), Paragraph(told), *(quote(row) for row in findings.to_dict("records"))]
