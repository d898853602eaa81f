"""Days: the clock of a legal basis at its boundaries, and times as people write them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.commitments.clocks import Clock, day_of, read_clocks, response_due
from evidence_lib.commitments.times import due, last_day
from evidence_lib.core.errors import EvidenceError
from evidence_lib.tables.deadlines import NO_CLOCK, NO_DAY, NOT_CONFIRMED, UNDATED, state
from tests.conftest import ROOT

S55 = Clock("s55", "Section 55", "the Act", 56)
PUBLISHED = date(2020, 2, 4)
LAST = date(2020, 3, 30)


def test_the_shipped_clock_of_section_55_begins_with_the_day_of_publication() -> None:
    clocks = read_clocks(ROOT / "data" / "clocks.yml")
    assert clocks["police-act-1996-s55"].due(PUBLISHED) == LAST
    assert clocks["children-act-2004"].due(PUBLISHED) is None


@pytest.mark.parametrize(
    ("published", "last"),
    [
        (date(2020, 1, 5), date(2020, 2, 29)),  # ends on the leap day
        (date(2020, 2, 29), date(2020, 4, 24)),  # begins on the leap day
        (date(2021, 1, 5), date(2021, 3, 1)),  # the same in a year without one
        (date(2020, 12, 25), date(2021, 2, 18)),  # published on a bank holiday, which counts
        (date(2019, 11, 7), date(2020, 1, 1)),  # due on a bank holiday, which is not moved
        (date(2026, 2, 1), date(2026, 3, 28)),  # over a change of clocks
    ],
)
def test_fifty_six_days_at_leap_days_and_bank_holidays(published: date, last: date) -> None:
    assert response_due(published) == last


def test_a_clock_may_begin_on_the_day_after() -> None:
    assert response_due(PUBLISHED, 56, first_day_counts=False) == LAST + timedelta(days=1)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400))
def test_the_last_day_is_the_day_of_its_number(published: date, days: int) -> None:
    assert day_of(published, response_due(published, days)) == days


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        (PUBLISHED, "answered in time, on day 1 of 56"),  # published and answered the same day
        (LAST, "answered in time, on day 56 of 56"),
        (LAST + timedelta(days=1), "answered late, on day 57 of 56"),
    ],
)
def test_an_answer_on_day_56_is_in_time_and_on_day_57_late(answered: date, told: str) -> None:
    assert state(S55, PUBLISHED, LAST, True, answered, date(2030, 1, 1)) == told


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        (date(2020, 3, 28), "due in 2 days"),
        (date(2020, 3, 29), "due tomorrow"),
        (LAST, "due today"),
        (date(2020, 3, 31), "overdue by 1 day"),
    ],
)
def test_on_its_last_day_nothing_is_overdue(as_of: date, told: str) -> None:
    assert state(S55, PUBLISHED, LAST, False, None, as_of) == told


def test_no_clock_runs_without_a_confirmed_basis_a_clock_or_a_day() -> None:
    assert state(None, PUBLISHED, None, False, None, LAST) == NOT_CONFIRMED
    assert state(Clock("c", "Children Act", "the Act"), PUBLISHED, None, False, None, LAST) == NO_CLOCK
    assert state(S55, None, S55.due(None), False, None, LAST) == NO_DAY
    assert state(S55, PUBLISHED, LAST, True, None, LAST) == UNDATED


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("during 2020", date(2020, 12, 31)),
        ("by the end of 2020", date(2020, 12, 31)),
        ("by March 2021", date(2021, 3, 31)),
        ("by the end of February 2024", date(2024, 2, 29)),
        ("by 31 March 2021", date(2021, 3, 31)),
        ("by Friday 5 May 2017", date(2017, 5, 5)),
        ("by 12 November 18", date(2018, 11, 12)),
        ("by 31 June 2021", None),
        ("before 1 May 2021", date(2021, 4, 30)),
        ("before March 2021", date(2021, 2, 28)),
        ("from April 2022", date(2022, 4, 1)),
        ("by spring 2021", date(2021, 5, 31)),
        ("in winter 2020", date(2021, 2, 28)),
        ("during 2020/21", date(2021, 3, 31)),
        ("in Q1 2020/21", date(2020, 6, 30)),
        ("within six months", date(2020, 8, 4)),
        ("within 28 days", date(2020, 3, 3)),
        ("over the next year", date(2021, 2, 4)),
        ("by the end of the financial year", date(2020, 3, 31)),
        ("later this year", date(2020, 12, 31)),
        ("by March", date(2020, 3, 31)),
        ("in January", date(2021, 1, 31)),
        ("immediately", None),
        ("as soon as possible", None),
    ],
)
def test_a_time_as_written_has_a_last_day_where_it_can_be_one(text: str, last: date | None) -> None:
    assert last_day(text, PUBLISHED) == last


def test_what_counts_from_now_has_no_day_without_a_now() -> None:
    assert last_day("within six months") is None and last_day("by March") is None


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        (" the report published in May 2021 with schools.", ""),  # when something was published is no deadline
        (" what was learned in Cornwall in 2018.", ""),  # nor is what lies before the report
        (" it during 2020 with health.", "during 2020"),
        (" it in the way that was agreed.", ""),
        (" it quarterly at my board.", "quarterly"),
    ],
)
def test_a_time_of_the_past_is_no_deadline(clause: str, text: str) -> None:
    assert due(clause, PUBLISHED).text == text


WRONG = {
    "- {id: a, label: A}": "needs id, label and source",
    "- {id: a, label: A, source: S, dayz: 5}": "Did you mean 'days'",
    "- {id: a, label: A, source: S, days: 0}": "at least 1",
    "- {id: a, label: A, source: S, asks: [coffee]}": "no asks 'coffee'",
    "- {id: a, label: A, source: S}\n- {id: a, label: A, source: S}": "stands twice",
    "- {": "is no YAML",
    "text": "holds no list",
}


@pytest.mark.parametrize("text", WRONG)
def test_wrong_settings_of_clocks_are_told_in_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "clocks.yml").write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError) as told:
        read_clocks(tmp_path / "clocks.yml")
    assert WRONG[text] in str(told.value) and "\n" not in str(told.value)
