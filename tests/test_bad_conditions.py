"""What no plan foresees: a full disk, one that can only be read, a clock set back, a signal in the middle, old packs deleted.

Whatever happens, a person or a scheduler gets one line and an exit code, and the last good pack stays.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import psutil
import pytest

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import CannotWrite
from evidence_lib.notebooks.jobs import find_job
from evidence_lib.pack import refresh as refreshing
from evidence_lib.pack.journal import runs
from evidence_lib.pack.kept_packs import keep, latest, names, read_pack, to_keep
from evidence_lib.pack.publish import one_refresh
from evidence_lib.pack.refresh import refresh
from evidence_lib.people.reviews import COLUMNS as REVIEW
from evidence_lib.schedule.due import due
from evidence_lib.tables.build import build
from evidence_lib.tables.store import read_table
from tests.conftest import ROOT
from tests.refreshing import another, states
from tests.test_cli import evidence
from tests.test_refresh import PLAIN, Made, a_changed_service, again_with, append
from tests.test_refresh import made as made  # a fixture

PATIENCE = 240
ONE = "jobs: {daily: {notebooks: [{notebook: 01_source_coverage}], when: 15 6 * * *}}\n"
FOUR = (
    "jobs: {daily: {notebooks: [{notebook: 02_theme_brief, "
    "for_each: {theme: [training, commissioning, victim-support, prevention-early-help]}}], when: 15 6 * * *}}\n"
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this user may make one; the tests with a made-up error need none."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", folder]).returncode:
        pytest.skip("this user may not mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def only_to_read(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


def fill(disk: Path) -> Path:
    """Leave a few kilobytes."""
    filler = disk / "filler"
    filler.write_bytes(b"\0" * (shutil.disk_usage(disk).free - 20_000))
    return filler


def refreshed(base: BaseFolder, outputs: Path, plan: str, *words: str) -> "subprocess.CompletedProcess[str]":
    base.plan.write_text(plan, encoding="utf-8")
    return evidence("refresh", "--data", str(base.root), "--out", str(outputs), "--quiet", *words)


def test_a_full_disk_is_one_line_and_the_next_refresh_goes_on_once_there_is_room(
    westshire: BaseFolder, disk: Path
) -> None:
    outputs = disk / "outputs"
    assert refreshed(westshire, outputs, ONE).returncode == 0
    first = latest(outputs)
    filler = fill(disk)
    done = refreshed(westshire, outputs, ONE, "--force")
    assert done.returncode == 9 and "the disk is full. Make room" in done.stderr, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert first and latest(outputs) == first and read_pack(first)
    filler.unlink()
    assert refreshed(westshire, outputs, ONE, "--force").returncode == 0
    assert len(names(outputs)) == 2 and not list(outputs.glob(".staging-*"))


def test_packs_on_a_disk_that_can_only_be_read_are_one_line(westshire: BaseFolder, disk: Path) -> None:
    outputs = disk / "outputs"
    assert refreshed(westshire, outputs, ONE).returncode == 0
    only_to_read(disk)
    done = refreshed(westshire, outputs, ONE, "--force")
    assert done.returncode == 9 and "the disk can only be read. Name another folder" in done.stderr, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert len(names(outputs)) == 1


def test_a_base_that_can_only_be_read_answers_and_is_not_refreshed(westshire: BaseFolder, disk: Path) -> None:
    build(westshire)
    base = BaseFolder(Path(shutil.copytree(westshire.root, disk / "base")))
    build(base)
    only_to_read(disk)
    assert len(evidence_lib.open(base.root).findings()) == 5
    done = evidence("refresh", "--data", str(base.root), "--out", str(disk.parent / "packs"), "--quiet")
    assert done.returncode == 9 and "the disk can only be read" in done.stderr, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a signal is another thing on Windows")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_refresh_that_gets_a_signal_says_so_and_goes_at_once_with_all_it_started(
    number: signal.Signals, westshire: BaseFolder, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    assert refreshed(westshire, outputs, ONE).returncode == 0
    first = latest(outputs)
    westshire.plan.write_text(FOUR, encoding="utf-8")
    command = [sys.executable, "-m", "evidence_lib.cli", "refresh", "--data", str(westshire.root)]
    command += ["--out", str(outputs), "--jobs", "1"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert any("completed in" in line for line in iter(process.stdout.readline, ""))
    started = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 10
    assert said == (
        f"evidence: the refresh was ended from outside ({number.name}). The last good pack stays; the next refresh "
        "clears away what was staged.\n"
    )
    assert started and not psutil.wait_procs(started, timeout=PATIENCE)[1]
    assert first and latest(outputs) == first and read_pack(first)
    job, held = find_job(westshire.plan, "daily"), runs(outputs)
    assert held[-1].state == "stopped" and due(job, held[-1:], datetime.now().astimezone())
    with one_refresh(outputs, westshire) as left:  # the lock is free, and what was staged goes
        assert "did not end" in left[0] and not list(outputs.glob(".staging-*"))


def test_a_refresh_on_a_clock_that_was_set_back_is_the_newest_still(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, folder, outputs = made
    (first,) = names(outputs)

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Earlier":
            return cls(2020, 2, 29, 6, 0, tzinfo=tz)

    a_changed_service(base, folder)
    monkeypatch.setattr(refreshing, "datetime", Earlier)
    pack = again_with(made).pack
    assert names(outputs) == [first, pack.name] and latest(outputs) == pack
    assert [run.run for run in runs(outputs)] == [first, pack.name]
    assert keep(outputs, 1, monthly=False) == [first] and latest(outputs) == pack


HELD = ["2025-11-30-0600", "2025-12-30-0600", "2025-12-31-2359", "2026-01-01-0000", "2026-01-02-0600"]


@pytest.mark.parametrize(
    ("last", "monthly", "kept"),
    [
        (0, False, []),
        (0, True, ["2025-11-30-0600", "2025-12-31-2359", "2026-01-02-0600"]),
        (1, False, HELD[-1:]),
        (1, True, ["2025-11-30-0600", "2025-12-31-2359", "2026-01-02-0600"]),
        (2, True, ["2025-11-30-0600", "2025-12-31-2359", "2026-01-01-0000", "2026-01-02-0600"]),
        (5, False, HELD),
        (99, False, HELD),
    ],
)
def test_what_is_kept_at_the_ends_and_over_the_turn_of_a_year(last: int, monthly: bool, kept: list[str]) -> None:
    assert sorted(to_keep(HELD, last, monthly)) == kept


def test_to_keep_no_pack_at_all_is_refused(westshire: BaseFolder) -> None:
    done = evidence("packs", "keep", "--last", "0", "--data", str(westshire.root))
    assert done.returncode == 2 and "--last" in done.stderr


def test_the_pack_that_the_pointer_names_stays_though_it_is_the_oldest(tmp_path: Path) -> None:
    for name in HELD:
        (tmp_path / name).mkdir()
    (tmp_path / "latest.txt").write_text(HELD[0], encoding="utf-8")
    assert keep(tmp_path, 1, monthly=False) == HELD[1:-1]
    assert names(tmp_path) == [HELD[0], HELD[-1]]


def test_a_pack_is_whole_without_the_one_that_it_took_pages_over_from(made: Made) -> None:
    base, folder, outputs = made
    (first,) = names(outputs)
    a_changed_service(base, folder)
    pack = again_with(made).pack
    assert states(outputs)["theme"] == "unchanged"
    assert keep(outputs, 1, monthly=False) == [first]
    assert read_pack(pack) and (pack / "pages" / "theme.html").stat().st_size and list((pack / "charts").rglob("*.svg"))
    assert again_with(made).unchanged
    a_changed_service(base, folder)
    assert again_with(made).pack != pack and states(outputs)["theme"] == "unchanged"


LEFT = ("findings.parquet", "found/1.json", "blocks/2.json", "tagged/3.json")


@pytest.mark.parametrize("next_start", ["build", "refresh"])
def test_what_a_killed_build_left_half_written_goes_at_the_next_start(next_start: str, made: Made) -> None:
    base, folder, outputs = made
    left = [base.derived / name for name in LEFT]
    left = [path.with_name(f".{path.name}.abc.part") for path in left]
    for path in left:
        path.write_bytes(b"half")
    if next_start == "build":
        build(base)
    else:  # nothing has changed, so that nothing is built
        assert refresh(base, outputs, folder / "plan.yml", notebooks=folder, how=PLAIN).unchanged
    assert not [path for path in left if path.exists()] and not list(base.derived.rglob("*.part"))


def test_reviews_that_found_no_place_stand_in_the_order_in_which_they_were_written(
    westshire: BaseFolder, tmp_path: Path
) -> None:
    another(westshire, tmp_path, "Eastshire", "")
    build(westshire)
    documents = list(read_table(westshire, "documents")["document_id"])
    rows = [(documents[number % 2] if number != 2 else "a-document-that-is-gone", number) for number in range(6)]
    for document, number in rows:
        values = (
            f"{document}-p1-00000000{number:02d}",
            "kind",
            "mixed",
            "read",
            "A. Person",
            "2026-03-31",
            "other words",
        )
        append(westshire.reviews, ",".join(values) + "\n")
    assert len(REVIEW) == len(values)
    build(westshire)
    assert list(read_table(westshire, "reviews_unplaced")["finding_id"].str[-2:].astype(int)) == list(range(6))


def test_a_made_up_full_disk_while_tables_are_written_leaves_those_of_before(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, folder, outputs = made
    before = {path.name: path.read_bytes() for path in base.derived.glob("*.parquet")}
    first = latest(outputs)
    another(base, folder.parent, "Eastshire", "")

    def full(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device", str(base.derived / "findings.parquet"))

    monkeypatch.setattr("pyarrow.parquet.ParquetWriter.write_table", full)
    with pytest.raises(CannotWrite, match=r"findings\.parquet: the disk is full"):
        again_with(made)
    assert {path.name: path.read_bytes() for path in base.derived.glob("*.parquet")} == before
    assert latest(outputs) == first and not list(base.derived.rglob("*.part"))
