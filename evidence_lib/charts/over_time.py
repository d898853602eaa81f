"""Findings over time: of the documents of each year, how many report a shortfall, how many strengths alone."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, STRENGTH, sides
from evidence_lib.charts.look import COLOURS, GREY, HATCHES, MANY, NONE, blank, told
from evidence_lib.charts.office import editable

if TYPE_CHECKING:
    import pandas as pd

ALONE, SILENT = "strength alone", "neither"
PARTS = {  # column: what it is called, and how it looks; never colour alone
    SHORTFALL: ("shortfall", {"color": COLOURS[SHORTFALL], "hatch": HATCHES[SHORTFALL]}),
    ALONE: ("strength alone", {"color": COLOURS[STRENGTH], "hatch": HATCHES[STRENGTH]}),
    SILENT: ("neither", {"color": "white", "hatch": ""}),
}
NO_TREND = "The height is how many documents are held of a year: no trend can be read from it."
TALL, WIDE = 3.6, 0.62  # inches of the chart; share of a year's room that its column takes


def findings_over_time(
    findings: "pd.DataFrame", everything: "pd.DataFrame", label: str, name: str = "findings_over_time"
) -> Chart:
    """By year of publication: the documents of the selection, and what they report on a theme.

    everything is the same selection for all themes (findings again where it is no theme's): a document is silent only if it
    could have spoken. One that reports both counts as a shortfall. Documents without a day are told and not drawn.
    """
    table, undated = by_year(findings, everything), undated_documents(everything)
    short, total = int(table[SHORTFALL].sum()), int(table["documents"].sum())
    lines = [
        f"{year}: {words.amount(row['documents'], 'document')}, {row[SHORTFALL]} with a shortfall, "
        f"{row[ALONE]} with strengths alone"
        for year, row in zip(table["year"], table.to_dict("records"), strict=True)
    ]
    left = f" {words.sentence(words.amount(undated, 'document'))} without a day not drawn." if undated else ""
    plain = f"{words.sentence(words.share(short, total, 'document'))} report{'s' * (short == 1)} a shortfall"
    return Chart(
        name=name,
        title=words.fitting(f"{plain} on {words.inside(label)}", plain) if total else NONE,
        scope=f"{words.selection(everything, areas_of(everything))} {NO_TREND}{left}",
        source_line=words.source_line(everything),
        counted="documents",
        data=table,
        alt=f"{label}, by year of publication. {told(lines)}",
        subtitle=f"{label}: documents by year of publication" if total else "",
        draw=lambda axes: columns(axes, table) if total else blank(axes),
        height=TALL if total else 1.2,
        editable=editable(
            "stacked columns", table["year"], {PARTS[part][0]: table[part] for part in PARTS}, "documents"
        ),
    )


def by_year(findings: "pd.DataFrame", everything: "pd.DataFrame") -> "pd.DataFrame":
    """One row a year from the first to the last: year, documents, and how many of them report each part."""
    import pandas as pd

    found = said_by_document(findings)
    held = everything.dropna(subset=["published"]).drop_duplicates("document_id")
    told_in = [found.get(str(document), SILENT) for document in held["document_id"]]
    counted = pd.DataFrame({"year": held["published"].dt.year, "part": told_in})
    years = range(int(counted["year"].min()), int(counted["year"].max()) + 1) if len(counted) else range(0)
    table = counted.groupby(["year", "part"]).size().unstack(fill_value=0)
    table = table.reindex(index=pd.Index(years, name="year"), columns=list(PARTS), fill_value=0)
    table = table.rename_axis(columns=None).astype("int64")
    return table.assign(documents=table.sum(axis=1)).reset_index()


def said_by_document(findings: "pd.DataFrame") -> Mapping[str, str]:
    """What each document reports on counted findings: a shortfall, or strengths alone."""
    counted = findings[findings["counted"]]
    directions = counted["direction"] if "direction" in counted else [""] * len(counted)
    found: dict[str, str] = {}
    for document, kind, direction in zip(counted["document_id"], counted["kind"], directions, strict=True):
        for side in sides(kind, direction):
            found[document] = SHORTFALL if side == SHORTFALL else found.get(document, ALONE)
    return found


def undated_documents(everything: "pd.DataFrame") -> int:
    """How many documents have no day of publication."""
    return int(everything.loc[everything["published"].isna(), "document_id"].nunique())


def areas_of(findings: "pd.DataFrame") -> list[str]:
    """The areas that the documents are about."""
    return sorted({area for areas in findings["areas"] for area in areas})


def columns(axes: Any, table: "pd.DataFrame") -> None:
    """One column a year, shortfalls at the foot; its label says how many of how many, the key stands in words above."""
    base = [0] * len(table)
    for part, (_, look) in PARTS.items():
        axes.bar(table["year"], table[part], bottom=base, width=WIDE, edgecolor=GREY, linewidth=0.8, **look)
        base = [low + high for low, high in zip(base, table[part], strict=True)]
    for year, short, total in zip(table["year"], table[SHORTFALL], table["documents"], strict=True):
        text = f"{short} of {total}" if len(table) <= MANY else f"{short}/{total}"
        if total:
            axes.text(year, total, text, ha="center", va="bottom", fontsize=8, color=GREY)
    most = max(base)
    axes.set_ylim(0, most * 1.3 + 0.4)
    axes.set_yticks([])
    first, last = int(table["year"].min()), int(table["year"].max())
    axes.set_xlim(min(first - 0.7, first - 2 + (last - first) / 2), max(last + 0.7, last + 2 - (last - first) / 2))
    axes.set_xticks(table["year"], [f"{year}" for year in table["year"]], rotation=90 if len(table) > MANY else 0)
    key = "Filled: a shortfall, counted in the labels. Hatched: strengths alone. White: neither"
    axes.text(0, 1, key, transform=axes.transAxes, fontsize=8, color=GREY, va="top")
