"""Finding terms in sentences: whole words with their usual endings, phrases, any ending (*), nearness (~).

A sentence is looked at word by word: each word is asked once whether it can begin a term, so that two thousand terms take
hardly longer than a hundred.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

NEAR = 8  # words between two terms joined by ~: about a clause
SHORT = 3  # letters; a shorter word or an abbreviation in capitals takes only a plural
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDINGS = ("", "s", "es", "ed", "d", "ing", "'s")
first = itemgetter(0)
DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")  # plan: planned, planning

Key = str  # whose term it is: a theme, an agency


class Hit(NamedTuple):
    """A term found: whose it is, which term, and its first and last word (counted in the sentence, from 0)."""

    key: Key
    term: str
    start: int
    end: int


def words_of(text: str) -> list[str]:
    """The words of a text as terms see them: small letters, straight apostrophes, a hyphen parts two words."""
    return WORD.findall(text.lower().replace("’", "'"))


def forms(word: str) -> set[str]:
    """The forms in which one word of a term is found; a word that ends with * is not among them."""
    plain = word.lower().replace("’", "'")
    if len(word) <= SHORT or word.isupper():
        return {plain + ending for ending in ("", "s", "es", "'s")}
    if plain.endswith("y") and plain[-2] not in "aeiou":
        return {plain, f"{plain}ing", f"{plain}'s", f"{plain[:-1]}ies", f"{plain[:-1]}ied"}
    if plain.endswith("e"):
        return {plain + ending for ending in ("", "s", "d", "'s")} | {f"{plain[:-1]}ing"}
    doubled = {f"{plain}{plain[-1]}ed", f"{plain}{plain[-1]}ing"} if DOUBLED.search(plain) else set()
    return {plain + ending for ending in ENDINGS} | doubled


class Terms:
    """Terms of several keys, made ready once.

    passed_over are phrases, by key, in which no term of that key counts. The terms stand in a tree of words: a state is a
    phrase so far, 0 the empty one.
    """

    def __init__(
        self, terms: Mapping[Key, Iterable[str]], passed_over: Mapping[Key, Iterable[str]] | None = None
    ) -> None:
        self.known: dict[str, tuple[int, ...]] = {}  # word as it stands in a sentence → the words of terms that it is
        self.starts: dict[str, tuple[int, ...]] = {}  # the same → the states that it begins
        self.open: list[tuple[str, int]] = []  # beginnings (of words with *), and the word of a term that each is
        self.numbers: dict[str, int] = {}  # word of a term → its number
        self.next: dict[tuple[int, int], int] = {}  # (state, word) → state of the longer phrase
        self.whole: dict[int, list[tuple[Key, str]]] = {}  # state → the terms that it is
        self.pieces: dict[int, list[tuple[Key, str, int]]] = {}  # state → the parts of terms with ~ that it is
        self.by_form: dict[str, set[int]] = defaultdict(set)
        self.blind = frozenset((key, phrase) for key, held in (passed_over or {}).items() for phrase in held)
        for key, term in [*((key, term) for key, held in terms.items() for term in held), *self.blind]:
            parts = term.split("~")
            for part, piece in enumerate(parts):
                if len(parts) == 1:
                    self.whole.setdefault(self.state(piece), []).append((key, term))
                else:
                    self.pieces.setdefault(self.state(piece), []).append((key, term, part))
        self.longer = {state for state, _ in self.next}
        self.ended = self.whole.keys() | self.pieces.keys()
        self.known = {form: (*sorted(numbers), *self.opened(form)) for form, numbers in self.by_form.items()}

    def state(self, phrase: str) -> int:
        """The state of a phrase; it is put into the tree."""
        state = 0
        for word in split(phrase):
            state = self.next.setdefault((state, self.number(word)), len(self.next) + 1)
        return state

    def number(self, word: str) -> int:
        """The number of a word of a term; its forms are noted when it is new."""
        if word not in self.numbers:
            self.numbers[word] = len(self.numbers)
            if word.endswith("*"):
                self.open.append((word[:-1].lower(), self.numbers[word]))
            else:
                for form in forms(word):
                    self.by_form[form].add(self.numbers[word])
        return self.numbers[word]

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """The terms found in the words of one sentence (see words_of), in their order; of two that overlap the longer one.

        Parts of terms with ~ that stand near one another come after them.
        """
        chosen: list[Hit] = []
        parts: list[tuple[int, int, int]] = []
        reach: dict[Key, int] = {}
        for start, word in enumerate(words):  # sees every word of every document
            states = self.starts[word] if word in self.starts else self.learn(word)
            if states:
                for end, state in self.phrases_at(words, start, states):
                    if state in self.pieces:
                        parts.append((start, end, state))
                    for key, term in self.whole.get(state, ()):
                        if start > reach.get(key, -1):
                            reach[key] = end
                            chosen.append(Hit(key, term, start, end))
        joined = self.joined(parts) if len(parts) > 1 else []
        return self.seen(chosen + joined) if self.blind else chosen + joined

    def phrases_at(self, words: Sequence[str], start: int, states: Sequence[int]) -> list[tuple[int, int]]:
        """The ends and states of the terms, or parts of terms, that begin with a word: the longest first."""
        found = [(start, state) for state in states if state in self.ended]
        for state in states:
            if state in self.longer:
                found += self.grow(words, start, state)
        if len(found) > 1:
            found.sort(key=first, reverse=True)
        return found

    def grow(self, words: Sequence[str], start: int, state: int) -> list[tuple[int, int]]:
        """The phrases that a phrase grows into with the words that follow."""
        found: list[tuple[int, int]] = []
        states = [state]
        for end in range(start + 1, len(words)):
            word = words[end]
            numbers = self.known[word] if word in self.known else self.numbers_of(word)
            if not numbers:
                return found
            states = [self.next[held, number] for held in states for number in numbers if (held, number) in self.next]
            if not states:
                return found
            found += [(end, held) for held in states if held in self.ended]
        return found

    def learn(self, word: str) -> tuple[int, ...]:
        """Note a word that is met for the first time: the states that it begins."""
        numbers = self.numbers_of(word)
        self.starts[word] = tuple(self.next[0, number] for number in numbers if (0, number) in self.next)
        return self.starts[word]

    def numbers_of(self, word: str) -> tuple[int, ...]:
        """The words of terms that a word is."""
        if word not in self.known:
            self.known[word] = self.opened(word)
        return self.known[word]

    def opened(self, word: str) -> tuple[int, ...]:
        """The words with * that a word begins like."""
        return tuple(number for beginning, number in self.open if word.startswith(beginning))

    def seen(self, hits: list[Hit]) -> list[Hit]:
        """Without what stands in a phrase that is passed over."""
        hidden = [hit for hit in hits if (hit.key, hit.term) in self.blind]
        return [hit for hit in hits if not any(hides(blind, hit) for blind in hidden)] if hidden else hits

    def joined(self, found: Sequence[tuple[int, int, int]]) -> list[Hit]:
        """The terms with ~ all of whose parts stand near one another."""
        spots: dict[tuple[Key, str], dict[int, list[tuple[int, int]]]] = {}
        for start, end, state in found:
            for key, term, part in self.pieces.get(state, ()):
                spots.setdefault((key, term), {}).setdefault(part, []).append((start, end))
        several = [(whose, held) for whose, held in spots.items() if len(held) > 1]
        return [
            Hit(*whose, *span)
            for whose, held in several
            if len(held) == whose[1].count("~") + 1 and (span := near(list(held.values())))
        ]


def split(piece: str) -> list[str]:
    """The words of a term or of a part of one."""
    return [word for word in re.split(r"[\s,–-]+", piece.strip()) if word]


def hides(blind: Hit, hit: Hit) -> bool:
    """Whether a phrase that is passed over holds a hit (or is it)."""
    return blind.key == hit.key and blind.start <= hit.start and hit.end <= blind.end


def near(parts: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, int] | None:
    """The span from the first to the last of one spot of each part, all near one another; None if there is none."""
    spans: list[tuple[int, int]] = list(parts[0])
    for spots in parts[1:]:
        spans = [
            (min(span[0], spot[0]), max(span[1], spot[1]))
            for span in spans
            for spot in spots
            if 0 < max(spot[0] - span[1], span[0] - spot[1]) <= NEAR + 1
        ]
    return min(spans, key=lambda span: span[1] - span[0], default=None)


def original(sentence: str, hit: Hit) -> str:
    """The words of a hit as they stand in the sentence."""
    spots = [match.span() for match in WORD.finditer(sentence)]
    return sentence[spots[hit.start][0] : spots[hit.end][1]]
