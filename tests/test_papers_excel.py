"""The workbook of a paper, held against the Analysis Function's checklist of the basics, as gptables gives it."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from evidence_lib.frames import EvidenceBase
from evidence_lib.papers.content import Paper, Rows
from evidence_lib.papers.excel import workbook
from evidence_lib.papers.keeping import write_paper
from evidence_lib.papers.sheets import readable, sheets
from tests import office
from tests.office_quotes import label, squeezed

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture(scope="module")
def base(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    return office.office_base(shipped, tmp_path_factory.mktemp("excel"))


@pytest.fixture(scope="module")
def paper(base: EvidenceBase) -> Paper:
    return office.brief(base)


@pytest.fixture(scope="module")
def book(paper: Paper) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(paper)))


def tables(book: openpyxl.Workbook) -> Iterator[tuple[Worksheet, list[list[object]]]]:
    """Each sheet that holds a table, with the table's cells, its head first."""
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            yield sheet, [[cell.value for cell in row] for row in sheet[table.ref]]


def column(book: openpyxl.Workbook, sheet: str, head: str) -> list[object]:
    rows = next(rows for held, rows in tables(book) if held.title == sheet)
    at = next(at for at, name in enumerate(rows[0]) if str(name).split("\n")[0] == head)
    return [row[at] for row in rows[1:]]


# The checklist: https://analysisfunction.civilservice.gov.uk, "Making spreadsheets accessible: a brief checklist of the basics"


def test_tables_are_marked_up_one_a_sheet_with_names_that_say_what_they_hold(book: openpyxl.Workbook) -> None:
    assert all(len(sheet.tables) == 1 for sheet in book.worksheets if sheet.title != "Cover")
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(set(names)) == len(names)
    assert {"table_evidence", "table_quotations", "table_services", "contents_table", "notes_table"} <= set(names)


def test_no_cell_is_merged_and_no_row_column_or_sheet_is_blank_or_hidden(book: openpyxl.Workbook) -> None:
    for sheet, rows in tables(book):
        assert not sheet.merged_cells.ranges and sheet.sheet_state == "visible"
        assert all(any(value is not None for value in row) for row in rows), sheet.title
        assert all(any(value is not None for value in held) for held in zip(*rows[1:], strict=True)), sheet.title
        assert not any(held.hidden for held in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))


def test_every_table_has_one_head_of_names_that_are_all_there_and_all_different(book: openpyxl.Workbook) -> None:
    for sheet, (head, *_) in tables(book):
        assert all(head) and len(set(head)) == len(head)
        assert next(iter(sheet.tables.values())).headerRowCount == 1


def test_text_is_wrapped_in_columns_and_rows_that_hold_it(book: openpyxl.Workbook) -> None:
    for sheet, _ in tables(book):
        for cell in sheet[next(iter(sheet.tables.values())).ref][-1]:
            assert cell.alignment.wrap_text
            assert 8 <= sheet.column_dimensions[cell.column_letter].width <= 120
    words, sheet = column(book, "Quotations", "Words"), book["Quotations"]
    longest = max(range(len(words)), key=lambda at: len(str(words[at])))
    first = openpyxl.utils.cell.range_boundaries(sheet.tables["table_quotations"].ref)[1]
    assert sheet.row_dimensions[first + 1 + longest].height > 30


def test_there_are_no_filters_and_no_panes_that_stand_still(book: openpyxl.Workbook) -> None:
    for sheet, _ in tables(book):
        table = next(iter(sheet.tables.values()))
        assert sheet.freeze_panes is None and table.autoFilter is None
        assert sheet.print_title_rows or sheet.title in ("Contents", "Notes")  # on paper the head is repeated


def test_why_a_cell_is_empty_stands_above_and_what_is_left_out_is_named(book: openpyxl.Workbook) -> None:
    assert column(book, "Services", "Due date")[1] is None
    above = "\n".join(str(row[0].value) for row in book["Services"].iter_rows(max_row=5))
    assert "An empty cell: not known" in above and "Left out, because nothing stands in them: Nothing." in above


def test_notes_are_words_in_a_table_of_their_own_and_every_one_is_referred_to(book: openpyxl.Workbook) -> None:
    notes = next(rows for sheet, rows in tables(book) if sheet.title == "Notes")
    text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert len(notes) > 2
    assert all(f"[note {number}]" in text for number, _ in notes[1:])
    cells = [str(value) for _, (_, *rows) in tables(book) for row in rows for value in row]
    assert not any("[note" in value for value in cells)


def test_every_sheet_begins_with_its_title_in_the_first_cell_and_its_table_at_the_left(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet["A1"].value and sheet["A1"].font.b and sheet["A1"].font.sz == 16
    for sheet, _ in tables(book):
        table = next(iter(sheet.tables.values()))
        first_column, _, _, last_row = openpyxl.utils.cell.range_boundaries(table.ref)
        assert first_column == 1 and sheet.max_row == last_row, "nothing stands below a table"


def test_nothing_rests_on_colour_and_there_are_no_pictures_macros_headers_or_footers(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        assert not sheet._images and not sheet._charts and not sheet.HeaderFooter.oddHeader.center.text
        assert all(cell.fill.fill_type is None for row in sheet.iter_rows() for cell in row)
    assert book.vba_archive is None


def test_links_say_where_they_lead(book: openpyxl.Workbook) -> None:
    contents = book["Contents"]
    links = {cell.value: cell.hyperlink for row in contents.iter_rows() for cell in row if cell.hyperlink}
    assert list(links) == [name for name in book.sheetnames if name not in ("Cover", "Contents", "Notes")]


def test_the_cover_comes_first_and_says_what_it_is_for_whom_how_handled_how_far_checked_and_from_what(
    book: openpyxl.Workbook, paper: Paper
) -> None:
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"] and book.active.title == "Cover"
    lines = [row[0].value for row in book["Cover"].iter_rows()]
    assert lines[0] == paper.title
    assert {"What inspectors report", "Marking: FOIA open", "For: Police and Crime Panel"} <= set(lines)
    assert f"Checked: {paper.standing}" in lines and any(str(line).startswith("Source: ") for line in lines)


def test_the_file_has_a_title_and_a_language(book: openpyxl.Workbook, paper: Paper) -> None:
    assert book.properties.title == paper.title
    assert {held.name: held.value for held in book.custom_doc_props.props} == {"Language": "en-GB"}


# What our papers ask of it beyond the checklist


def test_days_are_days_money_is_money_and_lists_are_joined(book: openpyxl.Workbook) -> None:
    sheet = book["Services"]
    shown = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row}
    assert column(book, "Services", "Value") == [120000, 0.05] and shown[0.05] == "£#,##0.00"
    assert column(book, "Services", "Due date")[0] == datetime(2026, 3, 31)
    assert shown[datetime(2026, 3, 31)] == "d mmmm yyyy"
    assert column(book, "Services", "Areas")[0] == "York; Derby City"
    assert column(book, "Services", "Example") == ["yes", "no"]


def test_every_quotation_is_a_finding_at_its_place(book: openpyxl.Workbook, base: EvidenceBase, paper: Paper) -> None:
    held = {row["finding_id"]: row for row in base.findings().to_dict("records")}
    for sheet in ("Quotations", "Evidence"):
        names = [str(name) for name in column(book, sheet, "Finding")]
        assert len(names) > 3
        for at, name in enumerate(names):
            row, place = held[name], [column(book, sheet, head)[at] for head in ("Document", "First page", "Last page")]
            assert squeezed(column(book, sheet, "Words")[at]) == squeezed(row["quote"])
            assert label(dict(zip(("document_id", "page_start", "page_end"), place, strict=True))) == label(row)
            ours = str(column(book, sheet, "Exact or digest")[at]).startswith("digest")
            assert ours == (row["edition"] == "digest")
            assert column(book, sheet, "Checked")[at] == ("yes" if row["checked"] else "no")


def test_the_data_of_every_chart_and_every_table_has_a_sheet_and_so_has_what_is_said(
    book: openpyxl.Workbook, paper: Paper
) -> None:
    assert book.sheetnames[3:] == [
        "In words", "Findings by area", "Areas by agency", "Evidence", "Services", "Rows", "Quotations", "Sources",
    ]  # fmt: skip
    said = column(book, "In words", "What is said")
    assert paper.parts[2].text in said and "Ask the force." in said  # type: ignore[union-attr]


def test_no_text_is_a_formula_a_link_or_a_note(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_paper(office.nasty(), tmp_path / "n.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(FORMULA)]
    assert any(text.startswith("'=SUM(A1)") and "$$n$$" in text and "[a](mailto:b)" in text for text in texts)
    assert {"שלום", "👩🏽", "'@x", "…"} <= set(texts)
    assert all(cell.hyperlink.location for cell in cells if cell.hyperlink)  # within the book alone


def test_an_empty_selection_says_so(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_paper(office.empty(), tmp_path / "e.xlsx"))
    assert column(book, "Paper", "What it holds") == ["Nothing in this selection"]


def test_sheets_of_one_name_are_told_apart() -> None:
    rows = Rows("A table", ("a",), (("b",),))
    made = sheets(Paper("p", "P", "", (rows, rows)))
    assert [sheet.label for sheet in made] == ["Rows", "Rows 2"] and made[0].name != made[1].name


def test_heads_that_excel_would_not_take_are_mended() -> None:
    rows = Rows("A table", ("a", "A", "", "=1", "$$n$$"), (("1", "2", "3", "4", "5"),))
    (sheet,) = sheets(Paper("p", "P", "", (rows,)))
    assert list(sheet.frame.columns) == ["a", "A (2)", "Column 3", "'=1", "$ $n$ $"]
    assert workbook(Paper("p", "P", "", (rows,)))


def test_heads_are_words_and_an_id_is_told_from_a_name() -> None:
    assert readable(["document_id", "due_date"]) == {"document_id": "Document", "due_date": "Due date"}
    assert readable(["theme", "theme_id"]) == {"theme": "Theme", "theme_id": "Theme id"}


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert workbook(paper) == workbook(paper)
