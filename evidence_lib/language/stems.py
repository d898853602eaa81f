"""Words reduced to their stems, the phrases of stems in a text, and the stems that stand near one another."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import snowballstemmer

WORD = re.compile(r"[a-z][a-z'’-]*|\d+")
KEPT = 20_000  # sentences: each is asked for its themes, excerpts and words, and again by every part of a measurement
REACH = 5  # telling words from one to another that still stand near it: about a clause
# too common to tell anything by standing near another word
COMMON = """
the a an and or of to in is are be for with by on that this these it as at from has have been not which their there was
were they its also can do does such all other
"""
PLAIN = frozenset(COMMON.split())
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


@lru_cache(maxsize=KEPT)
def stem_pairs(text: str) -> Mapping[str, str]:
    """The pairs of unlike stems near one another in a sentence ("a ~ b", in the order of letters), and their words."""
    telling = [(held, word) for word in WORD.findall(text.lower()) if (held := stem(word)) not in PLAIN]
    found: dict[str, str] = {}
    for at, (first, word) in enumerate(telling):
        for second, other in telling[at + 1 : at + 1 + REACH]:
            if first != second:
                pair = f"{first} ~ {second}" if first < second else f"{second} ~ {first}"
                found.setdefault(pair, f"{word} … {other}")
    return MappingProxyType(found)
