"""The words of the suite as types: blocks, findings, tags and the names they may take."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a block is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    FOOTNOTE = "footnote"
    ASIDE = "aside"  # of an e-mail: headers, signature, quoted history


class Kind(StrEnum):
    """What a finding says of practice (LABELS has the words shown to readers)."""

    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    MIXED = "mixed"
    PRIORITY_ACTION = "priority-action"
    CASE_STUDY = "case-study"
    RECOMMENDATION = "recommendation"
    CAUSE_OF_CONCERN = "cause-of-concern"

    @property
    def label(self) -> str:
        """The word shown to readers."""
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.STRENGTH: "strength",
    Kind.IMPROVEMENT: "needs to improve",
    Kind.MIXED: "mixed",
    Kind.PRIORITY_ACTION: "priority action",
    Kind.CASE_STUDY: "practice study",
    Kind.RECOMMENDATION: "recommendation",
    Kind.CAUSE_OF_CONCERN: "cause of concern",
}


class Direction(StrEnum):
    """Which way the sentence points that earned a tag; empty where it points neither way."""

    STRENGTH = "strength"
    SHORTFALL = "shortfall"
    NEITHER = ""


class Edition(StrEnum):
    """Whether a source is held as published, or as a digest in our own words that names the pages."""

    ORIGINAL = "original"
    DIGEST = "digest"


AGENCIES = {
    "police": "Police",
    "childrens-social-care": "Children's social care",
    "health": "Health",
    "probation": "Probation",
    "youth-offending": "Youth offending",
    "education": "Education",
    "voluntary-sector": "Voluntary sector",
    "safeguarding-partnership": "Safeguarding partnership",
    "courts-cps": "Courts and CPS",
    "pcc": "Police and crime commissioner",
    "other": "Other",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table cell or footnote, in reading order.

    page_start and page_end count from 1 and are None where the format has no pages (HTML, DOCX). headings are the
    headings above the block, outermost first; a heading's own text is not among them.
    """

    text: str
    role: Role
    page_start: int | None = None
    page_end: int | None = None
    headings: tuple[str, ...] = ()
    level: int | None = None

    @property
    def heading(self) -> str:
        """The nearest heading above, or an empty string."""
        return self.headings[-1] if self.headings else ""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; a field it does not say is None or empty."""

    title: str | None = None
    kind: str | None = None
    publishers: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    subject: str | None = None
    programme: str | None = None
    published: date | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A block that judges practice or says what must change.

    heading is the nearest heading above, reported_under the whole path of the inspectors' own headings. summary says
    that it stands in the summary at the head of a letter, which later bullets repeat (it is not counted, house rule 10).
    addressed_to is whom it asks to act and due_text by when, both as the document puts it (its own words, the line or
    heading above it, or the column of its table); due_date is the day where those words settle one. parent is the
    finding_id of the cause of concern that it stands under.
    """

    finding_id: str
    document_id: str
    page_start: int | None
    page_end: int | None
    ordinal: int
    heading: str
    reported_under: str
    quote: str
    kind: Kind
    agencies: tuple[str, ...]
    areas: tuple[str, ...]
    edition: Edition
    summary: bool
    addressed_to: str = ""
    due_text: str = ""
    due_date: date | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that is no finding, with the reason, so that nobody need wonder. It may name addressees: never published."""

    document_id: str
    page: int | None
    text: str
    reason: str
