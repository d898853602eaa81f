"""Pictures of how far what the machine gave can be trusted."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Chart, Table
from evidence_lib.charts.counts import SHORTFALL
from evidence_lib.charts.look import COLOURS, GREY, PALE, blank, height, rows_down, told
from evidence_lib.charts.office import editable
from evidence_lib.charts.tables import IN_OUR_WORDS, LISTS
from evidence_lib.core.records import Edition, Kind

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

DEEP = COLOURS[SHORTFALL]
MACHINE = "machine"
WAYS = {  # column read_by of documents
    "tree": "by the tags of the file",
    "markup": "by mark-up",
    "text": "as plain text",
    "layout": "by looks, for want of tags, where a paragraph may be cut wrongly",
    "ocr": "from pictures of pages, where letters may be wrong",
}
BY_EYE = ("layout", "ocr")
FEW = 20  # tags; the share right among fewer is drawn hollow, for one tag more could move it by five in a hundred


def reliability(table: "pd.DataFrame", scope: str, source_line: str, name: str = "reliability") -> Chart:
    """Of the tags given at each score, how many were right: on the line, the score means what it says.

    table has a row a step of scores: low and high (its edges), score (the mean of the tags in it), tags (their number),
    right (the share of them that was right, 0 to 1).
    """
    rows = table[table["tags"] > 0].to_dict("records")
    lines = [
        f"given at {_hundred(row['score'])}: {_hundred(row['right'])} right of 100, {row['tags']:,} tags"
        for row in rows
    ]

    def draw(axes: Any) -> None:
        axes.plot([0, 100], [0, 100], color=PALE, linewidth=1.5)
        axes.text(22, 27, "as sure as it is right", color=GREY, fontsize=9, rotation=33, ha="left")
        for row in rows:
            firm = row["tags"] >= FEW
            look = {"markerfacecolor": DEEP if firm else "white", "markeredgecolor": DEEP}
            axes.plot(100 * row["score"], 100 * row["right"], "o", ms=9, **look)
            place = {"xytext": (9, -10), "textcoords": "offset points"}
            axes.annotate(
                f"{row['tags']:,} tags", (100 * row["score"], 100 * row["right"]), fontsize=9, color=GREY, **place
            )
        axes.plot([100 * row["score"] for row in rows], [100 * row["right"] for row in rows], color=DEEP, linewidth=1)
        axes.set_xlim(20, 108)
        axes.set_ylim(0, 105)
        axes.set_xlabel("score of the tag, in a hundred")
        axes.set_ylabel("right, in a hundred")
        axes.grid(axis="both", color=PALE, linewidth=0.5)

    return Chart(
        name=name,
        title=_reliable(rows),
        scope=scope,
        source_line=source_line,
        counted="tags that the machine gave, by their score; hollow where fewer than twenty",
        data=table,
        alt=f"Tags by score, and how many of each hundred were right. {told(lines)}",
        draw=draw if rows else blank,
        height=4.2,
    )


def _hundred(share: float) -> int:
    """A share as so many in a hundred."""
    return round(100 * share)


def _reliable(rows: Sequence[Mapping[Hashable, Any]]) -> str:
    """The title: what a tag at a score near 0.8 is worth, where there are such tags."""
    near = [row for row in rows if row["low"] <= 0.8 < row["high"] and row["tags"] >= FEW]
    if not near:
        return "How often tags are right, by their score"
    return f"Of tags scored {_hundred(near[0]['score'])}, {_hundred(near[0]['right'])} in 100 are right"


def theme_figures(figures: "pd.DataFrame", learned: str, name: str = "theme_figures") -> Chart:
    """Per theme, of a hundred tags that belong how many are found, and of a hundred given how many are right.

    figures is what theme_figures() of a base gives, learned the sentence on what its model learned from.
    """
    table = figures.sort_values(["found", "label"], ignore_index=True)
    lines = [
        f"{row['label']}: {100 - row['found']} of 100 missed, {row['correct']} of 100 given are right"
        for row in table.to_dict("records")
    ]

    def draw(axes: Any) -> None:
        for row, (found, correct) in enumerate(zip(table["found"], table["correct"], strict=True)):
            axes.plot([found, correct], [row, row], color=PALE, linewidth=2, zorder=1)
            axes.plot(found, row, "s", color=DEEP, ms=8)
            axes.plot(correct, row, "o", markerfacecolor="white", markeredgecolor=DEEP, ms=8)
        rows_down(axes, table["label"])
        axes.set_xlim(0, 103)
        axes.set_xlabel("of a hundred:  ■ found   ○ right")

    weakest = table["label"].iloc[0] if len(table) else ""
    plain = "How well each theme is found" if len(table) else "The model in force was not measured"
    return Chart(
        name=name,
        title=words.fitting(f"Found least: {words.inside(weakest)}", plain) if weakest else plain,
        scope=learned,
        source_line="Source: the figures kept with the model, measured on documents that it had not seen.",
        counted="tags on labelled findings",
        data=table,
        alt=f"Themes, the least found first. {told(lines)}",
        draw=draw if len(table) else blank,
        height=height(table["label"]),
        editable=editable("bars", table["label"], {"found": table["found"], "right": table["correct"]}, "of a hundred"),
    )


def tags_by_giver(findings: "pd.DataFrame", tags: "pd.DataFrame") -> str:
    """Who gave the tags of these findings, and how much of it a person has looked at."""
    held = tags[tags["finding_id"].isin(findings["finding_id"])]
    machine = int((held["assigned_by"] == MACHINE).sum())
    people = sorted(set(held["assigned_by"]) - {MACHINE})
    by_people = f"{len(held) - machine:,} by people ({words.listing(people)})" if people else "none by a person"
    untagged = len(findings) - held["finding_id"].nunique()
    return (
        f"{len(held):,} tags stand on {len(findings):,} findings: {machine:,} given by machine, {by_people}. "
        f"{words.sentence(words.amount(untagged, 'finding'))} {'has' if untagged == 1 else 'have'} no theme. "
        f"{words.checked(findings)}"
    )


def ways_of_reading(documents: "pd.DataFrame") -> list[str]:
    """How the documents held were read, a sentence a way, those to look at by eye named.

    A document of which a part was read in another way is told of in both, "in part".
    """
    held = documents[documents["held"]]
    read = held.assign(ways=held["read_by"].map(len)).explode("read_by")
    said = []
    for way, told_as in WAYS.items():
        so_read = read[read["read_by"] == way]
        for part, rows in so_read.groupby(so_read["ways"] > 1):
            names = f": {words.listing(rows['document_id'])}" if way in BY_EYE else ""
            many = words.sentence(words.amount(len(rows), "document"))
            said.append(f"{many} read{' in part' * bool(part)} {told_as}{names}.")
    return said


def low_scores(findings: "pd.DataFrame", tags: "pd.DataFrame", codebook: "Codebook", below: float, most: int) -> Table:
    """The tags that the machine is least sure of, to look at first: the least sure on top."""
    held = tags[(tags["assigned_by"] == MACHINE) & (tags["score"] < below)].merge(
        findings.loc[
            findings["kind"] != Kind.CASE_STUDY, ["finding_id", "document_id", "page_start", "edition", "quote"]
        ],
        on="finding_id",
    )
    shown = held.sort_values(["score", "finding_id"], ignore_index=True).head(most)
    return Table(
        name="low_scores",
        title="Tags to look at first",
        scope=f"{words.sentence(words.amount(len(held), 'tag'))} with a score below {below:.2f}, {len(shown):,} of them shown; "
        "practice studies are not shown.",
        source_line=words.source_line(findings),
        counted=LISTS,
        units="score: how sure the machine is, in a hundred",
        data=shown.drop(columns="quote"),
        head=("Theme", "Score", "Where", "The sentence that earned it", "The words that earned it"),
        rows=tuple(low_row(row, codebook) for row in shown.to_dict("records")),
    )


def low_row(row: Mapping[Hashable, Any], codebook: "Codebook") -> tuple[Cell, ...]:
    """One tag."""
    page = f", page {row['page_start']}" if row["page_start"] == row["page_start"] and row["page_start"] else ""
    ours = IN_OUR_WORDS if row["edition"] == Edition.DIGEST else ""
    return (
        Cell(words.theme_name(row["theme_id"], codebook)),
        Cell(f"{_hundred(row['score'])}"),
        Cell(f"{row['document_id']}{page}"),
        Cell(row["excerpt"] or row["quote"], remark=ours),
        Cell(row["why"]),
    )


def left_out_by_reason(left_out: "pd.DataFrame", documents: "pd.DataFrame", name: str = "left_out") -> Chart:
    """How many blocks are no finding, by reason; their words may name people and stay out."""
    held = left_out[left_out["document_id"].isin(documents["document_id"])]
    counts = held.groupby("reason")["blocks"].sum().reset_index()
    table = counts.sort_values(["blocks", "reason"], ascending=[False, True], ignore_index=True)
    lines = [f"{row['reason']}: {row['blocks']:,}" for row in table.to_dict("records")]

    def draw(axes: Any) -> None:
        axes.barh(range(len(table)), table["blocks"], height=0.62, color=DEEP)
        for row, count in enumerate(table["blocks"]):
            axes.text(count, row, f" {count:,}", va="center", fontsize=9, color=GREY)
        rows_down(axes, table["reason"])
        axes.set_xlabel("blocks")

    total, blocks = int(table["blocks"].sum()), int(documents["blocks"].sum())
    return Chart(
        name=name,
        title=f"{total:,} of {blocks:,} blocks are no finding",
        scope=f"{words.sentence(words.amount(int(documents['held'].sum()), 'document'))} held.",
        source_line="Source: the documents held, as read by the suite.",
        counted="blocks, to show that none is lost; they measure nothing else",
        data=table,
        alt=f"Blocks that are no finding, by reason. {told(lines)}",
        draw=draw if len(table) else blank,
        height=height(table["reason"]),
        editable=editable("bars", table["reason"], {"blocks": table["blocks"]}, "blocks"),
    )
