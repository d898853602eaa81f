"""Names of findings that outlive a better reader."""

import hashlib
import re
from collections import Counter


def normal_words(text: str) -> str:
    """The words of a text in lower case without punctuation: what stays when spacing, hyphens or quotes are read anew."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", "")))


def finding_id(document_id: str, page: int | None, quote: str) -> str:
    """Return the id of a finding: its document, its page and a hash of its words.

    The same words on the same page of the same document have the same id, whoever reads them and however often.
    """
    key = f"{document_id}|{page or ''}|{normal_words(quote)}"
    return f"{document_id}-p{page or 0}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def likeness(first: str, second: str) -> float:
    """Share of words that two quotes have in common (intersection over union of their bags of words), 0 to 1."""
    a, b = Counter(normal_words(first).split()), Counter(normal_words(second).split())
    union = sum((a | b).values())
    return sum((a & b).values()) / union if union else 0.0
