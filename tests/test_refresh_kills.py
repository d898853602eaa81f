"""Ten refreshes killed at seeded random moments; benchmarks/refresh_kills.py does two hundred."""

import os
from pathlib import Path

import pytest

from tests.killing import Trial


@pytest.mark.skipif(os.name != "posix", reason="the signals of the trial are those of Linux and macOS")
def test_a_killed_refresh_loses_nothing_and_the_next_one_makes_it_whole(tmp_path: Path) -> None:
    trial = Trial(tmp_path, seed=7)
    assert sum(trial.kill_and_look(number) for number in range(10)) >= 5
