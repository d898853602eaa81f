"""The charts: each takes findings and gives a Chart that counts areas or documents."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, SIDES, STRENGTH, area_sides, areas_by, shared_and_added

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

COLOURS = {SHORTFALL: "#12436D", STRENGTH: "#28A197"}
HATCHES = {SHORTFALL: "", STRENGTH: "////"}  # never colour alone
MARKS = {SHORTFALL: "s", STRENGTH: "o"}
GREY, PALE = "#3D3D3D", "#D5D5D5"
ROW, FRAME = 0.36, 1.5  # inches a row, and for title and axis
WRAP = 34  # letters of a label before it wraps
NONE = "No finding in this selection"


def findings_by_area(
    findings: "pd.DataFrame", label: str, areas: Sequence[str], name: str = "findings_by_area"
) -> Chart:
    """Which areas show a shortfall and which a strength on what the findings are about; one row an area."""
    shown = area_sides(findings, areas)

    def draw(axes: Any) -> None:
        for column, side in enumerate(SIDES):
            for row, area in enumerate(shown.index):
                yes = bool(shown.loc[area, side])
                axes.plot(
                    column,
                    row,
                    MARKS[side] if yes else "_",
                    ms=12 if yes else 8,
                    color=COLOURS[side] if yes else PALE,
                    ls="none",
                    clip_on=False,
                )
                axes.text(
                    column + 0.12,
                    row,
                    "reported" if yes else "not reported",
                    va="center",
                    fontsize=9,
                    color=GREY if yes else "#6B6B6B",
                )
        axes.set_xlim(-0.4, 1.6)
        axes.set_ylim(len(shown) - 0.5, -0.6)
        axes.set_xticks(range(len(SIDES)), [words.sentence(side) for side in SIDES])
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", length=0)
        axes.spines["bottom"].set_visible(False)
        axes.set_yticks(range(len(shown)), wrapped(shown.index))

    return Chart(
        name=name,
        title=words.title(findings, label, areas),
        scope=words.selection(findings, areas),
        source_line=words.source_line(findings),
        counted="areas",
        data=shown.reset_index(),
        alt=words.headline(findings, label, areas),
        draw=draw if len(shown) else blank,
        height=FRAME + ROW * max(1, len(shown)),
    )


def areas_by_agency(findings: "pd.DataFrame", areas: Sequence[str], name: str = "areas_by_agency") -> Chart:
    """In how many areas the practice of each agency is found short, and in how many strong."""
    table = areas_by(findings, "agencies").rename(index=words.agency_name)
    return bars(table, findings, areas, name, "agency", "Whose practice is judged, by agency")


def areas_by_theme(
    findings: "pd.DataFrame",
    codebook: "Codebook",
    areas: Sequence[str],
    leave_out: str = "",
    name: str = "areas_by_theme",
) -> Chart:
    """In how many areas each theme shows shortfalls and strengths; leave_out is a theme that all the findings have."""
    table = areas_by(findings, "themes").drop(index=leave_out, errors="ignore")
    table = table.rename(index=lambda theme: words.theme_name(theme, codebook))
    heading = "What the same findings are about, too" if leave_out else "What the findings are about"
    return bars(table, findings, areas, name, "theme", heading)


def bars(
    table: "pd.DataFrame", findings: "pd.DataFrame", areas: Sequence[str], name: str, what: str, heading: str
) -> Chart:
    """Two bars a row, shortfalls over strengths, in areas, labelled directly."""
    total = len(areas)
    alt = (
        "; ".join(
            f"{row}: shortfalls in {short} of {total} areas, strengths in {strong}"
            for row, short, strong in zip(table.index, table[SHORTFALL], table[STRENGTH], strict=True)
        )
        or NONE
    )
    title = heading
    if len(table):
        first, count = table.index[0], int(table[SHORTFALL].iloc[0])
        if count and len(f"{first}".split()) <= 6:
            title = f"{first}: shortfalls in {words.number(count)} of {words.number(total)} areas"

    def draw(axes: Any) -> None:
        for offset, side in zip((-0.19, 0.19), SIDES, strict=True):
            places = [row + offset for row in range(len(table))]
            axes.barh(places, table[side], height=0.34, color=COLOURS[side], hatch=HATCHES[side], edgecolor="white")
            for place, value in zip(places, table[side], strict=True):
                text = (
                    f"{value}  {side}" if place < 0.5 else f"{value}"
                )  # the first row names the bars: no legend needed
                axes.text(value + 0.06, place, text, va="center", fontsize=9, color=GREY)
        axes.set_xlim(0, total * 1.25 + 0.5)
        axes.set_xticks(range(total + 1) if total <= 12 else range(0, total + 1, 5))
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.set_yticks(range(len(table)), wrapped(table.index))
        axes.set_xlabel(f"areas (of {total})", loc="left")

    return Chart(
        name=name,
        title=title,
        scope=words.selection(findings, areas),
        source_line=words.source_line(findings),
        counted="areas",
        data=table.rename_axis(what).reset_index(),
        alt=alt,
        subtitle=heading if title != heading else "",
        draw=draw if len(table) else blank,
        height=FRAME + 0.3 + 1.35 * ROW * max(1, len(table)),
    )


def added_by_others(
    findings: "pd.DataFrame", codebook: "Codebook", area: str, others: Sequence[str], name: str = "added_by_others"
) -> Chart:
    """Per theme, in how many other areas shortfalls are reported, and whether they are here too."""
    table = shared_and_added(findings, area, others)
    table = table[table["stands"].isin(["shared", "added by others", "here alone"])]
    table = table.assign(
        count=[len(held) for held in table["others_shortfall"]],
        theme=[words.theme_name(theme, codebook) for theme in table["theme"]],
    )
    table = table.sort_values(["count", "theme"], ascending=[False, True], kind="stable").reset_index(drop=True)
    added = int((table["stands"] == "added by others").sum())

    def draw(axes: Any) -> None:
        for row, (count, here) in enumerate(zip(table["count"], table["here_shortfall"], strict=True)):
            axes.barh(
                row,
                count,
                height=0.62,
                color=COLOURS[SHORTFALL],
                alpha=1,
                hatch="" if here else "....",
                edgecolor="white",
            )
            axes.text(
                count + 0.06,
                row,
                f"{count}  {'and here' if here else 'not reported here'}",
                va="center",
                fontsize=9,
                color=GREY,
            )
        axes.set_xlim(0, len(others) * 1.4 + 0.5)
        axes.set_xticks(range(len(others) + 1) if len(others) <= 12 else range(0, len(others) + 1, 5))
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.set_yticks(range(len(table)), wrapped(table["theme"]))
        axes.set_xlabel(f"other areas with a shortfall (of {len(others)})", loc="left")

    alt = (
        "; ".join(
            f"{theme}: shortfalls in {count} of {len(others)} other areas, {'and' if here else 'not'} reported in {area}"
            for theme, count, here in zip(table["theme"], table["count"], table["here_shortfall"], strict=True)
        )
        or NONE
    )
    return Chart(
        name=name,
        title=f"Others report {words.number(added)} themes of shortfall that {area} does not"
        if len(area.split()) < 3
        else f"Shortfalls on {words.number(added)} themes are reported only elsewhere",
        scope=words.selection(findings, [area, *others]),
        source_line=words.source_line(findings),
        counted="areas",
        data=table[["theme", "count", "here_shortfall", "stands", "others_shortfall"]],
        alt=alt,
        draw=draw if len(table) else blank,
        height=FRAME + ROW * max(1, len(table)),
    )


def documents_over_time(documents: "pd.DataFrame", name: str = "documents_over_time") -> Chart:
    """The documents of the base by day of publication; held as original, as digest, or only wanted."""
    dated = documents.dropna(subset=["published"]).sort_values("published").reset_index(drop=True)
    state = [edition if held else "wanted" for edition, held in zip(dated["edition"], dated["held"], strict=True)]
    labels = [f"{'; '.join(areas) if len(areas) < 3 else f'{len(areas)} areas'}" for areas in dated["areas"]]
    looks = {"original": ("s", COLOURS[SHORTFALL]), "digest": ("o", COLOURS[STRENGTH]), "wanted": ("x", GREY)}

    def draw(axes: Any) -> None:
        for row, (day, held) in enumerate(zip(dated["published"], state, strict=True)):
            mark, colour = looks[held]
            axes.plot(day, row, mark, color=colour, ms=8)
            axes.annotate(
                f"{day.day} {day:%b %Y}, {held}",
                (day, row),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                color=GREY,
            )
        axes.set_ylim(len(dated) - 0.5, -0.5)
        axes.set_yticks(range(len(dated)), wrapped(labels))
        axes.margins(x=0.35)
        axes.tick_params(axis="x", labelsize=8)

    counts = {name: state.count(name) for name in looks if name in state}
    alt = (
        "; ".join(
            f"{label}: {day.day} {day:%B %Y}, {held}"
            for label, day, held in zip(labels, dated["published"], state, strict=True)
        )
        or "No document has a day of publication"
    )
    undated = len(documents) - len(dated)
    return Chart(
        name=name,
        title=f"{words.sentence(words.number(len(dated)))} dated documents, {words.years(dated).removeprefix('published ')}"
        if len(dated)
        else "No dated document",
        scope=f"All {len(documents)} documents of the selection, {undated} of them undated.",
        source_line="Source: the catalogue, data/sources.csv.",
        counted="documents",
        data=dated[["document_id", "published"]].assign(state=state),
        alt=alt,
        subtitle=", ".join(f"{count} {held}" for held, count in counts.items()),
        draw=draw if len(dated) else blank,
        height=FRAME + ROW * max(1, len(dated)),
    )


def blank(axes: Any) -> None:
    """An empty selection says so."""
    axes.text(0.5, 0.5, NONE, ha="center", va="center", transform=axes.transAxes)
    axes.set_axis_off()


def wrapped(labels: "Sequence[str] | pd.Index | pd.Series") -> list[str]:
    """Labels on lines of a readable length."""
    return ["\n".join(textwrap.wrap(str(label), WRAP)) for label in labels]
