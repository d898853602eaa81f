"""Small multiples: one panel an area, all on one scale, so that profiles can be compared at a glance."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, SIDES, STRENGTH, placed
from evidence_lib.charts.look import COLOURS, GREY, HATCHES, NONE, PALE, blank, told, wrapped

if TYPE_CHECKING:
    import pandas as pd

MOST = 24  # panels that stay readable on a page
ACROSS = 4  # panels side by side
ROW, HEAD, FRAME = 0.17, 0.42, 1.2  # inches: a row of a panel, its head, what stands around all of them
TITLE, LABEL = 18, 16  # letters of a panel's title and of a row's name before they wrap
KEY = "Left of each line: themes that need to improve. Right, hatched: themes with strengths."
HOW = "Left, plain: themes that need to improve. Right, hatched: themes with strengths. All panels share one scale."


def area_panels(
    findings: "pd.DataFrame", areas: Sequence[str], tags: "pd.DataFrame", name: str = "area_panels"
) -> Chart:
    """One panel an area: for each agency, on how many themes it needs to improve (left) and shows strengths (right).

    tags is base.tags(). Beyond MOST areas those with most shortfalls are drawn, as the scope says, and the data holds all.
    """
    table = themes_by_agency(findings, areas, tags)
    shown, agencies = drawn(table, areas), agencies_of(table)
    cut = (
        f" The {len(shown)} areas with most shortfalls are drawn; the data holds all."
        if len(shown) < len(areas)
        else ""
    )
    lines = [line(table[table["area"] == area], area) for area in shown] if agencies else []
    rows = -(-len(shown) // ACROSS)
    return Chart(
        name=name,
        title=title_of(table, areas),
        scope=f"{words.selection(findings, areas)} {HOW}{cut}",
        source_line=words.source_line(findings),
        counted="themes in each area",
        data=table,
        alt=f"One panel an area. {told(lines)}",
        draw=(lambda axes: panels(axes, table, shown, agencies)) if agencies else blank,
        height=FRAME + rows * (HEAD + ROW * (len(agencies) + 1)) if agencies else 1.2,
    )


def themes_by_agency(findings: "pd.DataFrame", areas: Sequence[str], tags: "pd.DataFrame") -> "pd.DataFrame":
    """Area, agency, and on how many themes it needs to improve and shows strengths; most shortfalls of all areas first."""
    import pandas as pd

    directions = tags.drop_duplicates(["finding_id", "theme_id"]).set_index(["finding_id", "theme_id"])["direction"]
    rows = findings.explode("themes").dropna(subset=["themes"]).explode("agencies").dropna(subset=["agencies"])
    keys = list(zip(rows["finding_id"], rows["themes"], strict=True))
    rows = placed(rows.assign(direction=[directions.get(key, "") for key in keys]))
    rows = rows[rows["area"].isin(list(areas))][["area", "agencies", "side", "themes"]].drop_duplicates()
    counted = rows.groupby(["area", "agencies", "side"]).size().unstack(fill_value=0)
    counted = counted.reindex(columns=list(SIDES), fill_value=0).rename_axis(columns=None).reset_index()
    counted = counted.rename(columns={"agencies": "agency"})
    weight = counted.groupby("agency")[SHORTFALL].sum()
    order = {agency: at for at, agency in enumerate(sorted(weight.index, key=lambda one: (-int(weight[one]), one)))}
    counted = counted.assign(order=counted["agency"].map(order)).sort_values(["area", "order"], ignore_index=True)
    return pd.DataFrame(counted.drop(columns="order")).assign(
        agency=[words.agency_name(one) for one in counted["agency"]]
    )


def agencies_of(table: "pd.DataFrame") -> list[str]:
    """The agencies, those with most shortfalls over all areas first."""
    weight = table.groupby("agency", sort=False)[SHORTFALL].sum()
    return sorted(weight.index, key=lambda one: (-int(weight[one]), one))


def drawn(table: "pd.DataFrame", areas: Sequence[str]) -> list[str]:
    """The areas that get a panel, in the order given."""
    if len(areas) <= MOST:
        return list(areas)
    weight = table.groupby("area")[SHORTFALL].sum()
    kept = set(sorted(areas, key=lambda area: (-int(weight.get(area, 0)), area))[:MOST])
    return [area for area in areas if area in kept]


def title_of(table: "pd.DataFrame", areas: Sequence[str]) -> str:
    """Whose practice falls short in most areas."""
    if table.empty:
        return NONE
    short = table[table[SHORTFALL] > 0].groupby("agency")["area"].nunique()
    if short.empty:
        return "No shortfall of an agency in these areas"
    first = sorted(short.index, key=lambda agency: (-int(short[agency]), agency))[0]
    place = words.share(int(short[first]), len(areas))
    return words.fitting(f"{first}: shortfalls in {place}", "Shortfalls and strengths by area and agency")


def line(rows: "pd.DataFrame", area: str) -> str:
    """One panel in words."""
    held = [
        f"{agency} {short} to improve, {strong} strong"
        for agency, short, strong in zip(rows["agency"], rows[SHORTFALL], rows[STRENGTH], strict=True)
    ]
    return f"{area}: {', '.join(held) or 'no agency named'}"


def panels(axes: Any, table: "pd.DataFrame", areas: Sequence[str], agencies: Sequence[str]) -> None:
    """Panels in place of the one pair of axes, names of agencies at the left edge alone."""
    figure = axes.figure
    axes.remove()
    rows = -(-len(areas) // ACROSS)
    grid = figure.subplots(rows, min(ACROSS, len(areas)), sharex=True, sharey=True, squeeze=False)
    far = max(1, int(table[list(SIDES)].max().max()))
    places = list(grid.flat)
    for place, area in zip(places, areas, strict=False):
        panel(place, table[table["area"] == area].set_index("agency"), area, agencies, far)
    for place in places[len(areas) :]:
        place.set_axis_off()
    figure.supxlabel(KEY, x=0.01, ha="left", fontsize=8, color=GREY)


def panel(axes: Any, rows: "pd.DataFrame", area: str, agencies: Sequence[str], far: int) -> None:
    """One area."""
    for side, way in ((SHORTFALL, -1), (STRENGTH, 1)):
        counts = [int(rows[side].get(agency, 0)) for agency in agencies]
        look = {"color": COLOURS[side], "hatch": HATCHES[side], "edgecolor": "white"}
        axes.barh(range(len(agencies)), [way * count for count in counts], height=0.7, **look)
        for row, count in enumerate(counts):
            if count:
                place = {"ha": "right" if way < 0 else "left", "va": "center"}
                axes.text(way * (count + 0.06 * far), row, str(count), fontsize=7, color=GREY, **place)
    axes.axvline(0, color=PALE, linewidth=0.8)
    axes.set_title("\n".join(wrapped([area], TITLE)), fontsize=8, fontweight="bold")
    axes.set_ylim(len(agencies) - 0.4, -0.6)
    axes.set_yticks(range(len(agencies)), wrapped(agencies, LABEL * 2), fontsize=7)
    axes.set_xlim(-far * 1.35, far * 1.35)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
