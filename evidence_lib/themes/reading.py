"""What the tagger sees in a finding: its sentences, their words, and the terms and hints of the codebook in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from evidence_lib.language.sentences import sentences
from evidence_lib.language.stems import stem_pairs, stem_phrases
from evidence_lib.language.terms import Hit, Terms, original, words_of
from evidence_lib.themes.codebook import Codebook

MANY = 3  # terms or hints of a theme from which more say nothing new
LONGEST_PHRASE = 2  # words; longer ones did not help on documents held back


@lru_cache(maxsize=8)
def ready(codebook: Codebook) -> tuple[Terms, Terms]:
    """The terms and the hints of all themes, made ready once."""
    passed_over = {theme.id: theme.passed_over for theme in codebook}
    terms = {theme.id: theme.terms for theme in codebook}
    hints = {theme.id: theme.hints for theme in codebook}
    return Terms(terms, passed_over), Terms(hints, passed_over)


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence with what is found in it."""

    text: str
    terms: tuple[Hit, ...]
    hints: tuple[Hit, ...]

    def words(self, theme_id: str) -> list[str]:
        """The words of the sentence that a theme's terms find, terms first."""
        return [original(self.text, hit) for hit in (*self.terms, *self.hints) if hit.key == theme_id]

    @property
    def learned(self) -> Mapping[str, str]:
        """The features that the linear model may know: stems, phrases and near pairs of them, each with its words."""
        return {**stem_phrases(self.text, LONGEST_PHRASE), **stem_pairs(self.text)}

    @property
    def features(self) -> frozenset[str]:
        """The same with what the codebook finds."""
        return frozenset(self.learned) | marks((self,))


@dataclass(frozen=True, slots=True)
class Reading:
    """A finding as the tagger sees it; headed are the themes whose terms stand in its heading."""

    pieces: tuple[Piece, ...]
    headed: frozenset[str]

    def terms(self, theme_id: str) -> int:
        """How many terms of a theme are found, each counted as often as it stands."""
        return sum(hit.key == theme_id for piece in self.pieces for hit in piece.terms)

    def hints(self, theme_id: str) -> int:
        """How many hints of a theme are found."""
        return sum(hit.key == theme_id for piece in self.pieces for hit in piece.hints)

    def opens_with(self, theme_id: str) -> bool:
        """Whether a term stands in the first sentence: what a finding is about stands at its head."""
        return any(hit.key == theme_id for hit in self.pieces[0].terms) if self.pieces else False

    @property
    def learned(self) -> dict[str, str]:
        """The features of all its sentences that the linear model may know, each with the words that it stands for."""
        found: dict[str, str] = {}
        for piece in self.pieces:
            found |= piece.learned
        return found

    @property
    def features(self) -> frozenset[str]:
        """The same with what the codebook finds: which terms, how many of each theme, where."""
        headed = {f"{theme}: heading" for theme in self.headed}
        return frozenset(self.learned) | marks(self.pieces) | headed


def read(text: str, heading: str, codebook: Codebook) -> Reading:
    """Look a finding over with a codebook."""
    terms, hints = ready(codebook)
    pieces = []
    for sentence in sentences(text):
        words = words_of(sentence)
        pieces.append(Piece(sentence, tuple(terms.hits(words)), tuple(hints.hits(words))))
    return Reading(tuple(pieces), frozenset(hit.key for hit in terms.hits(words_of(heading))))


def marks(pieces: tuple[Piece, ...]) -> set[str]:
    """What the codebook finds in some sentences, as features."""
    found: set[str] = set()
    counts: dict[str, int] = {}
    for number, piece in enumerate(pieces):
        for hit in piece.terms:
            found.add(f"{hit.key}: {hit.term}")
            counts[f"{hit.key}: terms"] = counts.get(f"{hit.key}: terms", 0) + 1
            if number == 0:
                found.add(f"{hit.key}: first")
        for hit in piece.hints:
            counts[f"{hit.key}: hints"] = counts.get(f"{hit.key}: hints", 0) + 1
    for name, count in counts.items():
        found |= {f"{name} {many}" for many in range(1, min(count, MANY) + 1)}
    return found
