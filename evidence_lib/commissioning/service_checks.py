"""What does not add up in the register of services."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from evidence_lib.commissioning.money import pounds
from evidence_lib.commissioning.organisation import Organisation
from evidence_lib.commissioning.problems import Problem
from evidence_lib.commissioning.services import WHOLE, Service
from evidence_lib.commissioning.years import financial_year


def check_services(services: Sequence[Service], organisation: Organisation) -> list[Problem]:
    """Every contradiction of the register: dates, values, sources, overlaps, and totals against the stated budget."""
    found = [
        problem
        for service in services
        for problem in (*dates(service), *years(service, organisation), *sources(service))
    ]
    return [*found, *overlaps(services), *totals(services, organisation)]


def dates(service: Service) -> Iterator[Problem]:
    """A contract that ends before it starts; notice that is due after its end."""
    if service.start and service.end and service.end < service.start:
        yield Problem(
            service.where, f"'{service.service_id}' ends on {service.end}, before it starts", "Correct the days."
        )
    if service.notice_by and service.end and service.notice_by > service.end:
        yield Problem(
            service.where,
            f"'{service.service_id}' has notice due on {service.notice_by}, after its end",
            "Correct the days.",
        )


def years(service: Service, organisation: Organisation) -> Iterator[Problem]:
    """A value in a year that the service does not touch; no value at all."""
    for year in sorted(service.values):
        first, last = year.first_day(organisation.year_begins), year.last_day(organisation.year_begins)
        amount = f"it has a value of {pounds(service.values[year])} for {year}"
        if service.end and service.end < first:
            yield Problem(
                service.where,
                f"'{service.service_id}' ends on {service.end}, and {amount}",
                "Correct the end or the value.",
                "The value is counted as it is entered.",
            )
        if service.start and service.start > last:
            yield Problem(
                service.where,
                f"'{service.service_id}' starts on {service.start}, and {amount}",
                "Correct the start or the value.",
                "The value is counted as it is entered.",
            )
    if not service.values:
        yield Problem(service.where, f"'{service.service_id}' has no value for any year", "Enter one, or 0.")


def sources(service: Service) -> Iterator[Problem]:
    """A value or a figure without a source; a figure without its year."""
    if service.values and not service.value_source:
        yield Problem(
            service.where,
            f"the values of '{service.service_id}' have no source",
            "Name it in value_source.",
            "They are marked.",
        )
    for name, (_, source) in service.figures.items():
        if not source:
            yield Problem(
                service.where,
                f"{name} of '{service.service_id}' has no source",
                "Name it beside the figure.",
                "It is marked.",
            )
    if service.figures or service.figures_year:
        try:
            financial_year(service.figures_year)
        except ValueError as error:
            yield Problem(service.where, f"figures_year of '{service.service_id}': {error}", "Correct it.")


def overlaps(services: Sequence[Service]) -> Iterator[Problem]:
    """Two rows for one service of one provider, in a shared area, at the same time: one of them is likely counted twice."""
    for one, other in combinations(services, 2):
        same = (one.provider, one.service, one.commissioner) == (other.provider, other.service, other.commissioner)
        everywhere = WHOLE in (*one.areas, *other.areas)
        if same and (everywhere or set(one.areas) & set(other.areas)) and meet(one, other):
            yield Problem(
                other.where,
                f"'{other.service_id}' overlaps in time with '{one.service_id}': same service, provider and area",
                "Correct the days, or join the rows.",
                "Both are counted.",
            )


def meet(one: Service, other: Service) -> bool:
    """Whether two services run on a common day; one without days is taken for none."""
    if not (one.start and one.end and other.start and other.end):
        return False
    return one.start <= other.end and other.start <= one.end


def totals(services: Sequence[Service], organisation: Organisation) -> Iterator[Problem]:
    """A year in which the office's own services do not come to the budget that is stated."""
    for budget in organisation.budgets:
        total = sum(service.value(budget.year) for service in services if service.own)
        if total != budget.amount:
            rest = budget.amount - total
            yield Problem(
                "data/services.csv",
                f"the office's services come to {pounds(total)} for {budget.year}, and the budget stated is "
                f"{pounds(budget.amount)}: {pounds(abs(rest))} {'not placed' if rest > 0 else 'too much'}",
                "Correct the values, or the budget in data/organisation.yml.",
            )
