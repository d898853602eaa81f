"""The derived tables on disk: Parquet, whole or not at all, with the fingerprint of what they were made from."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import reduce
from itertools import islice
from operator import and_
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import appearing, write_text
from evidence_lib.core.reads import table_read
from evidence_lib.tables.schemas import TABLES, frame

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from pyarrow import compute
    from pyarrow.parquet import ParquetWriter

ROWS = 20_000  # of a table held in memory before they go to its file as one row group
PIECE = 4_096  # rows of a table looked at at a time
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


def sweep(base: BaseFolder) -> None:
    """Remove what a build that was ended in the middle left half written; for one who holds the lock of building."""
    for left in base.derived.rglob(".*.part"):
        left.unlink(missing_ok=True)


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
    base: BaseFolder,
    name: str,
    columns: Sequence[str] = (),
    only: Mapping[str, Collection[object]] | None = None,
    holding: Mapping[str, Collection[str]] | None = None,
) -> "pd.DataFrame":
    """Read one table; a column of lists holds lists.

    columns are those wanted (all if none is named), only keeps the rows that have one of the values in a column, holding those
    whose list holds one of the values. What is not wanted is passed over a piece at a time and never held in memory.
    """
    import pyarrow as pa
    from pyarrow import dataset

    path = base.derived / f"{name}.parquet"
    table_read(path)
    held = dataset.dataset(path)
    named = list(columns) or held.schema.names
    needed = list(dict.fromkeys([*named, *(holding or {})]))
    pieces = held.to_batches(
        columns=needed,
        filter=having(held.schema, only or {}),
        batch_size=PIECE,
        batch_readahead=0,
        fragment_readahead=0,
        # else the whole file comes into memory ahead of what is looked at: 0.7 GB where this takes 0.3
        fragment_scan_options=dataset.ParquetFragmentScanOptions(pre_buffer=False),
    )
    found = (piece.filter(holds(piece, holding)) if holding else piece for piece in pieces)
    schema = pa.schema([held.schema.field(one) for one in needed], held.schema.metadata)
    return as_frame(name, pa.Table.from_batches(found, schema).select(named))


def rows_of(base: BaseFolder, name: str) -> int:
    """How many rows a table has, from the end of its file alone."""
    from pyarrow import parquet

    return int(parquet.read_metadata(base.derived / f"{name}.parquet").num_rows)


def having(schema: "pa.Schema", only: Mapping[str, Collection[object]]) -> "compute.Expression | None":
    """What a row must have, as Parquet understands it: row groups in which no row can have it are not read."""
    import pyarrow as pa
    from pyarrow import compute

    wanted = [
        compute.field(column).isin(pa.array(list(values), schema.field(column).type)) for column, values in only.items()
    ]
    return reduce(and_, wanted) if wanted else None


def holds(piece: "pa.RecordBatch", holding: Mapping[str, Collection[str]]) -> "pa.Array":
    """Which rows of a piece hold one of the values in each of the columns of lists."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    kept = np.ones(piece.num_rows, dtype=bool)
    for column, values in holding.items():
        lists = piece.column(column)
        found = compute.is_in(compute.list_flatten(lists), pa.array(list(values), pa.string()))
        kept &= np.isin(np.arange(piece.num_rows), compute.list_parent_indices(lists).filter(found).to_numpy())
    return pa.array(kept)


def as_frame(name: str, table: "pa.Table") -> "pd.DataFrame":
    """A table as pandas has it: text as str, lists as lists, each word in them once in memory and not once a row."""
    import pandas as pd

    lists = [column.name for column in TABLES[name] if column.kind == "list" and column.name in table.column_names]
    made: pd.DataFrame = table.drop_columns(lists).to_pandas()
    for column in lists:
        made[column] = pd.Series(unpacked(table.column(column)), dtype="object", index=made.index)
    return made.reindex(columns=table.column_names)


def unpacked(column: "pa.ChunkedArray") -> list[list[str]]:
    """The lists of a column."""
    words = column.combine_chunks().flatten().dictionary_encode()
    known = words.dictionary.to_pylist()
    each = map(known.__getitem__, words.indices.to_pylist())
    return [list(islice(each, length)) for length in column.combine_chunks().value_lengths().to_pylist()]
