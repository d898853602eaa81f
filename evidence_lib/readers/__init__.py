"""One reader a format, each giving blocks in reading order; read_document() chooses by the file's ending."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from evidence_lib.core.errors import BadFile, did_you_mean
from evidence_lib.core.records import Block
from evidence_lib.readers.reading import Reading

Reader = Callable[[Path], Reading]


def late(module: str) -> Reader:
    """A reader whose module (and the libraries it needs) is loaded when it is first used."""

    def read(path: Path) -> Reading:
        reading: Reading = import_module(f"evidence_lib.readers.{module}").read(path)
        return reading

    return read


READERS: dict[str, Reader] = {
    ".pdf": late("pdf"),
    ".docx": late("docx"),
    ".html": late("html"),
    ".htm": late("html"),
    ".md": late("markdown"),
    ".txt": late("text"),
    ".eml": late("mail"),
}
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".eml": "message/rfc822",
}
LARGEST = 200 * 1024 * 1024  # bytes; the largest real report in the corpora at hand has under 10 MB
SIGNS = {
    b"%PDF": ".pdf",
    b"PK\x03\x04": ".docx",
    b"\xd0\xcf\x11\xe0": ".doc",
    b"<!doctype html": ".html",
    b"<html": ".html",
}
NAMES = {
    ".pdf": "a PDF",
    ".docx": "a Word file or another zip",
    ".doc": "an old or encrypted Word file",
    ".html": "an HTML page",
}


def read_document(path: Path) -> list[Block]:
    """Return the blocks of a document of any known format; raises BadFile as reading_of does."""
    return list(reading_of(path).blocks)


def reading_of(path: Path) -> Reading:
    """Return the blocks of a document of any known format, how they were read, and what could not be.

    Raises BadFile, in one line with the next step, for a file that is missing, empty, too large, of an unknown format,
    not what its name says, damaged, encrypted, or without text.
    """
    check_file(path)
    reading = READERS[path.suffix.lower()](path)
    if not any(character.isalnum() for block in reading.blocks for character in block.text):
        raise BadFile(f"{path}: has no text. Check that it is the right file.")
    return reading


def check_file(path: Path) -> None:
    """Refuse a file that no reader should be given."""
    suffix = path.suffix.lower()
    if path.is_dir():
        raise BadFile(f"{path}: is a folder. Name the documents in it.")
    if not path.is_file():
        raise BadFile(f"{path}: there is no such file. Check the name and the folder.")
    if suffix not in READERS:
        hint = " Save it as .docx." if suffix in (".doc", ".odt", ".rtf") else did_you_mean(suffix, READERS)
        raise BadFile(f"{path}: no reader for '{suffix}'.{hint} Formats are: {', '.join(READERS)}.")
    size = path.stat().st_size
    if not size:
        raise BadFile(f"{path}: is empty. Download or save it again.")
    if size > LARGEST:
        raise BadFile(f"{path}: has {size // 2**20} MB, more than the {LARGEST // 2**20} MB that are read. Split it.")
    held = sign(path)
    if suffix == ".docx" and held == ".doc":
        raise BadFile(f"{path}: is protected by a password, or an old Word file. Save it as .docx without a password.")
    wanted = ".html" if suffix == ".htm" else suffix
    if (held and held != wanted) or (not held and suffix in (".pdf", ".docx")):
        what = NAMES.get(held, "something else")
        raise BadFile(f"{path}: is named {suffix} but holds {what}. Download it again, or give it its right ending.")


def sign(path: Path) -> str:
    """The format that a file's first bytes show, or an empty string for plain text and the unknown."""
    with path.open("rb") as file:
        head = file.read(1024)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%PDF" in head:  # some files carry a few bytes before it
        return ".pdf"
    return next((suffix for mark, suffix in SIGNS.items() if start.startswith(mark.lower())), "")


def media_type(path: Path) -> str:
    """The media type of a file by its ending."""
    return MEDIA_TYPES[path.suffix.lower()]
