"""Which themes a finding has, how surely, and by which words."""

from dataclasses import dataclass

from evidence_lib.themes.codebook import Codebook
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
    reading = read(text, heading, codebook)
    chances = model.probabilities(reading, codebook.ids)
    tags = []
    for rank, theme in enumerate(model.given(chances)[:CROWD], start=1):
        earned = excerpt(reading, theme, model)
        tags.append(
            ThemeTag(theme, rank, min(SUREST, round(chances[theme], 3)), " … ".join(earned), why(reading, theme, model))
        )
    return tags


def excerpt(reading: Reading, theme_id: str, model: ThemeModel) -> list[str]:
    """The sentences that earned a theme: those that a term is found in, else the one that speaks most of it."""
    found = [piece.text for piece in reading.pieces if any(hit.key == theme_id for hit in piece.terms)]
    if found or not reading.pieces:
        return found

    def speaks(piece: Piece) -> tuple[float, int]:
        learned = model.linear(piece.features)[model.labels.index(theme_id)] if theme_id in model.labels else 0.0
        return float(learned), sum(hit.key == theme_id for hit in piece.hints)

    return [max(reading.pieces, key=speaks).text]


def why(reading: Reading, theme_id: str, model: ThemeModel) -> str:
    """The words that earned a theme: the codebook's as they stand there, then those that weighed most in the model."""
    words = [word for piece in reading.pieces for word in piece.words(theme_id)]
    told = " ".join(words).lower()
    learned = [word for word in model.telling(reading.learned, theme_id, 3 * TELLING) if word not in told]
    return "; ".join(dict.fromkeys([*words, *learned[:TELLING]]))
