"""What changed since an earlier pack, as its notebook uses it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.chapters import (
    changed_tables,
    changes,
)
from evidence_lib.charts.chart import Table

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase


@dataclass(frozen=True)
class Changed:
    """What changed between two states; before is None where there is no earlier pack to compare with."""

    before: changes.State | None
    after: changes.State

    def opening(self) -> str:
        """What is compared."""
        if self.before is None:
            return (
                "There is no earlier pack to compare with: the next refresh will say what has changed since this one."
            )
        return f"From pack {self.before.name} to {self.after.name}."

    def tables(self) -> list[Table | str]:
        """Every table of differences, or a sentence where there is none; what neither state holds is left out."""
        if self.before is None:
            return []
        one, other = self.before, self.after
        made = [
            changed_tables.findings(one, other, new=True),
            changed_tables.findings(one, other, new=False),
            changed_tables.reviews(one, other),
            changed_tables.statements(one, other),
            changed_tables.figures(one, other),
        ]
        for table, (key, title) in ROWS.items():
            if table in one.tables or table in other.tables:
                made.append(changed_tables.rows(one, other, table, key, title))
        return [table if len(table.data) else f"{table.title}: none." for table in made]


ROWS = {
    "commitments_standing": ("commitment_id", "Commitments that are new, met or stand otherwise"),
    "services": ("service_id", "Services and values that are new or changed"),
    "intentions": ("intention_id", "Intentions and decisions that are new or changed"),
    "local_evidence": ("need_id", "Local evidence that is new or changed"),
}


def what_changed(base: "EvidenceBase", packs: str = "", since: str = "", before: str = "", after: str = "") -> Changed:
    """What changed between two packs, or since one; packs is their folder (empty: outputs beside the base).

    Raises UnknownName for a pack that is not there, and BadRow for a day that is none.
    """
    outputs = Path(packs) if packs else base.folder.outputs
    first = changes.find_pack(outputs, since, before)
    last = changes.find_pack(outputs, name=after) if after else ""
    now = changes.state_of_pack(outputs, last) if last else changes.state_of_base(base)
    return Changed(changes.state_of_pack(outputs, first) if first else None, now)
