"""The theme brief as a paper: the same scope and numbers as its notebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evidence_lib import charts
from evidence_lib.charts.counts import placed
from evidence_lib.charts.words import headlines
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

    from evidence_lib.charts import Chart
    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True)
class Brief:
    """A theme in a selection of the base; chosen are arguments of base.findings()."""

    base: "EvidenceBase"
    theme: str
    home: str
    kinds: tuple[str, ...]
    chosen: dict[str, Any]

    @property
    def label(self) -> str:
        """The theme's label."""
        return self.base.themes[self.theme].label

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """The findings on the theme."""
        return self.base.findings(self.theme, **self.chosen)

    @cached_property
    def compared(self) -> list[str]:
        """The areas set side by side: those with a document of their own in the selection, whatever it is about."""
        return charts.areas_covered(self.base.findings(**self.chosen))

    def told(self, findings: "pd.DataFrame", areas: Sequence[str]) -> list[Statement]:
        """The headline's sentences, each with a place for each area that it names."""
        rows = placed(findings)
        return [
            statement(text, rows[(rows["side"] == side) & rows["area"].isin(named)], "area")
            for text, side, named in headlines(findings, self.label, areas)
        ]


def theme_brief(
    base: "EvidenceBase",
    theme: str,
    home_area: str = "",
    areas: Sequence[str] = (),
    subject: str = "",
    programme: str = "",
    publishers: Sequence[str] = (),
    since: str = "",
    until: str = "",
    kinds: Sequence[str] = (),
) -> Paper:
    """Everything that the inspections say on one theme, as the notebook 02 has it; home_area is set beside the others.

    A base of checked findings alone makes a paper for publication. Raises UnknownName and BadRow as base.findings() does.
    """
    chosen = {"areas": areas, "subject": subject, "programme": programme, "publishers": publishers}
    brief = Brief(base, theme, home_area, tuple(kinds), {**chosen, "since": since, "until": until})
    findings, every = brief.findings, base.with_unchecked.findings(theme, **brief.chosen)
    nothing: list[Part] = [Heading("What it comes to"), *brief.told(findings, brief.compared)]
    parts: list[Part] = [
        Paragraph(base.themes[theme].definition),
        *how_checked(findings, every, base.checked_only),
        *(body(brief) if len(findings) else nothing if every.empty else []),
        Heading("How to read this"),
        Items(OF_FINDINGS),
    ]
    return Paper(
        file_name("theme_brief", theme, base.checked_only),
        f"Theme brief: {brief.label}",
        subtitle(findings, brief.compared),
        tuple(parts),
        ALL_FORMATS,
        standing=standing(findings),
        marking=base.marking,
        for_publication=base.checked_only,
    )


def body(brief: Brief) -> list[Part]:
    """What there is to say where there are findings."""
    base, findings, compared = brief.base, brief.findings, brief.compared
    listed = findings[findings["kind"].isin(brief.kinds)] if brief.kinds else findings
    thin = charts.thin(findings)
    return [
        Heading("What it comes to"),
        *brief.told(findings, compared),
        *([Paragraph(thin, True)] if thin else []),
        charts.findings_by_area(findings, brief.label, compared),
        *part(by_year(brief)),
        *in_their_words(quoted(findings, [areas[0] if len(areas) == 1 else "" for areas in findings["areas"]])),
        Heading("Whose practice"),
        Paragraph("An agency that is not named may simply not have been looked at."),
        charts.areas_by_agency(findings, compared),
        Heading("What goes with it"),
        Paragraph("The same findings are often about something else too: there one remedy may serve two ends."),
        charts.areas_by_theme(findings, base.themes, compared, base.tags(), leave_out=brief.theme),
        *(added(brief) if brief.home else []),
        Heading("Every finding"),
        on_paper(charts.evidence_table(listed, base.themes, compared, f"{brief.label}: every finding")),
        Heading("Sources"),
        sources(base.documents(), set(findings["document_id"])),
    ]


def by_year(brief: Brief) -> "Chart | str":
    """What the documents of each year report; a reason where there is one year alone."""
    chart = charts.findings_over_time(brief.findings, brief.base.findings(**brief.chosen), brief.label)
    return charts.where_several(chart, int((chart.data["documents"] > 0).sum()), "year")


def added(brief: Brief) -> list[Part]:
    """What others add to the area at home."""
    base, findings, home = brief.base, brief.findings, brief.home
    here = base.findings(brief.theme, **{**brief.chosen, "areas": [home]})
    others = [area for area in brief.compared if area != home]
    elsewhere = findings.loc[[home not in held for held in findings["areas"]]]
    return [
        Heading("What the others add"),
        Paragraph(
            "A shortfall elsewhere is no shortfall at home: it is a question to ask there. The findings "
            "themselves stand by area under the heading Every finding."
        ),
        *brief.told(here, [home]),
        *brief.told(elsewhere, others),
        charts.comparison_table(findings, charts.AGENCIES, home, others, column="agencies"),
    ]
