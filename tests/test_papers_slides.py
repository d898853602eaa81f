"""The slides of a paper: one message each, charts that can be changed, words for who cannot see, and what it rests on."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from evidence_lib.charts.chart import Chart, Editable
from evidence_lib.frames import EvidenceBase
from evidence_lib.papers.content import Heading, Items, Paper, Paragraph, Quote, Reference, Rows, Statement
from evidence_lib.papers.deck import ROOM, deck
from evidence_lib.papers.deck_tables import shown
from evidence_lib.papers.keeping import write_paper
from evidence_lib.papers.slide_charts import KINDS, MOST, PALETTE
from evidence_lib.papers.slides import presentation
from tests import office
from tests.office_quotes import is_finding, quotations, squeezed

HERE = Reference("westshire", "Letter", 1, 1)


@pytest.fixture(scope="module")
def base(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    return office.office_base(shipped, tmp_path_factory.mktemp("slides"))


@pytest.fixture(scope="module")
def paper(base: EvidenceBase) -> Paper:
    return office.brief(base)


@pytest.fixture(scope="module")
def path(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_paper(paper, tmp_path_factory.mktemp("deck") / "brief.pptx")


@pytest.fixture(scope="module")
def slides(path: Path) -> list[Any]:
    return list(Presentation(str(path)).slides)


def titles(slides: list[Any]) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides]


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def by_title(slides: list[Any], start: str) -> Any:
    return next(slide for slide in slides if slide.shapes.title.text_frame.text.startswith(start))


def test_every_slide_has_a_title_and_the_first_says_what_it_is(slides: list[Any], paper: Paper) -> None:
    assert all(titles(slides)) and titles(slides)[0] == paper.title and titles(slides)[-1] == "Sources"
    first = slides[0].placeholders[1].text_frame.text
    assert first.split("\n") == [paper.subtitle, "For: Police and Crime Panel", "FOIA open", paper.standing]


def test_every_chart_picture_and_table_has_words_for_who_cannot_see_it(slides: list[Any], paper: Paper) -> None:
    seen = [shape for slide in slides for shape in slide.shapes if not shape.has_text_frame]
    assert len(seen) == 5  # two charts, three tables
    alts = [shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in seen]
    assert all(alts) and {chart.alt for chart in paper.all_of(Chart)} <= set(alts)


def test_the_order_of_reading_is_title_exhibit_caption_footer_number(slides: list[Any]) -> None:
    for slide in slides:
        kinds = [shape.placeholder_format.type.name if shape.is_placeholder else "EXHIBIT" for shape in slide.shapes]
        assert "TITLE" in kinds[0] and kinds[-2:] == ["FOOTER", "SLIDE_NUMBER"]
        assert "EXHIBIT" not in kinds or kinds[1] == "EXHIBIT"


def test_marking_and_standing_stand_on_every_slide(slides: list[Any], paper: Paper) -> None:
    feet = [shape.text_frame.text for slide in slides for shape in slide.placeholders if "Footer" in shape.name]
    assert feet == [f"FOIA open | {paper.standing}"] * len(slides)


def test_a_chart_can_be_changed_and_has_the_numbers_and_colours_of_the_house(slides: list[Any], paper: Paper) -> None:
    wanted = paper.all_of(Chart)[1]
    assert wanted.editable is not None
    frame = next(shape for slide in slides for shape in slide.shapes if shape.has_chart)
    chart = frame.chart
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED and not chart.has_title
    assert list(chart.plots[0].categories) == list(wanted.editable.names)
    assert [(held.name, tuple(held.values)) for held in chart.plots[0].series] == list(wanted.editable.series)
    assert chart.plots[0].has_data_labels and chart.has_legend and not chart.value_axis.has_major_gridlines
    assert str(chart.plots[0].series[0].format.fill.fore_color.rgb) == PALETTE[0]
    assert chart.part.chart_workbook.xlsx_part is not None


@pytest.mark.parametrize("form", KINDS)
def test_every_form_is_drawn_and_one_series_has_no_legend(paper: Paper, form: str, tmp_path: Path) -> None:
    chart = paper.all_of(Chart)[1]
    names = tuple(f"Name {number}" for number in range(MOST + 5))
    one = replace(chart, editable=Editable(form, names, (("areas", (1.0, None, *[2.5] * (MOST + 3))),), "areas"))
    held = Presentation(str(write_paper(Paper("p", "P", "", (one,), (".pptx",)), tmp_path / "p.pptx")))
    drawn = next(shape.chart for slide in held.slides for shape in slide.shapes if shape.has_chart)
    assert drawn.chart_type == getattr(XL_CHART_TYPE, KINDS[form]) and not drawn.has_legend
    assert len(list(drawn.plots[0].categories)) == (len(names) if form == "line" else MOST)
    assert (f"The first {MOST} of {MOST + 5}; all in the paper." in deck(Paper("p", "P", "", (one,)))[0].caption) == (
        form != "line"
    )


def test_a_chart_that_office_cannot_draw_is_a_picture_or_where_that_is_too_tall_its_table(paper: Paper) -> None:
    chart = replace(paper.all_of(Chart)[0], editable=None, height=4.0)
    assert deck(Paper("p", "P", "", (chart,)))[0].exhibit == chart
    tall = deck(Paper("p", "P", "", (replace(chart, height=9.0),)))[0]
    assert not isinstance(tall.exhibit, Chart) and tall.exhibit is not None and chart.alt in tall.notes


def test_a_statement_heads_its_slide_and_its_evidence_stands_in_the_notes(slides: list[Any], paper: Paper) -> None:
    statement = paper.all_of(Statement)[0]
    slide = slides[2]
    assert statement.text.startswith(slide.shapes.title.text_frame.text)
    assert squeezed(statement.text) in squeezed(notes(slide))
    assert f"{statement.checked} of {statement.of} findings checked" in slide.placeholders[1].text_frame.text
    for held in paper.all_of(Quote):
        assert squeezed(held.text) in squeezed(notes(slide)) and held.reference.label in notes(slide)
    assert all(paper.standing in notes(one) for one in slides)


def test_every_quotation_on_slides_and_in_notes_is_a_finding_at_its_place(
    slides: list[Any], base: EvidenceBase
) -> None:
    findings = base.findings()
    texts = [shape.text_frame.text for slide in slides for shape in slide.placeholders] + [notes(one) for one in slides]
    found = [held for text in texts for held in quotations(text)]
    assert len(found) >= 2
    assert all(is_finding(findings, words, place) for words, place in found)


def test_words_of_a_digest_are_no_quotation_and_what_is_unchecked_says_so(slides: list[Any], paper: Paper) -> None:
    held = notes(slides[2])
    for quote in paper.all_of(Quote):
        assert (f"“{quote.text}”" in held) != quote.ours
        line = next(line for line in held.split("\n") if quote.text in line and quote.reference.label in line)
        assert ("digest, in our words" in line) == quote.ours and ("not checked" in line) != quote.checked


def test_of_a_long_table_the_first_rows_are_shown_and_the_rest_is_in_the_workbook(
    slides: list[Any], paper: Paper
) -> None:
    slide = by_title(slides, "Training: every finding")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = len(table.rows) - 1
    total = len(paper.parts[-8].rows)  # type: ignore[union-attr]
    assert 3 <= rows < total and table.first_row
    assert f"{total - rows} more rows in the workbook." in notes(slide)
    assert slide.placeholders[2].text_frame.text.startswith(f"{total - rows} more rows in the workbook.")


@pytest.mark.parametrize("rows, letters", [(1, 4_000), (40, 10), (40, 300), (0, 1)])
def test_a_table_never_runs_off_its_slide(rows: int, letters: int) -> None:
    part = Rows("A table", ("a", "b"), tuple(("word " * (letters // 5), "x") for _ in range(rows)))
    held = shown(part)
    assert len(held.rows) >= 1 and len(held.rows) + held.left == max(rows, 1) and len(held.rows) <= 20
    assert abs(sum(held.shares) - 1) < 0.001


def test_text_is_spread_over_slides_that_hold_it() -> None:
    items = Items(tuple(f"Point {number}: " + "words " * 20 for number in range(20)))
    made = deck(Paper("p", "P", "", (Heading("Points"), items)))[:-1]
    assert [slide.title for slide in made[:2]] == ["Points", "Points (continued)"]
    assert sum(len(slide.lines) for slide in made) == 20
    assert all(sum(map(len, slide.lines)) <= ROOM for slide in made)


def test_statements_of_a_section_share_a_slide_until_one_has_quotations() -> None:
    said = [Statement(f"Statement {number}: it is so.", (HERE,), number, 3) for number in range(4)]
    parts = (Heading("What it comes to"), *said[:2], Quote("Words.", HERE), *said[2:])
    first, second, _ = deck(Paper("p", "P", "", parts))
    assert first.title == "Statement 0: it is so" and "Statement 1: it is so. (1 of 3 findings checked)" in first.lines
    assert second.title == "Statement 2: it is so" and second.lines[-1].startswith("Statement 3")
    assert first.notes.count("Where it stands: westshire, page 1 (Letter)") == 2


def test_findings_without_a_place_beside_a_statement_are_counted_in_its_notes() -> None:
    (slide, _) = deck(Paper("p", "P", "", (Statement("It is so.", (HERE,), 1, 13, 12),)))
    assert slide.notes.count("Where it stands: and 12 more in the tables.") == 1


def test_days_that_are_not_known_are_left_empty_in_the_table_behind_a_chart(paper: Paper) -> None:
    tall = replace(paper.all_of(Chart)[0], editable=None, height=9.0, data=office.money().data)
    held = deck(Paper("p", "P", "", (tall,)))[0].exhibit
    assert not isinstance(held, Chart) and held is not None and {row[2] for row in held.rows} == {"31 March 2026", ""}


def test_a_paragraph_that_leads_up_to_a_chart_goes_into_its_notes(paper: Paper) -> None:
    chart = paper.all_of(Chart)[0]
    (slide, _) = deck(Paper("p", "P", "", (Heading("Whose practice"), Paragraph("Who is named."), chart)))
    assert slide.title == chart.title and "Who is named." in slide.notes


def test_a_quotation_that_has_no_room_is_counted_on_the_slide_and_whole_in_the_notes() -> None:
    quotes = [Quote(f"Words {number} " + "and more " * 40, HERE) for number in range(6)]
    (slide, _) = deck(Paper("p", "P", "", (Heading("In their words"), *quotes)))
    assert slide.lines[-1] == "3 more quotations in the notes." and slide.lines[0].endswith(
        "…” (westshire, page 1; not checked)"
    )
    assert all(any(quote.text in note for note in slide.notes) for quote in quotes)


def test_a_title_of_300_letters_is_cut_and_stands_whole_in_the_notes(tmp_path: Path) -> None:
    part = Rows(office.LONG, ("a",), (("b",),))
    held = list(
        Presentation(str(write_paper(Paper("p", office.LONG, "", (part,), (".pptx",)), tmp_path / "p.pptx"))).slides
    )
    for slide in held[:2]:
        title = slide.shapes.title.text_frame
        assert len(title.text) <= 152 and title.text.endswith("…") and office.LONG.strip() in notes(slide)
        assert all(run.font.size.pt == 20 for run in title.paragraphs[0].runs)


def test_no_text_breaks_the_slides_and_only_addresses_of_the_web_are_led_to(tmp_path: Path) -> None:
    path = write_paper(office.nasty(), tmp_path / "n.pptx")
    assert all(titles(list(Presentation(str(path)).slides)))
    with zipfile.ZipFile(path) as held:
        links = [held.read(name).decode() for name in held.namelist() if "slides/_rels" in name]
    assert re.findall(r'Target="([^"]+)" TargetMode="External"', "".join(links)) == ["https://example.org/a.pdf"]


def test_an_empty_selection_is_two_slides(tmp_path: Path) -> None:
    held = list(Presentation(str(write_paper(office.empty(), tmp_path / "e.pptx"))).slides)
    assert titles(held) == ["Nothing", "Sources"]


def test_slides_are_wide_and_in_british_english_in_a_font_that_every_office_has(path: Path) -> None:
    held = Presentation(str(path))
    assert (held.slide_width, held.slide_height) == (12_192_000, 6_858_000)
    assert held.core_properties.language == "en-GB" and len(held.slide_layouts) == 3
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                text = archive.read(name).decode()
                assert text.count("<a:t>") <= text.count('lang="en-GB"')
        assert '<a:latin typeface="Arial"' in archive.read("ppt/theme/theme1.xml").decode()


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert presentation(paper) == presentation(paper)
