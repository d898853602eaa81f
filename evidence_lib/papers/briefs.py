"""The two-page brief for holding the chief constable to account."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.promise_tables import IN_OUR_WORDS, at_page, day_told, placed
from evidence_lib.charts.promise_words import promised, scope, shorter, source_line
from evidence_lib.charts.tables import showable
from evidence_lib.charts.words import amount, inside, listing, sentence, theme_name
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import Edition
from evidence_lib.papers.content import Heading, Items, Paper, Paragraph, Part, Rows
from evidence_lib.papers.references import standing

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase
    from evidence_lib.themes.codebook import Codebook

MOST_FINDINGS = 6  # two pages: what stands in the report answered first, then by theme
MOST_COMMITMENTS = 12
MOST_QUESTIONS = 5
LETTERS = 190  # of a finding or commitment
POLICE = ("Chief Constable", "Force", "Police")


def holding_to_account(
    base: "EvidenceBase", commitments: "pd.DataFrame | None" = None, themes: Sequence[str] = (), as_of: str = ""
) -> Paper:
    """Two pages: the findings, what was undertaken on them, what has been heard since, and questions to ask.

    commitments is a selection from base.commitments(); all (of the themes) if none is given.
    """
    from evidence_lib.follow_up import day_given

    day = day_given(as_of)
    table = base.commitments(themes=themes, as_of=as_of) if commitments is None else commitments
    findings = showable(base.findings())
    answers = base.answers()
    told = answers[answers["commitment_id"].isin(table["commitment_id"])]
    told = told[told["finding_id"].isin(findings["finding_id"])]
    parts: list[Part] = [
        Paragraph(promised(table, day)),
        Heading("What inspectors found"),
        *found(told, findings, base.themes),
        Heading("What was undertaken, and what has been heard since"),
        undertaken(table),
        *asked("Questions for the chief constable", questions(table, base.themes, True)),
        *asked("Questions for the office", questions(table, base.themes, False)),
        Paragraph(
            f"{scope(table, day)} {source_line(table)} Findings and commitments were sorted by machine; check "
            f"them at their place before use."
        ),
    ]
    shown = findings[findings["finding_id"].isin(told["finding_id"])]
    return Paper(
        "holding_to_account",
        "Holding to account: a brief",
        f"As on {long_date(day)}",
        tuple(parts),
        standing=standing(shown) if len(shown) else "",
        marking=base.marking,
    )


def asked(title: str, lines: Sequence[str]) -> list[Part]:
    """A heading and its questions; nothing where the rows raise none."""
    return [Heading(title), Items(tuple(lines), numbered=True)] if lines else []


def found(answers: "pd.DataFrame", findings: "pd.DataFrame", codebook: "Codebook") -> list[Part]:
    """The findings that the commitments answer, one a theme first, those of the report answered before others."""
    order = answers.assign(own=answers["how"] != "in the report answered")
    order = order.sort_values(["own", "finding_id"]).drop_duplicates("finding_id")
    first = order.drop_duplicates("theme_id")
    chosen = first["finding_id"].tolist() + [one for one in order["finding_id"] if one not in set(first["finding_id"])]
    held = findings.set_index("finding_id")
    theme_of = dict(zip(order["finding_id"], order["theme_id"], strict=True))
    rows = tuple(
        finding_row(held.loc[name], name, theme_name(theme_of[name], codebook)) for name in chosen[:MOST_FINDINGS]
    )
    if not rows:
        return [Paragraph("No finding of the base is answered by these commitments.")]
    more = len(chosen) - len(rows)
    tail = (
        [Paragraph(f"{sentence(amount(more, 'further finding'))} on the same themes: see the notebook on commitments.")]
        if more
        else []
    )
    return [
        Rows("Findings that the commitments answer", ("Theme", "Finding", "Where"), rows, (0.22, 0.53, 0.25)),
        *tail,
    ]


def finding_row(row: Any, name: str, theme: str) -> tuple[str, str, str]:
    """One finding: theme, words, place."""
    ours = row["edition"] == "digest"
    words = shorter(row["quote"], LETTERS)
    said = f"{words} ({IN_OUR_WORDS})" if ours else f"“{words}”"
    return theme, said, at_page(row["document_id"], row["page_start"])


def undertaken(table: "pd.DataFrame") -> Rows:
    """The commitments with what has been heard."""
    shown = table.sort_values("overdue", ascending=False, kind="stable").head(MOST_COMMITMENTS)
    rows = tuple(
        (
            shorter(row["quote"], LETTERS),
            "; ".join(filter(None, (row["forum"], day_told(row["due_date"]) or row["due_text"]))) or "no board, no day",
            heard(row),
            placed(row),
        )
        for row in shown.to_dict("records")
    )
    head = ("Undertaken", "Watched at, due", "Heard since", "Where")
    more = len(table) - len(shown)
    caption = f"Commitments{f' (the first {len(shown)} of {len(table)}; all stand in the register)' if more else ''}"
    return Rows(caption, head, rows, (0.43, 0.19, 0.2, 0.18))


def heard(row: Any) -> str:
    """What has been heard of a commitment."""
    late = " (past its day)" if row["overdue"] else ""
    day = f" on {day_told(row['status_day'])}" if day_told(row["status_day"]) else ""
    more = "; ".join(filter(None, (row["evidence"], row["rationale"])))
    return f"{sentence(row['status'])}{day}{late}{': ' * bool(more)}{more}"


def questions(table: "pd.DataFrame", codebook: "Codebook", of_police: bool) -> tuple[str, ...]:
    """Questions that the rows themselves raise, what is past its day first: for the chief constable, or for the office."""
    police = table["addressed_to"].isin(POLICE) | table["made_by"].isin(POLICE)
    order = table[police == of_police].sort_values("overdue", ascending=False, kind="stable")
    asked = [question(row, codebook) for row in order.to_dict("records")]
    return tuple(dict.fromkeys(filter(None, asked)))[:MOST_QUESTIONS]


def named(row: Any) -> str:
    """A commitment by the head of its words, which are a quotation only where they are the responder's own."""
    words = shorter(row["quote"], 70)
    return f"{words} ({IN_OUR_WORDS})" if row["edition"] == Edition.DIGEST else f"“{words}”"


def question(row: Any, codebook: "Codebook") -> str:
    """The question that one commitment raises; empty where it raises none."""
    about = listing(inside(theme_name(theme, codebook)) for theme in row["themes"]) or row["destination"]
    on = f"on {about}" if about else f"on {named(row)}"
    if row["contradiction"]:
        return f"Two sources differ {on}: {row['contradiction']}. Which is right, and what shows it?"
    if row["overdue"]:
        due = day_told(row["due_date"])
        return f"What was undertaken {on} was due by {due}, and nothing says that it is done. What was done, and what came of it?"
    if row["status"] == "done" and not row["evidence"]:
        return f"What was undertaken {on} is said to be done. What shows it, and what has changed for victims?"
    if row["status"] in ("no update held", "not started", "in progress"):
        seen = f", and what will the {row['forum']} see of it" if row["forum"] else ""
        return f"What has been done {on} since the response, by when will it be finished{seen}?"
    return ""
