"""The codes of a base: its themes, kinds and agencies, each group under a heading of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.exchange.project import Code, guid
from evidence_lib.themes.codebook import Codebook

GROUPS = {"themes": "Themes", "kind": "Kinds", "agencies": "Agencies"}
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")  # the palette of the charts


@dataclass(frozen=True, slots=True)
class Known:
    """What the codes of a project mean here: the field that a code decides, and the value it gives."""

    field: str
    value: str


def codes_of(codebook: Codebook) -> tuple[Code, ...]:
    """The codes, with definitions; the heading of a group is not to be given to a place."""
    values = {
        "themes": [(theme.id, theme.label, defined(theme.definition, theme.is_not)) for theme in codebook],
        "kind": [(str(kind), kind.label.capitalize(), "") for kind in Kind],
        "agencies": [(name, label, "") for name, label in AGENCIES.items()],
    }
    codes = []
    for field, heading in GROUPS.items():
        codes.append(Code(guid("group", field), heading, codable=False))
        for number, (value, label, told) in enumerate(values[field]):
            codes.append(code_of(field, value, label, told, heading, COLOURS[number % len(COLOURS)]))
    return tuple(codes)


def code_of(field: str, value: str, label: str, told: str, heading: str, colour: str) -> Code:
    """One code; its GUID is made of what it stands for and not of its label, which may change."""
    return Code(guid(field, value), label, told, (heading,), True, colour)


def defined(definition: str, is_not: str) -> str:
    """A theme's definition as a code's description."""
    return f"{definition} Not: {is_not}" if is_not else definition


def known_codes(codes: Iterable[Code], codebook: Codebook) -> dict[str, Known]:
    """What a project's codes stand for, by their GUIDs as they are compared; a code that stands for nothing is left out.

    A tool may give new GUIDs (QualCoder does), so the name tells too: the id or the label, under a group's heading where
    the tool kept it. A theme that has since been renamed or merged is known by the names it had.
    """
    own = {code.guid: Known(field, value) for field, value, code in listed(codebook)}
    named: dict[tuple[str, str], Known] = {}
    for field, value, code in reversed(list(listed(codebook))):  # themes last: where names are the same they win
        for name in (value, code.name):
            named[("", name.casefold())] = named[(GROUPS[field].casefold(), name.casefold())] = Known(field, value)
    found = {}
    for code in codes:
        heading = code.above[-1].casefold() if code.above else ""
        name = code.name.strip().casefold()
        meant = own.get(code.guid.strip("{}").lower()) or named.get((heading, name)) or named.get(("", name))
        if meant and code.codable:
            found[code.guid.strip("{}").lower()] = meant
    return found


def listed(codebook: Codebook) -> Iterable[tuple[str, str, Code]]:
    """Every code with the field and value that it stands for."""
    fields = {heading: field for field, heading in GROUPS.items()}
    values = {
        guid(field, value): value
        for field, all_of in (("themes", codebook.ids), ("kind", tuple(map(str, Kind))), ("agencies", tuple(AGENCIES)))
        for value in all_of
    }
    return [(fields[code.above[0]], values[code.guid], code) for code in codes_of(codebook) if code.above]
