"""A reviewer's answer on one finding, and the rows of the history that it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evidence_lib.core.errors import BadRow
from evidence_lib.people.reviews import COMMENT, UNDO, Review, append_reviews, check_value
from evidence_lib.review.items import Item
from evidence_lib.tables.export import safe

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says of a finding as a whole: that it stays, of which kind, themes and agencies; or that it is none.

    An answer is complete, and not what was changed alone: what a person has accepted stays so whatever a later model would
    say, and two people's answers can be compared.
    """

    finding_id: str
    quote: str
    kind: str = ""
    themes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    include: bool = True
    comment: str = ""

    def decisions(self) -> dict[str, str]:
        """The fields that it decides, with their values."""
        said = {"include": "yes" if self.include else "no"}
        if self.include:
            said |= {"kind": self.kind, "themes": ";".join(self.themes), "agencies": ";".join(self.agencies)}
        return said | ({COMMENT: safe(" ".join(self.comment.split()))} if self.comment.strip() else {})


def rows_of(answer: Answer, reviewer: str, day: date, settles: Sequence[str] = ()) -> list[Review]:
    """The rows of an answer; settles names the fields on which it ends a difference between people."""
    return [
        Review(
            answer.finding_id,
            f"settled-{field}" if field in settles else field,
            value,
            "",
            reviewer,
            day,
            answer.quote,
        )
        for field, value in answer.decisions().items()
    ]


def undoing(rows: Sequence[Review], day: date) -> list[Review]:
    """The rows that take others back, the last first."""
    return [
        Review(row.finding_id, UNDO, row.decides, "", row.reviewer, day, row.quote)
        for row in reversed(rows)
        if row.field != UNDO
    ]


def record(
    base: "EvidenceBase", answer: Answer, reviewer: str, settles: Sequence[str] = (), day: date | None = None
) -> list[Review]:
    """Write an answer into the history, and return its rows. Raises BadRow for a value that cannot be, or no reviewer."""
    check(answer, reviewer, base.themes.ids)
    rows = rows_of(answer, reviewer, day or date.today(), settles)
    append_reviews(base.folder, rows)
    return rows


def check(answer: Answer, reviewer: str, themes: Sequence[str]) -> None:
    """Refuse an answer that cannot be."""
    if not reviewer.strip():
        raise BadRow("reviewer: is empty. Say who reviews: a decision without a name is none.")
    for field, value in answer.decisions().items():
        if field == "kind" and not value:
            raise BadRow("kind: is empty. Choose one, or leave the finding out.")
        check_value(answer.finding_id, field, value, themes)


def answer_of(item: Item) -> Answer:
    """The answer that accepts a finding as it stands."""
    return Answer(item.finding_id, item.quote, item.kind, item.themes, item.agencies)


def check_settlement(finding: str, field: str, value: str, reviewer: str, reason: str, themes: Sequence[str]) -> None:
    """Refuse a settlement that cannot be."""
    if not reviewer.strip() or not reason.strip():
        raise BadRow(f"{finding}: who settles a difference gives a name (--reviewer) and a reason (--reason).")
    check_value(finding, field, value, themes)


def settlement(base: "EvidenceBase", first: Review, value: str, reviewer: str, reason: str) -> None:
    """Append the row that settles a difference."""
    named = f"settled-{first.decides}"
    row = Review(first.finding_id, named, value, reason, reviewer, date.today(), first.quote)
    append_reviews(base.folder, [row])
