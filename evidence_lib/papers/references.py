"""From rows of the findings table to quotes, references and sources of a paper."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.promise_tables import day_told
from evidence_lib.charts.words import listing
from evidence_lib.core.records import Edition
from evidence_lib.papers.content import Quote, Reference, Sources

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Hashable, Any]


def reference(row: Row, numbers: Mapping[str, str] | None = None) -> Reference:
    """Where a finding stands; numbers gives those of the evidence register by finding_id."""
    name = str(row["finding_id"])
    return Reference(
        str(row["document_id"]),
        str(row["title"] or row["document_id"]),
        page(row["page_start"]),
        page(row["page_end"]),
        str(row["url"] or ""),
        name,
        (numbers or {}).get(name, ""),
    )


def page(value: Any) -> int | None:
    """A page of a frame, which holds none as missing."""
    import pandas as pd

    return int(value) if pd.notna(value) else None


def quote(row: Row, numbers: Mapping[str, str] | None = None) -> Quote:
    """The words of a finding: a quotation from an original, our own words from a digest."""
    return Quote(str(row["quote"]), reference(row, numbers), row["edition"] == Edition.DIGEST, bool(row["checked"]))


def standing(findings: "pd.DataFrame") -> str:
    """How much of a selection a person has checked: "3 of 40 findings checked"."""
    total = len(findings)
    return f"{int(findings['checked'].sum()):,} of {total:,} finding{'' if total == 1 else 's'} checked"


def sources(documents: "pd.DataFrame", document_ids: "set[str] | frozenset[str]") -> Sources:
    """The documents named, once each in the order of the catalogue, with publishers, day and edition."""
    held = [row for row in documents.to_dict("records") if row["document_id"] in document_ids]
    return Sources(
        tuple(Reference(row["document_id"], row["title"] or row["document_id"], url=row["url"] or "") for row in held),
        tuple(source_told(row) for row in held),
    )


def source_told(row: Row) -> str:
    """What is known of a document, in a line."""
    ours = "held as a digest in our own words" if row["edition"] == Edition.DIGEST else ""
    parts = (listing(row["publishers"]), day_told(row["published"]) or "day not known", ours)
    return "; ".join(filter(None, parts))
