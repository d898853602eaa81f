"""What tests share: an evidence base of small real files, the corpus if it lies beside the repository, and tools."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.sources.add import add
from evidence_lib.sources.init import init

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def base(tmp_path: Path) -> BaseFolder:
    """An empty base."""
    return init(tmp_path / "base")


@pytest.fixture
def corpus() -> Path:
    """The real reports; a test that needs them is skipped, by name, where they are not."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of real reports is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped base that a test may change nothing of in the repository."""
    target = tmp_path_factory.mktemp("shipped") / "data"
    shutil.copytree(shipped_root(), target, ignore=shutil.ignore_patterns("derived", "*.lock"))
    return target


def needed(program: str) -> str:
    """The path of a program from a Debian package; the test is skipped by name without it, and fails under CI."""
    found = shutil.which(program)
    if not found:
        told = f"{program} is not installed"
        if os.environ.get("EVIDENCE_NO_SKIP"):
            pytest.fail(f"{told}, and nothing may be skipped here")
        pytest.skip(told)
    return found


QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium, as Debian packs it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as engine:
        held = engine.chromium.launch(executable_path=needed("chromium"), args=list(QUIET))
        yield held
        held.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page that remembers what it asked for and what went wrong in it."""
    held = browser.new_page()
    held.set_default_timeout(60_000)  # milliseconds: the machine may be busy
    held.asked, held.wrong = [], []  # type: ignore[attr-defined]
    held.on("request", lambda request: held.asked.append(request.url))  # type: ignore[attr-defined]
    held.on("pageerror", lambda error: held.wrong.append(str(error)))  # type: ignore[attr-defined]
    held.on("console", lambda said: said.type == "error" and held.wrong.append(said.text))  # type: ignore[attr-defined]
    yield held
    held.close()


LETTER = """# Joint targeted area inspection of the multi-agency response to neglect in Westshire

Published: 3 May 2024

Inspected: 4 March 2024 to 8 March 2024

Area: Westshire

Subject: neglect

Published by: Ofsted

## Key strengths

- Social workers receive regular training and good supervision. Their work is effective and children benefit.
- The police have a clear and effective strategy, and officers respond quickly to children at risk.

## Areas for improvement

- Health assessments are not timely, and too many children wait too long for a medical examination.
- Practitioners rely too much on mothers to protect children from an abuser. Written agreements are weak.
- Leaders across the partnership do not have sufficient oversight of the quality of practice.
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter of our own making, in the shape of an inspection's."""
    path = tmp_path / "westshire.md"
    path.write_text(LETTER, encoding="utf-8")
    return path


@pytest.fixture
def westshire(base: BaseFolder, letter: Path) -> BaseFolder:
    """A base that holds that one letter."""
    assert not [one.problem for one in add(base, [letter], {}) if one.problem]
    return base
