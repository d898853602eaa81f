"""Commitments stand in the plan chapter under the objectives whose themes they share, on the trail, and in what changed."""

import csv
import shutil
from datetime import date
from pathlib import Path

import evidence_lib
from evidence_lib import chapters
from evidence_lib.charts.chart import Table
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.people.progress import COLUMNS
from tests.test_changes import pack, tables
from tests.test_cli import evidence


def test_an_objective_shows_the_commitments_on_its_themes_and_no_others(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    plan = chapters.crime_plan(base)
    for objective in plan.objectives:
        shown = plan.commitments(objective, "x")
        wanted = {
            row["commitment_id"]
            for row in base.commitments().to_dict("records")
            if set(row["themes"]) & set(objective.themes)
        }
        held = set(shown.data["commitment_id"]) if isinstance(shown, Table) else set()
        assert held == wanted
    assert "commitments already made" in plan.commitments(plan.objectives[0], "x").title  # type: ignore[union-attr]


def test_a_commitment_stands_on_the_trail_of_the_finding_that_it_answers(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    answered = base.answers().iloc[0]
    told = evidence("trace", answered["finding_id"], "--data", str(shipped)).stdout
    assert f"{answered['commitment_id']}, commitment (no update held)" in told.split("Leads to:")[1]


def test_a_commitment_that_is_met_is_told(shipped: Path, tmp_path: Path) -> None:
    shutil.copytree(shipped, tmp_path / "data")  # the shipped copy is shared by other tests
    base = BaseFolder(tmp_path / "data")
    pack(base, tmp_path, "2026-01-01-0600")
    name = evidence_lib.open(base.root).commitments()["commitment_id"].iloc[0]
    row = dict.fromkeys(COLUMNS, "") | {"item_id": name, "status": "done", "day": "2026-02-01", "source": "minutes"}
    row |= {"evidence": "minutes", "entered_by": "A. Name", "entered_at": date(2026, 2, 1).isoformat()}
    with base.progress.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, lineterminator="\n").writerow(row)
    told = tables(base, tmp_path)["changed_commitments_standing"].data.set_index(["commitment_id", "what"])
    assert tuple(told.loc[(name, "status"), ["was", "now"]]) == ("no update held", "done")
