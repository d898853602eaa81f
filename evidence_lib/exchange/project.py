"""A project of qualitative analysis as REFI-QDA knows it: codes, plain-text sources, and codings at their places."""

import re
import uuid
from dataclasses import dataclass
from datetime import date

NAMES = uuid.UUID(
    "6f5a2f0e-93d4-5f0a-8b57-1f2c6a3f7c10"
)  # of all GUIDs that are made here: what stays the same keeps its own
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(*names: object) -> str:
    """The GUID of a thing by its names: the same from one export to the next, on every machine."""
    return str(uuid.uuid5(NAMES, "\x1f".join(map(str, names))))


def printable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Code:
    """One code; above are the names of the codes that it stands under, outermost first. A heading of others is not codable."""

    guid: str
    name: str
    description: str = ""
    above: tuple[str, ...] = ()
    codable: bool = True
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code given to a place, by whom (a name) and when (2026-03-31T09:30:00Z; empty where the file does not say)."""

    code: str
    user: str = ""
    when: str = ""

    @property
    def day(self) -> date | None:
        """The day on which it was given."""
        try:
            return date.fromisoformat(self.when[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Selection:
    """A place in a text with its codings: from start up to end, in code points, counted from 0.

    name are its words as the tool kept them (often shortened); comment is what a person wrote about it.
    """

    start: int
    end: int
    codings: tuple[Coding, ...]
    name: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class TextSource:
    """One document as plain text, with the places selected in it."""

    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    description: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project; unread says in a line each what of the file could not be read."""

    name: str
    users: tuple[str, ...]
    codes: tuple[Code, ...]
    sources: tuple[TextSource, ...]
    description: str = ""
    unread: tuple[str, ...] = ()
    made: str = ""

    def code(self, code_guid: str) -> Code | None:
        """The code of a GUID, however it is written."""
        wanted = code_guid.strip("{}").lower()
        return next((code for code in self.codes if code.guid.strip("{}").lower() == wanted), None)
