"""Reading a REFI-QDA project that any tool saved."""

import codecs
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile
from evidence_lib.exchange.archive import climbs, member_bytes, opened, xml_root
from evidence_lib.exchange.line_ends import counted_text
from evidence_lib.exchange.project import Code, Coding, Project, Selection, TextSource

INTERNAL = "internal://"
NOT_TEXT = ("PictureSource", "AudioSource", "VideoSource")


def read_project(path: Path) -> Project:
    """Read a project: its users, codes, plain texts and the codings in them. Nothing is unpacked to disk.

    Raises BadFile, naming the file and the member, for one that is broken, dangerous or no REFI-QDA project.
    """
    with opened(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".qde") and "/" not in name]
        if len(names) != 1:
            raise BadFile(f"{path}: is no REFI-QDA project (it holds {len(names)} files .qde, not one).")
        where = f"{path}, {names[0]}"
        root = xml_root(where, member_bytes(path, archive, names[0]))
        if local(root) != "Project":
            raise BadFile(f"{where}: is no REFI-QDA project (it begins with {local(root)}, not Project).")
        users = {
            bare(user.get("guid")): user.get("name") or user.get("id") or "" for user in each(root, "Users", "User")
        }
        notes = {bare(note.get("guid")): note_text(path, archive, note) for note in each(root, "Notes", "Note")}
        codes = tuple(code for top in each(root, "CodeBook", "Codes") for code in codes_under(where, top, ()))
        read = [source_of(path, archive, element, users, notes) for element in each(root, "Sources", None)]
    sources = tuple(one for one in read if isinstance(one, TextSource))
    unread = tuple(one for one in read if isinstance(one, str))
    about = " ".join(child.text or "" for child in root if local(child) == "Description")
    return Project(
        root.get("name") or path.stem, tuple(users.values()), codes, sources, about, unread,
        root.get("creationDateTime") or "",
    )  # fmt: skip


def local(element: Any) -> str:
    """An element's name without its namespace; empty for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def bare(guid: str | None) -> str:
    """A GUID as it is compared."""
    return (guid or "").strip("{}").lower()


def each(root: Any, group: str, name: str | None) -> Iterator[Any]:
    """The elements of a name in a group of the project; all of them without a name."""
    for parent in root:
        if local(parent) == group:
            yield from (child for child in parent if local(child) and name in (None, local(child)))


def codes_under(where: str, parent: Any, above: tuple[str, ...]) -> Iterator[Code]:
    """The codes below an element, each after what it stands under."""
    for element in parent:
        if local(element) != "Code":
            continue
        name = (element.get("name") or "").strip()
        if not name or not element.get("guid"):
            raise BadFile(f"{where}, line {element.sourceline}: a code has no name or no guid. Nothing was taken.")
        told = " ".join(child.text or "" for child in element if local(child) == "Description").strip()
        codable = element.get("isCodable", "true") in ("true", "1")
        yield Code(element.get("guid"), name, told, above, codable, element.get("color") or "")
        yield from codes_under(where, element, (*above, name))


def source_of(
    path: Path, archive: zipfile.ZipFile, element: Any, users: Mapping[str, str], notes: Mapping[str, str]
) -> TextSource | str:
    """One source with its codings, or a line that says why it is not read."""
    name = element.get("name") or ""
    if local(element) in NOT_TEXT:
        return f"'{name}': a {local(element)[:-6].lower()} has no words to code."
    texts = [element] if local(element) == "TextSource" else [e for e in element if local(e) == "Representation"]
    if not texts:
        return f"'{name}': has no plain text beside its pages."
    holder = texts[0]
    held = plain_text(path, archive, holder)
    if held is None:
        return f"'{name}': its plain text lies outside the file."
    selections = [
        selection_of(f"{path}, '{name}'", e, users, notes) for e in holder if local(e) == "PlainTextSelection"
    ]
    text = counted_text(held, selections)
    told = " ".join(child.text or "" for child in element if local(child) == "Description").strip()
    for selection in selections:
        if not 0 <= selection.start <= selection.end <= len(text):
            raise BadFile(
                f"{path}: source '{name}' has a selection from {selection.start} to {selection.end}, and its text "
                f"{len(text)} characters. Nothing was taken."
            )
    return TextSource(name, text, tuple(selections), told, element.get("guid") or "")


def plain_text(path: Path, archive: zipfile.ZipFile, element: Any) -> str | None:
    """The plain text of a source or note: in the file itself, or the member that it names; None where it lies outside."""
    inside = [child.text or "" for child in element if local(child) == "PlainTextContent"]
    if inside:
        return inside[0]
    address = element.get("plainTextPath") or ""
    if not address.lower().startswith(INTERNAL):
        return None
    name = address[len(INTERNAL) :].lstrip("/")
    if climbs(name):
        raise BadFile(f"{path}: '{address}' leads out of the archive. Nothing was taken.")
    held = {member.lower(): member for member in archive.namelist()}
    found = held.get(f"sources/{name}".lower()) or held.get(name.lower())
    if not found:
        raise BadFile(
            f"{path}: the text '{name}' of source '{element.get('name') or ''}' is missing. Nothing was taken."
        )
    raw = member_bytes(path, archive, found)
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: '{found}' is not saved as UTF-8 ({error.reason}). Nothing was taken.") from error


def note_text(path: Path, archive: zipfile.ZipFile, element: Any) -> str:
    """What a note says."""
    return (plain_text(path, archive, element) or "").strip()


def selection_of(where: str, element: Any, users: Mapping[str, str], notes: Mapping[str, str]) -> Selection:
    """One place with its codings; what a coding does not say of its user and time, its place does."""
    try:
        start, end = int(element.get("startPosition")), int(element.get("endPosition"))
    except (TypeError, ValueError) as error:
        raise BadFile(f"{where}: a selection has no whole numbers as positions. Nothing was taken.") from error
    user, when = user_of(element), element.get("creationDateTime") or element.get("modifiedDateTime") or ""
    codings = [
        Coding(
            bare(ref.get("targetGUID")),
            users.get(user_of(child) or user, ""),
            child.get("creationDateTime") or when,
        )
        for child in element
        if local(child) == "Coding"
        for ref in child
        if local(ref) == "CodeRef"
    ]
    told = [(child.text or "").strip() for child in element if local(child) == "Description"]
    told += [notes.get(bare(child.get("targetGUID")), "") for child in element if local(child) == "NoteRef"]
    comment = " ".join(dict.fromkeys(filter(None, told)))
    return Selection(start, end, tuple(codings), element.get("name") or "", comment)


def user_of(element: Any) -> str:
    """The GUID of who made an element, or who changed it last."""
    return bare(element.get("creatingUser") or element.get("modifyingUser"))
