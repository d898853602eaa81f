"""Everything that people keep about commissioning, read together, with all that does not add up."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evidence_lib.commissioning.effects import Effect, read_effects
from evidence_lib.commissioning.intentions import Intention, read_intentions
from evidence_lib.commissioning.local_evidence import Need, read_needs
from evidence_lib.commissioning.official import Figure, Series, read_figures, read_series
from evidence_lib.commissioning.organisation import Organisation, Plan, stands
from evidence_lib.commissioning.problems import Problem
from evidence_lib.commissioning.register import Register, read_register
from evidence_lib.commissioning.service_checks import check_services
from evidence_lib.commissioning.services import Service, read_services
from evidence_lib.commissioning.settings import read_organisation
from evidence_lib.commissioning.statements import Statement, read_statements
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import did_you_mean


@dataclass(frozen=True, slots=True)
class Registers:
    """What people keep; problems is what is wrong in it, one line each."""

    organisation: Organisation
    services: tuple[Service, ...]
    needs: tuple[Need, ...]
    statements: tuple[Statement, ...]
    intentions: tuple[Intention, ...]
    effects: tuple[Effect, ...]
    series: dict[str, Series]
    figures: tuple[Figure, ...]
    register: Register
    problems: tuple[Problem, ...]

    @property
    def example(self) -> bool:
        """Whether any of it is made up, to show the form."""
        kept: tuple[Sequence[Service | Need | Statement | Intention | Effect], ...]
        kept = (self.services, self.needs, self.statements, self.intentions, self.effects)
        return self.organisation.example or any(row.example for rows in kept for row in rows)


def read_registers(base: BaseFolder, themes: Sequence[str], findings: Collection[str]) -> Registers:
    """Read every file; findings are the names of the findings that the base holds now.

    Raises BadFile or BadRow where a file itself is wrong (columns, YAML); a wrong row is a problem, and the rest goes on.
    """
    organisation = read_organisation(base.organisation)
    services, wrong_services = read_services(base.services, organisation, themes)
    needs, wrong_needs = read_needs(base.local_evidence, organisation, themes)
    statements, wrong_statements = read_statements(base.statements, organisation, themes)
    intentions, wrong_intentions = read_intentions(base.intentions, themes)
    effects, wrong_effects = read_effects(base.effects, themes)
    series = read_series(base.official_series)
    figures, wrong_figures = read_figures(base.official_figures, series)
    register, wrong_register = read_register(base.register)
    problems = [
        *settings(base, organisation, themes, series),
        *wrong_services,
        *check_services(services, organisation),
        *wrong_needs,
        *wrong_statements,
        *resting(statements, [need.need_id for need in needs], register, set(findings)),
        *wrong_intentions,
        *led(
            intentions, [held.statement_id for held in statements], [held.service_id for held in services], organisation
        ),
        *wrong_effects,
        *wrong_figures,
        *wrong_register,
    ]
    return Registers(
        organisation,
        tuple(services),
        tuple(needs),
        tuple(statements),
        tuple(intentions),
        tuple(effects),
        series,
        tuple(figures),
        register,
        tuple(problems),
    )


def settings(
    base: BaseFolder, organisation: Organisation, themes: Collection[str], series: Collection[str]
) -> Iterator[Problem]:
    """What the settings name and nothing knows: themes and measures of objectives; and settings that are missing."""
    where = f"data/{base.organisation.name}"
    if not organisation.bodies:
        yield Problem(where, "is missing", "Copy the shipped one, and put your own body and areas into it.")
    for plan in organisation.plans:
        for objective in plan.objectives:
            for theme in objective.themes:
                if theme not in themes:
                    near = did_you_mean(theme, themes)
                    yield Problem(
                        where, f"objective '{objective.id}' names no known theme '{theme}'", f"Correct it.{near}"
                    )
            for measure in objective.measures:
                if measure.series and measure.series not in series:
                    what = f"objective '{objective.id}' is measured by no known series '{measure.series}'"
                    yield Problem(where, what, f"Correct it.{did_you_mean(measure.series, series)}")


def resting(
    statements: Sequence[Statement], needs: Collection[str], register: Register, findings: set[str]
) -> Iterator[Problem]:
    """Statements that rest on a finding that has been withdrawn, or on an entry that is not there."""
    for statement in statements:
        for name in statement.findings:
            if not register.finding(name, findings):
                known = name in register.numbers or name in register.current
                told = "has been withdrawn" if known else "is not in the base"
                yield Problem(
                    statement.where,
                    f"'{statement.statement_id}' rests on {name}, which {told}",
                    "Judge the statement anew, and take the finding out.",
                    "It is not counted.",
                )
        for name in statement.needs:
            if name not in needs:
                yield Problem(
                    statement.where,
                    f"'{statement.statement_id}' rests on '{name}', which is not in data/local_evidence.csv",
                    f"Correct it.{did_you_mean(name, needs)}",
                    "It is not counted.",
                )


def led(
    intentions: Sequence[Intention], statements: Collection[str], services: Collection[str], organisation: Organisation
) -> Iterator[Problem]:
    """Intentions whose statement, objective or service is not there, or whose objective had ended when they were decided."""
    known = organisation.every_objective()
    for intention in intentions:
        where, name = intention.where, f"'{intention.intention_id}'"
        for statement in intention.statements:
            if statement not in statements:
                near = did_you_mean(statement, statements)
                yield Problem(where, f"{name} answers no known statement '{statement}'", f"Correct it.{near}")
        if intention.service_id and intention.service_id not in services:
            near = did_you_mean(intention.service_id, services)
            yield Problem(where, f"{name} led to no known service '{intention.service_id}'", f"Correct it.{near}")
        for objective in intention.objectives:
            if objective not in known:
                near = did_you_mean(objective, known)
                yield Problem(where, f"{name} serves an objective that is gone: '{objective}'", f"Name another.{near}")
            elif (ended := ended_on(organisation.plans, objective, intention.decided_on)) is not None:
                what = (
                    f"{name} was decided on {intention.decided_on}, when objective '{objective}' did not stand{ended}"
                )
                yield Problem(where, what, "Name another, or correct the day.")


def ended_on(plans: Sequence[Plan], objective: str, on: date | None) -> str | None:
    """None if an objective stood on a day (or no day is known); else when it ended, in words."""
    for plan in plans:
        for held in plan.objectives:
            if held.id == objective and on is not None and not stands(plan, held, on):
                last = held.last or plan.last
                return f" (it ended on {last})" if last and last < on else ""
    return None
