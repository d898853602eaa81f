"""One letter, saved in every format that is read."""

import html
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import typst

HEADING = "What needs to improve"
TITLE = "Inspection of services in Westshire"
PARAGRAPH = "Inspectors visited the area in March and spoke with children, parents and practitioners about their work."
ITEMS = [
    "Health assessments are late, and children wait too long for a medical examination that they need.",
    "The police do not always record what children say when officers first meet them at home.",
]


def as_markdown(path: Path) -> None:
    path.write_text(
        f"# {TITLE}\n\n{PARAGRAPH}\n\n## {HEADING}\n\n" + "".join(f"- {item}\n" for item in ITEMS), encoding="utf-8"
    )


def as_text(path: Path) -> None:
    path.write_text(
        f"{TITLE}\n\n{PARAGRAPH}\n\n{HEADING}\n\n" + "".join(f"- {item}\n" for item in ITEMS), encoding="utf-8"
    )


def as_html(path: Path) -> None:
    items = "".join(f"<li>{html.escape(item)}</li>" for item in ITEMS)
    path.write_text(
        f"<!doctype html><html lang='en'><head><title>{TITLE}</title></head><body><nav><a href='/'>Home</a></nav><main><article>"
        f"<h1>{TITLE}</h1><p>{PARAGRAPH}</p><h2>{HEADING}</h2><ul>{items}</ul></article></main></body></html>",
        encoding="utf-8",
    )


def as_docx(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(PARAGRAPH)
    document.add_paragraph(HEADING, style="Heading 1")
    for item in ITEMS:
        document.add_paragraph(item, style="List Bullet")
    document.save(str(path))


def as_pdf(path: Path) -> None:
    source = path.with_suffix(".typ")
    body = f"= {TITLE}\n\n{PARAGRAPH}\n\n== {HEADING}\n\n" + "".join(f"- {item}\n" for item in ITEMS)
    source.write_text(f'#set document(title: "{TITLE}")\n#set text(lang: "en")\n{body}', encoding="utf-8")
    path.write_bytes(typst.compile(str(source), format="pdf", pdf_standards="ua-1"))


def as_pdf_of(path: Path, body: str) -> Path:
    """A tagged PDF of what is written in typst's own marks."""
    source = path.with_suffix(".typ")
    source.write_text(f'#set document(title: "x")\n#set text(lang: "en")\n{body}', encoding="utf-8")
    path.write_bytes(typst.compile(str(source), format="pdf", pdf_standards="ua-1"))
    return path


def as_mail(path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "board@example.com", "pcc@example.com", TITLE
    items = "".join(f"- {item}\n" for item in ITEMS)
    message.set_content(f"{PARAGRAPH}\n\n{HEADING}\n\n{items}\nKind regards\n\nA. Writer\nPolicy lead\n")
    path.write_bytes(message.as_bytes())


WRITERS: dict[str, Callable[[Path], None]] = {
    ".md": as_markdown,
    ".txt": as_text,
    ".html": as_html,
    ".htm": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
    ".eml": as_mail,
}
