"""Words as they were meant, whatever the format: single spaces, no soft hyphens, letters for ligatures."""

import re
import unicodedata

LIGATURES = re.compile("[\ufb00-\ufb06]")
STRAY_SPACE = re.compile(r"(?<=\w) (?=[.,;](?:\s|$))")  # two runs of type that the file holds apart


def tidy(text: str) -> str:
    """Return text with single spaces and none before a stop, without soft hyphens, ligatures spelled out."""
    text = LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    text = re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u200c\u200d\ufeff]", "", text)).strip()
    return STRAY_SPACE.sub("", text)
