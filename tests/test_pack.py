"""A refresh publishes a whole pack or none; papermill runs every notebook with other parameters than its own."""

import hashlib
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evidence_lib.cli import app
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import Busy, EvidenceError, RunFailed
from evidence_lib.notebooks.parameters import Parameter
from evidence_lib.pack.pages import made_with
from evidence_lib.pack.publish import latest, one_refresh, pack_id
from evidence_lib.pack.refresh import refresh
from tests.test_notebooks import notebook

OTHER = """
- notebook: 01_source_coverage
  parameters: {since: "2019-01-01"}
- notebook: 02_theme_brief
  for_each: {theme: [commissioning, victim-support]}
  parameters: {areas: [York, Islington, Cornwall], home_area: York, kinds: [improvement, strength], since: "2018-06-01"}
- notebook: 03_area_profile
  parameters: {area: Derby City, others: [York, Shropshire]}
"""


@pytest.fixture(scope="module")
def pack(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of every notebook with parameters other than its own."""
    folder = tmp_path_factory.mktemp("refresh")
    (folder / "plan.yml").write_text(OTHER, encoding="utf-8")
    return refresh(BaseFolder(shipped), folder / "outputs", folder / "plan.yml", jobs=2).pack


def test_a_pack_holds_pages_notebooks_charts_tables_index_and_ledger(pack: Path) -> None:
    runs = {"01_source_coverage", "02_theme_brief--commissioning", "02_theme_brief--victim-support", "03_area_profile"}
    assert {path.stem for path in (pack / "pages").glob("*.html")} == runs
    assert {path.stem for path in (pack / "notebooks").glob("*.ipynb")} == runs
    assert {path.name for path in (pack / "charts").iterdir()} == runs
    assert {"documents.csv", "findings.csv", "tags.csv", "dictionary.md"} <= {
        path.name for path in (pack / "tables").iterdir()
    }
    assert not (pack / "tables" / "left_out.csv").exists()
    assert latest(pack.parent) == pack


def test_every_chart_has_its_picture_for_paper_and_screen_its_data_and_its_words(pack: Path) -> None:
    pictures = list((pack / "charts").rglob("*.png"))
    assert len(pictures) >= 8
    for picture in pictures:
        for ending in (".svg", ".csv", ".txt"):
            assert picture.with_suffix(ending).stat().st_size > 0


def test_the_parameters_decided_what_the_pages_say(pack: Path) -> None:
    page = (pack / "pages" / "02_theme_brief--commissioning.html").read_text(encoding="utf-8")
    assert "Commissioned services and sufficiency" in page
    assert "Islington" in page and "Shropshire" not in page
    profile = (pack / "pages" / "03_area_profile.html").read_text(encoding="utf-8")
    assert "Derby City: every finding" in profile and "Bracknell" not in profile.split("Sources")[0]


def test_pages_show_no_code_keep_alt_text_and_load_nothing(pack: Path) -> None:
    for page in (pack / "pages").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "evidence_lib" not in text and "base.show" not in text
        images = re.findall(r"<img [^>]*>", text)
        assert images and all(re.search(r'alt="[^"]{20,}"', image) for image in images)
        assert not re.search(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?!data:)', text)
        assert "@import" not in text and "url(" not in text
        assert 'lang="en-GB"' in text and text.count("<h1") == 1


def test_no_folder_of_the_machine_stands_in_a_pack(pack: Path, shipped: Path) -> None:
    for path in pack.rglob("*"):
        if path.suffix in (".html", ".json", ".ipynb", ".csv", ".txt", ".md"):
            text = path.read_text(encoding="utf-8")
            assert str(shipped.parent) not in text and str(pack.parent.parent) not in text, path


def test_the_ledger_says_what_ran_with_what(pack: Path) -> None:
    ledger = json.loads((pack / "run.json").read_text(encoding="utf-8"))
    assert ledger["state"] == "completed" and len(ledger["runs"]) == 4
    assert ledger["runs"][3]["parameters"] == {"area": "Derby City", "others": ["York", "Shropshire"]}
    assert len(ledger["inputs"]["sources"]) == 8 and ledger["versions"]["pandas"].startswith("3.")
    for name, held in ledger["files"].items():
        assert hashlib.sha256((pack / name).read_bytes()).hexdigest() == held


def test_the_index_leads_to_every_page_and_says_what_nobody_has_checked(pack: Path) -> None:
    text = (pack / "index.html").read_text(encoding="utf-8")
    for page in (pack / "pages").glob("*.html"):
        assert f'href="pages/{page.name}"' in text
    assert "0 of 96 findings have been checked" in text
    assert all((pack / address).is_file() for address in re.findall(r'(?:href|src)="((?!#)[^":]+)"', text))


def test_a_failed_notebook_is_named_with_its_cell_and_the_last_good_pack_stays(
    westshire: BaseFolder, tmp_path: Path
) -> None:
    folder, outputs = tmp_path / "books", tmp_path / "outputs"
    folder.mkdir()
    start = 'data: str = ""  # base\nkeep: str = ""  # folder\nbreak_it: bool = False  # fail\n'
    notebook(folder, "a", start, "if break_it:\n    raise ValueError('the reason\\nmore')")
    made = json.loads((folder / "a.ipynb").read_text(encoding="utf-8"))
    made["cells"].insert(1, {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "## The hard part"})
    made["cells"].insert(0, {"cell_type": "markdown", "id": "t", "metadata": {}, "source": "# A title"})
    (folder / "a.ipynb").write_text(json.dumps(made), encoding="utf-8")
    good, bad = folder / "good.yml", folder / "bad.yml"
    good.write_text("- notebook: a", encoding="utf-8")
    bad.write_text("- {notebook: a, parameters: {break_it: true}}", encoding="utf-8")
    published = refresh(westshire, outputs, good, notebooks=folder)
    # its cells are counted as the executed copy has them: title, parameters, those put in, heading, code
    with pytest.raises(
        RunFailed, match=r"a: failed in cell 5 under 'The hard part': ValueError: the reason\. "
    ) as told:
        refresh(westshire, outputs, bad, notebooks=folder)
    assert "\n" not in str(told.value)
    assert latest(outputs) == published.pack
    (failed,) = outputs.glob("failed-*")
    assert (failed / "notebooks" / "a.ipynb").is_file()
    assert json.loads((failed / "run.json").read_text(encoding="utf-8"))["runs"][0]["state"] == "failed"


def test_what_a_crash_left_is_removed_and_two_refreshes_do_not_meet(tmp_path: Path) -> None:
    left = tmp_path / ".staging-old" / "pages"
    left.mkdir(parents=True)
    with one_refresh(tmp_path):
        assert not left.exists()
        with pytest.raises(Busy, match="another refresh is running"), one_refresh(tmp_path):
            pass


def test_packs_of_one_minute_get_names_of_their_own(tmp_path: Path) -> None:
    now = datetime(2026, 3, 29, 1, 30)
    assert pack_id(tmp_path, now) == "2026-03-29-0130"
    (tmp_path / "2026-03-29-0130").mkdir()
    (tmp_path / "failed-2026-03-29-0130-2").mkdir()
    assert pack_id(tmp_path, now) == "2026-03-29-0130-3"


def test_a_page_tells_what_it_was_made_with_in_plain_words_and_escaped() -> None:
    known = {"data": Parameter("data", "str", "", "x"), "area": Parameter("area", "str", "", "the area <here>")}
    shown = made_with(known, {"data": "/somewhere", "area": "<b>"})
    assert "/somewhere" not in shown and "&lt;b&gt;" in shown and "the area &lt;here&gt;" in shown


def test_an_unknown_notebook_named_to_only_is_refused(westshire: BaseFolder, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yml"
    plan.write_text("- notebook: 01_source_coverage", encoding="utf-8")
    with pytest.raises(EvidenceError, match="Did you mean '01_source_coverage'"):
        refresh(westshire, tmp_path / "out", plan, only=["01_source_coverag"])
    assert latest(tmp_path / "out") is None


def test_the_command_line_answers_a_mistake_with_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["build", "--data", str(tmp_path)])
    assert isinstance(result.exception, EvidenceError) and "no evidence base" in str(result.exception)
