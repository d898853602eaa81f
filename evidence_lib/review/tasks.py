"""What waits for a person: findings on which people differ, and decisions whose words or themes are no longer there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from evidence_lib.core.errors import BadRow, refuse_unknown
from evidence_lib.people.reviews import DECIDED, Review, differ, latest, read_reviews
from evidence_lib.review.answers import check_settlement, settlement
from evidence_lib.review.items import stands
from evidence_lib.tables.decide import RETIRED, SPLIT
from evidence_lib.tables.store import read_table

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase

COLUMNS = ("task", "finding_id", "field", "said", "in_force", "quote")
DIFFER = "people differ"
GONE = "its words are gone"


def tasks(base: "EvidenceBase") -> "pd.DataFrame":
    """One row a task: task, finding_id, field, said (who says what), in_force (what holds until then), quote.

    "people differ": both decisions are kept, and the first stays in force until one changes it or the difference is settled.
    "its words are gone": a decision whose document was read anew and whose words no finding holds.
    "its theme was split …", "its theme was retired …": a decision that waits for somebody to say what it is now.
    """
    import pandas as pd

    force = latest(read_reviews(base.folder, base.themes.ids))
    rows: list[dict[str, str]] = []
    for (finding, field), own in stands(base).items():
        if field in DECIDED and differ(own) and not left_out(force, finding, field):
            said = "; ".join(f"{one.reviewer}: {one.value or 'none'}" for one in own)
            rows.append(row(DIFFER, finding, field, said, force[(finding, field)].value, own[0].quote))
    for one in read_table(base.folder, "reviews_unplaced").to_dict("records"):
        task = one["now"] if one["now"] in (SPLIT, RETIRED) else "" if one["carried_to"] else GONE
        if task:
            said = f"{one['reviewer']}: {one['value'] or 'none'}"
            rows.append(row(task, one["carried_to"] or one["finding_id"], one["field"], said, "", one["quote"]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def left_out(force: "Mapping[tuple[str, str], Review]", finding: str, field: str) -> bool:
    """Whether a finding is out, and everyone agrees: its kind and themes matter to nobody then."""
    include = force.get((finding, "include"))
    return field != "include" and include is not None and include.value == "no"


def row(task: str, finding: str, field: str, said: str, in_force: str, quote: str) -> dict[str, str]:
    """One task."""
    return dict(zip(COLUMNS, (task, finding, field, said, in_force, quote), strict=True))


def settle(base: "EvidenceBase", finding: str, field: str, value: str, reviewer: str, reason: str) -> None:
    """End a difference: the decision that holds, with its reason; what was decided before stays in the history.

    Raises UnknownName for a field, BadRow for a value that cannot be, or a finding on which nobody differs there.
    """
    refuse_unknown("field", field, DECIDED, "settle")
    own = stands(base).get((finding, field), [])
    if not own or not differ(own):
        raise BadRow(f"{finding}: nobody differs on its {field}. What waits is listed by: evidence review tasks.")
    check_settlement(finding, field, value, reviewer, reason, base.themes.ids)
    settlement(base, own[0], value, reviewer, reason)
