"""Counting as house rule 10 says: areas or documents, never paragraphs.

A finding counts for an area only if its document is about that area alone: an overview of six areas does not say which
of them a finding comes from. Summaries that later findings repeat, and practice studies, are not counted.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib.core.records import Direction, Kind

if TYPE_CHECKING:
    import pandas as pd

STRENGTH = "strength"
SHORTFALL = "needs to improve"
SIDES = (SHORTFALL, STRENGTH)
SHORTFALL_KINDS = {
    str(kind) for kind in (Kind.IMPROVEMENT, Kind.PRIORITY_ACTION, Kind.RECOMMENDATION, Kind.CAUSE_OF_CONCERN)
}


def sides(kind: str, direction: str = "") -> tuple[str, ...]:
    """The side or sides on which a finding counts; a mixed one by the sentences on the theme, else on both."""
    if kind == Kind.STRENGTH:
        return (STRENGTH,)
    if kind in SHORTFALL_KINDS:
        return (SHORTFALL,)
    if kind == Kind.MIXED:
        return {Direction.STRENGTH: (STRENGTH,), Direction.SHORTFALL: (SHORTFALL,)}.get(Direction(direction), SIDES)
    return ()


def placed(findings: "pd.DataFrame") -> "pd.DataFrame":
    """The findings that are counted, one row an area and side: columns finding_id, document_id, area, side, and the rest."""
    import pandas as pd

    single = findings[findings["counted"] & (findings["areas"].map(len) == 1)]
    directions = single["direction"] if "direction" in single else [""] * len(single)
    both = [list(sides(kind, lean)) for kind, lean in zip(single["kind"], directions, strict=True)]
    rows = single.assign(area=[areas[0] for areas in single["areas"]])
    rows["side"] = pd.Series(both, index=single.index, dtype="object")
    return rows.explode("side").dropna(subset=["side"])


def areas_by(findings: "pd.DataFrame", column: str) -> "pd.DataFrame":
    """In how many areas each value of a column (agencies, themes) shows each side: one row a value, one column a side."""
    import pandas as pd

    rows = placed(findings).explode(column).dropna(subset=[column])
    if rows.empty:
        return pd.DataFrame({side: pd.Series(dtype="int64") for side in SIDES}, index=pd.Index([], name=column))
    counted = rows.groupby([column, "side"])["area"].nunique().unstack(fill_value=0)
    return counted.reindex(columns=list(SIDES), fill_value=0).sort_values(list(SIDES), ascending=False, kind="stable")


def area_sides(findings: "pd.DataFrame", areas: Sequence[str]) -> "pd.DataFrame":
    """Which sides each of the areas shows: one row an area, one column of yes and no a side."""
    import pandas as pd

    rows = placed(findings)
    shown = {(area, side) for area, side in zip(rows["area"], rows["side"], strict=True)}
    return pd.DataFrame(
        {side: [(area, side) in shown for area in areas] for side in SIDES}, index=pd.Index(list(areas), name="area")
    )


def overviews(findings: "pd.DataFrame") -> int:
    """How many documents about several areas speak of it; they are named and not counted by area."""
    return int(findings.loc[findings["counted"] & (findings["areas"].map(len) > 1), "document_id"].nunique())


def shared_and_added(findings: "pd.DataFrame", area: str, others: Sequence[str]) -> "pd.DataFrame":
    """What an area shares with others and what they add, by theme.

    One row a theme: here_shortfall and here_strength (does the area show it), others_shortfall and others_strength (which
    of the others do, as lists), and stands: "shared" (a shortfall here and elsewhere), "here alone", "added by others" (a
    shortfall elsewhere that is not reported here), "strength alone" (no shortfall anywhere).
    """
    import pandas as pd

    rows = placed(findings).explode("themes").dropna(subset=["themes"])
    found: dict[tuple[str, str], set[str]] = {}
    for theme, side, where in zip(rows["themes"], rows["side"], rows["area"], strict=True):
        found.setdefault((theme, side), set()).add(where)
    made = []
    for theme in sorted({theme for theme, _ in found}):
        short, strong = found.get((theme, SHORTFALL), set()), found.get((theme, STRENGTH), set())
        elsewhere = sorted(short & set(others))
        stands = {
            (True, True): "shared",
            (True, False): "here alone",
            (False, True): "added by others",
            (False, False): "strength alone",
        }[(area in short, bool(elsewhere))]
        made.append(
            {
                "theme": theme,
                "here_shortfall": area in short,
                "here_strength": area in strong,
                "others_shortfall": elsewhere,
                "others_strength": sorted(strong & set(others)),
                "stands": stands,
            }
        )
    columns = ["theme", "here_shortfall", "here_strength", "others_shortfall", "others_strength", "stands"]
    return pd.DataFrame(made, columns=columns)
