"""Whatever is selected, evidence, need, provision and gap never gain or lose a finding or a pound."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_lib.chapters import evidence, gaps, need, provision
from evidence_lib.chapters.scope import Scope, open_scope
from evidence_lib.commissioning.money import plain
from evidence_lib.core.records import Kind
from tests.commissioning_world import World, finding, service, statement, world
from tests.commissioning_world import need as entry

THEMES = ["training", "medical-treatment", "commissioning", "records-systems"]
PLACES = ["Northshire", "The South", "Southshire", "Westshire", "Farshire", "Greater Northshire"]
LOCAL = ["Northshire", "Southshire", "Westshire", "Greater Northshire"]
DAYS = ["2025-04-01", "2025-09-30", "2025-10-01", "2026-03-31"]
some_themes = st.lists(st.sampled_from(THEMES), max_size=3, unique=True)
kinds = st.sampled_from([str(kind) for kind in Kind])
written = st.tuples(st.lists(st.sampled_from(PLACES), max_size=3, unique=True), kinds, some_themes, st.booleans())
paid = st.tuples(
    st.lists(st.sampled_from([*LOCAL, "all", "Nowhere"]), min_size=1, max_size=3, unique=True),
    some_themes,
    st.integers(min_value=0, max_value=10**9),
    st.sampled_from(["this-office", "health"]),
    st.sampled_from(["all", "children", "under-18s; women", "men"]),
)
noted = st.tuples(st.lists(st.sampled_from([*LOCAL, "all"]), max_size=2, unique=True), some_themes)
asked = st.tuples(some_themes, st.lists(st.sampled_from(LOCAL), max_size=2, unique=True), st.sampled_from(DAYS))
many = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(folder: str, findings: Sequence[Any], services: Sequence[Any] = (), needs: Sequence[Any] = ()) -> World:
    """A body with these findings, services and entries of need, and a statement on each theme."""
    rows = [
        finding(f"f{at}", places, kind, themes, "2024-05-01", counted=counted and kind != "case-study")
        for at, (places, kind, themes, counted) in enumerate(findings)
    ]
    register = []
    for at, (areas, themes, value, who, whom) in enumerate(services):
        cells = {"areas": "; ".join(areas), "themes": "; ".join(themes), "commissioner": who, "serves": whom}
        register.append(service(f"A{at}", values=f"2025-26: {plain(value)}", **cells))
    entries = [
        entry(f"N{at}", areas="; ".join(areas), themes="; ".join(themes)) for at, (areas, themes) in enumerate(needs)
    ]
    statements = [statement(theme, themes=theme, lever="commission", responsible="us", needs="N0") for theme in THEMES]
    return world(Path(folder), rows, services=register, local_evidence=entries, confidence=statements, intentions=[])


def scope(held: World, themes: Sequence[str], areas: Sequence[str], day: str) -> Scope:
    return open_scope(held, "2025-26", themes, areas, as_of=day)  # type: ignore[arg-type]


@many
@given(st.lists(written, max_size=8), asked)
def test_no_finding_is_lost_or_counted_twice_under_a_theme(
    findings: Sequence[Any], chosen: tuple[Any, Any, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = scope(made(folder, findings), *chosen)
        rows, known = evidence.placed(held), held.findings
        assert set(rows["finding_id"]) == set(known["finding_id"])
        assert not rows.duplicated(["finding_id", "theme"]).any()
        counted = rows[rows["counted"]]
        assert int(evidence.cells(held)["findings"].sum()) == len(counted)
        table = evidence.by_theme(held)
        assert int(table["findings"].sum()) == len(counted) and int(table["not_counted"].sum()) == len(rows) - len(
            counted
        )


@many
@given(st.lists(written, max_size=8), asked)
def test_what_a_selection_keeps_and_what_it_leaves_are_all_findings(
    findings: Sequence[Any], chosen: tuple[Any, Any, str]
) -> None:
    themes, areas, day = chosen
    with tempfile.TemporaryDirectory() as folder:
        base = made(folder, findings)
        kept = set(scope(base, themes, areas, day).findings["finding_id"])
        named = scope(base, themes, areas, day)
        left = {
            row["finding_id"]
            for row in base.findings().to_dict("records")
            if not (named.themed(row["themes"]) and named.placed(row["areas"]))
        }
        assert kept | left == set(base.findings()["finding_id"]) and not kept & left


@many
@given(st.lists(written, max_size=8), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_merger_moves_findings_between_areas_and_loses_none(findings: Sequence[Any], one: str, other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = made(folder, findings)
        counts = [int(evidence.cells(scope(base, (), (), day))["findings"].sum()) for day in (one, other)]
        assert counts[0] == counts[1]


@many
@given(st.lists(paid, max_size=8), asked)
def test_every_pound_stands_in_one_row_of_each_table(services: Sequence[Any], chosen: tuple[Any, Any, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = made(folder, [], services)
        held = scope(base, *chosen)
        table = provision.services(held)
        for what in provision.BY:
            by = provision.value_by(table, what)
            assert int(by["value"].sum()) == int(table["value"].sum()) == int(by["own"].sum()) + int(by["others"].sum())
            assert int(by["services"].sum()) == len(table)
        everything = provision.services(held, everything=True)
        assert int(everything["value"].sum()) == sum(value for _, _, value, _, _ in services)
        left = everything[~everything["service_id"].isin(table["service_id"])]
        assert int(left["value"].sum()) + int(table["value"].sum()) == int(everything["value"].sum())


@many
@given(st.lists(paid, max_size=8), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_merger_moves_pounds_between_areas_and_loses_none(services: Sequence[Any], one: str, other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = made(folder, [], services)
        sums = [
            int(provision.value_by(provision.services(scope(base, (), (), day)), "area")["value"].sum())
            for day in (one, other)
        ]
        assert sums[0] == sums[1] == sum(value for _, _, value, _, _ in services)


@many
@given(st.lists(noted, max_size=6), asked)
def test_no_entry_of_need_is_lost_and_none_stands_twice_under_a_theme(
    needs: Sequence[Any], chosen: tuple[Any, Any, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = scope(made(folder, [], (), needs), *chosen)
        table, by = need.needs(held), need.by_theme(held)
        under = sum(
            len([theme for theme in row if not held.themes or theme in held.themes]) or 1 for row in table["themes"]
        )
        assert int(by["entries"].sum()) == under
        assert len(need.needs(held, everything=True)) == len(needs)


@many
@given(st.lists(written, max_size=5), st.lists(paid, max_size=5), st.lists(noted, max_size=3), asked)
def test_a_gap_counts_each_service_once_and_no_selection_changes_it(
    findings: Sequence[Any], services: Sequence[Any], needs: Sequence[Any], chosen: tuple[Any, Any, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = made(folder, findings, services, needs)
        held = scope(base, *chosen)
        values = provision.services(held, everything=True).set_index("service_id")["value"]
        whole = gaps.gaps(scope(base, (), (), chosen[2])).set_index("statement_id")
        for row in gaps.gaps(held).to_dict("records"):
            assert row["value"] == row["own"] + row["others"] == int(values[row["services"]].sum())
            assert len(set(row["services"])) == len(row["services"])
            assert (row["value"], row["stands"]) == tuple(whole.loc[row["statement_id"], ["value", "stands"]])
