"""The publish gate reads every format that a pack holds: what is planted in a file of each is found, at its place."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches

from evidence_lib.pack.checks.contents import READ, Contents
from evidence_lib.pack.checks.piece import Picture, Piece

PLANTED = "Write to t.person@example.org"


def html(path: Path) -> None:
    path.write_text(
        f"<html><body><h2>The place</h2><table><tr><td>{PLANTED}</td><td>york-jtai-2018, page 4</td></tr></table></body></html>"
    )


def script(path: Path) -> None:
    import json

    path.write_text(f'evidenceData("findings", JSON.parse({json.dumps(json.dumps({"a": ["x", {"b": PLANTED}]}))}));\n')


def word(path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 2, style="Table Grid").rows[0].cells[1].text = PLANTED
    document.save(str(path))


def slides(path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_table(1, 1, Inches(1), Inches(1), Inches(4), Inches(1)).table.cell(0, 0).text = PLANTED
    deck.save(str(path))


def workbook(path: Path) -> None:
    book = Workbook()
    book.active["B2"] = PLANTED
    book.save(path)


def pdf(path: Path) -> None:
    import typst

    source = path.with_suffix(".typ")
    source.write_text(
        f'#set document(title: "A")\n#PLACE\n\n{PLANTED.replace("@", chr(92) + "@")}'.replace("#PLACE", "= The place")
    )
    typst.compile(str(source), output=str(path))
    source.unlink()


def text(path: Path) -> None:
    path.write_text(f"A line\n{PLANTED}\n")


def calendar(path: Path) -> None:
    path.write_text(
        "BEGIN:VCALENDAR\r\nDESCRIPTION:Write to t.per\r\n son@example.org\r\nEND:VCALENDAR\r\n", newline=""
    )


MADE: dict[str, Callable[[Path], None]] = {
    ".html": html,
    ".js": script,
    ".docx": word,
    ".pptx": slides,
    ".xlsx": workbook,
    ".csv": lambda path: path.write_text(f"name,what\nA,{PLANTED}\n") and None,
    ".txt": text,
    ".md": text,
    ".ics": calendar,
    ".pdf": pdf,
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<html><body><p>An index</p></body></html>")
    return tmp_path


def pieces(pack: Path, name: str) -> list[Piece]:
    return [held for held in Contents(pack).read(name) if isinstance(held, Piece)]


@pytest.mark.parametrize("ending", READ)
def test_what_is_planted_in_a_file_of_each_format_is_found(ending: str, pack: Path) -> None:
    MADE[ending](pack / f"a{ending}")
    assert [held.text for held in pieces(pack, f"a{ending}") if PLANTED in held.text]


def test_a_cell_of_a_page_has_its_row_and_its_place(pack: Path) -> None:
    html(pack / "a.html")
    (found,) = [held for held in pieces(pack, "a.html") if held.text == PLANTED]
    assert found.place == "under 'The place'" and "york-jtai-2018, page 4" in found.row


def test_a_script_of_code_is_no_data(pack: Path) -> None:
    (pack / "a.js").write_text('const held = JSON.parse("[\\"x@example.org\\"]");')
    assert pieces(pack, "a.js") == []


def test_pictures_of_slides_and_words_are_found_with_and_without_their_words(pack: Path) -> None:
    from matplotlib.figure import Figure

    Figure(figsize=(1, 1)).savefig(pack / "a.png")
    deck = Presentation()
    for words in ("", "A bar chart"):
        picture = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(str(pack / "a.png"), 0, 0)
        picture._element.nvPicPr.cNvPr.set("descr", words)
    deck.save(str(pack / "a.pptx"))
    found = [held for held in Contents(pack).read("a.pptx") if isinstance(held, Picture)]
    assert [(held.place, held.alt) for held in found] == [("slide 1", ""), ("slide 2", "A bar chart")]


def test_a_table_says_which_of_its_words_are_exact(pack: Path) -> None:
    (pack / "a.csv").write_text(
        "document_id,page,quote,edition\nyork,2,The exact words,original\nyork,3,Our own words,digest\n",
        encoding="utf-8",
    )
    found = {held.text: (held.quoted, held.row) for held in pieces(pack, "a.csv") if "words" in held.text}
    assert found == {"The exact words": (True, "york, page 2"), "Our own words": (False, "york, page 3")}
