"""data/confidence.csv: what people conclude from findings, and how much confidence they have in it.

The judgement is a person's, as in GRADE-CERQual (Lewin and others, 2018): concerns about methods, coherence, adequacy and
relevance, each with a reason, and the overall confidence. Nothing here computes a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evidence_lib.commissioning.groups import known_groups
from evidence_lib.commissioning.organisation import Organisation
from evidence_lib.commissioning.problems import Problem, Row, read_kept
from evidence_lib.commissioning.services import WHOLE

PARTS = {
    "methods": "methodological limitations",
    "coherence": "coherence",
    "adequacy": "adequacy",
    "relevance": "relevance",
}
CONCERNS = ("no", "minor", "moderate", "serious")
LEVELS = ("high", "moderate", "low", "very low")
LEVERS = {
    "commission": "commission",
    "co-commission": "commission together with others",
    "hold-to-account": "hold the chief constable to account",
    "influence": "influence a partner",
}
MONEY = ("commission", "co-commission")
COLUMNS = {
    "statement_id": "short name of the statement, such as S-01, kept for good",
    "statement": "what the findings come to, in a sentence",
    "themes": "the themes it is about",
    "areas": "areas of the body that it is about; empty means all",
    "groups": "whom it is about; empty means everyone",
    "findings": "the findings it rests on, by their names or by their numbers of the evidence register",
    "needs": "the entries of local evidence that bear on it",
    "lever": "what this office can do: commission, co-commission, hold-to-account or influence; a person decides",
    "responsible": "the commissioner responsible, where the lever is to commission",
    **{
        column: meaning
        for part, words in PARTS.items()
        for column, meaning in (
            (part, f"concerns about {words}: no, minor, moderate or serious"),
            (f"{part}_reason", "why"),
        )
    },
    "overall": "confidence: high, moderate, low or very low",
    "overall_reason": "why",
    "judged_by": "who judged",
    "judged_on": "when",
    "confirmed_by": "who confirmed that evidence past the set age still holds",
    "confirmed_on": "when",
    "confirmed_reason": "why it still holds",
    "example": "yes if the row is made up, to show the form",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. concerns holds the parts that are judged, each with its reason; overall is empty where nobody judged."""

    statement_id: str
    statement: str
    themes: tuple[str, ...]
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    findings: tuple[str, ...]
    needs: tuple[str, ...]
    lever: str
    responsible: str
    concerns: dict[str, tuple[str, str]] = field(hash=False)
    overall: str
    overall_reason: str
    judged_by: str
    judged_on: date | None
    confirmed_by: str
    confirmed_on: date | None
    confirmed_reason: str
    example: bool
    where: str

    @property
    def money(self) -> bool:
        """Whether its lever is to commission, alone or with others."""
        return self.lever in MONEY


def read_statements(
    path: Path, organisation: Organisation, themes: Sequence[str]
) -> tuple[list[Statement], list[Problem]]:
    """Read the statements; a judgement without its reason is named, and the statement stays."""
    areas = organisation.every_area()
    return read_kept(path, tuple(COLUMNS), "statement_id", lambda row: statement(row, areas, themes))


def statement(row: Row, areas: Sequence[str], themes: Sequence[str]) -> Statement:
    """One row."""
    concerns = {
        part: (concern, row.text(f"{part}_reason")) for part in PARTS if (concern := row.one_of(part, CONCERNS))
    }
    held = row.chosen("themes", themes, "theme")
    if not held:
        row.wrong("names no theme that is known", "Name one.", "It stands under no objective and no gap until then.")
    if not row.text("statement"):
        row.wrong("statement is empty", "Write what the findings come to.")
    made = Statement(
        row.text("statement_id"),
        row.text("statement"),
        held,
        tuple(area for area in row.chosen("areas", (WHOLE, *areas), "area") if area != WHOLE),
        tuple(group for group in row.chosen("groups", known_groups(), "group") if group != "all"),
        row.listed("findings"),
        row.listed("needs"),
        row.one_of("lever", LEVERS),
        row.text("responsible"),
        concerns,
        row.one_of("overall", LEVELS),
        row.text("overall_reason"),
        row.text("judged_by"),
        row.day("judged_on"),
        row.text("confirmed_by"),
        row.day("confirmed_on"),
        row.text("confirmed_reason"),
        row.yes("example"),
        row.where,
    )
    check(row, made)
    return made


def check(row: Row, made: Statement) -> None:
    """Note what a judgement lacks: reasons, a name, the parts that were begun."""
    name = f"'{made.statement_id}'"
    for part, (_, reason) in made.concerns.items():
        if not reason:
            row.wrong(f"{PARTS[part]} of {name} has no reason", "Write why.", "It is shown as without a reason.")
    if made.concerns and len(made.concerns) < len(PARTS):
        lacking = ", ".join(words for part, words in PARTS.items() if part not in made.concerns)
        row.wrong(f"{name} is not judged on {lacking}", "Judge all four, or the overall confidence alone.")
    if made.overall and not (made.overall_reason and made.judged_by):
        row.wrong(f"the confidence in {name} has no reason or no name", "Fill in overall_reason and judged_by.")
    if not made.overall:
        row.wrong(
            f"nobody has judged the confidence in {name}", "Enter overall, with a reason.", "It is shown as not judged."
        )
    if made.confirmed_by and not (made.confirmed_on and made.confirmed_reason):
        row.wrong(f"the confirmation of {name} has no day or no reason", "Fill it in.", "It does not count until then.")
    if made.money and not made.responsible:
        row.wrong(f"{name} is to be commissioned, and nobody is responsible", "Fill in responsible.")
    if not made.findings and not made.needs:
        row.wrong(f"{name} rests on nothing", "Name its findings.", "It heads no chapter until then.")
