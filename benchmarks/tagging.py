"""How fast terms are matched in findings, what more terms cost, and how fast the whole tagger is.

    python benchmarks/tagging.py [BASE]

BASE is an evidence base with findings; without one, sentences are made up. The terms are made of the findings' own words,
so that many are found. One core, one run: read the ratios, for seconds differ from machine to machine. The bars are those
that the suite set itself: 20,000 findings a second, and less than twice the time for 2,000 terms instead of 100.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence

from evidence_lib.core.base_folder import BaseFolder, find_base, shipped_root
from evidence_lib.language.sentences import sentences
from evidence_lib.language.terms import Terms, words_of
from evidence_lib.tables.build import build, is_current
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.tagger import tag

FEW, MANY = 100, 2_000
ROUNDS = 5  # the fastest counts: what disturbs a machine only ever slows it
BAR, GROWTH = 20_000, 2.0
LIKE_A_FINDING = 50  # words
MADE_UP = 3_000


def main() -> None:
    """Measure and print."""
    texts = quotes(find_base(sys.argv[1])) if len(sys.argv) > 1 else made_up()
    split = [[words_of(sentence) for sentence in sentences(text)] for text in texts]
    words = sum(len(sentence) for finding in split for sentence in finding)
    print(f"{len(texts):,} findings of {words / len(texts):.0f} words")
    codebook = read_codebook(BaseFolder(shipped_root()).codebook)
    of_codebook = {theme.id: [*theme.terms, *theme.hints] for theme in codebook}
    for apart, told in ((0.0, "phrases"), (0.1, "phrases, one in ten of them as words that stand near one another")):
        print(told)
        measure(split, apart)
    terms = Terms({"made": made_terms(split, MANY, 0.1)})
    with_split = len(texts) / fastest(lambda: matched(terms, split_all(texts)))
    in_force = Terms(of_codebook)
    own = len(texts) / fastest(lambda: matched(in_force, split))
    whole = len(texts) / fastest(lambda: [tag(text, "", codebook) for text in texts], rounds=1)
    print(f"2,000 terms, sentences and words taken apart too: {with_split:,.0f} findings a second")
    found = matched(in_force, split) / len(texts)
    print(
        f"the codebook's {sum(map(len, of_codebook.values())):,} terms and hints: {own:,.0f} findings a second, "
        f"{found:.1f} hits a finding"
    )
    print(f"the whole tagger (terms, learned words, excerpt, why): {whole:,.0f} findings a second")
    print(f"matching of the codebook's terms against the whole tagger: {own / whole:.0f} times as fast")


def measure(split: Sequence[Sequence[Sequence[str]]], apart: float) -> None:
    """Few terms against many."""
    speeds = {}
    for number in (FEW, MANY):
        terms = Terms({"made": made_terms(split, number, apart)})
        speeds[number] = len(split) / fastest(lambda terms=terms: matched(terms, split))
        found = matched(terms, split) / len(split)
        print(f"  {number:,} terms: {speeds[number]:,.0f} findings a second, {found:.1f} hits a finding")
    growth = speeds[FEW] / speeds[MANY]
    print(f"  growth of time from {FEW} to {MANY:,} terms: {growth:.2f} (bar: less than {GROWTH})")
    print(f"  {MANY:,} terms against the bar of {BAR:,} a second: {speeds[MANY] / BAR:.2f}")


def quotes(base: BaseFolder) -> list[str]:
    """The findings of a base."""
    if not is_current(base):
        build(base)
    return list(read_table(base, "findings")["quote"])


def made_up() -> list[str]:
    """Findings of the codebook's own words in no order, as long as real ones."""
    chance = random.Random(1)
    codebook = read_codebook(BaseFolder(shipped_root()).codebook)
    words = [word for theme in codebook for word in words_of(f"{theme.definition} {theme.is_not}")]
    return [" ".join(chance.choices(words, k=LIKE_A_FINDING)).capitalize() + "." for _ in range(MADE_UP)]


def made_terms(split: Sequence[Sequence[Sequence[str]]], number: int, apart: float) -> list[str]:
    """Phrases of two or three neighbouring words of the findings, one in ten with *, a share with ~ between its words.

    Each phrase is as likely as any other, however often it stands there: a codebook holds what tells, not what is common.
    """
    chance = random.Random(1)
    pool = [sentence for finding in split for sentence in finding]
    phrases = sorted(
        {
            tuple(sentence[at : at + length])
            for sentence in pool
            for length in (2, 3)
            for at in range(len(sentence) - length + 1)
            if all(len(word) > 3 for word in sentence[at : at + length])  # no codebook holds "the"
        }
    )
    return [
        (" ~ " if chance.random() < apart else " ").join(words) + ("*" if chance.random() < 0.1 else "")
        for words in chance.sample(phrases, number)
    ]


def matched(terms: Terms, split: Sequence[Sequence[Sequence[str]]]) -> int:
    """How many hits there are."""
    return sum(len(terms.hits(sentence)) for finding in split for sentence in finding)


def split_all(texts: Sequence[str]) -> list[list[list[str]]]:
    """Sentences and words of every text."""
    return [[words_of(sentence) for sentence in sentences(text)] for text in texts]


def fastest(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of processor time of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
