"""Financial years: named by the calendar years that they touch, such as 2026-27."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WRITTEN = re.compile(r"^(\d{4})[-–/](\d{2}|\d{4})$")
APRIL = (4, 1)  # month and day on which the financial year of English public bodies begins


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """A financial year by the calendar year in which it begins."""

    begins_in: int

    def __str__(self) -> str:
        return f"{self.begins_in}-{(self.begins_in + 1) % 100:02d}"

    def first_day(self, begins: tuple[int, int] = APRIL) -> date:
        """Its first day; *begins* is month and day."""
        return date(self.begins_in, *begins)

    def last_day(self, begins: tuple[int, int] = APRIL) -> date:
        """Its last day: the day before the next begins."""
        return date(self.begins_in + 1, *begins) - timedelta(days=1)


def financial_year(text: str) -> FinancialYear:
    """Read 2026-27, 2026/27 or 2026-2027. Raises ValueError for anything else: 2026-28 is no year, and 2026 is half of two."""
    found = WRITTEN.match(text.strip())
    if found:
        first, second = int(found[1]), found[2]
        if int(second) == (first + 1 if len(second) == 4 else (first + 1) % 100):
            return FinancialYear(first)
    raise ValueError(f"'{text.strip()}' is no financial year; write it as 2026-27")


def year_of(day: date, begins: tuple[int, int] = APRIL) -> FinancialYear:
    """The financial year that a day lies in."""
    return FinancialYear(day.year if (day.month, day.day) >= begins else day.year - 1)


def months_later(day: date, months: int) -> date:
    """The day so many months later; the last day of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def years_earlier(day: date, years: int) -> date:
    """The same day so many years earlier (28 February for a leap day)."""
    return months_later(day, -12 * years)
