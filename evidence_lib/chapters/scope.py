"""What a chapter is about: the year, the day, the themes and the areas; and where a place, a theme or a person lacks a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_lib.commissioning.money import pence
from evidence_lib.commissioning.organisation import Body, Organisation
from evidence_lib.commissioning.registers import Registers
from evidence_lib.commissioning.services import WHOLE
from evidence_lib.commissioning.years import FinancialYear, financial_year, year_of, years_earlier
from evidence_lib.core.dates import parse_date, today
from evidence_lib.core.errors import BadRow, refuse_unknown

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase

SEVERAL = "several areas"  # about more than one: counted for none of them, as an overview is
WHOLE_AREA = "the whole area"
NO_AREA = "no area known"
NO_THEME = "no theme"


@dataclass(frozen=True)
class Scope:
    """One selection of the base. themes and areas are empty where all are meant; budget is pence, or None if none is stated."""

    base: "EvidenceBase"
    year: FinancialYear
    on: date
    themes: tuple[str, ...]
    areas: tuple[str, ...]
    budget: int | None

    @property
    def registers(self) -> Registers:
        """What people keep."""
        return self.base.registers

    @property
    def organisation(self) -> Organisation:
        """The settings."""
        return self.registers.organisation

    @property
    def body(self) -> Body:
        """The body in force on the day."""
        return self.organisation.body(self.on)

    @cached_property
    def local(self) -> tuple[str, ...]:
        """The body's areas by their names on the day."""
        return self.organisation.areas(self.on)

    @property
    def oldest(self) -> date:
        """Evidence from before this day needs a person's confirmation before it heads a chapter."""
        return years_earlier(self.on, self.organisation.evidence_years)

    def column(self, areas: Iterable[str]) -> str:
        """The one place under which a thing about some areas is counted: its area, or that it is about several, or all."""
        names = list(areas)
        if WHOLE in names:
            return WHOLE_AREA
        held = {self.organisation.named(area, self.on) for area in names}
        return next(iter(held)) if len(held) == 1 else SEVERAL if held else NO_AREA

    def themed(self, themes: Iterable[str]) -> bool:
        """Whether a thing on some themes is in the selection."""
        return not self.themes or bool(set(self.themes) & set(themes))

    def placed(self, areas: Iterable[str]) -> bool:
        """Whether a thing about some areas is in the selection; what is about the whole area is about each of the body's."""
        names = set(areas)
        if not self.areas:
            return True
        if WHOLE in names and set(self.areas) & set(self.local):
            return True
        return bool(set(self.areas) & {self.organisation.named(area, self.on) for area in names})

    def theme_name(self, theme: str) -> str:
        """The theme's label for readers."""
        return self.base.themes[theme].label if theme in self.base.themes.ids else theme

    @cached_property
    def all_findings(self) -> "pd.DataFrame":
        """Every finding of the base, whatever the selection: what a statement rests on does not change with a filter."""
        return self.base.findings()

    @cached_property
    def known(self) -> "pd.DataFrame":
        """Every finding that is held, the unchecked ones of a chapter for publication too: what is none of them is withdrawn."""
        return self.base.with_unchecked.findings()

    @cached_property
    def findings(self) -> "pd.DataFrame":
        """The findings of the selection."""
        held = self.all_findings
        kept = [
            self.themed(themes) and self.placed(areas)
            for themes, areas in zip(held["themes"], held["areas"], strict=True)
        ]
        return where(held, kept).reset_index(drop=True)

    @cached_property
    def tags(self) -> "pd.DataFrame":
        """The tags of the base."""
        return self.base.tags()


def where(table: "pd.DataFrame", shown: Iterable[bool]) -> "pd.DataFrame":
    """The rows of a table for which it is so."""
    import pandas as pd

    return table[pd.Series(list(shown), index=table.index, dtype="bool")]


def open_scope(
    base: "EvidenceBase",
    year: str = "",
    themes: Sequence[str] = (),
    areas: Sequence[str] = (),
    budget: str = "",
    as_of: str = "",
) -> Scope:
    """Read what a chapter is asked for.

    An empty year is the latest for which a budget is stated, else the latest with a value; an empty day the first of that
    year, so that a chapter made twice says the same; an empty budget the stated one. Raises UnknownName for a theme or area
    that is not known, and BadRow for a year, day or amount that is none.
    """
    registers = base.registers
    for theme in themes:
        refuse_unknown("theme", theme, base.themes.ids)
    known = dict.fromkeys((*registers.organisation.every_area(), *base.areas))
    for area in areas:
        refuse_unknown("area", area, known)
    try:
        held = financial_year(year) if year else latest_year(registers)
        on = parse_date(as_of) or held.first_day(registers.organisation.year_begins)
        stated = registers.organisation.budget(held)
        amount = pence(budget) if budget else stated.amount if stated else None
    except ValueError as error:
        raise BadRow(f"{error}.") from error
    named = tuple(dict.fromkeys(registers.organisation.named(area, on) for area in areas))
    return Scope(base, held, on, tuple(themes), named, amount)


def latest_year(registers: Registers) -> FinancialYear:
    """The latest year with a budget, else with a value, else this one."""
    years = [budget.year for budget in registers.organisation.budgets]
    years = years or [year for service in registers.services for year in service.values]
    return max(years) if years else year_of(today(), registers.organisation.year_begins)
