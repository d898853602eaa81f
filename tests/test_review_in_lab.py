"""In JupyterLab: an answer given by keyboard is in reviews.csv, also when the kernel is started anew."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.people.reviews import latest, read_reviews
from evidence_lib.tables.build import build
from evidence_lib.themes.codebook import read_codebook
from tests.conftest import ROOT, needed

SLOW = 120_000  # milliseconds: a kernel starts and reads the base on a busy machine


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=needed("chromium"), args=["--no-sandbox"])
        held = browser.new_page(viewport={"width": 1280, "height": 1000})
        held.set_default_timeout(SLOW)
        yield held
        browser.close()


@pytest.fixture
def lab(westshire: BaseFolder, tmp_path: Path) -> Iterator[str]:
    """JupyterLab on a folder with the review notebook, its reviewer filled in."""
    build(westshire)
    notebook = nbformat.read(ROOT / "notebooks" / "04_review.ipynb", as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell.source = cell.source.replace('reviewer: str = ""', 'reviewer: str = "A. Reader"')
    cell.source = cell.source.replace('data: str = ""', f"data: str = {str(westshire.root)!r}")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    nbformat.write(notebook, folder / "04_review.ipynb")
    (tmp_path / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}', encoding="utf-8")
    quiet = [
        "--ip=127.0.0.1",
        "--port=8953",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", str(folder), f"--ServerApp.root_dir={folder}", "--no-browser", *quiet],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path)},
    )
    assert server.stderr
    said = iter(server.stderr.readline, "")
    address = next((hit.group() for line in said if (hit := re.search(r"http://127\.0\.0\.1\S+token=\w+", line))), "")
    assert address, "JupyterLab said no address"
    yield address
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    server.stderr.close()


def run_all(page: Page, menu: str) -> None:
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    page.get_by_role("menuitem", name="Run" if "Run" in menu else "Kernel", exact=True).click()
    page.get_by_role("menuitem", name=menu, exact=True).click()


def decisions(base: BaseFolder) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (finding, field), one in latest(read_reviews(base, read_codebook(base.codebook).ids)).items():
        found.setdefault(finding, {})[field] = one.value
    return found


def test_answers_by_keyboard_are_kept_and_outlive_the_kernel(lab: str, page: Page, westshire: BaseFolder) -> None:
    start, token = lab.split("?")
    page.goto(f"{start.rstrip('/')}/tree/04_review.ipynb?{token}")
    page.locator("h1", has_text="Review").wait_for()
    run_all(page, "Run All Cells")
    screen = page.get_by_role("group", name="Review of findings")
    expect(screen).to_be_visible(timeout=SLOW)
    said, counter = screen.get_by_role("status"), screen.locator(".counter")
    expect(counter).to_contain_text("0 done, 5 left")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    if path := os.environ.get("REVIEW_PICTURE"):
        screen.screenshot(path=path)

    screen.focus()
    first = screen.get_by_label("The finding").inner_text()
    page.keyboard.press("a")  # accept
    expect(said).to_contain_text("Saved")
    expect(counter).to_contain_text("1 done, 4 left")
    second = screen.get_by_label("The finding").inner_text()
    assert second != first
    page.keyboard.press("9")  # another theme, another kind, a comment
    chosen = screen.locator("input[name=themes]").nth(8)
    expect(chosen).to_be_checked()
    theme = chosen.get_attribute("value")
    page.keyboard.press("k")
    page.keyboard.type("mixed")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.type("ask the force, as at a meeting")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(counter).to_contain_text("2 done, 3 left")
    page.keyboard.press("x")  # leave out, and take it back
    expect(counter).to_contain_text("3 done, 2 left")
    page.keyboard.press("b")
    expect(said).to_contain_text("Taken back")
    expect(counter).to_contain_text("2 done, 3 left")
    page.keyboard.press("x")
    expect(counter).to_contain_text("3 done, 2 left")
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells, "JupyterLab's own keys changed the notebook"

    run_all(page, "Restart Kernel and Run All Cells…")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(counter).to_contain_text("0 done, 2 left", timeout=SLOW)
    held = list(decisions(westshire).values())
    assert len(held) == 3
    assert [one["include"] for one in held].count("no") == 1
    changed = next(one for one in held if "comment" in one)
    assert changed["kind"] == "mixed" and theme in changed["themes"].split(";")
    assert changed["comment"] == "ask the force, as at a meeting"


def test_without_a_person_the_notebook_asks_nothing_and_writes_nothing(westshire: BaseFolder) -> None:
    from nbclient import NotebookClient

    build(westshire)
    before = westshire.reviews.read_bytes()
    notebook = nbformat.read(ROOT / "notebooks" / "04_review.ipynb", as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell.source = cell.source.replace('data: str = ""', f"data: str = {str(westshire.root)!r}")
    cell.source = cell.source.replace('reviewer: str = ""', 'reviewer: str = "A. Reader"')
    NotebookClient(notebook, kernel_name="evidence").execute()
    text = str(notebook.cells)
    assert "a still list" in text and "widget-view" not in text and "What to review first" in text
    assert westshire.reviews.read_bytes() == before
