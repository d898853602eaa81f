"""In a real browser: a pack opens and loads nothing, and JupyterLab runs a notebook without a red box."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.pack.refresh import refresh
from tests.accessibility import violations
from tests.conftest import ROOT

PLAN = """
- notebook: 01_source_coverage
- {notebook: 02_theme_brief, parameters: {theme: training, home_area: Cornwall}}
- {notebook: 03_area_profile, parameters: {area: York}}
- {notebook: 06_commissioning_strategy, parameters: {themes: [training, medical-treatment]}}
- {notebook: 07_police_and_crime_plan, parameters: {objectives: [protect-children]}}
"""
SLOW = 60_000  # milliseconds: a kernel starts and reads the base on a busy machine


@pytest.fixture(scope="module")
def pack(browser: Browser, shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    (folder / "plan.yml").write_text(PLAN, encoding="utf-8")
    refresh(BaseFolder(shipped), folder / "outputs", folder / "plan.yml")
    return folder / "outputs"


def test_the_landing_page_leads_to_the_pack_and_every_page_opens(page: Page, pack: Path) -> None:
    page.goto((pack / "latest.html").as_uri())
    page.wait_for_url("**/index.html")
    expect(page.locator("h1")).to_have_text("Evidence pack")
    for name in page.locator("h3 a, h2 a").all_inner_texts():
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_have_text(name)
        page.get_by_role("link", name="All pages of this pack").click()
    assert not page.wrong  # type: ignore[attr-defined]


def test_a_page_loads_nothing_and_every_picture_is_there_with_its_words(page: Page, pack: Path) -> None:
    for path in pack.glob("2*/pages/*.html"):
        page.asked.clear()  # type: ignore[attr-defined]
        page.goto(path.as_uri())
        assert [url for url in page.asked if not url.startswith("data:")] == [path.as_uri()]  # type: ignore[attr-defined]
        for image in page.locator("img").all():
            assert image.evaluate("image => image.naturalWidth") > 100
            assert len(image.get_attribute("alt") or "") > 20


@pytest.mark.parametrize("width", [1280, 400])
def test_no_page_is_wider_than_its_window_and_heads_follow_in_order(width: int, page: Page, pack: Path) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in [*pack.glob("2*/pages/*.html"), *pack.glob("2*/*.html")]:
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(head => +head.tagName[1])")
        assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))


def test_axe_finds_no_violation_on_any_page_of_the_pack(page: Page, pack: Path) -> None:
    pages = sorted(pack.rglob("*.html"))
    assert {"latest.html", "index.html", "evidence.html"} <= {path.name for path in pages}
    for path in pages:
        page.goto(path.as_uri())
        page.wait_for_function("!location.pathname.endsWith('latest.html')")  # it leads on to the index
        assert violations(page) == [], path.name


@pytest.fixture
def lab(shipped: Path, browser: Browser, tmp_path: Path) -> Iterator[str]:
    """JupyterLab as "evidence lab" opens it; its address with the token."""
    settings = tmp_path / "jupyter_server_config.json"
    settings.write_text('{"ServerApp": {"allow_root": true}}', encoding="utf-8")  # a container may have no other user
    command = [
        sys.executable,
        "-m",
        "evidence_lib.cli",
        "lab",
        "--no-browser",
        "--port",
        "8931",
        "--data",
        str(shipped),
    ]
    server = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path)},
    )
    assert server.stderr
    said = iter(server.stderr.readline, "")
    address = next(
        (found.group() for line in said if (found := re.search(r"http://127\.0\.0\.1\S+token=\w+", line))), ""
    )
    assert address, "JupyterLab said no address"
    yield address
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    server.stderr.close()


def test_jupyterlab_runs_a_notebook_and_shows_no_red_box(lab: str, page: Page) -> None:
    page.set_default_timeout(SLOW)
    start, token = lab.split("?")
    page.goto(f"{start.rstrip('/')}/tree/01_source_coverage.ipynb?{token}")
    page.locator("h1", has_text="What the evidence base holds").wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    expect(page.locator(".jp-OutputArea-output img").first).to_be_visible(timeout=SLOW)
    cell = page.locator(".jp-OutputArea-output td").last
    assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == "left"
    assert page.get_by_text("Jupyter news").count() == 0
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    hosts = {re.sub(r"^(\w+://[^/:]+).*", r"\1", url) for url in page.asked if not url.startswith(("data:", "blob:"))}  # type: ignore[attr-defined]
    assert hosts <= {"http://127.0.0.1", "ws://127.0.0.1"}
