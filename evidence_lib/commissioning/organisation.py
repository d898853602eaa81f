"""data/organisation.yml: the body that commissions, its areas, boards, plans and settings.

Nothing else in the code knows a body or an area. A merger is two bodies, one until a day and the next from it, and areas
that became others; each page is made as of a day, and takes the names of that day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from evidence_lib.commissioning.years import APRIL, FinancialYear

EVIDENCE_YEARS, ENDING_MONTHS = 3, 18  # unless the settings say otherwise


def in_force(first: date | None, last: date | None, on: date) -> bool:
    """Whether a day lies between two days; an empty one is open."""
    return (first is None or first <= on) and (last is None or on <= last)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that commissions, in the days in which it does."""

    name: str
    short: str
    areas: tuple[str, ...]
    boards: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """An area by the name that pages show: its council, other names that documents use, and what became of it after a day."""

    name: str
    council: str = ""
    also: tuple[str, ...] = ()
    last: date | None = None
    became: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How an objective is to be measured; series names a series of official figures, or is empty."""

    label: str
    series: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of a plan: the themes whose evidence bears on it, its measures, and the days in which it stands."""

    id: str
    label: str
    themes: tuple[str, ...]
    measures: tuple[Measure, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A police and crime plan."""

    id: str
    title: str
    objectives: tuple[Objective, ...]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What the body has stated that it spends on services in a year, in pence."""

    year: FinancialYear
    amount: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The settings as a whole.

    little is the yearly value in pence under which provision counts as little; marking says how what is published is to be
    handled ("Draft", "FOIA open"), in the office's own words, and stands on every page and paper; word_template is the
    file of the base folder that Word papers are written into, or empty.
    """

    bodies: tuple[Body, ...] = ()
    known_areas: tuple[Area, ...] = ()
    plans: tuple[Plan, ...] = ()
    budgets: tuple[Budget, ...] = ()
    year_begins: tuple[int, int] = APRIL
    evidence_years: int = EVIDENCE_YEARS
    ending_months: int = ENDING_MONTHS
    little: int = 0
    example: bool = False
    marking: str = ""
    word_template: str = ""

    def body(self, on: date) -> Body:
        """The body in force on a day; the nearest earlier one, else the first, where none is."""
        held = [body for body in self.bodies if in_force(body.first, body.last, on)]
        before = [body for body in self.bodies if body.first is None or body.first <= on]
        return (
            held or before or list(self.bodies) or [Body("The body is not named in data/organisation.yml", "", ())]
        )[-1]

    def areas(self, on: date) -> tuple[str, ...]:
        """The areas of the body in force, by their names on that day."""
        return tuple(dict.fromkeys(self.named(area, on) for area in self.body(on).areas))

    def named(self, area: str, on: date) -> str:
        """The name on a day of an area that is written by any of its names, past ones too; an unknown one stays as it is."""
        known: Mapping[str, Area] = {
            other: held
            for held in self.known_areas
            for other in (held.name, *filter(None, (held.council,)), *held.also)
        }
        seen: set[str] = set()
        while area in known and area not in seen:
            seen.add(area)
            held = known[area]
            area = held.became if held.became and held.last and held.last < on else held.name
        return area

    def every_area(self) -> tuple[str, ...]:
        """Every name by which an area of the body is or was known."""
        names = [name for area in self.known_areas for name in (area.name, area.council, *area.also, area.became)]
        names += [area for body in self.bodies for area in body.areas]
        return tuple(dict.fromkeys(filter(None, names)))

    def every_objective(self) -> dict[str, Objective]:
        """The objectives of all plans by their id."""
        return {objective.id: objective for plan in self.plans for objective in plan.objectives}

    def plan(self, on: date) -> Plan | None:
        """The plan in force on a day: the latest where there are several."""
        held = [plan for plan in self.plans if in_force(plan.first, plan.last, on)]
        return held[-1] if held else None

    def budget(self, year: FinancialYear) -> Budget | None:
        """The budget that is stated for a year."""
        return next((budget for budget in self.budgets if budget.year == year), None)


def stands(plan: Plan, objective: Objective, on: date) -> bool:
    """Whether an objective of a plan stands on a day."""
    return in_force(plan.first, plan.last, on) and in_force(objective.first, objective.last, on)


def ids(things: Iterable[Objective | Plan]) -> list[str]:
    """Their ids."""
    return [thing.id for thing in things]
