"""The documentation says what the code does: a command, column, parameter or public name without its words fails here."""

import inspect
import re
import subprocess
from pathlib import Path

import pytest
import typer.main

import evidence_lib
from evidence_lib import chapters, charts, frames
from evidence_lib.cli import app
from evidence_lib.core import errors
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.findings.identity import normal_words
from evidence_lib.readers import read_document
from evidence_lib.sources.catalogue import read_catalogue
from evidence_lib.tables.schemas import TABLES
from tests.conftest import ROOT
from tools import make_docs

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", make_docs.pages(), ids=lambda path: path.name)
def test_the_pages_made_from_the_code_are_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == make_docs.pages()[path], "run: python tools/make_docs.py"


def test_every_command_and_option_says_what_it_does() -> None:
    found = list(make_docs.walk(typer.main.get_command(app), ""))
    assert len(found) >= 9
    for name, command in found:
        assert command.help, name
        for parameter in command.params:
            assert parameter.name == "help" or getattr(parameter, "help", ""), f"{name}: {parameter.name}"


def test_every_column_has_a_meaning() -> None:
    for name, columns in TABLES.items():
        assert all(len(column.meaning) > 3 for column in columns), name


def public() -> list[object]:
    """What notebooks may use."""
    members = [getattr(frames.EvidenceBase, name) for name in vars(frames.EvidenceBase) if not name.startswith("_")]
    members += [frames.open_base, frames.EvidenceBase, evidence_lib]
    members += [getattr(charts, name) for name in charts.__all__ if name != "AGENCIES"]
    members += [getattr(chapters, name) for name in chapters.__all__]
    return [member for member in members if callable(member) or hasattr(member, "func") or inspect.ismodule(member)]


@pytest.mark.parametrize("thing", public(), ids=lambda thing: getattr(thing, "__name__", str(thing))[:40])
def test_every_public_name_has_a_docstring(thing: object) -> None:
    text = inspect.getdoc(thing) or ""
    assert len(text) > 20


def test_every_exit_code_is_explained_once() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    kinds = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, errors.EvidenceError)]
    for kind in kinds:
        assert len(re.findall(rf"(?m)^\| {kind.exit_code} \| \w", text)) == 1, kind


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_of_the_docs_leads_somewhere(path: Path) -> None:
    for address in re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        assert (path.parent / address).exists(), address


def test_the_words_of_the_guides_are_real_commands() -> None:
    known = {name for name, _ in make_docs.walk(typer.main.get_command(app), "")} | {"test", "bundle"}
    for path in PAGES:
        for words in re.findall(r"(?:evidence\.py|^evidence) ([a-z]+(?: [a-z]+)?)", path.read_text(encoding="utf-8")):
            assert any(words == name or words.startswith(f"{name} ") or words.split()[0] == name for name in known), (
                words
            )


def tracked() -> list[Path]:
    """The text files of the repository."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("no git checkout")
    endings = (".py", ".md", ".csv", ".yml", ".json", ".ipynb", ".toml", ".txt", ".html")
    return [ROOT / name for name in listed.stdout.splitlines() if name.endswith(endings) and (ROOT / name).is_file()]


def test_no_module_and_no_function_outgrows_its_room() -> None:
    import ast

    for path in (ROOT / "evidence_lib").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 300, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                assert lines <= 45, f"{path.name}: {node.name} has {lines} lines"


def test_nothing_that_names_a_person_or_a_machine_is_in_the_repository() -> None:
    for path in tracked():
        text = path.read_text(encoding="utf-8")
        if path.name.startswith("test_") or path.parent.name == "locks":
            continue  # made-up names, and hashes that look like numbers
        assert not re.search(r"/(?:home|work|Users)/\w+", text), path
        assert not re.search(r"\b[\w.]+@[\w-]+\.(?:gov|police|nhs|org)\b", text), path
        assert not re.search(r"(?<!\d)0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}(?![\d\w])", text), path


def runs_of_words(text: str, size: int = 14) -> set[tuple[str, ...]]:
    """Every run of so many words; an address is none."""
    words = normal_words(re.sub(r"https?:\S+", " ", text)).split()
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def test_no_sentence_of_the_real_reports_is_in_the_repository() -> None:
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("the corpus of real reports is not beside the repository")
    held: set[tuple[str, ...]] = set()
    for path in [*sorted((corpus / "pdf").glob("*jtai-201[89].pdf")), corpus / "pcc-response-2020.txt"]:
        held |= runs_of_words(" ".join(block.text for block in read_document(path)))
    assert len(held) > 10_000
    titles = {source.title for source in read_catalogue(BaseFolder(ROOT / "data"))}
    held -= {run for title in titles for run in runs_of_words(title)}  # a title is a fact
    for path in [*tracked(), *(ROOT / "data" / "sources").iterdir()]:
        if path.name == "sources.csv":
            continue  # titles, names and days are facts
        read = path.suffix in (".pdf", ".docx")
        text = " ".join(block.text for block in read_document(path)) if read else path.read_text(encoding="utf-8")
        assert not runs_of_words(text) & held, path.name
