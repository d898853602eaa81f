"""data/local_evidence.csv: need, as dated entries by people; it is never mixed with what inspectors find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evidence_lib.commissioning.groups import known_groups
from evidence_lib.commissioning.organisation import Organisation
from evidence_lib.commissioning.problems import Problem, Row, read_kept
from evidence_lib.commissioning.services import WHOLE

COLUMNS = {
    "need_id": "short name of the entry, such as N-01, kept for good",
    "dated": "the day that it speaks of",
    "kind": "needs-assessment, partner-meeting, provider-monitoring, victims-voice or other",
    "what": "what it says, in a sentence; no person is named",
    "themes": "the themes it bears on",
    "areas": "areas of the body; all for the whole of it",
    "groups": "whose need it is: all, children, women, men, or a group that the law asks about",
    "figure": "a number, where it gives one",
    "figure_of": "what that number counts",
    "source": "the document or meeting it comes from",
    "page": "page in it",
    "entered_by": "who entered it",
    "entered_on": "when",
    "example": "yes if the row is made up, to show the form",
}
KINDS = {
    "needs-assessment": "needs assessment",
    "partner-meeting": "partner meeting",
    "provider-monitoring": "provider monitoring",
    "victims-voice": "victims' voice",
    "other": "other",
}


@dataclass(frozen=True, slots=True)
class Need:
    """One entry of local evidence of need."""

    need_id: str
    dated: date | None
    kind: str
    what: str
    themes: tuple[str, ...]
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    figure: int | None
    figure_of: str
    source: str
    page: str
    entered_by: str
    entered_on: date | None
    example: bool
    where: str


def read_needs(path: Path, organisation: Organisation, themes: Sequence[str]) -> tuple[list[Need], list[Problem]]:
    """Read the entries; what is wrong with a row is named, and the rest of it stays."""
    areas = organisation.every_area()
    return read_kept(path, tuple(COLUMNS), "need_id", lambda row: need(row, areas, themes))


def need(row: Row, areas: Sequence[str], themes: Sequence[str]) -> Need:
    """One row."""
    if not row.text("source"):
        row.wrong("source is empty", "Name the document or meeting.", "The entry is marked as without a source.")
    if row.whole("figure") is not None and not row.text("figure_of"):
        row.wrong("figure has no figure_of", "Say what the number counts.", "The number is not shown.")
    held = row.chosen("themes", themes, "theme")
    if not held:
        row.wrong("names no theme that is known", "Name one.", "The entry stands under 'no theme'.")
    return Need(
        row.text("need_id"),
        row.day("dated", needed=True),
        row.one_of("kind", KINDS, "other"),
        row.text("what"),
        held,
        row.chosen("areas", (WHOLE, *areas), "area"),
        row.chosen("groups", known_groups(), "group"),
        row.whole("figure") if row.text("figure_of") else None,
        row.text("figure_of"),
        row.text("source"),
        row.text("page"),
        row.text("entered_by"),
        row.day("entered_on"),
        row.yes("example"),
        row.where,
    )
