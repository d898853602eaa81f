"""Finding terms in sentences: whole words with their usual endings, phrases, any ending (*), nearness (~).

A sentence is looked at word by word: each word is asked once whether it can begin a term, so that two thousand terms take
hardly longer than a hundred.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

MOST_NOTED = 50_000  # words that lead nowhere are noted up to so many, so that a long run does not fill the memory
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


class Following(dict[str, tuple[int, ...]]):
    """Which states a word leads to, by the word as it stands in a sentence; what a new word is, is noted."""

    def __init__(self, longer: Iterable[tuple[str, int]]) -> None:
        held: dict[str, list[int]] = defaultdict(list)
        self.open: list[tuple[str, int]] = []
        for word, state in longer:
            if word.endswith("*"):
                self.open.append((word[:-1].lower(), state))
            else:
                for form in forms(word):
                    held[form].append(state)
        super().__init__({form: (*states, *self.opened(form)) for form, states in held.items()})

    def __missing__(self, word: str) -> tuple[int, ...]:
        """A word that is no form of a term's word: only one with * may be meant."""
        if not self.open:
            return ()
        found = self.opened(word)
        if len(self) < MOST_NOTED:
            self[word] = found
        return found

    def opened(self, word: str) -> tuple[int, ...]:
        """The states of the words with * that a word begins like."""
        return tuple(state for beginning, state in self.open if word.startswith(beginning))


class Start(NamedTuple):
    """What a word begins: terms of that word alone, and, by the next word, longer ones."""

    ended: tuple[int, ...]
    second: Following


class Starts(dict[str, Start | None]):
    """What each word begins, by the word as it stands in a sentence; None for a word that begins no term."""

    def __init__(self, terms: "Terms") -> None:
        self.terms = terms
        self.first = Following(terms.longer(0))

    def __missing__(self, word: str) -> Start | None:
        states = self.first[word]
        ended = tuple(state for state in states if state in self.terms.ended)
        longer = [step for state in states for step in self.terms.longer(state)]
        found = Start(ended, Following(longer)) if states else None
        if found or len(self) < MOST_NOTED:
            self[word] = found
        return found


class Terms:
    """Terms of several keys, made ready once.

    passed_over are phrases, by key, in which no term of that key counts. The terms stand in a tree of words: a state is a
    phrase so far, 0 the empty one.
    """

    def __init__(
        self, terms: Mapping[Key, Iterable[str]], passed_over: Mapping[Key, Iterable[str]] | None = None
    ) -> None:
        self.numbers: dict[str, int] = {}  # word of a term → its number; of two terms alike the earlier word's is found
        self.next: dict[int, dict[str, int]] = defaultdict(dict)  # state → word of a term → state of the longer phrase
        self.whole: dict[int, list[tuple[Key, str]]] = {}  # state → the terms that it is
        joint: list[tuple[Key, str, tuple[int, ...]]] = []  # terms with ~ and the states of their parts
        self.blind = frozenset((key, phrase) for key, held in (passed_over or {}).items() for phrase in held)
        self.states = itertools.count(1)
        for key, term in [*((key, term) for key, held in terms.items() for term in held), *self.blind]:
            held = tuple(self.state(part) for part in term.split("~"))
            if len(held) > 1:
                joint.append((key, term, held))
            else:
                self.whole.setdefault(held[0], []).append((key, term))
        uses = Counter(state for *_, held in joint for state in held)
        self.pieces = frozenset(uses)  # the states that are parts of terms with ~
        self.asked: dict[int, list[tuple[Key, str, tuple[int, ...]]]] = defaultdict(list)
        for entry in joint:
            self.asked[min(entry[2], key=lambda state: uses[state])].append(entry)
        self.ended = self.whole.keys() | self.pieces
        self.after = {state: Following(self.longer(state)) for state in self.next if state}
        self.starts = Starts(self)

    def state(self, phrase: str) -> int:
        """The state of a phrase; it is put into the tree."""
        state = 0
        for word in split(phrase):
            self.numbers.setdefault(word, len(self.numbers))
            state = self.next[state].get(word) or self.next[state].setdefault(word, next(self.states))
        return state

    def longer(self, state: int) -> list[tuple[str, int]]:
        """The words that a phrase may go on with, and the states that they lead to."""
        return sorted(self.next.get(state, {}).items(), key=lambda step: self.numbers[step[0]])

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """The terms found in the words of one sentence (see words_of), in their order; of two that overlap the longer one.

        Terms with ~, all of whose parts stand near one another, come after them.
        """
        chosen: list[Hit] = []
        parts: list[tuple[int, int, int]] = []
        reach: dict[Key, int] = {}
        neighbours = zip(map(self.starts.__getitem__, words), [*words[1:], ""], strict=False)
        for start, (begun, word) in enumerate(neighbours):  # sees every word of every document
            if begun is None:
                continue
            states = begun.second[word] if begun.second.open else begun.second.get(word, ())
            if not (states or begun.ended):
                continue
            for end, state in self.phrases_at(words, start, begun.ended, states):
                if state in self.pieces:
                    parts.append((start, end, state))
                for key, term in self.whole.get(state, ()):
                    if start > reach.get(key, -1):
                        reach[key] = end
                        chosen.append(Hit(key, term, start, end))
        joined = self.joined(parts) if len(parts) > 1 else []
        return self.seen(chosen + joined) if self.blind else chosen + joined

    def phrases_at(
        self, words: Sequence[str], start: int, alone: Sequence[int], states: Sequence[int]
    ) -> list[tuple[int, int]]:
        """The ends and states of the terms, and parts of terms, that begin at a word: the longest first.

        alone are the states that end with that word, states those that the next word leads to.
        """
        found = [(start, state) for state in alone]
        for end in range(start + 1, len(words)):
            if not states:
                break
            found += [(end, state) for state in states if state in self.ended]
            word = words[end + 1] if end + 1 < len(words) else ""
            after = [self.after[state][word] for state in states if state in self.after]
            states = [state for held in after for state in held]
        return sorted(found, key=first, reverse=True) if len(found) > 1 else found

    def seen(self, hits: list[Hit]) -> list[Hit]:
        """Without what stands in a phrase that is passed over."""
        hidden = [hit for hit in hits if (hit.key, hit.term) in self.blind]
        return [hit for hit in hits if not any(hides(blind, hit) for blind in hidden)] if hidden else hits

    def joined(self, parts: Sequence[tuple[int, int, int]]) -> list[Hit]:
        """The terms with ~ all of whose parts stand near one another, in the order in which they begin to be seen.

        Each is asked for at one of its parts only, the one that fewest terms have: common words are parts of many.
        """
        spots: dict[int, list[tuple[int, int]]] = {}
        for start, end, state in parts:
            spots.setdefault(state, []).append((start, end))
        found = []
        for state in spots:
            for key, term, states in self.asked.get(state, ()):
                if all(other in spots for other in states):
                    seen = sorted((spots[other] for other in states), key=first)
                    if span := near(seen):
                        found.append((seen[0][0], Hit(key, term, *span)))
        return [hit for _, hit in sorted(found, key=first)]


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
