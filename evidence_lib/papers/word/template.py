"""The office's own template: what may be one, and what of it stays."""

import io
import zipfile
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile

LARGEST = 200_000_000  # bytes unpacked: no letterhead is larger
CONTENTS = "[Content_Types].xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
WITH_MACROS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)


def opened(template: Path | None) -> Any:
    """The document to write into: the office's template without its sample text, or the suite's own.

    Headers, footers, styles, page and numbering of a template stay. Raises BadFile for what is no Word template.
    """
    import docx

    if template is None:
        return docx.Document()
    try:
        document = docx.Document(io.BytesIO(as_document(template)))
    except BadFile:
        raise
    except Exception as error:  # what a damaged package raises has no common class
        raise BadFile(f"{template}: is damaged, and cannot be used as a template. Open and save it in Word.") from error
    keep_headers(document)
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    return document


def as_document(template: Path) -> bytes:
    """The bytes of a template as those of a document: Word marks a .dotx as one thing and a .docx as another."""
    none = "is no Word template. Save yours in Word as .docx or .dotx."
    try:
        data = template.read_bytes()
    except OSError as error:
        raise BadFile(f"{template}: cannot be read. Look whether the template is there.") from error
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise BadFile(f"{template}: {none}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            if sum(one.file_size for one in held.infolist()) > LARGEST:
                raise BadFile(f"{template}: is too large for a template. Take out its pictures.")
            types = held.read(CONTENTS).decode("utf-8")
            if any(kind in types for kind in WITH_MACROS):
                raise BadFile(f"{template}: holds macros. Save it in Word as .dotx, which holds none.")
            if DOCUMENT not in types and TEMPLATE not in types:
                raise BadFile(f"{template}: {none}")
            return data if TEMPLATE not in types else with_types(held, types.replace(TEMPLATE, DOCUMENT))
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise BadFile(f"{template}: {none}") from error


def with_types(held: zipfile.ZipFile, types: str) -> bytes:
    """The same package with another list of what its parts are."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for one in held.infolist():
            out.writestr(one.filename, types if one.filename == CONTENTS else held.read(one.filename))
    return made.getvalue()


def keep_headers(document: Any) -> None:
    """Give the last section the headers and footers that it takes from an earlier one, whose text is about to go."""
    from docx.oxml.ns import qn

    last = document.sections[-1]._sectPr
    for section in reversed(list(document.sections)[:-1]):
        for kind in ("w:headerReference", "w:footerReference"):
            own = {held.get(qn("w:type")) for held in last.findall(qn(kind))}
            for held in section._sectPr.findall(qn(kind)):
                if held.get(qn("w:type")) not in own:
                    last.insert(0, held)
