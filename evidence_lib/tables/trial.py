"""What a term would catch in the base, before it is added to the codebook."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.records import Kind
from evidence_lib.language.sentences import sentences
from evidence_lib.language.terms import WORD, Hit, Terms, split, words_of
from evidence_lib.tables.store import read_table

TRIED = "tried"
MARK = "«", "»"  # about the words found: British documents use other quotation marks
SHORTEST = 2  # letters before a *: a shorter beginning catches half the language


class BadTerm(EvidenceError):
    """A term that cannot be looked for."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Caught:
    """One finding that the terms catch: the sentences with the words marked, and the themes that it has already."""

    finding_id: str
    document_id: str
    areas: tuple[str, ...]
    page: int | None
    words: tuple[str, ...]
    marked: str
    themes: tuple[str, ...]
    child: bool  # a practice study: its text is about a child


@dataclass(frozen=True, slots=True)
class Trial:
    """What some terms catch, of how many findings, and how many findings each theme has in all."""

    terms: tuple[str, ...]
    caught: tuple[Caught, ...]
    findings: int
    tagged: Counter[str]

    @property
    def by_document(self) -> Counter[str]:
        """Findings caught, by document."""
        return Counter(one.document_id for one in self.caught)

    @property
    def by_area(self) -> Counter[str]:
        """Documents with a finding caught, by area: paragraphs measure nothing (house rule 10)."""
        return Counter(area for _, area in {(one.document_id, area) for one in self.caught for area in one.areas})

    @property
    def by_theme(self) -> Counter[str]:
        """Findings caught that have each theme already; "" counts those that have none."""
        return Counter(theme for one in self.caught for theme in one.themes or ("",))

    @property
    def by_words(self) -> Counter[str]:
        """The words caught as they stand, in small letters, and how often."""
        return Counter(word.lower() for one in self.caught for word in one.words)

    def without(self, theme_id: str) -> list[Caught]:
        """What is caught and has not the theme yet."""
        return [one for one in self.caught if theme_id not in one.themes]


def try_terms(base: BaseFolder, terms: Sequence[str], passed_over: Sequence[str] = ()) -> Trial:
    """Look for terms as the codebook would: with their endings, phrases, * for any ending, ~ for nearness.

    passed_over are phrases in which they do not count. The tables must be up to date. Raises BadTerm for a term that
    cannot be looked for.
    """
    for term in (*terms, *passed_over):
        check(term)
    index = Terms({TRIED: terms}, {TRIED: passed_over})
    findings, tags = read_table(base, "findings"), read_table(base, "tags").sort_values(["finding_id", "rank"])
    themes = {finding: tuple(group) for finding, group in tags.groupby("finding_id")["theme_id"]}
    caught = []
    for row in findings.to_dict("records"):
        spots = [(sentence, index.hits(words_of(sentence))) for sentence in sentences(row["quote"])]
        spots = [(sentence, hits) for sentence, hits in spots if hits]
        if spots:
            caught.append(
                Caught(
                    row["finding_id"],
                    row["document_id"],
                    tuple(row["areas"]),
                    None if row["page_start"] is None or row["page_start"] != row["page_start"] else row["page_start"],
                    tuple(word for sentence, hits in spots for word in found(sentence, hits)),
                    " … ".join(marked(sentence, hits) for sentence, hits in spots),
                    themes.get(row["finding_id"], ()),
                    row["kind"] == Kind.CASE_STUDY,
                )
            )
    return Trial(tuple(terms), tuple(caught), len(findings), Counter(tags["theme_id"]))


def check(term: str) -> None:
    """Refuse a term that cannot be looked for: without words, with a * elsewhere than at a word's end, or too short a one."""
    for part in term.split("~"):
        if not re.search(r"\w", part):
            raise BadTerm(
                f"term '{term}': nothing to look for{' beside ~' if '~' in term else ''}. Write a word there."
            )
        for word in split(part):
            if "*" in word[:-1] or (word.endswith("*") and len(word) <= SHORTEST):
                raise BadTerm(
                    f"term '{term}': * stands for any ending of a word and comes after at least {SHORTEST} letters, "
                    "as in 'train*'."
                )
            if len(WORD.findall(word.rstrip("*"))) != 1:
                raise BadTerm(f"term '{term}': '{word}' is no word. Use letters, digits, spaces, * and ~.")


def found(sentence: str, hits: Sequence[Hit]) -> list[str]:
    """The words found, as they stand."""
    spots = [match.span() for match in WORD.finditer(sentence)]
    return [sentence[spots[hit.start][0] : spots[hit.end][1]] for hit in hits]


def marked(sentence: str, hits: Sequence[Hit]) -> str:
    """The sentence with the words found between marks; hits that overlap share one pair."""
    spots = [match.span() for match in WORD.finditer(sentence)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted((spots[hit.start][0], spots[hit.end][1]) for hit in hits):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    for start, end in reversed(spans):
        sentence = sentence[:start] + MARK[0] + sentence[start:end] + MARK[1] + sentence[end:]
    return sentence
