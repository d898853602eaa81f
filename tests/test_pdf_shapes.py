"""PDFs in the shapes that inspectorates and reviews use, each read by its tree and with the tree hidden."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block, Role
from evidence_lib.readers import ocr, reading_of
from evidence_lib.readers.pdf import read
from evidence_lib.readers.reading import ReadBy
from tests.conftest import needed
from tests.letters import as_pdf_of

Shape = Callable[[str], list[Block]]
SENTENCE = "Officers respond quickly to calls about children, and supervisors check what they record on the same day."
LONG = " ".join([SENTENCE] * 4)


@pytest.fixture(params=["tree", "layout"])
def shape(request: pytest.FixtureRequest, tmp_path: Path) -> Shape:
    """The blocks of a PDF made of typst's marks, read in one of the two ways."""
    return lambda body: list(read(as_pdf_of(tmp_path / "a.pdf", body), use_tree=request.param == "tree").blocks)


@pytest.fixture
def by_layout(tmp_path: Path) -> Shape:
    """The blocks of a PDF whose tree is hidden."""
    return lambda body: list(read(as_pdf_of(tmp_path / "a.pdf", body), use_tree=False).blocks)


def texts(blocks: list[Block], *roles: Role) -> list[str]:
    return [block.text for block in blocks if not roles or block.role in roles]


def test_headings_are_told_from_paragraphs_and_ranked(shape: Shape) -> None:
    blocks = shape(f"= A report on custody\n\n== Findings\n\n{LONG}\n\n=== Children held overnight\n\n{LONG}")
    assert texts(blocks, Role.HEADING) == ["A report on custody", "Findings", "Children held overnight"]
    assert blocks[-1].headings == ("A report on custody", "Findings", "Children held overnight")


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_none(shape: Shape) -> None:
    blocks = shape(
        f"*Areas for improvement*\n\n{LONG}\n\n*The force should act on this at once and tell us how.*\n\n{LONG}"
    )
    assert texts(blocks, Role.HEADING) == ["Areas for improvement"]


def test_a_paragraph_that_a_page_end_cuts_is_one_with_both_pages(shape: Shape) -> None:
    body = "#set page(height: 6cm, margin: 1cm)\nFirst words here. " + " ".join([LONG] * 4) + " Last words here."
    (block,) = [block for block in shape(body) if block.role is Role.PARAGRAPH]
    assert block.text.startswith("First words") and block.text.endswith("Last words here.")
    assert (block.page_start, block.page_end) == (1, 2)


def test_running_headers_and_page_numbers_are_no_text_and_cut_no_paragraph(by_layout: Shape) -> None:
    head = (
        "#set page(height: 6cm, header: [Inspection of Westshire], footer: context [Page #counter(page).display()])\n"
    )
    blocks = by_layout(head + "\n\n".join([LONG] * 6))
    assert texts(blocks) == [LONG] * 6


def test_sub_lists_are_items_of_their_own(shape: Shape) -> None:
    blocks = shape(
        "- Leaders visit teams often and listen to staff.\n  - Call handlers have had no training since January.\n"
        "- Records are kept well, and supervisors read them."
    )
    assert texts(blocks, Role.ITEM) == [
        "Leaders visit teams often and listen to staff.",
        "Call handlers have had no training since January.",
        "Records are kept well, and supervisors read them.",
    ]


def test_numbered_paragraphs_stay_apart_and_whole(by_layout: Shape) -> None:
    blocks = by_layout(f"#set par(spacing: 0.65em)\n1.1. {LONG}\n\n1.2. {SENTENCE}\n\n1.3. {LONG}")
    assert [text[:4] for text in texts(blocks)] == ["1.1.", "1.2.", "1.3."]


def test_two_columns_are_read_one_after_the_other(by_layout: Shape) -> None:
    left = " ".join(f"Left column sentence {n} speaks of the work of schools." for n in range(1, 9))
    right = " ".join(f"Right column sentence {n} speaks of the work of police." for n in range(1, 9))
    blocks = by_layout(f"#set page(columns: 2)\n{left}\n\n#colbreak()\n{right}")
    assert texts(blocks) == [left, right]


TABLE = """#table(columns: (3.5cm, 1fr), inset: 8pt, table.header([Responsible body], [Area for improvement]),
[Westshire Council], [Leaders should make sure that every child is seen alone and that what the child says is written down.],
[Integrated care board], [Leaders should cut the time that children wait for a medical examination, and tell families how long.])
"""


def test_the_cells_of_a_table_are_blocks_row_by_row(shape: Shape) -> None:
    cells = texts(shape(f"{SENTENCE}\n\n{TABLE}\n\n{SENTENCE}"))
    assert cells[3:7] == [
        "Westshire Council",
        "Leaders should make sure that every child is seen alone and that what the child says is written down.",
        "Integrated care board",
        "Leaders should cut the time that children wait for a medical examination, and tell families how long.",
    ]


def test_cells_side_by_side_are_never_halves_of_one_another(tmp_path: Path) -> None:
    first, second = "Westshire Council, its partners in health, and", "Leaders in all services should plan together"
    body = f"#table(columns: (1fr, 1fr), table.header[Who][What], [{first}], [{second}])"
    assert {first, second} <= set(texts(list(read(as_pdf_of(tmp_path / "a.pdf", body)).blocks)))


def test_lines_that_their_author_ended_are_blocks_of_their_own(by_layout: Shape) -> None:
    lines = [
        "Jo Smith, Director of Children’s Services, Westshire Council",
        "Sam Lee, Chief Constable",
        "Dear colleagues",
    ]
    assert texts(by_layout(" \\\n".join(lines) + f"\n\n{LONG}")) == [*lines, LONG]


def test_a_note_between_two_halves_of_a_paragraph_stands_aside(shape: Shape) -> None:
    half = LONG.removesuffix(".")
    body = f"#set page(height: 9cm)\n{LONG} Some#footnote[Counted over a year.] calls wait, {half} and {half}."
    blocks = shape(body)
    assert len(texts(blocks, Role.PARAGRAPH)) == 1
    assert any("Counted over a year." in text for text in texts(blocks, Role.FOOTNOTE))


def test_ligatures_and_broken_words_become_whole(by_layout: Shape) -> None:
    body = "#set text(hyphenate: true)\n#set page(width: 8cm)\n#set par(justify: true)\n" + (
        "Officers find effective safeguarding difficult. Effective safeguarding needs well-informed officers. " * 4
    )
    read_words = set(" ".join(texts(by_layout(body))).replace(".", "").lower().split())
    assert read_words == {"officers", "find", "effective", "safeguarding", "difficult", "needs", "well-informed"}


def scanned(source: Path, target: Path) -> Path:
    """A PDF of pictures of another's pages."""
    document = pypdfium2.PdfDocument(source)
    pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    document.close()
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=200)
    return target


SCAN = f"""*What needs to improve*

- {SENTENCE}
- Health assessments are late, and children wait too long for them.

{LONG}
"""


def test_pictures_of_pages_are_recognised_and_said_to_be(tmp_path: Path) -> None:
    needed("tesseract")
    path = scanned(as_pdf_of(tmp_path / "a.pdf", f"#set text(size: 12pt)\n{SCAN}"), tmp_path / "scan.pdf")
    before = path.read_bytes()
    reading = reading_of(path)
    assert reading.read_by == (ReadBy.OCR,) and not reading.unread
    assert texts(list(reading.blocks), Role.HEADING) == ["What needs to improve"]
    assert texts(list(reading.blocks), Role.ITEM)[0] == SENTENCE
    assert path.read_bytes() == before


def test_without_the_programs_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "which", lambda program: None)
    path = scanned(as_pdf_of(tmp_path / "a.pdf", SCAN), tmp_path / "scan.pdf")
    with pytest.raises(BadFile, match=r"scan\.pdf: has no text, only pictures of pages\..*install tesseract") as told:
        reading_of(path)
    assert "\n" not in str(told.value)


def test_one_page_that_is_a_picture_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "which", lambda program: None)
    scan = scanned(as_pdf_of(tmp_path / "a.pdf", SCAN), tmp_path / "scan.pdf")
    both = pypdfium2.PdfDocument.new()
    for path in (tmp_path / "a.pdf", scan):
        both.import_pages(pypdfium2.PdfDocument(path))
    both.save(tmp_path / "both.pdf")
    reading = reading_of(tmp_path / "both.pdf")
    assert reading.blocks and "page 2 is a picture: install tesseract" in reading.unread
