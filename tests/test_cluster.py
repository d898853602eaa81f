"""A refresh on a Dask cluster: a real scheduler and two worker processes, of which one is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile
from evidence_lib.pack.refresh import How, refresh
from evidence_lib.schedule.cluster import cluster, refuse_strangers, seen, version
from tests.test_cli import evidence

PLAN = "- {notebook: 02_theme_brief, for_each: {theme: [training, commissioning, victim-support, prevention-early-help]}}\n"
PATIENCE = 120


class Cluster:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.folder = folder
        self.processes = [self.start("scheduler", "--host", "127.0.0.1", "--port", "0")]
        for _ in range(PATIENCE * 10):
            if self.file.is_file() and self.file.read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        self.address = json.loads(self.file.read_text(encoding="utf-8"))["address"]

    def start(self, what: str, *words: str) -> "subprocess.Popen[bytes]":
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{what}",
            "--scheduler-file",
            str(self.file),
            "--no-dashboard",
        ]
        log = (self.folder / f"{what}.log").open("ab")
        with log:
            return subprocess.Popen([*command, *words], stdout=log, stderr=log, cwd=self.folder, start_new_session=True)

    def worker(self) -> "subprocess.Popen[bytes]":
        self.processes.append(self.start("worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"))
        return self.processes[-1]

    def wait(self, workers: int) -> None:
        """Wait until so many workers have come."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)

    def end(self) -> None:
        for one in reversed(self.processes):
            if one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    held = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        held.worker()
        held.worker()
        held.wait(2)
        yield held
    finally:
        held.end()


def test_a_refresh_ends_right_although_a_worker_is_killed_in_the_middle(
    two: Cluster, shipped: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.yml").write_text(PLAN, encoding="utf-8")
    outputs, told = tmp_path / "outputs", []

    def say(line: str) -> None:
        told.append(line)
        if "completed in" in line and len([one for one in told if "completed in" in one]) == 1:
            os.killpg(two.processes[1].pid, signal.SIGKILL)

    outputs.mkdir()
    with cluster(two.address, shipped, outputs) as executor:
        published = refresh(BaseFolder(shipped), outputs, tmp_path / "plan.yml", say=say, how=How(executor=executor))
    assert two.processes[1].wait() == -signal.SIGKILL
    assert [result.state for result in published.results] == ["completed"] * 4
    assert len(list((published.pack / "pages").glob("*.html"))) == 4
    ledger = json.loads((published.pack / "run.json").read_text(encoding="utf-8"))
    assert ledger["state"] == "completed"


def test_a_scheduler_that_cannot_be_reached_is_one_line_and_the_last_pack_stays(westshire: BaseFolder) -> None:
    westshire.outputs.mkdir()
    (westshire.outputs / "latest.txt").write_text("2026-01-01-0600\n", encoding="utf-8")
    done = evidence("refresh", "--data", str(westshire.root), "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 3 and "no Dask scheduler answers there" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert (westshire.outputs / "latest.txt").read_text(encoding="utf-8") == "2026-01-01-0600\n"


def test_a_worker_with_another_version_is_refused_naming_both() -> None:
    with pytest.raises(
        BadFile, match=rf"version 0\.0\.9\+abc of the library, and here it is {version().replace('+', '.')}"
    ):
        refuse_strangers("tcp://a", {"tcp://w1": version(), "tcp://w2": "0.0.9+abc"}, {})


def test_a_worker_that_does_not_see_the_base_is_refused(tmp_path: Path) -> None:
    assert seen([str(tmp_path), str(tmp_path / "not")]) == [str(tmp_path / "not")]
    with pytest.raises(BadFile, match="does not see /base"):
        refuse_strangers("tcp://a", {"tcp://w": version()}, {"tcp://w": ["/base"]})


def test_a_cluster_without_workers_is_refused() -> None:
    with pytest.raises(BadFile, match="has no workers"):
        refuse_strangers("tcp://a", {}, {})
