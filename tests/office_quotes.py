"""Every quotation of a paper is found by its words in the findings, with the same document and page."""

import re

import pandas as pd

# “words” (E-001; westshire, page 4; not checked): the place follows the words
PLACED = re.compile(
    r"“(?P<words>[^“”]+)” ?\((?:E-\d+[,;] ?)?(?P<place>[a-z0-9-]+(?:, ?pages? ?\d+(?: ?to ?\d+)?)?)[;)]"
)


def squeezed(text: object) -> str:
    """Words without the room between them: a line's end may stand anywhere."""
    return "".join(str(text).split())


def quotations(text: str) -> list[tuple[str, str]]:
    """Each quotation of a text with the place it gives."""
    return [(hit["words"], hit["place"]) for hit in PLACED.finditer(" ".join(text.split()))]


def is_finding(findings: pd.DataFrame, words: str, place: str) -> bool:
    """Whether the words are those of a finding at that place, and of an original; a cut text is the beginning of one."""
    wanted, cut = squeezed(words.removesuffix(" …")), words.endswith("…")
    for row in findings[findings["edition"] == "original"].to_dict("records"):
        held = squeezed(row["quote"])
        if (held.startswith(wanted) if cut else held == wanted) and squeezed(place) == squeezed(label(row)):
            return True
    return False


def label(row: dict) -> str:  # type: ignore[type-arg]
    """Document and page of a finding as a reader sees them."""
    if pd.isna(row["page_start"]):
        return str(row["document_id"])
    first, last = int(row["page_start"]), int(row["page_end"])
    return f"{row['document_id']}, " + (f"page {first}" if first == last else f"pages {first} to {last}")
