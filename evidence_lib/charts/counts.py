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
NAMES = {"themes": "theme", "agencies": "agency"}  # a list column, and what one of its values is called
# How a theme or agency stands here and elsewhere, in the order a reader wants them: questions to ask at home first.
STANDS = ("added by others", "shared", "here alone", "strength alone")


def sides(kind: str, direction: str = "") -> tuple[str, ...]:
    """The side or sides on which a finding counts.

    The kind decides, being the inspectors' judgement; a mixed finding counts on the side to which its sentences on the
    theme point, and on both where that is not known.
    """
    if kind == Kind.STRENGTH:
        return (STRENGTH,)
    if kind in SHORTFALL_KINDS:
        return (SHORTFALL,)
    if kind == Kind.MIXED:
        return {Direction.STRENGTH: (STRENGTH,), Direction.SHORTFALL: (SHORTFALL,)}.get(Direction(direction), SIDES)
    return ()


def placed(findings: "pd.DataFrame") -> "pd.DataFrame":
    """The findings that are counted, one row an area and side: the columns of findings, and area and side."""
    import pandas as pd

    single = findings[findings["counted"] & (findings["areas"].map(len) == 1)]
    directions = single["direction"] if "direction" in single else [""] * len(single)
    rows = single.assign(
        area=[areas[0] for areas in single["areas"]],
    )
    rows["side"] = pd.Series(
        [sides(kind, direction) for kind, direction in zip(single["kind"], directions, strict=True)],
        index=rows.index,
        dtype="object",
    )
    return rows.explode("side").dropna(subset=["side"])


def placed_by(findings: "pd.DataFrame", column: str, tags: "pd.DataFrame | None" = None) -> "pd.DataFrame":
    """The counted findings, one row a value of a list column, area and side: columns theme (or agency), area, side.

    For themes, tags (base.tags()) gives the direction of the sentence on each theme, so that a mixed finding counts on
    the same side here as in the brief of that theme.
    """
    return exploded(findings, column, tags)[[NAMES[column], "area", "side"]].drop_duplicates()


def exploded(findings: "pd.DataFrame", column: str, tags: "pd.DataFrame | None" = None) -> "pd.DataFrame":
    """The rows behind placed_by(): a row a finding, value of the list column and side, with the columns of findings."""
    name = NAMES[column]
    rows = findings.explode(column).dropna(subset=[column]).rename(columns={column: name})
    if tags is not None:
        known = zip(tags["finding_id"], tags["theme_id"], tags["direction"], strict=True)
        of_tag = {(finding, theme): direction for finding, theme, direction in known}
        keys = zip(rows["finding_id"], rows[name], strict=True)
        rows = rows.assign(direction=[of_tag.get(key, "") for key in keys])
    return placed(rows)


def areas_by(findings: "pd.DataFrame", column: str, tags: "pd.DataFrame | None" = None) -> "pd.DataFrame":
    """In how many areas each theme or agency shows each side: one row a value, one column a side, most shortfalls first."""
    import pandas as pd

    rows = placed_by(findings, column, tags)
    if rows.empty:
        return pd.DataFrame(
            {side: pd.Series(dtype="int64") for side in SIDES}, index=pd.Index([], name=NAMES[column], dtype="str")
        )
    counted = rows.groupby([NAMES[column], "side"])["area"].nunique().unstack(fill_value=0)
    counted = counted.reindex(columns=list(SIDES), fill_value=0).rename_axis(columns=None)
    return counted.sort_values(list(SIDES), ascending=False, kind="stable")


def areas_covered(findings: "pd.DataFrame") -> list[str]:
    """The areas that have a document of their own among the findings, sorted.

    Give it the findings of every theme: an area is silent on a theme only if there is a letter that could have spoken.
    """
    return sorted({areas[0] for areas in findings["areas"] if len(areas) == 1})


def area_sides(findings: "pd.DataFrame", areas: Sequence[str]) -> "pd.DataFrame":
    """Which sides each of the areas shows: one row an area, one column of yes and no a side."""
    import pandas as pd

    rows = placed(findings)
    shown = set(zip(rows["area"], rows["side"], strict=True))
    return pd.DataFrame(
        {side: [(area, side) in shown for area in areas] for side in SIDES},
        index=pd.Index(list(areas), name="area", dtype="str"),
        dtype="bool",
    )


def overviews(findings: "pd.DataFrame") -> int:
    """How many documents about several areas speak of it; they are named and not counted by area."""
    return int(findings.loc[findings["counted"] & (findings["areas"].map(len) > 1), "document_id"].nunique())


def shared_and_added(
    findings: "pd.DataFrame",
    area: str,
    others: Sequence[str],
    tags: "pd.DataFrame | None" = None,
    column: str = "themes",
) -> "pd.DataFrame":
    """What an area shares with others and what they add, by theme (or by agency: column="agencies").

    One row a theme: here_shortfall and here_strength (does the area show it), others_shortfall and others_strength
    (which of the others do, as lists), and stands: "added by others" (a shortfall elsewhere that is not reported here),
    "shared" (a shortfall here and elsewhere), "here alone", "strength alone" (no shortfall in any of these areas). In
    that order, and then by how many others show the shortfall.
    """
    import pandas as pd

    name = NAMES[column]
    found: dict[tuple[str, str], set[str]] = {}
    for value, side, where in placed_by(findings, column, tags)[[name, "side", "area"]].itertuples(index=False):
        if where == area or where in others:
            found.setdefault((value, side), set()).add(where)
    made = []
    for value in sorted({value for value, _ in found}):
        short, strong = found.get((value, SHORTFALL), set()), found.get((value, STRENGTH), set())
        elsewhere = sorted(short - {area})
        stands = {(False, True): 0, (True, True): 1, (True, False): 2, (False, False): 3}[
            area in short, bool(elsewhere)
        ]
        made.append((value, area in short, area in strong, elsewhere, sorted(strong - {area}), STANDS[stands]))
    made.sort(key=lambda row: (STANDS.index(row[5]), -len(row[3]), row[0]))
    columns = [name, "here_shortfall", "here_strength", "others_shortfall", "others_strength", "stands"]
    return pd.DataFrame(made, columns=columns)
