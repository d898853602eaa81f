"""Sentences on what the base holds and what is missing."""

from typing import TYPE_CHECKING

from evidence_lib.charts.words import amount, listing, number, sentence
from evidence_lib.core.records import Edition

if TYPE_CHECKING:
    import pandas as pd


def holdings(documents: "pd.DataFrame") -> str:
    """What is wanted and held: "Eight documents are wanted: none held as original, eight as digest. …"."""
    held = documents[documents["held"]]
    original, digest = (int((held["edition"] == edition).sum()) for edition in (Edition.ORIGINAL, Edition.DIGEST))
    missing = len(documents) - len(held)
    findings = int(documents["findings"].sum())
    return (
        f"{sentence(amount(len(documents), 'document'))} {'is' if len(documents) == 1 else 'are'} wanted: {number(original)} "
        f"held as original, {number(digest)} as digest, {number(missing)} not held. "
        f"{findings:,} finding{'s' * (findings != 1)} {'was' if findings == 1 else 'were'} read from them."
    )


def gaps(documents: "pd.DataFrame") -> list[str]:
    """What is missing, a sentence each: originals wanted, files that could not be read, silent documents, days, addresses."""
    held, unread = documents["held"], documents["problem"] != ""
    wanted = documents[~held | (documents["edition"] == Edition.DIGEST)]
    silent = documents[held & (documents["findings"] == 0)]
    said = [
        named("Originals still wanted", wanted),
        named("No finding was read from", silent),
        named(
            "No day of publication is known (left out where since or until is set)",
            documents[documents["published"].isna()],
        ),
        named("No address is known, so that it cannot be fetched", wanted[wanted["url"] == ""]),
    ]
    problems = documents.loc[unread, ["document_id", "problem"]].itertuples(index=False)
    return [line for line in said if line] + [f"Could not be read: {name}: {problem}" for name, problem in problems]


def named(what: str, documents: "pd.DataFrame") -> str:
    """A sentence that names documents, or an empty string where there is none."""
    return f"{what}: {listing(documents['document_id'])}." if len(documents) else ""
