"""data/intentions.csv: from a statement to an intention, a decision and an outcome; or considered, and not used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evidence_lib.commissioning.money import pence
from evidence_lib.commissioning.problems import Problem, Row, read_kept

COLUMNS = {
    "intention_id": "short name of the intention, such as I-01, kept for good",
    "statements": "the statements it answers",
    "themes": "themes it answers where no statement is named",
    "objectives": "objectives of the police and crime plan that it serves",
    "intention": "what is to be commissioned or done, in a sentence",
    "decision": "reference of the decision",
    "decided_on": "when it was decided",
    "amount": "amount decided, in pounds",
    "provider": "provider decided",
    "service_id": "the service that came of it",
    "outcome": "what came of it",
    "outcome_on": "when that was known",
    "not_used_because": "why it was considered and not used",
    "entered_by": "who entered it",
    "entered_on": "when",
    "example": "yes if the row is made up, to show the form",
}


@dataclass(frozen=True, slots=True)
class Intention:
    """One intention. amount is pence, or None where nothing is decided."""

    intention_id: str
    statements: tuple[str, ...]
    themes: tuple[str, ...]
    objectives: tuple[str, ...]
    intention: str
    decision: str
    decided_on: date | None
    amount: int | None
    provider: str
    service_id: str
    outcome: str
    outcome_on: date | None
    not_used_because: str
    entered_by: str
    entered_on: date | None
    example: bool
    where: str

    @property
    def state(self) -> str:
        """How far it has come: intended, decided, done, or considered and not used."""
        if self.not_used_because:
            return "considered, not used"
        if self.outcome:
            return "outcome known"
        return "decided" if self.decision else "intended"


def read_intentions(path: Path, themes: Sequence[str]) -> tuple[list[Intention], list[Problem]]:
    """Read the intentions; what is wrong with a row is named, and the rest of it stays."""
    return read_kept(path, tuple(COLUMNS), "intention_id", lambda row: intention(row, themes))


def intention(row: Row, themes: Sequence[str]) -> Intention:
    """One row."""
    name = f"'{row.text('intention_id')}'"
    if row.text("decision") and not row.text("decided_on"):
        row.wrong(f"the decision on {name} has no day", "Fill in decided_on.")
    if row.text("decision") and row.text("not_used_because"):
        row.wrong(f"{name} is decided, and not used", "Empty one of the two.", "It is shown as not used.")
    if not (row.listed("statements") or row.listed("themes")):
        row.wrong(f"{name} answers no statement and no theme", "Name one.", "It stands apart from the evidence.")
    return Intention(
        row.text("intention_id"),
        row.listed("statements"),
        row.chosen("themes", themes, "theme"),
        row.listed("objectives"),
        row.text("intention"),
        row.text("decision"),
        row.day("decided_on"),
        amount(row),
        row.text("provider"),
        row.text("service_id"),
        row.text("outcome"),
        row.day("outcome_on"),
        row.text("not_used_because"),
        row.text("entered_by"),
        row.day("entered_on"),
        row.yes("example"),
        row.where,
    )


def amount(row: Row) -> int | None:
    """The amount decided in pence; one that cannot be is named and left out."""
    if not row.text("amount"):
        return None
    out = "It is left out until then."
    try:
        held = pence(row.text("amount"))
    except ValueError as error:
        row.wrong(f"amount: {error}", effect=out)
        return None
    if held < 0:
        row.wrong(f"the amount is negative ({row.text('amount')})", effect=out)
        return None
    return held
