"""A reviewer's hour: how the tags get better with each finding reviewed, in the suite's order and in a random one.

    python benchmarks/reviewers_hour.py BASE LABELS_DIR… [--write] [--kept FILE]

Every labelled document is read and tagged by models that never saw it (ten parts, by document). Then findings are reviewed
one after another, the labels standing for the reviewer's answers, and after each the F1 of all tags is taken: those reviewed
as the reviewer left them, the others as the machine gave them. --write draws docs/reviewers_hour.png and puts the figures
into docs/accuracy.json, from which the page is made (tools/make_accuracy.py --page). --kept keeps what the models found,
so that another order can be tried without learning anew.
"""

import argparse
import json
import pickle
import random
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from evidence_lib.charts.chart import Chart
from evidence_lib.charts.counts import SHORTFALL
from evidence_lib.charts.look import COLOURS, GREY, PALE
from evidence_lib.core.base_folder import find_base
from evidence_lib.core.records import Edition, Finding
from evidence_lib.findings.extract import extract
from evidence_lib.learning.evaluate import PARTS, held_documents, renamed
from evidence_lib.learning.labels import Labelled
from evidence_lib.learning.score import Found, score
from evidence_lib.learning.trained import LabelledDocument, train
from evidence_lib.review.order import expected_errors
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.reading import read
from evidence_lib.themes.tagger import tag

DOCS = Path(__file__).resolve().parents[1] / "docs"
FIGURES, PICTURE = DOCS / "accuracy.json", DOCS / "reviewers_hour.png"
SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
BAR = 0.5  # of the error, gone after a quarter
LABEL = {"suite": "what matters first", "random": "random order", "best": "if one knew the errors"}
Row = tuple[Finding, Mapping[str, float], Sequence[str]]


def found_in(part: Sequence[LabelledDocument], others: Sequence[LabelledDocument], codebook: Codebook) -> list[Row]:
    """The findings of some documents, with every theme's chance and the tags given, by models learned from others."""
    trained = train(others, codebook)
    rows: list[Row] = []
    for document in part:
        source = document.source
        about = (source.document_id, document.blocks, Edition.ORIGINAL, source.areas, source.programme)
        findings, _ = extract(*about, trained.models, source.published)
        for one in findings:
            chances = trained.themes.probabilities(read(one.quote, one.heading, codebook), codebook.ids)
            given = [own.theme_id for own in tag(one.quote, one.heading, codebook, trained.themes)]
            rows.append((one, chances, given))
    return rows


def gather(data: Path, labels: Sequence[Path]) -> tuple[list[Row], list[Labelled]]:
    """Everything out of fold."""
    base = find_base(data)
    codebook = read_codebook(base.codebook)
    held, _ = held_documents(base, labels)
    parts = [held[at::PARTS] for at in range(PARTS)]
    others = [[one for one in held if one not in part] for part in parts]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        rows = [row for found in pool.map(found_in, parts, others, [codebook] * PARTS) for row in found]
    return rows, [renamed(one, document.source.document_id) for document in held for one in document.findings]


def counts(rows: Sequence[Row], labelled: Sequence[Labelled]) -> tuple[list[tuple[int, int, int]], list[int], int]:
    """Right, wrong and missed tags of each finding; how many it should have; tags of findings that were never found."""
    found = [
        Found(one.document_id, one.page_start, one.page_end, one.heading, one.quote, str(one.kind), tuple(given), ())
        for one, _, given in rows
    ]
    result = score(labelled, found)
    label = {id(finding): one for one, finding in result.pairs}
    tallies, wanted = [], []
    for finding in found:
        own = label.get(id(finding))
        want, may = (set(own.themes), set(own.themes_optional)) if own else (set(), set())
        given = set(finding.themes)
        tallies.append((len(given & want), len(given - want - may), len(want - given)))
        wanted.append(len(want))
    return tallies, wanted, sum(len(one.themes) for one in result.lost)


def curve(
    order: Sequence[int], tallies: Sequence[tuple[int, int, int]], wanted: Sequence[int], lost: int
) -> list[float]:
    """The F1 of all tags after none, one, two … findings are reviewed in an order; what was never found stays missed."""
    right, wrong, missed = (sum(column) for column in zip(*tallies, strict=True))
    missed += lost
    steps = [2 * right / (2 * right + wrong + missed)]
    for at in order:
        own = tallies[at]
        right, wrong, missed = right + wanted[at] - own[0], wrong - own[1], missed - own[2]
        steps.append(2 * right / (2 * right + wrong + missed))
    return steps


def orders(rows: Sequence[Row], tallies: Sequence[tuple[int, int, int]]) -> dict[str, list[int]]:
    """The suite's order, a random one, and the best that there can be."""
    every = list(range(len(rows)))
    worth = [expected_errors(chances, given) for _, chances, given in rows]
    return {
        "suite": sorted(every, key=lambda at: -worth[at]),
        "random": random.Random(0).sample(every, len(every)),
        "best": sorted(every, key=lambda at: -(tallies[at][1] + tallies[at][2])),
    }


def measure(rows: Sequence[Row], labelled: Sequence[Labelled]) -> dict[str, Any]:
    """The figures: F1 by the share reviewed, and which part of the error is gone after a quarter."""
    tallies, wanted, lost = counts(rows, labelled)
    figures: dict[str, Any] = {"findings": len(rows), "documents": len({one.document_id for one, _, _ in rows})}
    figures["shares"], figures["curves"], figures["gone"] = list(SHARES), {}, {}
    figures["points"] = {}
    for name, order in orders(rows, tallies).items():
        steps = curve(order, tallies, wanted, lost)
        figures["curves"][name] = [round(steps[round(share * len(rows))], 3) for share in SHARES]
        figures["points"][name] = [round(steps[at * len(rows) // 50], 3) for at in range(51)]
        figures["gone"][name] = round((steps[len(rows) // 4] - steps[0]) / (1 - steps[0]), 3)
    figures["alt"] = chart(figures).alt
    return figures


def chart(figures: dict[str, Any]) -> Chart:
    """The picture."""
    import pandas as pd

    gone = figures["gone"]
    look = {"suite": (COLOURS[SHORTFALL], "-"), "random": (GREY, "--"), "best": (GREY, ":")}

    def draw(axes: Any) -> None:
        for name, points in figures["points"].items():
            colour, line = look[name]
            axes.plot([2 * at for at in range(51)], points, color=colour, linestyle=line, linewidth=2)
            axes.annotate(
                LABEL[name], (36, points[18]), xytext=(-6, 6), textcoords="offset points", ha="right", color=GREY
            )
        axes.axvline(25, color=PALE, linewidth=1)
        axes.set_xlabel("findings reviewed, in a hundred")
        axes.set_ylabel("F1 of all tags")
        axes.grid(axis="both", color=PALE, linewidth=0.5)

    told = "; ".join(
        f"{LABEL[name]}: "
        + ", ".join(
            f"{value:.2f} after {100 * share:.0f} in a hundred" for share, value in zip(SHARES, values, strict=True)
        )
        for name, values in figures["curves"].items()
    )
    return Chart(
        name="reviewers_hour",
        title="Reviewing what matters first mends the tags faster",
        scope=f"{figures['findings']:,} findings of {figures['documents']} labelled documents, by models that never saw them.",
        source_line="Source: the labelled documents, their labels standing for a reviewer's answers.",
        counted="tags of themes",
        data=pd.DataFrame(figures["points"]),
        alt=f"F1 of all tags by the share of findings reviewed. {told}. After a quarter {100 * gone['suite']:.0f} in a hundred "
        f"of the error are gone, and {100 * gone['random']:.0f} in random order.",
        draw=draw,
        height=4.2,
    )


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kept", type=Path)
    args = parser.parse_args()
    if args.kept and args.kept.is_file():
        rows, labelled = pickle.loads(args.kept.read_bytes())
    else:
        rows, labelled = gather(args.base, args.labels)
        if args.kept:
            args.kept.write_bytes(pickle.dumps((rows, labelled)))
    figures = measure([row[:3] for row in rows], labelled)
    for name, values in figures["curves"].items():
        shown = ", ".join(f"{100 * share:.0f} %: {value:.3f}" for share, value in zip(SHARES, values, strict=True))
        print(f"{LABEL[name]}: {shown}; of the error gone after a quarter: {figures['gone'][name]:.3f}")
    print(f"bar {BAR}: {'met' if figures['gone']['suite'] >= BAR else 'not met'}")
    if args.write:
        held = json.loads(FIGURES.read_text(encoding="utf-8"))
        FIGURES.write_text(
            json.dumps(held | {"reviewers_hour": figures}, indent=1) + "\n", encoding="utf-8", newline="\n"
        )
        chart(figures).write(PICTURE, dpi=110)


if __name__ == "__main__":
    main()
