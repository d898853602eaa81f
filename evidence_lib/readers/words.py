"""Words as they were meant, whatever the format; and where a sentence ends or goes on."""

import re
import unicodedata

LIGATURES = re.compile("[\ufb00-\ufb06]")
STRAY_SPACE = re.compile(r"(?<=\w) (?=[.,;](?:\s|$))")  # two runs of type that the file holds apart
UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\ufeff]")
CLOSED = re.compile(r"[.!?:;][\"'’”)\]]*\s*\d{0,2}$")  # ends a sentence, perhaps with a footnote's number
GOES_ON = re.compile(r"^[a-z(&‘“,;–-]")
OPEN_END = re.compile(
    r"(?:,|\b(?:a|an|and|are|as|at|be|by|for|from|has|have|in|is|it|of|on|or|that|the|their|to|was|were|"
    r"which|who|will|with))$",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return text with single spaces and none before a stop, without soft hyphens, ligatures spelled out."""
    if not text.isascii():
        text = UNSEEN.sub("", LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text))
    text = " ".join(text.split())
    return STRAY_SPACE.sub("", text) if " ." in text or " ," in text or " ;" in text else text
