"""The commissioner's response of 2020, where it lies beside the repository, held to the list made by hand."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_lib.sources.add import add
from evidence_lib.sources.init import init
from evidence_lib.tables.build import build
from evidence_lib.tables.export import export
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared"
RESPONSE = SHARED / "corpus" / "pcc-response-2020.txt"
LIST = SHARED / "evaluation" / "commitments" / "pcc-response-2020.json"
SCORE = SHARED / "evaluation" / "score_commitments.py"
pytestmark = pytest.mark.skipif(not LIST.is_file(), reason="the response and its list are not beside the repository")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a base that holds the response alone."""
    base = init(tmp_path_factory.mktemp("response") / "base")
    (added,) = add(base, [RESPONSE], {})
    assert added.source and added.source.kind == "response"
    build(base)
    export(base, base.root / "export")
    return base.root / "export"


def test_the_score_meets_its_bars(exported: Path) -> None:
    done = subprocess.run([sys.executable, str(SCORE), str(exported)], capture_output=True, text=True, check=True)
    line = done.stdout.splitlines()[-1]
    figures = {name: float(value) for name, value in re.findall(r"(precision|themes_f1) ([\d.]+)", line)}
    shares = {name: int(got) / int(of) for name, got, of in re.findall(r"(\w+) (\d+)/(\d+)", line)}
    assert shares["recall"] == 1 and figures["precision"] >= 0.9 and figures["themes_f1"] >= 0.85, done.stdout
    for field in ("addressed_to", "forum", "due_text", "destination"):
        assert shares[field] >= 0.9, done.stdout


def test_what_it_says_of_the_report_its_author_and_its_facts_stand_in_responses_csv(exported: Path) -> None:
    with (exported / "responses.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    report, author = listed["report"], listed["author"]
    assert row["report_title"] == report["title"] and row["report_published"] == report["published"]
    assert row["areas"].split(";") == report["areas"]
    assert row["inspectorates"].split(";") == report["inspectorates"]
    assert int(row["recommendations"]) == report["recommendations"] and report["url_holds"] in row["report_url"]
    assert (row["inspections_from"], row["inspections_to"]) == (report["inspections_from"], report["inspections_to"])
    assert row["local_inspection"] == f"{report['local_inspection']['area']}, {report['local_inspection']['month']}"
    assert (row["author"], row["role"], row["author_area"]) == (author["name"], author["role"], author["area"])
    assert (row["chief_constable_comment"] == "True") is listed["chief_constable_comment"]
    for fact in listed["facts"]:
        told = f"{fact['qualifier']} {fact['value']} {fact['unit']}: "
        assert any(held.startswith(told) for held in row["facts"].split(";"))


def test_what_the_list_names_as_no_commitment_is_none(exported: Path) -> None:
    with (exported / "commitments.csv").open(encoding="utf-8-sig", newline="") as file:
        quotes = [row["quote"] for row in csv.DictReader(file)]
    for opening in json.loads(LIST.read_text(encoding="utf-8"))["not_commitments"]:
        assert not any(opening in quote for quote in quotes)
