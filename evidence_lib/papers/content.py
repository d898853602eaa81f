"""What a paper holds: headings, paragraphs, items, quotes, tables and charts, in order. No writer computes anything."""

from dataclasses import dataclass, field
from typing import TypeVar

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.core.errors import EvidenceError

Found = TypeVar("Found")
ALL_FORMATS = (".docx", ".xlsx", ".pptx", ".pdf")  # what a paper for readers is kept in, as far as WRITERS has them


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
class Reference:
    """Where something stands: document and page (None where it has no pages); url leads to the document, if known.

    finding_id names the finding it is a place of, number its number of the evidence register; either may be empty.
    """

    document_id: str
    title: str
    page_start: int | None = None
    page_end: int | None = None
    url: str = ""
    finding_id: str = ""
    number: str = ""

    @property
    def label(self) -> str:
        """Document and page: "cornwall-jtai-2018, page 4"."""
        if self.page_start is None:
            return self.document_id
        several = self.page_end is not None and self.page_end != self.page_start
        pages = f"pages {self.page_start} to {self.page_end}" if several else f"page {self.page_start}"
        return f"{self.document_id}, {pages}"

    @property
    def address(self) -> str:
        """The address of the document at its page; empty where it is not known."""
        return f"{self.url}#page={self.page_start}" if self.url and self.page_start else self.url


@dataclass(frozen=True, slots=True)
class Statement:
    """What the evidence comes to, in a sentence of ours, with where each part of it stands and how much was checked.

    checked and of count the findings under it (of is 0 where it rests on none); more is how many of them have no reference
    here, since a reader would lose the sentence among them: the tables of the paper list them.
    """

    text: str
    references: tuple[Reference, ...] = ()
    checked: int = 0
    of: int = 0
    more: int = 0

    @property
    def standing(self) -> str:
        """How much of it a person has checked: "3 of 12 findings checked"; empty where it rests on none."""
        return f"{self.checked:,} of {self.of:,} finding{'s' * (self.of != 1)} checked" if self.of else ""

    @property
    def further(self) -> str:
        """That there is more than its references, in words; empty where there is not."""
        return f"and {self.more:,} more in the tables" if self.more else ""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a finding with their place.

    ours says that they are a digest's, which is never set as a quotation; checked whether a person has looked at it.
    """

    text: str
    reference: Reference
    ours: bool = False
    checked: bool = False


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


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources at the end: each document once, with its title, publishers, day and address."""

    references: tuple[Reference, ...]
    told: tuple[str, ...]  # one line a reference: publishers, day, edition


Part = Heading | Paragraph | Items | Statement | Quote | Blank | Rows | Chart | Table | Sources


class NoPaper(EvidenceError):
    """A paper without a name or title, or in a format that is not written."""


@dataclass(frozen=True)
class Paper:
    """A paper: name is its file's without ending, formats the endings it is kept in.

    standing says how much of it a person has checked ("3 of 40 findings checked"), marking how it is to be handled
    ("Draft"), audience for whom it is; each may be empty. One for_publication holds checked findings alone.
    """

    name: str
    title: str
    subtitle: str
    parts: tuple[Part, ...] = field(repr=False)
    formats: tuple[str, ...] = (".docx",)
    landscape: bool = False
    standing: str = ""
    marking: str = ""
    audience: str = ""
    for_publication: bool = False

    def __post_init__(self) -> None:
        if not self.name or not self.title:
            raise NoPaper("a paper needs a name and a title. Give them.")

    @property
    def line(self) -> str:
        """How it is to be handled and how far it is checked, for the head of a page: "Draft · 3 of 40 findings checked"."""
        published = "For publication: checked findings alone" if self.for_publication else self.standing
        return " · ".join(filter(None, (self.marking, published)))

    def all_of(self, kind: "type[Found]") -> list["Found"]:
        """The parts of one kind, in order."""
        return [part for part in self.parts if isinstance(part, kind)]


@dataclass(frozen=True)
class Calendar:
    """Days that are still to come: uid, day, title and words of each."""

    name: str
    title: str
    events: tuple[tuple[str, object, str, str], ...] = field(repr=False)
    formats: tuple[str, ...] = (".ics",)
