"""A job is handed to systemd, cron or Windows; what was missed runs later; no moment runs twice."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as Xml
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadRow
from evidence_lib.notebooks.jobs import Job
from evidence_lib.notebooks.times import Times
from evidence_lib.pack.journal import RunRecord, record, runs
from evidence_lib.schedule.due import due
from evidence_lib.schedule.timers import calendar_lines, cron_line, systemd_units, timer, windows_task
from tests.conftest import needed
from tests.test_cli import evidence

LONDON = ZoneInfo("Europe/London")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def job(line: str = "15 6 * * 1-5") -> Job:
    return Job("daily", ({"notebook": "x"},), times=Times(line))


def run(started: datetime, state: str = "completed", name: str = "daily") -> RunRecord:
    return RunRecord("r", name, started.isoformat(), started.isoformat(), state)


MONDAY = datetime(2026, 11, 23, 6, 15, tzinfo=LONDON)


def test_a_job_that_never_ran_is_due_and_one_that_ran_at_its_time_is_not() -> None:
    assert due(job(), [], MONDAY)
    assert not due(job(), [run(MONDAY)], MONDAY + timedelta(hours=3))
    assert due(job(), [run(MONDAY)], MONDAY + timedelta(days=1))


def test_a_machine_that_was_off_over_a_week_runs_once() -> None:
    back = MONDAY + timedelta(days=8, hours=2)
    assert due(job(), [run(MONDAY)], back)
    assert not due(job(), [run(MONDAY), run(back)], back + timedelta(hours=1))


def test_a_failed_run_waits_for_its_next_time_and_a_refused_one_is_asked_again() -> None:
    later = MONDAY + timedelta(hours=1)
    assert not due(job(), [run(MONDAY, "failed")], later)
    assert due(job(), [run(MONDAY - timedelta(days=3)), run(MONDAY, "refused")], later)


def test_runs_of_other_jobs_and_of_a_clock_that_was_wrong_do_not_count() -> None:
    held = [run(MONDAY - timedelta(days=7)), run(MONDAY, name="board"), run(MONDAY + timedelta(days=400))]
    assert due(job(), held, MONDAY + timedelta(hours=1))


def test_a_job_without_a_time_is_never_due() -> None:
    with pytest.raises(BadRow, match="has no 'when'"):
        due(Job("daily", ()), [], MONDAY)


@given(st.integers(0, 59), st.integers(0, 23), st.integers(0, 59), st.sampled_from([(3, 29), (10, 25)]))
def test_asked_every_hour_over_a_clock_change_a_job_runs_once_a_day(
    minute: int, hour: int, asked: int, day: tuple[int, int]
) -> None:
    """What cron and Windows do: they ask at a minute of every hour, whatever the wall clock says."""
    start = datetime(2026, *day, tzinfo=LONDON) - timedelta(days=2)
    held, daily = [run(start)], job(f"{minute} {hour} * * *")
    moment = start.replace(minute=asked).astimezone(UTC)
    end = (start + timedelta(days=5)).astimezone(UTC)
    while moment < end:
        if due(daily, held, moment):
            held.append(run(moment))
        moment += timedelta(hours=1)
    expected = daily.times.next(start, 20) if daily.times else []
    wanted = [one for one in expected if one <= end - timedelta(hours=1)]
    assert len(wanted) <= len(held) - 1 <= len(wanted) + 1
    for ran, asked_for in zip(held[1:], expected, strict=False):
        assert timedelta(0) <= datetime.fromisoformat(ran.started) - asked_for < timedelta(hours=1, minutes=1)


@pytest.mark.parametrize(
    "line", ["30 1 * * *", "0,30 1 * * *", "*/30 1-2 * * *", "15 6 * * 1-5", "0 7 1 * 1", "5 */4 * 3,10 *"]
)
@pytest.mark.parametrize("day", ["2026-03-27", "2026-10-23"])
def test_systemd_asks_at_every_moment_or_when_the_clock_has_gone_on(line: str, day: str) -> None:
    """By systemd's own calendar: after every moment of the plan it asks within the hour."""
    analyse = needed("systemd-analyze")
    times, asked = Times(line), set()
    for text in calendar_lines(times):
        command = [analyse, "calendar", "--iterations=100", f"--base-time={day} 00:00:00 UTC", text]
        said = subprocess.run(
            command, capture_output=True, text=True, env={"TZ": "UTC", "LC_ALL": "C"}, check=True
        ).stdout
        stamps = [row.rsplit(": ", 1)[1] for row in said.splitlines() if "Next elapse: " in row or "Iter. #" in row]
        asked |= {datetime.strptime(stamp[4:], "%Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC) for stamp in stamps}
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    for moment in times.next(start - timedelta(seconds=1), 12):
        assert any(timedelta(0) <= one - moment <= timedelta(hours=1) for one in asked), moment


@pytest.fixture
def planned(westshire: BaseFolder) -> BaseFolder:
    westshire.plan.write_text(
        'jobs: {daily: {when: "15 6 * * 1-5", notebooks: [{notebook: 01_source_coverage}]}}', encoding="utf-8"
    )
    return westshire


def test_systemd_itself_finds_nothing_wrong_with_the_units(planned: BaseFolder, tmp_path: Path) -> None:
    held = timer(BaseFolder(planned.root.parent / '100 % "odd" $HOME'), job())
    units = systemd_units(held)
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    checked = subprocess.run(
        [needed("systemd-analyze"), "verify", "--user", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert not [row for row in checked.stderr.splitlines() if held.name in row], checked.stderr
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:15:00 Europe/London" in units[f"{held.name}.timer"]
    assert "Persistent=true" in units[f"{held.name}.timer"]


def test_a_windows_task_catches_up_runs_on_batteries_and_asks_every_hour(planned: BaseFolder) -> None:
    task = Xml.fromstring(windows_task(timer(planned, job())).encode("utf-16"))
    settings = {one.tag.removeprefix(TASK): one.text for one in task.find(f"{TASK}Settings") or ()}
    assert settings["StartWhenAvailable"] == "true" and settings["DisallowStartIfOnBatteries"] == "false"
    (trigger,) = task.findall(f".//{TASK}CalendarTrigger")
    assert (trigger.findtext(f"{TASK}StartBoundary") or "").endswith("T00:15:00")
    assert trigger.findtext(f".//{TASK}Interval") == "PT1H"
    arguments = task.findtext(f".//{TASK}Arguments") or ""
    assert "refresh --job daily --if-due --quiet --data" in arguments
    many = Xml.fromstring(windows_task(timer(planned, job("*/10 9-17 * * *"))).encode("utf-16"))
    assert many.findtext(f".//{TASK}Interval") == "PT5M"


def test_a_cron_line_asks_every_hour_and_hides_no_sign_from_cron(planned: BaseFolder) -> None:
    held = cron_line(timer(BaseFolder(planned.root.parent / "50% done"), job()))
    assert held.startswith("15 * * * * cd ") and "50\\% done" in held
    assert cron_line(timer(planned, job("* 9 * * *"))).startswith("* * * * * ")


CRONTAB = """#!{python}
import pathlib, sys
table = pathlib.Path({table!r})
if sys.argv[1] == "-l":
    if not table.exists():
        sys.exit("no crontab for this user")
    print(table.read_text(), end="")
else:
    table.write_text(sys.stdin.read())
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab program that keeps its table in a file."""
    programs, table = tmp_path / "programs", tmp_path / "table"
    programs.mkdir()
    (programs / "crontab").write_text(CRONTAB.format(python=sys.executable, table=str(table)), encoding="utf-8")
    (programs / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return table


def test_install_and_remove_leave_the_other_lines_of_a_crontab_alone(planned: BaseFolder, table: Path) -> None:
    table.write_text("0 1 * * * other\n")
    options = ["--data", str(planned.root), "--as", "cron"]
    for _ in range(2):  # a second time puts it in the place of the first
        done = evidence("schedule", "install", "daily", *options)
        assert "Next:" in done.stdout and "has never run" in done.stdout, done.stderr
    other, line = table.read_text().splitlines()
    assert other == "0 1 * * * other" and "--job daily --if-due" in line
    assert line.split("# ")[0].strip() in evidence("schedule", "show", "daily", *options).stdout
    assert "no longer" in evidence("schedule", "remove", "daily", *options).stdout
    assert table.read_text() == "0 1 * * * other\n"
    assert "is not installed" in evidence("schedule", "remove", "daily", *options).stdout


def test_the_line_of_a_crontab_does_what_it_says(planned: BaseFolder, table: Path) -> None:
    """Taken as cron takes it: the sixth field goes to a shell."""
    evidence("schedule", "install", "daily", "--data", str(planned.root), "--as", "cron")
    command = table.read_text().split(maxsplit=5)[5].replace("\\%", "%")
    outputs = planned.outputs.with_name("outputs-daily")
    for _ in range(2):
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [one.state for one in runs(outputs)] == ["completed"]  # the second time it was not due


def test_systemd_is_told_of_a_timer_and_loses_it_again(
    planned: BaseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, said = tmp_path / "programs", tmp_path / "said"
    programs.mkdir()
    (programs / "systemctl").write_text(f'#!/bin/sh\necho "$*" >> {said}\n', encoding="utf-8")
    (programs / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    options = ["--data", str(planned.root), "--as", "systemd"]
    assert evidence("schedule", "install", "daily", *options).returncode == 0
    held = sorted((tmp_path / "config" / "systemd" / "user").iterdir())
    assert [path.suffix for path in held] == [".service", ".timer"]
    assert "no longer" in evidence("schedule", "remove", "daily", *options).stdout
    assert not list((tmp_path / "config" / "systemd" / "user").iterdir())
    words = [row.split()[1] for row in said.read_text().splitlines()]
    assert words == ["daemon-reload", "enable", "disable", "daemon-reload"]


WRONG = {
    "an unknown job": (["schedule", "install", "dayly"], 5, "Did you mean 'daily'"),
    "an unknown scheduler": (["schedule", "show", "daily", "--as", "chron"], 5, "Did you mean 'cron'"),
    "a program that is not there": (
        ["schedule", "install", "daily", "--as", "windows"],
        3,
        "schtasks is not installed",
    ),
    "a job of the refresh": (["refresh", "--job", "dayly"], 5, "Did you mean 'daily'"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_gets_one_line(mistake: str, planned: BaseFolder) -> None:
    words, code, line = WRONG[mistake]
    done = evidence(*words, "--data", str(planned.root))
    assert done.returncode == code and line in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_a_job_without_a_time_is_not_installed(planned: BaseFolder) -> None:
    planned.plan.write_text("- notebook: 01_source_coverage", encoding="utf-8")
    done = evidence("schedule", "install", "refresh", "--data", str(planned.root), "--as", "cron")
    assert done.returncode == 4 and "has no 'when'" in done.stderr
    assert "its plan names no time" in evidence("schedule", "show", "--data", str(planned.root)).stdout


def test_show_tells_of_a_missed_run(planned: BaseFolder) -> None:
    record(planned.outputs.with_name("outputs-daily"), run(datetime(2026, 1, 5, 6, 15, tzinfo=LONDON)))
    assert "It missed a run" in evidence("schedule", "show", "--data", str(planned.root)).stdout
