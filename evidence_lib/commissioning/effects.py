"""data/effects.csv: evidence on whether an intervention works, by a scale made for that.

It is another thing than inspection evidence, and stands apart: a finding that a service is missed says nothing of
whether it works, and no scale here raises or lowers the confidence in a statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_lib.commissioning.problems import Problem, Row, read_kept

COLUMNS = {
    "effect_id": "short name of the entry, kept for good",
    "intervention": "what was tried",
    "themes": "the themes it bears on",
    "scale": "maryland (1 to 5), or one part of EMMIE: emmie-effect, -mechanism, -moderators, -implementation, -economic",
    "rating": "1 to 5 on the Maryland scale; 0 to 4 for evidence quality on a part of EMMIE",
    "what": "what the study or review found, in a sentence",
    "source": "the study or review",
    "url": "its address",
    "entered_by": "who entered it",
    "entered_on": "when",
    "example": "yes if the row is made up, to show the form",
}
# Maryland Scientific Methods Scale: 1 weakest design, 5 randomised. EMMIE (Johnson, Tilley and Bowers 2015): quality 0 to 4.
SCALES = {"maryland": range(1, 6)} | {
    f"emmie-{part}": range(5) for part in ("effect", "mechanism", "moderators", "implementation", "economic")
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One rating of one intervention."""

    effect_id: str
    intervention: str
    themes: tuple[str, ...]
    scale: str
    rating: int | None
    what: str
    source: str
    url: str
    entered_by: str
    example: bool
    where: str


def read_effects(path: Path, themes: Sequence[str]) -> tuple[list[Effect], list[Problem]]:
    """Read the entries; a rating outside its scale is named and left out."""
    return read_kept(path, tuple(COLUMNS), "effect_id", lambda row: effect(row, themes))


def effect(row: Row, themes: Sequence[str]) -> Effect:
    """One row."""
    scale, rating = row.one_of("scale", SCALES), row.whole("rating")
    if scale and (rating is None or rating not in SCALES[scale]):
        held = SCALES[scale]
        row.wrong(
            f"rating '{row.text('rating')}' is not on the scale {scale} ({held[0]} to {held[-1]})",
            effect="It is left out.",
        )
        rating = None
    row.day("entered_on")
    return Effect(
        row.text("effect_id"),
        row.text("intervention"),
        row.chosen("themes", themes, "theme"),
        scale,
        rating,
        row.text("what"),
        row.text("source"),
        row.text("url"),
        row.text("entered_by"),
        row.yes("example"),
        row.where,
    )
