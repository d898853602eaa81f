"""Every chart by its name, for whoever wants one without a notebook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_lib import charts
from evidence_lib.chapters.strategy import Strategy, strategy
from evidence_lib.charts.chart import Chart
from evidence_lib.core.errors import BadRow, refuse_unknown

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True)
class Choice:
    """What a chart is made of: the base, and what narrows the selection; empty means all.

    area is the one at home, which is set beside the others; days are written 2026-03-31, a year 2026-27.
    """

    base: "EvidenceBase"
    theme: str = ""
    area: str = ""
    areas: Sequence[str] = ()
    since: str = ""
    until: str = ""
    year: str = ""
    as_of: str = ""

    @cached_property
    def everything(self) -> "pd.DataFrame":
        """The findings of the selection on all themes."""
        return self.base.findings(areas=self.areas, since=self.since, until=self.until)

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """The findings of the selection."""
        return self.base.findings(self.theme, areas=self.areas, since=self.since, until=self.until)

    @cached_property
    def compared(self) -> list[str]:
        """The areas with a report of their own in the selection."""
        return charts.areas_covered(self.everything)

    @property
    def others(self) -> list[str]:
        """The areas set beside the one at home."""
        return [area for area in self.compared if area != self.area]

    @property
    def label(self) -> str:
        """What the selection is about."""
        return self.base.themes[self.theme].label if self.theme else "All themes"

    @cached_property
    def chapter(self) -> Strategy:
        """The commissioning chapter of the selection."""
        themes = [self.theme] if self.theme else []
        return strategy(self.base, self.year, themes, list(self.areas), as_of=self.as_of)


@dataclass(frozen=True, slots=True)
class Named:
    """How a chart is made, what narrows it, and what it cannot be made without."""

    make: Callable[[Choice], Chart]
    takes: tuple[str, ...]
    needs: str = ""


def commitments(choice: Choice, make: Callable[..., Chart]) -> Chart:
    """A chart of commitments as on a day."""
    from evidence_lib.follow_up import day_given

    themes = [choice.theme] if choice.theme else []
    held = choice.base.commitments(themes=themes, as_of=choice.as_of)
    return make(held, choice.base.themes, day_given(choice.as_of))


SELECTION = ("areas", "since", "until")
OF_MONEY = ("theme", "areas", "year", "as_of")
CHARTS: dict[str, Named] = {
    "findings_by_area": Named(
        lambda of: charts.findings_by_area(of.findings, of.label, of.compared), ("theme", *SELECTION), "theme"
    ),
    "findings_over_time": Named(
        lambda of: charts.findings_over_time(of.findings, of.everything, of.label), ("theme", *SELECTION)
    ),
    "areas_by_theme": Named(
        lambda of: charts.areas_by_theme(of.findings, of.base.themes, of.compared, of.base.tags(), of.theme),
        ("theme", *SELECTION),
    ),
    "areas_by_agency": Named(lambda of: charts.areas_by_agency(of.findings, of.compared), ("theme", *SELECTION)),
    "areas_by_kind": Named(lambda of: charts.areas_by_kind(of.findings, of.compared), ("theme", *SELECTION)),
    "strengths_and_shortfalls": Named(
        lambda of: charts.strengths_and_shortfalls(of.everything, of.base.themes, of.compared, of.base.tags()),
        SELECTION,
    ),
    "area_panels": Named(lambda of: charts.area_panels(of.everything, of.compared, of.base.tags()), SELECTION),
    "themes_by_area": Named(
        lambda of: charts.themes_by_area(of.everything, of.base.themes, of.area, of.others, of.base.tags()),
        ("area", *SELECTION),
        "area",
    ),
    "agencies_by_area": Named(
        lambda of: charts.agencies_by_area(of.findings, of.area, of.others), ("theme", "area", *SELECTION), "area"
    ),
    "added_by_others": Named(
        lambda of: charts.added_by_others(of.everything, of.base.themes, of.area, of.others, of.base.tags()),
        ("area", *SELECTION),
        "area",
    ),
    "gap_map": Named(lambda of: of.chapter.gap_map(), OF_MONEY),
    "value_by_theme": Named(lambda of: of.chapter.value_by_theme(), OF_MONEY),
    "value_beside_need": Named(lambda of: of.chapter.value_beside_need(), OF_MONEY),
    "contracts_ending": Named(lambda of: of.chapter.contracts_ending(), OF_MONEY),
    "commitments_timeline": Named(lambda of: commitments(of, charts.commitments_timeline), ("theme", "as_of")),
    "status_by_theme": Named(lambda of: commitments(of, charts.status_by_theme), ("theme", "as_of")),
    "documents_over_time": Named(
        lambda of: charts.documents_over_time(of.base.documents(of.since, of.until)), ("since", "until")
    ),
}
NARROWS = ("theme", "area", "areas", "since", "until", "year", "as_of")


def named_chart(name: str, choice: Choice) -> Chart:
    """The chart of that name (one of CHARTS; hyphens will do) for a choice.

    Raises UnknownName, with the nearest, for a name, theme or area that is not there, and BadRow where the choice lacks
    what the chart needs, or narrows it by what it cannot take: nothing given is passed over.
    """
    known = name.replace("-", "_")
    refuse_unknown("chart", known, CHARTS)
    held = CHARTS[known]
    given = [what for what in NARROWS if getattr(choice, what)]
    if held.needs and held.needs not in given:
        raise BadRow(f"chart '{known}' needs --{held.needs}. Give it.")
    for what in given:
        if what not in held.takes:
            takes = ", ".join(f"--{option(one)}" for one in held.takes)
            raise BadRow(f"chart '{known}' does not take --{option(what)}. It takes: {takes}.")
    if choice.area:
        refuse_unknown("area", choice.area, choice.base.areas)
    return held.make(choice)


def option(name: str) -> str:
    """A field as the command line calls it."""
    return name.replace("_", "-")
