"""Opening an archive and its XML from elsewhere without trusting it."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile

MOST_UNPACKED = 2 * 1024**3  # bytes in all; the largest project of plain texts seen has a hundredth
MOST_READ = 256 * 1024**2  # bytes of one member that is read
MOST_MEMBERS = 50_000
WHY_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
)


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive whose list of contents is sound; nothing is ever unpacked to disk.

    Raises BadFile, naming the file and what is wrong, for one that is broken, that names a path outside itself, names a
    member twice, or would be too large unpacked.
    """
    try:
        archive = zipfile.ZipFile(path)
    except WHY_BROKEN as error:
        raise BadFile(f"{path}: is no REFI-QDA project ({error}). Export it again from the tool.") from error
    with archive:
        check_members(path, archive)
        yield archive


def check_members(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse what no tool writes."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise BadFile(
            f"{path}: holds {len(members):,} files; a project has at most {MOST_MEMBERS:,}. Nothing was taken."
        )
    for member in members:
        if climbs(member.filename):
            raise BadFile(f"{path}: '{member.filename}' leads out of the archive. Nothing was taken.")
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise BadFile(f"{path}: '{twice}' stands twice in the archive. Nothing was taken.")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise BadFile(
            f"{path}: would be {unpacked / 1024**3:.1f} GB unpacked; at most {MOST_UNPACKED / 1024**3:.0f} GB are read. "
            "Nothing was taken. Export it again without audio, video and pictures."
        )


def climbs(name: str) -> bool:
    """Whether a path leads out of the archive, on any system."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in name


def member_bytes(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member; the size that the archive declares is not believed."""
    try:
        with archive.open(name) as file:
            held = file.read(MOST_READ + 1)
    except (*WHY_BROKEN, KeyError) as error:
        raise BadFile(f"{path}: '{name}' cannot be read ({error}). Nothing was taken. Export it again.") from error
    except Exception as error:  # zlib.error and its like have no common base
        raise BadFile(f"{path}: '{name}' is damaged ({error}). Nothing was taken. Export it again.") from error
    if len(held) > MOST_READ:
        raise BadFile(f"{path}: '{name}' has more than {MOST_READ // 1024**2} MB unpacked. Nothing was taken.")
    return held


def xml_root(where: str, raw: bytes) -> Any:
    """The root of some XML; entities are not resolved, and a file that declares any is refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFile(f"{where}: is no XML ({error}). Nothing was taken. Export it again.") from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise BadFile(f"{where}: declares a document type or entities, which REFI-QDA has not. Nothing was taken.")
    return root
