"""Whether learning from reviews ever makes the themes worse that the office asked for.

    python benchmarks/learn_from_reviews.py BASE LABELS_DIR… [--seeds 5]

The shipped model was learned from all labelled documents, so on those it would be judged by what it knows by heart. For each
seed the documents are dealt into three: from a third a model is learned as the shipped one is, a third stands for a user's
reviews, from which that model is corrected as 'evidence learn' does, and the last is asked: neither has seen it. Then the
second and the third change places. Lower numbers than the shipped model's own are to be expected (it has three times as many
documents); what counts is the difference.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from evidence_lib.core.base_folder import find_base
from evidence_lib.learning.evaluate import held_documents
from evidence_lib.learning.labels import Labelled
from evidence_lib.learning.own import correction, given, measure
from evidence_lib.learning.practice import practice_findings
from evidence_lib.learning.score import Tally
from evidence_lib.learning.themes import learn_themes
from evidence_lib.learning.trained import LabelledDocument
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.model import ThemeModel
from evidence_lib.themes.own import corrected

ASKED_FOR = ("medical-treatment", "women-policing-homes", "training")


def main() -> None:
    """Deal, learn and print; the last line says whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=5)
    args = parser.parse_args()
    base = find_base(args.base)
    held, _ = held_documents(base, args.labels)
    codebook = read_codebook(base.codebook)
    worse = 0
    for seed in range(args.seeds):
        order = sorted(held, key=lambda document: document.source.document_id)
        random.Random(seed).shuffle(order)
        thirds = [order[at::3] for at in range(3)]
        shipped = learn_themes(findings(thirds[0]), codebook, {}, practice_findings())
        for reviews, unseen in ((thirds[1], thirds[2]), (thirds[2], thirds[1])):
            worse += compared(seed, findings(reviews), findings(unseen), codebook, shipped)
    print(f"worse on a theme that was asked for: {worse} of {2 * len(ASKED_FOR) * args.seeds} times")


def findings(documents: Sequence[LabelledDocument]) -> list[Labelled]:
    """The labelled findings of some documents."""
    return [one for document in documents for one in document.findings_as_read]


def compared(
    seed: int, decided: list[Labelled], unseen: list[Labelled], codebook: Codebook, shipped: ThemeModel
) -> int:
    """Print what is learned from decided and how it does on unseen; gives how many themes asked for are worse."""
    lesson = measure(decided, codebook, shipped, ASKED_FOR)
    own = corrected(shipped, correction(decided, codebook, shipped, lesson.kept)) if lesson.kept else shipped
    every = corrected(shipped, correction(decided, codebook, shipped, ASKED_FOR))
    tallies = [Tally(), Tally(), Tally()]
    for one in unseen:
        for tally, model in zip(tallies, (shipped, own, every), strict=True):
            tally.add(one.themes, one.themes_optional, given(one, codebook, model))
    before, after, without = tallies
    print(
        f"seed {seed}: {len(decided):,} findings as reviews, {len(unseen)} asked; learned: {', '.join(lesson.kept) or 'none'}"
    )
    for theme in ASKED_FOR:
        print(
            f"  {theme:22} shipped {before.f1(theme):.3f}, learned {after.f1(theme):.3f} "
            f"(taken whatever it shows: {without.f1(theme):.3f})",
            flush=True,
        )
    return sum(after.f1(theme) < before.f1(theme) for theme in ASKED_FOR)


if __name__ == "__main__":
    main()
