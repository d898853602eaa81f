"""What bears on the confidence in a statement: gathered for the person who judges, and never turned into a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evidence_lib.chapters.scope import Scope, where
from evidence_lib.charts.counts import SHORTFALL, STRENGTH, sides
from evidence_lib.commissioning.statements import Statement

if TYPE_CHECKING:
    import pandas as pd

CURRENT, CONFIRMED, UNCONFIRMED = "within the set age", "older, confirmed", "older, not confirmed"
NOTHING = "rests on nothing"


@dataclass(frozen=True)
class Bearing:
    """What a statement rests on and what speaks against it.

    findings and against are rows of base.findings(); withdrawn are names of findings that are gone. areas, local_areas
    (the body's) and publishers are names, first and last the days of publication, newest the day that decides on its age;
    side is the one on which most of its findings stand, empty where as many stand on each. unchecked is how many findings it
    rests on that a chapter for publication leaves out, since nobody has checked them.
    """

    statement: Statement
    findings: "pd.DataFrame"
    against: "pd.DataFrame"
    withdrawn: tuple[str, ...]
    areas: tuple[str, ...]
    local_areas: tuple[str, ...]
    publishers: tuple[str, ...]
    documents: int
    local_documents: int
    first: date | None
    last: date | None
    shortfalls: int
    strengths: int
    needs: tuple[str, ...]
    newest: date | None
    unchecked: int = 0

    @property
    def side(self) -> str:
        """The side of the statement."""
        return SHORTFALL if self.shortfalls > self.strengths else STRENGTH if self.strengths > self.shortfalls else ""

    @property
    def against_areas(self) -> tuple[str, ...]:
        """The areas whose own documents point the other way on its themes."""
        return tuple(sorted({areas[0] for areas in self.against["areas"] if len(areas) == 1}))


def gather(scope: Scope, statement: Statement) -> Bearing:
    """Gather what bears on a statement, from the whole base: a selection of themes or areas changes nothing of it."""
    everything = scope.all_findings
    known = set(scope.known["finding_id"])
    meant = {name: scope.registers.register.finding(name, known) for name in statement.findings}
    held = everything[everything["finding_id"].isin(set(meant.values()) - {""})]
    needs = [need for need in scope.registers.needs if need.need_id in statement.needs]
    single = [scope.column(areas) for areas in held["areas"] if len(areas) == 1]
    local = where(held, (scope.column(areas) in scope.local for areas in held["areas"]))
    short, strong = (
        sum(side in shown for shown in sides_of(scope, held, statement.themes)) for side in (SHORTFALL, STRENGTH)
    )
    days = [stamp.date() for stamp in held["published"].dropna()]
    made = Bearing(
        statement=statement,
        findings=held.reset_index(drop=True),
        against=everything.iloc[:0],
        withdrawn=tuple(name for name, found in meant.items() if not found),
        areas=tuple(sorted(set(single))),
        local_areas=tuple(sorted(set(single) & set(scope.local))),
        publishers=tuple(sorted({name for names in held["publishers"] for name in names})),
        documents=held["document_id"].nunique(),
        local_documents=local["document_id"].nunique(),
        first=min(days, default=None),
        last=max(days, default=None),
        shortfalls=short,
        strengths=strong,
        needs=tuple(need.need_id for need in needs),
        newest=max(days, default=None)
        if len(held)
        else max((need.dated for need in needs if need.dated), default=None),
        unchecked=len(set(meant.values()) - {""} - set(held["finding_id"])),
    )
    return Bearing(**{**vars(made), "against": against(scope, statement, made.side, set(held["finding_id"]))})


def sides_of(scope: Scope, findings: "pd.DataFrame", themes: Sequence[str]) -> list[set[str]]:
    """The sides on which each finding stands on any of some themes."""
    wanted = scope.tags[scope.tags["theme_id"].isin(list(themes))]
    leaning: dict[str, list[str]] = {}
    for name, direction in zip(wanted["finding_id"], wanted["direction"], strict=True):
        leaning.setdefault(name, []).append(direction)
    return [
        {side for direction in leaning.get(name, [""]) for side in sides(kind, direction)}
        for name, kind in zip(findings["finding_id"], findings["kind"], strict=True)
    ]


def against(scope: Scope, statement: Statement, side: str, resting: set[str]) -> "pd.DataFrame":
    """Counted findings on the statement's themes that point the other way, and no finding that it rests on itself."""
    everything = scope.all_findings
    other = {SHORTFALL: STRENGTH, STRENGTH: SHORTFALL}.get(side)
    held = where(everything, (bool(set(themes) & set(statement.themes)) for themes in everything["themes"]))
    held = held[held["counted"] & ~held["finding_id"].isin(resting)]
    return where(held, (shown == {other} for shown in sides_of(scope, held, statement.themes))).reset_index(drop=True)


def age(scope: Scope, bearing: Bearing) -> str:
    """Whether what a statement rests on is recent enough to head a chapter.

    Its newest finding counts: one fresh finding shows that the matter still stands. Local evidence makes an old finding no
    younger: that takes a person, who says why it still holds. A confirmation counts for as long as evidence does, with its
    day and reason. A statement that rests on local evidence alone goes by its newest entry.
    """
    if bearing.newest is None and not bearing.statement.confirmed_on:
        return NOTHING if not len(bearing.findings) and not bearing.needs else UNCONFIRMED
    if bearing.newest and bearing.newest >= scope.oldest:
        return CURRENT
    held = bearing.statement
    confirmed = held.confirmed_on and held.confirmed_by and held.confirmed_reason
    return CONFIRMED if confirmed and scope.oldest <= held.confirmed_on <= scope.on else UNCONFIRMED  # type: ignore[operator]


def heads(scope: Scope, bearing: Bearing) -> bool:
    """Whether a statement may head a chapter: it rests on something that is recent enough, or confirmed.

    One whose findings nobody has checked heads no chapter for publication, whatever local evidence stands beside them.
    """
    if bearing.unchecked and bearing.findings.empty:
        return False
    resting = len(bearing.findings) or bearing.needs
    return bool(resting) and age(scope, bearing) in (CURRENT, CONFIRMED)


def in_selection(scope: Scope) -> list[Bearing]:
    """The statements of the selection, in their order, each with what bears on it."""
    return [
        gather(scope, held)
        for held in scope.registers.statements
        if scope.themed(held.themes) and scope.placed(held.areas or scope.local)
    ]
