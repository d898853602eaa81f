"""Official figures are context: what cannot be compared is refused on one axis with its reason, and a break is drawn as one."""

from pathlib import Path
from typing import Any

import matplotlib.figure
import pytest

from evidence_lib import chapters
from evidence_lib.charts.chart import Chart
from evidence_lib.commissioning.official import COLUMNS, NotComparable
from evidence_lib.core.errors import EvidenceError
from tests.commissioning_world import World, lines, world

SERIES = """
- id: survey-new
  title: Adults who were harassed
  publisher: Statistics Office
  table: Table 7
  measure: harassed in the last year, aged 16 and over
  definition: people aged 16 and over
  unit: per cent
  area: Westshire
  licence: Open
  breaks:
    - {on: 2020-07-01, reason: asked by telephone}
- id: survey-old
  title: Adults who were harassed
  publisher: Statistics Office
  table: Table 7
  measure: harassed in the last year, aged 16 to 59
  definition: people aged 16 to 59
  unit: per cent
  area: Westshire
  licence: Open
- id: survey-north
  title: Adults who were harassed
  publisher: Statistics Office
  table: Table 7
  measure: harassed in the last year, aged 16 and over
  definition: people aged 16 and over
  unit: per cent
  area: Northshire
  licence: Open
- id: recorded
  title: Recorded offences
  publisher: Statistics Office
  table: Table 7
  measure: offences
  definition: recorded by the force
  unit: offences
  area: Westshire
  licence: Open
- id: recorded-north
  title: Recorded offences
  publisher: Statistics Office
  table: Table 7
  measure: offences
  definition: recorded by the force
  unit: offences
  area: Northshire
  licence: Open
  caution: the force's recording stands under a cause of concern
- id: grade-new
  title: Grade
  publisher: Statistics Office
  table: Table 7
  measure: grade
  definition: overall
  unit: grade
  area: Westshire
  licence: Open
  cycle: third cycle
- id: grade-old
  title: Grade
  publisher: Statistics Office
  table: Table 7
  measure: grade
  definition: overall
  unit: grade
  area: Northshire
  licence: Open
  cycle: second cycle
"""
FIGURES = [
    ("survey-new", "2018", "2018-12-31", "4.5"),
    ("survey-new", "2019", "2019-12-31", "5.0"),
    ("survey-new", "2021", "2021-12-31", "3.9"),
    ("survey-north", "2019", "2019-12-31", "4.1"),
    ("survey-old", "2015", "2015-12-31", "6"),
    ("recorded", "2019", "2019-12-31", "1,204"),
    ("grade-new", "2023", "2023-01-01", "good"),
]


def figure(series: str, period: str, on: str, value: str) -> dict[str, str]:
    cells = {"series_id": series, "period": period, "on": on, "value": value, "source": "page 1"}
    return dict.fromkeys(COLUMNS, "") | cells


@pytest.fixture
def held(tmp_path: Path) -> World:
    made = world(tmp_path, official_figures=[figure(*row) for row in FIGURES])
    made.folder.official_series.write_text(SERIES, encoding="utf-8")
    return made


def chart(made: World, *series: str) -> Chart:
    return chapters.strategy(made, "2025-26").official_chart(series)  # type: ignore[arg-type]


UNLIKE = {
    ("survey-new", "survey-old"): "their definitions differ (people aged 16 and over; people aged 16 to 59)",
    ("grade-new", "grade-old"): "they are of different inspection cycles (third cycle; second cycle)",
    ("recorded", "recorded-north"): "of Northshire, the force's recording stands under a cause of concern",
    ("survey-new", "recorded"): "one is in per cent, the other in offences",
}


@pytest.mark.parametrize("pair", UNLIKE)
def test_two_series_that_cannot_be_compared_are_refused_on_one_axis_with_the_reason(
    pair: tuple[str, str], held: World
) -> None:
    with pytest.raises(NotComparable) as told:
        chart(held, *pair)
    assert UNLIKE[pair] in str(told.value) and "Draw them apart" in str(told.value) and "\n" not in str(told.value)
    with pytest.raises(NotComparable):
        chart(held, *reversed(pair))


def test_two_of_one_measure_stand_on_one_axis(held: World) -> None:
    drawn = chart(held, "survey-new", "survey-north")
    assert drawn.png()[1:4] == b"PNG" and "Northshire" in drawn.subtitle


def test_a_grade_is_no_quantity(held: World) -> None:
    with pytest.raises(NotComparable, match="a grade is no quantity"):
        chart(held, "grade-new")


def test_a_line_stops_at_a_break_and_the_break_is_marked(held: World) -> None:
    drawn: Any = chart(held, "survey-new").figure()
    assert isinstance(drawn, matplotlib.figure.Figure)
    lines_drawn = [line for line in drawn.axes[0].lines if line.get_marker() == "o"]
    assert sorted(len(line.get_xdata()) for line in lines_drawn) == [1, 2]
    assert any("break: asked by telephone" in text.get_text() for text in drawn.axes[0].texts)
    assert "break from 01.07.2020: asked by telephone" in chart(held, "survey-new").alt


def test_every_figure_is_shown_with_publisher_period_definition_and_licence(held: World) -> None:
    table, *charts = chapters.strategy(held, "2025-26").official()  # type: ignore[arg-type]
    page = table.to_html()  # type: ignore[union-attr]
    for word in (
        "Statistics Office: Table 7; page 1",
        "4.5 per cent",
        "1,204 offences",
        "people aged 16 to 59",
        "Open",
        "good",
    ):
        assert word in page
    assert len(table.data) == len(FIGURES) and [one.name for one in charts] == ["official_survey-new"]


def test_a_figure_that_cannot_be_is_told_and_left_out(held: World) -> None:
    wrong = [
        ("2019", "", "1"),
        ("2020", "2020-12-31", "many"),
        ("2021", "2021-12-31", "1"),
        ("2021", "2021-12-31", "2"),
    ]
    made = world(held.folder.root, official_figures=[figure("recorded", *row) for row in wrong])
    told = lines(made)
    assert "on is empty" in told[0] and "value 'many' is no number" in told[1] and "two figures for 2021" in told[2]
    assert [held.value for held in made.registers.figures] == ["1"]


def test_a_series_without_its_definition_is_refused(held: World) -> None:
    held.folder.official_series.write_text(
        SERIES.replace("  definition: people aged 16 and over\n", ""), encoding="utf-8"
    )
    with pytest.raises(EvidenceError, match="series 1: definition is missing"):
        lines(held)
