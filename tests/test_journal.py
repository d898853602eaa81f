"""The journal of refreshes: every one leaves a line, and a cut line hides no other."""

from pathlib import Path

from evidence_lib.pack.journal import JOURNAL, RunRecord, record, runs

MONDAY = RunRecord("2026-11-23-0600", "", "2026-11-23T06:00:00+00:00", "2026-11-23T06:00:02+00:00", "unchanged")


def test_runs_come_back_in_order(tmp_path: Path) -> None:
    failed = RunRecord(
        "2026-11-24-0600", "daily", "a", "b", "failed", "failed-2026-11-24-0600", "02_theme_brief: failed"
    )
    for row in (MONDAY, failed):
        record(tmp_path / "outputs", row)
    assert runs(tmp_path / "outputs") == [MONDAY, failed]


def test_no_run_is_no_line(tmp_path: Path) -> None:
    assert runs(tmp_path) == []


def test_a_line_that_a_crash_has_cut_is_passed_over(tmp_path: Path) -> None:
    record(tmp_path, MONDAY)
    path = tmp_path / JOURNAL
    path.write_bytes(path.read_bytes() + b'{"run": "2026-11-2')
    record(tmp_path, MONDAY)
    assert runs(tmp_path) == [MONDAY, MONDAY]
