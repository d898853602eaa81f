"""Plain facts in a response: sums of money, and numbers of things."""

import re
from collections.abc import Sequence
from decimal import Decimal

from evidence_lib.commitments.records import Fact

MONEY = re.compile(
    r"(?P<qualifier>(?:just |well )?(?:over|under|more than|less than|nearly|almost|around|about|approximately"
    r"|up to|at least|some|an additional|an extra)\s+)?"
    r"£\s?(?P<sum>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<scale>million|m\b|bn\b|billion|k\b|thousand)?(?P<about>[^.;]*)",
    re.IGNORECASE,
)
SCALES = {"million": 1_000_000, "m": 1_000_000, "bn": 10**9, "billion": 10**9, "k": 1000, "thousand": 1000}
WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
COUNTED = re.compile(
    rf"(?<![£\d.,])\b(?P<count>\d{{1,3}}(?:,\d{{3}})*|{'|'.join(WORDS)})\s+(?:further |new |additional "
    rf"|joint targeted area |local |police |other )*"
    r"(?P<unit>areas for improvement|areas|local authorities|forces|inspections|recommendations"
    r"|causes of concern|officers|staff|victims|survivors|children|young people|people|cases|investigations"
    r"|referrals|services|JTAIs)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(r"^\s*(?:of|for|in|to|on|worth of|a year (?:of|for|on)|per year (?:of|for|on))?\s*")
LONGEST = 30  # words of what a sum is about
SAME = {"jtais": "inspections"}


def facts(sentence: str) -> list[Fact]:
    """The sums and numbers of a sentence, in pounds and in whole things."""
    found = [money(hit) for hit in MONEY.finditer(sentence)]
    for hit in COUNTED.finditer(sentence):
        unit = hit["unit"].lower()
        found.append(Fact(whole(hit["count"]), SAME.get(unit, unit), "", ""))
    return found


def money(hit: "re.Match[str]") -> Fact:
    """A sum in whole pounds."""
    value = Decimal(hit["sum"].replace(",", "")) * SCALES.get((hit["scale"] or "").lower(), 1)
    about = " ".join(ABOUT.sub("", hit["about"]).strip(" ,)").split()[:LONGEST])
    return Fact(int(value), "GBP", (hit["qualifier"] or "").strip().lower(), re.sub(r",\s(?:I|we|my)\b.*$", "", about))


def whole(text: str) -> int:
    """A number in figures or words."""
    return WORDS[text.lower()] if text.lower() in WORDS else int(text.replace(",", ""))


def distinct(found: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without those said again."""
    return tuple(dict.fromkeys(found))
