"""The parts of a paper, one after the other, as Word holds them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from evidence_lib.charts.chart import Cell, Chart, Table
from evidence_lib.papers.content import (
    Blank,
    Heading,
    Items,
    Paper,
    Paragraph,
    Part,
    Quote,
    Reference,
    Rows,
    Sources,
    Statement,
)
from evidence_lib.papers.printable import printable
from evidence_lib.papers.word import fields
from evidence_lib.papers.word.figures import editable, picture
from evidence_lib.papers.word.grids import grid, too_wide
from evidence_lib.papers.word.page import Page
from evidence_lib.papers.word.saved import saved
from evidence_lib.papers.word.sheets import margins, set_up
from evidence_lib.papers.word.styles import LANGUAGE, dress
from evidence_lib.papers.word.template import opened

LONGEST_TITLE = 255  # letters that a file's own properties hold
NONE = "None in this selection."
TO_EDIT = "Charts for editing"
HOW_TO_EDIT = (
    "The same charts as Word draws them. To change one, click it, choose Chart Design, Edit Data, and copy it to where you "
    "need it. Delete this section before the paper goes out."
)


def written(paper: Paper, template: Path | None = None) -> bytes:
    """The paper as the bytes of a Word file."""
    document = opened(template)
    dress(document, house=template is None)
    set_up(document, paper, house=template is None)
    margins(document, paper)
    about = document.core_properties
    about.title, about.language = printable(paper.title)[:LONGEST_TITLE], LANGUAGE
    about.author = "Commissioning evidence base"
    page = Page(document)
    page.paragraph(paper.title, "Title")
    if paper.subtitle:
        page.paragraph(paper.subtitle, "Subtitle")
    if paper.line:
        page.paragraph(paper.line, "Evidence Standing")
    charts: list[tuple[str, Chart]] = []
    lying = [paper.landscape or wide(page, paper.parts[at:]) for at in range(len(paper.parts))]
    for part, after, turned in zip(paper.parts, [*paper.parts[1:], None], lying, strict=True):
        page.turn(turned)
        WRITE[type(part)](page, part)
        if isinstance(part, Paragraph) and isinstance(after, Chart | Table | Rows):
            page.keep_last()  # what introduces a chart or table stays with it
        if isinstance(part, Chart) and part.editable:
            charts.append((f"Figure {page.numbers['Figure']}", part))
    page.turn(paper.landscape)
    to_edit(page, charts)
    return saved(document)


def wide(page: Page, parts: Sequence[Part]) -> bool:
    """Whether a part stands on a lying page: a table that needs one, and what introduces it."""
    first = next((part for part in parts if not isinstance(part, Heading | Paragraph)), None)
    return isinstance(first, Table) and bool(first.rows) and too_wide(page, first.head, first.rows)


def heading(page: Page, part: Heading) -> None:
    """A heading in the style of its level."""
    page.paragraph(part.text, f"Heading {part.level}")


def paragraph(page: Page, part: Paragraph) -> None:
    """A paragraph; one that is marked stands apart."""
    page.paragraph(part.text, "Evidence Remark" if part.marked else "Normal")


def items(page: Page, part: Items) -> None:
    """A list."""
    page.items(part.items, part.numbered)


def quote(page: Page, part: Quote) -> None:
    """Words with document and page; those of a digest without the marks and the style of a quotation."""
    made = page.paragraph(part.text if part.ours else f"“{part.text}”", "Evidence Digest" if part.ours else "Quote")
    fields.words(made, " (digest, in our words; " if part.ours else " (")
    place(page, made, part.reference)
    fields.words(made, ")" if part.checked else "; not checked)")


def place(page: Page, paragraph: Any, reference: Reference) -> None:
    """Where something stands, leading there where the address is known."""
    if reference.number:
        fields.words(paragraph, f"{reference.number}, ")
    fields.link(paragraph, reference.label, reference.address, page.style_id("Hyperlink"))


def statement(page: Page, part: Statement) -> None:
    """A sentence, and below it where it stands and how much of it was checked."""
    page.paragraph(part.text, "Evidence Statement" if part.references or part.standing else "Normal")
    if not part.references and not part.standing:
        return
    made = page.paragraph("", "Evidence Place")
    for number, reference in enumerate(part.references):
        fields.words(made, "; " if number else "")
        place(page, made, reference)
    rest = "; ".join(filter(None, (part.further, part.standing)))
    fields.words(made, f"{'; ' if part.references and rest else ''}{rest}.")


def sources(page: Page, part: Sources) -> None:
    """Each document with its title, publishers, day and address."""
    for reference, told in zip(part.references, part.told, strict=True):
        title = reference.title if reference.title != reference.document_id else "title not known"
        made = page.paragraph(f"{reference.document_id}: {title}. {told}. ", "List Bullet")
        if reference.url:
            fields.link(made, reference.url, reference.url, page.style_id("Hyperlink"))
        else:
            fields.words(made, "No address is known.")


def blank(page: Page, part: Blank) -> None:
    """What is to be written, and a box to write it in."""
    page.paragraph(part.prompt, "Evidence Prompt")
    page.paragraph("", "Evidence Answer")


def rows(page: Page, part: Rows) -> None:
    """A small table of words."""
    page.caption("Table", part.caption, part.caption, above=True)
    grid(page, part.caption, part.head, [[Cell(text) for text in row] for row in part.rows], part.widths)
    page.paragraph("", "Evidence Source")


def table(page: Page, part: Table) -> None:
    """A table of the suite: its number and title, what a reader sees, its scope, what is counted, its source."""
    page.caption("Table", part.name, part.title, above=True)
    if part.rows:
        grid(page, part.title, part.head, part.rows)
    else:
        page.paragraph(NONE)
    page.paragraph(part.caption, "Evidence Source")


def chart(page: Page, part: Chart) -> None:
    """A chart as a picture, with its number and title, and below its scope, what is counted, its source."""
    picture(page, part)
    page.caption("Figure", part.name, part.title, above=True)
    page.paragraph(part.caption, "Evidence Source")


def to_edit(page: Page, charts: list[tuple[str, Chart]]) -> None:
    """The charts that Word itself draws, at the end: beside the pictures they would say everything twice."""
    if not charts:
        return
    page.paragraph(TO_EDIT, "Heading 1")
    page.paragraph(HOW_TO_EDIT)
    page.keep_last()
    for label, part in charts:
        editable(page, part)
        made = page.paragraph("", "Caption")
        page.refer(made, label)
        fields.words(made, f", to edit: {part.title}")


WRITE: dict[type, Callable[[Page, Any], None]] = {
    Heading: heading,
    Paragraph: paragraph,
    Items: items,
    Quote: quote,
    Statement: statement,
    Sources: sources,
    Blank: blank,
    Rows: rows,
    Table: table,
    Chart: chart,
}
