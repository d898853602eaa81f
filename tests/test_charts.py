"""Charts and tables say what they show, count areas and never paragraphs, and come out the same every time."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from evidence_lib import charts
from evidence_lib.charts.chart import WIDTH, Cell, Chart, Table, Unfit
from evidence_lib.charts.counts import SHORTFALL, STRENGTH, area_sides, areas_by, shared_and_added, sides
from evidence_lib.charts.words import LONGEST_TITLE, headline, listing, share, source_line, thin
from evidence_lib.core.records import Kind
from evidence_lib.tables.joined import COLUMNS
from evidence_lib.themes.codebook import Codebook, read_codebook
from tests.conftest import ROOT

SIX = ["Ayshire", "Beeford", "Ceeham", "Deeton", "Eastleigh Borough", "Effingwold"]
TWENTY = [f"The County Borough of Number {number}" for number in range(1, 21)]


def finding(number: int, areas: Sequence[str], kind: str = "improvement", **other: object) -> dict[str, object]:
    """One row as base.findings() gives it."""
    return {
        "finding_id": f"x-p1-{number:08x}",
        "document_id": "-".join(areas).lower().replace(" ", "-") or "none",
        "title": "An inspection",
        "publishers": ["Ofsted"],
        "areas": list(areas),
        "subject": "neglect",
        "programme": "jtai",
        "published": pd.Timestamp("2019-03-01"),
        "url": "https://example.org/a.pdf",
        "page_start": 3,
        "page_end": 3,
        "ordinal": number,
        "heading": "",
        "reported_under": "Areas for improvement",
        "quote": f"Training number {number} is not good enough.",
        "kind": kind,
        "kind_label": Kind(kind).label,
        "themes": ["training"],
        "agencies": ["police"],
        "addressed_to": "",
        "due_text": "",
        "due_date": pd.NaT,
        "parent": "",
        "edition": "original",
        "summary": False,
        "counted": kind != "case-study",
        "checked": False,
        "kind_by": "machine",
        "agencies_by": "machine",
        "admitted": False,
    } | other


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    """A frame with the columns and types of base.findings()."""
    table = pd.DataFrame(list(rows), columns=COLUMNS)
    pages = {"page_start": "Int64", "page_end": "Int64"}
    return table.astype(
        {"published": "datetime64[us]", "counted": "bool", "checked": "bool", "summary": "bool"} | pages
    )


def each(areas: Sequence[str], kind: str = "improvement") -> pd.DataFrame:
    """One finding an area."""
    return frame(*(finding(number, [area], kind) for number, area in enumerate(areas)))


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(ROOT / "data" / "themes.yml")


def every_chart(findings: pd.DataFrame, areas: Sequence[str], codebook: Codebook) -> list[Chart]:
    """All charts of findings."""
    tags = pd.DataFrame({"finding_id": findings["finding_id"], "theme_id": "training", "direction": ""})
    home, others = areas[0], list(areas[1:])
    return [
        charts.findings_by_area(findings, "Training", areas),
        charts.areas_by_agency(findings, areas),
        charts.areas_by_theme(findings, codebook, areas, tags),
        charts.added_by_others(findings, codebook, home, others, tags),
        charts.themes_by_area(findings, codebook, home, others, tags),
        charts.agencies_by_area(findings, home, others),
        charts.strengths_and_shortfalls(findings, codebook, areas, tags),
        charts.areas_by_kind(findings, areas),
        charts.findings_over_time(findings, findings, "Training"),
    ]


SELECTIONS = {
    "empty": (frame(), SIX),
    "one area": (each(SIX[:1]), SIX[:1]),
    "six areas": (each(SIX), SIX),
    "twenty areas": (each(TWENTY), TWENTY),
    "strengths alone": (each(SIX, "strength"), SIX),
    "practice studies alone": (each(SIX, "case-study"), SIX),
}


@pytest.mark.parametrize("name", SELECTIONS)
def test_every_chart_of_every_selection_knows_what_it_shows(name: str, codebook: Codebook) -> None:
    for chart in every_chart(*SELECTIONS[name], codebook):
        assert 0 < len(chart.title.split()) <= LONGEST_TITLE
        assert chart.source_line.startswith("Source: ") and chart.caption.endswith(chart.source_line)
        assert len(chart.alt) > 20
        assert chart.png()[1:4] == b"PNG"


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_same_findings_give_the_same_bytes(ending: str, codebook: Codebook, tmp_path: Path) -> None:
    for number, chart in enumerate(every_chart(*SELECTIONS["six areas"], codebook)):
        first, second = (
            chart.write(tmp_path / f"{number}-{turn}.{ending}", dpi=60).read_bytes() for turn in ("a", "b")
        )
        assert first == second


def test_a_picture_has_the_same_bytes_whichever_was_saved_before_it(codebook: Codebook, tmp_path: Path) -> None:
    forms = (("png", 300), ("svg", 300), ("png", 110))
    for at, (kind, dpi) in enumerate(forms):
        alone, later = (every_chart(*SELECTIONS["six areas"], codebook) for _ in range(2))
        for first, second in zip(alone, later, strict=True):
            for number, (other, of) in enumerate(forms):
                second.write(tmp_path / f"{number}.{other}", of)
            again = second.write(tmp_path / f"again-{at}.{kind}", dpi)
            assert first.write(tmp_path / f"alone-{at}.{kind}", dpi).read_bytes() == again.read_bytes()


def test_a_picture_for_paper_has_300_dots_an_inch_and_no_transparency(codebook: Codebook, tmp_path: Path) -> None:
    chart = every_chart(*SELECTIONS["six areas"], codebook)[0]
    with Image.open(chart.write(tmp_path / "chart.png")) as picture:
        assert picture.mode == "RGB" and picture.width == round(300 * WIDTH)
        assert [round(dots) for dots in picture.info["dpi"]] == [300, 300]


def test_drawing_leaves_the_settings_of_matplotlib_alone(codebook: Codebook) -> None:
    before = dict(matplotlib.rcParams)
    for chart in every_chart(*SELECTIONS["one area"], codebook):
        chart.png()
    assert dict(matplotlib.rcParams) == before


def test_no_label_of_twenty_areas_is_cut_or_lies_on_another(codebook: Codebook) -> None:
    for chart in every_chart(*SELECTIONS["twenty areas"], codebook):
        figure = chart.figure()
        figure.draw_without_rendering()
        (axes,) = figure.axes
        width, height = figure.bbox.width, figure.bbox.height
        for axis in (axes.yaxis, axes.xaxis):
            boxes = [label.get_window_extent() for label in axis.get_ticklabels() if label.get_text()]
            assert all(box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1 for box in boxes)
            assert not any(one.overlaps(other) for one, other in pairwise(boxes))


def tagged(findings: pd.DataFrame) -> pd.DataFrame:
    """Tags of findings that are all about training."""
    return pd.DataFrame({"finding_id": findings["finding_id"], "theme_id": "training", "direction": ""})


@pytest.mark.parametrize("name", SELECTIONS)
def test_an_area_has_a_panel_whose_words_are_not_cut(name: str, tmp_path: Path) -> None:
    findings, areas = SELECTIONS[name]
    chart = charts.area_panels(findings, areas, tagged(findings))
    figure = chart.figure()
    figure.draw_without_rendering()
    drawn = [axes.get_title(loc="left").replace("\n", " ") for axes in figure.axes]
    assert [title for title in drawn if title] == (areas if len(chart.data) else [])
    for axes in figure.axes:
        for label in [*axes.get_yticklabels(), axes._left_title] if axes.axison else []:
            box = label.get_window_extent()
            assert not label.get_text() or (box.x0 >= -1 and box.x1 <= figure.bbox.width + 1)
    first, second = (chart.write(tmp_path / f"{turn}.svg").read_bytes() for turn in ("a", "b"))
    assert first == second


def test_beyond_twenty_four_areas_those_with_most_shortfalls_are_drawn_and_the_data_holds_all() -> None:
    areas = [f"Area {number:02}" for number in range(30)]
    strong = each(areas[:6], "strength")
    short = each(areas[6:])
    findings = pd.concat([strong, short], ignore_index=True).assign(finding_id=[f"f{at}" for at in range(30)])
    chart = charts.area_panels(findings, areas, tagged(findings))
    drawn = {axes.get_title(loc="left") for axes in chart.figure().axes}
    assert drawn == set(areas[6:]) and set(chart.data["area"]) == set(areas)
    assert "The 24 areas with most shortfalls are drawn" in chart.scope


def test_a_panel_counts_a_theme_once_however_often_it_is_written_of() -> None:
    findings = frame(finding(1, ["A"]), finding(2, ["A"]), finding(3, ["A"], "strength"))
    (row,) = charts.area_panels(findings, ["A"], tagged(findings)).data.to_dict("records")
    assert (row[SHORTFALL], row[STRENGTH]) == (1, 1)


def test_over_time_counts_documents_and_says_which_had_nothing_to_say() -> None:
    everything = frame(
        finding(1, ["A"], published=pd.Timestamp("2018-03-01")),
        finding(2, ["A"], published=pd.Timestamp("2018-03-01")),
        finding(3, ["B"], "strength", published=pd.Timestamp("2020-03-01")),
        finding(4, ["C"], published=pd.Timestamp("2020-03-01")),
        finding(5, ["D"], published=pd.NaT),
    )
    chart = charts.findings_over_time(everything.iloc[:3], everything, "Training")
    rows = chart.data.to_dict("records")
    assert [(row["year"], row["documents"], row[SHORTFALL]) for row in rows] == [
        (2018, 1, 1),
        (2019, 0, 0),
        (2020, 2, 0),
    ]
    assert [(row["strength alone"], row["neither"]) for row in rows] == [(0, 0), (0, 0), (1, 1)]
    assert "One document without a day not drawn." in chart.scope and "no trend" in chart.scope


def test_a_chart_that_would_compare_nothing_gives_way_to_its_reason() -> None:
    chart = charts.areas_by_kind(each(SIX), SIX)
    assert charts.where_several(chart, 2, "kind") is chart
    why = charts.where_several(chart, 2, "kind", least=3)
    assert why == "Two kinds alone in this selection: a chart by kind would compare nothing."
    assert charts.where_several(chart, 0, "kind") == ""
    assert charts.where_several(charts.areas_by_kind(frame(), SIX), 6, "area") == ""


def test_strengths_and_shortfalls_stand_on_their_sides(codebook: Codebook) -> None:
    findings = pd.concat([each(SIX[:4]), each(SIX[4:], "strength")], ignore_index=True)
    findings = findings.assign(finding_id=[f"f{at}" for at in range(6)])
    chart = charts.strengths_and_shortfalls(findings, codebook, SIX, tagged(findings))
    assert chart.title == "Shortfalls outnumber strengths on one theme"
    assert chart.data.to_dict("records") == [{"theme": "Training", SHORTFALL: 4, STRENGTH: 2}]
    assert chart.editable and chart.editable.series == ((SHORTFALL, (4,)), (STRENGTH, (2,)))


@pytest.mark.parametrize("name", SELECTIONS)
def test_an_editable_chart_holds_the_numbers_that_the_picture_shows(name: str, codebook: Codebook) -> None:
    for chart in every_chart(*SELECTIONS[name], codebook):
        if chart.editable:
            numbers = set(chart.data.select_dtypes("number").to_numpy().ravel().tolist()) | {0}
            assert {value for _, held in chart.editable.series for value in held} <= numbers
        else:
            assert not len(chart.data) or chart.name in ("findings_by_area", "themes_by_area", "agencies_by_area")


@pytest.mark.parametrize("missing", ["title", "scope", "source_line", "counted", "alt"])
def test_a_chart_without_title_scope_source_unit_or_alt_text_is_refused(missing: str) -> None:
    chart = charts.findings_by_area(each(SIX), "Training", SIX)
    with pytest.raises(Unfit, match=f"has no {missing.replace('_', ' ')}"):
        replace(chart, **{missing: " "})


def test_a_long_title_and_a_name_that_is_no_file_name_are_refused() -> None:
    chart = charts.findings_by_area(each(SIX), "Training", SIX)
    with pytest.raises(Unfit, match="more than 10 words"):
        replace(chart, title="a " * 11)
    with pytest.raises(Unfit, match="is no name for a file"):
        replace(chart, name="../up")


def test_ten_findings_of_one_area_count_as_one_area() -> None:
    many = frame(*(finding(number, ["Ayshire"]) for number in range(10)))
    assert areas_by(many, "themes").loc["training", SHORTFALL] == 1
    assert headline(many, "Training", SIX).startswith("One of six areas needs to improve on training: Ayshire.")


@pytest.mark.parametrize("row", [finding(1, ["Ayshire"], counted=False), finding(1, ["Ayshire"], "case-study")])
def test_summaries_and_practice_studies_are_not_counted(row: dict[str, object]) -> None:
    assert not area_sides(frame(row), SIX).to_numpy().any()
    assert (
        charts.findings_by_area(frame(row), "Training", SIX).title == "No shortfall reported in six areas on training"
    )


def test_an_overview_of_six_areas_is_named_and_counted_for_none() -> None:
    table = frame(finding(1, SIX))
    assert not area_sides(table, SIX).to_numpy().any()
    assert "An overview of several areas speaks of it too" in headline(table, "Training", SIX)


@pytest.mark.parametrize(
    ("kind", "direction", "counts"),
    [
        ("strength", "shortfall", (STRENGTH,)),
        ("improvement", "strength", (SHORTFALL,)),
        ("priority-action", "", (SHORTFALL,)),
        ("recommendation", "", (SHORTFALL,)),
        ("cause-of-concern", "", (SHORTFALL,)),
        ("mixed", "strength", (STRENGTH,)),
        ("mixed", "shortfall", (SHORTFALL,)),
        ("mixed", "", (SHORTFALL, STRENGTH)),
        ("case-study", "shortfall", ()),
    ],
)
def test_the_inspectors_kind_decides_the_side_and_a_mixed_finding_goes_by_its_sentence(
    kind: str, direction: str, counts: tuple[str, ...]
) -> None:
    assert sides(kind, direction) == counts


def test_what_others_add_is_a_shortfall_elsewhere_that_is_not_reported_here() -> None:
    table = frame(
        finding(1, ["Ayshire"], themes=["training"]),
        finding(2, ["Beeford"], themes=["training", "prevention-early-help"]),
        finding(3, ["Ceeham"], themes=["prevention-early-help"]),
        finding(4, ["Ayshire"], themes=["commissioning"]),
        finding(5, ["Ayshire"], "strength", themes=["medical-treatment"]),
    )
    stands = shared_and_added(table, "Ayshire", ["Beeford", "Ceeham"]).set_index("theme")
    assert stands["stands"].to_dict() == {
        "prevention-early-help": "added by others",
        "training": "shared",
        "commissioning": "here alone",
        "medical-treatment": "strength alone",
    }
    assert stands.loc["prevention-early-help", "others_shortfall"] == ["Beeford", "Ceeham"]


@given(st.lists(st.sampled_from(SIX), max_size=12), st.permutations(SIX))
def test_counts_never_pass_the_number_of_areas_and_order_does_not_matter(held: list[str], areas: list[str]) -> None:
    table = each(held)
    shown = area_sides(table, areas)
    assert int(shown[SHORTFALL].sum()) == len(set(held))
    assert areas_by(table, "agencies")[SHORTFALL].sum() == len(set(held))
    pd.testing.assert_frame_equal(area_sides(table[::-1], areas), shown)


@pytest.mark.parametrize(("areas", "findings", "warned"), [(3, 5, False), (2, 9, True), (4, 4, True), (3, 4, True)])
def test_under_three_areas_or_five_findings_a_theme_is_thin(areas: int, findings: int, warned: bool) -> None:
    held = each([SIX[number % areas] for number in range(findings)])
    assert bool(thin(held)) is warned


def test_a_digest_is_never_quoted_and_always_marked(codebook: Codebook) -> None:
    table = charts.evidence_table(
        frame(finding(1, ["Ayshire"]), finding(2, ["Beeford"], edition="digest")), codebook, SIX, "Training"
    )
    quoted, ours = (row[2] for row in table.rows)
    assert re.fullmatch("“.*”", quoted.text) and not quoted.remark
    assert "“" not in ours.text and ours.remark == "digest, in our words"
    assert list(table.data["words_are"]) == ["exact words", "digest, in our words"]
    assert "A digest is a selection in our own words, so that only areas are counted" in table.caption


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"addressed_to": "chief constables"}, "to chief constables"),
        (
            {"addressed_to": "PCCs", "due_text": "By 31 March 2025", "due_date": pd.Timestamp("2025-03-31")},
            "to PCCs, by 31 March 2025",
        ),
        (
            {"due_text": "within six weeks of publication", "due_date": pd.Timestamp("2024-06-14")},
            "within six weeks of publication (until 14 June 2024)",
        ),
        ({"due_text": "Within three months"}, "within three months"),
        ({"edition": "digest", "addressed_to": "ICB"}, "digest, in our words; to ICB"),
    ],
)
def test_whom_a_finding_asks_and_by_when_stands_below_its_words(
    asked: dict[str, object], told: str, codebook: Codebook
) -> None:
    table = charts.evidence_table(
        frame(finding(1, ["Ayshire"], "recommendation", **asked)), codebook, SIX, "Recommendations"
    )
    assert table.rows[0][2].remark == told
    assert told in table.to_html()


def test_the_text_of_a_practice_study_stays_out_and_is_told(codebook: Codebook) -> None:
    study = finding(1, ["Ayshire"], "case-study", quote="A child was not heard.")
    table = charts.evidence_table(frame(study, finding(2, ["Beeford"])), codebook, SIX, "Training")
    assert "A child was not heard" not in table.to_html() + table.data.to_csv()
    assert "One practice study not shown" in table.caption


def test_what_stands_in_a_document_cannot_become_markup_or_a_script(codebook: Codebook) -> None:
    row = finding(1, ["<b>Ayshire"], quote="<script>alert(1)</script> & more", url='javascript:"x"')
    page = charts.evidence_table(frame(row), codebook, SIX, "<i>Training").to_html()
    assert "<script>" not in page and "<b>" not in page and "<i>" not in page and "href" not in page


def test_a_page_number_leads_to_the_page_and_many_pages_are_told(codebook: Codebook) -> None:
    one, two, none = (
        finding(1, ["Ayshire"]),
        finding(2, ["Ayshire"], page_end=4),
        finding(3, ["Ayshire"], page_start=pd.NA, page_end=pd.NA),
    )
    cells = [row[3] for row in charts.evidence_table(frame(one, two, none), codebook, SIX, "Training").rows]
    assert cells[:2] == [
        Cell("ayshire, page 3", "https://example.org/a.pdf#page=3"),
        Cell("ayshire, pages 3 to 4", "https://example.org/a.pdf#page=3"),
    ]
    assert cells[2] == Cell("ayshire", "https://example.org/a.pdf")


def test_the_source_line_is_computed_from_the_rows() -> None:
    table = frame(finding(1, ["Ayshire"]), finding(2, ["Beeford"], edition="digest", publishers=["CQC", "Ofsted"]))
    assert source_line(table) == "Source: CQC; Ofsted (two documents, one of them held as a digest, published 2019)."


def test_a_chart_is_kept_with_its_data_and_its_words(tmp_path: Path) -> None:
    chart = charts.findings_by_area(each(SIX), "Training", SIX)
    kept = chart.save(tmp_path)
    assert [path.name for path in kept] == [f"findings_by_area.{ending}" for ending in ("png", "svg", "csv", "txt")]
    assert chart.alt in kept[3].read_text(encoding="utf-8")
    assert pd.read_csv(kept[2])["area"].tolist() == SIX
    assert f"<title>{chart.title}</title>" in kept[1].read_text(encoding="utf-8")


def test_every_table_has_a_caption_and_heads_with_scope(codebook: Codebook) -> None:
    table: Any = charts.comparison_table(each(SIX), codebook, SIX[0], SIX[1:])
    assert isinstance(table, Table)
    page = table.to_html()
    assert "<caption>" in page and page.count('scope="col"') == len(table.head)
    assert page.count('scope="row"') == len(table.rows)


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_as_a_person_lists_them(names: list[str], text: str) -> None:
    assert listing(names) == text


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [(0, 6, "none of six areas"), (4, 6, "four of six areas"), (6, 6, "all six areas"), (11, 12, "11 of 12 areas")],
)
def test_shares_are_told_in_words(count: int, total: int, text: str) -> None:
    assert share(count, total) == text
