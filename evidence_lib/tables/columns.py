"""A column of a table, as the schemas and the data dictionary know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind (text, whole, number, yes-no, date, list), its meaning, and whether it may be empty."""

    name: str
    kind: str
    meaning: str
    empty: bool = False
