"""Names of findings that outlive a better reader."""

import hashlib
import re
from collections import Counter

from evidence_lib.core.records import Edition

MARK = {Edition.ORIGINAL: "p", Edition.DIGEST: "dp"}


def normal_words(text: str) -> str:
    """The words of a text in lower case without punctuation: what stays when spacing, hyphens or quotes are read anew."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def finding_id(document_id: str, page: int | None, quote: str, edition: Edition = Edition.ORIGINAL) -> str:
    """Return the id of a finding: its document, its edition and page, and a hash of its words.

    The same words on the same page of the same document have the same id, whoever reads them and however often. An item
    of a digest ("-dp11-") never has the id of a finding of the original ("-p11-"): its words are ours.
    """
    key = f"{document_id}|{page or ''}|{normal_words(quote)}"
    return f"{document_id}-{MARK[edition]}{page or 0}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def origin(finding_id: str) -> tuple[str, Edition]:
    """The document and the edition that an id speaks of; an id of another make is taken for a document of its own."""
    found = re.fullmatch(r"(.+)-(d?)p\d+-[0-9a-f]+", finding_id)
    return (found[1], Edition.DIGEST if found[2] else Edition.ORIGINAL) if found else (finding_id, Edition.ORIGINAL)


def likeness(first: str, second: str) -> float:
    """Share of words that two quotes have in common (intersection over union of their bags of words), 0 to 1."""
    a, b = Counter(normal_words(first).split()), Counter(normal_words(second).split())
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 0.0
