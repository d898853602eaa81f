"""What changed since the last pack, in the few lines that its index has room for."""

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.chapters import changes
from evidence_lib.charts.words import amount, sentence

if TYPE_CHECKING:
    import pandas as pd

MOST_FIGURES = 5
SORTED = ("finding sorted or checked otherwise", "findings sorted or checked otherwise")
MOVED = ("statement whose evidence or confidence moved", "statements whose evidence or confidence moved")


def since_last(staged: Path, outputs: Path) -> tuple[str, list[str]]:
    """The name of the last pack (empty if there is none), and a line for each thing that changed since."""
    last = changes.find_pack(outputs)
    if not last:
        return "", []
    before = changes.state_of_pack(outputs, last)
    now = changes.State(staged.name, changes.read_tables(staged / "tables"))
    new, withdrawn = changes.findings_between(before, now)
    figures = changes.figures_between(before, now)
    counted = (
        (len(new), "new finding", "new findings"),
        (len(withdrawn), "withdrawn finding", "withdrawn findings"),
        (distinct(changes.decided_between(before, now), "finding_id"), *SORTED),
        (distinct(changes.statements_between(before, now), "statement_id"), *MOVED),
        (len(figures), "figure that no longer holds", "figures that no longer hold"),
    )
    lines = [f"{sentence(amount(count, one, many))}." for count, one, many in counted if count]
    shown = figures.head(MOST_FIGURES).to_dict("records")
    lines += [f"{row['what']}: was {row['was'] or 'none'}, is now {row['now'] or 'none'}." for row in shown]
    return last, lines


def distinct(table: "pd.DataFrame", column: str) -> int:
    """How many things a table of differences speaks of."""
    return int(table[column].nunique())
