"""The derived tables on disk: Parquet, whole or not at all, with the fingerprint of what they were made from."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import appearing, write_text
from evidence_lib.core.reads import table_read

if TYPE_CHECKING:
    import pandas as pd


def write_tables(base: BaseFolder, tables: Mapping[str, "pd.DataFrame"], fingerprint: str) -> None:
    """Write every table, then the marker that says they are complete and what they were made from."""
    marker = base.derived / "made_from.json"
    marker.unlink(missing_ok=True)
    for name, table in tables.items():
        with appearing(base.derived / f"{name}.parquet") as beside:
            table.to_parquet(beside, compression="zstd", index=False)
    write_text(marker, json.dumps({"fingerprint": fingerprint, "tables": sorted(tables)}, indent=1) + "\n")


def made_from(base: BaseFolder) -> str:
    """The fingerprint of what the tables were made from; empty where they are missing or half made."""
    marker = base.derived / "made_from.json"
    if not marker.is_file():
        return ""
    return str(json.loads(marker.read_text(encoding="utf-8"))["fingerprint"])


def read_table(base: BaseFolder, name: str) -> "pd.DataFrame":
    """Read one table; a column of lists holds lists."""
    import pandas as pd

    from evidence_lib.tables.schemas import TABLES

    path = base.derived / f"{name}.parquet"
    table_read(path)
    table = pd.read_parquet(path)
    for column in TABLES[name]:
        if column.kind == "list":
            table[column.name] = pd.Series(
                [list(value) for value in table[column.name]], dtype="object", index=table.index
            )
    return table
