"""The public API: an evidence base as pandas frames.

base = evidence_lib.open()                     # the shipped base; or evidence_lib.open("path/to/base")
base.findings(theme="training", areas=["Cornwall"], since="2018-01-01")
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.commissioning.registers import Registers, read_registers
from evidence_lib.commissioning.settings import read_organisation
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, refuse_unknown
from evidence_lib.core.reads import begin, recorded, table_read
from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.follow_up import FollowUp
from evidence_lib.how_far import HowFar
from evidence_lib.tables.build import build, is_current
from evidence_lib.tables.joined import joined
from evidence_lib.tables.reviewed import review_history
from evidence_lib.tables.store import read_table, rows_of
from evidence_lib.themes.codebook import Codebook, read_codebook

if TYPE_CHECKING:
    import pandas as pd

OF_THE_TAG = ["score", "excerpt", "direction", "why", "assigned_by"]
ASSESSMENT = "needs-assessment"
AT_HAND = 20_000  # findings that a base may have and be held in memory whole: some 40 MB


@dataclass(frozen=True)
class EvidenceBase(FollowUp, HowFar):
    """An evidence base whose tables are up to date. Frames that it gives are copies: change them freely.

    With checked_only its findings are those that a person has checked: what is published holds no others.
    """

    folder: BaseFolder
    keep: Path | None = field(default=None)
    checked_only: bool = False

    @cached_property
    def with_unchecked(self) -> "EvidenceBase":
        """The same base with the findings that nobody has checked: to know of them, not to publish them."""
        return replace(self, checked_only=False) if self.checked_only else self

    @property
    def themes(self) -> Codebook:
        """The codebook: iterate over it, or take a theme by its id."""
        table_read(self.folder.codebook)  # each time: kept from a question before, it is read all the same
        return self._codebook

    @cached_property
    def _codebook(self) -> Codebook:
        return read_codebook(self.folder.codebook)

    @property
    def areas(self) -> list[str]:
        """Every area that a document is about, sorted."""
        self._whole("documents")
        return sorted({area for areas in self._documents["areas"] for area in areas})

    @property
    def publishers(self) -> list[str]:
        """Every publisher, sorted."""
        self._whole("documents")
        return sorted({name for names in self._documents["publishers"] for name in names})

    def _whole(self, *tables: str) -> None:
        """Say that whole tables are read, whether or not they are loaded already."""
        for name in tables:
            table_read(self.folder.derived / f"{name}.parquet")

    @cached_property
    def _documents(self) -> "pd.DataFrame":
        return read_table(self.folder, "documents")

    @recorded
    def documents(self, since: str = "", until: str = "") -> "pd.DataFrame":
        """The catalogue with what was read: one row a document (columns: see the data dictionary, documents.csv).

        since and until keep documents published on or between those days; one without a day is kept only without them.
        """
        return between(self._documents, since, until).reset_index(drop=True)

    def tags(self) -> "pd.DataFrame":
        """One row a theme on a finding (columns: see the data dictionary, tags.csv)."""
        return read_table(self.folder, "tags")

    @recorded
    def reviews(self) -> "pd.DataFrame":
        """Every row of data/reviews.csv in its order (columns: see the data dictionary), and in_force: whether it holds now."""
        return review_history(self.folder, self.themes.ids)

    @recorded
    def findings(
        self,
        theme: str = "",
        areas: Sequence[str] = (),
        subject: str = "",
        programme: str = "",
        publishers: Sequence[str] = (),
        since: str = "",
        until: str = "",
        kinds: Sequence[str] = (),
        agencies: Sequence[str] = (),
    ) -> "pd.DataFrame":
        """One row a finding, with its document's title, publishers, subject, programme, date and address.

        What a needs assessment says is need and no inspection's finding: assessed_needs() holds it.
        Each argument narrows the selection; empty means all. areas, publishers, kinds and agencies keep a finding that
        has any of those named; subject keeps documents whose subject holds those words. With theme the tag's score,
        excerpt, direction, why and assigned_by stand beside each finding. counted says whether house rule 10 counts it:
        summaries that later findings repeat, and practice studies, are not counted. Raises UnknownName, with the
        nearest, for a name that is not in the base, and BadRow for a day that is none.
        """
        self._check(theme, areas, publishers, kinds, agencies, programme)
        documents = self._asked_for(subject, programme, publishers, since, until)
        tags = read_table(self.folder, "tags", ["finding_id", *OF_THE_TAG], {"theme_id": [theme]}) if theme else None
        found = self._candidates(documents, tags, areas, kinds, agencies)
        found = found[found["document_id"].isin(documents["document_id"])]
        if tags is not None:
            found = found.merge(tags, on="finding_id")
        found = with_any(with_any(found, "areas", areas), "agencies", agencies)
        if kinds:
            found = found[found["kind"].isin(list(kinds))]
        return found.reset_index(drop=True)

    def _asked_for(
        self, subject: str, programme: str, publishers: Sequence[str], since: str, until: str
    ) -> "pd.DataFrame":
        """The inspections among the documents that a question is about."""
        found = between(self._inspections, since, until)
        if programme:
            found = found[found["programme"] == programme]
        if subject:
            found = found[found["subject"].str.contains(subject, case=False, regex=False)]
        return with_any(found, "publishers", publishers)

    def _candidates(
        self,
        documents: "pd.DataFrame",
        tags: "pd.DataFrame | None",
        areas: Sequence[str],
        kinds: Sequence[str],
        agencies: Sequence[str],
    ) -> "pd.DataFrame":
        """Findings among which are all that a question asks for: of a large base those alone are loaded.

        A base of a few thousand findings is loaded whole and kept: asked again it answers at once.
        """
        if "_joined" in vars(self) or rows_of(self.folder, "findings") <= AT_HAND:
            return self._shown
        only: dict[str, Collection[object]] = {"kind": kinds} if kinds else {}
        if tags is not None:
            only["finding_id"] = tags["finding_id"].tolist()
        if len(documents) < len(self._inspections):
            only["document_id"] = documents["document_id"].tolist()
        if self.checked_only:
            only["checked"] = [True]
        holding = {name: values for name, values in (("areas", areas), ("agencies", agencies)) if values}
        return joined(self.folder, self._documents, only, holding) if only or holding else self._shown

    @recorded
    def assessed_needs(self) -> "pd.DataFrame":
        """What the needs assessments among the documents say: one row each, with the columns of findings()."""
        documents = self._documents[self._documents["kind"] == ASSESSMENT]
        found = self._candidates(documents, None, (), (), ())
        return found[found["document_id"].isin(documents["document_id"])].reset_index(drop=True)

    @cached_property
    def registers(self) -> Registers:
        """What people keep about commissioning: the body, services, local evidence, statements, intentions, figures.

        Its problems are what does not add up, one line each. Raises BadFile or BadRow where a file itself is wrong.
        """
        self._whole("findings", "documents", "tags")
        names = set(read_table(self.folder, "findings", ["finding_id"])["finding_id"])
        return read_registers(self.folder, self.themes.ids, names)

    @cached_property
    def marking(self) -> str:
        """How what is published is to be handled, as data/organisation.yml says; empty where it says nothing."""
        return read_organisation(self.folder.organisation).marking

    @property
    def word_template(self) -> Path | None:
        """The office's Word template, as data/organisation.yml names it; None where it names none."""
        name = read_organisation(self.folder.organisation).word_template
        return self.folder.root / name if name else None

    @cached_property
    def _inspections(self) -> "pd.DataFrame":
        return self._documents[self._documents["kind"] != ASSESSMENT]

    @property
    def _shown(self) -> "pd.DataFrame":
        return self._joined[self._joined["checked"]] if self.checked_only else self._joined

    @cached_property
    def _joined(self) -> "pd.DataFrame":
        """All findings with what stands in other tables."""
        return joined(self.folder, self._documents)

    def _check(
        self,
        theme: str,
        areas: Iterable[str],
        publishers: Iterable[str],
        kinds: Iterable[str],
        agencies: Iterable[str],
        programme: str,
    ) -> None:
        """Refuse a name that the base does not know."""
        programmes = sorted(set(self._documents["programme"]) - {""})
        known: list[tuple[str, Iterable[str], Iterable[str]]] = [
            ("theme", [theme] if theme else [], self.themes.ids),
            ("area", areas, self.areas),
            ("publisher", publishers, self.publishers),
            ("kind", kinds, [str(kind) for kind in Kind]),
            ("agency", agencies, list(AGENCIES)),
            ("programme", [programme] if programme else [], programmes),
        ]
        for what, names, there in known:
            for name in names:
                refuse_unknown(what, name, there)

    def show(self, thing: object) -> None:
        """Show a chart or a table in the notebook; if the base was opened with keep, save its files there too."""
        from evidence_lib.charts.display import show

        show(thing, self.keep)


def with_any(table: "pd.DataFrame", column: str, wanted: Sequence[str]) -> "pd.DataFrame":
    """Keep the rows whose list holds any of those wanted; all where none is named."""
    return table.loc[[not set(wanted).isdisjoint(held) for held in table[column]]] if wanted else table


def between(table: "pd.DataFrame", since: str, until: str) -> "pd.DataFrame":
    """Keep the rows published on or after *since* and on or before *until* (each may be empty)."""
    import pandas as pd

    for name, day in (("since", since), ("until", until)):
        try:
            limit = parse_date(day)
        except ValueError as error:
            raise BadRow(f"{name}: {error}.") from error
        if limit is not None:
            published = table["published"]
            table = table[published >= pd.Timestamp(limit) if name == "since" else published <= pd.Timestamp(limit)]
    return table


def open_base(data: str | Path = "", keep: str | Path = "", checked_only: bool = False) -> EvidenceBase:
    """Open an evidence base; its tables are made first if they are missing or anything changed since.

    data is the folder of the base (empty: the setting EVIDENCE_DATA, or the shipped base); keep a folder in which show()
    saves charts and tables (empty: none); checked_only leaves out every finding that no person has checked.
    Raises BadFile where the folder is no base, and whatever build() raises.
    """
    folder = find_base(data)
    if not is_current(folder):
        build(folder)
    begin(folder.root, Path(keep) if keep else None)
    return EvidenceBase(folder, Path(keep) if keep else None, checked_only)
