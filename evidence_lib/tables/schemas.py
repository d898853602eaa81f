"""One schema a table: the columns, their types and what they mean. The data dictionary is written from here."""

from typing import TYPE_CHECKING

from evidence_lib.tables.columns import Column
from evidence_lib.tables.commitment_schemas import COMMITMENT_TABLES

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa


DOCUMENTS = (
    Column("document_id", "text", "short name of the document, kept for good"),
    Column("title", "text", "title of the original", True),
    Column("kind", "text", "inspection, response, review, needs-assessment or other"),
    Column("publishers", "list", "who published it"),
    Column("areas", "list", "the areas it is about"),
    Column("subject", "text", "what was inspected", True),
    Column("published", "date", "day of publication of the original", True),
    Column("inspection_start", "date", "first day of the inspection", True),
    Column("inspection_end", "date", "last day of the inspection", True),
    Column("programme", "text", "inspection programme, such as jtai, ilacs, send", True),
    Column("url", "text", "address of the original", True),
    Column("licence", "text", "licence of the original", True),
    Column("marking", "text", "marking of the document", True),
    Column("edition", "text", "original, or digest: a selection of findings in our own words"),
    Column("file", "text", "the file held, in data/sources; empty if none is held", True),
    Column("media_type", "text", "format of the file held", True),
    Column("sha256", "text", "hash of the file held", True),
    Column("sha256_wanted", "text", "hash of the original that is wanted", True),
    Column("pages", "whole", "pages of the file held, where its format has pages", True),
    Column("retrieved", "date", "day on which the file came in", True),
    Column("held", "yes-no", "whether a file is held and could be read"),
    Column("problem", "text", "why it could not be read", True),
    Column(
        "read_by",
        "list",
        "how its blocks were told: tree (tagged PDF), markup (Word, HTML, Markdown), text, layout (PDF without tags), "
        "ocr (letters recognised in pictures)",
    ),
    Column("unread", "text", "what of the file could not be read, and what to do", True),
    Column("blocks", "whole", "blocks read: headings, paragraphs, items, cells, footnotes"),
    Column("findings", "whole", "findings among them, after reviews"),
    Column("left_out", "whole", "blocks that are no finding"),
)
FINDINGS = (
    Column(
        "finding_id", "text", "name of the finding, made of document, page and words, so that a better reader keeps it"
    ),
    Column("document_id", "text", "the document it stands in"),
    Column("page_start", "whole", "first page, counted from 1; in a digest the page of the original", True),
    Column("page_end", "whole", "last page", True),
    Column("ordinal", "whole", "its place among the document's findings, from 1"),
    Column("heading", "text", "the inspectors' nearest heading above it", True),
    Column("reported_under", "text", "the whole path of headings above it", True),
    Column("quote", "text", "its words; in a digest our own words, never a quotation"),
    Column(
        "kind", "text", "strength, improvement, mixed, priority-action, case-study, recommendation, cause-of-concern"
    ),
    Column("agencies", "list", "whose practice it judges or calls on"),
    Column("areas", "list", "the areas it is about"),
    Column("edition", "text", "original or digest"),
    Column("summary", "yes-no", "whether it stands in the summary that later findings repeat (then it is not counted)"),
    Column("addressed_to", "text", "whom it asks to act, as the document names them", True),
    Column("due_text", "text", "by when, in the document's words", True),
    Column("due_date", "date", "the last day that those words allow, where they settle one", True),
    Column("parent", "text", "finding_id of the cause of concern that it stands under", True),
    Column("checked", "yes-no", "whether a person has reviewed it"),
    Column("kind_by", "text", "who gave the kind: machine or the reviewer"),
    Column("agencies_by", "text", "who gave the agencies: machine or the reviewer"),
    Column(
        "admitted",
        "yes-no",
        "whether a person said to include it: only then do tables show the words of a practice study",
    ),
)
TAGS = (
    Column("finding_id", "text", "the finding"),
    Column("theme_id", "text", "the theme, from data/themes.yml"),
    Column("rank", "whole", "1 is the most central theme of the finding"),
    Column("score", "number", "how sure the tag is, from 0 to 1"),
    Column("excerpt", "text", "the sentence or sentences that earned the tag", True),
    Column("direction", "text", "which way they point: strength or shortfall; empty where neither", True),
    Column("why", "text", "the words that earned it", True),
    Column("assigned_by", "text", "machine or the reviewer"),
    Column("codebook", "text", "fingerprint of the codebook in force", True),
)
LEFT_OUT = (
    Column("document_id", "text", "the document"),
    Column("page", "whole", "page of the file held", True),
    Column("text", "text", "the block's words; may name addressees, so it is never published"),
    Column("reason", "text", "why it is no finding"),
)
REVIEWS_UNPLACED = (
    Column("finding_id", "text", "the finding as the review names it; rows stand in the order of reviews.csv"),
    Column("field", "text", "what was decided"),
    Column("value", "text", "the decision", True),
    Column("reviewer", "text", "by whom"),
    Column("reviewed_at", "date", "when"),
    Column("quote", "text", "the words it rested on", True),
    Column(
        "now",
        "text",
        "what became of it: carried to another finding, in need of a look, or its theme was split or retired",
    ),
    Column("carried_to", "text", "the finding that holds most of its words, if it was carried", True),
)
TABLES = {
    "documents": DOCUMENTS,
    "findings": FINDINGS,
    "tags": TAGS,
    "left_out": LEFT_OUT,
    "reviews_unplaced": REVIEWS_UNPLACED,
    **COMMITMENT_TABLES,
}
DTYPES = {
    "text": "str",
    "whole": "Int64",
    "number": "float64",
    "yes-no": "bool",
    "date": "datetime64[us]",
    "list": "object",
}


def frame(table: str, rows: list[dict[str, object]]) -> "pd.DataFrame":
    """Make a table of rows with exactly the schema's columns and types, in its order; no rows make an empty table."""
    import pandas as pd

    columns = {}
    for column in TABLES[table]:
        values = [row[column.name] for row in rows]
        if column.kind == "text":
            values = ["" if value is None else str(value) for value in values]
        if column.kind == "date":
            columns[column.name] = pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype="datetime64[us]")
        else:
            columns[column.name] = pd.Series(values, dtype=DTYPES[column.kind])
    return pd.DataFrame(columns)


def schema(table: str) -> "pa.DataFrameSchema":
    """The table's pandera schema, strict in columns and order."""
    import pandera.pandas as pa

    columns = {}
    for column in TABLES[table]:
        checks = [] if column.kind != "text" or column.empty else [pa.Check.str_length(min_value=1)]
        dtype = None if column.kind == "list" else DTYPES[column.kind]
        columns[column.name] = pa.Column(dtype, checks, nullable=column.kind in ("date", "whole") and column.empty)
    return pa.DataFrameSchema(columns, strict=True, ordered=True)
