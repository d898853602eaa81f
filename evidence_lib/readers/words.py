"""Words as they were meant, whatever the format: single spaces, no soft hyphens, letters for ligatures."""

import re
import unicodedata

LIGATURES = re.compile("[\ufb00-\ufb06]")


def tidy(text: str) -> str:
    """Return text with single spaces, without soft hyphens and zero-width characters, ligatures spelled out."""
    text = LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u200c\u200d\ufeff]", "", text)).strip()
