"""Notebooks are parameterised in one typed cell; the plan is refused before anything runs if it is wrong."""

import json
from pathlib import Path

import nbformat
import pytest

from evidence_lib.core.errors import EvidenceError
from evidence_lib.notebooks.parameters import Parameter, check_values, parameters
from evidence_lib.notebooks.plan import read_plan
from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
THEMES, AREAS = ["training", "commissioning"], ["Cornwall", "York"]


def notebook(folder: Path, name: str, *sources: str, tagged: int = 0) -> Path:
    """A notebook of code cells, the tagged one with parameters."""
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"name": "evidence", "display_name": "Evidence", "language": "python"}}
    )
    made.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    for cell in made.cells:
        cell.metadata["tags"] = []
    made.cells[tagged].metadata["tags"] = ["parameters"]
    nbformat.write(made, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_has_typed_commented_parameters_and_takes_data_and_keep(path: Path) -> None:
    found = parameters(path)
    assert list(found)[:2] == ["data", "keep"]
    assert all(parameter.help for parameter in found.values())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_thin_and_stored_without_outputs_but_in_checked_cells(path: Path) -> None:
    held = json.loads(path.read_text(encoding="utf-8"))
    assert held["metadata"]["kernelspec"]["name"] == "evidence"
    for cell in held["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code":
            assert bool(cell["outputs"]) == ("nbval-check-output" in tags)
            assert "parameters" in tags or len("".join(cell["source"]).splitlines()) <= 5, cell["source"]


WRONG_CELLS = {
    "theme = 'x'  # no type": "is no typed assignment",
    "theme: str = 'x'": "has no comment",
    "theme: strr = 'x'  # text": "Did you mean 'str'",
    "theme: str = (": "parameters line 1",
}


@pytest.mark.parametrize("source", WRONG_CELLS)
def test_a_wrong_parameters_cell_is_named(source: str, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=WRONG_CELLS[source]):
        parameters(notebook(tmp_path, "a", source))


KNOWN = {
    "theme": Parameter("theme", "str", "", "a theme"),
    "areas": Parameter("areas", "list[str]", [], "areas"),
    "most": Parameter("most", "int", 3, "a number"),
    "share": Parameter("share", "float", 0.5, "a share"),
}


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"tehme": "x"}, "Did you mean 'theme'"),
        ({"theme": 7}, "theme is 7, and must be str"),
        ({"areas": "Cornwall"}, "must be list"),
        ({"areas": [1]}, "must be list"),
        ({"most": "3"}, "must be int"),
        ({"most": True}, "must be int"),
    ],
)
def test_an_unknown_or_ill_typed_value_is_refused(values: dict[str, object], line: str) -> None:
    with pytest.raises(EvidenceError, match=line):
        check_values(KNOWN, values, "plan")


def test_a_right_value_passes_and_a_whole_number_is_a_share() -> None:
    check_values(KNOWN, {"theme": "007", "areas": ["a"], "most": 3, "share": 1}, "plan")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notebook(tmp_path, "brief", 'theme: str = "training"  # theme\narea: str = ""  # area\n')
    return tmp_path


def plan(folder: Path, text: str) -> list[str]:
    path = folder / "refresh.yml"
    path.write_text(text, encoding="utf-8")
    return [run.name for run in read_plan(path, folder, THEMES, AREAS)]


def test_a_plan_ranges_over_all_themes_and_areas(folder: Path) -> None:
    assert plan(folder, "- notebook: brief") == ["brief"]
    assert plan(folder, "- {notebook: brief, for_each: {theme: all}}") == ["brief--training", "brief--commissioning"]
    assert len(plan(folder, "- {notebook: brief, for_each: {theme: all, area: all}}")) == 4


def test_a_run_never_leaves_its_folder_whatever_an_area_is_called(folder: Path) -> None:
    (folder / "refresh.yml").write_text("- {notebook: brief, for_each: {area: all}}", encoding="utf-8")
    (run,) = read_plan(folder / "refresh.yml", folder, THEMES, ["../x"])
    assert run.name == "brief--x"


WRONG_PLANS = {
    "- notebook: breif": "Did you mean 'brief'",
    "- {notebook: brief, parameter: {}}": "Did you mean 'parameters'",
    "- {notebook: brief, parameters: {tehme: x}}": "Did you mean 'theme'",
    "- {notebook: brief, parameters: {theme: trainning}}": "Did you mean 'training'",
    "- {notebook: brief, for_each: {area: [Yrok]}}": "Did you mean 'York'",
    "- {notebook: brief, for_each: {since: all}}": "cannot range over",
    "- {notebook: brief, parameters: {data: x}}": "is set by the refresh",
    "- notebook: brief\n- notebook: brief": "two entries make brief",
    "- notebook: [": "is no YAML",
    "words": "holds no list",
}


@pytest.mark.parametrize("text", WRONG_PLANS)
def test_a_wrong_plan_is_refused_in_one_line(text: str, folder: Path) -> None:
    with pytest.raises(EvidenceError) as told:
        plan(folder, text)
    assert WRONG_PLANS[text] in str(told.value) and "\n" not in str(told.value)
