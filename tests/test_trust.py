"""What can be trusted is told in figures: of the model, of the base in hand, and on a page that is made from them."""

import json
from pathlib import Path

import pandas as pd
import pytest

import evidence_lib
from evidence_lib import charts
from evidence_lib.charts.trust import reliability
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.themes.model import SHIPPED, load, save
from evidence_lib.themes.own import in_a_hundred
from tools import make_accuracy


def test_the_page_says_what_was_measured() -> None:
    figures = json.loads(make_accuracy.FIGURES.read_text(encoding="utf-8"))
    assert make_accuracy.PAGE.read_text(encoding="utf-8") == make_accuracy.page(figures), (
        "run: python tools/make_accuracy.py --page"
    )
    assert make_accuracy.PICTURE.is_file() and figures["learning_curve"]


def test_the_figures_kept_with_the_model_are_those_of_the_page() -> None:
    figures = json.loads(make_accuracy.FIGURES.read_text(encoding="utf-8"))
    assert load(SHIPPED).about.get("measured", figures["themes"]) == figures["themes"], "run: tools/make_accuracy.py"


def test_a_model_that_is_read_and_written_again_is_the_same(tmp_path: Path) -> None:
    save(load(SHIPPED), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == SHIPPED.read_bytes()


def test_in_a_hundred() -> None:
    assert in_a_hundred({"right": 80, "wrong": 20, "missed": 20}) == {"found": 80, "correct": 80}
    assert in_a_hundred({"right": 0, "wrong": 0, "missed": 0}) == {"found": 0, "correct": 0}


@pytest.mark.parametrize(("tags", "title"), [(19, "How often tags are right"), (20, "Of tags scored 85, 80 in 100")])
def test_a_title_rests_on_twenty_tags_or_more(tags: int, title: str) -> None:
    table = pd.DataFrame([{"low": 0.8, "high": 0.9, "score": 0.85, "tags": tags, "right": 0.8}])
    chart = reliability(table, "One document.", "Source: labels.")
    assert chart.title.startswith(title) and "80 right of 100" in chart.alt
    assert chart.png().startswith(b"\x89PNG")


def test_the_base_in_hand_is_told_by_who_gave_what(westshire: BaseFolder) -> None:
    base = evidence_lib.open(westshire.root)
    findings, tags, documents = base.findings(), base.tags(), base.documents()
    said = charts.tags_by_giver(findings, tags)
    assert f"{len(tags)} tags stand on 5 findings" in said and "none by a person" in said and "0 of 5" in said
    assert charts.ways_of_reading(documents) == ["One document read by mark-up."]
    table = charts.low_scores(findings, tags, base.themes, below=1.01, most=3)
    assert len(table.rows) == min(3, len(tags)) and list(table.data["score"]) == sorted(table.data["score"])
    left_out = charts.left_out_by_reason(base.left_out_counts(), documents)
    assert left_out.data["blocks"].sum() == documents["blocks"].sum() - 5
    assert "learned from" in base.learned


def test_a_model_that_was_not_measured_says_so(westshire: BaseFolder) -> None:
    figures = evidence_lib.open(westshire.root).theme_figures().head(0)
    chart = charts.theme_figures_chart(figures, "Learned from reviews.")
    assert chart.title == "The model in force was not measured" and chart.png()


def test_figures_of_themes_are_drawn_the_least_found_first(westshire: BaseFolder) -> None:
    row = {"right": 8, "wrong": 2, "missed": 2}
    figures = pd.DataFrame(
        [
            {"theme_id": "training", "label": "Training", **row, "found": 80, "correct": 80},
            {"theme_id": "child-voice", "label": "The child’s voice", **row, "found": 50, "correct": 80},
        ]
    )
    chart = charts.theme_figures_chart(figures, "Learned from labels.")
    assert chart.alt.index("The child’s voice: 50 of 100 missed") < chart.alt.index("Training: 20 of 100 missed")


def test_a_document_read_in_two_ways_is_told_of_in_part() -> None:
    documents = pd.DataFrame(
        {"document_id": ["a", "b"], "held": [True, True], "read_by": [["tree"], ["tree", "layout"]]}
    )
    said = charts.ways_of_reading(documents)
    assert [line.split(" by ")[0] for line in said] == [
        "One document read",
        "One document read in part",
        "One document read in part",
    ]
    assert said[-1].endswith(": b.")
