"""The history of reviews as a table."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.people.reviews import COLUMNS, latest, read_reviews

if TYPE_CHECKING:
    import pandas as pd


def review_history(base: BaseFolder, themes: Collection[str]) -> "pd.DataFrame":
    """Every row of data/reviews.csv in its order; in_force says whether it is what holds now."""
    import pandas as pd

    rows = read_reviews(base, themes)
    force = {one.row for one in latest(rows).values()}
    held = [[getattr(one, name) for name in COLUMNS] + [one.row in force] for one in rows]
    table = pd.DataFrame(held, columns=[*COLUMNS, "in_force"])
    return table.assign(reviewed_at=pd.to_datetime(table["reviewed_at"]).astype("datetime64[us]"))
