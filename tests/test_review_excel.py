"""The same review in Excel: out, filled in, and back, with a word on every cell that is not taken."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, BadRow, UnknownName
from evidence_lib.frames import EvidenceBase
from evidence_lib.people.reviews import latest, read_reviews
from evidence_lib.review import sheet as form
from evidence_lib.review.order import queue
from evidence_lib.review.samples import draw_sample
from evidence_lib.review.tasks import settle, tasks
from evidence_lib.review.workbook import write_workbook
from evidence_lib.review.workbook_in import read_workbook
from tests.test_cli import evidence

DAY = date(2026, 3, 31)


@pytest.fixture
def opened(westshire: BaseFolder) -> EvidenceBase:
    return evidence_lib.open(westshire.root)


@pytest.fixture
def book(opened: EvidenceBase, tmp_path: Path) -> Path:
    return write_workbook(opened, queue(opened, order="document"), tmp_path / "review.xlsx")


def filled(path: Path, *cells: tuple[int, str, Any], name: str = "filled.xlsx") -> Path:
    """A copy with some cells filled in: (row, head, value)."""
    held = load_workbook(path)
    sheet = held[form.SHEET]
    for row, head, value in cells:
        sheet.cell(row, form.column_of(head)).value = value
    held.save(path.with_name(name))
    return path.with_name(name)


def in_force(base: EvidenceBase) -> dict[tuple[str, str], str]:
    return {key: one.value for key, one in latest(read_reviews(base.folder, base.themes.ids)).items()}


def test_the_workbook_offers_the_codebook_and_locks_what_names_a_finding(book: Path, opened: EvidenceBase) -> None:
    held = load_workbook(book)
    assert held.sheetnames == [form.HOW, form.SHEET, form.LISTS]
    sheet: Any = held[form.SHEET]
    assert sheet.protection.sheet and sheet.protection.password is None
    for at, head in enumerate(form.COLUMNS, start=1):
        assert sheet.cell(2, at).protection.locked == (head not in form.ANSWER)
    offered = {cell.value for cell in held[form.LISTS]["C"][1:]}
    assert offered - {None} == {theme.label for theme in opened.themes}
    assert len(sheet.data_validations.dataValidation) == 2 + form.THEMES + form.AGENTS
    assert sheet.cell(3, form.column_of("Before")).value  # its context


def test_no_quote_becomes_a_formula(opened: EvidenceBase, tmp_path: Path) -> None:
    from dataclasses import replace

    (item, *_) = queue(opened)
    path = write_workbook(opened, [replace(item, quote="=1+1\x07", title="@SUM(A1)")], tmp_path / "f.xlsx")
    cells = [cell for cell in load_workbook(path)[form.SHEET][2] if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet2.xml").decode()


def test_what_was_filled_in_is_taken_once_and_the_rest_is_left(opened: EvidenceBase, book: Path) -> None:
    path = filled(
        book,
        (2, form.KEEP, "yes"),
        (2, "Theme 1", "Training"),
        (2, "Theme 2", "commissioning"),
        (2, "Theme 3", None),
        (2, form.COMMENT, "=cmd|x"),
        (2, form.DAY, datetime(2026, 3, 1)),
        (3, form.KEEP, "no"),
    )
    done = read_workbook(opened, path, "A. Name", DAY)
    assert (done.taken, done.known, done.untouched, done.refused) == (2, 0, 3, ())
    first, second = (load_workbook(path)[form.SHEET].cell(row, 1).value for row in (2, 3))
    assert in_force(opened)[(first, "themes")].startswith("training;commissioning")
    assert in_force(opened)[(first, "comment")] == "'=cmd|x"
    assert in_force(opened)[(second, "include")] == "no"
    rows = read_reviews(opened.folder, opened.themes.ids)
    assert {row.reviewed_at for row in rows} == {date(2026, 3, 1), DAY} and all(row.quote for row in rows)
    again = read_workbook(opened, path, "A. Name", DAY)
    assert (again.taken, again.known, again.rows) == (0, 2, 0)
    assert read_reviews(opened.folder, opened.themes.ids) == rows


WRONG: dict[str, tuple[list[tuple[int, str, Any]], str]] = {
    "the page was changed": (
        [(2, "Page", 99)],
        "A2 (Finding): finding, document, page or words of this row were changed",
    ),
    "the words were changed": ([(2, "Words", "Quite other words.")], "A2 (Finding): finding, document"),
    "the document was changed": ([(2, "Document", "another")], "A2 (Finding): finding, document"),
    "an unknown theme": ([(2, "Theme 1", "Trainning")], "(Theme 1): no theme 'Trainning'. Did you mean 'training'?"),
    "an unknown kind": ([(2, form.KIND, "good")], "(Kind): no kind 'good'"),
    "no kind": ([(2, form.KIND, None)], "(Kind): is empty"),
    "a date where a theme belongs": ([(2, "Theme 1", datetime(2026, 1, 1))], "(Theme 1): holds 2026-01-01"),
    "a word where yes or no belongs": ([(2, form.KEEP, "maybe")], "(Keep?): is 'maybe'. Write yes or no."),
    "a comment alone": (
        [(2, form.KEEP, None), (2, form.COMMENT, "x")],
        "(Keep?): is empty, though Comment is filled in",
    ),
    "no date": ([(2, form.DAY, "soon")], "(Date): 'soon' is no date"),
    "a row that is no row": ([(40, "Words", "extra")], "A40 (Finding): is empty, and the row is no row of the export"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_taken_is_refused_by_its_cell_and_the_others_go_on(
    what: str, opened: EvidenceBase, book: Path
) -> None:
    cells, told = WRONG[what]
    path = filled(book, (2, form.KEEP, "yes"), *cells, (3, form.KEEP, "yes"))
    done = read_workbook(opened, path, "A. Name", DAY)
    (line,) = done.refused
    assert told in line and "\n" not in line
    assert done.taken == (2 if what == "a row that is no row" else 1)


def test_a_date_that_became_a_number_and_a_row_copied_are_refused(opened: EvidenceBase, book: Path) -> None:
    held = load_workbook(book)
    sheet: Any = held[form.SHEET]
    for row in (2, 3):
        sheet.cell(row, form.column_of(form.KEEP)).value = "yes"
    sheet.cell(2, form.column_of(form.DAY)).value = 45382
    sheet.cell(2, form.column_of(form.DAY)).number_format = "General"
    for at in range(1, len(form.COLUMNS) + 1):
        sheet.cell(9, at).value = sheet.cell(3, at).value
    held.save(book)
    done = read_workbook(opened, book, "A. Name", DAY)
    assert "holds the number 45382: the spreadsheet has turned a date into it" in done.refused[0]
    assert "A9 (Finding): stands in row 3 too" in done.refused[1]
    assert done.taken == 1


def test_an_answer_changed_since_is_not_set_back_by_the_old_file(opened: EvidenceBase, book: Path) -> None:
    old = filled(book, (2, form.KEEP, "no"), name="old.xlsx")
    read_workbook(opened, old, "A. Name", DAY)
    read_workbook(opened, filled(book, (2, form.KEEP, "yes"), name="new.xlsx"), "A. Name", DAY)
    done = read_workbook(opened, old, "A. Name", DAY)
    assert done.rows == 0 and "has answered so before and changed include since" in done.refused[0]


def test_two_peoples_files_merge_and_a_difference_is_a_task_until_it_is_settled(
    opened: EvidenceBase, book: Path
) -> None:
    for name, theme in (("A. Name", "Training"), ("B. Other", "Information-sharing")):
        path = filled(book, (2, form.KEEP, "yes"), (2, "Theme 1", theme), (2, "Theme 2", None), (2, "Theme 3", None))
        done = read_workbook(opened, path, name, DAY)
    finding = load_workbook(book)[form.SHEET].cell(2, 1).value
    assert done.differ == (finding,)
    assert in_force(opened)[(finding, "themes")] == "training"  # not overwritten
    base = evidence_lib.open(opened.folder.root)
    (task,) = tasks(base).to_dict("records")
    assert (task["field"], task["said"]) == ("themes", "A. Name: training; B. Other: information-sharing")
    first = queue(base)[0]
    assert first.finding_id == finding and "people differ on themes" in first.reasons[0]
    settle(base, finding, "themes", "information-sharing", "C. Third", "talked through")
    assert in_force(base)[(finding, "themes")] == "information-sharing" and tasks(base).empty
    with pytest.raises(BadRow, match="nobody differs"):
        settle(base, finding, "themes", "training", "C. Third", "again")


def test_a_blind_sample_shows_nobodys_answers(opened: EvidenceBase, tmp_path: Path) -> None:
    drawn = draw_sample(opened, "agreement", ["A", "B"], share=0.5)
    path = write_workbook(opened, queue(opened, "A", sample=drawn.sample_id), tmp_path / "blind.xlsx")
    row = {head: load_workbook(path)[form.SHEET].cell(2, at).value for at, head in enumerate(form.COLUMNS, start=1)}
    assert not any(row[head] for head in (*form.ANSWER, "Why now", "Words that earned the themes")) and row["Words"]
    with pytest.raises(UnknownName, match="Did you mean 'agreement-1'"):
        queue(opened, "A", sample="agrement-1")


def renamed(path: Path) -> None:
    held = load_workbook(path)
    held[form.SHEET].title = "Reviews"
    held.save(path)


def other_heads(path: Path) -> None:
    held = load_workbook(path)
    held[form.SHEET].cell(1, 4).value = "Text"
    held.save(path)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as part:
        for _ in range(210):
            part.write(b"0" * 1_000_000)


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FILES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a renamed sheet": (renamed, "has no sheet 'Review'. Did you mean 'Reviews'"),
    "other heads": (other_heads, "column 4 must be headed 'Words'"),
    "a zip bomb": (bomb, "would unpack to more than 200 million bytes"),
    "the old Excel": (lambda path: path.write_bytes(OLE + b"\0" * 600), "is of the old kind of Excel (.xls)"),
    "a password": (
        lambda path: path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        "is closed with a password",
    ),
    "no workbook": (lambda path: path.write_text("words"), "is no Excel workbook"),
    "a zip that is none": (lambda path: zipfile.ZipFile(path, "w").close(), "is no Excel workbook that can be read"),
    "no file": (lambda path: path.unlink(), "cannot be read"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_be_taken_is_refused_by_name_and_nothing_is_done(
    what: str, opened: EvidenceBase, book: Path
) -> None:
    damage, told = FILES[what]
    path = filled(book, (2, form.KEEP, "yes"))
    damage(path)
    before = opened.folder.reviews.read_bytes()
    with pytest.raises(BadFile) as raised:
        read_workbook(opened, path, "A. Name", DAY)
    assert told in str(raised.value) and path.name in str(raised.value)
    assert opened.folder.reviews.read_bytes() == before


def test_the_commands_go_round(westshire: BaseFolder, tmp_path: Path) -> None:
    data = ["--data", str(westshire.root)]
    out = evidence("review", "export", str(tmp_path / "r.xlsx"), *data)
    assert out.returncode == 0 and "5 findings to review" in out.stdout
    path = filled(tmp_path / "r.xlsx", (2, form.KEEP, "yes"), (3, form.KEEP, "perhaps"))
    done = evidence("review", "import", str(path), "--reviewer", "A. Name", *data)
    assert done.returncode == 4 and "1 finding taken" in done.stdout and "1 refused" in done.stdout
    assert "Write yes or no" in done.stderr and "Traceback" not in done.stderr
    assert "Nothing waits" in evidence("review", "tasks", *data).stdout
    assert "is no name for an Excel file" in evidence("review", "export", str(tmp_path / "r.xls"), *data).stderr
