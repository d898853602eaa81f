"""The area profile as a paper: the same scope and numbers as its notebook."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib import charts
from evidence_lib.charts.counts import SHORTFALL, exploded
from evidence_lib.charts.words import standings
from evidence_lib.papers.composing import (
    file_name,
    how_checked,
    in_their_words,
    on_paper,
    part,
    quoted,
    statement,
    subtitle,
)
from evidence_lib.papers.content import ALL_FORMATS, Heading, Items, Paper, Paragraph, Part, Statement
from evidence_lib.papers.reading import OF_FINDINGS
from evidence_lib.papers.references import sources, standing

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase

SHARED = "A shortfall elsewhere is no shortfall here. It is a question: would an inspector find it here too?"


def area_profile(
    base: "EvidenceBase", area: str, others: Sequence[str] = (), since: str = "", until: str = ""
) -> Paper:
    """One area beside the others, as the notebook 03 has it.

    A base of checked findings alone makes a paper for publication. Raises UnknownName and BadRow as base.findings() does.
    """
    here = base.findings(areas=[area], since=since, until=until)
    findings = base.findings(areas=[area, *others] if others else [], since=since, until=until)
    every = base.with_unchecked.findings(areas=[area, *others] if others else [], since=since, until=until)
    compared = [name for name in others or charts.areas_covered(findings) if name != area]
    nothing: list[Part] = [Heading("What it comes to"), Statement(f"No finding in this selection is about {area}.")]
    parts: list[Part] = [
        *how_checked(findings, every, base.checked_only),
        *(body(base, area, compared, here, findings) if len(findings) else nothing if every.empty else []),
        Heading("How to read this"),
        Items(OF_FINDINGS),
    ]
    return Paper(
        file_name("area_profile", area, base.checked_only),
        f"Area profile: {area}",
        subtitle(findings, [area, *compared]),
        tuple(parts),
        ALL_FORMATS,
        standing=standing(findings),
        marking=base.marking,
        for_publication=base.checked_only,
    )


def body(
    base: "EvidenceBase", area: str, compared: Sequence[str], here: "pd.DataFrame", findings: "pd.DataFrame"
) -> list[Part]:
    """What there is to say where there are findings."""
    tags = base.tags()
    return [
        Heading("What it comes to"),
        Paragraph(SHARED),
        *told(base, area, compared, findings, tags),
        charts.themes_by_area(findings, base.themes, area, compared, tags),
        charts.added_by_others(findings, base.themes, area, compared, tags),
        charts.comparison_table(findings, base.themes, area, compared, tags),
        *in_their_words(quoted(here, [themes[0] if len(themes) else "" for themes in here["themes"]])),
        Heading("Whose practice is judged"),
        charts.agencies_by_area(findings, area, compared),
        *part(charts.where_several(charts.area_panels(findings, [area, *compared], tags), 1 + len(compared), "area")),
        Heading("Every finding about this area"),
        on_paper(charts.evidence_table(here, base.themes, [area], f"{area}: every finding")),
        Heading("Sources"),
        sources(base.documents(), set(findings["document_id"])),
    ]


def told(
    base: "EvidenceBase", area: str, compared: Sequence[str], findings: "pd.DataFrame", tags: "pd.DataFrame"
) -> list[Statement]:
    """What is shared and what the others add, each with a place for each theme that it names."""
    labels = {theme.id: theme.label for theme in base.themes}
    rows = exploded(findings, "themes", tags)
    short = rows[(rows["side"] == SHORTFALL) & rows["area"].isin([area, *compared])]
    made = []
    for text, stands, themes in standings(charts.shared_and_added(findings, area, compared, tags), area, labels):
        on = short[short["theme"].isin(themes)]
        made.append(statement(text, on if stands == "added by others" else on[on["area"] == area], "theme"))
    return made
