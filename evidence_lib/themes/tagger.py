"""Which themes a finding has, how surely, and by which words."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.eyes import eyes_of
from evidence_lib.themes.model import ThemeModel, shipped_model
from evidence_lib.themes.reading import Piece, Reading, read

CROWD = 4  # themes a finding has at most, as labellers found: four is rare
TELLING = 3  # learned words and phrases told with the codebook's
SUREST = 0.99  # a machine is never certain: only a person's tag has the score 1


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """One theme of one finding: rank 1 is the most central; excerpt the sentences, why the words that earned it.

    score is the probability that the tag is right, as measured on documents that the model had not seen.
    """

    theme_id: str
    rank: int
    score: float
    excerpt: str
    why: str


def tag(text: str, heading: str, codebook: Codebook, model: ThemeModel | None = None) -> list[ThemeTag]:
    """Return the themes of a finding, the most central first; model is the shipped one if none is given."""
    model = model or shipped_model()
    eyes = eyes_of(codebook, model.known)
    reading = read(text, heading, eyes.codebook)
    chances = model.probabilities(reading, eyes.codebook.ids)
    sure = model.given(chances)[:CROWD]
    earned: dict[str, list[str]] = {}
    for label in sure:
        for theme in eyes.now[label]:
            earned.setdefault(theme, []).append(label)
    return [
        ThemeTag(
            theme,
            rank,
            min(SUREST, round(max(chances[label] for label in labels), 3)),
            " … ".join(excerpt(reading, labels, model)),
            why(reading, labels, model),
        )
        for rank, (theme, labels) in enumerate(earned.items(), start=1)
    ]


def excerpt(reading: Reading, labels: Sequence[str], model: ThemeModel) -> list[str]:
    """The sentences that earned a theme, of what it is to the model: those that hold a term, else the one that speaks most."""
    found = [piece.text for piece in reading.pieces if any(hit.key in labels for hit in piece.terms)]
    if found or not reading.pieces:
        return found

    def speaks(piece: Piece) -> tuple[float, int]:
        known = [label for label in labels if label in model.labels]
        learned = max((model.linear(piece.features)[model.labels.index(label)] for label in known), default=0.0)
        return float(learned), sum(hit.key in labels for hit in piece.hints)

    return [max(reading.pieces, key=speaks).text]


def why(reading: Reading, labels: Sequence[str], model: ThemeModel) -> str:
    """The words that earned a theme: the codebook's as they stand there, then those that weighed most in the model."""
    words = [word for label in labels for piece in reading.pieces for word in piece.words(label)]
    told = " ".join(words).lower()
    heaviest = [word for label in labels for word in model.telling(reading.learned, label, 3 * TELLING)]
    learned = [word for word in dict.fromkeys(heaviest) if word not in told]
    return "; ".join(dict.fromkeys([*words, *learned[:TELLING]]))
