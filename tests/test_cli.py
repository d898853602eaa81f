"""The command line: every command does its work, starts fast, and answers a mistake with one line and a code of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from tests.conftest import LETTER, ROOT


def evidence(*words: str, folder: Path = ROOT, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the command as a person does."""
    command = [sys.executable, "-W", "error", "-m", "evidence_lib.cli", *words]
    return subprocess.run(command, cwd=folder, input=typed, capture_output=True, text=True, encoding="utf-8")


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys, evidence_lib.cli as cli; from typer.testing import CliRunner;"
        "CliRunner().invoke(cli.app, ['sources', '--help']);"
        "print([name for name in ('pandas', 'matplotlib', 'papermill', 'nbconvert', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_base_from_nothing_to_tables(tmp_path: Path) -> None:
    base = str(tmp_path / "base")
    (tmp_path / "letter.md").write_text(LETTER, encoding="utf-8")
    assert "is an empty evidence base" in evidence("init", base).stdout
    assert "The catalogue is empty" in evidence("sources", "list", "--data", base).stdout
    added = evidence("sources", "add", str(tmp_path / "letter.md"), "--area", "Westshire City", "--data", base)
    assert added.returncode == 0 and "westshire" in added.stdout
    listed = evidence("sources", "list", "--data", base).stdout
    assert "original" in listed and "2024-05-03" in listed
    assert "5 findings from 1 document (1 read, 0 unchanged)" in evidence("build", "--data", base).stdout
    assert "Nothing has changed" in evidence("build", "--data", base).stdout
    assert evidence("build", "--data", base, "--quiet").stdout == ""
    exported = evidence("export", str(tmp_path / "out"), "--data", base)
    assert {Path(line).name for line in exported.stdout.splitlines()} >= {"documents.csv", "findings.csv", "tags.csv"}
    assert "Westshire City" in (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")


def test_a_drift_of_the_files_is_told_with_an_exit_code(westshire: BaseFolder) -> None:
    held = "Every document is held as its original"
    assert held in evidence("sources", "check", "--data", str(westshire.root)).stdout
    next(westshire.sources.iterdir()).write_text("# Other\n", encoding="utf-8")
    told = evidence("sources", "check", "--data", str(westshire.root))
    assert told.returncode == 3 and "changed" in told.stdout


def test_a_refresh_is_quiet_when_asked_and_keeps_a_log(westshire: BaseFolder, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yml"
    plan.write_text("- {notebook: 03_area_profile, parameters: {area: Westshire}}", encoding="utf-8")
    options = ["--data", str(westshire.root), "--out", str(tmp_path / "packs"), "--plan", str(plan)]
    done = evidence("refresh", *options, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "5 findings, 1 page." in (tmp_path / "packs" / "refresh.log").read_text(encoding="utf-8")
    assert evidence("refresh", *options).stdout.startswith("unchanged: nothing has changed since pack ")
    assert "Reading the documents" in evidence("refresh", *options, "--force").stdout
    assert len(list((tmp_path / "packs").glob("*/run.json"))) == 2


def test_a_new_base_has_a_plan_for_all_its_themes_and_areas(westshire: BaseFolder) -> None:
    from evidence_lib.cli.refresh_commands import plan_of
    from evidence_lib.notebooks.plan import read_plan

    runs = read_plan(plan_of(westshire), ROOT / "notebooks", ["training", "commissioning"], ["Westshire"])
    assert [run.name for run in runs] == [
        "01_source_coverage",
        "02_theme_brief--training",
        "02_theme_brief--commissioning",
        "03_area_profile--westshire",
        "05_commitments_and_deadlines",
        "06_commissioning_strategy",
        "07_police_and_crime_plan",
        "08_what_changed",
        "09_trust",
    ]


def test_a_bad_document_is_named_and_the_refresh_goes_on(westshire: BaseFolder, tmp_path: Path) -> None:
    next(westshire.sources.iterdir()).write_bytes(b"")
    plan = tmp_path / "plan.yml"
    plan.write_text("- notebook: 01_source_coverage", encoding="utf-8")
    done = evidence("refresh", "--data", str(westshire.root), "--out", str(tmp_path / "o"), "--plan", str(plan))
    assert done.returncode == 0 and re.search(r"left out: .*westshire.*is empty", done.stderr)


MISTAKES = {
    "no base": (["build", "--data", "nowhere"], 3, "Make one with 'evidence init"),
    "a base twice": (["init", "."], 3, "Name a new folder"),
    "no such file": (["sources", "add", "nofile.pdf", "--data", "base"], 3, "Check the name and the folder"),
    "a folder": (["sources", "add", "base", "--data", "base"], 3, "Name the documents in it"),
    "a format that is not read": (["sources", "add", "a.doc", "--data", "base"], 3, "Save it as .docx"),
    "an unknown document": (["sources", "fetch", "westshir", "--data", "base"], 5, "no document 'westshir'"),
    "no plan": (["refresh", "--data", "base", "--plan", "nope.yml"], 3, "nope.yml: cannot be read"),
    "a notebook that is none": (["refresh", "--data", "base", "--only", "02_theme_breif"], 5, "'02_theme_brief'"),
    "a day that is none": (
        ["sources", "add", "b.md", "--published", "31 February 2020", "--data", "base"],
        None,
        "2020",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gets_one_line_and_no_traceback(mistake: str, westshire: BaseFolder) -> None:
    folder = westshire.root.parent
    (folder / "a.doc").write_bytes(b"x")
    (folder / "b.md").write_text(LETTER, encoding="utf-8")
    words, code, line = MISTAKES[mistake]
    done = evidence(*words, folder=folder)
    assert done.returncode == code if code else done.returncode > 0
    assert line in done.stderr and done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_a_word_that_is_no_command_is_told_the_nearest() -> None:
    done = evidence("refesh")
    assert done.returncode == 2 and "Did you mean 'refresh'" in done.stderr


def test_a_document_without_a_known_hash_is_shown_and_a_no_leaves_it(shipped: Path) -> None:
    done = evidence("sources", "fetch", "nosuch", "--data", str(shipped))
    assert done.returncode == 5 and "There are: bracknell-forest-jtai-2019" in done.stderr


def test_every_original_without_an_address_is_named(shipped: Path, tmp_path: Path) -> None:
    import csv

    with (shipped / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        lacking = [row["document_id"] for row in csv.DictReader(file) if not row["url"]]
    for name in lacking:
        done = evidence("sources", "fetch", name, "--data", str(shipped))
        assert done.returncode == 0 and f"{name}: has no address. Download it by hand" in done.stdout


def test_the_shipped_plan_names_the_five_themes_of_the_response() -> None:
    text = (ROOT / "notebooks" / "refresh.yml").read_text(encoding="utf-8")
    for theme in (
        "medical-treatment",
        "women-policing-homes",
        "training",
        "awareness-raising",
        "prevention-early-help",
    ):
        assert theme in text
