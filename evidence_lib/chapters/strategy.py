"""The evidence chapter of the commissioning strategy, as its notebook uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_lib.chapters import (
    ending_chart,
    evidence_charts,
    evidence_tables,
    gap_map,
    gaps,
    marks,
    money_tables,
    official_exhibits,
    provision,
    value_charts,
)
from evidence_lib.chapters.bearing import heads
from evidence_lib.chapters.chapter import Chapter
from evidence_lib.chapters.paper import as_parts, chapter_paper, headline_statements
from evidence_lib.chapters.scope import open_scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart, Table
from evidence_lib.commissioning.money import pounds
from evidence_lib.commissioning.official import GRADE
from evidence_lib.core.errors import refuse_unknown
from evidence_lib.papers.content import Heading, Paper, Paragraph, Part, Statement

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True)
class Strategy(Chapter):
    """The evidence chapter of the commissioning strategy."""

    def paper(self) -> Paper:
        """The chapter as a paper, section by section as the notebook 06 has it; for publication if its base is."""
        year = str(self.scope.year).replace("-", "_")
        return chapter_paper(
            self, f"commissioning_strategy_{year}", "Commissioning strategy: the evidence", sections(self)
        )

    def summary(self) -> list[str]:
        """What it comes to, a sentence each: statements, need, money, gaps, what ends. Evidence and need are never added up."""
        scope, table = self.scope, provision.services(self.scope)
        total, own = int(table["value"].sum()), int(table.loc[table["own"], "value"].sum())
        ending = len(provision.ending(scope))
        return [
            self.heading(),
            f"{marks.many(len(table), 'service')} in {scope.year}, worth {pounds(total)}: {pounds(own)} of this office and "
            f"{pounds(total - own)} of others.{self.against_budget(own)}",
            self.where_they_part(),
            f"{marks.many(ending, 'service')} {'ends or needs' if ending == 1 else 'end or need'} notice within "
            f"{scope.organisation.ending_months} months.",
        ]

    def heading(self) -> str:
        """How many of the statements may head the chapter."""
        total, free = len(self.bearings), sum(heads(self.scope, held) for held in self.bearings)
        if not total:
            return "There is no statement on the evidence."
        rest = "none is held back" if free == total else "the others are held back"
        return words.sentence(f"{words.share(free, total, 'statement')} may head this chapter; {rest}.")

    def where_they_part(self) -> str:
        """Which statements meet no or little provision, which are to be asked at home, which services lack support here."""
        known, services = gaps.gaps(self.scope), gaps.support(self.scope)
        named = {what: list(held["statement_id"]) for what, held in known.groupby("stands")}
        said = [
            f"{text}: {words.listing(named[what])}."
            for what, text in (
                (gaps.GAP, "Statements that no provision answers"),
                (gaps.LITTLE, "Statements that little provision answers"),
                (gaps.QUESTION, "Statements to be asked at home first, since nothing from here bears on them"),
            )
            if what in named
        ]
        for what, text in (
            (gaps.NONE, "that nothing supports"),
            (gaps.FROM_ELSEWHERE, "that findings elsewhere alone support"),
        ):
            held = services[services["support"] == what]
            if len(held):
                value = pounds(int(held["value"].sum()))
                said.append(f"Services {text}: {words.listing(held['service_id'])}, worth {value}.")
        return " ".join(said) or "Evidence and money part nowhere in this selection."

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
        return evidence_tables.evidence_by_theme(self.scope)

    def evidence_by(self, what: str) -> Table:
        """Inspection evidence by agency or kind. Raises UnknownName for anything else."""
        refuse_unknown("column", what, ("agency", "kind"), "evidence_by")
        return evidence_tables.evidence_by(self.scope, what)

    def balance(self) -> list[Chart | str]:
        """Strengths beside shortfalls by theme, and areas by kind of finding; a reason where one would compare nothing."""
        return evidence_charts.balance(self.scope)

    def need_by_theme(self) -> Table:
        """Need by theme."""
        return evidence_tables.need_by_theme(self.scope)

    def needs(self) -> Table:
        """Need, entry by entry."""
        return evidence_tables.needs(self.scope)

    def value_by_theme(self) -> Chart:
        """Value by theme."""
        return value_charts.value_by_theme(self.scope)

    def value_by(self, what: str) -> Table:
        """Value by theme, area, group, commissioner or funding. Raises UnknownName for anything else."""
        refuse_unknown("column", what, provision.BY, "value_by")
        return money_tables.value_by(self.scope, what)

    def services(self) -> Table:
        """The services."""
        return money_tables.services(self.scope)

    def value_beside_need(self) -> Chart:
        """Value beside need."""
        return value_charts.value_beside_need(self.scope)

    def gaps(self) -> Table:
        """Where money and evidence part, by statement."""
        return money_tables.gap_table(self.scope)

    def support(self) -> Table:
        """Where money and evidence part, by service."""
        return money_tables.support_table(self.scope)

    def contracts_ending(self) -> Chart:
        """What ends or needs notice, as a chart."""
        return ending_chart.contracts_ending(self.scope)

    def ending(self) -> list[Chart | Table]:
        """What ends or needs notice."""
        return [self.contracts_ending(), money_tables.ending_table(self.scope)]

    def groups(self) -> Table:
        """The groups that the law asks about."""
        return evidence_tables.groups(self.scope)

    def intentions(self) -> Table:
        """Intentions and their evidence."""
        return money_tables.intentions(self.scope)

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
        return evidence_tables.effects(self.scope)


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


def sections(chapter: Strategy) -> list[Part]:
    """The sections of the paper, as the notebook shows them."""
    return [
        Heading("What it comes to"),
        *(Statement(text) for text in chapter.summary()),
        Heading("Headline statements"),
        Paragraph("What people conclude from the findings, with the confidence that they have in it."),
        *headline_statements(chapter, chapter.bearings),
        chapter.statements(),
        chapter.held_back(),
        *evidence_sections(chapter),
        Heading("Need by theme"),
        Paragraph(
            "What needs assessments, partners, providers and victims say. No finding of an inspection is among it."
        ),
        chapter.need_by_theme(),
        chapter.needs(),
        *money_sections(chapter),
        Heading("People whom the law asks about"),
        chapter.groups(),
        Heading("Intentions and their evidence"),
        chapter.intentions(),
        Heading("How big is it? Official figures"),
        *as_parts(chapter.official()),
        Heading("What works"),
        chapter.effects(),
        Heading("What bears on the confidence"),
        chapter.judged(),
    ]


def evidence_sections(chapter: Strategy) -> list[Part]:
    """Inspection evidence; nothing where no finding may be shown."""
    if chapter.scope.findings.empty:
        return []
    return [
        Heading("Inspection evidence by theme and area"),
        chapter.gap_map(),
        Paragraph(evidence_charts.HOW),
        *as_parts(chapter.balance()),
        chapter.evidence_by_theme(),
        *(chapter.evidence_by(what) for what in ("agency", "kind")),
    ]


def money_sections(chapter: Strategy) -> list[Part]:
    """Provision, where it and the evidence part, and what ends."""
    return [
        Heading("Provision and value"),
        Paragraph("What is commissioned in the year. Every pound stands in one row of each table."),
        chapter.value_by_theme(),
        *(chapter.value_by(what) for what in ("area", "group", "commissioner", "funding")),
        chapter.services(),
        Heading("Where money and evidence part"),
        chapter.value_beside_need(),
        chapter.gaps(),
        chapter.support(),
        Heading("Contracts that end"),
        *as_parts(chapter.ending()),
    ]
