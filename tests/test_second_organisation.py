"""A second organisation, with a merger half way through, from its letters to its pack; and the commands on it."""

import json
import re
from pathlib import Path

import pytest

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.pack.refresh import refresh
from evidence_lib.sources.add import add
from evidence_lib.sources.init import init
from tests.commissioning_world import INTENTIONS, NEEDS, SERVICES, SETTINGS, service, statement
from tests.conftest import LETTER
from tests.test_changes import keep
from tests.test_cli import evidence

PLAN = """
- notebook: 06_commissioning_strategy
  for_each: {as_of: ["2025-09-30", "2025-10-01"]}
  parameters: {financial_year: "2025-26"}
- notebook: 07_police_and_crime_plan
  parameters: {as_of: "2025-10-01"}
- notebook: 08_what_changed
"""
DEVON = ("Devon", "Cornwall", "Torbay", "Plymouth")


@pytest.fixture(scope="module")
def shires(tmp_path_factory: pytest.TempPathFactory) -> BaseFolder:
    """A base with letters about Northshire, Southshire and Farshire, and what the body keeps."""
    folder = tmp_path_factory.mktemp("shires")
    base = init(folder / "base")
    for place in ("Northshire", "Southshire", "Farshire"):
        letter = folder / f"{place.lower()}.md"
        letter.write_text(LETTER.replace("Westshire", place), encoding="utf-8")
        assert not [one.problem for one in add(base, [letter], {}) if one.problem]
    base.organisation.write_text(SETTINGS, encoding="utf-8")
    wrong = service("E", themes="training", values="2026-27: -5", areas="Southshire")
    rests = [statement("S1", themes="training", findings="E-001"), statement("S2", themes="training", findings="E-404")]
    keep(base, services=[*SERVICES, wrong], local_evidence=NEEDS, confidence=rests, intentions=INTENTIONS)
    return base


@pytest.fixture(scope="module")
def pack(shires: BaseFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its second pack: the first is what the page on changes compares with."""
    folder = tmp_path_factory.mktemp("packs")
    (folder / "plan.yml").write_text(PLAN, encoding="utf-8")
    refresh(shires, folder / "outputs", folder / "plan.yml", only=["08_what_changed"])
    return refresh(shires, folder / "outputs", folder / "plan.yml").pack


def words(page: Path) -> str:
    """What a reader sees."""
    return re.sub(
        r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", " ", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    )


def test_each_page_takes_the_names_of_its_day_and_none_of_another_body(pack: Path) -> None:
    before = words(pack / "pages" / "06_commissioning_strategy--2025-09-30.html")
    after = words(pack / "pages" / "06_commissioning_strategy--2025-10-01.html")
    assert "Commissioner for the Old Shires, whose areas are Northshire, Southshire and Westshire." in before
    assert "Mayor of the New Shires, whose areas are Greater Northshire and Westshire." in after
    assert "worth £350,000.15" in before and "worth £350,000.15" in after
    plan = words(pack / "pages" / "07_police_and_crime_plan.html")
    assert "Plan of the New Shires." in plan and "Skilled officers" in plan and "Safe children" not in plan
    for page in (pack / "pages").glob("*.html"):
        assert not [name for name in DEVON if name in words(page)] and "Example data" not in words(page)


def test_every_line_of_what_does_not_add_up_stands_at_the_top_and_on_the_index(pack: Path, shires: BaseFolder) -> None:
    problems = [problem.line for problem in evidence_lib.open(shires.root).registers.problems]
    assert any("negative (-5)" in line for line in problems) and any("E-404" in line for line in problems)
    for name in (
        "pages/06_commissioning_strategy--2025-10-01.html",
        "pages/07_police_and_crime_plan.html",
        "index.html",
    ):
        text = words(pack / name).replace("&#x27;", "'").replace("&#39;", "'").replace("&quot;", '"')
        assert all(line in text for line in problems), name


def test_a_pack_holds_what_a_later_one_is_compared_with(pack: Path) -> None:
    names = {path.name for path in (pack / "tables").iterdir()}
    assert {
        "services.csv",
        "confidence.csv",
        "figures.csv",
        "evidence_register.csv",
        "dictionary-commissioning.md",
    } <= names
    inputs = json.loads((pack / "run.json").read_text(encoding="utf-8"))["inputs"]["files"]
    assert {"organisation.yml", "services.csv", "confidence.csv", "evidence_register.csv", "reviews.csv"} <= set(inputs)
    assert "From pack" in words(pack / "pages" / "08_what_changed.html")


def test_the_check_says_every_line_and_has_an_exit_code(shires: BaseFolder) -> None:
    done = evidence("services", "check", "--data", str(shires.root))
    problems = [problem.line for problem in evidence_lib.open(shires.root).registers.problems]
    assert done.returncode == 4 and done.stdout.splitlines() == problems


def test_services_are_listed_with_their_sum(shires: BaseFolder) -> None:
    done = evidence("services", "list", "--year", "2025-26", "--data", str(shires.root))
    assert done.stdout.splitlines()[-1] == "4 services in 2025-26, £350,000.15."  # E runs in that year without a value
    assert evidence("services", "list", "--year", "2025", "--data", str(shires.root)).returncode == 4


def test_a_trail_leads_from_a_page_to_a_statement_and_from_a_service_back_to_its_need(shires: BaseFolder) -> None:
    assert evidence("register", "--data", str(shires.root)).returncode == 0
    number = evidence("trace", "E-001", "--data", str(shires.root)).stdout
    assert (
        number.startswith("E-001, finding (strength, ")
        and "S1, statement: Statement S1." in number.split("Leads to:")[1]
    )
    back = evidence("trace", "S1", "--data", str(shires.root)).stdout.split("Leads to")[0]
    assert "E-001, finding" in back and "address not known" in back
    wrong = evidence("trace", "E-4040", "--data", str(shires.root))
    assert wrong.returncode == 5 and "nothing is called 'E-4040'" in wrong.stderr and wrong.stderr.count("\n") == 1


def test_the_shipped_example_adds_up_is_marked_and_can_be_traced_both_ways(shipped: Path) -> None:
    registers = evidence_lib.open(shipped).registers
    assert [problem.line for problem in registers.problems] == []
    kept = (registers.services, registers.needs, registers.statements, registers.intentions, registers.effects)
    assert registers.organisation.example and all(row.example for rows in kept for row in rows)
    assert all(held.provider.startswith("Example Provider ") for held in registers.services)
    back = evidence("trace", "EX-2026-04", "--data", str(shipped)).stdout
    assert "york-jtai-2018, page 11" in back and "SV-02, service (example data)" in back.split("Leads to:")[1]
    forward = evidence("trace", "york-jtai-2018:11", "--data", str(shipped)).stdout
    assert "Decision EX-2026-04 of 12 February 2026, £320,000" in forward.split("Leads to:")[1]


def test_every_finding_of_the_shipped_base_has_its_number(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    held = base.findings()
    assert set(held.loc[held["kind"] != "case-study", "finding_id"]) <= set(base.registers.register.numbers)
