"""The register of commitments."""

from typing import TYPE_CHECKING

from evidence_lib.charts.promise_tables import clocks_table, commitments_table, deadlines_table
from evidence_lib.charts.promise_words import SILENCE, contradictions, promised, rationale_wanted
from evidence_lib.core.dates import long_date
from evidence_lib.papers.content import Heading, Items, Paper, Paragraph, Part

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase


def register(base: "EvidenceBase", as_of: str = "", commitments: "pd.DataFrame | None" = None) -> Paper:
    """The register of commitments as on a day: what was undertaken, what is due, the clocks; for Word and Excel.

    commitments is a selection from base.commitments(); all if none is given.
    """
    from evidence_lib.follow_up import day_given

    day = day_given(as_of)
    table = base.commitments(as_of=as_of) if commitments is None else commitments
    look = [
        *filter(None, [rationale_wanted(table)]),
        *contradictions(table),
        *(p for p in base.progress()["problem"] if p),
    ]
    parts: list[Part] = [Paragraph(promised(table, day)), Paragraph(SILENCE)]
    if look:
        parts += [Heading("For a person to look at"), Items(tuple(look))]
    parts += [
        Heading("Register"),
        commitments_table(table, base.themes, day, "register"),
        Heading("What is due"),
        deadlines_table(base.deadlines(as_of), day),
        Heading("Clocks"),
        clocks_table(base.response_clocks(as_of), day),
    ]
    return Paper(
        "register_of_commitments",
        "Register of commitments",
        f"As on {long_date(day)}",
        tuple(parts),
        (".docx", ".xlsx"),
        landscape=True,
        marking=base.marking,
    )
