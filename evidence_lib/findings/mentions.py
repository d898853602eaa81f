"""Where a text names an agency: its own words, those of the codebook of agencies and what its document abbreviates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.core.yml import from_yaml
from evidence_lib.language.sentences import sentences
from evidence_lib.language.stems import stem
from evidence_lib.language.terms import Hit, Terms, words_of

WORDS = Path(__file__).with_name("agencies.yml")
NOBODY = "none"  # the key of phrases in which an agency's word names no agency
LINKS = {"and", "or", "the", "with"}  # between the members of an enumeration
EARLY = ((4, "early"), (12, "middle"))  # words; an agency among a sentence's first is its subject, and judged


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an agency is named: in which sentence (from 0), how near its head, and between which words."""

    agency: str
    term: str
    sentence: int
    place: str  # early, middle, late
    before: tuple[str, ...]  # at most two words, the nearest last
    after: tuple[str, ...]  # at most two stems
    first: bool  # the first agency named in its sentence
    listed: bool  # beside another agency in an enumeration


@cache
def agency_terms() -> Terms:
    """The terms of all agencies, made ready once."""
    return Terms(from_yaml(WORDS.read_text(encoding="utf-8")))


def mentions(text: str, abbreviated: Mapping[str, str] | None = None) -> tuple[int, list[Mention]]:
    """Return how many sentences a text has, and where they name agencies.

    abbreviated are the abbreviations of the document (see language.abbreviations): one that stands for an agency names it.
    """
    pieces = sentences(text)
    found: list[Mention] = []
    for number, piece in enumerate(pieces):
        words = words_of(piece)
        hits = named(words, abbreviated or {})
        found += [mention(words, hits, at, number) for at in range(len(hits))]
    return len(pieces), found


def named(words: Sequence[str], abbreviated: Mapping[str, str]) -> list[Hit]:
    """The agencies that some words name, in their order; of two that overlap the longer one counts."""
    hits = agency_terms().hits(words)
    taken = {hit.start for hit in hits}
    for at, word in enumerate(words):
        short = word if word in abbreviated else word.removesuffix("s")
        if short in abbreviated and at not in taken:
            hits += [Hit(key, word, at, at) for key in agencies_of(abbreviated[short])]
    whole = [hit for hit in hits if not any(inside(hit, other) for other in hits)]
    return sorted((hit for hit in whole if hit.key != NOBODY), key=lambda hit: hit.start)


@cache
def agencies_of(name: str) -> tuple[str, ...]:
    """The agencies that a name names, each once."""
    return tuple(dict.fromkeys(hit.key for hit in named(words_of(name), {})))


def inside(hit: Hit, other: Hit) -> bool:
    """Whether a hit lies in a longer phrase; terms with ~ span words between, which they do not claim."""
    return "~" not in other.term and other.start <= hit.start and hit.end <= other.end and other[2:] != hit[2:]


def mention(words: Sequence[str], hits: Sequence[Hit], at: int, sentence: int) -> Mention:
    """What stands around one hit."""
    hit = hits[at]
    place = next((name for limit, name in EARLY if hit.start < limit), "late")
    before = tuple(words[max(0, hit.start - 2) : hit.start])
    after = tuple(stem(word) for word in words[hit.end + 1 : hit.end + 3])
    beside = [*hits[max(0, at - 1) : at], *hits[at + 1 : at + 2]]
    listed = any(enumerated(words, *sorted((hit, other), key=lambda one: one.start)) for other in beside)
    return Mention(hit.key, hit.term, sentence, place, before, after, at == 0, listed)


def enumerated(words: Sequence[str], first: Hit, second: Hit) -> bool:
    """Whether two agencies stand beside each other in an enumeration."""
    between = words[first.end + 1 : second.start]
    return first.key != second.key and len(between) <= len(LINKS) and LINKS.issuperset(between)
