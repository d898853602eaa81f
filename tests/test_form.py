"""The form at the top of a notebook: made from its parameters cell, checked, and nothing where there is nobody to fill it in."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Browser, Page, expect, sync_playwright

import evidence_lib
from evidence_lib.notebooks.form import made, newest, value_of
from evidence_lib.notebooks.parameters import parameters, parameters_of
from tests.conftest import ROOT, needed
from tests.test_notebooks import NOTEBOOKS

BUTTON = "Run the cells below with these values"
SLOW = 120_000  # milliseconds: a kernel starts and reads the base on a busy machine
CELL = """data: str = ""  # base
theme: str = "training"  # theme id
home_area: str = "Cornwall"  # the area at home
kinds: list[str] = ["strength"]  # kinds
owners: list[str] = []  # owners
since: str = "2018-01-01"  # from
before: str = ""  # name of the earlier pack, as 2026-03-31-0615
day: str = ""  # the day, as 2026-03-31
most: int = 40  # how many
below: float = 0.6  # score
whole: bool = True  # all of it
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_offers_its_form_below_its_parameters(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    at = next(at for at, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", []))
    assert cells[at + 1].source.endswith("evidence_lib.form()")


@pytest.fixture(scope="module")
def base(shipped: Path) -> evidence_lib.EvidenceBase:
    return evidence_lib.open(shipped)


def fields(widget: Any) -> dict[str, Any]:
    """The fields of a form by what they are called."""
    return {row.children[0].description: row.children[0] for row in widget.children[:-1]}


def test_themes_areas_and_kinds_are_lists_days_are_days_and_yes_is_a_tick(base: evidence_lib.EvidenceBase) -> None:
    held = fields(made(parameters_of(CELL, "cell"), {}, base))
    kinds = {name: type(one).__name__ for name, one in held.items()}
    assert kinds == {
        "theme": "Dropdown",
        "home area": "Dropdown",
        "kinds": "SelectMultiple",
        "owners": "Text",
        "since": "DatePicker",
        "before": "Text",
        "day": "DatePicker",
        "most": "IntText",
        "below": "FloatText",
        "whole": "Checkbox",
    }
    assert (base.themes["training"].label, "training") in held["theme"].options
    assert held["theme"].value == "training" and held["since"].value == date(2018, 1, 1)
    assert ("needs to improve", "improvement") in held["kinds"].options


def test_pressing_the_button_sets_the_variables_of_the_notebook(base: evidence_lib.EvidenceBase) -> None:
    values: dict[str, Any] = {}
    widget = made(parameters_of(CELL, "cell"), values, base)
    held = fields(widget)
    held["theme"].value, held["kinds"].value = "prevention-early-help", ("strength", "improvement")
    held["owners"].value, held["since"].value = "Police; no owner", None
    sent: list[object] = []
    button = widget.children[-1]
    button.send = sent.append
    button._handle_custom_msg({"press": True}, [])
    assert sent == [{"run": True}]
    assert values["theme"] == "prevention-early-help" and values["kinds"] == ["strength", "improvement"]
    assert values["owners"] == ["Police", "no owner"] and values["since"] == "" and values["whole"] is True
    assert "data" not in values  # where the base lies is no question of the form


def test_the_form_shows_what_the_notebook_holds_now_and_passes_over_what_is_unknown(
    base: evidence_lib.EvidenceBase,
) -> None:
    held = fields(made(parameters_of(CELL, "cell"), {"theme": "commissioning", "home_area": "Nowhere"}, base))
    assert held["theme"].value == "commissioning" and held["home area"].value == ""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_form_can_be_made_of_every_notebook_and_gives_back_its_defaults(
    path: Path, base: evidence_lib.EvidenceBase
) -> None:
    known = parameters(path)
    held = fields(made(known, {}, base))
    for name, one in known.items():
        if field := held.get(name.replace("_", " ")):
            assert value_of(one, field.value) == one.default, name


def test_the_parameters_cell_that_ran_last_counts() -> None:
    assert newest(["", "x = 1", CELL, CELL.replace("40", "7"), "theme = 'no type'"])["most"].default == 7
    assert newest(["x = 1", "("]) == {}


@pytest.mark.parametrize("opened", [False, True])
def test_a_notebook_that_is_run_by_a_program_shows_no_form(
    opened: bool, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither without a person at it, nor by a refresh that was started from within a notebook that is open."""
    notebook: Any = nbformat.read(ROOT / "notebooks" / "01_source_coverage.ipynb", as_version=4)
    notebook.cells = notebook.cells[:3]
    if opened:
        monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")
        notebook.cells.insert(2, nbformat.v4.new_code_cell(f'# Parameters\ndata = "{shipped}"'))
    NotebookClient(notebook, kernel_name="evidence").execute()
    assert notebook.cells[-1].source.endswith("evidence_lib.form()") and notebook.cells[-1].outputs == []


# --- in JupyterLab -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as engine:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        held = engine.chromium.launch(executable_path=needed("chromium"), args=flags)
        yield held
        held.close()


@pytest.fixture(scope="module")
def lab(shipped: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab as "evidence lab" opens it; its address with the token."""
    folder = tmp_path_factory.mktemp("lab")
    settings = folder / "jupyter_server_config.json"
    settings.write_text('{"ServerApp": {"allow_root": true}}', encoding="utf-8")
    book = ROOT / "notebooks" / "02_theme_brief.ipynb"
    held = book.read_bytes()  # Lab saves by itself what it has open
    command = [
        sys.executable,
        "-m",
        "evidence_lib.cli",
        "lab",
        "--no-browser",
        "--port",
        "8941",
        "--data",
        str(shipped),
    ]
    server = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_DATA_DIR": str(folder)},
    )
    assert server.stderr
    said = iter(server.stderr.readline, "")
    address = next((hit.group() for line in said if (hit := re.search(r"http://127\.0\.0\.1\S+token=\w+", line))), "")
    assert address, "JupyterLab said no address"
    yield address
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    server.stderr.close()
    if book.read_bytes() != held:
        book.write_bytes(held)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    held = browser.new_page(viewport={"width": 1400, "height": 1000})
    held.set_default_timeout(SLOW)
    yield held
    held.close()


def opened(page: Page, lab: str, notebook: str) -> None:
    """Open a notebook and run all of it."""
    start, token = lab.split("?")
    page.goto(f"{start.rstrip('/')}/tree/{notebook}?{token}")
    page.get_by_text("Evidence (Python) | Idle").wait_for()  # without a kernel Lab would ask for one
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def test_choosing_another_theme_in_jupyterlab_changes_what_stands_below(lab: str, page: Page) -> None:
    opened(page, lab, "02_theme_brief.ipynb")
    theme = page.get_by_role("combobox", name="theme")
    theme.wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    heading = page.locator(".jp-OutputArea-output", has_text="Commissioned services and sufficiency:")
    assert heading.count() == 0
    theme.select_option(label="Commissioned services and sufficiency")
    page.get_by_role("button", name=BUTTON).click()
    expect(heading.first).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("status").filter(has_text="The cells below show these values")).to_be_visible(timeout=SLOW)
    expect(theme).to_be_in_viewport()
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
