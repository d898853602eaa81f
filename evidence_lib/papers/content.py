"""What a paper holds: headings, paragraphs, items, quotes, tables and charts, in order. No writer computes anything."""

from dataclasses import dataclass, field

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.core.errors import EvidenceError


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a section."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; marked sets it apart as a remark of the suite."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered where its items are referred to."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's own words with their place; ours says that they are a digest's and never a quotation."""

    text: str
    place: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for a person to write in, with what is to stand there."""

    prompt: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table of words with a caption: head and rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()  # shares of the page's width; even if not given


Part = Heading | Paragraph | Items | Quote | Blank | Rows | Chart | Table


class NoPaper(EvidenceError):
    """A paper without a name or title, or in a format that is not written."""


@dataclass(frozen=True)
class Paper:
    """A paper: name is its file's without ending, formats the endings it is kept in."""

    name: str
    title: str
    subtitle: str
    parts: tuple[Part, ...] = field(repr=False)
    formats: tuple[str, ...] = (".docx",)
    landscape: bool = False

    def __post_init__(self) -> None:
        if not self.name or not self.title:
            raise NoPaper("a paper needs a name and a title. Give them.")


@dataclass(frozen=True)
class Calendar:
    """Days that are still to come: uid, day, title and words of each."""

    name: str
    title: str
    events: tuple[tuple[str, object, str, str], ...] = field(repr=False)
    formats: tuple[str, ...] = (".ics",)
