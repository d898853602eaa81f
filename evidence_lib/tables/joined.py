"""Findings with what stands in other tables beside them; of a large base only the rows that a question asks for are loaded."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.records import Kind
from evidence_lib.tables.store import read_table

if TYPE_CHECKING:
    import pandas as pd

FROM_DOCUMENT = ["title", "publishers", "subject", "programme", "published", "url"]
COLUMNS = [
    "finding_id",
    "document_id",
    "title",
    "publishers",
    "areas",
    "subject",
    "programme",
    "published",
    "url",
    "page_start",
    "page_end",
    "ordinal",
    "heading",
    "reported_under",
    "quote",
    "kind",
    "kind_label",
    "themes",
    "agencies",
    "addressed_to",
    "due_text",
    "due_date",
    "parent",
    "edition",
    "summary",
    "counted",
    "checked",
    "kind_by",
    "agencies_by",
    "admitted",
]


def joined(
    base: BaseFolder,
    documents: "pd.DataFrame",
    only: Mapping[str, Collection[object]] | None = None,
    holding: Mapping[str, Collection[str]] | None = None,
) -> "pd.DataFrame":
    """The findings of *documents* with their documents' columns and themes, in the order of publication, document and place.

    only and holding narrow as read_table() does. Where nothing is asked of the findings, all tags are read at once.
    """
    import pandas as pd

    every = not only and not holding
    findings = read_table(base, "findings", only=only, holding=holding)
    findings = findings.merge(documents[["document_id", "published"]], on="document_id")
    findings = findings.sort_values(["published", "document_id", "ordinal"], kind="stable").drop(columns="published")
    themes = themes_of(base, None if every else findings["finding_id"].tolist())
    found = [themes.get(finding, []) for finding in findings["finding_id"]]
    findings["themes"] = pd.Series(found, dtype="object", index=findings.index)
    findings["kind_label"] = findings["kind"].map({str(kind): kind.label for kind in Kind}).astype("str")
    findings["counted"] = ~findings["summary"] & (findings["kind"] != str(Kind.CASE_STUDY))
    return findings.merge(documents[["document_id", *FROM_DOCUMENT]], on="document_id")[COLUMNS]


def themes_of(base: BaseFolder, findings: Sequence[str] | None) -> dict[str, list[str]]:
    """The themes of each finding, the most central first; None for the findings of the whole base."""
    only = None if findings is None else {"finding_id": findings}
    tags = read_table(base, "tags", ["finding_id", "theme_id", "rank"], only).sort_values(["finding_id", "rank"])
    names: dict[str, str] = {}  # each name once in memory, not once a tag
    found: dict[str, list[str]] = {}
    for finding, theme in zip(tags["finding_id"], tags["theme_id"], strict=True):
        found.setdefault(finding, []).append(names.setdefault(theme, theme))
    return found
