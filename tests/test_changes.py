"""What changed between two packs: findings, decisions, statements, and the figures that no longer hold."""

import csv
from datetime import date
from pathlib import Path

import pytest

import evidence_lib
from evidence_lib import chapters
from evidence_lib.chapters.changes import find_pack, packs
from evidence_lib.chapters.figures import figures
from evidence_lib.chapters.kept_tables import export_kept
from evidence_lib.chapters.numbering import number_findings
from evidence_lib.charts.chart import Table
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import write_rows
from evidence_lib.frames import EvidenceBase
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.tables.export import export
from tests.commissioning_world import SETTINGS, intention, need, service, statement

WEST = SETTINGS.replace('"150,000.10"', "1000")


def keep(base: BaseFolder, **files: list[dict[str, str]]) -> None:
    """Write files that people keep."""
    for name, rows in files.items():
        write_rows(base.root / f"{name}.csv", tuple(rows[0]), rows)


def pack(base: BaseFolder, outputs: Path, name: str) -> EvidenceBase:
    """A pack's tables, as a refresh writes them."""
    number_findings(evidence_lib.open(base.root), date(2026, 1, 1))
    held = evidence_lib.open(base.root)
    export(base, outputs / name / "tables", published=True)
    export_kept(held, outputs / name / "tables")
    (outputs / name / "run.json").write_text("{}", encoding="utf-8")
    return held


@pytest.fixture
def first(westshire: BaseFolder, tmp_path: Path) -> tuple[BaseFolder, Path, list[str]]:
    """A base with one letter, one statement and one service, its first pack, and its findings."""
    base, outputs = westshire, tmp_path / "outputs"
    base.organisation.write_text(WEST, encoding="utf-8")
    names = list(evidence_lib.open(base.root).findings()["finding_id"])
    keep(
        base,
        confidence=[statement("S1", themes="training", findings="E-001; E-003")],
        services=[service("A", themes="training", values="2025-26: 1000")],
        local_evidence=[need("N1", themes="training")],
        intentions=[intention("I1", statements="S1")],
    )
    pack(base, outputs, "2026-01-01-0600")
    return base, outputs, names


def tables(base: BaseFolder, outputs: Path, **asked: str) -> dict[str, Table]:
    """The tables of differences that hold any."""
    changed = chapters.what_changed(evidence_lib.open(base.root), str(outputs), **asked)
    return {table.name: table for table in changed.tables() if isinstance(table, Table)}


def test_nothing_has_changed_where_nothing_did(first: tuple[BaseFolder, Path, list[str]]) -> None:
    base, outputs, _ = first
    assert tables(base, outputs) == {}
    said = chapters.what_changed(evidence_lib.open(base.root), str(outputs)).tables()
    assert "New findings: none." in said and "Figures in earlier papers that no longer hold: none." in said


def test_withdrawn_findings_reviews_statements_values_and_figures_are_told(
    first: tuple[BaseFolder, Path, list[str]],
) -> None:
    base, outputs, names = first
    day = date(2026, 2, 1)
    append_reviews(
        base,
        [
            Review(names[2], "include", "no", "another county", "A. Name", day, ""),
            Review(names[3], "kind", "strength", "misread", "A. Name", day, ""),
            Review(names[4], "checked", "yes", "read", "A. Name", day, ""),
        ],
    )
    skilled = {"themes": "training"}
    keep(
        base,
        services=[service("A", values="2025-26: 900", **skilled), service("B", values="2025-26: 100.50", **skilled)],
        confidence=[
            statement("S1", findings="E-001; E-003", overall="low", **skilled),
            statement("S2", findings="E-001", **skilled),
        ],
        intentions=[intention("I1", statements="S1", decision="D-1", decided_on="2026-01-15")],
    )
    told = tables(base, outputs)
    assert list(told["withdrawn_findings"].data["finding_id"]) == [names[2]]
    assert list(told["withdrawn_findings"].data["number"]) == ["E-003"]
    decided = told["changed_reviews"].data.set_index(["finding_id", "what"])
    assert tuple(decided.loc[(names[3], "kind"), ["was", "now", "by"]]) == ("improvement", "strength", "A. Name")
    assert (names[4], "checked") in decided.index
    moved = {(row["statement_id"], row["what"]) for row in told["statements_moved"].data.to_dict("records")}
    assert moved == {("S1", "confidence"), ("S1", "rests on findings since withdrawn"), ("S2", "new")}
    held = told["figures_that_no_longer_hold"].data.set_index("figure")
    assert tuple(held.loc["2025-26/value", ["was", "now"]]) == ("£1,000", "£1,000.50")
    assert tuple(held.loc["findings", ["was", "now"]]) == ("5", "4")
    assert tuple(held.loc["statement/S1/confidence", ["was", "now"]]) == ("moderate", "low")
    assert {(row["service_id"], row["what"]) for row in told["changed_services"].data.to_dict("records")} == {
        ("A", "values"),
        ("B", "new"),
    }
    assert ("I1", "decision") in {
        (row["intention_id"], row["what"]) for row in told["changed_intentions"].data.to_dict("records")
    }
    line = "'S1' rests on E-003, which has been withdrawn"
    assert any(line in problem.line for problem in evidence_lib.open(base.root).registers.problems)


def test_a_new_document_brings_new_findings_and_moves_no_number(
    first: tuple[BaseFolder, Path, list[str]], tmp_path: Path
) -> None:
    from evidence_lib.sources.add import add

    base, outputs, _ = first
    before = evidence_lib.open(base.root).registers.register.numbers
    letter = (base.sources / "westshire-jtai-2024.md").read_text(encoding="utf-8")
    early = tmp_path / "northshire.md"
    early.write_text(letter.replace("Westshire", "Northshire").replace("2024", "2019"), encoding="utf-8")
    add(base, [early], {})
    held = pack(base, outputs, "2026-02-01-0600")
    after = held.registers.register.numbers
    assert before.items() <= after.items() and len(after) == 10
    told = tables(base, outputs, before="2026-01-01-0600", after="2026-02-01-0600")
    assert list(told["new_findings"].data["number"]) == [f"E-{number:03d}" for number in range(6, 11)]


def test_packs_are_found_by_name_by_day_or_the_newest(tmp_path: Path) -> None:
    for name in ("2026-01-01-0600", "2026-02-01-0600-10", "2026-02-01-0600-2", "failed-2026-03-01-0600", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text("{}", encoding="utf-8")
    assert packs(tmp_path) == ["2026-01-01-0600", "2026-02-01-0600-2", "2026-02-01-0600-10"]
    assert find_pack(tmp_path) == "2026-02-01-0600-10"
    assert find_pack(tmp_path, since="2026-01-31") == "2026-01-01-0600"
    assert find_pack(tmp_path, since="2026-02-01") == "2026-02-01-0600-10"
    assert find_pack(tmp_path, since="2025-12-31") == find_pack(tmp_path / "none") == ""
    with pytest.raises(EvidenceError, match="no pack '2026-01-01-0660'"):
        find_pack(tmp_path, name="2026-01-01-0660")
    with pytest.raises(EvidenceError, match="since: 'then' is no date"):
        find_pack(tmp_path, since="then")


def test_a_pack_from_before_there_were_chapters_can_be_compared(first: tuple[BaseFolder, Path, list[str]]) -> None:
    base, outputs, _ = first
    for name in ("figures", "confidence", "services", "evidence_register"):
        (outputs / "2026-01-01-0600" / "tables" / f"{name}.csv").unlink()
    assert {row["what"] for row in tables(base, outputs)["statements_moved"].data.to_dict("records")} == {"new"}


def test_exported_services_can_be_read_back_to_the_penny(first: tuple[BaseFolder, Path, list[str]]) -> None:
    base, outputs, _ = first
    with (outputs / "2026-01-01-0600" / "tables" / "service_values.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["1000.00"]
    table = figures(evidence_lib.open(base.root))
    assert not table.duplicated("figure").any()
