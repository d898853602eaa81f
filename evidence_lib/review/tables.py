"""The tables of a review: what is next, what waits, what is left, how far reviewers agree."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.chart import Cell, Table
from evidence_lib.charts.words import amount, sentence
from evidence_lib.review.items import Item

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase
    from evidence_lib.review.left import Left

SOURCE = "Source: data/reviews.csv and the findings of this base."
WORDS = 160  # letters of a quote in a list


def queue_table(base: "EvidenceBase", items: Sequence[Item], most: int) -> Table:
    """The first findings that are to be reviewed, with the reasons."""
    rows = [
        (
            str(at),
            "; ".join(item.reasons),
            f"{item.title}{f', page {item.page}' if item.page else ''}",
            short(item.quote, item.edition == "digest"),
            "; ".join(base.themes[theme].label for theme in item.themes) or "none",
        )
        for at, item in enumerate(items[:most], start=1)
    ]
    return table(
        "review_next",
        f"What to review first, {len(rows)} of {len(items):,}",
        ("", "Why now", "Where", "Finding", "Themes so far"),
        rows,
        "Findings that nobody has decided on, on which people differ, or whose theme was split or retired since.",
    )


def tasks_table(held: "pd.DataFrame") -> Table:
    """What waits for a person."""
    rows = [
        (
            row["task"],
            row["finding_id"],
            row["field"],
            row["said"],
            row["in_force"] or "none",
            short(row["quote"], False),
        )
        for row in held.to_dict("records")
    ]
    return table(
        "review_tasks",
        f"{sentence(amount(len(rows), 'task'))} for people to settle",
        ("Task", "Finding", "Field", "Who says what", "Holds until then", "Words"),
        rows,
        "Decisions on which people differ, whose words are gone from their document, or whose theme was split or retired since.",
    )


def left_table(held: Sequence["Left"]) -> Table:
    """How many unreviewed findings probably still carry each theme."""
    rows = [
        (
            one.label,
            f"{one.unreviewed:,}",
            f"{one.tagged:,}",
            f"{one.seen} of {one.sampled}",
            f"{one.likely:,}",
            one.span,
        )
        for one in held
    ]
    return table(
        "review_left",
        "How many unreviewed findings probably carry a theme",
        ("Theme", "Unreviewed", "Tagged by the machine", "In the random sample", "Probably", "95 in 100: between"),
        rows,
        "Estimated from the newest random sample of the unreviewed, as people answered it (exact interval).",
    )


def agreement_table(held: "pd.DataFrame") -> Table:
    """How far two reviewers agree, the least first."""
    rows = [
        (
            row["label"],
            f"{row['findings']:,}",
            f"{row['both']} / {row['one']}",
            figure(row["kappa"]),
            figure(row["alpha"]),
            f"{figure(row['low'])} to {figure(row['high'])}",
        )
        for row in held.to_dict("records")
    ]
    return table(
        "review_agreement",
        "How far reviewers agree",
        ("Theme", "Findings", "Both / one alone gave it", "Cohen's kappa", "Krippendorff's alpha", "Alpha, 95 in 100"),
        rows,
        "First answers on findings of a blind sample. Intervals by resampling documents.",
        "0: no better than chance; 1: the same. Below 0.67 nothing should rest on it (Krippendorff)",
    )


def figure(value: Any) -> str:
    """A figure of agreement; "-" where it has no meaning, as nobody or everybody gave the theme."""
    return "-" if value != value else f"{value:.2f}"


def short(text: str, digest: bool) -> str:
    """The head of a finding's words, marked where they are ours."""
    cut = text if len(text) <= WORDS else f"{text[:WORDS].rsplit(' ', 1)[0]} …"
    return f"Digest, in our words: {cut}" if digest else cut


def table(
    name: str, title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]], scope: str, units: str = "findings"
) -> Table:
    """One table of the review."""
    import pandas as pd

    held = list(rows)
    return Table(
        name=name,
        title=title,
        scope=scope,
        source_line=SOURCE,
        counted="nothing: it lists findings" if units == "findings" else "findings",
        units=units,
        data=pd.DataFrame(held, columns=[part or "place" for part in head]),
        head=head,
        rows=tuple(tuple(Cell(text) for text in row) for row in held),
    )


def differences_table(held: "pd.DataFrame") -> Table:
    """What reviewers differ on, to be talked through."""
    rows = [(f"{row['apart']:.2f}", row["said"], short(row["quote"], False)) for row in held.to_dict("records")]
    return table(
        "review_differences",
        f"{sentence(amount(len(rows), 'finding'))} to talk through",
        ("Apart", "Who gave what", "Words"),
        rows,
        "Findings on whose themes reviewers differ, the farthest apart first.",
    )


def drift_table(held: "pd.DataFrame", reviewer: str) -> Table:
    """How one reviewer's answers change over time."""
    rows = [
        (
            str(row["part"]),
            f"{row['since']} to {row['until']}",
            str(row["findings"]),
            f"{row['themes']:.1f}",
            figure(row["alpha"]),
            f"{figure(row['low'])} to {figure(row['high'])}",
        )
        for row in held.to_dict("records")
    ]
    return table(
        "review_drift",
        f"How {reviewer} decides over time",
        ("Part", "Days", "Findings", "Themes a finding", "Alpha with the shipped model", "95 in 100"),
        rows,
        "The answers in their order, in parts of one size, each against a model that never changes.",
        "0: no better than chance; 1: the same",
    )
