"""By when something must be done: the words a document uses, and the day where those words settle one.

A day is computed only where the document leaves no doubt:

- "By 31 March 2024" and "no later than" are that day, "before" is the day before it, "by the end of" the last day of the
  month or year; a financial year ends on 31 March, as public bodies' years do.
- "Within three months" counts from the publication only where the document says so: "of publication", "of this report",
  or a sentence on how its time limits run. Else the day stays open, for the body may have been told on the last day of
  the inspection or in a letter, weeks before the report came out.
- A period of months ends on the day of the same number, or on the month's last day where it has none (the corresponding
  date rule); in days and weeks the day of publication itself does not count.
- "By March 2024" does not say whether March counts, working days hang on local holidays, the end of a school year on
  the school, "immediately" names no last day: these stay open too.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from evidence_lib.core.dates import MONTHS, written_dates

NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {name: number for number, name in enumerate(NAMES, start=1)} | {
    "eighteen": 18,
    "twenty-four": 24,
    "a": 1,
    "an": 1,
}
MONTH = rf"(?:{'|'.join(MONTHS)})"
YEAR = r"(?:20\d{2})"
SPAN = rf"(?:{YEAR}\s?[/–-]\s?\d{{2,4}})"  # 2024/25
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\s+{YEAR}|\d{{1,2}}/\d{{1,2}}/{YEAR})"
YEAR_KIND = r"(?:(?:financial|academic|school|calendar)\s+year)"
END = (
    rf"(?:(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(?:{MONTH}(?:\s+{YEAR})?|{YEAR_KIND}\s+(?:of\s+|in\s+)?(?:{SPAN}|{YEAR})"
    rf"|(?:{SPAN}|{YEAR})(?:\s+{YEAR_KIND})?|(?:current\s+|next\s+)?(?:{YEAR_KIND}|year|quarter|term)))"
)
PART = r"(?:(?:the\s+)?(?:start|beginning)\s+of\s+|early\s+|mid[\s-]|late\s+)"
LOOSE = rf"(?:{PART}?(?:{MONTH}|spring|summer|autumn|winter)\s+{YEAR})"
BY = rf"(?:(?:by|before|(?:by\s+)?no\s+later\s+than|not\s+later\s+than|on\s+or\s+before)\s+(?:the\s+)?(?:{DAY}|{END}|{LOOSE}))"
LENGTH = rf"(?:(?:{'|'.join(NUMBERS)}|\d{{1,2}})(?:\s*\(\d+\))?\s+(?:working\s+)?(?:day|week|month|year)s?)"
FROM = r"\s+(?:of|from|after|following)\b"
PUBLISHED = (
    rf"(?:{FROM}\s+(?:the\s+)?(?:date\s+of\s+)?(?:publication(?:\s+of\s+(?:this|the|our)\s+(?:inspection\s+)?"
    r"(?:report|review|letter))?|its\s+publication|this\s+(?:report|review|letter)(?:[’']s\s+publication|\s+being\s+published)?))"
)
EVENT = rf"(?:{PUBLISHED}|{FROM}\s+(?:receiving|receipt)(?:\s+of)?(?:\s+(?:this|the)\s+\w+)?)"
NEXT = rf"(?:(?:within|in|over|during)\s+the\s+next\s+{LENGTH})"
# "Within a month of becoming looked after" is no deadline: what it counts from is part of the practice.
WITHIN = rf"(?:{NEXT}|within\s+{LENGTH}(?:{EVENT}|(?!{FROM})))"
AT_ONCE = r"(?:with\s+immediate\s+effect|immediately|as\s+soon\s+as\s+(?:possible|practicable))"
ANY = rf"(?:{BY}|{WITHIN}|{AT_ONCE})"
MUST = r"(?:should|must|needs?\s+to)"
PLACES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<due>{ANY})\b",
        rf"\b{MUST},?\s+(?P<due>{ANY})\b",
        rf",\s*(?P<due>{ANY}),\s*{MUST}\b",
        rf"\(\s*(?P<due>{ANY})\s*\)",
        r"\b(?:time ?scale|time ?frame|deadline|target date|due(?: date)?)\s*:\s*(?P<due>[^.;)]{3,60})",
        # Only what cannot be part of the practice asked for: "are completed within 45 days" says nothing of a deadline.
        rf"\b(?P<due>{BY}|{NEXT}|within\s+{LENGTH}{EVENT}|with\s+immediate\s+effect)(?=[\s.;:)]*$)",
    )
)
# In the cells of action plans dates are short, and say less: "Sept 24", "Q3 2024/25".
SHORT = (
    r"(?:(?:\d{1,2}[\s-])?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\.?[\s'’-]+(?:20)?\d{2}"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-](?:20)?\d{{2}}|Q[1-4]\s+(?:{SPAN}|{YEAR}))"
)
ALONE = re.compile(
    rf"^(?:{ANY}|{DAY}|{END}|{LOOSE}|{SHORT}|{LENGTH}{EVENT}?|(?:for\s+)?immediate(?:\s+action)?|on-?going|completed?|asap|tbc)"
    r"[.:]?$",
    re.IGNORECASE,
)
RUN_FROM_PUBLICATION = re.compile(
    r"\b(?:time ?scales?|deadlines?|time limits?|periods?)\b[^.]{0,80}\b(?:from|after)\b[^.]{0,30}\bpublication\b",
    re.IGNORECASE,
)


def due_words(text: str) -> str:
    """The words of a call that say by when, as they stand; empty where it does not say.

    They count only where they belong to the call itself: at its head, beside "should", in brackets, or at its end.
    """
    found = next(filter(None, (place.search(text) for place in PLACES)), None)
    return found["due"].strip() if found else ""


def is_due(cell: str) -> bool:
    """Whether a cell or a heading says by when and nothing else: "31 March 2024", "3 months", "For immediate action"."""
    return bool(ALONE.match(cell.strip()))


def runs_from_publication(text: str) -> bool:
    """Whether a sentence says that the document's time limits run from its publication."""
    return bool(RUN_FROM_PUBLICATION.search(text))


def due_day(words: str, published: date | None, from_publication: bool = False) -> date | None:
    """The last day that the words allow, or None where they leave it open (the rules stand at the head of this module).

    published is the document's day; from_publication says that the document counts all its time limits from there.
    """
    day = named_day(words) or last_day(words)
    if day:
        strict = re.match(r"\s*before\s+(?!the\s+end|end)", words, re.IGNORECASE)
        return day - timedelta(days=1) if strict else day
    return counted_day(words, published, from_publication)


def named_day(words: str) -> date | None:
    """The day that stands in the words: "31 March 2024", "31/03/2024" (day first)."""
    if found := written_dates(words):
        return found[0]
    slashed = re.search(rf"\b(\d{{1,2}})/(\d{{1,2}})/({YEAR})\b", words)
    try:
        return date(int(slashed[3]), int(slashed[2]), int(slashed[1])) if slashed else None
    except ValueError:
        return None  # no such day: a slip of the writer


def last_day(words: str) -> date | None:
    """The last day of the month, calendar year or financial year whose end is named with its year."""
    if not re.search(r"\bend\s+of\b", words, re.IGNORECASE):
        return None
    if month := re.search(rf"({MONTH})\s+({YEAR})", words, re.IGNORECASE):
        year, number = int(month[2]), MONTHS[month[1].lower()]
        return date(year, number, monthrange(year, number)[1])
    financial = "financial" in words.lower()
    if span := re.search(rf"({YEAR})\s?[/–-]\s?(\d{{2,4}})", words):
        first = int(span[1])
        follows = int(span[2]) % 100 == (first + 1) % 100
        return date(first + 1, 3, 31) if financial and follows else None
    year_alone = re.search(rf"\b{YEAR}\b", words)
    other = re.search(r"financial|academic|school", words, re.IGNORECASE)
    return date(int(year_alone[0]), 12, 31) if year_alone and not other else None


def counted_day(words: str, published: date | None, from_publication: bool) -> date | None:
    """The end of a period that runs from the publication; None where it runs from elsewhere, or nobody can say."""
    period = re.search(LENGTH, words, re.IGNORECASE)
    says_so = bool(re.search(PUBLISHED, words, re.IGNORECASE))
    silent = not re.search(EVENT, words, re.IGNORECASE)
    if published is None or period is None or "working" in period[0].lower():
        return None
    if not (says_so or (silent and from_publication)):
        return None
    number, *_, unit = re.split(r"\s+", period[0].lower())
    count = NUMBERS.get(number) or int(number)
    if unit.startswith(("day", "week")):
        return published + timedelta(days=count * (7 if unit.startswith("week") else 1))
    return months_after(published, count * (12 if unit.startswith("year") else 1))


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
