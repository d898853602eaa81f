"""Sentences of a paragraph."""

import re

# A stop, perhaps with a closing quotation mark, then white space and the capital, digit or quote that opens the next.
END = re.compile(r"(?<=[.!?;])[\"'’”)\]]*\s+(?=[\"'‘“(\[]?[A-Z0-9])")
ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|cf|vs|Mr|Mrs|Ms|Dr|Prof|St|No|p|pp|para|s|ss|art)\.$|\b[A-Z]\.$")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, stripped; each stands in the text as it is. An empty text has none."""
    found: list[str] = []
    start = 0
    for end in END.finditer(text):
        piece = text[start : end.start()]
        if ABBREVIATED.search(piece):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]
