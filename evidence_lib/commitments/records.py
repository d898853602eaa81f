"""The words of this room as types: paragraphs, statements, commitments, responses, and actions that a letter requires."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from evidence_lib.core.records import Role


class Speaker(StrEnum):
    """Who says a statement of a response."""

    REPORT = "report"  # what the report found, told again
    COMMISSIONER = "commissioner"
    CHIEF_CONSTABLE = "chief constable"


class StatementKind(StrEnum):
    """What a statement of a response is."""

    REPORT = "report"  # what the report found or how it was made
    VIEW = "view"  # what the commissioner thinks of it
    UNDERTAKING = "undertaking"  # holds one or more commitments
    CHIEF_CONSTABLE = "chief constable"  # what the chief constable says of it
    FACT = "fact"  # a plain fact: a sum, a number
    FURNITURE = "furniture"  # headings, addresses, signatures


class Strength(StrEnum):
    """How firmly something is undertaken: "will monitor", "wish to ensure", "am interested to see"."""

    FIRM = "firm"
    QUALIFIED = "qualified"
    INTEREST = "interest"


ACTIONS = (
    "request",
    "monitor",
    "explore",
    "ensure",
    "refer",
    "inform commissioning",
    "record in evidence base",
    "agree",
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A mended paragraph, item or cell of a response: number counts those with words of its own, from 1.

    speaker and recommendation (the words of the recommendation that a row of a table answers) are set by who_speaks().
    """

    text: str
    role: Role
    number: int | None
    page: int | None = None
    headings: tuple[str, ...] = ()
    speaker: Speaker = Speaker.COMMISSIONER
    recommendation: str = ""

    @property
    def heading(self) -> str:
        """The nearest heading above, or an empty string."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a response: who says it and what it is."""

    document_id: str
    page: int | None
    paragraph: int | None
    speaker: Speaker
    kind: StatementKind
    text: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One clause that undertakes: who undertakes, who is asked, to do what, how firmly, by when, watched where.

    quote is the clause in its own words; in a digest they are ours. page and paragraph place it (a digest names the
    paragraph of the original). due_date is the last day that due_text allows, where it can be one. around is what was said
    before it, the nearest first: what "this finding" may point to.
    """

    commitment_id: str
    document_id: str
    page: int | None
    paragraph: int | None
    quote: str
    made_by: str
    addressed_to: str
    action: str
    strength: Strength
    forum: str
    due_text: str
    due_date: date | None
    destination: str
    recommendation: str
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A plain fact: value is a whole number (pounds or things counted), unit is GBP or what is counted."""

    value: int
    unit: str
    qualifier: str
    about: str

    @property
    def told(self) -> str:
        """In one piece for a table: "over 3600000 GBP: services for victims"."""
        return f"{self.qualifier} {self.value} {self.unit}".strip() + (f": {self.about}" if self.about else "")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a response says of the report it answers; what it does not say is None or empty.

    recommendations is the number it names, 0 where it says there are none. inspections_from and inspections_to are
    months such as 2018-09; local_inspection is the area and month of the inspection at home ("Cornwall, 2018-10").
    """

    title: str = ""
    published: date | None = None
    areas: tuple[str, ...] = ()
    inspectorates: tuple[str, ...] = ()
    recommendations: int | None = None
    url: str = ""
    inspections_from: str = ""
    inspections_to: str = ""
    local_inspection: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A response as read: what it answers, who signs it, whether the chief constable's comment is there, and its facts."""

    document_id: str
    answered: Answered
    author: str
    role: str
    author_area: str
    chief_constable_comment: bool
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    commitments: tuple[Commitment, ...]
    answers: tuple[tuple[str, str], ...] = ()  # recommendation, and accepted, partly accepted, not accepted or answered
    problems: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Action:
    """What an inspection letter itself requires ("Next steps"): who, what, to whom, by which day."""

    action_id: str
    document_id: str
    page: int | None
    quote: str
    owner: str
    action: str
    addressed_to: str
    due_text: str
    due_date: date | None
