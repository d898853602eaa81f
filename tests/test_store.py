"""Tables on disk: written by the row group, read by columns and by the values wanted."""

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pytest import MonkeyPatch

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.tables import store
from evidence_lib.tables.build import build
from evidence_lib.tables.schemas import TABLES, schema
from evidence_lib.tables.store import made_from, read_table, writing_tables


def test_rows_that_go_out_in_many_groups_are_the_same_table(westshire: BaseFolder, monkeypatch: MonkeyPatch) -> None:
    build(westshire)
    before = {name: read_table(westshire, name) for name in TABLES}
    assert len(before["findings"]) > 4
    monkeypatch.setattr(store, "ROWS", 2)
    build(westshire)
    assert pq.ParquetFile(westshire.derived / "findings.parquet").num_row_groups > 1
    for name in TABLES:
        pd.testing.assert_frame_equal(read_table(westshire, name), before[name])
        schema(name).validate(read_table(westshire, name))


def test_only_the_columns_and_rows_that_are_wanted_are_read(westshire: BaseFolder) -> None:
    build(westshire)
    tags = read_table(westshire, "tags")
    theme = str(tags["theme_id"].iloc[0])
    assert tags["theme_id"].nunique() > 1
    wanted = read_table(westshire, "tags", ["finding_id", "theme_id"], {"theme_id": [theme]})
    rows = tags.loc[tags["theme_id"] == theme, ["finding_id", "theme_id"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(wanted.reset_index(drop=True), rows)
    lists = read_table(westshire, "findings", ["agencies"])["agencies"]
    assert all(isinstance(one, list) for one in lists)


def test_tables_that_fail_on_the_way_leave_those_of_before(westshire: BaseFolder) -> None:
    build(westshire)
    made, files = made_from(westshire), {path.name for path in westshire.derived.iterdir()}
    findings = (westshire.derived / "findings.parquet").read_bytes()
    with pytest.raises(OSError, match="disk full"), writing_tables(westshire, "other") as tables:
        tables.add("findings", [])
        raise OSError("disk full")
    assert made_from(westshire) == made
    assert (westshire.derived / "findings.parquet").read_bytes() == findings
    assert {path.name for path in westshire.derived.iterdir()} == files
