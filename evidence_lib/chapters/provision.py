"""Provision: the services of a financial year and their value. Every pound stands in one row of each table, and none is split.

A service on several themes stands under its main theme, one in several areas under "several areas": to split its value
would be to invent how it is spent.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from evidence_lib.chapters.scope import NO_THEME, Scope
from evidence_lib.commissioning.organisation import in_force
from evidence_lib.commissioning.services import Service
from evidence_lib.commissioning.years import months_later

if TYPE_CHECKING:
    import pandas as pd

OURS = "this office"
COLUMNS = [
    "service_id",
    "service",
    "provider",
    "commissioner",
    "own",
    "kind",
    "theme",
    "themes",
    "group",
    "under_18",
    "area",
]
COLUMNS += ["start", "end", "notice_by", "extension", "funding", "value", "valued", "sourced", "example"]
PEOPLE = {"under-18s": "children"}  # two words for the same people
BY = {
    "theme": "main theme",
    "area": "area",
    "group": "whom it serves",
    "commissioner": "commissioner",
    "funding": "funding",
}


def in_year(scope: Scope) -> list[Service]:
    """The services of the register that run in the year, or have a value in it."""
    return [service for service in scope.registers.services if runs(scope, service)]


def runs(scope: Scope, service: Service) -> bool:
    """Whether a service has a value in the year, or a day in it; what has neither day nor value is shown rather than lost."""
    begins = scope.organisation.year_begins
    first, last = scope.year.first_day(begins), scope.year.last_day(begins)
    meets = (service.start is None or service.start <= last) and (service.end is None or first <= service.end)
    return scope.year in service.values or meets


def chosen(scope: Scope, services: Iterable[Service]) -> list[Service]:
    """Those of the selection."""
    return [held for held in services if scope.themed(held.themes) and scope.placed(held.areas)]


def services(scope: Scope, everything: bool = False) -> "pd.DataFrame":
    """The services of the year in the selection (everything=True: all of the year), one row each, the most valuable first.

    value is whole pence; valued says whether one is entered for the year, sourced whether it has a source.
    """
    import pandas as pd

    held = in_year(scope)
    rows = [row_of(scope, service) for service in (held if everything else chosen(scope, held))]
    table = pd.DataFrame(rows, columns=COLUMNS).astype(
        {"value": "int64", "own": "bool", "under_18": "bool", "example": "bool"}
    )
    return table.sort_values(["value", "service_id"], ascending=[False, True], kind="stable", ignore_index=True)


def row_of(scope: Scope, service: Service) -> dict[str, object]:
    """One service as it stands in the year."""
    plain = (
        "service_id",
        "service",
        "provider",
        "own",
        "kind",
        "under_18",
        "start",
        "end",
        "notice_by",
        "extension",
        "example",
    )
    return {name: getattr(service, name) for name in plain} | {
        "commissioner": OURS if service.own else service.commissioner,
        "theme": service.themes[0] if service.themes else NO_THEME,
        "themes": list(service.themes),
        "group": "; ".join(dict.fromkeys(PEOPLE.get(group, group) for group in service.serves)) or "not said",
        "area": scope.column(service.areas),
        "funding": service.funding or "not said",
        "value": service.value(scope.year),
        "valued": scope.year in service.values,
        "sourced": bool(service.value_source),
    }


def value_by(table: "pd.DataFrame", what: str) -> "pd.DataFrame":
    """The value by theme, area, group, commissioner or funding: what, services, own (pence of this office), others, value."""
    import pandas as pd

    made = [
        {
            what: name,
            "services": len(held),
            "own": int(held.loc[held["own"], "value"].sum()),
            "others": int(held.loc[~held["own"], "value"].sum()),
            "value": int(held["value"].sum()),
        }
        for name, held in table.groupby(what, sort=True)
    ]
    made.sort(key=lambda row: (-int(str(row["value"])), str(row[what])))
    return pd.DataFrame(made, columns=[what, "services", "own", "others", "value"])


def ending(scope: Scope) -> "pd.DataFrame":
    """Services of the selection that end, or whose notice falls due, from the day on and within the months of the settings.

    The columns of services(), and due (the first of the two days), soonest first. Those that have ended are not in it.
    """
    import pandas as pd

    last = months_later(scope.on, scope.organisation.ending_months)
    rows = []
    for service in chosen(scope, scope.registers.services):
        days = [day for day in (service.notice_by, service.end) if day and in_force(scope.on, last, day)]
        if days and not (service.end and service.end < scope.on):
            rows.append(row_of(scope, service) | {"due": min(days)})
    rows.sort(key=lambda row: (row["due"], row["service_id"]))
    return pd.DataFrame(rows, columns=[*COLUMNS, "due"])


def window(scope: Scope) -> tuple[date, date]:
    """The days between which an end or a notice is told."""
    return scope.on, months_later(scope.on, scope.organisation.ending_months)
