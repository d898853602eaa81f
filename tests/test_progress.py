"""What became of a commitment: a history that only grows, statuses, contradictions, what is overdue."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, BadRow
from evidence_lib.people.legal_basis import COLUMNS as BASIS_COLUMNS
from evidence_lib.people.legal_basis import read_bases
from evidence_lib.people.progress import (
    COLUMNS,
    Entry,
    Status,
    append_progress,
    check_update,
    placed,
    read_progress,
    standing,
)
from evidence_lib.sources import init

MADE: dict[str, date | None] = {"r-c1": date(2020, 2, 4), "r-c2": None}
DUE = date(2020, 12, 31)


def entry(status: str, day: str, **other: object) -> Entry:
    return Entry("r-c1", status, date.fromisoformat(day), entered_by="A. Name", **other)  # type: ignore[arg-type]


def test_the_files_of_a_new_base_have_the_columns_that_are_read(base: BaseFolder) -> None:
    assert init.PROGRESS_COLUMNS == COLUMNS and init.BASIS_COLUMNS == BASIS_COLUMNS
    assert read_progress(base) == [] and read_bases(base, ["a"]) == {}


def test_rows_are_only_appended_and_come_back_as_they_were(base: BaseFolder) -> None:
    first = entry(
        "in progress", "2020-05-01", owner="B. Other", rationale="under way, “as agreed”", entered_at=date(2020, 5, 2)
    )
    append_progress(base, [first])
    held = base.progress.read_bytes()
    append_progress(base, [entry("done", "2020-06-01")])
    assert base.progress.read_bytes().startswith(held)
    read = read_progress(base)
    assert [one.status for one in read] == ["in progress", "done"]
    assert replace(read[0], row=0) == first


def test_silence_is_no_update_held_and_not_failure() -> None:
    stands = standing([], None, date(2026, 1, 1))
    assert (stands.status, stands.overdue, stands.rationale_wanted) == (Status.NO_UPDATE, False, False)


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_overdue_is_computed_and_begins_the_day_after(day: date, late: bool) -> None:
    assert standing([], DUE, day).overdue is late
    assert not standing([entry("done", "2020-12-01")], DUE, day).overdue


def test_the_last_status_by_day_holds_and_a_later_day_agreed_takes_the_letters_place() -> None:
    rows = [
        entry("done", "2021-03-01", evidence="minute 7"),
        entry("in progress", "2020-05-01", owner="B. Other", due_date=date(2021, 6, 30)),
    ]
    stands = standing(rows, DUE, date(2022, 1, 1))
    assert (stands.status, stands.owner, stands.evidence) == (Status.DONE, "B. Other", "minute 7")
    before = standing(rows, DUE, date(2021, 1, 15))
    assert (before.status, before.due_date, before.overdue) == (Status.IN_PROGRESS, date(2021, 6, 30), False)


@pytest.mark.parametrize(
    ("first", "second", "contradict"),
    [
        (("done", "2023-04-01", "register"), ("done", "2025-04-01", "tracker"), True),  # closed twice, two years apart
        (("done", "2023-04-01", "register"), ("in progress", "2023-05-01", "tracker"), True),  # closed, and open later
        (("done", "2023-04-01", "register"), ("not ours", "2023-04-01", "tracker"), True),
        (("in progress", "2023-04-01", "register"), ("done", "2025-04-01", "tracker"), False),  # it went on
        (("done", "2023-04-01", "register"), ("done", "2023-04-01", "tracker"), False),
        (("done", "2023-04-01", "register"), ("in progress", "2023-05-01", "register"), False),  # it changed its mind
    ],
)
def test_two_sources_that_cannot_both_be_right_are_both_kept_and_shown(
    first: tuple[str, str, str], second: tuple[str, str, str], contradict: bool
) -> None:
    rows = [entry(status, day, source=source) for status, day, source in (first, second)]
    told = standing(rows, None, date(2026, 1, 1)).contradiction
    assert bool(told) is contradict
    if contradict:
        assert "register" in told and "tracker" in told


def test_what_will_not_be_done_and_what_is_overdue_need_a_rationale() -> None:
    assert standing([entry("will not be done", "2020-05-01")], None, DUE).rationale_wanted
    assert not standing([entry("will not be done", "2020-05-01", rationale="no power to")], None, DUE).rationale_wanted
    assert standing([entry("in progress", "2020-05-01")], DUE, date(2021, 1, 1)).rationale_wanted


ROWS = {
    "r-c1,finished,2020-05-01,,,,,,,,A,2020-05-01": "no status 'finished'",
    "r-c1,doen,2020-05-01,,,,,,,,A,2020-05-01": "Did you mean 'done'",
    "r-c9,done,2020-05-01,,,,,,,,A,2020-05-01": "no commitment, action or finding 'r-c9'. Did you mean 'r-c1'",
    "r-c1,done,2019-05-01,,,,,,,,A,2020-05-01": "2019-05-01 is before r-c1 was undertaken (2020-02-04)",
    "r-c1,done,,,,,,,,,A,2020-05-01": "day is empty",
    "r-c1,done,soon,,,,,,,,A,2020-05-01": "day 'soon' is no date",
    "r-c1,done,2020-05-01,,,,,,,,,2020-05-01": "entered_by must be filled in",
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_cannot_be_is_told_in_one_line_kept_and_the_others_go_on(row: str, base: BaseFolder) -> None:
    good = "r-c1,in progress,2020-06-01,,,,,,,,A,2020-06-01"
    base.progress.write_text(f"{','.join(COLUMNS)}\n{row}\n{good}\n", encoding="utf-8")
    read = placed(read_progress(base), MADE, str(base.progress))
    assert len(read) == 2 and not read[1].problem
    assert ROWS[row] in read[0].problem and "row 2" in read[0].problem and "\n" not in read[0].problem
    assert standing(read, None, date(2021, 1, 1)).status is Status.IN_PROGRESS


def test_a_wrong_column_is_refused(base: BaseFolder) -> None:
    base.progress.write_text(f"{','.join(COLUMNS).replace('status', 'state')}\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"unknown column 'state'\. Did you mean 'status'"):
        read_progress(base)


@pytest.mark.parametrize(
    ("changed", "due_date", "line"),
    [
        ({"status": "finished"}, None, "no status 'finished'"),
        ({"item_id": "r-c3"}, None, "no commitment, action or finding 'r-c3'"),
        ({"day": date(2019, 1, 1)}, None, "is before r-c1 was undertaken"),
        ({"status": "will not be done"}, None, "needs a rationale"),
        ({}, DUE, "is overdue, and needs a rationale"),
    ],
)
def test_an_update_that_cannot_be_is_refused(changed: dict[str, object], due_date: date | None, line: str) -> None:
    good = entry("in progress", "2020-05-01")
    check_update(good, MADE)
    with pytest.raises(BadRow, match=line):
        check_update(replace(good, **changed), MADE, due_date=due_date)  # type: ignore[arg-type]


def test_an_unknown_legal_basis_is_refused_by_its_row(base: BaseFolder, tmp_path: Path) -> None:
    base.legal_basis.write_text(f"{','.join(BASIS_COLUMNS)}\nreport,police-act-s56,,A,2020-01-01,\n", encoding="utf-8")
    with pytest.raises(BadRow, match=r"row 2: no legal basis 'police-act-s56'\. Did you mean 'police-act-s55'"):
        read_bases(base, ["police-act-s55"])
