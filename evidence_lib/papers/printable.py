"""Words as every format can hold them: no signs that XML forbids, and nothing else changed."""

import re

# XML 1.0, section 2.2: what a document may not hold, however it is written. Half a surrogate pair is no sign at all.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the signs that no paper can hold; letters of any script, emoji and marks of direction stay."""
    return FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """The same as one line: titles, footers and names of things have no others."""
    return " ".join(printable(text).split())
