"""A paper with every kind of part, of real findings: digests as shipped, an original of our own making, one finding checked."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

import evidence_lib
from evidence_lib import charts
from evidence_lib.charts.chart import Cell, Chart, Editable, Table
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.frames import EvidenceBase
from evidence_lib.papers.content import (
    Blank,
    Heading,
    Items,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Rows,
    Sources,
    Statement,
)
from evidence_lib.papers.references import quote, reference, sources, standing
from evidence_lib.people.reviews import COLUMNS
from evidence_lib.sources.add import add
from tests.conftest import LETTER

EVERY = (".xlsx", ".pptx", ".pdf")
NASTY = (
    '=SUM(A1) #eval("1") *bold* $x$ @ref <lab> \\ // c /* \x00\x1b 👩🏽‍⚕️ \u202bשלום\u202c مرحبا 日本語 '
    "[a](mailto:b) $$n$$ _x0041_ {{x}} \ud800\ufffe"
)
LONG = "All of the areas " + "that were looked at and written about " * 8  # more than 300 letters
assert len(LONG) > 300


def office_base(shipped: Path, folder: Path) -> EvidenceBase:
    """The shipped base with an original beside its digests, and one finding that a person has checked."""
    shutil.copytree(shipped, folder / "base")
    letter = folder / "westshire.md"
    letter.write_text(LETTER, encoding="utf-8")
    held = BaseFolder(folder / "base")
    assert not [one.problem for one in add(held, [letter], {}) if one.problem]
    own = evidence_lib.open(held.root).findings(theme="training", areas=["Westshire"]).iloc[0]
    row = [own["finding_id"], "checked", "yes", "read at its page", "A. Reviewer", "2026-01-05", own["quote"]]
    held.reviews.write_text(f"{','.join(COLUMNS)}\n" + ",".join(f'"{value}"' for value in row) + "\n", "utf-8")
    return evidence_lib.open(held.root)


def brief(base: EvidenceBase, areas: Sequence[str] = ("Cornwall", "Derby City", "Westshire", "York")) -> Paper:
    """A brief on one theme, with money and days beside it."""
    findings = base.findings(theme="training")
    rows = findings[findings["kind"] != "case-study"].to_dict("records")
    own = [row for row in rows if row["edition"] == "original"]
    quotes = [quote(row, {str(row["finding_id"]): f"E-{number:03}"}) for number, row in enumerate([*own, *rows[:6]], 1)]
    text, label = charts.headline(findings, "Training", areas), base.themes["training"].label
    return Paper(
        "brief",
        f"Theme brief: {label}",
        "What inspectors report",
        (
            Paragraph(base.themes["training"].definition),
            Heading("What it comes to"),
            Statement(text, tuple(map(reference, rows[:3])), int(findings["checked"].sum()), len(findings)),
            *quotes,
            charts.findings_by_area(findings, label, areas),
            Heading("Whose practice"),
            Paragraph("An agency that is not named may simply not have been looked at.", marked=True),
            editable(charts.areas_by_agency(findings, areas)),
            Heading("Every finding"),
            charts.evidence_table(findings, base.themes, areas, f"{label}: every finding"),
            Heading("Money", 2),
            money(),
            Items(("Ask the force.", "Ask the provider."), numbered=True),
            Rows("Who watches what", ("Board", "Watches"), (("Board A", "training"),)),
            Blank("What is undertaken:"),
            Heading("Sources"),
            sources(base.documents(), set(findings["document_id"])),
        ),
        EVERY,
        standing=standing(findings),
        marking="FOIA open",
        audience="Police and Crime Panel",
    )


def editable(chart: Chart) -> Chart:
    """The chart as Office draws it, from its own data."""
    names, *numbers = [chart.data[column] for column in chart.data.columns]
    series = tuple((str(column.name), tuple(map(float, column))) for column in numbers)
    return replace(chart, editable=Editable("bars", tuple(names), series, "areas"))


def money() -> Table:
    """A table of pounds and days as the chapters make them: pounds as text with two places."""
    data = pd.DataFrame(
        {
            "service": ["Advocacy", "=Counselling"],
            "value": ["120000.00", "0.05"],
            "due_date": [pd.Timestamp("2026-03-31"), pd.NaT],
            "areas": [["York", "Derby City"], []],
            "example": [True, False],
            "nothing": ["", ""],
        }
    )
    cells = (
        (Cell("Advocacy", "https://example.org/a"), Cell("£120,000")),
        (Cell("=Counselling"), Cell("£0.05", remark="no source")),
    )
    return Table(
        "services", "Services in 2026-27", "Two services.", "Source: data/services.csv.", "services", data,
        units="pounds, days", head=("Service", "Value"), rows=cells,
    )  # fmt: skip


def nasty() -> Paper:
    """Every text of it is meant to do harm."""
    here = Reference("doc-1", NASTY, 3, 4, "https://example.org/a.pdf", "f-1", "E-001")
    there = Reference("doc-2", "Title", 3, 3, "javascript:alert(1)", "f-2")
    return Paper(
        "nasty",
        LONG,
        NASTY,
        (
            Heading(NASTY, 2),
            Statement(NASTY, (here, there), 1, 3),
            Quote(NASTY, here),
            Quote(NASTY, there, ours=True, checked=True),
            Quote("שלום", here),
            Quote("👩🏽", here),
            Paragraph(NASTY, marked=True),
            Items((NASTY, LONG)),
            Blank(NASTY),
            Rows(NASTY, ("a", "b"), ((NASTY, "-1"), ("@x", "\t=1"), ("…", "–"))),
            Rows("T" * 300, ("a", "b"), ()),
            Heading("Deep", 3),
            Sources((here, there), (NASTY, NASTY)),
        ),
        EVERY,
        standing=NASTY,
        marking=NASTY,
        audience=NASTY,
    )


def empty() -> Paper:
    """A paper of a selection that holds nothing."""
    return Paper("empty", "Nothing", "", (), EVERY)


def faults(path: Path, paper: Paper) -> list[str]:
    """What an accessibility checker finds wrong in a PDF.

    A head that is repeated on a table's next page is no content to be read again, and rightly marked so; the checker takes
    a wordy one for a line of prose. It also takes the text of a paragraph before that of the links in it: a test of its own
    goes by the tree.
    """
    import outloud

    result = outloud.check(str(path))
    words = {
        word for part in (*paper.all_of(Table), *paper.all_of(Rows)) for name in part.head for word in name.split()
    }
    assert not result.error
    return [
        f"{one.rule} on page {one.page}: {one.message} {one.evidence}"
        for one in result.findings
        if one.severity == "error" and not (one.rule == "TAG-002" and set(str(one.evidence).split()) <= words)
    ]
