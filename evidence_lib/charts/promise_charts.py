"""Commitments as pictures: on a line of time, and by theme and status."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart
from evidence_lib.charts.look import GREY, blank, height, rows_down, told
from evidence_lib.charts.office import editable
from evidence_lib.charts.promise_words import NO_THEME, scope, shorter, source_line
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

CLEAR = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # so that no line runs through the words
COMMISSIONING = "commissioning"  # said already by the action
LABEL = 52  # letters of a row's label
NONE = "No commitment in this selection"
# Statuses in the order of their lives; the shade and the hatch tell them apart, never colour alone.
STATUSES = ("no update held", "not started", "in progress", "awaiting sign-off", "done", "will not be done", "not ours")
SHADES = ("#FFFFFF", "#B1B4B6", "#A285D1", "#F46A25", "#12436D", "#801650", "#3D3D3D")
PATTERNS = ("", "....", "////", "\\\\\\\\", "", "xxxx", "++++")
LABELLED = 0.6  # commitments a bar must hold before its number stands in it
EARLY_ROOM, LATE_ROOM = 0.05, 0.75  # of the span: before the first mark, and for the words beside the last


def commitments_timeline(
    commitments: "pd.DataFrame", codebook: "Codebook", as_of: date, name: str = "commitments_timeline"
) -> Chart:
    """Each commitment from the day it was made to the day it is due; one without a day runs on, and says so.

    A commitment stands from the day of its response, or where that is not known from that of the report answered.
    """
    table = on_a_line(commitments)
    dated = int(table["due_date"].notna().sum())
    labels = [label(row, codebook) for row in table.to_dict("records")]
    lines = [said(row, name) for row, name in zip(table.to_dict("records"), labels, strict=True)]

    def draw(axes: Any) -> None:
        import pandas as pd

        now = pd.Timestamp(as_of)
        first, last = table["begun"].min(), max(now, table["due_date"].max() if dated else now)
        for row, one in enumerate(table.to_dict("records")):
            line(axes, row, one, now)
        axes.axvline(now, color=GREY, linewidth=0.8, linestyle=(0, (2, 2)))
        span = max(last - first, pd.Timedelta(days=365))
        axes.annotate(
            f"{long_date(as_of)}", (now, -0.75), fontsize=8, color=GREY, ha="center", bbox=CLEAR, annotation_clip=False
        )
        rows_down(axes, labels)
        axes.set_ylim(len(labels) - 0.5, -1.0)
        axes.set_xlim(first - EARLY_ROOM * span, last + LATE_ROOM * span)
        years(axes, first, last)

    late = int(table["overdue"].sum())
    title = timeline_title(len(table), dated, late)
    return Chart(
        name=name,
        title=title,
        scope=scope(commitments, as_of),
        source_line=source_line(commitments),
        counted="commitments, one a clause",
        data=table.drop(columns="themes"),
        alt=f"{title}. {told(lines)}" if lines else NONE,
        subtitle="● made   ■ due   ○ no day: it runs on" if len(table) else "",
        draw=draw if len(table) else lambda axes: blank(axes),
        height=height(labels) + 0.4,
    )


def on_a_line(commitments: "pd.DataFrame") -> "pd.DataFrame":
    """The commitments that have a day to begin from, the first due on top and those without a day below."""
    begun = commitments["published"].fillna(commitments["report_published"])
    table = commitments.assign(begun=begun).dropna(subset=["begun"])
    table = table.sort_values(["due_date", "begun", "commitment_id"], na_position="last", ignore_index=True)
    return table[
        [
            "commitment_id",
            "quote",
            "begun",
            "due_date",
            "due_text",
            "status",
            "overdue",
            "themes",
            "action",
            "destination",
        ]
    ]


def line(axes: Any, row: int, one: Any, now: Any) -> None:
    """One commitment's line."""
    open_ended = one["due_date"] != one["due_date"]
    end = now if open_ended else one["due_date"]
    colour = "#801650" if one["overdue"] else "#12436D"
    axes.plot([one["begun"], end], [row, row], color=colour, linewidth=1.6, linestyle=":" if open_ended else "-")
    axes.plot(one["begun"], row, "o", color=colour, ms=6)
    axes.plot(
        end, row, "o" if open_ended else "s", color=colour, markerfacecolor="white" if open_ended else colour, ms=7
    )
    shown = beside(one)
    at = max(end, now) if not open_ended else end
    axes.annotate(shown, (at, row), xytext=(9, 0), textcoords="offset points", va="center", fontsize=8, color=GREY)


def beside(one: Any) -> str:
    """The words beside a line: its status, and that its day is past."""
    day = "" if one["due_date"] != one["due_date"] else f"due {one['due_date']:%b %Y}, "
    return f"{'past its day, ' if one['overdue'] else day}{one['status']}"


def label(one: Any, codebook: "Codebook") -> str:
    """A row's label: the action, and what it is about (its themes, else the document it is to reach, else its words)."""
    themes = [theme for theme in one["themes"] if theme != COMMISSIONING or one["action"] != "inform commissioning"]
    about = words.listing(words.inside(words.theme_name(theme, codebook)) for theme in themes) or one["destination"]
    return shorter(f"{words.sentence(one['action'])}: {about or one['quote']}", LABEL)


def said(one: Any, name: str) -> str:
    """A line of alt text."""
    due = "without a day" if one["due_date"] != one["due_date"] else f"due {long_date(one['due_date'])}"
    return f"{name}: made {long_date(one['begun'])}, {due}, {one['status']}{', past its day' * bool(one['overdue'])}"


def timeline_title(total: int, dated: int, late: int) -> str:
    """What the line shows: how many are past their day, else how many have one."""
    if not total:
        return NONE
    if late:
        return words.sentence(
            f"{words.share(late, total, 'commitment')} {'is past its' if late == 1 else 'are past their'} day"
        )
    return words.sentence(f"{words.share(dated, total, 'commitment')} {'has' if dated < 2 else 'have'} a day")


def years(axes: Any, first: Any, last: Any) -> None:
    """An axis of months and years that stays readable and ends with the days it shows, not with the words beside them."""
    from matplotlib.dates import AutoDateLocator, DateFormatter, date2num

    places = AutoDateLocator(minticks=2, maxticks=6).tick_values(first.to_pydatetime(), last.to_pydatetime())
    shown = [place for place in places if date2num(first) <= place <= date2num(last)]
    axes.set_xticks(shown)
    axes.xaxis.set_major_formatter(DateFormatter("%b %Y"))
    axes.spines["bottom"].set_bounds(date2num(first), date2num(last))


def status_by_theme(
    commitments: "pd.DataFrame", codebook: "Codebook", as_of: date, name: str = "status_by_theme"
) -> Chart:
    """How the commitments on each theme stand; one on two themes stands under both, as the caption says."""
    table = theme_counts(commitments, codebook)
    statuses = [status for status in STATUSES if status in table.columns]
    lines = [row_told(theme, counts, statuses) for theme, counts in table.iterrows()]

    def draw(axes: Any) -> None:
        start = [0] * len(table)
        for status in statuses:
            look = {"color": SHADES[STATUSES.index(status)], "hatch": PATTERNS[STATUSES.index(status)]}
            axes.barh(range(len(table)), table[status], left=start, height=0.62, edgecolor=GREY, linewidth=0.8, **look)
            start = [at + int(count) for at, count in zip(start, table[status], strict=True)]
        for row, total in enumerate(start):
            counts = [f"{int(table[status].iloc[row])} {status}" for status in statuses if table[status].iloc[row]]
            axes.text(total + 0.06, row, ", ".join(counts), va="center", fontsize=8, color=GREY)
        rows_down(axes, table.index)
        most = max(start)
        axes.set_xlim(0, most * (1.9 if len(statuses) > 2 else 1.6))
        axes.set_xticks(range(most + 1) if most <= 12 else range(0, most + 1, 5))
        axes.spines["bottom"].set_bounds(0, most)
        axes.set_xlabel("commitments", loc="left")

    title = status_title(commitments)
    return Chart(
        name=name,
        title=title,
        scope=f"{scope(commitments, as_of)} A commitment on several themes stands under each.",
        source_line=source_line(commitments),
        counted="commitments",
        data=table.reset_index(),
        alt=f"{title}. {told(lines)}" if lines else NONE,
        draw=draw if len(table) else lambda axes: blank(axes),
        height=height(table.index),
        editable=editable("stacked bars", table.index, {status: table[status] for status in statuses}, "commitments"),
    )


def theme_counts(commitments: "pd.DataFrame", codebook: "Codebook") -> "pd.DataFrame":
    """Commitments by theme and status, the theme with most on top; those without a theme last."""
    rows = commitments.explode("themes")
    labels = [
        NO_THEME if theme != theme or theme is None else words.theme_name(theme, codebook) for theme in rows["themes"]
    ]
    counted = rows.assign(theme=labels).groupby(["theme", "status"]).size().unstack(fill_value=0)
    counted = counted.rename_axis(columns=None)
    totals = counted.sum(axis=1)
    order = sorted(counted.index, key=lambda theme: (theme == NO_THEME, -int(totals[theme]), theme))
    return counted.loc[order, [status for status in STATUSES if status in counted.columns]]


def row_told(theme: object, counts: "pd.Series[int]", statuses: Sequence[str]) -> str:
    """One row of the chart in words."""
    return f"{theme}: " + ", ".join(f"{int(counts[status])} {status}" for status in statuses if counts[status])


def status_title(commitments: "pd.DataFrame") -> str:
    """What is said of the statuses: on how many nothing has been heard, else how many are done."""
    total = len(commitments)
    if not total:
        return NONE
    silent = int((commitments["status"] == "no update held").sum())
    if silent:
        return words.sentence(f"no update is held on {words.share(silent, total, 'commitment')}")
    done = int((commitments["status"] == "done").sum())
    return words.sentence(f"{words.share(done, total, 'commitment')} {'is' if done == 1 else 'are'} done")
