"""What an evaluation says, as tables for the screen and for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from evidence_lib.charts.chart import Cell, Chart, Table
from evidence_lib.charts.trust import reliability as reliability_chart
from evidence_lib.charts.words import amount, listing, sentence
from evidence_lib.learning.evaluate import Evaluation
from evidence_lib.learning.labels import Labelled
from evidence_lib.learning.reliability import reliability
from evidence_lib.learning.score import Found, Tally

if TYPE_CHECKING:
    import pandas as pd

WORST = 25  # disagreements that are told
COUNTS = ("Right", "Wrong", "Missed", "F1")
UNITS = "F1 from 0 (nothing right) to 1 (nothing wrong or missed)"


def scope(evaluation: Evaluation) -> str:
    """What was scored, and whether the models knew it: nobody may take an in-sample figure for a measure."""
    documents = sentence(amount(len(evaluation.documents), "labelled document"))
    if evaluation.cross_validated:
        return f"{documents}, each read by models that never saw it (cross-validated by document)."
    if known := evaluation.in_sample:
        return (
            f"{documents}. IN-SAMPLE: the models learned from {len(known)} of them, so that these figures flatter: "
            "measure with --cross-validate."
        )
    return f"{documents}, none of which the models learned from."


def source_line(evaluation: Evaluation) -> str:
    """Where the figures come from."""
    left = f"; left out: {listing(evaluation.left_out)}" if evaluation.left_out else ""
    return f"Source: the labelled documents and what the suite found in them{left}."


def report(evaluation: Evaluation) -> list[Table]:
    """The tables: the whole, themes, agencies, kinds, the worst disagreements."""
    return [
        whole(evaluation),
        tally_table(evaluation, "themes", evaluation.score.themes),
        tally_table(evaluation, "agencies", evaluation.score.agencies),
        kinds_table(evaluation),
        disagreements(evaluation),
    ]


def reliability_of(evaluation: Evaluation) -> Chart:
    """The picture of what a score is worth."""
    steps = reliability(evaluation.score)
    return reliability_chart(
        frame(map(asdict, steps), ("low", "high", "score", "tags", "right")), scope(evaluation), source_line(evaluation)
    )


def reliability_table(evaluation: Evaluation) -> Table:
    """The data of that picture."""
    rows = [
        (f"{step.low:.1f} to {step.high:.1f}", f"{step.score:.2f}", f"{step.tags:,}", f"{100 * step.right:.0f}")
        for step in reliability(evaluation.score)
    ]
    title, head = "Tags by their score", ("Score", "Mean score", "Tags", "Right, in a hundred")
    return table(evaluation, "reliability_table", title, head, rows, "tags that the machine gave", "tags")


def frame(rows: Iterable[dict[str, object]], columns: Sequence[str]) -> "pd.DataFrame":
    """Rows as a frame, with its columns even where there is no row."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))


def table(
    evaluation: Evaluation,
    name: str,
    title: str,
    head: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    counted: str,
    units: str = UNITS,
) -> Table:
    """One table of the report."""
    return Table(
        name=name,
        title=title,
        scope=scope(evaluation),
        source_line=source_line(evaluation),
        counted=counted,
        units=units,
        data=frame((dict(zip(head, row, strict=True)) for row in rows), head),
        head=head,
        rows=tuple(tuple(Cell(text) for text in row) for row in rows),
    )


def figures(evaluation: Evaluation) -> dict[str, float]:
    """The figures of the whole, by their names, from 0 to 1."""
    score = evaluation.score
    return {
        "finding F1": score.found_f1,
        "page right": score.share(score.pages),
        "kind right": score.share(score.kinds),
        "themes micro F1": score.themes.f1(),
        "themes macro F1": score.themes.macro,
        "agencies micro F1": score.agencies.f1(),
        "agencies macro F1": score.agencies.macro,
    }


def whole(evaluation: Evaluation) -> Table:
    """Findings, pages, kinds, themes, agencies."""
    score = evaluation.score
    rows = [(name, f"{value:.3f}") for name, value in figures(evaluation).items()]
    rows += [
        ("labelled findings", f"{len(score.pairs) + len(score.lost):,}"),
        ("of these found", f"{len(score.pairs):,}"),
        ("given that match no label", f"{len(score.surplus):,}"),
    ]
    return table(evaluation, "scores", "How good it is on labelled documents", ("Measure", "Value"), rows, "findings")


def tally_table(evaluation: Evaluation, what: str, tally: Tally) -> Table:
    """Each theme's or agency's row, the weakest first."""
    labels = [*tally.labels, *sorted(set(tally.wrong) - set(tally.labels))]
    rows = [
        (
            label,
            f"{tally.right[label]:,}",
            f"{tally.wrong[label]:,}",
            f"{tally.missed[label]:,}",
            f"{tally.f1(label):.3f}",
        )
        for label in labels
    ]
    title = f"{sentence(what)}, the weakest first"
    return table(evaluation, what, title, (sentence(what), *COUNTS), rows, "findings that have or were given it")


def kinds_table(evaluation: Evaluation) -> Table:
    """Which kinds are taken for which."""
    pairs = evaluation.score.pairs
    counts: dict[tuple[str, str], int] = {}
    for label, finding in pairs:
        counts[label.kind, finding.kind] = counts.get((label.kind, finding.kind), 0) + 1
    rows = [(kind, given, f"{number:,}") for (kind, given), number in sorted(counts.items(), key=lambda row: -row[1])]
    return table(
        evaluation,
        "kinds",
        "Kinds labelled and kinds given",
        ("Labelled", "Given", "Findings"),
        rows,
        "findings found",
        "findings",
    )


def disagreements(evaluation: Evaluation) -> Table:
    """The worst first: what was not found, what is no finding, then findings with most themes wrong or missed."""
    score = evaluation.score
    differ = sorted(score.pairs, key=lambda pair: -len(differing(*pair)))
    rows = [pair_row(label, finding) for label, finding in differ if differing(label, finding)][:WORST]
    rows += [
        ("not found", place(one.document_id, one.page), ";".join(one.themes), "", one.text)
        for one in score.lost[:WORST]
    ]
    rows += [
        ("is no finding", place(one.document_id, one.page_start), "", ";".join(one.themes), one.quote)
        for one in score.surplus[:WORST]
    ]
    title = f"The worst disagreements, at most {WORST} of a sort"
    return table(
        evaluation,
        "disagreements",
        title,
        ("What", "Where", "Labelled", "Given", "Words"),
        rows,
        "nothing: it lists findings",
        "themes, kinds",
    )


def differing(label: Labelled, finding: Found) -> set[str]:
    """The themes on which a label and a finding differ, but for those the labellers differed on."""
    given = set(finding.themes)
    return (given - set(label.themes) - set(label.themes_optional)) | (set(label.themes) - given)


def pair_row(label: Labelled, finding: Found) -> tuple[str, ...]:
    """A finding with other themes than its label."""
    kinds = "" if finding.kind in (label.kind, label.kind_also) else f" (kind {label.kind}, given {finding.kind})"
    given = "; ".join(
        f"{theme} {sure:.2f}"
        for theme, sure in zip(finding.themes, (*finding.scores, *[1.0] * len(finding.themes)), strict=False)
    )
    return (
        f"themes differ{kinds}",
        place(finding.document_id, finding.page_start),
        "; ".join(label.themes),
        given,
        finding.quote,
    )


def place(document: str, page: int | None) -> str:
    """Document and page."""
    return f"{document}, page {page}" if page else document
