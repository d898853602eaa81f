"""Every reader keeps the words it was given, in their order and under their headings."""

from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Role
from evidence_lib.readers import READERS, read_document
from evidence_lib.readers.pdf import read as read_pdf
from evidence_lib.readers.words import tidy
from tests import letters
from tests.letters import as_pdf_of


@pytest.mark.parametrize("suffix", READERS)
def test_every_reader_keeps_the_words_it_was_given(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"letter{suffix}"
    letters.WRITERS[suffix](path)
    blocks = read_document(path)
    assert [b.text for b in blocks if b.role is Role.ITEM] == letters.ITEMS
    assert [b.text for b in blocks if b.role is Role.HEADING] == [letters.TITLE, letters.HEADING]
    assert [b.text for b in blocks if b.role is Role.PARAGRAPH] == [letters.PARAGRAPH]
    assert {b.heading for b in blocks if b.role is Role.ITEM} == {letters.HEADING}


def test_only_formats_with_pages_give_pages(tmp_path: Path) -> None:
    for suffix, writer in letters.WRITERS.items():
        writer(tmp_path / f"letter{suffix}")
        pages = {block.page_start for block in read_document(tmp_path / f"letter{suffix}")}
        assert pages == ({1} if suffix == ".pdf" else {None})


def test_a_pdf_whose_tree_is_hidden_is_read_by_its_layout(tmp_path: Path) -> None:
    letters.as_pdf(tmp_path / "letter.pdf")
    texts = [block.text for block in read_pdf(tmp_path / "letter.pdf", use_tree=False).blocks]
    assert all(item in texts for item in letters.ITEMS)
    assert letters.HEADING in texts


def test_a_form_feed_in_a_text_ends_a_page_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(
        "First paragraph of the first page.\n\n1\n\fFirst paragraph of the second page.\n\n2\n", encoding="utf-8"
    )
    assert [(b.text, b.page_start) for b in read_document(path)] == [
        ("First paragraph of the first page.", 1),
        ("First paragraph of the second page.", 2),
    ]


def test_an_address_cut_over_lines_becomes_whole(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("The report is at\nhttps://example.org/uploads/attach\nment_data/report.pdf\n", encoding="utf-8")
    assert read_document(path)[0].text == "The report is at https://example.org/uploads/attachment_data/report.pdf"


def test_a_text_saved_by_notepad_keeps_its_quotes(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("The ‘front door’ is open to all of the agencies.".encode("cp1252"))
    assert read_document(path)[0].text == "The ‘front door’ is open to all of the agencies."


words = st.lists(st.from_regex(r"[a-z]{2,12}", fullmatch=True), min_size=3, max_size=30).map(" ".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=1, max_size=6))
def test_whatever_words_go_in_come_out_in_order(tmp_path: Path, paragraphs: list[str]) -> None:
    texts = [f"The {words}." for words in paragraphs]
    for suffix in (".md", ".txt"):
        path = tmp_path / f"letter{suffix}"
        path.write_text("\n\n".join(texts), encoding="utf-8")
        assert [block.text for block in read_document(path)] == texts


BAD = {
    "empty.pdf": (b"", "is empty"),
    "page.pdf": (b"<!doctype html><html><body>404</body></html>", "holds an HTML page"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "is damaged or cut short"),
    "words.pdf": (b"just words", "holds something else"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "protected by a password, or an old Word file"),
    "broken.docx": (b"PK\x03\x04broken", "is damaged or no Word file"),
    "letter.doc": (b"\xd0\xcf\x11\xe0", "Save it as .docx"),
    "blank.md": (b"\n\n", "has no text"),
    "note.eml": (b"just words\n", "is no e-mail"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_line_that_names_it_and_the_next_step(name: str, tmp_path: Path) -> None:
    content, line = BAD[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFile) as told:
        read_document(tmp_path / name)
    assert line in str(told.value) and name in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"nowhere\.pdf: there is no such file"):
        read_document(tmp_path / "nowhere.pdf")


def test_an_oversized_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters.as_pdf(tmp_path / "letter.pdf")
    monkeypatch.setattr("evidence_lib.readers.LARGEST", 100)
    with pytest.raises(BadFile, match="more than"):
        read_document(tmp_path / "letter.pdf")


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    letters.as_pdf(tmp_path / "letter.pdf")
    writer = pypdf.PdfWriter(clone_from=tmp_path / "letter.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(BadFile, match="protected by a password"):
        read_document(tmp_path / "locked.pdf")


def test_an_empty_pdf_says_so(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=300, height=300)
    writer.write(tmp_path / "blank.pdf")
    with pytest.raises(BadFile, match="has no text"):
        read_document(tmp_path / "blank.pdf")


@pytest.mark.parametrize(
    ("text", "mended"),
    [("risk to children . This", "risk to children. This"), ("a , b", "a, b"), ("about .5 of it", "about .5 of it")],
)
def test_a_space_before_a_stop_is_taken_out(text: str, mended: str) -> None:
    assert tidy(text) == mended


@pytest.mark.parametrize(("call", "role"), [("\\*", Role.FOOTNOTE), ("", Role.PARAGRAPH)])
def test_an_asterisk_begins_a_note_only_where_one_is_called(call: str, role: Role, tmp_path: Path) -> None:
    body = f"= A study\n\nThe work with Sam{call} was good and he was heard.\n\n\\* The name is changed here."
    blocks = read_document(as_pdf_of(tmp_path / "a.pdf", body))
    assert blocks[-1].role is role
