"""The derived tables on disk: Parquet, whole or not at all, with the fingerprint of what they were made from."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import appearing, write_text
from evidence_lib.core.reads import table_read
from evidence_lib.tables.schemas import TABLES, frame

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

ROWS = 20_000  # of a table held in memory before they go to its file as one row group
Row = dict[str, object]


class TableFiles:
    """The files of all tables while they are written: rows go out by the row group, so that memory does not grow with them."""

    def __init__(self, writers: "Mapping[str, ParquetWriter]") -> None:
        self.writers = writers
        self.waiting: dict[str, list[Row]] = {name: [] for name in writers}

    def add(self, name: str, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        self.waiting[name].extend(rows)
        if len(self.waiting[name]) >= ROWS:
            self.flush(name)

    def flush(self, name: str) -> None:
        """Write the rows that wait."""
        import pyarrow as pa

        table = frame(name, self.waiting[name])
        self.writers[name].write_table(pa.Table.from_pandas(table, schema=self.writers[name].schema))
        self.waiting[name] = []


@contextmanager
def writing_tables(base: BaseFolder, fingerprint: str) -> Iterator[TableFiles]:
    """Write every table whole, then the marker that says they are complete and what they were made from.

    If anything fails on the way, the tables of before stay as they were, marker and all.
    """
    from pyarrow.parquet import ParquetWriter

    marker = base.derived / "made_from.json"
    with ExitStack() as put_in_place:
        beside = {name: put_in_place.enter_context(appearing(base.derived / f"{name}.parquet")) for name in TABLES}
        with ExitStack() as ended:
            files = TableFiles(
                {
                    name: ended.enter_context(ParquetWriter(path, arrow_schema(name), compression="zstd"))
                    for name, path in beside.items()
                }
            )
            yield files
            for name in TABLES:
                files.flush(name)
        marker.unlink(missing_ok=True)
    write_text(marker, json.dumps({"fingerprint": fingerprint, "tables": sorted(TABLES)}, indent=1) + "\n")


def arrow_schema(name: str) -> "pa.Schema":
    """The table's columns as Parquet holds them, with what pandas needs to give them their types again."""
    import pyarrow as pa

    metadata = pa.Table.from_pandas(frame(name, []), preserve_index=False).schema
    for at, column in enumerate(TABLES[name]):
        if column.kind == "list":  # an empty column does not say what its lists hold
            metadata = metadata.set(at, pa.field(column.name, pa.list_(pa.string())))
    return metadata


def made_from(base: BaseFolder) -> str:
    """The fingerprint of what the tables were made from; empty where they are missing or half made."""
    marker = base.derived / "made_from.json"
    if not marker.is_file():
        return ""
    return str(json.loads(marker.read_text(encoding="utf-8"))["fingerprint"])


def read_table(
    base: BaseFolder, name: str, columns: Sequence[str] = (), only: Mapping[str, Sequence[str]] | None = None
) -> "pd.DataFrame":
    """Read one table; a column of lists holds lists.

    columns are those wanted (all if none is named), only keeps the rows that hold one of the values in a column; neither what
    is not wanted nor row groups without such a value are loaded.
    """
    import pandas as pd

    path = base.derived / f"{name}.parquet"
    table_read(path)
    filters = [(column, "in", list(values)) for column, values in (only or {}).items()]
    table = pd.read_parquet(path, columns=list(columns) or None, filters=filters or None)
    for column in TABLES[name]:
        if column.kind == "list" and column.name in table:
            table[column.name] = pd.Series(
                [list(value) for value in table[column.name]], dtype="object", index=table.index
            )
    return table
