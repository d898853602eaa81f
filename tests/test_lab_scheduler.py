"""Jobs from JupyterLab's own menu: typed and checked by the notebook, run as a refresh runs it, failures told in one line."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from evidence_lib.core.errors import EvidenceError
from evidence_lib.notebooks.parameters import Parameter, typed
from tests.conftest import ROOT

PATIENCE = 240  # seconds for a job on a busy machine
KNOWN = {
    "theme": Parameter("theme", "str", "", "a theme"),
    "areas": Parameter("areas", "list[str]", [], "areas"),
    "most": Parameter("most", "int", 3, "a number"),
    "share": Parameter("share", "float", 0.5, "a share"),
    "whole": Parameter("whole", "bool", False, "all"),
}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("theme", "007", "007"),
        ("theme", '"training"', "training"),
        ("theme", "__import__('os')", "__import__('os')"),  # text, and no code
        ("areas", "York; Derby City", ["York", "Derby City"]),
        ("areas", '["York", "Derby City"]', ["York", "Derby City"]),
        ("areas", "Kingston, Richmond", ["Kingston, Richmond"]),
        ("areas", "", []),
        ("most", "7", 7),
        ("share", "0.25", 0.25),
        ("share", "1", 1.0),
        ("whole", "yes", True),
        ("whole", "False", False),
    ],
)
def test_a_text_takes_the_type_of_its_parameter(name: str, text: str, value: object) -> None:
    assert typed(KNOWN, {name: text}, "brief") == {name: value}


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        ({"tehme": "x"}, "Did you mean 'theme'"),
        ({"most": "many"}, 'most is "many", and must be int'),
        ({"whole": "perhaps"}, "must be bool"),
    ],
)
def test_a_text_that_is_no_such_value_is_refused(texts: dict[str, str], line: str) -> None:
    with pytest.raises(EvidenceError, match=line):
        typed(KNOWN, texts, "brief")


class Lab:
    """A running JupyterLab and its scheduler."""

    def __init__(self, address: str, token: str) -> None:
        headers = {"Authorization": f"token {token}"}
        self.client = httpx.Client(base_url=f"{address}/scheduler", headers=headers, timeout=60)

    def ask(self, method: str, path: str, **words: Any) -> Any:
        answer = self.client.request(method, path, **words)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def run(self, notebook: str, **texts: str) -> dict[str, Any]:
        """Create a job and wait for its end."""
        job = {"name": "a brief", "input_uri": notebook, "runtime_environment_name": "python", "parameters": texts}
        name = self.ask("POST", "/jobs", json=job | {"output_formats": ["ipynb", "html"]})["job_id"]
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            held: dict[str, Any] = self.ask("GET", f"/jobs/{name}")
            if held["status"] in ("COMPLETED", "FAILED"):
                return held
            time.sleep(0.5)
        raise AssertionError("the job did not end")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lab")
    (folder / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}', encoding="utf-8")
    return folder


def started(shipped: Path, root: Path, port: int) -> tuple["subprocess.Popen[str]", Lab]:
    command = [
        sys.executable,
        "-m",
        "evidence_lib.cli",
        "lab",
        "--no-browser",
        "--port",
        str(port),
        "--data",
        str(shipped),
    ]
    server = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(root), "JUPYTER_DATA_DIR": str(root)},
    )
    assert server.stderr
    said = iter(server.stderr.readline, "")
    found = next((hit for line in said if (hit := re.search(r"(http://127\.0\.0\.1:\d+)\S*token=(\w+)", line))), None)
    assert found, "JupyterLab said no address"
    held = Lab(*found.groups())
    for _ in range(PATIENCE):  # it says where it will listen before it does
        with suppress(httpx.TransportError):
            held.ask("GET", "/jobs")
            break
        time.sleep(1)
    return server, held


def ended(server: "subprocess.Popen[str]") -> None:
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    assert server.stderr
    server.stderr.close()


@pytest.fixture(scope="module")
def lab(shipped: Path, root: Path) -> Iterator[Lab]:
    server, held = started(shipped, root, 8951)
    yield held
    held.client.close()
    ended(server)


def files(root: Path, job: dict[str, Any]) -> dict[str, str]:
    """What a job left, by the ending."""
    folder = next(root.rglob(job["job_id"]))
    return {path.suffix: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if "-20" in path.name}


def test_a_job_runs_with_typed_parameters_through_the_runner(lab: Lab, root: Path, shipped: Path) -> None:
    job = lab.run("02_theme_brief.ipynb", theme="commissioning", areas="York; Islington", home_area="York")
    assert job["status"] == "COMPLETED", job["status_message"]
    left = files(root, job)
    cells = json.loads(left[".ipynb"])["cells"]
    put_in = next(
        "".join(cell["source"]) for cell in cells if "injected-parameters" in cell["metadata"].get("tags", [])
    )
    assert 'areas = ["York", "Islington"]' in put_in and 'theme = "commissioning"' in put_in
    assert "Commissioned services and sufficiency" in left[".html"] and "evidence_lib" not in left[".html"]
    assert str(shipped) not in left[".ipynb"]


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        ({"tehme": "training"}, "02_theme_brief: no parameter 'tehme'. Did you mean 'theme'?"),
        ({"theme": "trainning"}, "02_theme_brief: no theme 'trainning'. Did you mean 'training'?"),
        ({"data": "elsewhere"}, "no parameter 'data'"),
        ({"home_area": "Yrok"}, "02_theme_brief: failed in cell"),
    ],
)
def test_a_wrong_parameter_fails_the_job_with_one_line(texts: dict[str, str], line: str, lab: Lab) -> None:
    job = lab.run("02_theme_brief.ipynb", **texts)
    assert job["status"] == "FAILED"
    assert line in job["status_message"] and "\n" not in job["status_message"]


def test_a_scheduled_job_is_londons_and_what_was_missed_runs_when_the_lab_opens(shipped: Path, tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}', encoding="utf-8")
    wanted = {"name": "daily", "input_uri": "01_source_coverage.ipynb", "runtime_environment_name": "python"}
    wanted |= {"schedule": "15 6 * * *", "output_formats": ["ipynb"]}
    server, held = started(shipped, tmp_path, 8952)
    try:
        name = held.ask("POST", "/job_definitions", json=wanted)["job_definition_id"]
        assert held.ask("GET", f"/job_definitions/{name}")["timezone"] == "Europe/London"
        refused = held.client.post("/job_definitions", json=wanted | {"schedule": "15 25 * * *"})
        assert refused.is_error and held.ask("GET", "/jobs")["total_count"] == 0
    finally:
        held.client.close()
        ended(server)
    two_days_ago = int((datetime.now(UTC) - timedelta(days=2)).timestamp() * 1000)
    with sqlite3.connect(tmp_path / "scheduler.sqlite") as table:
        table.execute("UPDATE job_definitions SET create_time = ?", [two_days_ago])
    table.close()
    server, held = started(shipped, tmp_path, 8953)
    try:
        end = time.monotonic() + PATIENCE
        while not (jobs := held.ask("GET", "/jobs")["jobs"]) and time.monotonic() < end:
            time.sleep(0.5)
        assert [job["job_definition_id"] for job in jobs] == [name]
    finally:
        held.client.close()
        ended(server)
