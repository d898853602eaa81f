"""Sentences on commitments, each computed from the rows it speaks of."""

from datetime import date
from typing import TYPE_CHECKING

from evidence_lib.charts.words import amount, listing, number, sentence
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import Edition

if TYPE_CHECKING:
    import pandas as pd

NO_THEME = "No theme of the codebook"
SILENCE = "No update held means that nothing was entered: it does not mean that nothing was done."


def shorter(text: str, letters: int) -> str:
    """A text cut at a word, with dots where it was cut."""
    if len(text) <= letters:
        return text
    end = text.rfind(" ", 0, letters)
    return text[: end if end > 0 else letters].rstrip(" ,;:") + " …"


def promised(commitments: "pd.DataFrame", as_of: date) -> str:
    """What was undertaken, in one paragraph: how many, how firmly, with a day, watched, and what has been heard."""
    total = len(commitments)
    if not total:
        return "No commitment is in this selection."
    strengths = commitments["strength"].value_counts()
    firm = [
        f"{number(int(strengths[name]))} {told}"
        for name, told in (("firm", "firm"), ("qualified", "qualified"), ("interest", "an interest only"))
        if name in strengths
    ]
    dated, watched = int(commitments["due_date"].notna().sum()), int((commitments["forum"] != "").sum())
    owned = int((commitments["owner"] != "").sum())
    late = int(commitments["overdue"].sum())
    silent = int((commitments["status"] == "no update held").sum())
    past = (
        f" {sentence(number(late))} {'is' if late == 1 else 'are'} past {'its' if late == 1 else 'their'} day on "
        f"{long_date(as_of)}."
        if late
        else ""
    )
    return (
        f"{sentence(amount(total, 'commitment'))} {'was' if total == 1 else 'were'} made: {listing(firm)}. "
        f"{sentence(number(dated))} {'has' if dated < 2 else 'have'} a day, {number(watched)} "
        f"{'names' if watched < 2 else 'name'} "
        f"a board or meeting that watches, {number(owned)} {'has' if owned < 2 else 'have'} an owner.{past} "
        f"On {number(silent)} no update is held."
    )


def answered_count(commitments: "pd.DataFrame", answers: "pd.DataFrame", unanswered: "pd.DataFrame") -> str:
    """How many commitments answer findings, and how many findings of the same reports none answers."""
    total, sharing = len(commitments), answers["commitment_id"].nunique()
    met, rest = answers["finding_id"].nunique(), len(unanswered)
    responses = commitments["document_id"].nunique()
    return (
        f"{sentence(amount(total, 'commitment'))} of {amount(responses, 'response')} "
        f"{'is' if total == 1 else 'are'} in this selection; {number(sharing)} of them "
        f"{'shares' if sharing == 1 else 'share'} a theme with {amount(met, 'finding')} of the reports answered. "
        f"{sentence(amount(rest, 'finding'))} of these reports {'asks' if rest == 1 else 'ask'} for something and "
        f"{'shares' if rest == 1 else 'share'} a theme with no commitment."
    )


def contradictions(commitments: "pd.DataFrame") -> list[str]:
    """Where two sources contradict each other, a line each."""
    held = commitments[commitments["contradiction"] != ""]
    return [
        f"Sources contradict each other on {name}: {line}."
        for name, line in zip(held["commitment_id"], held["contradiction"], strict=True)
    ]


def rationale_wanted(commitments: "pd.DataFrame") -> str:
    """Which commitments need a person to say why: past their day, or not to be done, and without a reason."""
    held = commitments[commitments["rationale_wanted"]]
    return f"A reason is wanted for: {listing(held['commitment_id'])}." if len(held) else ""


def scope(commitments: "pd.DataFrame", as_of: date) -> str:
    """Responses and reports behind a selection of commitments, and the day from which it is looked at."""
    responses = commitments["document_id"].nunique()
    ours = commitments["edition"].eq(Edition.DIGEST).any()
    digest = " A digest gives them in our own words." if ours else ""
    return (
        f"{sentence(amount(len(commitments), 'commitment'))} of {amount(responses, 'response')}, as on "
        f"{long_date(as_of)}.{digest}"
    )


def source_line(commitments: "pd.DataFrame") -> str:
    """The source line, computed from the rows."""
    if commitments.empty:
        return "Source: no response."
    authors = sorted({name for name in commitments["author"] if name}) or ["author not known"]
    held = commitments.loc[commitments["edition"] == Edition.DIGEST, "document_id"].nunique()
    responses = commitments["document_id"].nunique()
    digest = (
        ""
        if not held
        else ", held as a digest"
        if held == responses == 1
        else f", {number(held)} of them held as a digest"
    )
    return f"Source: {'; '.join(authors)} ({amount(responses, 'response')}{digest}); updates from data/progress.csv."
