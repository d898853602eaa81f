"""Words reduced to their stems, and the phrases of stems in a text."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import snowballstemmer

WORD = re.compile(r"[a-z][a-z'’-]*|\d+")
KEPT = 20_000  # sentences: each is asked for its themes, excerpts and words, and again by every part of a measurement
STEMMER = snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The stem of a word in small letters; every number is 0."""
    return "0" if word[0].isdigit() else str(STEMMER.stemWord(word.replace("’", "'").strip("'-")))


@lru_cache(maxsize=KEPT)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in their order."""
    return tuple(stem(word) for word in WORD.findall(text.lower()))


@lru_cache(maxsize=KEPT)
def stem_phrases(text: str, longest: int) -> Mapping[str, str]:
    """The phrases of up to *longest* stems in a text, and the words that each was first."""
    words = WORD.findall(text.lower())
    stemmed = stems(text)
    found: dict[str, str] = {}
    for length in range(1, longest + 1):
        for at in range(len(words) - length + 1):
            found.setdefault(" ".join(stemmed[at : at + length]), " ".join(words[at : at + length]))
    return MappingProxyType(found)
