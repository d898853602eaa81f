"""The documents of the base over time."""

from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL, STRENGTH
from evidence_lib.charts.look import COLOURS, GREY, NONE, blank, height, rows_down, told
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    import pandas as pd

NOUNS = {"original": ("original", ""), "digest": ("digest", ""), "wanted": ("wanted only", "wanted only")}
LOOKS = {"original": ("s", COLOURS[SHORTFALL]), "digest": ("o", COLOURS[STRENGTH]), "wanted": ("x", GREY)}


def documents_over_time(documents: "pd.DataFrame", name: str = "documents_over_time") -> Chart:
    """The documents by day of publication: held as original, as digest, or only wanted."""
    dated = documents.dropna(subset=["published"]).sort_values(["published", "document_id"]).reset_index(drop=True)
    state = [edition if held else "wanted" for edition, held in zip(dated["edition"], dated["held"], strict=True)]
    labels = [named(areas, kind) for areas, kind in zip(dated["areas"], dated["kind"], strict=True)]
    days = [f"{long_date(day)}, {held}" for day, held in zip(dated["published"], state, strict=True)]

    def draw(axes: Any) -> None:
        import pandas as pd
        from matplotlib.dates import AutoDateLocator, DateFormatter

        for row, (day, held) in enumerate(zip(dated["published"], state, strict=True)):
            mark, colour = LOOKS[held]
            axes.plot(day, row, mark, color=colour, ms=8)
            place = {"xytext": (9, 0), "textcoords": "offset points"}
            axes.annotate(days[row], (day, row), va="center", fontsize=9, color=GREY, **place)
        rows_down(axes, labels)
        first, last = dated["published"].min(), dated["published"].max()
        span = max(last - first, pd.Timedelta(days=365))
        axes.set_xlim(first - 0.06 * span, last + 0.4 * span)  # room for the words beside the last mark
        places = AutoDateLocator(minticks=2, maxticks=5)
        axes.xaxis.set_major_locator(places)
        axes.xaxis.set_major_formatter(DateFormatter("%b %Y"))

    counts = [words.amount(state.count(held), *NOUNS[held]) for held in LOOKS if held in state]
    undated = len(documents) - len(dated)
    return Chart(
        name=name,
        title=f"{words.sentence(words.amount(len(dated), 'document'))} {words.years(dated)}" if len(dated) else NONE,
        scope=f"{words.sentence(words.amount(len(documents), 'document'))} in this selection"
        + (f", {words.number(undated)} of them without a known day of publication." if undated else "."),
        source_line="Source: the catalogue, data/sources.csv.",
        counted="documents",
        data=dated[["document_id", "published"]].assign(state=state),
        alt=told([f"{label}: {day}" for label, day in zip(labels, days, strict=True)]),
        subtitle=f"Held: {words.listing(counts)}" if counts else "",
        draw=draw if len(dated) else blank,
        height=height(labels),
    )


def named(areas: list[str], kind: str) -> str:
    """A row's label: what the document is about, and what it is where that is no inspection of one area."""
    about = f"{len(areas)} areas" if len(areas) > 2 else words.listing(areas) or "no area"
    return about if kind == "inspection" else f"{about} ({kind})"
