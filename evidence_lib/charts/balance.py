"""Strengths against shortfalls by theme, and areas by kind of finding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, SIDES, STRENGTH, areas_by
from evidence_lib.charts.look import COLOURS, GREY, HATCHES, MANY, NONE, PALE, blank, height, rows_down, told
from evidence_lib.charts.office import editable
from evidence_lib.core.records import Kind

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

BAR, GAP = 0.6, 0.012  # height of a bar; share of the width between its end and its number


def strengths_and_shortfalls(
    findings: "pd.DataFrame",
    codebook: "Codebook",
    areas: Sequence[str],
    tags: "pd.DataFrame",
    name: str = "strengths_and_shortfalls",
) -> Chart:
    """By theme, bars to both sides: in how many areas shortfalls are reported (left), and in how many strengths (right)."""
    table = areas_by(findings, "themes", tags)
    table = table.rename(index=lambda theme: words.theme_name(theme, codebook))
    table = table.assign(more=table[SHORTFALL] - table[STRENGTH]).sort_values(
        ["more", SHORTFALL], ascending=False, kind="stable"
    )
    total, tipped = len(areas), int((table["more"] > 0).sum())
    lines = [
        f"{theme}: needs to improve in {short} of {total} areas, strength in {strong}"
        for theme, short, strong in zip(table.index, table[SHORTFALL], table[STRENGTH], strict=True)
    ]
    plain = words.sentence(f"shortfalls outnumber strengths on {words.share(tipped, len(table), 'theme')}")
    return Chart(
        name=name,
        title=plain if len(table) else NONE,
        scope=words.selection(findings, areas),
        source_line=words.source_line(findings),
        counted="areas; one that shows both stands on both sides",
        data=table.drop(columns="more").reset_index(),
        alt=f"Strengths against shortfalls by theme. {told(lines)}",
        draw=(lambda axes: both_ways(axes, table, total)) if len(table) else blank,
        height=height(table.index) + 0.2,
        editable=editable("bars", table.index, {side: table[side] for side in SIDES}, "areas"),
    )


def both_ways(axes: Any, table: "pd.DataFrame", total: int) -> None:
    """Shortfalls run to the left of a line, strengths to its right, each with its number."""
    far = max(1, total)
    for side, way in ((SHORTFALL, -1), (STRENGTH, 1)):
        look = {"color": COLOURS[side], "hatch": HATCHES[side], "edgecolor": "white"}
        axes.barh(range(len(table)), [way * count for count in table[side]], height=BAR, **look)
        for row, count in enumerate(table[side]):
            at, place = way * (count + GAP * 2 * far), "right" if way < 0 else "left"
            axes.text(at, row, str(count), ha=place, va="center", fontsize=9, color=GREY)
        axes.text(
            way * GAP * 2 * far,
            -0.75,
            side,
            ha="right" if way < 0 else "left",
            fontsize=9,
            fontweight="bold",
            color=GREY,
        )
    axes.axvline(0, color=PALE, linewidth=1)
    rows_down(axes, table.index)
    axes.set_ylim(len(table) - 0.5, -1.2)
    axes.set_xlim(-far * 1.12, far * 1.12)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_xlabel(f"areas, of {total}")


def areas_by_kind(findings: "pd.DataFrame", areas: Sequence[str], name: str = "areas_by_kind") -> Chart:
    """In how many areas each kind of finding stands: strengths, what needs to improve, priority actions, and so on."""
    import pandas as pd

    single = findings[findings["counted"] & (findings["areas"].map(len) == 1)]
    held = single.assign(area=[one[0] for one in single["areas"]]).groupby("kind")["area"].nunique()
    order = sorted(held.index, key=lambda kind: (-int(held[kind]), kind))
    table = pd.DataFrame(
        {"kind": [words.sentence(Kind(kind).label) for kind in order], "areas": [int(held[kind]) for kind in order]}
    )
    total = len(areas)
    lines = [f"{kind} in {count} of {total} areas" for kind, count in zip(table["kind"], table["areas"], strict=True)]

    def draw(axes: Any) -> None:
        axes.barh(range(len(table)), table["areas"], height=BAR, color=COLOURS[SHORTFALL])
        for row, count in enumerate(table["areas"]):
            axes.text(count + GAP * total, row, str(count), va="center", fontsize=9, color=GREY)
        rows_down(axes, table["kind"])
        axes.set_xlim(0, max(1, total) * 1.1)
        axes.set_xticks(range(total + 1) if total <= MANY else range(0, total + 1, 5))
        axes.spines["bottom"].set_bounds(0, max(1, total))
        axes.set_xlabel(f"areas (of {total})", loc="left")

    return Chart(
        name=name,
        title=kinds_title(table, total),
        scope=words.selection(findings, areas),
        source_line=words.source_line(findings),
        counted="areas",
        data=table,
        alt=f"Areas by kind of finding. {told(lines)}",
        draw=draw if len(table) else blank,
        height=height(table["kind"]) + 0.2,
        editable=editable("bars", table["kind"], {"areas": table["areas"]}, "areas"),
    )


def kinds_title(table: "pd.DataFrame", total: int) -> str:
    """The kind that most areas show."""
    if table.empty:
        return NONE
    first, count = str(table["kind"].iloc[0]), int(table["areas"].iloc[0])
    return words.fitting(f"{first}: reported in {words.share(count, total)}", "Areas by kind of finding")
