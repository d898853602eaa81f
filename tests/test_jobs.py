"""The jobs of a plan, its schema, and the moments that a cron line names."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.notebooks.jobs import FORMATS, find_job, read_jobs
from evidence_lib.notebooks.plan import read_plan
from evidence_lib.notebooks.schema import FILE
from evidence_lib.notebooks.times import Times
from evidence_lib.papers.keeping import WRITERS
from tests.conftest import ROOT
from tests.test_notebooks import THEMES, notebook

LONDON = ZoneInfo("Europe/London")
TWO = """
jobs:
  refresh:
    notebooks: [{notebook: brief}]
  board:
    notebooks: [{notebook: brief, for_each: {theme: all}}]
    formats: [docx]
    out: for-the-board
    when: "30 7 1 * *"
    notify: always
"""
SCHEMA = json.loads((ROOT / "notebooks" / FILE).read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notebook(tmp_path, "brief", 'theme: str = "training"  # theme\n')
    return tmp_path


def written(folder: Path, text: str) -> Path:
    path = folder / "refresh.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_job_says_what_runs_what_is_kept_where_and_when(folder: Path) -> None:
    path = written(folder, TWO)
    board = find_job(path, "board")
    assert board.formats == ("docx",) and board.notify == "always"
    assert board.folder(folder / "outputs") == folder / "for-the-board"
    assert board.times and board.times.next(datetime(2026, 6, 15, tzinfo=UTC)) == [
        datetime(2026, 7, 1, 7, 30, tzinfo=LONDON)
    ]
    assert [run.name for run in read_plan(path, folder, THEMES, [], "board")] == [
        "brief--training",
        "brief--commissioning",
    ]
    assert [run.name for run in read_plan(path, folder, THEMES, [])] == ["brief"]


def test_a_plain_list_is_the_one_job_named_refresh(folder: Path) -> None:
    path = written(folder, "- notebook: brief")
    assert list(read_jobs(path)) == ["refresh"]
    assert find_job(path).folder(folder / "outputs") == folder / "outputs"


def test_a_job_that_names_no_folder_has_one_beside_the_usual(folder: Path) -> None:
    path = written(folder, "jobs: {weekly: {notebooks: [{notebook: brief}]}}")
    assert find_job(path).folder(folder / "outputs") == folder / "outputs-weekly"


JOB = "jobs: {board: {notebooks: [{notebook: brief}], %s}}"
WRONG = {
    "jobs: {}": "holds no list of notebooks and no jobs",
    "jobs: {Board Papers: {notebooks: [{notebook: brief}]}}": "small letters",
    "jobs: {board: [brief]}": "under 'notebooks:'",
    "jobs: {board: {when: '0 6 * * *'}}": "names no notebooks",
    "job: {}": "and no jobs",
    JOB % "wen: '0 6 * * *'": "Did you mean 'when'",
    JOB % "when: 6": "Put it in",
    JOB % "when: '0 6 * *'": "must be a cron line of five fields",
    JOB % "when: '0 25 * * *'": "bad hour",
    JOB % "when: '0 6 30 2 *'": "bad day",
    JOB % "when: '0 6 L * *'": "five fields",
    JOB % "{when: '0 6 * * *', zone: Europe/Londn}"[1:-1]: "Did you mean 'Europe/London'",
    JOB % "formats: [dox]": "Did you mean 'docx'",
    JOB % "formats: docx": "must be a list",
    JOB % "notify: sometimes": "There are: failures, always, never",
    TWO.replace("for-the-board", "outputs"): "the jobs refresh and board write to one place",
    TWO.replace("for-the-board", "outputs/board"): "write to one place",
    TWO.replace("{theme: all}", "{them: [x]}"): "job board, entry 1: no parameter 'them'. Did you mean 'theme'",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_job_is_refused_in_one_line(text: str, folder: Path) -> None:
    with pytest.raises(EvidenceError) as told:
        for name in read_jobs(written(folder, text)):
            read_plan(folder / "refresh.yml", folder, THEMES, [], name)
    assert WRONG[text] in str(told.value) and "\n" not in str(told.value)


def test_an_unknown_job_is_told_the_nearest(folder: Path) -> None:
    with pytest.raises(EvidenceError, match=r"no job 'bord'\. Did you mean 'board'"):
        find_job(written(folder, TWO), "bord")


def test_the_shipped_plan_and_that_of_a_new_base_fit_the_schema_that_their_first_line_names(base: BaseFolder) -> None:
    for path in (ROOT / "notebooks" / "refresh.yml", base.plan):
        text = path.read_text(encoding="utf-8")
        jsonschema.validate(yaml.safe_load(text), SCHEMA)
        assert text.startswith(f"# yaml-language-server: $schema={FILE}\n")
        assert json.loads((path.parent / FILE).read_text(encoding="utf-8")) == SCHEMA
        assert list(read_jobs(path)) == ["refresh"]


REFUSED_BY_THE_SCHEMA = (
    "jobs: {}",
    "jobs: {board: {when: '0 6 * * *'}}",
    "jobs: {board: {notebooks: [{notebook: 02_theme_breif}]}}",
    "jobs: {board: {notebooks: [{notebook: 02_theme_brief, parameters: {tehme: training}}]}}",
    "jobs: {board: {notebooks: [{notebook: 02_theme_brief, parameters: {theme: 7}}]}}",
    "jobs: {board: {notebooks: [{notebook: 02_theme_brief}], when: '0 6 * *'}}",
    "jobs: {board: {notebooks: [{notebook: 02_theme_brief}], formats: [dox]}}",
    "jobs: {board: {notebooks: [{notebook: 02_theme_brief, for_each: {since: all}}]}}",
)


@pytest.mark.parametrize("text", REFUSED_BY_THE_SCHEMA)
def test_an_editor_marks_what_the_suite_would_refuse(text: str, tmp_path: Path) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), SCHEMA)
    with pytest.raises(EvidenceError):
        read_plan(written(tmp_path, text), ROOT / "notebooks", THEMES, [])


def test_every_paper_of_a_pack_can_be_named_as_a_format() -> None:
    assert {ending.lstrip(".") for ending in WRITERS} <= set(FORMATS)


# The days on which the clock changes in 2026: it skips from 01:00 to 02:00 on 29 March, and 01:00 to 02:00 comes twice on
# 25 October.
DAYS = {"spring": datetime(2026, 3, 27, 12, tzinfo=LONDON), "autumn": datetime(2026, 10, 23, 12, tzinfo=LONDON)}


@given(st.integers(0, 59), st.integers(0, 23), st.sampled_from(sorted(DAYS)))
def test_a_job_at_a_time_runs_once_a_day_on_both_clock_change_days(minute: int, hour: int, day: str) -> None:
    start = DAYS[day]
    held = Times(f"{minute} {hour} * * *").next(start, 5)
    days = Counter(moment.date() for moment in held)
    assert set(days.values()) == {1}
    assert all((b.date() - a.date()).days == 1 for a, b in pairwise(held))
    for moment in held:
        skipped = moment.date().isoformat() == "2026-03-29" and hour == 1
        assert (moment.hour, moment.minute) == ((2, 0) if skipped else (hour, minute))


@given(st.lists(st.integers(0, 59), min_size=1, max_size=4, unique=True), st.sampled_from(sorted(DAYS)))
def test_a_job_every_hour_runs_every_hour_that_there_is(minutes: list[int], day: str) -> None:
    start = DAYS[day].replace(hour=0) + timedelta(days=2)
    end = start + timedelta(days=1)  # the wall clock's next midnight
    held = [moment for moment in Times(f"{','.join(map(str, minutes))} * * * *").next(start, 200) if moment < end]
    hours = (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(hours=1)
    assert hours == (23 if day == "spring" else 25)
    expected = len(minutes) * int(hours) - (0 in minutes)  # the moment that it starts from is not one after it
    assert len(held) == expected == len({moment.astimezone(UTC) for moment in held})


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),
    st.sampled_from(["30 1 * * *", "*/20 * * * *", "15 6 * * 1-5", "0 7 1 * *", "0 0 1 1,7 *", "5 2 29 2 *"]),
)
def test_the_last_moment_is_the_newest_that_is_not_yet_to_come(at: datetime, line: str) -> None:
    times, moment = Times(line), at.replace(tzinfo=UTC)
    last = times.last(moment)
    if last is None:
        assert line == "5 2 29 2 *"  # more than a year back
        return
    assert last <= moment
    assert times.next(last)[0] > moment
