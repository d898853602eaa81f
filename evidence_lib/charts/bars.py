"""Horizontal bars that count areas."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, SIDES, STRENGTH, areas_by, shared_and_added
from evidence_lib.charts.look import COLOURS, GREY, HATCHES, MANY, NONE, ROW, blank, height, rows_down, told
from evidence_lib.charts.office import editable

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook


def areas_by_agency(findings: "pd.DataFrame", areas: Sequence[str], name: str = "areas_by_agency") -> Chart:
    """In how many areas the practice of each agency is found short, and in how many strong."""
    table = areas_by(findings, "agencies").rename(index=words.agency_name)
    return paired(table, findings, areas, name, "Whose practice is judged")


def areas_by_theme(
    findings: "pd.DataFrame",
    codebook: "Codebook",
    areas: Sequence[str],
    tags: "pd.DataFrame",
    leave_out: str = "",
    name: str = "areas_by_theme",
) -> Chart:
    """In how many areas each theme shows shortfalls and strengths; leave_out is a theme that all the findings have."""
    table = areas_by(findings, "themes", tags).drop(index=leave_out, errors="ignore")
    table = table.rename(index=lambda theme: words.theme_name(theme, codebook))
    heading = "What else the same findings are about" if leave_out else "What the findings are about"
    return paired(table, findings, areas, name, heading)


def paired(table: "pd.DataFrame", findings: "pd.DataFrame", areas: Sequence[str], name: str, heading: str) -> Chart:
    """Two bars a row, shortfalls over strengths, in areas, labelled directly."""
    total = len(areas)
    lines = [
        f"{row}: needs to improve in {short} of {total} areas, strength in {strong}"
        for row, short, strong in zip(table.index, table[SHORTFALL], table[STRENGTH], strict=True)
    ]

    def draw(axes: Any) -> None:
        for offset, side in zip((-0.19, 0.19), SIDES, strict=True):
            places = [row + offset for row in range(len(table))]
            axes.barh(places, table[side], height=0.34, color=COLOURS[side], hatch=HATCHES[side], edgecolor="white")
            for place, value in zip(places, table[side], strict=True):
                text = f"{value}  {side}" if place < 0.5 else f"{value}"  # the first row names the bars: no legend
                axes.text(value + 0.01 * total, place, text, va="center", fontsize=9, color=GREY)
        rows_down(axes, table.index)
        count_areas(axes, total, f"areas (of {total})")

    title = leading(table, total, heading)
    return Chart(
        name=name,
        title=title,
        scope=words.selection(findings, areas),
        source_line=words.source_line(findings),
        counted="areas",
        data=table.reset_index(),
        alt=f"{heading}. {told(lines)}",
        subtitle=heading if title != heading else "",
        draw=draw if len(table) else blank,
        height=height(table.index, 1.35 * ROW) + 0.3,
        editable=editable("bars", table.index, {side: table[side] for side in SIDES}, f"areas (of {total})"),
    )


def leading(table: "pd.DataFrame", total: int, heading: str) -> str:
    """The title: what has most shortfalls, and in how many areas; the heading where that is too long or there is none."""
    most = int(table[SHORTFALL].max()) if len(table) else 0
    if not most:
        return heading
    named = table.index[table[SHORTFALL] == most]
    first, needs, place = words.listing(named), "needs" if len(named) == 1 else "need", words.share(most, total)
    return words.fitting(
        f"{first} {needs} to improve in {place}", f"{first}: shortfalls in {place}", f"{first}: {place}", heading
    )


def added_by_others(
    findings: "pd.DataFrame",
    codebook: "Codebook",
    area: str,
    others: Sequence[str],
    tags: "pd.DataFrame",
    name: str = "added_by_others",
) -> Chart:
    """Per theme with a shortfall elsewhere: in how many other areas, and whether it is reported here too."""
    table = shared_and_added(findings, area, others, tags)
    table = table.assign(
        count=[len(held) for held in table["others_shortfall"]],
        theme=[words.theme_name(theme, codebook) for theme in table["theme"]],
    )
    table = table[table["count"] > 0].sort_values(["count", "theme"], ascending=[False, True], ignore_index=True)
    added, total = int((~table["here_shortfall"]).sum()), len(others)
    lines = [
        f"{theme}: {count} of {total} other areas, {'and' if here else 'not'} reported in {area}"
        for theme, count, here in zip(table["theme"], table["count"], table["here_shortfall"], strict=True)
    ]

    def draw(axes: Any) -> None:
        for row, (count, here) in enumerate(zip(table["count"], table["here_shortfall"], strict=True)):
            look = {"color": COLOURS[SHORTFALL]} if here else {"facecolor": "white", "edgecolor": COLOURS[SHORTFALL]}
            axes.barh(row, count, height=0.62, linewidth=1.5, **look)
            text = f"{count}  {'and here' if here else 'not reported here'}"
            axes.text(count + 0.012 * total, row, text, va="center", fontsize=9, color=GREY)
        rows_down(axes, table["theme"])
        count_areas(axes, total, f"other areas with a shortfall (of {total})", room=1.45)

    themes = words.amount(added, "theme")
    plain = f"Others add shortfalls on {themes}"
    return Chart(
        name=name,
        title=words.fitting(f"Others report shortfalls on {themes} that {area} does not", plain)
        if len(table)
        else NONE,
        scope=words.selection(findings, [area, *others]),
        source_line=words.source_line(findings),
        counted="areas",
        data=table[["theme", "count", "here_shortfall", "stands", "others_shortfall"]],
        alt=f"Shortfalls reported in other areas than {area}. {told(lines)}",
        subtitle=f"Filled: reported in {area} too. Outlined: reported only elsewhere." if len(table) else "",
        draw=draw if len(table) else blank,
        height=height(table["theme"]) + 0.3,
        editable=editable("stacked bars", table["theme"], here_and_not(table, area), f"other areas (of {total})"),
    )


def here_and_not(table: "pd.DataFrame", area: str) -> "dict[str, pd.Series[int]]":
    """The counts as two series: what is reported at home too, and what is not."""
    here = table["here_shortfall"]
    return {
        f"reported in {area} too": table["count"].where(here, 0),
        f"not reported in {area}": table["count"].where(~here, 0),
    }


def count_areas(axes: Any, total: int, label: str, room: float = 1.25) -> None:
    """An axis of whole areas that ends at their number; room beyond it is for the labels of the bars."""
    axes.set_xlim(0, max(1, total) * room)
    axes.set_xticks(range(total + 1) if total <= MANY else range(0, total + 1, 5))
    axes.spines["bottom"].set_bounds(0, max(1, total))
    axes.set_xlabel(label, loc="left")
