"""Papers as Word files: for the office's own template, for who cannot see them, and with every quote at its page."""

import json
import resource
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_lib import EvidenceBase, chapters, papers
from evidence_lib import open as open_base
from evidence_lib.charts.chart import Cell, Chart, Editable, Table
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, BadRow, UnknownName
from evidence_lib.papers.content import Heading, Items, NoPaper, Paper, Paragraph, Quote, Reference, Statement
from evidence_lib.papers.keeping import write_paper
from evidence_lib.papers.printable import printable
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.sources.add import add
from evidence_lib.sources.init import init
from tests.conftest import needed
from tests.office_template import FIRST_HEADER, FOOTER, HEADER, LACKING, office_template
from tests.round_trip import not_found, said_in_word

FOUR = ("theme_brief_training", "area_profile_cornwall", "commissioning_strategy_2026_27", "plan_example_plan")
# What LibreOffice 7.4 does to any file: pages with links get no tab order, a table's head is an artifact where it is repeated
# (which it is), and a chart that Word draws loses the words that the file gives it: those are looked for in the file itself.
OF_LIBREOFFICE = {"LNK-005", "TAG-002", "FIG-001"}


@pytest.fixture(scope="module")
def held(shipped: Path) -> EvidenceBase:
    return open_base(shipped)


@pytest.fixture(scope="module")
def files(held: EvidenceBase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("papers")
    four = (
        papers.theme_brief(held, "training", home_area="Cornwall"),
        papers.area_profile(held, "Cornwall"),
        chapters.strategy(held).paper(),
        chapters.crime_plan(held).paper(),
    )
    return {paper.name: write_paper(paper, folder / f"{paper.name}.docx") for paper in four}


@pytest.fixture(scope="module")
def pdfs(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four as PDF/UA, by one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("pdf")
    form = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    command = [needed("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    subprocess.run([*command, "--outdir", folder, *files.values()], check=True, capture_output=True, timeout=900)
    return folder


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def styled(path: Path, style: str) -> list[Any]:
    return [one for one in docx.Document(str(path)).paragraphs if one.style is not None and one.style.name == style]


@pytest.mark.parametrize("name", FOUR)
def test_libreoffice_makes_a_pdf_of_it_that_a_screen_reader_can_read(
    name: str, files: dict[str, Path], pdfs: Path
) -> None:
    checker = Path(sys.executable).with_name("outloud")
    report = pdfs / f"{name}.json"
    subprocess.run([checker, "--quiet", "--json", report, pdfs / f"{name}.pdf"], capture_output=True, timeout=300)
    (told,) = json.loads(report.read_text("utf-8"))["results"]
    errors = [one for one in told["findings"] if one["severity"] == "error"]
    assert not [one for one in errors if one["rule"] not in OF_LIBREOFFICE]
    body = docx.Document(str(files[name])).element.body
    assert all(len(one.get("descr", "")) > 20 and one.get("title") for one in body.iter(qn("wp:docPr")))
    unnamed = sum(one["rule"] == "FIG-001" for one in errors)
    assert bool(unnamed) <= bool(body.xpath(".//*[local-name()='chart']"))


def test_every_quote_is_found_at_its_page(corpus: Path, tmp_path: Path) -> None:
    folder = init(tmp_path / "base")
    add(folder, [corpus / "pdf" / f"{name}.pdf" for name in ("cornwall-jtai-2018", "derby-jtai-2019")], {})
    base = open_base(folder.root)
    for paper in (papers.theme_brief(base, "training"), papers.area_profile(base, "Cornwall")):
        said = said_in_word(write_paper(paper, tmp_path / f"{paper.name}.docx"))
        assert len(said) > 10
        assert not not_found(said, base.findings())
        elsewhere = [(quote, document, (page or 0) + 90) for quote, document, page in said]
        assert len(not_found(elsewhere, base.findings())) == len(said)


def test_a_digest_is_never_set_as_a_quotation(files: dict[str, Path], held: EvidenceBase) -> None:
    findings = held.findings()
    ours = findings.loc[findings["edition"] == "digest", "quote"]
    for path in files.values():
        text = words(path)
        assert not styled(path, "Quote") and styled(path, "Evidence Digest") and "digest, in our words" in text
        assert not [quote for quote in ours if f"“{quote}" in text]


def test_nothing_is_formatted_by_hand(files: dict[str, Path]) -> None:
    for path in files.values():
        body = docx.Document(str(path)).element.body
        assert not body.xpath(".//w:r/w:rPr/*[not(self::w:rStyle) and not(self::w:noProof)]")
        assert not body.xpath(".//w:txbxContent")
        for table in body.iter(qn("w:tbl")):
            rows = list(table.iter(qn("w:tr")))
            assert [bool(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
            assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_captions_are_numbered_by_word_and_can_be_referred_to(files: dict[str, Path]) -> None:
    path = files["commissioning_strategy_2026_27"]
    tables = [one.text for one in styled(path, "Caption") if one.text.startswith("Table ")]
    assert [text.split(":")[0] for text in tables] == [f"Table {at + 1}" for at in range(len(tables))]
    body = docx.Document(str(path)).element.body
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks)) and all(len(mark) <= 40 for mark in marks)
    fields = [one.text.split() for one in body.iter(qn("w:instrText"))]
    referred = {field[1] for field in fields if field[0] == "REF"}
    assert referred and referred <= set(marks)


def test_a_paper_has_title_language_marking_and_standing(files: dict[str, Path]) -> None:
    for path in files.values():
        document = docx.Document(str(path))
        assert document.core_properties.title and document.core_properties.language == "en-GB"
        assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}
        head = document.sections[0].header.paragraphs[0].text
        assert head.startswith("Draft · 0 of ") and head.endswith("findings checked")


def test_the_same_paper_has_the_same_bytes(held: EvidenceBase, files: dict[str, Path], tmp_path: Path) -> None:
    paper = chapters.strategy(open_base(held.folder.root)).paper()
    assert write_paper(paper, tmp_path / "again.docx").read_bytes() == files[paper.name].read_bytes()


def chart(editable: Editable | None) -> Chart:
    data = pd.DataFrame({"area": ["A", "B"]})
    told = ("one", "B has two", "All.", "Source: x.", "areas", data, "B has two, A one")
    return Chart(*told, draw=lambda axes: None, editable=editable)


@pytest.mark.parametrize("form", ["bars", "stacked bars", "columns", "stacked columns", "line"])
def test_a_chart_that_word_draws_holds_its_numbers(form: str, tmp_path: Path) -> None:
    numbers = Editable(form, ("A", "B"), (("first", (1, 2)), ("second", (None, 3))), "areas")
    path = write_paper(Paper("p", "P", "", (chart(numbers),)), tmp_path / "p.docx")
    with zipfile.ZipFile(path) as packed:
        (book,) = [name for name in packed.namelist() if name.endswith(".xlsx")]
        packed.extract(book, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / book).active
    assert list(sheet.iter_rows(values_only=True)) == [(None, "first", "second"), ("A", 1, None), ("B", 2, 3)]
    assert "Charts for editing" in words(path)


def test_without_a_chart_to_edit_there_is_no_section_for_one(tmp_path: Path) -> None:
    assert "editing" not in words(write_paper(Paper("p", "P", "", (chart(None),)), tmp_path / "p.docx"))


@pytest.mark.parametrize("name", ["office.docx", "office.dotx"])
def test_an_office_s_template_keeps_its_own(name: str, tmp_path: Path, held: EvidenceBase) -> None:
    paper = chapters.crime_plan(held).paper()
    path = write_paper(paper, tmp_path / "plan.docx", office_template(tmp_path / name))
    document = docx.Document(str(path))
    assert document.styles["Normal"].font.name == "Georgia"
    assert "ample" not in "".join(one.text for one in styled(path, "Heading 1")) and "delete me" not in words(path)
    first, *rest = document.sections
    assert FIRST_HEADER in first.first_page_header.paragraphs[0].text and first.different_first_page_header_footer
    assert rest and not any(one.different_first_page_header_footer for one in rest)
    for section in document.sections:
        told = [one.text for one in section.header.paragraphs]
        assert told[0] == HEADER and told[1].startswith("Draft")
        assert [one.text for one in section.footer.paragraphs] == [FOOTER]
    for style in LACKING:  # what is added takes the template's letters and colour
        assert not document.styles[style].element.xpath("./w:rPr/w:rFonts | ./w:rPr/w:color")


def test_the_settings_name_the_template(westshire: BaseFolder, tmp_path: Path) -> None:
    told = "bodies: [{name: P, areas: [Westshire]}]\nareas: [{name: Westshire}]\nword_template: "
    westshire.organisation.write_text(f"{told}office.dotx\n", "utf-8")
    office_template(westshire.root / "office.dotx")
    base = open_base(westshire.root, keep=tmp_path)
    papers.keep(base, papers.theme_brief(base, "training"))
    assert docx.Document(str(tmp_path / "theme_brief_training.docx")).styles["Normal"].font.name == "Georgia"
    westshire.organisation.write_text(f"{told}../office.dotx\n", "utf-8")
    with pytest.raises(BadRow, match="and no path"):
        _ = open_base(westshire.root).word_template


@pytest.mark.parametrize("name", ["text.docx", "cut.docx", "book.xlsx", "missing.docx", "folder.docx"])
def test_what_is_no_template_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "text.docx":
        path.write_bytes(b"only words")
    elif name == "cut.docx":
        path.write_bytes(office_template(tmp_path / "whole.docx").read_bytes()[:3000])
    elif name == "book.xlsx":
        openpyxl.Workbook().save(path)
    elif name == "folder.docx":
        path.mkdir()
    with pytest.raises(BadFile) as told:
        write_paper(Paper("p", "P", "", ()), tmp_path / "p.docx", path)
    assert "\n" not in str(told.value) and str(path) in str(told.value)
    assert not (tmp_path / "p.docx").exists()


HARD = ["x" * 300, "a\x00b\x1bc\ud800", "\u202bשלום עולם\u202c مرحبا", "👩🏽‍⚕️ 🧒", "=SUM(A1)", "+1", "@x", "<w:p>&amp;"]


@pytest.mark.parametrize("text", HARD)
def test_any_words_can_be_held(text: str, tmp_path: Path) -> None:
    place = Reference("a-1", text, 3, url='https://example.org/a b".pdf')
    cells = ((Cell(text, place.url, text),),)
    table = Table("t", text, "All.", "Source: x.", "areas", pd.DataFrame(), "units", ("A",), cells)
    parts = (Heading(text), Quote(text, place), Statement(text, (place,), 1, 2), Items((text,), True), table)
    path = write_paper(Paper("p", text, text, (*parts, Paragraph(text, True)), marking=text), tmp_path / "p.docx")
    assert words(path).count(printable(text)) >= 8


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_no_words_break_a_word_file(tmp_path: Path, text: str) -> None:
    parts = (Heading(text), Quote(text, Reference("a", "A")), Items((text,)))
    docx.Document(str(write_paper(Paper("p", text or "t", text, parts), tmp_path / "p.docx")))


def test_numbered_lists_begin_anew(tmp_path: Path) -> None:
    parts = (Items(("a", "b"), True), Paragraph("between"), Items(("c",), True))
    path = write_paper(Paper("p", "P", "", parts), tmp_path / "p.docx")
    one, same, other = [item._p.pPr.numPr.numId.val for item in styled(path, "List Number")]
    assert one == same != other


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, held: EvidenceBase) -> None:
    old = tmp_path / "brief.docx"
    old.write_bytes(b"the old file")
    paper = papers.theme_brief(held, "training")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(NoPaper, match=r"cannot be written .* what was there stays"):
            write_paper(paper, old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert old.read_bytes() == b"the old file" and [path.name for path in tmp_path.iterdir()] == ["brief.docx"]


def test_a_theme_without_findings_says_so(westshire: BaseFolder, tmp_path: Path) -> None:
    base = open_base(westshire.root)
    assert "No finding in this selection is about" in words(
        write_paper(papers.theme_brief(base, "child-voice"), tmp_path / "p.docx")
    )
    with pytest.raises(UnknownName, match="Did you mean 'training'"):
        papers.theme_brief(base, "trainning")


def test_an_area_cannot_lead_out_of_the_folder(base: BaseFolder, letter: Path, tmp_path: Path) -> None:
    add(base, [letter], {"areas": "../x"})
    held = open_base(base.root, keep=tmp_path / "keep")
    assert held.areas == ["../x"]
    papers.keep(held, papers.area_profile(held, "../x"))
    assert (tmp_path / "keep" / "area_profile_x.docx").is_file() and not list(tmp_path.glob("*.docx"))


def decide(folder: BaseFolder, row: Any, field: str = "checked", value: str = "yes") -> None:
    append_reviews(folder, [Review(row["finding_id"], field, value, "read", "A. Name", date(2026, 1, 5), row["quote"])])


def test_a_paper_for_publication_holds_checked_findings_and_says_what_it_leaves_out(
    westshire: BaseFolder, tmp_path: Path
) -> None:
    everything = open_base(westshire.root).findings(areas=["Westshire"])
    none = papers.area_profile(open_base(westshire.root, checked_only=True), "Westshire")
    told = words(write_paper(none, tmp_path / "none.docx"))
    assert f"None of the {len(everything)} findings in this selection has been checked by a person" in told
    decide(westshire, everything.iloc[0])
    paper = papers.area_profile(open_base(westshire.root, checked_only=True), "Westshire")
    assert paper.name == "area_profile_westshire_for_publication" and paper.for_publication
    text = words(write_paper(paper, tmp_path / "p.docx"))
    assert everything.iloc[0]["quote"] in text
    assert not any(quote in text for quote in everything["quote"].iloc[1:])
    assert "Four findings were left out as unchecked." in text


def test_a_selection_of_nothing_keeps_its_columns(westshire: BaseFolder) -> None:
    nothing = open_base(westshire.root, checked_only=True).findings(areas=["Westshire"], agencies=["police"])
    assert nothing.empty and {"kind", "admitted"} <= set(nothing.columns)


def test_what_is_unchecked_is_no_withdrawn_finding(shipped: Path) -> None:
    base = open_base(shipped, checked_only=True)
    chapter = chapters.strategy(base)
    assert not any(one.withdrawn for one in chapter.bearings)
    named = {one.statement.statement_id for one in chapter.bearings if one.unchecked}
    assert named and not named & set(chapter.statements().data["statement_id"])
    register = chapters.crime_plan(base).register()
    assert register.data.empty and "nobody has checked their findings" in register.scope


def test_the_words_of_a_practice_study_need_a_person(westshire: BaseFolder, tmp_path: Path) -> None:
    row = open_base(westshire.root).findings(areas=["Westshire"]).iloc[0]
    decide(westshire, row, "kind", "case-study")
    hidden = papers.area_profile(open_base(westshire.root), "Westshire")
    assert row["quote"] not in words(write_paper(hidden, tmp_path / "hidden.docx"))
    decide(westshire, row, "include", "yes")
    shown = papers.area_profile(open_base(westshire.root), "Westshire")
    assert row["quote"] in words(write_paper(shown, tmp_path / "shown.docx"))


def test_a_statement_shows_how_much_of_it_is_checked() -> None:
    assert Statement("x", (), 3, 1200).standing == "3 of 1,200 findings checked"
    assert Statement("x").standing == "" and Statement("x", more=2).further == "and 2 more in the tables"
