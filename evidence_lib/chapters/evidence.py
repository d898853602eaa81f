"""Inspection evidence: what the findings say, by theme and place. Nothing here is need, and no count is of how common it is."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters.scope import NO_THEME, SEVERAL, Scope
from evidence_lib.charts.counts import SHORTFALL, STRENGTH, sides

if TYPE_CHECKING:
    import pandas as pd

BOTH, NEITHER = "both", ""
LOCAL, ELSEWHERE = "local", "elsewhere"
PLACED = ["finding_id", "document_id", "theme", "area", "place", "side", "kind", "counted", "published"]


def placed(scope: Scope) -> "pd.DataFrame":
    """One row a finding of the selection and theme: finding_id, document_id, theme, area, place, side, kind, counted, published.

    A finding about several areas stands under "several areas", one without a theme under "no theme", so that none is lost
    and none stands twice under one theme. With a selection of themes only those are shown. side is "needs to improve",
    "strength", "both" (a mixed finding that points both ways) or empty; place is local, elsewhere or several areas.
    """
    import pandas as pd

    direction = dict(
        zip(zip(scope.tags["finding_id"], scope.tags["theme_id"], strict=True), scope.tags["direction"], strict=True)
    )
    rows = []
    for finding in scope.findings.to_dict("records"):
        area = scope.column(finding["areas"])
        shown = [theme for theme in finding["themes"] if not scope.themes or theme in scope.themes]
        for theme in shown or [NO_THEME]:
            held = sides(finding["kind"], direction.get((finding["finding_id"], theme), ""))
            rows.append(
                {
                    **{name: finding[name] for name in ("finding_id", "document_id", "kind", "counted", "published")},
                    "theme": theme,
                    "area": area,
                    "place": place_of(scope, area),
                    "side": BOTH if len(held) == 2 else held[0] if held else NEITHER,
                }
            )
    return pd.DataFrame(rows, columns=PLACED).astype({"counted": "bool", "published": "datetime64[us]"})


def place_of(scope: Scope, area: str) -> str:
    """Whether an area is one of the body's."""
    if area in scope.local:
        return LOCAL
    return SEVERAL if area == SEVERAL else ELSEWHERE


def by_theme(scope: Scope) -> "pd.DataFrame":
    """Inspection evidence by theme: one row a theme, in the order of areas with a shortfall.

    theme, findings (counted ones), shortfall_areas and strength_areas (with a document of their own), local_shortfall and
    local_strength (the body's areas by name), documents, local_documents, newest (day), not_counted (summaries, practice
    studies). A theme of the selection without a finding has a row of zeros.
    """
    import pandas as pd

    rows = placed(scope)
    themes = scope.themes or scope.base.themes.ids
    names = [*themes, *([NO_THEME] if NO_THEME in set(rows["theme"]) else [])]
    made = [theme_row(theme, rows[rows["theme"] == theme]) for theme in names]
    made.sort(key=lambda row: (row["theme"] == NO_THEME, -row["shortfall_areas"], -row["strength_areas"]))
    return pd.DataFrame(made)


def theme_row(theme: str, held: "pd.DataFrame") -> dict[str, Any]:
    """What the findings on one theme come to."""
    counted = held[held["counted"]]
    single = counted[counted["place"] != SEVERAL]
    local = single[single["place"] == LOCAL]
    return {
        "theme": theme,
        "findings": len(counted),
        "shortfall_areas": len(areas_on(single, SHORTFALL)),
        "strength_areas": len(areas_on(single, STRENGTH)),
        "local_shortfall": areas_on(local, SHORTFALL),
        "local_strength": areas_on(local, STRENGTH),
        "documents": counted["document_id"].nunique(),
        "local_documents": local["document_id"].nunique(),
        "newest": counted["published"].max(),
        "not_counted": len(held) - len(counted),
    }


def by_agency(scope: Scope) -> "pd.DataFrame":
    """Whose practice: agency, shortfall_areas, strength_areas, local_shortfall (by name), documents, local_documents, newest.

    A finding that judges two agencies stands under both.
    """
    return grouped(scope, "agencies", "agency")


def by_kind(scope: Scope) -> "pd.DataFrame":
    """What kind of judgement: kind (for readers), and the columns of by_agency()."""
    return grouped(scope, "kind_label", "kind")


def grouped(scope: Scope, column: str, name: str) -> "pd.DataFrame":
    """The counted findings of the selection by one of their columns, most documents first."""
    import pandas as pd

    held = scope.findings[scope.findings["counted"]]
    rows = held.assign(area=[scope.column(areas) for areas in held["areas"]]).explode(column).dropna(subset=[column])
    rows = rows.assign(
        place=[place_of(scope, area) for area in rows["area"]],
        side=[BOTH if len(shown := sides(kind)) == 2 else shown[0] if shown else NEITHER for kind in rows["kind"]],
    )
    made = [{name: value} | theme_row(str(value), group) for value, group in rows.groupby(column, sort=True)]
    made.sort(key=lambda row: -row["documents"])
    columns = [
        name,
        "shortfall_areas",
        "strength_areas",
        "local_shortfall",
        "local_strength",
        "documents",
        "local_documents",
        "newest",
    ]
    return pd.DataFrame(made, columns=columns)


def areas_on(rows: "pd.DataFrame", side: str) -> list[str]:
    """The areas that show a side, sorted."""
    return sorted(set(rows.loc[rows["side"].isin([side, BOTH]), "area"]))


def cells(scope: Scope) -> "pd.DataFrame":
    """The gap map's cells: theme, area, findings (how many counted ones), side (of them together), place.

    The number of findings says how much inspectors wrote, which is what the size of a mark shows, and nothing else.
    """
    import pandas as pd

    rows = placed(scope)
    rows = rows[rows["counted"]]
    made: list[dict[Hashable, Any]] = []
    for (theme, area), held in rows.groupby(["theme", "area"], sort=True):
        made.append(
            {
                "theme": theme,
                "area": area,
                "findings": len(held),
                "side": together(set(held["side"])),
                "place": held["place"].iloc[0],
            }
        )
    return pd.DataFrame(made, columns=["theme", "area", "findings", "side", "place"])


def together(held: set[str]) -> str:
    """The side of several findings."""
    shown = held - {NEITHER}
    return NEITHER if not shown else next(iter(shown)) if len(shown) == 1 else BOTH


def columns(scope: Scope) -> list[str]:
    """The places of the gap map: the body's areas first, whether or not a document is about them; then those elsewhere."""
    there = set(placed(scope)["area"])
    local = [area for area in scope.local if not scope.areas or area in scope.areas]
    return [*local, *sorted(there - set(local) - {SEVERAL}), *([SEVERAL] if SEVERAL in there else [])]


def unread(scope: Scope) -> list[str]:
    """The body's areas that no document of their own speaks of: silence that is no proof of anything."""
    spoken = {scope.column(areas) for areas in scope.all_findings["areas"]}
    return [area for area in scope.local if area not in spoken]
