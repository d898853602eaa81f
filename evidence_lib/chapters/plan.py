"""The evidence chapter of the police and crime plan, as its notebook uses it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_lib.chapters import (
    marks,
    money_tables,
    plan_tables,
    statement_tables,
)
from evidence_lib.chapters.bearing import Bearing, heads
from evidence_lib.chapters.chapter import Chapter
from evidence_lib.chapters.paper import as_parts, chapter_paper, headline_statements
from evidence_lib.chapters.scope import open_scope, where
from evidence_lib.charts import prose, words
from evidence_lib.charts.chart import Table
from evidence_lib.charts.promise_tables import commitments_table
from evidence_lib.commissioning.organisation import Objective, Plan, stands
from evidence_lib.core.errors import refuse_unknown
from evidence_lib.papers.composing import file_name
from evidence_lib.papers.content import Heading, Paper, Paragraph, Part

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True)
class PlanChapter(Chapter):
    """The evidence chapter of the police and crime plan; objectives are those chosen, in the plan's order."""

    plan: Plan
    objectives: tuple[Objective, ...]

    def opening(self) -> str:
        """The plan, and its objectives that stand on the day."""
        ended = [held.label for held in self.objectives if not stands(self.plan, held, self.scope.on)]
        gone = f" Not standing on that day: {words.listing(ended)}." if ended else ""
        return f"{self.plan.title}. {super().opening()} {marks.many(len(self.objectives), 'objective')}.{gone}"

    def of(self, objective: Objective) -> list[Bearing]:
        """The statements on the themes of an objective."""
        return [held for held in self.bearings if set(held.statement.themes) & set(objective.themes)]

    def section(self, objective: Objective) -> list[prose.Heading | Table | str]:
        """One objective: statements, strongest findings, what points the other way, commitments, intentions, measures."""
        held, scope, name = self.of(objective), self.scope, objective.id.replace(".", "-")
        themes = [scope.theme_name(theme) for theme in objective.themes]
        return [
            prose.Heading(objective.label),
            f"Themes: {words.listing(themes) or 'none is named in data/organisation.yml'}.",
            statement_tables.headline(scope, held, f"{name}_statements")
            if any(heads(scope, one) for one in held)
            else "No statement may head this objective: none is on its themes, or each is held back.",
            *(
                [statement_tables.held_back(scope, held, f"{name}_held_back")]
                if any(not heads(scope, one) for one in held)
                else []
            ),
            plan_tables.strongest_table(scope, objective, held, f"{name}_strongest"),
            plan_tables.contradictions(scope, objective, held, f"{name}_contradictions"),
            self.commitments(objective, f"{name}_commitments"),
            money_tables.intentions(scope, f"{name}_intentions", objective),
            plan_tables.measures(scope, objective, f"{name}_measures"),
        ]

    def commitments(self, objective: Objective, name: str) -> Table | str:
        """The commitments already made on the themes of an objective, as they stand on the day of the chapter."""
        table = self.scope.base.commitments(as_of=self.scope.on.isoformat())
        held = where(table, (bool(set(themes) & set(objective.themes)) for themes in table["themes"]))
        if held.empty:
            return "No commitment of a response held is on the themes of this objective."
        made = commitments_table(held.reset_index(drop=True), self.scope.base.themes, self.scope.on, name)
        return replace(made, title=f"{objective.label}: commitments already made")

    def register(self) -> Table:
        """The evidence register: the whole of it, since a plan may cite any of it."""
        return plan_tables.register(self.scope)

    def paper(self) -> Paper:
        """The chapter as a paper, objective by objective as the notebook 07 has it; for publication if its base is."""
        parts: list[Part] = []
        for objective in self.objectives:
            head, themes, *rest = as_parts(self.section(objective))
            parts += [head, themes, *headline_statements(self, self.of(objective)), *rest]
        parts += [
            Heading("What bears on the confidence"),
            Paragraph("Confidence is entered by people; this is what they had before them."),
            self.judged(),
            Heading("Evidence register"),
            Paragraph("The plan can cite a finding by its number. Numbers are given once and do not move."),
            self.register(),
        ]
        return chapter_paper(self, file_name("plan", self.plan.id, False), "Police and crime plan: the evidence", parts)


NO_PLAN = Plan("", "No plan is named in data/organisation.yml", ())


def crime_plan(base: "EvidenceBase", plan: str = "", objectives: Sequence[str] = (), as_of: str = "") -> PlanChapter:
    """The evidence chapter of a police and crime plan: the one named, else that in force on the day, else the latest.

    A base that names no plan has a chapter without objectives, which says so. Raises UnknownName for a plan or an objective
    that is not in data/organisation.yml, and BadRow for a day that is none.
    """
    scope = open_scope(base, as_of=as_of)
    known = {held.id: held for held in scope.organisation.plans}
    if plan:
        refuse_unknown("plan", plan, known, "data/organisation.yml")
    chosen = known[plan] if plan else scope.organisation.plan(scope.on) or [NO_PLAN, *known.values()][-1]
    for one in objectives:
        refuse_unknown("objective", one, [held.id for held in chosen.objectives], f"plan '{chosen.id}'")
    kept = [
        held for held in chosen.objectives if (held.id in objectives if objectives else stands(chosen, held, scope.on))
    ]
    return PlanChapter(scope, chosen, tuple(kept))
