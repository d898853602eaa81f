"""Make the shipped documents of data/sources/ from the digests of this folder, and their rows in data/sources.csv.

    python tools/make_digests.py

Each digest is written once, in Markdown with its facts at the head, and shipped in one of the formats that the suite
reads, so that the default refresh reads real files: tagged PDF, DOCX, HTML and Markdown. The same digest gives the same
bytes every time.
"""

import html
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import typst
import yaml

from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.core.dates import long_date, parse_date
from evidence_lib.core.files import sha256, write_text
from evidence_lib.core.records import Edition
from evidence_lib.readers import media_type
from evidence_lib.sources.catalogue import Source, split_list, write_catalogue
from evidence_lib.sources.hold import pages

DIGESTS = Path(__file__).parent / "digests"
MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the date inside the files: one that does not change from run to run
FORMATS = {
    "cornwall-jtai-2018": ".pdf",
    "york-jtai-2018": ".pdf",
    "derby-jtai-2019": ".docx",
    "shropshire-jtai-2019": ".docx",
    "islington-jtai-2019": ".html",
}
Part = tuple[str, str]  # ("h2" | "p" | "li", words)


def parts(facts: dict[str, object], body: str) -> list[Part]:
    """The parts of a document: title, what it says of itself, then the digest's own headings, paragraphs and items."""
    said = [
        ("Published", written(facts["published"])),
        ("Subject", facts["subject"]),
        ("Published by", facts["publishers"]),
        ("Area", facts["areas"]),
        ("Original", facts["url"]),
        (
            "Inspected",
            f"{written(facts['inspection_start'])} to {written(facts['inspection_end'])}"
            if facts["inspection_start"]
            else "",
        ),
    ]
    found: list[Part] = [("h1", f"Digest: {facts['title']}")]
    found += [("p", f"{name}: {value}") for name, value in said if value]
    for line in body.strip().splitlines():
        kind = "h2" if line.startswith("## ") else "li" if line.startswith("- ") else "p"
        if line.strip():
            found.append((kind, re.sub(r"^(?:## |- )", "", line).strip()))
    return found


def written(value: object) -> str:
    """A day as a person writes it."""
    day = parse_date(str(value or ""))
    return long_date(day) if day else ""


def as_markdown(found: list[Part], target: Path, title: str) -> None:
    """Markdown."""
    marks = {"h1": "# ", "h2": "## ", "li": "- ", "p": ""}
    write_text(target, "".join(f"{marks[kind]}{words}\n" + ("" if kind == "li" else "\n") for kind, words in found))


def as_html(found: list[Part], target: Path, title: str) -> None:
    """A whole HTML page."""
    body = "".join(f"<{kind}>{html.escape(words)}</{kind}>\n" for kind, words in found)
    body = re.sub(r"((?:<li>.*</li>\n)+)", r"<ul>\n\1</ul>\n", body)
    write_text(
        target,
        f'<!doctype html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><title>{html.escape(title)}</title></head>\n'
        f"<body>\n<main><article>\n{body}</article></main>\n</body>\n</html>\n",
    )


def as_docx(found: list[Part], target: Path, title: str) -> None:
    """Word, with real heading and list styles."""
    styles = {"h1": "Title", "h2": "Heading 1", "li": "List Bullet", "p": "Normal"}
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.language = "en-GB"
    document.core_properties.author = "Digest"
    document.core_properties.created = document.core_properties.modified = MADE.replace(tzinfo=None)
    for kind, words in found:
        document.add_paragraph(words, style=styles[kind])
    with tempfile.TemporaryDirectory() as folder:
        document.save(str(Path(folder) / "raw.docx"))
        with (
            zipfile.ZipFile(Path(folder) / "raw.docx") as raw,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            for name in sorted(raw.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
                out.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), raw.read(name), zipfile.ZIP_DEFLATED)


def as_pdf(found: list[Part], target: Path, title: str) -> None:
    """A tagged PDF (PDF/UA-1) by typst."""
    marks = {"h1": "= ", "h2": "== ", "li": "- ", "p": ""}
    escaped = "\n".join(
        marks[kind]
        + re.sub(r"([\\#$*_`<>@~\[\]])", r"\\\1", words).replace("//", "/\\/")
        + ("" if kind == "li" else "\n")
        for kind, words in found
    )
    head = (
        f'#set document(title: "{title}", date: datetime(year: {MADE.year}, month: {MADE.month}, day: {MADE.day}))\n'
        '#set text(lang: "en", region: "GB", size: 11pt)\n#set page(paper: "a4", margin: 25mm, numbering: "1")\n'
        "#set par(leading: 0.75em, spacing: 1.1em)\n#show heading: set block(above: 1.6em, below: 0.9em)\n\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "digest.typ"
        source.write_text(head + escaped, encoding="utf-8")
        target.write_bytes(typst.compile(str(source), format="pdf", pdf_standards="ua-1"))


WRITERS: dict[str, Callable[[list[Part], Path, str], None]] = {
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}


def make(path: Path, base: BaseFolder) -> Source:
    """Write one digest in its format and return its row."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    facts = {name: "" if value is None else str(value) for name, value in yaml.safe_load(head).items()}
    suffix = FORMATS.get(facts["document_id"], ".md")
    target = base.sources / f"{facts['document_id']}-digest{suffix}"
    WRITERS[suffix](parts(facts, body), target, f"Digest: {facts['title']}")
    lists = {name: split_list(facts[name]) for name in ("publishers", "areas")}
    days = {name: parse_date(facts[name]) for name in ("published", "inspection_start", "inspection_end")}
    row = Source(**{**facts, **lists, **days})  # type: ignore[arg-type]
    return replace(
        row,
        edition=Edition.DIGEST,
        file=target.name,
        sha256=sha256(target),
        media_type=media_type(target),
        pages=pages(target),
        retrieved=date(MADE.year, MADE.month, MADE.day),
    )


def main() -> None:
    """Write every digest and the catalogue."""
    base = BaseFolder(shipped_root())
    shutil.rmtree(base.sources, ignore_errors=True)
    base.sources.mkdir(parents=True)
    sources = [make(path, base) for path in sorted(DIGESTS.glob("*.md"))]
    write_catalogue(base, sources)
    print(f"{len(sources)} digests in {base.sources}")


if __name__ == "__main__":
    main()
