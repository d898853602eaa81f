"""Dates as people write them in Britain."""

import os
import re
from datetime import date

from evidence_lib.core.reads import day_read

DAY = "EVIDENCE_DAY"  # set where a refresh is made again as of an earlier day

MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        start=1,
    )
}
WRITTEN = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(" + "|".join(MONTHS) + r")\s+((?:19|20)\d{2})\b", re.IGNORECASE)
ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")
SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")  # Excel rewrites 2019-03-08 so; day first, as in Britain


def given() -> date | None:
    """The day that a refresh is made as of, if it is not the day of today."""
    return date.fromisoformat(os.environ[DAY]) if os.environ.get(DAY) else None


def today() -> date:
    """The day of today, or the one that a refresh is made as of."""
    day = given() or date.today()
    day_read(day.isoformat())
    return day


def written_dates(text: str) -> list[date]:
    """Return every date such as "23 November 2018" or "4th February 2020" in the text, in order."""
    found = []
    for day, month, year in WRITTEN.findall(text):
        try:
            found.append(date(int(year), MONTHS[month.lower()], int(day)))
        except ValueError:
            continue  # the 31st of June is a slip of the writer, and no date
    return found


def parse_date(value: str) -> date | None:
    """Read one date as 2019-03-08, 08/03/2019 (day first) or 8 March 2019; None for an empty value.

    Raises ValueError for anything else.
    """
    value = value.strip()
    if not value:
        return None
    if ISO.match(value):
        return date.fromisoformat(value)
    if slashed := SLASHED.match(value):
        day, month, year = map(int, slashed.groups())
        return date(year, month, day)
    if WRITTEN.fullmatch(value) and (found := written_dates(value)):
        return found[0]
    raise ValueError(f"'{value}' is no date; write it as 2019-03-08")


def long_date(day: date) -> str:
    """Write a date as "8 March 2019" (without strftime's %-d, which Windows lacks)."""
    return f"{day.day} {day:%B %Y}"
