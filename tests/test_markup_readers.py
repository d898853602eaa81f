"""Web pages, Word files and e-mails as they come: what is not the document's own words stands aside or is named."""

from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.records import Block, Role
from evidence_lib.readers import reading_of
from evidence_lib.sources.add import add, report_line

PAGE = """<!doctype html><html lang="en"><head><title>Westshire Police</title></head><body>
<div class="govuk-cookie-banner" role="region"><h2>Cookies</h2><p>We use some cookies to make this website work.</p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main id="content"><h1>Westshire Police: national child protection inspection</h1>
<nav class="gem-c-contents-list"><h2>Contents</h2><ol><li><a href="#s1">Summary</a></li></ol></nav>
<div class="govspeak"><h2 id="s1">Summary</h2>
<p class="govuk-body">The force finds missing children sooner.<sup><a href="#fn:1">1</a></sup> Officers act quickly.</p>
<ul><li>Training is patchy, and new officers wait for it.<ul><li>Call handlers have had none since January.</li></ul></li></ul>
<details class="govuk-details"><summary>Case study: a quick response</summary><p>A boy was found within two hours.</p></details>
<p><strong>Recommendations</strong></p><ol><li>Within three months the force should review every record.</li></ol>
<table><tr><th>Area</th><th>What must improve</th></tr>
<tr><td>Custody</td><td>The force should record decisions on bail.</td></tr></table>
<div class="footnotes" role="doc-endnotes"><ol>
<li id="fn:1"><p>Over a year. <a href="#r" role="doc-backlink">↩</a></p></li></ol></div>
</div><div class="gem-c-feedback"><h2>Is this page useful?</h2><p>Help us improve this website.</p></div></main>
<footer><p>All content is available under a licence.</p></footer></body></html>"""


def test_a_page_of_an_inspectorate_is_its_article_alone(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    blocks = reading_of(tmp_path / "page.html").blocks
    assert [(block.role, block.text) for block in blocks] == [
        (Role.HEADING, "Westshire Police: national child protection inspection"),
        (Role.HEADING, "Summary"),
        (Role.PARAGRAPH, "The force finds missing children sooner. Officers act quickly."),
        (Role.ITEM, "Training is patchy, and new officers wait for it."),
        (Role.ITEM, "Call handlers have had none since January."),
        (Role.HEADING, "Case study: a quick response"),
        (Role.PARAGRAPH, "A boy was found within two hours."),
        (Role.HEADING, "Recommendations"),
        (Role.ITEM, "Within three months the force should review every record."),
        (Role.CELL, "Area"),
        (Role.CELL, "What must improve"),
        (Role.CELL, "Custody"),
        (Role.CELL, "The force should record decisions on bail."),
        (Role.FOOTNOTE, "Over a year."),
    ]


def test_a_word_file_without_styles_is_read_by_its_bold_lines_bullets_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Areas for improvement").bold = True
    document.add_paragraph("• Records are thin, and supervisors do not read them.")
    document.add_paragraph("The board met twice in the year.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Body", "Action", "Council", "See every child alone."), strict=True):
        cell.text = text
    table.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "By the end of March."
    document.save(str(tmp_path / "a.docx"))
    assert [(block.role, block.text) for block in reading_of(tmp_path / "a.docx").blocks] == [
        (Role.HEADING, "Areas for improvement"),
        (Role.ITEM, "Records are thin, and supervisors do not read them."),
        (Role.PARAGRAPH, "The board met twice in the year."),
        *(
            (Role.CELL, text)
            for text in ("Body", "Action", "Council", "See every child alone.", "By the end of March.")
        ),
    ]


OWN = ["Dear all,", "Officers wait for training, and we will raise it.", "Records are better than they were."]
AFTER = "Kind regards\n\nJo Smith\nHead of Policy\n\n"
AFTER += "From: Lee, Sam\nSent: 11 March 2024\nTo: Smith, Jo\nSubject: Response\n\nOld words.\n"


def own(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.role not in (Role.ASIDE, Role.HEADING)]


def test_an_email_saved_as_text_is_what_its_writer_says(tmp_path: Path) -> None:
    head = (
        "From:\tSmith, Jo\nSent:\t12 March 2024 10:11\nTo:\tBoard\nSubject:\tOur response\nAttachments:\tplan.docx\n\n"
    )
    (tmp_path / "m.txt").write_text(head + "\n\n".join(OWN) + "\n\n" + AFTER, encoding="utf-8")
    reading = reading_of(tmp_path / "m.txt")
    assert own(list(reading.blocks)) == OWN
    assert "plan.docx" in reading.unread
    aside = " ".join(block.text for block in reading.blocks if block.role is Role.ASIDE)
    assert all(words in aside for words in ("12 March 2024", "Head of Policy", "Old words."))


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_an_eml_names_the_attachments_that_it_does_not_read(kind: str, base: BaseFolder, tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "jo@example.com", "Our response"
    if kind == "plain":
        message.set_content("\n\n".join(OWN) + "\n\n> Old words.\n")
    else:
        message.set_content("".join(f"<p>{text}</p>" for text in OWN) + "<p>Kind regards</p><p>Jo</p>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="plan.pdf")
    (tmp_path / "m.eml").write_bytes(message.as_bytes())
    assert own(list(reading_of(tmp_path / "m.eml").blocks)) == OWN
    (added,) = add(base, [tmp_path / "m.eml"], {})
    assert "not read: attachments: plan.pdf" in report_line(added)
