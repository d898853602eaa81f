"""E-mails, as .eml or saved as text: what its writer says, apart from headers, signature and quoted history."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from evidence_lib.core.errors import BadFile
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.headings import HeadingPath
from evidence_lib.readers.lines import text_blocks
from evidence_lib.readers.reading import ReadBy, Reading
from evidence_lib.readers.words import tidy

SHOWN = ("From", "To", "Cc", "Date", "Subject")
HEADER = re.compile(r"^(From|Sent|Date|To|Cc|Subject|Importance|Attachments?):\s*(.*)$", re.IGNORECASE)
FEWEST_HEADERS = 3  # lines at the head of a text that make it an e-mail
HISTORY = re.compile(r"^\s*(?:-{2,}\s*(?:original|forwarded) message\b|_{10,}\s*$)", re.IGNORECASE)
QUOTED = re.compile(r"^\s*>|^On .{6,120} wrote:\s*$")
SIGNATURE = re.compile(
    r"^(?:--\s?|(?:kind(?:est)?|best|warm|many|with)?\s?(?:regards|wishes|thanks)|yours (?:sincerely|faithfully|truly))[,.]?\s*$",
    re.IGNORECASE,
)
BREAKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote")


def read(path: Path) -> Reading:
    """Return the blocks of an .eml file: its subject is the heading. Raises BadFile for a file that is no e-mail."""
    message = message_from_bytes(path.read_bytes(), policy=default)
    if not isinstance(message, EmailMessage) or not (message["From"] or message["Subject"]):
        raise BadFile(f"{path}: is no e-mail. Save it again from your mail program, as .eml or as text.")
    headers = [f"{name}: {message[name]}" for name in SHOWN if message[name]]
    attached = ", ".join(part.get_filename() or "without a name" for part in message.iter_attachments())
    unread = f"attachments: {attached}. Save them, then add each by itself" if attached else ""
    return Reading(mail_blocks(headers, body(message).splitlines()), (ReadBy.TEXT,), unread)


def body(message: EmailMessage) -> str:
    """The words of a message: as plain text if it has them so, else out of its HTML."""
    part = message.get_body(("plain", "html"))
    text = str(part.get_content()) if part is not None else ""
    if part is None or part.get_content_subtype() != "html" or not text.strip():
        return text
    from lxml import html

    page = html.fromstring(text)
    for hidden in page.xpath("//style | //script | //head"):
        hidden.drop_tree()
    for element in page.iter(*BREAKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag in ("p", "li"):
            element.text = ("\n- " if element.tag == "li" else "\n") + (element.text or "").lstrip()
    return str(page.text_content())


def headers_of(lines: list[str]) -> list[str]:
    """The headers at the head of a text that was saved from a mail program; an empty list where it is no e-mail."""
    found: list[str] = []
    for line in lines:
        if HEADER.match(line.strip()):
            found.append(line.strip())
        elif line.strip() or len(found) >= FEWEST_HEADERS:
            break
    return found if len(found) >= FEWEST_HEADERS and found[0].lower().startswith("from") else []


def saved_as_text(text: str) -> Reading | None:
    """The blocks of an e-mail that was saved as text, or None where the text is none."""
    lines = text.splitlines()
    headers = headers_of(lines)
    if not headers:
        return None
    rest = lines[
        max(at for at, line in enumerate(lines) if line.strip() == headers[-1] and at < 2 * len(headers) + 1) + 1 :
    ]
    attached = [
        found.group(2) for line in headers if (found := HEADER.match(line)) and found[1].lower().startswith("att")
    ]
    unread = f"attachments: {', '.join(attached)}. Save them, then add each by itself" if attached else ""
    return Reading(mail_blocks(headers, rest), (ReadBy.TEXT,), unread)


def mail_blocks(headers: list[str], lines: list[str]) -> list[Block]:
    """The blocks of a message: headers and what is not its writer's own stand aside."""
    headings = HeadingPath()
    subject = next(
        (found[2] for line in headers if (found := HEADER.match(line)) and found[1].lower() == "subject"), ""
    )
    blocks = [Block(tidy(line), Role.ASIDE) for line in headers]
    if subject:
        blocks.append(headings.block(tidy(subject), Role.HEADING, 1))
    for own, group in parts(lines):
        made = text_blocks("\n".join(group), headings)
        blocks += made if own else [Block(block.text, Role.ASIDE) for block in made]
    return blocks


def parts(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Lines in stretches: the writer's own, and what is quoted, signed or added below."""
    group: list[str] = []
    was_own, ended = True, False
    for at, line in enumerate(lines):
        ended = ended or bool(HISTORY.match(line) or SIGNATURE.match(line.strip()) or headers_of(lines[at : at + 8]))
        own = not ended and not QUOTED.match(line)
        if own is not was_own and line.strip():
            yield was_own, group
            group, was_own = [], own
        group.append(re.sub(r"^(?:\s*>)+\s?", "", line))
    yield was_own, group
