"""HTML: trafilatura keeps the article and drops menus, cookie notices and footers."""

from pathlib import Path

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath
from evidence_lib.readers.words import tidy

ROLES = {"p": Role.PARAGRAPH, "item": Role.ITEM, "cell": Role.CELL, "quote": Role.PARAGRAPH, "code": Role.PARAGRAPH}


def read(path: Path) -> list[Block]:
    """Return the blocks of a page's article; it has no pages. Raises BadFile where no article can be found."""
    import trafilatura
    from lxml import etree

    found = trafilatura.extract(
        path.read_bytes(),
        output_format="xml",
        include_tables=True,
        include_comments=False,
        include_formatting=False,
        favor_recall=True,
        deduplicate=False,
    )
    if not found:
        raise BadFile(f"{path}: no article was found in this page. Save the page of the report itself, or its PDF.")
    headings = HeadingPath()
    blocks: list[Block] = []
    for element in etree.fromstring(found.encode()).iter():
        if element.tag == "head":
            level = int((element.get("rend") or "h2")[1:] or 2)
            blocks.append(headings.block(tidy("".join(element.itertext())), Role.HEADING, level))
        elif element.tag in ROLES and not any(parent.tag in ROLES for parent in element.iterancestors()):
            blocks.append(headings.block(tidy("".join(element.itertext())), ROLES[element.tag]))
    return [block for block in blocks if block.text]
