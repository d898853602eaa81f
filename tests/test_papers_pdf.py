"""The PDF of a paper: PDF/UA-1, nothing of it read as markup, and every quotation at its place."""

import logging
import re
from pathlib import Path

import outloud
import pypdf
import pytest

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.core.records import Role
from evidence_lib.frames import EvidenceBase
from evidence_lib.papers.content import Heading, Paper, Quote, Rows
from evidence_lib.papers.keeping import write_paper
from evidence_lib.papers.pdf import compiled
from evidence_lib.readers import read_document
from tests import office
from tests.office_quotes import is_finding, quotations, squeezed

# The checker takes the marked text of a paragraph before that of the links in it: the test of order below goes by the tree.
KNOWN = {"ORD-001"}


@pytest.fixture(scope="module")
def base(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    return office.office_base(shipped, tmp_path_factory.mktemp("pdf"))


@pytest.fixture(scope="module")
def paper(base: EvidenceBase) -> Paper:
    return office.brief(base)


@pytest.fixture(scope="module")
def path(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_paper(paper, tmp_path_factory.mktemp("made") / "brief.pdf")


@pytest.fixture(scope="module")
def read(path: Path) -> pypdf.PdfReader:
    return pypdf.PdfReader(path)


def elements(node: object) -> list[tuple[str, pypdf.generic.DictionaryObject]]:
    """The elements of a structure tree in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for child in node for found in elements(child)]
    if not isinstance(node, pypdf.generic.DictionaryObject):
        return []
    own = [(str(node["/S"]), node)] if "/S" in node else []
    return own + (elements(node["/K"]) if "/K" in node else [])


def marks(node: object) -> list[int]:
    """The marked text of a structure tree in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [found for child in node for found in marks(child)]
    if isinstance(node, int):
        return [int(node)]
    if "/MCID" in node:  # type: ignore[operator]
        return [int(node["/MCID"])]  # type: ignore[index]
    return marks(node["/K"]) if "/K" in node else []  # type: ignore[operator, index]


def tree(read: pypdf.PdfReader) -> object:
    return read.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]


def test_an_accessibility_checker_finds_no_fault(path: Path, paper: Paper) -> None:
    assert office.faults(path, paper) == []
    assert {one.rule for one in outloud.check(str(path)).findings if one.severity == "warning"} <= KNOWN


def test_it_says_that_it_is_pdf_ua_and_has_title_language_and_pages(read: pypdf.PdfReader, paper: Paper) -> None:
    assert b"pdfuaid:part>1<" in read.trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]
    root = read.trailer["/Root"]
    assert str(root["/Lang"]).startswith("en") and root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert read.metadata is not None and read.metadata.title == paper.title
    assert f"Page 1 of {len(read.pages)}" in read.pages[0].extract_text()


def test_the_order_of_reading_is_that_of_the_page(tmp_path: Path) -> None:
    one_page = Paper("p", "P", "", tuple(part for part in office.nasty().parts), (".pdf",))
    read = pypdf.PdfReader(write_paper(one_page, tmp_path / "p.pdf"))
    first = [int(number) for number in re.findall(rb"/MCID (\d+)", read.pages[0].get_contents().get_data())]  # type: ignore[union-attr]
    assert marks(tree(read))[: len(first)] == first


def test_charts_have_words_for_who_cannot_see_and_tables_have_heads(read: pypdf.PdfReader, paper: Paper) -> None:
    held = elements(tree(read))
    alts = [squeezed(node["/Alt"]) for kind, node in held if kind == "/Figure" and "/Alt" in node]
    assert alts == [squeezed(chart.alt) for chart in paper.all_of(Chart)]
    heads = sum(len(part.head) for part in (*paper.all_of(Table), *paper.all_of(Rows)))
    assert sum(kind == "/TH" for kind, _ in held) == heads
    kinds = [kind for kind, _ in held]
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/Caption", "/BlockQuote", "/Link"} <= set(kinds)


def test_no_level_of_heading_is_skipped(tmp_path: Path) -> None:
    parts = (Heading("One", 2), Heading("Two", 3), Heading("Three", 1), Heading("Four", 3))
    read = pypdf.PdfReader(write_paper(Paper("p", "P", "", parts, (".pdf",)), tmp_path / "p.pdf"))
    assert [kind for kind, _ in elements(tree(read)) if re.fullmatch(r"/H\d", kind)] == ["/H1", "/H2", "/H1", "/H2"]


def test_every_quotation_is_a_finding_at_its_place(path: Path, base: EvidenceBase, paper: Paper) -> None:
    findings, blocks = base.findings(), read_document(path)
    text = "\n".join(block.text for block in blocks)
    found = quotations(text)
    assert len(found) == sum(not quote.ours for quote in paper.all_of(Quote)) >= 1
    cells = [block.text for block in blocks if block.role is Role.CELL]
    found += [(words[1:-1], cells[at + 1]) for at, words in enumerate(cells) if words.startswith("“")]
    assert len(found) >= 2
    assert all(is_finding(findings, words, place) for words, place in found)


def test_words_of_a_digest_are_no_quotation_and_what_is_unchecked_says_so(path: Path, paper: Paper) -> None:
    text = squeezed("".join(block.text for block in read_document(path)))
    for quote in paper.all_of(Quote):
        assert (squeezed(f"“{quote.text}”") in text) != quote.ours
        remarks = "; digest, in our words" * quote.ours + "; not checked" * (not quote.checked)
        assert squeezed(f"{quote.reference.label}{remarks})") in text


def test_marking_and_standing_are_on_every_page(read: pypdf.PdfReader, paper: Paper) -> None:
    for page in read.pages:
        text = page.extract_text()
        assert paper.marking in text and paper.standing in text


def test_a_table_with_many_columns_lies_and_its_head_is_repeated(read: pypdf.PdfReader) -> None:
    lying = [page for page in read.pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) > 1 and len(lying) < len(read.pages)
    assert all("What is reported" in page.extract_text() for page in lying[:-1])


def test_no_text_is_markup_and_only_addresses_of_the_web_are_led_to(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_paper(office.nasty(), tmp_path / "n.pdf")
    assert outloud.check(str(path)).errors == 0
    with caplog.at_level(logging.ERROR):
        read = pypdf.PdfReader(path)
    text = "".join(page.extract_text() for page in read.pages)
    assert '#eval("1") *bold* $x$ @ref <lab>' in text and "$$n$$" in text
    links = {note.get_object()["/A"].get("/URI") for page in read.pages for note in page.get("/Annots", [])}
    assert links == {"https://example.org/a.pdf#page=3", "https://example.org/a.pdf"}


def test_an_empty_selection_is_a_page(tmp_path: Path) -> None:
    path = write_paper(office.empty(), tmp_path / "e.pdf")
    assert len(pypdf.PdfReader(path).pages) == 1 and outloud.check(str(path)).verdict == "pass"


def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert compiled(paper) == compiled(paper)
