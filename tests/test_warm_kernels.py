"""Warm kernels: each run is a process of its own, nothing leaks from one to the next, and results are those of plain ones."""

import json
import os
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.notebooks.plan import Run
from evidence_lib.notebooks.runner import RunResult, Way, run_all
from evidence_lib.notebooks.warm import can_fork
from tests.refreshing import HEAD, THEME, TRAINING, book

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork: its kernels are plain")
LOOK = """
import json, os, random, builtins
import matplotlib, numpy, pandas
seen = {
    "left": [name for name in ("leak",) if name in globals() or hasattr(builtins, name)],
    "environment": os.environ.get("LEAK", ""),
    "folder": os.getcwd().removesuffix(os.path.basename(os.getcwd())),
    "own folder": os.getcwd() == keep,
    "dpi": matplotlib.rcParams["figure.dpi"],
    "backend": matplotlib.rcParams["backend"].lower(),
    "columns": pandas.get_option("display.max_columns"),
    "width": pandas.get_option("display.width"),
    "rows": pandas.get_option("display.max_rows"),
    "loaded": pandas.DataFrame([range(40)]).to_string(line_width=80)[:40],
    "process": os.getpid(),
    "chance": [random.random(), float(numpy.random.rand())],
}
print(json.dumps(seen))
"""
SPOIL = """
import matplotlib.pyplot, sys
leak = builtins.leak = 1
os.environ["LEAK"] = "yes"
os.chdir("/")
matplotlib.rcParams["figure.dpi"] = 7
matplotlib.pyplot.figure()
pandas.set_option("display.max_columns", 1, "display.width", 9, "display.max_rows", 2)
random.seed(1); numpy.random.seed(1)
"""


def look(folder: Path, kernels: str, jobs: int = 1) -> list[dict[str, object]]:
    """What three runs see, each of which spoils all it can for the next."""
    (folder / "books").mkdir(exist_ok=True)
    book(folder / "books", "look", HEAD, LOOK + SPOIL)
    runs = [Run(f"look--{number}", folder / "books" / "look.ipynb") for number in range(3)]
    results = run_all(runs, folder / kernels, folder, jobs, way=Way(kernels))
    assert [result.error for result in results] == ["", "", ""]
    return [json.loads(printed(result)) for result in results]


def printed(result: RunResult) -> str:
    """What a run printed first."""
    cells = json.loads(result.output.read_text(encoding="utf-8"))["cells"]
    return "".join(next(cell["outputs"][0]["text"] for cell in cells if cell.get("outputs")))


def test_nothing_leaks_from_one_run_to_the_next(tmp_path: Path) -> None:
    seen = look(tmp_path, "warm")
    assert len({one["process"] for one in seen}) == 3
    assert len({str(one["chance"]) for one in seen}) == 3
    for one in seen:
        assert one["left"] == [] and one["environment"] == "" and one["own folder"] and one["dpi"] != 7


def test_a_warm_kernel_sees_what_a_plain_one_sees(tmp_path: Path) -> None:
    own = ("process", "chance", "folder")
    warm, plain = (look(tmp_path, kernels)[0] for kernels in ("warm", "plain"))
    assert {name: warm[name] for name in warm if name not in own} == {
        name: plain[name] for name in plain if name not in own
    }


def test_warm_and_plain_kernels_make_the_same_charts_and_tables(westshire: BaseFolder, tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    book(tmp_path / "books", "theme", TRAINING, THEME)
    runs = [Run(f"theme--{number}", tmp_path / "books" / "theme.ipynb") for number in range(2)]
    kept = {}
    for kernels in ("warm", "plain"):
        assert all(
            result.state == "completed"
            for result in run_all(runs, tmp_path / kernels, westshire.root, 2, way=Way(kernels))
        )
        files = sorted((tmp_path / kernels / "kept").rglob("*.*"))
        kept[kernels] = {path.relative_to(tmp_path / kernels): path.read_bytes() for path in files if path.is_file()}
    assert len(kept["warm"]) >= 8 and kept["warm"] == kept["plain"]


def test_no_kernel_and_no_setting_stays_behind(tmp_path: Path) -> None:
    import psutil

    processes = [one["process"] for one in look(tmp_path, "warm", jobs=2)]
    assert not [pid for pid in processes if psutil.pid_exists(int(str(pid)))]
    assert "EVIDENCE_WARM_KERNELS" not in os.environ
