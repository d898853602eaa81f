"""Giving findings their numbers of the evidence register."""

from datetime import date
from typing import TYPE_CHECKING

from evidence_lib.commissioning.register import Numbered, update_register
from evidence_lib.core.dates import today
from evidence_lib.core.records import Kind

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase


def number_findings(base: "EvidenceBase", on: date | None = None) -> Numbered:
    """Number what has no number, in the order of publication, document and place; a practice study is cited nowhere.

    Only ever appends to data/evidence_register.csv; open the base anew to see it.
    """
    findings = base.findings()
    rows = findings.loc[findings["kind"] != Kind.CASE_STUDY, ["finding_id", "document_id", "page_start", "quote"]]
    return update_register(base.folder.register, rows.to_dict("records"), on or today())  # type: ignore[arg-type]
