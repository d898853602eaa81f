"""HTML: trafilatura keeps the article and drops menus, cookie notices and footers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath, stands_as_heading
from evidence_lib.readers.reading import ReadBy, Reading
from evidence_lib.readers.words import tidy

ROLES = {"p": Role.PARAGRAPH, "item": Role.ITEM, "cell": Role.CELL, "quote": Role.PARAGRAPH, "code": Role.PARAGRAPH}
LOWEST = 6  # level of a paragraph in bold that stands for a heading
# What stands inside the article of public bodies' pages and is none of its words.
FURNITURE = [
    f"//*[contains(concat(' ', @class, ' '), '{name}')]"
    for name in (
        "cookie",
        "feedback",
        "breadcrumb",
        "contents-list",
        "print-link",
        "share-links",
        "related-nav",
        "skip-link",
    )
]
NOTES = "//*[@role='doc-endnote' or @role='doc-footnote'] | //*[contains(@class, 'footnotes')]//li"
CALLS = "//sup[.//a[starts-with(@href, '#')]] | //a[@role='doc-noteref' or @role='doc-backlink']"


def read(path: Path) -> Reading:
    """Return the blocks of a page's article; it has no pages. Raises BadFile where no article can be found."""
    import trafilatura
    from lxml import etree

    page = trafilatura.load_html(path.read_bytes())
    notes = taken_out(page) if page is not None else []
    found = page is not None and trafilatura.extract(
        page,
        output_format="xml",
        include_tables=True,
        include_comments=False,
        include_formatting=True,
        favor_recall=True,
        deduplicate=False,
        prune_xpath=FURNITURE,
    )
    if not found:
        raise BadFile(f"{path}: no article was found in this page. Save the page of the report itself, or its PDF.")
    blocks = [*article(etree.fromstring(found.encode())), *(Block(note, Role.FOOTNOTE) for note in notes)]
    return Reading(blocks, (ReadBy.MARKUP,))


def taken_out(page: Any) -> list[str]:
    """Take notes, and the numbers that call them, out of a page; return the notes."""
    for call in page.xpath(CALLS):
        call.drop_tree()
    notes = []
    for note in page.xpath(NOTES):
        notes.append(tidy(note.text_content()))
        note.drop_tree()
    return [note for note in dict.fromkeys(notes) if note]


def article(root: Any) -> list[Block]:
    """The blocks of what trafilatura keeps."""
    headings = HeadingPath()
    blocks = []
    for element in root.iter():
        if element.tag == "head":
            level = int((element.get("rend") or "h2")[1:] or 2)
            blocks.append(headings.block(tidy("".join(element.itertext())), Role.HEADING, level))
        elif element.tag in ROLES:
            text = tidy("".join(own_words(element)))
            enclosing = next((parent.tag for parent in element.iterancestors() if parent.tag in ROLES), element.tag)
            role = ROLES[enclosing if element.tag == "p" else element.tag]
            if role is Role.PARAGRAPH and in_bold(element) and stands_as_heading(text):
                blocks.append(headings.block(text, Role.HEADING, LOWEST))
            else:
                blocks.append(headings.block(text, role))
    return [block for block in blocks if re.search(r"\w", block.text)]


def own_words(element: Any) -> Iterator[str]:
    """The words of an element without those of the blocks inside it."""
    yield element.text or ""
    for inner in element:
        if inner.tag in ("head", "list", "table", "lb") or inner.tag in ROLES:
            yield " "
        else:
            yield from own_words(inner)
        yield inner.tail or ""


def in_bold(element: Any) -> bool:
    """Whether all words of a paragraph are bold."""
    bold = "".join("".join(part.itertext()) for part in element.iter("hi") if part.get("rend") == "#b")
    return bool(bold.strip()) and tidy(bold) == tidy("".join(element.itertext()))
