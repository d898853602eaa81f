"""The chapters as notebooks use them: each is asked for once, and gives its sentences, charts and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.chapters import (
    changed_tables,
    changes,
    gap_map,
    gaps,
    marks,
    money_charts,
    official_exhibits,
    plan_tables,
    provision,
    statement_tables,
    strategy_tables,
)
from evidence_lib.chapters.bearing import Bearing, heads, in_selection
from evidence_lib.chapters.scope import Scope, open_scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart, Table
from evidence_lib.charts.prose import Heading, Notes
from evidence_lib.charts.tables import sources
from evidence_lib.commissioning.money import pounds
from evidence_lib.commissioning.official import GRADE
from evidence_lib.commissioning.organisation import Objective, Plan, stands
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import BadRow, refuse_unknown

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True)
class Chapter:
    """What both chapters have: their scope, and what must stand at the top of the page."""

    scope: Scope

    @cached_property
    def bearings(self) -> list[Bearing]:
        """The statements of the selection with what bears on them."""
        return in_selection(self.scope)

    def notices(self) -> list[Notes]:
        """What must be seen first: whether example data is shown, and every line of what does not add up."""
        registers = self.scope.registers
        lacking = len(set(self.scope.all_findings["finding_id"]) - set(registers.register.numbers))
        lines = [problem.line for problem in registers.problems]
        if lacking:
            told = f"{words.sentence(words.amount(lacking, 'finding'))} without a number of the evidence register."
            lines.append(f"{told} 'evidence register' or the next refresh gives them one.")
        example = [f"{marks.EXAMPLE} It is marked wherever it stands. Put your own in its place."] if registers.example else []
        return [Notes("Example data", example), Notes("What does not add up, and needs a person", lines)]

    def opening(self) -> str:
        """Whose chapter it is, for which year, as of which day, with which areas."""
        scope = self.scope
        areas = f", whose areas are {words.listing(scope.local)}" if scope.local else ""
        return f"{scope.body.name}{areas}. Made as of {long_date(scope.on)}, for the financial year {scope.year}."

    def statements(self) -> Table:
        """The headline statements."""
        return statement_tables.headline(self.scope, self.bearings)

    def held_back(self) -> Table:
        """The statements that may not head a chapter."""
        return statement_tables.held_back(self.scope, self.bearings)

    def judged(self) -> Table:
        """What bears on the confidence in each statement."""
        return statement_tables.judged(self.scope, self.bearings)

    def sources(self) -> Table:
        """The documents behind the selection."""
        documents = self.scope.base.documents()
        held = set(self.scope.findings["document_id"])
        return sources(documents[documents["document_id"].isin(held)])


@dataclass(frozen=True)
class Strategy(Chapter):
    """The evidence chapter of the commissioning strategy."""

    def summary(self) -> list[str]:
        """What it comes to, a sentence each: statements, need, money, gaps, what ends. Evidence and need are never added up."""
        scope, table = self.scope, provision.services(self.scope)
        total, own = int(table["value"].sum()), int(table.loc[table["own"], "value"].sum())
        known = gaps.gaps(scope)
        heading = sum(heads(scope, held) for held in self.bearings)
        counts = {what: int((known["stands"] == what).sum()) for what in gaps.ORDER}
        bare = gaps.support(scope)
        bare = bare[bare["support"] == gaps.NONE]
        return [
            f"{words.sentence(words.amount(len(self.bearings), 'statement'))} on the evidence; {words.number(heading)} may head this chapter.",
            f"{words.sentence(words.amount(len(table), 'service'))} in {scope.year}, worth {pounds(total)}: {pounds(own)} of this office and "
            f"{pounds(total - own)} of others.{self.against_budget(own)}",
            f"{words.sentence(words.amount(counts[gaps.GAP], 'statement'))} with no provision to answer it, "
            f"{words.number(counts[gaps.LITTLE])} with little; {words.number(counts[gaps.QUESTION])} to be asked at home first. "
            f"{words.sentence(words.amount(len(bare), 'service'))}, worth {pounds(int(bare['value'].sum()))}, that nothing in the base supports.",
            f"{words.sentence(words.amount(len(provision.ending(scope)), 'service'))} that end or need notice within "
            f"{scope.organisation.ending_months} months.",
        ]

    def against_budget(self, own: int) -> str:
        """How the office's services stand to the budget; only for the whole, since a part has no budget of its own."""
        budget = self.scope.budget
        if budget is None or self.scope.themes or self.scope.areas:
            return ""
        rest = budget - own
        if not rest:
            return f" That is the budget of {pounds(budget)}."
        return f" The budget is {pounds(budget)}: {pounds(abs(rest))} {'is not placed' if rest > 0 else 'is spent beyond it'}."

    def gap_map(self) -> Chart:
        """Themes by area."""
        return gap_map.gap_map(self.scope)

    def evidence_by_theme(self) -> Table:
        """Inspection evidence by theme."""
        return strategy_tables.evidence_by_theme(self.scope)

    def need_by_theme(self) -> Table:
        """Need by theme."""
        return strategy_tables.need_by_theme(self.scope)

    def needs(self) -> Table:
        """Need, entry by entry."""
        return strategy_tables.needs(self.scope)

    def value_by_theme(self) -> Chart:
        """Value by theme."""
        return money_charts.value_by_theme(self.scope)

    def value_by(self, what: str) -> Table:
        """Value by theme, area, group, commissioner or funding. Raises UnknownName for anything else."""
        refuse_unknown("column", what, provision.BY, "value_by")
        return strategy_tables.value_by(self.scope, what)

    def services(self) -> Table:
        """The services."""
        return strategy_tables.services(self.scope)

    def value_beside_need(self) -> Chart:
        """Value beside need."""
        return money_charts.value_beside_need(self.scope)

    def gaps(self) -> Table:
        """Where money and evidence part, by statement."""
        return strategy_tables.gap_table(self.scope)

    def support(self) -> Table:
        """Where money and evidence part, by service."""
        return strategy_tables.support_table(self.scope)

    def ending(self) -> list[Chart | Table]:
        """What ends or needs notice."""
        return [money_charts.contracts_ending(self.scope), strategy_tables.ending_table(self.scope)]

    def groups(self) -> Table:
        """The groups that the law asks about."""
        return strategy_tables.groups(self.scope)

    def intentions(self) -> Table:
        """Intentions and their evidence."""
        return strategy_tables.intentions(self.scope)

    def official(self) -> list[Chart | Table]:
        """Official figures: the table, and a chart of each series of more than one number."""
        figures = self.scope.registers.figures
        several = [
            held.id
            for held in self.scope.registers.series.values()
            if held.unit != GRADE and sum(figure.series is held for figure in figures) > 1
        ]
        return [official_exhibits.official(self.scope), *(self.official_chart([one]) for one in several)]

    def official_chart(self, series: Sequence[str]) -> Chart:
        """Some series on one axis. Raises NotComparable, with the reason, where they cannot stand there."""
        return official_exhibits.official_chart(self.scope, series, "official_" + "_".join(series))

    def effects(self) -> Table:
        """Evidence on what works."""
        return strategy_tables.effects(self.scope)


@dataclass(frozen=True)
class PlanChapter(Chapter):
    """The evidence chapter of the police and crime plan; objectives are those chosen, in the plan's order."""

    plan: Plan
    objectives: tuple[Objective, ...]

    def opening(self) -> str:
        """The plan, and its objectives that stand on the day."""
        ended = [held.label for held in self.objectives if not stands(self.plan, held, self.scope.on)]
        gone = f" Not standing on that day: {words.listing(ended)}." if ended else ""
        return f"{self.plan.title}. {super().opening()} {words.sentence(words.amount(len(self.objectives), 'objective'))}.{gone}"

    def of(self, objective: Objective) -> list[Bearing]:
        """The statements on the themes of an objective."""
        return [held for held in self.bearings if set(held.statement.themes) & set(objective.themes)]

    def section(self, objective: Objective) -> list[Heading | Table | str]:
        """One objective: its statements, strongest findings, what points the other way, intentions, measures."""
        held, scope, name = self.of(objective), self.scope, objective.id.replace(".", "-")
        themes = [scope.theme_name(theme) for theme in objective.themes]
        return [
            Heading(objective.label),
            f"Themes: {words.listing(themes) or 'none is named in data/organisation.yml'}.",
            statement_tables.headline(scope, held, f"{name}_statements"),
            *([statement_tables.held_back(scope, held, f"{name}_held_back")] if any(not heads(scope, one) for one in held) else []),
            plan_tables.strongest_table(scope, objective, held, f"{name}_strongest"),
            plan_tables.contradictions(scope, objective, held, f"{name}_contradictions"),
            strategy_tables.intentions(scope, f"{name}_intentions", [objective.id]),
            plan_tables.measures(scope, objective, f"{name}_measures"),
        ]

    def register(self) -> Table:
        """The evidence register: the whole of it, since a plan may cite any of it."""
        return plan_tables.register(self.scope)


@dataclass(frozen=True)
class Changed:
    """What changed between two states; before is None where there is no earlier pack to compare with."""

    before: changes.State | None
    after: changes.State

    def opening(self) -> str:
        """What is compared."""
        if self.before is None:
            return "There is no earlier pack to compare with: the next refresh will say what has changed since this one."
        return f"From pack {self.before.name} to {self.after.name}."

    def tables(self) -> list[Table]:
        """Every table of differences; those of a kind that neither state holds are left out."""
        if self.before is None:
            return []
        one, other = self.before, self.after
        made = [
            changed_tables.findings(one, other, new=True),
            changed_tables.findings(one, other, new=False),
            changed_tables.reviews(one, other),
            changed_tables.statements(one, other),
            changed_tables.figures(one, other),
        ]
        for table, (key, title) in ROWS.items():
            if table in one.tables or table in other.tables:
                made.append(changed_tables.rows(one, other, table, key, title))
        return made


ROWS = {
    "commitments": ("commitment_id", "Commitments that are new, met or changed"),
    "services": ("service_id", "Services and values that are new or changed"),
    "intentions": ("intention_id", "Intentions and decisions that are new or changed"),
    "local_evidence": ("need_id", "Local evidence that is new or changed"),
}


def strategy(
    base: "EvidenceBase",
    financial_year: str = "",
    themes: Sequence[str] = (),
    areas: Sequence[str] = (),
    budget: str = "",
    as_of: str = "",
) -> Strategy:
    """The evidence chapter of the commissioning strategy for a financial year (see open_scope for what is empty).

    Raises UnknownName and BadRow as open_scope does.
    """
    return Strategy(open_scope(base, financial_year, themes, areas, budget, as_of))


def crime_plan(base: "EvidenceBase", plan: str = "", objectives: Sequence[str] = (), as_of: str = "") -> PlanChapter:
    """The evidence chapter of a police and crime plan: the one named, else that in force on the day, else the latest.

    Raises UnknownName for a plan or an objective that is not in data/organisation.yml, and BadRow where there is no plan.
    """
    scope = open_scope(base, as_of=as_of)
    known = {held.id: held for held in scope.organisation.plans}
    if not known:
        raise BadRow("data/organisation.yml: names no plan. Add it under plans, with its objectives.")
    if plan:
        refuse_unknown("plan", plan, known, "data/organisation.yml")
    chosen = known[plan] if plan else scope.organisation.plan(scope.on) or list(known.values())[-1]
    for one in objectives:
        refuse_unknown("objective", one, [held.id for held in chosen.objectives], f"plan '{chosen.id}'")
    kept = [held for held in chosen.objectives if (held.id in objectives if objectives else stands(chosen, held, scope.on))]
    return PlanChapter(scope, chosen, tuple(kept))


def what_changed(base: "EvidenceBase", packs: str = "", since: str = "", before: str = "", after: str = "") -> Changed:
    """What changed between two packs, or since one; packs is their folder (empty: outputs beside the base).

    Raises UnknownName for a pack that is not there, and BadRow for a day that is none.
    """
    outputs = Path(packs) if packs else base.folder.outputs
    first = changes.find_pack(outputs, since, before)
    last = changes.find_pack(outputs, name=after) if after else ""
    now = changes.state_of_pack(outputs, last) if last else changes.state_of_base(base)
    return Changed(changes.state_of_pack(outputs, first) if first else None, now)
