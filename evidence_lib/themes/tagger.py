"""Which themes a finding has, how surely, and by which words."""

import math
from dataclasses import dataclass
from functools import lru_cache

from evidence_lib.language.sentences import sentences
from evidence_lib.language.terms import Terms
from evidence_lib.themes.codebook import Codebook, Theme

TERM = 1.0  # what a different term adds to the evidence for a theme
HINT = 0.45  # a hint adds less: two make a tag, one does not
AGAIN = 0.5  # the same words once more
OPENING = 0.5  # a term in the first sentence: what a finding is about stands at its head
ENOUGH = 0.35  # the score at which a theme is given
CROWD = 4  # themes a finding has at most, as labellers found: four is rare
BESIDE = 0.4  # a theme with less than this share of the strongest one's evidence is a mere mention


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """One theme of one finding: rank 1 is the most central; excerpt the sentences, why the words that earned it."""

    theme_id: str
    rank: int
    score: float
    excerpt: str
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a theme in a text: a weight, and the sentences and words that it comes from."""

    weight: float
    sentences: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def score(self) -> float:
        """From 0 to 1, rising with the weight: one term 0.63, two 0.86."""
        return 1 - math.exp(-self.weight)


@lru_cache(maxsize=8)
def compiled(codebook: Codebook) -> dict[str, tuple[Terms, Terms]]:
    """The terms and hints of every theme, compiled once."""
    return {
        theme.id: (Terms(theme.terms, theme.passed_over), Terms(theme.hints, theme.passed_over)) for theme in codebook
    }


def tag(text: str, heading: str, codebook: Codebook) -> list[ThemeTag]:
    """Return the themes of a finding, the most central first."""
    pieces = sentences(text)
    found = {theme.id: weigh(pieces, heading, theme, codebook) for theme in codebook}
    strongest = max((evidence.weight for evidence in found.values()), default=0.0)
    given = [
        (theme_id, evidence)
        for theme_id, evidence in found.items()
        if evidence.score >= ENOUGH and evidence.weight >= BESIDE * strongest
    ]
    given.sort(key=lambda pair: -pair[1].weight)
    return [
        ThemeTag(theme_id, rank, round(evidence.score, 3), " … ".join(evidence.sentences), "; ".join(evidence.words))
        for rank, (theme_id, evidence) in enumerate(given[:CROWD], start=1)
    ]


def weigh(pieces: list[str], heading: str, theme: Theme, codebook: Codebook) -> Evidence:
    """Gather what speaks for one theme: different terms, repeated terms, hints, and a term at the head."""
    terms, hints = compiled(codebook)[theme.id]
    weight = 0.0
    earned: list[str] = []
    words: dict[str, str] = {}
    for number, piece in enumerate(pieces):
        hits, weak = terms.hits(piece), hints.hits(piece)
        for hit, worth in [(hit, TERM) for hit in hits] + [(hit, HINT) for hit in weak]:
            weight += worth * (AGAIN if hit.lower() in words else 1)
            words.setdefault(hit.lower(), hit)
        if hits and number == 0:
            weight += OPENING
        if hits or weak:
            earned.append(piece)
    if terms.hits(heading):
        weight += HINT
    weight /= math.sqrt(max(1.0, math.log2(1 + len(pieces))))  # a long paragraph mentions more in passing
    return Evidence(weight, tuple(earned), tuple(words.values()))
