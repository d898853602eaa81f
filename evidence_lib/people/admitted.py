"""Practice studies that a person has admitted: their text is about a child, and is shown nowhere else."""

from collections.abc import Iterable

from evidence_lib.people.reviews import Review, latest


def admitted(reviews: Iterable[Review]) -> set[str]:
    """The findings whose review in force says include: yes. A check of its kind or themes alone admits no text."""
    return {name for (name, field), held in latest(reviews).items() if field == "include" and held.value == "yes"}
