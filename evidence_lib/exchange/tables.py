"""The tables with reviews and codebook as CSV and Parquet, for whoever works with neither a notebook nor a tool."""

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import appearing
from evidence_lib.people.reviews import COLUMNS, read_reviews
from evidence_lib.tables.export import export, with_extras, write_table
from evidence_lib.tables.schemas import TABLES
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook

if TYPE_CHECKING:
    import pandas as pd

CODEBOOK = ("theme_id", "label", "definition", "is_not", "terms", "hints", "not")


def export_tables(base: BaseFolder, folder: Path) -> list[Path]:
    """Write every table, the reviews and the codebook to a folder, each as CSV and as Parquet; returns the files.

    It holds what may name addressees (left_out, statements): it is for those who may read the documents.
    """
    people = {"reviews": reviews(base), "codebook": codebook(base)}
    written = export(base, folder) + [write_table(table, folder / f"{name}.csv") for name, table in people.items()]
    machine = {name: with_extras(base, name, read_table(base, name)) for name in TABLES}
    for name, table in {**machine, **people}.items():
        with appearing(folder / f"{name}.parquet") as beside:
            table.to_parquet(beside, compression="zstd", index=False)
        written.append(folder / f"{name}.parquet")
    return written


def reviews(base: BaseFolder) -> "pd.DataFrame":
    """The decisions as they stand in the file, themes by the names that they have now."""
    import pandas as pd

    held = read_reviews(base, read_codebook(base.codebook).ids)
    rows = [{name: getattr(review, name) for name in COLUMNS} for review in held]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    return table.assign(reviewed_at=pd.to_datetime(table["reviewed_at"]).astype("datetime64[us]"))


def codebook(base: BaseFolder) -> "pd.DataFrame":
    """The themes, a row each."""
    import pandas as pd

    rows = [
        [
            theme.id,
            theme.label,
            theme.definition,
            theme.is_not,
            list(theme.terms),
            list(theme.hints),
            list(theme.passed_over),
        ]
        for theme in read_codebook(base.codebook)
    ]
    return pd.DataFrame(rows, columns=list(CODEBOOK), dtype="object")
