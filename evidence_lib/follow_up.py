"""The part of the public API that follows commitments: responses, commitments, progress, deadlines. EvidenceBase has it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.commitments.clocks import read_clocks
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date, today
from evidence_lib.core.errors import BadRow, refuse_unknown
from evidence_lib.core.reads import recorded
from evidence_lib.people.legal_basis import read_bases
from evidence_lib.people.progress import Status
from evidence_lib.tables import answered as answering
from evidence_lib.tables.deadlines import dated, response_clocks
from evidence_lib.tables.followed import NO_ONE, day, follow, history, narrowed, progress_table
from evidence_lib.tables.store import read_table

if TYPE_CHECKING:
    import pandas as pd

FROM_RESPONSE = ["report_title", "report_published", "published", "author"]


def day_given(as_of: str) -> date:
    """The day that a person gives, today if none. Raises BadRow for one that is no day."""
    try:
        return parse_date(as_of) or today()
    except ValueError as error:
        raise BadRow(f"as_of: {error}.") from error


class FollowUp:
    """What EvidenceBase knows of commitments."""

    folder: BaseFolder
    checked_only: bool = False

    def responses(self) -> "pd.DataFrame":
        """One row a response: what it answers, who signs it, its facts (columns: see the data dictionary, responses.csv)."""
        return read_table(self.folder, "responses")

    def statements(self) -> "pd.DataFrame":
        """One row a statement of a response (columns: see the data dictionary, statements.csv)."""
        return read_table(self.folder, "statements")

    def progress(self) -> "pd.DataFrame":
        """Every row of data/progress.csv in its order; problem says in one line why a row is not used, or is empty."""
        return progress_table(self.folder)

    @recorded
    def commitments(
        self,
        themes: Sequence[str] = (),
        owners: Sequence[str] = (),
        statuses: Sequence[str] = (),
        as_of: str = "",
    ) -> "pd.DataFrame":
        """One row a commitment, as it stands on as_of (empty: today), with its response's title, days and author.

        Beside the columns of commitments.csv: status, status_day, owner, measure, evidence, rationale, superseded_by,
        overdue, rationale_wanted, contradiction; due_date is the agreed day where one was entered. themes, owners and
        statuses keep those named; "no owner" stands for none. Raises UnknownName for a theme, status or owner that is
        not there, and BadRow for a day that is none.
        """
        looked = day_given(as_of)
        for theme in themes:
            refuse_unknown("theme", theme, self.themes.ids)  # type: ignore[attr-defined]
        for status in statuses:
            refuse_unknown("status", status, list(Status))
        table = follow(read_table(self.folder, "commitments"), "commitment_id", history(self.folder), looked)
        for owner in owners:
            refuse_unknown("owner", owner, sorted({NO_ONE, *table["owner"]} - {""}))
        table = table.merge(self.responses()[["document_id", *FROM_RESPONSE]], on="document_id")
        wanted = {"themes": themes, "owner": owners, "status": statuses}
        return narrowed(table, wanted).reset_index(drop=True)

    @recorded
    def actions(self, as_of: str = "") -> "pd.DataFrame":
        """One row an action that an inspection letter requires, as it stands on as_of; entered_owner is who a person entered."""
        return follow(read_table(self.folder, "actions"), "action_id", history(self.folder), day_given(as_of))

    def due_day(self, item_id: str) -> date | None:
        """The day by which a commitment or action is due as its document says; None for what has none, or is no such item."""
        for table, name in (("commitments", "commitment_id"), ("actions", "action_id")):
            held = read_table(self.folder, table).set_index(name)["due_date"]
            if item_id in held.index:
                return day(held[item_id])
        return None

    @recorded
    def response_clocks(self, as_of: str = "") -> "pd.DataFrame":
        """One row a report that could be answered: its legal basis, whether the clock runs, who answered it and when.

        No clock runs until a person has confirmed the basis; suggested_basis is what its programme points to.
        """
        clocks = read_clocks(self.folder.clocks)
        findings = read_table(self.folder, "findings", ["document_id"], {"kind": ["recommendation"]})
        recommended = findings.groupby("document_id").size()
        counts = {str(name): int(count) for name, count in recommended.items()}
        bases = read_bases(self.folder, clocks)
        documents = read_table(self.folder, "documents")
        return response_clocks(documents, self.responses(), counts, bases, clocks, day_given(as_of))

    @recorded
    def deadlines(self, as_of: str = "") -> "pd.DataFrame":
        """Everything with a day, in its order: kind, item_id, document_id, what, owner, due_date, due_text, state, days_left."""
        commitments, actions = self.commitments(as_of=as_of), self.actions(as_of)
        return dated(self.response_clocks(as_of), commitments, actions, day_given(as_of))

    @recorded
    def answers(self) -> "pd.DataFrame":
        """Which findings each commitment answers: commitment_id, finding_id, theme_id, how."""
        return answering.answers(read_table(self.folder, "commitments"), self._found())

    @recorded
    def unanswered(self, themes: Sequence[str] = ()) -> "pd.DataFrame":
        """The findings on which a response could have undertaken something and did not, as base.findings() gives them.

        Only findings of reports that a response answers, and of the inspections on which such a report draws.
        """
        findings = self._found()
        table = answering.unanswered(answering.within(findings, self.responses()), self.answers())
        return narrowed(table, {"themes": themes}).reset_index(drop=True)

    @recorded
    def later_findings(self) -> "pd.DataFrame":
        """Later findings that may supersede an earlier one (finding_id, later_id, theme_id); a person decides and enters it."""
        return answering.later(self._found())

    def _found(self) -> "pd.DataFrame":
        """The findings of the base."""
        base: Any = self
        found: pd.DataFrame = base.findings()
        return found
