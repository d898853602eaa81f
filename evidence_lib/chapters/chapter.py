"""What the chapters have in common: their scope, their statements, and what must stand at the top of the page."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_lib.chapters import (
    marks,
    statement_tables,
)
from evidence_lib.chapters.bearing import Bearing, in_selection
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Table
from evidence_lib.charts.prose import Notes
from evidence_lib.charts.tables import sources
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    pass


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
            told = f"{marks.many(lacking, 'finding')} without a number of the evidence register."
            lines.append(f"{told} 'evidence register' or the next refresh gives them one.")
        example = (
            [f"{marks.EXAMPLE} It is marked wherever it stands. Put your own in its place."]
            if registers.example
            else []
        )
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
