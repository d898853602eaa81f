"""Writing a project as REFI-QDA 1.5: one archive with project.qde and a plain text for every source."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evidence_lib.core.files import appearing
from evidence_lib.exchange.project import Code, Project, Selection, TextSource, guid, printable

PROJECT = "urn:QDA-XML:project:1.0"
SCHEMA = f"{PROJECT} http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ORIGIN = "evidence_lib"
SHOWN = 80  # characters of a selection's words that stand as its name


def write_project(project: Project, path: Path) -> None:
    """Write the archive whole or not at all; the same project gives the same bytes.

    Texts are UTF-8 without a mark and with line feeds alone, so that every tool counts the same code points.
    """
    from lxml import etree

    root = project_xml(project)
    with appearing(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
        archive.writestr(member("project.qde"), xml)
        for source in project.sources:
            archive.writestr(member(f"Sources/{guid('text', source.guid)}.txt"), source.text.encode("utf-8"))


def member(name: str) -> zipfile.ZipInfo:
    """A member with a fixed day, so that nothing but its contents decides its bytes."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def project_xml(project: Project) -> Any:
    """The tree of project.qde, in the order that the schema asks for."""
    from lxml import etree

    root = etree.Element(tag("Project"), nsmap={None: PROJECT, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    root.set("name", printable(project.name))
    root.set("origin", ORIGIN)
    root.set("creationDateTime", project.made)
    users = etree.SubElement(root, tag("Users"))
    for name in project.users:
        etree.SubElement(users, tag("User"), guid=guid("user", name), name=printable(name))
    if project.users:
        root.set("creatingUserGUID", guid("user", project.users[0]))
    if project.codes:
        add_codes(etree.SubElement(etree.SubElement(root, tag("CodeBook")), tag("Codes")), project.codes, PROJECT)
    sources = etree.SubElement(root, tag("Sources"))
    notes: list[Any] = []
    for source in project.sources:
        add_source(sources, source, project.made, notes)
    if notes:
        etree.SubElement(root, tag("Notes")).extend(notes)
    add_sets(root, project.codes, PROJECT, "targetGUID")
    described(root, project.description, PROJECT)
    return root


def tag(name: str, space: str = PROJECT) -> str:
    """A name with its namespace."""
    return f"{{{space}}}{name}"


def described(element: Any, text: str, space: str) -> None:
    """Add a description, if there is one."""
    from lxml import etree

    if text:
        etree.SubElement(element, tag("Description", space)).text = printable(text)


def add_codes(parent: Any, codes: Sequence[Code], space: str) -> None:
    """Add the codes, each under those that it stands under."""
    from lxml import etree

    placed: dict[tuple[str, ...], Any] = {}
    for code in codes:
        under = placed.get(code.above, parent)
        element = etree.SubElement(under, tag("Code", space), guid=code.guid, name=printable(code.name))
        element.set("isCodable", "true" if code.codable else "false")
        if code.colour:
            element.set("color", code.colour)
        described(element, code.description, space)
        placed.setdefault((*code.above, code.name), element)


def add_sets(root: Any, codes: Sequence[Code], space: str, points: str) -> None:
    """Add the groups of codes once more as sets, which is how ATLAS.ti knows code groups; points names the attribute."""
    from lxml import etree

    groups = {code.above[0]: [one for one in codes if one.above[:1] == code.above[:1]] for code in codes if code.above}
    if not groups:
        return
    sets = etree.SubElement(root, tag("Sets", space))
    for name, members in groups.items():
        group = etree.SubElement(sets, tag("Set", space), guid=guid("set", name), name=printable(name))
        for one in members:
            etree.SubElement(group, tag("MemberCode", space)).set(points, one.guid)


def add_source(parent: Any, source: TextSource, made: str, notes: list[Any]) -> None:
    """Add a source, the places selected in it, and the notes of those that have a comment."""
    from lxml import etree

    element = etree.SubElement(parent, tag("TextSource"), guid=source.guid, name=printable(source.name))
    element.set("plainTextPath", f"internal://{guid('text', source.guid)}.txt")
    element.set("creationDateTime", made)
    described(element, source.description, PROJECT)
    for number, selection in enumerate(source.selections):
        place = etree.SubElement(element, tag("PlainTextSelection"))
        names = (source.guid, selection.start, selection.end, number)
        place.set("guid", guid("selection", *names))
        place.set("name", printable(selection.name)[:SHOWN])
        place.set("startPosition", str(selection.start))
        place.set("endPosition", str(selection.end))
        stamp(place, selection, made)
        described(place, selection.comment, PROJECT)
        for coding in selection.codings:
            given = etree.SubElement(place, tag("Coding"), guid=guid("coding", *names, coding.code, coding.user))
            mark(given, coding.user, coding.when or made)
            etree.SubElement(given, tag("CodeRef"), targetGUID=coding.code)
        if selection.comment:
            notes.append(note(place, selection, made, names))


def stamp(place: Any, selection: Selection, made: str) -> None:
    """Who selected the place, and when: QualCoder reads both from here and not from the coding."""
    first = selection.codings[0] if selection.codings else None
    mark(place, first.user if first else "", (first.when if first else "") or made)


def mark(element: Any, user: str, when: str) -> None:
    """Put a user and a time on an element."""
    if user:
        element.set("creatingUser", guid("user", user))
    element.set("creationDateTime", when)


def note(place: Any, selection: Selection, made: str, names: tuple[object, ...]) -> Any:
    """The comment as a note that the place refers to: NVivo, ATLAS.ti and MAXQDA show notes, QualCoder the description."""
    from lxml import etree

    element = etree.Element(tag("Note"), guid=guid("note", *names), name=printable(selection.name)[:SHOWN])
    first = selection.codings[0] if selection.codings else None
    mark(element, first.user if first else "", (first.when if first else "") or made)
    etree.SubElement(element, tag("PlainTextContent")).text = printable(selection.comment)
    etree.SubElement(place, tag("NoteRef"), targetGUID=element.get("guid"))
    return element
