"""Finding terms in sentences: whole words with their usual endings, phrases, any ending (*), nearness (~)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

NEAR = 8  # words between two terms joined by ~: about a clause
ENDINGS = r"(?:s|es|ed|d|ing|[’']s|[’'])?"
SHORT = 3  # letters; a shorter word or an abbreviation in capitals takes only a plural


def word_pattern(word: str) -> str:
    """The pattern of one word of a term with the endings that it takes."""
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"[\w’']*"
    plain = re.sub("[’']", "[’']", re.escape(word))  # typed straight or curly
    if len(word) <= SHORT or word.isupper():
        return plain + r"(?:s|es|[’']s)?"
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"(?:{plain}(?:ing|[’']s)?|{plain[:-1]}(?:ies|ied))"
    if word.endswith("e"):
        return f"(?:{plain}(?:s|d|[’']s|[’'])?|{plain[:-1]}ing)"
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", word):  # plan: planned, planning
        return f"(?:{plain}{ENDINGS}|{plain}{re.escape(word[-1])}(?:ed|ing))"
    return plain + ENDINGS


def phrase_pattern(phrase: str) -> str:
    """The pattern of a phrase: its words one after the other; a hyphen, a comma or a space may stand between."""
    words = [word for word in re.split(r"[\s,-]+", phrase.strip()) if word]
    return r"(?<![\w])" + r"(?:,?[\s-]+|[-–])".join(map(word_pattern, words)) + r"(?![\w])"


@dataclass(frozen=True)
class Terms:
    """A list of terms, compiled once; *passed_over* are phrases in which no term counts."""

    terms: tuple[str, ...]
    passed_over: tuple[str, ...] = ()

    @cached_property
    def plain(self) -> re.Pattern[str] | None:
        """All terms without ~ in one pattern, the longest first so that it wins."""
        plain = sorted((term for term in self.terms if "~" not in term), key=len, reverse=True)
        return re.compile("|".join(map(phrase_pattern, plain)), re.IGNORECASE) if plain else None

    @cached_property
    def near(self) -> list[list[re.Pattern[str]]]:
        """The parts of each term with ~."""
        return [
            [re.compile(phrase_pattern(part), re.IGNORECASE) for part in term.split("~")]
            for term in self.terms
            if "~" in term
        ]

    @cached_property
    def blind(self) -> re.Pattern[str] | None:
        """The phrases that are passed over."""
        return re.compile("|".join(map(phrase_pattern, self.passed_over)), re.IGNORECASE) if self.passed_over else None

    def hits(self, sentence: str) -> list[str]:
        """The words of a sentence that a term finds, as they stand there, in order of the terms' kinds."""
        if self.blind:
            sentence = self.blind.sub(lambda found: "·" * len(found.group()), sentence)
        found = [match.group() for match in self.plain.finditer(sentence)] if self.plain else []
        return found + [words for parts in self.near if (words := near_words(parts, sentence))]


def near_words(parts: Iterable[re.Pattern[str]], sentence: str) -> str:
    """The words of the parts joined by " … " if all stand near one another in a sentence, else an empty string."""
    spots: list[re.Match[str]] = []
    for part in parts:
        found = list(part.finditer(sentence))
        if spots:
            found = [spot for spot in found if between(sentence, spots[-1], spot) <= NEAR]
        if not found:
            return ""
        spots.append(found[0])
    return " … ".join(spot.group() for spot in sorted(spots, key=lambda spot: spot.start()))


def between(sentence: str, first: re.Match[str], second: re.Match[str]) -> int:
    """How many words stand between two finds; a find inside the other is none."""
    left, right = sorted((first, second), key=lambda spot: spot.start())
    if right.start() < left.end():
        return NEAR + 1
    return len(re.findall(r"\w+", sentence[left.end() : right.start()]))
