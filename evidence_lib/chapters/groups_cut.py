"""The groups that the law asks about: what findings, need and services say of each, side by side and never added up."""

from typing import TYPE_CHECKING

from evidence_lib.chapters import need, provision
from evidence_lib.chapters.scope import SEVERAL, Scope
from evidence_lib.commissioning.groups import UNDER_18, groups, spoken_of
from evidence_lib.core.records import Kind

if TYPE_CHECKING:
    import pandas as pd

SAME = {"children": UNDER_18, "women": "sex", "men": "sex"}
COLUMNS = ["group", "label", "findings", "areas", "local_areas", "needs", "services", "value"]


def cut(scope: Scope) -> "pd.DataFrame":
    """One row a group: counted findings that speak of it by their words, areas, local areas, entries of need, services, pence.

    A finding, an entry or a service may be about several groups and then stands under each: the rows do not add up. A
    service is counted for a group that it names; one for all names none.
    """
    import pandas as pd

    held = scope.findings[scope.findings["counted"] & (scope.findings["kind"] != Kind.CASE_STUDY)]
    spoken = [set(spoken_of(quote)) for quote in held["quote"]]
    places = [scope.column(areas) for areas in held["areas"]]
    entries = [{SAME.get(group, group) for group in named} for named in need.needs(scope)["groups"]]
    table = provision.services(scope)
    served = [{SAME.get(part.strip(), part.strip()) for part in group.split(";")} for group in table["group"]]
    rows = []
    for group in groups():
        areas = {place for place, said in zip(places, spoken, strict=True) if group.id in said and place != SEVERAL}
        on = [group.id in said for said in served]
        rows.append(
            {
                "group": group.id,
                "label": group.label,
                "findings": sum(group.id in said for said in spoken),
                "areas": len(areas),
                "local_areas": sorted(areas & set(scope.local)),
                "needs": sum(group.id in said for said in entries),
                "services": sum(on),
                "value": int(table.loc[on, "value"].sum()),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)
