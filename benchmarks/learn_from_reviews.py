"""Whether learning from reviews ever makes the themes worse that the office asked for.

    python benchmarks/learn_from_reviews.py BASE LABELS_DIR… [--seeds 3] [--unseen]

For each seed the labelled documents are dealt into halves: one stands for a user's reviews, from which the shipped model is
corrected as 'evidence learn' does, and the other is asked; then they change places. The shipped model was learned from all of
these documents, so that there is little to gain. With --unseen it is one that saw neither: the documents are dealt into
three, and from the first third a model is learned as the shipped one is. Its numbers are lower; what counts is the difference.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from evidence_lib.core.base_folder import find_base
from evidence_lib.learning import own as learning
from evidence_lib.learning.evaluate import held_documents
from evidence_lib.learning.labels import Labelled
from evidence_lib.learning.own import correction, given, measure
from evidence_lib.learning.practice import practice_findings
from evidence_lib.learning.score import Tally
from evidence_lib.learning.themes import learn_themes
from evidence_lib.learning.trained import LabelledDocument
from evidence_lib.themes import tagger
from evidence_lib.themes.codebook import Codebook, read_codebook
from evidence_lib.themes.model import ThemeModel, shipped_model
from evidence_lib.themes.own import corrected
from evidence_lib.themes.reading import Reading, read

ASKED_FOR = ("medical-treatment", "women-policing-homes", "training")


def main() -> None:
    """Deal, learn and print; the last line says whether the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--unseen", action="store_true")
    args = parser.parse_args()
    base = find_base(args.base)
    held, _ = held_documents(base, args.labels)
    codebook = read_codebook(base.codebook)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(dealt, seed, held, codebook, args.unseen) for seed in range(args.seeds)]
        worse = sum(job.result() for job in jobs)
    print(f"worse on a theme that was asked for: {worse} of {2 * len(ASKED_FOR) * args.seeds} times")


def dealt(seed: int, held: Sequence[LabelledDocument], codebook: Codebook, unseen: bool) -> int:
    """Deal once and compare both ways round; gives how many times a theme asked for is worse."""
    learning.read = tagger.read = once(codebook)  # every finding is read for each part that is held back
    order = sorted(held, key=lambda document: document.source.document_id)
    random.Random(seed).shuffle(order)
    parts = [findings(order[at :: 3 if unseen else 2]) for at in range(3 if unseen else 2)]
    shipped = learn_themes(parts.pop(0), codebook, {}, practice_findings()) if unseen else shipped_model()
    first, second = parts
    return compared(seed, first, second, codebook, shipped) + compared(seed, second, first, codebook, shipped)


def once(codebook: Codebook) -> Callable[[str, str, Codebook], Reading]:
    """Reads each finding once; there is one codebook here."""
    held: dict[tuple[str, str], Reading] = {}

    def reading(text: str, heading: str, _: Codebook) -> Reading:
        if (text, heading) not in held:
            held[(text, heading)] = read(text, heading, codebook)
        return held[(text, heading)]

    return reading


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
