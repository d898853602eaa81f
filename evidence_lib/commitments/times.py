"""Times as people write them in undertakings, and the last day that they allow."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from evidence_lib.core.dates import MONTHS

MONTH = r"(?i:" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
YEAR = r"(?:19|20)\d{2}"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
FINANCIAL = rf"{YEAR}\s?[/-]\s?(?:20)?\d{{2}}"
SEASON = r"(?:the )?(?:early |late |mid-?)?(?:spring|summer|autumn|winter)"
WHEN = (
    rf"{WEEKDAY}{DAY}\s+{MONTH}(?:,?\s+(?:{YEAR}|\d{{2}}))?"
    rf"|(?:the (?:end|beginning|start|middle) of |mid-|early |late )?"
    rf"(?:(?:the |this |next )?(?:financial|calendar|fiscal|academic) year(?: {FINANCIAL})?|{FINANCIAL}|{MONTH}(?:\s+{YEAR})?"
    rf"|{SEASON}(?:\s+(?:of\s+)?{YEAR})?|(?:the |this |next |the new )?(?:year|month|quarter|week)|{YEAR}"
    rf"|Q[1-4](?: {FINANCIAL}| {YEAR})?)"
)
# The opening word says that a time is meant; "in" and "on" do so only before a day, month, season or year to come.
TIME = re.compile(
    rf"\b(?:(?:[Bb]y|[Bb]efore|[Dd]uring|[Uu]ntil|[Nn]o later than|[Nn]ot later than|[Ff]rom|[Aa]t|[Oo]ver|[Ii]n"
    rf"|[Oo]n)\s+(?:{WHEN})"
    rf"|(?:[Ww]ithin|[Oo]ver|[Ii]n|[Dd]uring)\s+(?:the\s+)?(?:next|coming|following)?\s*{NUMBER}[\s-]+(?:working\s+)?(?:day|week|month|year)s?"
    r"(?:\s+of\s+(?:the\s+)?(?:publication|this report))?"
    r"|(?:[Oo]ver|[Dd]uring|[Ii]n|[Tt]hroughout)\s+the\s+(?:next|coming|following|forthcoming)\s+"
    r"(?:(?:few|several)\s+)?(?:day|week|month|quarter|year|financial year)s?"
    r"|(?:later|earlier)\s+(?:this|next)\s+(?:year|month|quarter)|[Nn]ext\s+(?:year|month|quarter|week)"
    r"|[Aa]t\s+the\s+(?:earliest\s+opportunity)|[Aa]s\s+soon\s+as\s+(?:possible|practicable)|[Ii]mmediately"
    rf"|(?:[Ee]very|[Ee]ach)\s+(?:{NUMBER}\s+)?(?:day|week|month|quarter|year)s?\b"
    r"|(?:[Oo]n\s+an?\s+)?(?:annual|quarterly|monthly|weekly)\s+basis|(?<=\s)(?:annually|quarterly|monthly)(?=[,.;]|\s+(?:through|at|by|to)\b|$))"
)
# A time that tells of the past or belongs to something named: "the report published in February 2020".
TOLD = re.compile(
    r"(?:published|inspected|dated|issued|carried out|took place|conducted|undertaken|held|began|started"
    r"|launched|introduced)\s+(?:[\w-]+\s+)?$"
    r"|(?:inspection|inspections|review|report|visit)\s+(?:(?:in|of) [A-Z]\w+\s+)?$"
)
# What makes a time of a phrase that opens with "in", "on", "at", "from" or "over".
CERTAIN = re.compile(
    rf"\d|{MONTH}|\b(?:{NUMBER}|next|coming|following|forthcoming|new|end|basis|earliest|spring|summer|autumn|winter)\b"
)
WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"eighteen": 18}
SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
YEAR_END = (3, 31)  # a financial year ends with March


@dataclass(frozen=True, slots=True)
class Due:
    """A time as written, and the last day it allows where that can be told."""

    text: str
    day: date | None


NO_TIME = Due("", None)


def due(text: str, since: date | None) -> Due:
    """Return the first time in a clause by which, or during which, something is undertaken.

    since is the day of the response, or of the report that it answers: a time before it tells of the past and is none;
    one that counts from now ("within six months") has no day without it.
    """
    for found in TIME.finditer(text):
        if TOLD.search(text[: found.start()]):
            continue
        day = last_day(found.group(), since)
        begins = re.match(r"in|on|from|at|over", found.group(), re.IGNORECASE)
        if begins and not CERTAIN.search(found.group()):
            continue
        if since and day and day < since:
            continue
        return Due(found.group().strip(" ,."), day)
    return NO_TIME


def last_day(text: str, since: date | None = None) -> date | None:
    """Return the last day that a time allows: "during 2020" is 31 December 2020, "by March 2021" 31 March 2021.

    "By" a day is that day, "from" a month its first day, "before" a day or month the day before it begins. A financial
    year ends on 31 March, a season with its third month. None where no day can be told: "in due course", "immediately".
    """
    plain = text.lower().strip(" ,.")
    before = plain.startswith("before ")
    written = re.search(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}", plain)
    # a day that the calendar has not (31 June) is a slip of the writer: nothing is made of its month
    readers = (whole_day,) if written else (span, financial_year, month_of_year, season, calendar_year)
    for reader in readers:
        found = reader(plain, since)
        if found is not None:
            first, last = found
            return (
                first - timedelta(days=1)
                if before and "end of" not in plain
                else first
                if plain.startswith("from ")
                else last
            )
    return None


Span = tuple[date, date] | None


def whole_day(text: str, since: date | None) -> Span:
    """A day such as "31 March 2021", "31 March" (the next one), "12 November 18"."""
    found = re.search(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH})(?:,?\s+({YEAR}|\d{{2}})\b)?", text, re.IGNORECASE)
    if not found:
        return None
    month = month_number(found[2])
    try:
        if found[3]:
            day = date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, int(found[1]))
        elif since:
            day = date(since.year, month, int(found[1]))
            day = day if day >= since else day.replace(year=day.year + 1)
        else:
            return None
    except ValueError:
        return None  # the 31st of June is a slip of the writer
    return day, day


def span(text: str, since: date | None) -> Span:
    """A span from now: "within six months", "over the next year", "later this year"."""
    if since is None or text.startswith(("every", "each")):
        return None
    found = re.search(rf"\b({NUMBER})[\s-]+(?:working\s+)?(day|week|month|year)s?\b", text)
    if found and "working" not in text:
        count = int(found[1]) if found[1].isdigit() else WORDS[found[1]]
        return since, after(since, count, found[2])
    if re.search(r"\b(?:next|coming|following|forthcoming) (?:year|12 months)", text) and "financial" not in text:
        return (since, after(since, 1, "year")) if "next year" not in text or "over" in text else year(since.year + 1)
    if re.search(r"later this year|(?:end of|during|in) (?:the|this) (?:calendar )?year", text):
        return year(since.year)
    if "next month" in text:
        month = after(date(since.year, since.month, 1), 1, "month")
        return month, month_end(month.year, month.month)
    return None


def financial_year(text: str, since: date | None) -> Span:
    """A financial year: "2020/21", "2020-2021", "the end of the financial year"."""
    found = re.search(rf"\b({YEAR})\s?[/-]\s?(?:20)?(\d{{2}})\b", text)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        first = date(int(found[1]), 4, 1)
        quarter = re.search(r"\bq([1-4])", text)
        end = after(first, 3 * int(quarter[1]), "month") - timedelta(days=1) if quarter else None
        return first, end or date(first.year + 1, *YEAR_END)
    if since and re.search(r"financial year|fiscal year", text):
        ends = date(since.year, *YEAR_END)
        ends = ends if ends >= since else date(since.year + 1, *YEAR_END)
        return since, date(ends.year + 1, *YEAR_END) if "next" in text else ends
    return None


def month_of_year(text: str, since: date | None) -> Span:
    """A month, with its year or the next that comes: "by March 2021", "the end of March"."""
    found = re.search(rf"(?<![a-z])({MONTH})(?:\s+({YEAR}))?", text, re.IGNORECASE)
    if not found or not (found[2] or since):
        return None
    month = month_number(found[1])
    if found[2]:
        return date(int(found[2]), month, 1), month_end(int(found[2]), month)
    assert since is not None
    which = since.year + (month < since.month)
    return date(which, month, 1), month_end(which, month)


def season(text: str, since: date | None) -> Span:
    """A season of a year: "spring 2021" ends with May, "winter 2020" with the February after."""
    found = re.search(rf"(spring|summer|autumn|winter)(?:\s+(?:of\s+)?({YEAR}))?", text)
    if not found or not found[2]:
        return None
    last = SEASON_ENDS[found[1]]
    ends = int(found[2]) + (found[1] == "winter")
    return after(month_end(ends, last), -3, "month"), month_end(ends, last)


def calendar_year(text: str, since: date | None) -> Span:
    """A year by itself, from its first day to its last: "during 2020" and "by 2020" both allow 31 December 2020."""
    found = re.search(rf"\b({YEAR})\b", text)
    return year(int(found[1])) if found else None


def year(which: int) -> tuple[date, date]:
    """A year from its first day to its last."""
    return date(which, 1, 1), date(which, 12, 31)


def month_number(name: str) -> int:
    """The number of a month by its first three letters."""
    return next(number for month, number in MONTHS.items() if month.startswith(name.lower()[:3]))


def month_end(which: int, month: int) -> date:
    """The last day of a month."""
    return date(which, month, monthrange(which, month)[1])


def after(day: date, count: int, unit: str) -> date:
    """A day so many days, weeks, months or years on; the 31st becomes the last day of a shorter month."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    which, month = divmod(months, 12)
    return date(which, month + 1, min(day.day, monthrange(which, month + 1)[1]))
