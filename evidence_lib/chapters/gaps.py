"""Gaps: a statement that this office can answer with money, and little or no provision; and provision that nothing supports.

A fault of practice elsewhere is no need here, and no gap that money closes: without a finding or an entry of need from
the body's own area a statement is a question to ask at home, whatever its lever.
"""

from typing import TYPE_CHECKING

from evidence_lib.chapters import need, provision
from evidence_lib.chapters.bearing import Bearing, in_selection
from evidence_lib.chapters.scope import Scope
from evidence_lib.commissioning.services import WHOLE, Service
from evidence_lib.commissioning.statements import LEVERS, Statement

if TYPE_CHECKING:
    import pandas as pd

GAP, LITTLE, PROVIDED, QUESTION = (
    "gap: no provision",
    "gap: little provision",
    "provision is there",
    "question for home",
)
NO_MONEY, NO_LEVER = "not a matter of money", "no lever is entered"
ORDER = (GAP, LITTLE, QUESTION, PROVIDED, NO_MONEY, NO_LEVER)
COLUMNS = [
    "statement_id",
    "statement",
    "themes",
    "lever",
    "responsible",
    "local_areas",
    "needs",
    "services",
    "own",
    "others",
]
COLUMNS += ["value", "stands", "example"]
SUPPORT = ["service_id", "service", "provider", "commissioner", "theme", "themes", "area", "value", "local_findings"]
SUPPORT += ["findings_elsewhere", "needs", "statements", "support", "example"]
NONE, FROM_ELSEWHERE, HERE = "nothing in the base", "findings elsewhere alone", "evidence from here"
TOLD_APART = {"children", "women", "men"}  # the groups by which services say whom they serve


def gaps(scope: Scope) -> "pd.DataFrame":
    """One row a statement of the selection: what answers it, and where it stands; gaps first.

    services are the names of those of the year that share a theme, an area and a group with it; own, others and value are
    their pence, each service once. The whole register counts, whatever is selected: a filter must not open a gap.
    """
    import pandas as pd

    rows = [row_of(scope, bearing) for bearing in in_selection(scope)]
    rows.sort(key=lambda row: ORDER.index(str(row["stands"])))
    return pd.DataFrame(rows, columns=COLUMNS)


def row_of(scope: Scope, bearing: Bearing) -> dict[str, object]:
    """One statement."""
    held = bearing.statement
    found = [service for service in provision.in_year(scope) if answers(scope, service, held)]
    own = sum(service.value(scope.year) for service in found if service.own)
    others = sum(service.value(scope.year) for service in found if not service.own)
    needs = local_needs(scope, held)
    return {
        "statement_id": held.statement_id,
        "statement": held.statement,
        "themes": list(held.themes),
        "lever": LEVERS.get(held.lever, ""),
        "responsible": held.responsible,
        "local_areas": list(bearing.local_areas),
        "needs": needs,
        "services": [service.service_id for service in found],
        "own": own,
        "others": others,
        "value": own + others,
        "stands": stands(scope, bearing, needs, bool(found), own + others),
        "example": held.example or any(service.example for service in found),
    }


def answers(scope: Scope, service: Service, statement: Statement) -> bool:
    """Whether a service shares a theme, an area and a group with a statement; an empty one of a statement means all."""
    if not set(service.themes) & set(statement.themes):
        return False
    here = {scope.organisation.named(area, scope.on) for area in service.areas}
    wanted = {scope.organisation.named(area, scope.on) for area in statement.areas}
    served = {provision.PEOPLE.get(group, group) for group in service.serves}
    asked = {provision.PEOPLE.get(group, group) for group in statement.groups} & TOLD_APART
    return (not wanted or WHOLE in here or bool(here & wanted)) and (
        not asked or "all" in served or bool(served & asked)
    )


def local_needs(scope: Scope, statement: Statement) -> list[str]:
    """The entries of need on a statement: those that it names, and those that share a theme and an area with it."""
    wanted = {scope.organisation.named(area, scope.on) for area in statement.areas}
    table = need.needs(scope, everything=True)
    found = []
    for row in table.to_dict("records"):
        placed = not wanted or row["area"] in wanted or row["area"] not in scope.local
        if row["need_id"] in statement.needs or (set(row["themes"]) & set(statement.themes) and placed):
            found.append(str(row["need_id"]))
    return found


def stands(scope: Scope, bearing: Bearing, needs: list[str], served: bool, value: int) -> str:
    """Where a statement stands."""
    held = bearing.statement
    if not held.lever:
        return NO_LEVER
    if not held.money:
        return NO_MONEY
    if not bearing.local_areas and not needs:
        return QUESTION
    if not served:
        return GAP
    return LITTLE if value < scope.organisation.little else PROVIDED


def support(scope: Scope) -> "pd.DataFrame":
    """One row a service of the selection: what in the whole base supports it; those that nothing supports come first.

    local_findings, findings_elsewhere, needs and statements are numbers of such on any of its themes. Nothing in the base
    is a reason to look, not to end a service: much that is needed was never inspected.
    """
    import pandas as pd

    everything, entries = scope.all_findings, need.needs(scope, everything=True)
    counted = everything[everything["counted"]]
    local = pd.Series(
        [scope.column(areas) in scope.local for areas in counted["areas"]], index=counted.index, dtype="bool"
    )
    rows = []
    for service in provision.services(scope).to_dict("records"):
        themes = set(service["themes"])
        on = pd.Series([bool(themes & set(held)) for held in counted["themes"]], index=counted.index, dtype="bool")
        known = {
            "local_findings": int((on & local).sum()),
            "findings_elsewhere": int((on & ~local).sum()),
            "needs": sum(bool(themes & set(held)) for held in entries["themes"]),
            "statements": sum(bool(themes & set(held.themes)) for held in scope.registers.statements),
        }
        rows.append(service | known | {"support": supported(known)})
    table = pd.DataFrame(rows, columns=SUPPORT)
    order = table["support"].map({NONE: 0, FROM_ELSEWHERE: 1, HERE: 2}).astype("int64")
    return (
        table.assign(order=order)
        .sort_values(["order", "value"], ascending=[True, False], kind="stable", ignore_index=True)
        .drop(columns="order")
    )


def supported(known: dict[str, int]) -> str:
    """What supports a service: something from here (a finding, a need, a statement that people made), or from elsewhere alone."""
    if known["local_findings"] or known["needs"] or known["statements"]:
        return HERE
    return FROM_ELSEWHERE if known["findings_elsewhere"] else NONE
