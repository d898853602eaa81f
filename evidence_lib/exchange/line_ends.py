"""Which characters a tool counted: line ends of two characters are one to most tools and two to some."""

from collections.abc import Sequence

from evidence_lib.exchange.project import Selection

SHORTEST = 3  # letters of a selection's name that tell one place from the next


def counted_text(held: str, selections: Sequence[Selection]) -> str:
    """The text as its positions count it.

    QualCoder, MAXQDA and ATLAS.ti count a line end as one character, whatever the file holds; NVivo on Windows as two.
    The words that a selection has for its name tell which; without any, the places that begin and end with words.
    """
    single = held.replace("\r\n", "\n")
    if single == held:
        return held
    if any(selection.end > len(single) for selection in selections):
        return held
    return max((single, held), key=lambda text: (named(text, selections), bounded(text, selections)))


def named(text: str, selections: Sequence[Selection]) -> int:
    """How many selections begin with the words of their name."""
    found = 0
    for selection in selections:
        name = selection.name.rstrip(". …").split("\n")[0].strip()
        found += len(name) >= SHORTEST and text[selection.start : selection.end].strip().startswith(name)
    return found


def bounded(text: str, selections: Sequence[Selection]) -> int:
    """How many selections begin and end where words do."""

    def inside(at: int) -> bool:
        return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()

    return sum(not inside(selection.start) and not inside(selection.end) for selection in selections)
