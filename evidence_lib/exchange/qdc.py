"""The codebook as REFI-QDC: written for other tools, and read as a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import appearing
from evidence_lib.exchange.archive import MOST_READ, xml_root
from evidence_lib.exchange.codes import codes_of, known_codes
from evidence_lib.exchange.project import Code
from evidence_lib.exchange.qdpx_read import codes_under, local
from evidence_lib.exchange.qdpx_write import ORIGIN, XSI, add_codes, add_sets, tag
from evidence_lib.themes.codebook import Codebook

CODEBOOK = "urn:QDA-XML:codebook:1.0"
SCHEMA = f"{CODEBOOK} http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a codebook from elsewhere says beside ours: codes that are new, themes it says otherwise, and those it lacks."""

    new: tuple[Code, ...]
    changed: tuple[tuple[str, Code], ...]
    missing: tuple[str, ...]


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write the codes as REFI-QDC, whole or not at all; their groups are sets, because not every reader knows codes in codes."""
    from lxml import etree

    root = etree.Element(tag("CodeBook", CODEBOOK), nsmap={None: CODEBOOK, "xsi": XSI}, origin=ORIGIN)
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    codes = codes_of(codebook)
    flat = [replace(code, above=()) for code in codes if code.codable]
    add_codes(etree.SubElement(root, tag("Codes", CODEBOOK)), flat, CODEBOOK)
    add_sets(root, codes, CODEBOOK, "guid")
    with appearing(path) as beside:
        beside.write_bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def read_codes(path: Path) -> tuple[Code, ...]:
    """The codes of a REFI-QDC file. Raises BadFile for one that is none."""
    try:
        if path.stat().st_size > MOST_READ:
            raise BadFile(f"{path}: has more than {MOST_READ // 1024**2} MB; no codebook has.")
        root = xml_root(str(path), path.read_bytes())
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from error
    if local(root) != "CodeBook":
        raise BadFile(f"{path}: is no REFI-QDA codebook (it begins with {local(root)}, not CodeBook).")
    return tuple(code for top in root if local(top) == "Codes" for code in codes_under(str(path), top, ()))


def proposal(codes: Sequence[Code], codebook: Codebook) -> Proposal:
    """What the codes say that the codebook does not. Nothing is changed: a theme needs terms, and a person."""
    known = known_codes(codes, codebook)
    ours = {code.guid: code for code in codes_of(codebook)}
    by_value = {meant.value: guid for guid, meant in known.items() if meant.field == "themes"}
    headings = {code.above[-1] for code in codes if code.above}
    own = {code.guid for code in ours.values() if not code.codable}
    new = [
        code
        for code in codes
        if code.guid.strip("{}").lower() not in known
        and code.guid.strip("{}").lower() not in own
        and (code.codable or code.name not in headings)
    ]
    changed = []
    for code in codes:
        meant = known.get(code.guid.strip("{}").lower())
        here = next((one for one in ours.values() if meant and one.name == label(codebook, meant.value)), None)
        if meant and meant.field == "themes" and here and (code.name, squash(code)) != (here.name, squash(here)):
            changed.append((meant.value, code))
    return Proposal(tuple(new), tuple(changed), tuple(name for name in codebook.ids if name not in by_value))


def label(codebook: Codebook, theme_id: str) -> str:
    """A theme's label; empty for what is no theme."""
    return next((theme.label for theme in codebook if theme.id == theme_id), "")


def squash(code: Code) -> str:
    """A code's description in one line."""
    return " ".join(code.description.split())
