"""Real reports, if they lie beside the repository: what a paper of them quotes stands in the findings, at its page."""

from pathlib import Path

import openpyxl
import pypdf
from pptx import Presentation

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.records import Role
from evidence_lib.papers.keeping import write_paper
from evidence_lib.readers import read_document
from evidence_lib.sources.add import add
from tests import office
from tests.office_quotes import is_finding, quotations, squeezed

REPORTS = ("cornwall-jtai-2018", "york-jtai-2018")


def test_every_quotation_of_real_reports_is_a_finding_at_its_page(
    corpus: Path, base: BaseFolder, tmp_path: Path
) -> None:
    added = add(base, [corpus / "pdf" / f"{name}.pdf" for name in REPORTS], {})
    assert not [one.problem for one in added if one.problem]
    held = evidence_lib.open(base.root)
    findings, paper = held.findings(), office.brief(held, ["Cornwall", "York"])

    blocks = read_document(write_paper(paper, tmp_path / "p.pdf"))
    cells = [block.text for block in blocks if block.role is Role.CELL]
    found = quotations("\n".join(block.text for block in blocks if block.role is not Role.CELL))
    found += [(words[1:-1], cells[at + 1]) for at, words in enumerate(cells) if words.startswith("“")]
    assert len(found) > 20 and [one for one in found if not is_finding(findings, *one)] == []
    assert office.faults(tmp_path / "p.pdf", paper) == []
    assert len(pypdf.PdfReader(tmp_path / "p.pdf").pages) < 30

    slides = Presentation(str(write_paper(paper, tmp_path / "p.pptx"))).slides
    texts = [shape.text_frame.text for slide in slides for shape in slide.placeholders]
    texts += [slide.notes_slide.notes_text_frame.text for slide in slides]
    found = [one for text in texts for one in quotations(text)]
    assert len(found) > 5 and [one for one in found if not is_finding(findings, *one)] == []

    sheet = openpyxl.load_workbook(write_paper(paper, tmp_path / "p.xlsx"))["Evidence"]
    words = {squeezed(cell.value) for row in sheet.iter_rows() for cell in row}
    shown = held.findings(theme="training").query("kind != 'case-study'")
    assert {squeezed(quote) for quote in shown["quote"]} <= words
