"""Tables of statements: what heads a chapter, what is held back, and what bears on each judgement."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib.chapters import marks
from evidence_lib.chapters.bearing import CONFIRMED, CURRENT, Bearing, age, heads
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.commissioning.statements import LEVERS, PARTS
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    import pandas as pd

CERQUAL = "Confidence is judged by people, as in GRADE-CERQual; nothing here computes it."


def headline(scope: Scope, bearings: Sequence[Bearing], name: str = "statements") -> Table:
    """The statements that may head a chapter: words, confidence with its reason, what it rests on, lever, age."""
    shown = [held for held in bearings if heads(scope, held)]
    return marks.listing_table(
        name,
        "Headline statements",
        f"{marks.chosen(scope)} {marks.many(len(shown), 'statement')}. {CERQUAL}",
        source(bearings),
        frame(scope, shown),
        ("Statement", "Confidence", "Rests on", "Lever", "Age of the evidence"),
        [
            (
                Cell(held.statement.statement, remark=held.statement.statement_id),
                confidence(held),
                rests(scope, held),
                lever(held),
                aged(scope, held),
            )
            for held in shown
        ],
        counted="areas and documents",
        units="names of the evidence register",
    )


def held_back(scope: Scope, bearings: Sequence[Bearing], name: str = "statements_held_back") -> Table:
    """The statements that may not head a chapter, and why."""
    shown = [held for held in bearings if not heads(scope, held)]
    years = words.number(scope.organisation.evidence_years)
    return marks.listing_table(
        name,
        "Statements held back",
        f"{marks.chosen(scope)} A statement whose evidence is all older than {years} years heads no chapter until a person "
        "confirms that it still holds; one that rests on nothing heads none.",
        source(bearings),
        frame(scope, shown),
        ("Statement", "Why it is held back", "Rests on", "What to do"),
        [
            (
                Cell(held.statement.statement, remark=held.statement.statement_id),
                aged(scope, held) if len(held.findings) or (held.needs and not held.unchecked) else Cell(bare(held)),
                rests(scope, held),
                Cell(
                    "Fill in confirmed_by, confirmed_on and confirmed_reason in data/confidence.csv, or find newer evidence"
                ),
            )
            for held in shown
        ],
        counted="areas and documents",
        units="names of the evidence register",
    )


def judged(scope: Scope, bearings: Sequence[Bearing], name: str = "what_bears_on_confidence") -> Table:
    """What bears on each judgement, beside the judgements that people entered."""
    return marks.listing_table(
        name,
        "What bears on the confidence in each statement",
        f"{marks.chosen(scope)} {CERQUAL} The left columns are gathered by the suite, the right ones entered by people.",
        source(bearings),
        frame(scope, bearings),
        (
            "Statement",
            "Documents",
            "From here",
            "Publishers and years",
            "Points the same way, and the other",
            "Concerns",
            "Confidence",
        ),
        [
            (
                Cell(held.statement.statement, remark=held.statement.statement_id),
                Cell(
                    f"{words.amount(held.documents, 'document')}, {words.amount(len(held.areas), 'area')}",
                    remark=withdrawn(held),
                ),
                Cell(local(held)),
                Cell(f"{words.amount(len(held.publishers), 'publisher')}, {span(held)}"),
                Cell(agreement(held)),
                Cell(concerns(held)),
                confidence(held),
            )
            for held in bearings
        ],
        counted="documents and areas; findings where it says so",
    )


FRAME = ["statement_id", "statement", "themes", "confidence", "lever", "responsible", "findings", "documents", "areas"]
FRAME += [
    "local_areas",
    "local_documents",
    "publishers",
    "first",
    "last",
    "shortfalls",
    "strengths",
    "against",
    "needs",
]
FRAME += ["age", "withdrawn", "example"]


def frame(scope: Scope, bearings: Sequence[Bearing]) -> "pd.DataFrame":
    """The statements with what bears on them, a row each, as the tables are kept."""
    import pandas as pd

    return pd.DataFrame([frame_row(scope, held) for held in bearings], columns=FRAME)


def frame_row(scope: Scope, held: Bearing) -> dict[str, object]:
    """One statement; its findings by their numbers."""
    numbers, made = scope.registers.register.numbers, held.statement
    lists = ("areas", "local_areas", "publishers", "needs", "withdrawn")
    plain = ("documents", "local_documents", "first", "last", "shortfalls", "strengths")
    return (
        {name: getattr(made, name) for name in ("statement_id", "statement", "lever", "responsible", "example")}
        | {name: list(getattr(held, name)) for name in lists}
        | {name: getattr(held, name) for name in plain}
        | {
            "themes": list(made.themes),
            "confidence": made.overall or "not judged",
            "findings": [numbers.get(name, name) for name in held.findings["finding_id"]],
            "against": [numbers.get(name, name) for name in held.against["finding_id"]],
            "age": age(scope, held),
        }
    )


def source(bearings: Sequence[Bearing]) -> str:
    """The source line, from the findings under the statements."""
    import pandas as pd

    held = [bearing.findings for bearing in bearings if len(bearing.findings)]
    findings = pd.concat(held).drop_duplicates("finding_id") if held else pd.DataFrame()
    return (
        f"{words.source_line(findings)} Statements: data/confidence.csv."
        if len(findings)
        else "Source: data/confidence.csv."
    )


def confidence(held: Bearing) -> Cell:
    """The overall confidence, with its reason and who gave it."""
    statement = held.statement
    if not statement.overall:
        return Cell("not judged", remark="a person enters it")
    on = f", {long_date(statement.judged_on)}" if statement.judged_on else ""
    return Cell(
        f"{statement.overall}: {statement.overall_reason or 'no reason given'}",
        remark=f"{statement.judged_by or 'no name'}{on}",
    )


def bare(held: Bearing) -> str:
    """Why a statement has nothing under it."""
    return "rests on findings that nobody has checked" if held.unchecked else "rests on nothing that is held"


def rests(scope: Scope, held: Bearing) -> Cell:
    """Areas, how many of them the body's, documents, numbers of the findings, and how many of them were checked."""
    numbers = scope.registers.register.numbers
    named = [numbers.get(name, name) for name in held.findings["finding_id"]]
    needs = f"; local evidence {', '.join(held.needs)}" if held.needs else ""
    here = f" ({marks.names(held.local_areas)} here)" if held.local_areas else " (none of them here)"
    text = f"{words.amount(len(held.areas), 'area')}{here if held.areas else ''}, {words.amount(held.documents, 'document')}: "
    left = f"{held.unchecked} more left out as unchecked" if held.unchecked else ""
    remark = words.checked(held.findings) if len(named) else ""
    return Cell(f"{text}{', '.join(named) or 'no finding'}{needs}", remark=" ".join(filter(None, (remark, left))))


def withdrawn(held: Bearing) -> str:
    """Findings that are gone."""
    return (
        f"{words.amount(len(held.withdrawn), 'finding')} withdrawn: {', '.join(held.withdrawn)}"
        if held.withdrawn
        else ""
    )


def local(held: Bearing) -> str:
    """The local share."""
    here = words.listing(held.local_areas) or "none"
    return f"{held.local_documents} of {held.documents} documents; areas: {here}"


def span(held: Bearing) -> str:
    """The years of publication."""
    if held.first is None or held.last is None:
        return "undated"
    return f"{held.first.year}" if held.first.year == held.last.year else f"{held.first.year} to {held.last.year}"


def agreement(held: Bearing) -> str:
    """How many findings point which way, and the areas that contradict."""
    other = (
        f"; the other way in {words.listing(held.against_areas)}" if held.against_areas else "; the other way nowhere"
    )
    return f"{words.amount(held.shortfalls, 'shortfall')}, {words.amount(held.strengths, 'strength')} under it{other}"


def concerns(held: Bearing) -> str:
    """The judgements entered."""
    given = [
        f"{PARTS[part]}: {level} ({reason or 'no reason given'})"
        for part, (level, reason) in held.statement.concerns.items()
    ]
    return "; ".join(given) or "judged as a whole"


def lever(held: Bearing) -> Cell:
    """What the office can do, and who is responsible."""
    return Cell(LEVERS.get(held.statement.lever, "not entered"), remark=held.statement.responsible)


def aged(scope: Scope, held: Bearing) -> Cell:
    """The newest evidence, and who confirmed it where it is old."""
    state, newest = age(scope, held), marks.day(held.newest)
    if state == CURRENT:
        return Cell(f"newest finding of {newest}")
    if state == CONFIRMED:
        made = held.statement
        return Cell(
            f"newest finding of {newest}. Still holds: {made.confirmed_reason}",
            remark=f"{made.confirmed_by}, {marks.day(made.confirmed_on)}",
        )
    return Cell(f"newest finding of {newest}, older than the set age; nobody has confirmed that it still holds")
