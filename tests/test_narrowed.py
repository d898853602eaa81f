"""A question to a large base loads only the rows it asks for, and gets what one gets who loads everything and looks."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_lib
from evidence_lib import frames
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import write_rows
from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.frames import EvidenceBase
from evidence_lib.people.reviews import COLUMNS as REVIEW
from evidence_lib.sources.catalogue import COLUMNS, read_catalogue, row_of
from evidence_lib.tables import joined, store
from evidence_lib.tables.store import read_table, rows_of

TEXTS = ("title", "subject", "programme", "quote")


@pytest.fixture(scope="module")
def held(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    """The shipped base, in which one document is a needs assessment and some findings have been checked."""
    import shutil

    folder = tmp_path_factory.mktemp("narrowed") / "data"
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("derived", "*.lock"))
    base = BaseFolder(folder)
    rows = [row_of(source) for source in read_catalogue(base)]
    next(row for row in rows if row["kind"] == "inspection")["kind"] = "needs-assessment"
    write_rows(base.catalogue, COLUMNS, rows)
    names = list(evidence_lib.open(folder).findings()["finding_id"])[::3]
    decided: dict[str, object] = dict.fromkeys(REVIEW, "")
    decided |= {
        "field": "kind",
        "value": "mixed",
        "reason": "read",
        "reviewer": "A. Person",
        "reviewed_at": "2026-03-31",
    }
    write_rows(base.reviews, REVIEW, [{**decided, "finding_id": name} for name in names])
    return evidence_lib.open(folder)


@pytest.fixture(scope="module")
def checked(held: EvidenceBase) -> EvidenceBase:
    """The same with what was checked alone."""
    return replace(held, checked_only=True)


def afresh(base: EvidenceBase, checked_only: bool = False) -> EvidenceBase:
    """The same base in which nothing is loaded yet."""
    return replace(base, checked_only=checked_only)


def looked_through(base: EvidenceBase, **asked: Any) -> "pd.DataFrame":
    """The answer of one who has everything and goes through it row by row."""
    found = base.findings()
    lists = [(name, set(asked[name])) for name in ("areas", "publishers", "agencies") if asked.get(name)]
    kept = [
        all(wanted & set(row[name]) for name, wanted in lists)
        and (not asked.get("kinds") or row["kind"] in asked["kinds"])
        and (not asked.get("programme") or row["programme"] == asked["programme"])
        and asked.get("subject", "").lower() in row["subject"].lower()
        and (not asked.get("since") or row["published"] >= pd.Timestamp(asked["since"]))
        and (not asked.get("until") or row["published"] <= pd.Timestamp(asked["until"]))
        for row in found.to_dict("records")
    ]
    found = found[kept]
    if asked.get("theme"):
        tags = base.tags()
        found = found.merge(
            tags.loc[tags["theme_id"] == asked["theme"], ["finding_id", *frames.OF_THE_TAG]], on="finding_id"
        )
    return found.reset_index(drop=True)


def questions(base: EvidenceBase) -> "st.SearchStrategy[dict[str, Any]]":
    """Any question that the base can be asked."""
    documents = base.documents()
    days = sorted({str(day.date()) for day in documents["published"].dropna()})
    some = {"areas": base.areas, "publishers": base.publishers, "kinds": [str(kind) for kind in Kind]}
    some["agencies"] = list(AGENCIES)
    one = {"theme": list(base.themes.ids), "programme": sorted(set(documents["programme"]) - {""})}
    one |= {"since": days, "until": days, "subject": ["", "abuse", "SEXUAL", "neglect", "nothing of the kind"]}
    parts = {name: st.lists(st.sampled_from(values), max_size=3, unique=True) for name, values in some.items()}
    return st.fixed_dictionaries({}, optional={**parts, **{name: st.sampled_from(vals) for name, vals in one.items()}})


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_narrowed_in_the_file_or_in_memory_the_answer_is_the_same_to_the_last_type(
    data: st.DataObject, held: EvidenceBase, checked: EvidenceBase
) -> None:
    asked = data.draw(questions(held))
    whole = data.draw(st.sampled_from([held, checked]))
    wanted = looked_through(whole, **asked)
    with patch.object(frames, "AT_HAND", 0):
        pd.testing.assert_frame_equal(afresh(held, whole.checked_only).findings(**asked), wanted)
    pd.testing.assert_frame_equal(whole.findings(**asked), wanted)


def test_every_way_to_narrow_is_met_by_the_base_of_this_test(held: EvidenceBase) -> None:
    found = held.findings()
    assert 0 < len(held.assessed_needs()) < len(found) and 0 < found["checked"].sum() < len(found)
    assert all(0 < len(held.findings(areas=[area])) < len(found) for area in ("York", "Cornwall"))
    assert 0 < len(held.findings(agencies=["police"])) < len(found) > len(held.findings(since="2019-01-01")) > 0
    for name in TEXTS:
        assert str(found[name].dtype) == "str"


def test_a_needs_assessment_of_a_large_base_is_read_alone(held: EvidenceBase, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = held.assessed_needs()
    monkeypatch.setattr(frames, "AT_HAND", 0)
    pd.testing.assert_frame_equal(afresh(held).assessed_needs(), wanted)


@pytest.mark.parametrize(("findings", "whole"), [(0, True), (-1, False)])
def test_a_base_is_held_whole_up_to_a_size_and_narrowed_beyond(
    findings: int, whole: bool, held: EvidenceBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "AT_HAND", rows_of(held.folder, "findings") + findings)
    loaded: list[int] = []

    def watched(*given: Any, **named: Any) -> "pd.DataFrame":
        table = read_table(*given, **named)
        loaded.append(len(table)) if given[1] == "findings" else None
        return table

    monkeypatch.setattr(joined, "read_table", watched)
    base = afresh(held)
    found = [len(base.findings("training", areas=["York"])), len(base.findings("training", areas=["Cornwall"]))]
    every = rows_of(held.folder, "findings")
    assert loaded == ([every] if whole else found)


def test_a_list_holds_any_of_the_values_and_all_columns_must(
    held: EvidenceBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PIECE", 3)  # an answer is put together from many pieces
    table = read_table(held.folder, "findings")
    areas, agencies = ["York", "Cornwall"], ["police"]
    found = read_table(
        held.folder, "findings", ["finding_id", "quote"], {"kind": ["strength"]}, {"areas": areas, "agencies": agencies}
    )
    kept = [
        row.kind == "strength" and bool({*row.areas} & {*areas}) and "police" in row.agencies
        for row in table.itertuples()
    ]
    assert 0 < sum(kept) < len(kept)
    pd.testing.assert_frame_equal(found, table.loc[kept, ["finding_id", "quote"]].reset_index(drop=True))
    assert read_table(held.folder, "findings", only={"finding_id": []}).empty
    assert list(read_table(held.folder, "findings", only={"finding_id": []})["areas"]) == []
