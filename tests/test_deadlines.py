"""By when something must be done: words are always kept, a day is given only where they settle one."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.core.dates import MONTHS, long_date
from evidence_lib.findings.deadlines import due_day, due_words, is_due, months_after, runs_from_publication

PUBLISHED = date(2024, 5, 3)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2098, 12, 31))


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("By 31 March 2025, chief constables should check it.", "By 31 March 2025", date(2025, 3, 31)),
        ("Chief constables should, by 31 March 2025, check it.", "by 31 March 2025", date(2025, 3, 31)),
        ("The board, by 31 March 2025, should check it.", "by 31 March 2025", date(2025, 3, 31)),
        ("The board should have checked it by 31 March 2025.", "by 31 March 2025", date(2025, 3, 31)),
        ("Check the records (by 31 March 2025).", "by 31 March 2025", date(2025, 3, 31)),
        ("Check the records. Target date: 31/03/2025", "31/03/2025", date(2025, 3, 31)),
        ("By no later than 1 June 2025, the ICB must act.", "By no later than 1 June 2025", date(2025, 6, 1)),
        ("Before 1 June 2025, the ICB must act.", "Before 1 June 2025", date(2025, 5, 31)),
        ("Before the end of June 2025, the ICB must act.", "Before the end of June 2025", date(2025, 6, 30)),
        ("By the end of February 2028, forces should act.", "By the end of February 2028", date(2028, 2, 29)),
        ("By the end of 2025, forces should act.", "By the end of 2025", date(2025, 12, 31)),
        (
            "By the end of the 2024/25 financial year, forces should act.",
            "By the end of the 2024/25 financial year",
            date(2025, 3, 31),
        ),
        (
            "Forces should act by the end of financial year 2024–2025.",
            "by the end of financial year 2024–2025",
            date(2025, 3, 31),
        ),
        (
            "Within 6 months of the publication of this report, forces should act.",
            "Within 6 months of the publication of this report",
            date(2024, 11, 3),
        ),
        (
            "Forces should act within six (6) weeks of publication.",
            "within six (6) weeks of publication",
            date(2024, 6, 14),
        ),
        ("Within a year of this report, forces should act.", "Within a year of this report", date(2025, 5, 3)),
    ],
)
def test_a_day_that_the_words_settle_is_given(text: str, words: str, day: date) -> None:
    assert due_words(text) == words
    assert due_day(words, PUBLISHED) == day


@pytest.mark.parametrize(
    "text",
    [
        "Within three months, the force should act.",  # of what? perhaps of a letter that came before the report
        "Within three months of receiving this report, the force should act.",
        "Within 20 working days of publication, the force should act.",
        "With immediate effect, the force should act.",
        "The force should immediately act.",
        "By March 2025, the force should act.",  # its first day or its last?
        "By the end of the 2024/25 academic year, schools should act.",
        "By the end of 2024/25, the force should act.",  # which kind of year?
        "By the end of the year, the force should act.",
        "By summer 2025, the force should act.",
        "By 31 June 2025, the force should act.",  # there is no such day
    ],
)
def test_words_that_leave_the_day_open_are_kept_without_one(text: str) -> None:
    assert due_words(text)
    assert due_day(due_words(text), PUBLISHED) is None


@pytest.mark.parametrize(
    "text",
    [
        "The force should make sure that every assessment is completed within 45 days.",
        "Within a month of coming into care, children should have a health assessment.",
        "Leaders should see to it that children are immediately safe.",
        "Leaders should take immediate action.",
        "Since March 2023 the board has met monthly.",
    ],
)
def test_a_time_that_is_part_of_the_practice_is_no_deadline(text: str) -> None:
    assert due_words(text) == ""


def test_a_document_may_say_from_when_its_time_limits_run() -> None:
    assert runs_from_publication("All timescales run from the date of publication of this report.")
    assert not runs_from_publication("The report was published in May and the period has ended.")
    assert due_day("Within three months", PUBLISHED, from_publication=True) == date(2024, 8, 3)
    assert due_day("within three months of receipt", PUBLISHED, from_publication=True) is None
    assert due_day("Within three months of publication", None) is None


@pytest.mark.parametrize(
    "cell",
    [
        "31 March 2025",
        "3 months",
        "End of June 2025",
        "Immediate",
        "Ongoing",
        "Sept 24",
        "Q3 2024/25",
        "For immediate action",
    ],
)
def test_a_cell_may_hold_nothing_but_a_time(cell: str) -> None:
    assert is_due(cell) and not is_due(f"{cell} and the police")


@pytest.mark.parametrize(
    ("day", "months", "ends"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),  # a leap year has the day
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 2, 28), 1, date(2023, 3, 28)),  # the corresponding day, not the month's end
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 10, 31), 2, date(2024, 12, 31)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
    ],
)
def test_months_end_on_the_corresponding_day_or_on_the_months_last(day: date, months: int, ends: date) -> None:
    assert months_after(day, months) == ends


@given(DAYS, st.integers(0, 24))
def test_months_after_never_leave_the_month_they_lead_to(day: date, months: int) -> None:
    end = months_after(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])


@given(DAYS)
def test_every_written_day_is_read_and_before_it_is_the_day_before(day: date) -> None:
    assert due_day(f"by {long_date(day)}", None) == day
    assert due_day(f"before {long_date(day)}", None) == day - timedelta(days=1)


@given(st.sampled_from(sorted(MONTHS)), st.integers(2000, 2098))
def test_the_end_of_a_month_is_followed_by_a_first(month: str, year: int) -> None:
    end = due_day(f"by the end of {month.title()} {year}", None)
    assert end is not None and (end + timedelta(days=1)).day == 1 and end.month == MONTHS[month]


@given(st.integers(2000, 2097))
def test_a_financial_year_ends_on_31_march_of_its_second_year(year: int) -> None:
    words = f"by the end of the {year}/{(year + 1) % 100:02d} financial year"
    assert due_day(words, None) == date(year + 1, 3, 31)
    assert due_day(f"by the end of the {year}/{(year + 3) % 100:02d} financial year", None) is None  # a slip


@given(st.text(max_size=80))
def test_whatever_a_text_holds_its_deadline_stands_in_it(text: str) -> None:
    assert due_words(text) in text
