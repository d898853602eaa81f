"""Tables of commitments for readers: the register, what is due, the clocks, what each commitment answers."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.charts.promise_words import scope, shorter, source_line
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import Edition

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

Row = Mapping[Hashable, Any]
IN_OUR_WORDS = "digest, in our words"
LISTS = "nothing: it lists commitments"
CLOCKS_SOURCE = "Source: the catalogue, data/legal_basis.csv and data/clocks.yml."


def day_told(value: Any) -> str:
    """A day in words; empty where there is none."""
    return long_date(value) if known(value) else ""


def commitments_table(
    commitments: "pd.DataFrame", codebook: "Codebook", as_of: date, name: str = "commitments"
) -> Table:
    """The register: what was undertaken, to whom, how firmly, where it is watched, by when, and how it stands."""
    rows = tuple(register_row(row, codebook) for row in commitments.to_dict("records"))
    return Table(
        name=name,
        title="What was undertaken, and how it stands",
        scope=scope(commitments, as_of),
        source_line=source_line(commitments),
        counted=LISTS,
        units="days as the response gives them, or as agreed since",
        data=commitments,
        head=(
            "Where",
            "Undertaken",
            "Action",
            "Asked or told",
            "Watched at, to reach",
            "Due",
            "Themes",
            "Status, owner",
        ),
        rows=rows,
    )


def register_row(row: Row, codebook: "Codebook") -> tuple[Cell, ...]:
    """The cells of one commitment."""
    ours = row["edition"] == Edition.DIGEST
    quote = Cell(row["quote"], remark=IN_OUR_WORDS) if ours else Cell(f"“{row['quote']}”")
    late = "past its day" if row["overdue"] else ""
    return (
        Cell(placed(row)),
        quote,
        Cell(row["action"], remark=row["strength"]),
        Cell(row["addressed_to"] or "no one named"),
        Cell("; ".join(filter(None, (row["forum"], row["destination"]))) or "not said"),
        Cell(day_told(row["due_date"]) or row["due_text"] or "no day", remark=late),
        Cell("; ".join(words.theme_name(theme, codebook) for theme in row["themes"]) or "none"),
        Cell(f"{row['status']}; {row['owner'] or 'no owner'}", remark=row["rationale"]),
    )


def placed(row: Row) -> str:
    """Where a commitment stands: its response, and page or paragraph."""
    return (
        at_page(row["document_id"], row["page"])
        if known(row["page"])
        else at_page(row["document_id"], row["paragraph"], "paragraph")
    )


def at_page(document_id: str, page: Any, word: str = "page") -> str:
    """A document and a page or paragraph of it, where that is known."""
    return f"{document_id}, {word} {int(page)}" if known(page) else document_id


def known(value: Any) -> bool:
    """Whether a value of a frame is there."""
    import pandas as pd

    return bool(pd.notna(value))


def deadlines_table(deadlines: "pd.DataFrame", as_of: date, name: str = "deadlines") -> Table:
    """What is due and overdue, in the order of days."""
    rows = tuple(
        (
            Cell(day_told(row["due_date"])),
            Cell(row["state"], remark=left(row)),
            Cell(row["kind"]),
            Cell(row["what"]),
            Cell(row["owner"]),
            Cell(row["document_id"]),
        )
        for row in deadlines.to_dict("records")
    )
    return Table(
        name=name,
        title="What is due, by day",
        scope=f"{words.sentence(words.amount(len(deadlines), 'entry', 'entries'))} with a day, as on {long_date(as_of)}.",
        source_line="Source: responses and inspection letters held; updates from data/progress.csv.",
        counted="nothing: it lists what has a day",
        units="last days",
        data=deadlines,
        head=("Due", "State", "What it is", "In words", "Who", "Document"),
        rows=rows,
    )


def left(row: Row) -> str:
    """How many days are left, or how many it is past its day."""
    days = int(row["days_left"])
    if row["state"] == "met":
        return ""
    return f"{-days:,} days past" if days < 0 else "today" if not days else f"in {days:,} days"


def clocks_table(clocks: "pd.DataFrame", as_of: date, name: str = "response_clocks") -> Table:
    """The reports, their legal basis and their clock, and what the law asks of a response."""
    rows = tuple(
        (
            Cell(row["document_id"]),
            Cell(day_told(row["published"]) or "not known"),
            Cell(
                row["legal_basis"] or "not confirmed",
                remark=f"proposed: {row['suggested_basis']}"
                if row["suggested_basis"] and not row["legal_basis"]
                else "",
            ),
            Cell(day_told(row["due_date"]) or "none"),
            Cell(row["state"]),
            Cell(row["answered_by"] or "none held", remark=day_told(row["answered_on"])),
            Cell("; ".join(asked(row)) or "nothing"),
        )
        for row in clocks.to_dict("records")
    )
    return Table(
        name=name,
        title="Reports and the clock for a response",
        scope=f"{words.sentence(words.amount(len(clocks), 'report'))}, as on {long_date(as_of)}. No clock runs "
        f"until a person has confirmed the legal basis.",
        source_line=CLOCKS_SOURCE,
        counted="nothing: it lists reports",
        units="days; the day of publication is day 1 where the law says so",
        data=clocks,
        head=("Report", "Published", "Legal basis", "Response due", "State", "Response", "What the law asks"),
        rows=rows,
    )


def asked(row: Row) -> list[str]:
    """What the law asks of a response, and whether it is there."""
    told = []
    if row["chief_constable_invited"]:
        told.append(
            f"chief constable {row['chief_constable_invited'].replace('not recorded', 'invited: not recorded')}"
        )
    if row["chief_constable_comment"]:
        told.append(f"chief constable's comment: {row['chief_constable_comment']}")
    if known(row["recommendations_answered"]):
        wanted = int(row["recommendations"]) if known(row["recommendations"]) else "an unknown number of"
        told.append(f"{int(row['recommendations_answered'])} of {wanted} recommendations with an action or a reason")
    return told


def answers_table(
    answers: "pd.DataFrame",
    commitments: "pd.DataFrame",
    findings: "pd.DataFrame",
    codebook: "Codebook",
    as_of: date,
    name: str = "answers",
) -> Table:
    """Which findings each commitment answers, in its own words, with their pages."""
    columns = ["finding_id", "quote", "document_id", "page_start", "url", "edition"]
    known = answers.merge(
        findings[columns].rename(columns={"quote": "finding", "document_id": "found_in", "edition": "finding_edition"}),
        on="finding_id",
    )
    table = known.merge(commitments[["commitment_id", "quote"]], on="commitment_id")
    order = {name: place for place, name in enumerate(commitments["commitment_id"])}
    table = table.assign(
        order=[order[name] for name in table["commitment_id"]],
        own=[how != "in the report answered" for how in table["how"]],
    )
    table = table.sort_values(["order", "own", "found_in", "page_start"], kind="stable").drop(columns=["order", "own"])
    rows = tuple(
        (
            Cell(shorter(row["quote"], 90)),
            Cell(words.theme_name(row["theme_id"], codebook)),
            found(row),
            Cell(at_page(row["found_in"], row["page_start"]), address(row)),
            Cell(row["how"]),
        )
        for row in table.to_dict("records")
    )
    return Table(
        name=name,
        title="The findings that each commitment answers",
        scope=f"{scope(commitments, as_of)} A commitment answers a finding that shares a theme with it.",
        source_line=source_line(commitments),
        counted="nothing: it lists pairs of commitment and finding",
        units="pages of the original",
        data=table,
        head=("Commitment", "Theme", "Finding", "Where", "How"),
        rows=rows,
    )


def address(row: Row) -> str:
    """The address of a finding's document, at its page where both are known."""
    return f"{row['url']}#page={int(row['page_start'])}" if row["url"] and known(row["page_start"]) else row["url"]


def found(row: Row) -> Cell:
    """The words of a finding: quoted if they are the inspectors', marked as ours if they are a digest's."""
    ours = row["finding_edition"] == Edition.DIGEST
    return Cell(row["finding"], remark=IN_OUR_WORDS) if ours else Cell(f"“{row['finding']}”")
