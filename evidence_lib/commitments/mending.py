"""A response as its author meant it: furniture told apart, cut paragraphs and addresses whole, where that is certain.

Text taken out of a PDF by hand comes damaged. What can be mended only by a guess is left as it is.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evidence_lib.commitments.records import Paragraph
from evidence_lib.core.records import Block, Role

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”‘’]+")
ONLY_ADDRESSES = re.compile(rf"(?:{ADDRESS.pattern}[\s,;]*)+")
CUT_ADDRESS = re.compile(r"((?:https?://|www\.)\S+) (\S+)")
TAIL = re.compile(r"[\w%./=&?#-]*(?:_\w+|/[\w%.-]+){2,}[\w%./=&?#-]*|[\w%-]+\.(?:pdf|html?|docx?|aspx)")
PAGE = re.compile(
    r"(?:page\s+)?\d{1,3}(?:\s+(?:of|/)\s+\d{1,3})?|(?:official|official[- ]sensitive|not protectively marked)",
    re.IGNORECASE,
)
OFTEN = 3  # a short line that stands so often is a running head
SHORT = 14  # words of a running head
CLOSED = re.compile(r"[.!?:;][\"'’”)\]]*$")
# A heading that the taking-out joined to the paragraph below it.
JOINED_HEADING = re.compile(
    r"^(?P<heading>(?:The )?(?:[A-Z][\w’'-]+ (?:and )?){0,5}?(?:(?:Deputy )?Police(?:,| and"
    r"| &) (?:Fire,? and |Fire and )?Crime Commissioner|P(?:F)?CC|OPCC|Commissioner|Chief Constable|Force|Mayor)"
    r"[’']?s?[’']? (?:[Rr]esponse|[Cc]omments?|[Ss]tatement|[Oo]verview|[Vv]iew)(?: to (?:the )?(?:report"
    r"|inspection|recommendations?))?)\s*[:–-]?\s+(?=[A-Z])(?!of\b)"
)
OPENED = "‘“"
CLOSES = {"‘": "’", "“": "”"}


def mended(blocks: Sequence[Block], title: str = "") -> list[Paragraph]:
    """Return the paragraphs of a document in reading order, numbered where they hold words of their own.

    title is that of the report answered, where it is known: an unclosed quotation mark before it is closed behind it.
    """
    whole = addresses(blocks)
    often = Counter(block.text for block in blocks if len(block.text.split()) <= SHORT)
    parts: list[Paragraph] = []
    headings: list[str] = []
    for block in blocks:
        text = close_title(mend_address(block.text, whole), title)
        if block.role is Role.HEADING:
            headings = [*block.headings, text]
        if (found := JOINED_HEADING.match(text)) and block.role is Role.PARAGRAPH and len(text) > found.end() + 20:
            headings = [*block.headings, found["heading"]]
            parts.append(Paragraph(found["heading"], Role.HEADING, None, block.page_start, tuple(headings[:-1])))
            text = text[found.end() :]
        elif headings[: len(block.headings)] != list(block.headings):
            headings = list(block.headings)
        parts.append(
            Paragraph(
                text,
                role(block, often),
                None,
                block.page_start,
                tuple(headings) if block.role is not Role.HEADING else block.headings,
            )
        )
    return numbered(joined(parts))


def role(block: Block, often: "Counter[str]") -> Role:
    """The block's role; furniture (addresses alone, page numbers, running heads) counts as a footnote."""
    if block.role is Role.CELL or block.role is Role.HEADING:
        return block.role
    furniture = ONLY_ADDRESSES.fullmatch(block.text) or PAGE.fullmatch(block.text.strip()) or often[block.text] >= OFTEN
    return Role.FOOTNOTE if furniture else block.role


def addresses(blocks: Sequence[Block]) -> set[str]:
    """The addresses that stand whole somewhere in the document, without http:// and what follows them."""
    return {
        re.sub(r"^https?://", "", found.group().rstrip(".,;)"))
        for block in blocks
        for found in ADDRESS.finditer(block.text)
    }


def mend_address(text: str, whole: set[str]) -> str:
    """Join an address that a space has cut: where it stands whole elsewhere, or where no word could look like its tail."""
    at = 0
    while found := CUT_ADDRESS.search(text, at):
        first, tail = found.groups()
        bare = re.sub(r"^https?://", "", first) + tail.rstrip(".,;)")
        known = any(address == bare or address.startswith(bare) for address in whole if len(address) > len(first))
        if (known or TAIL.fullmatch(tail.rstrip(".,;)"))) and not tail.startswith(("http", "www.")):
            text = text[: found.end(1)] + text[found.start(2) :]
            at = found.start()
        else:
            at = found.end(1)
    return text


def close_title(text: str, title: str) -> str:
    """Close a quotation mark that opens before the report's title and is never closed: there its end is certain."""
    if not title:
        return text
    for found in re.finditer(rf"([{OPENED}])({re.escape(title)})", text, re.IGNORECASE):
        if CLOSES[found[1]] not in text[found.end() :] and not text[found.end() :].startswith((".", ",")):
            return text[: found.end()] + CLOSES[found[1]] + text[found.end() :]
    return text


def joined(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """Put together a paragraph that furniture or a page's end has cut: its first half is open, its second begins small."""
    made: list[Paragraph] = []
    last: int | None = None
    for part in parts:
        if part.role is Role.PARAGRAPH:
            if last is not None and not CLOSED.search(made[last].text) and re.match(r"[a-z(]", part.text):
                made[last] = replace(made[last], text=f"{made[last].text} {part.text}")
                continue
            last = len(made)
        elif part.role is not Role.FOOTNOTE:
            last = None
        made.append(part)
    return made


def numbered(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """Number what holds words of its own."""
    number = 0
    made = []
    for part in parts:
        own = part.role not in (Role.HEADING, Role.FOOTNOTE)
        number += own
        made.append(replace(part, number=number if own else None))
    return made
