"""Every number of the chapters against a table worked by hand, for a made-up body with a merger half way through a year."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from evidence_lib import chapters
from evidence_lib.chapters import evidence, gaps, groups_cut, money_tables, need, provision
from evidence_lib.chapters.bearing import CONFIRMED, CURRENT, UNCONFIRMED, Bearing, age, gather, heads
from evidence_lib.chapters.changed import Changed
from evidence_lib.chapters.plan_tables import strongest
from evidence_lib.chapters.scope import Scope, open_scope
from evidence_lib.charts.chart import Chart, Table
from evidence_lib.charts.counts import SHORTFALL, STRENGTH
from evidence_lib.charts.prose import Heading
from evidence_lib.core.errors import EvidenceError
from tests.commissioning_world import (
    FINDINGS,
    INTENTIONS,
    NEEDS,
    SERVICES,
    STATEMENTS,
    World,
    finding,
    service,
    statement,
    world,
)
from tests.commissioning_world import need as need_row

BEFORE, AFTER = "2025-09-30", "2025-10-01"  # the last day of the old body, and the first of the new


@pytest.fixture(scope="module")
def shires(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("shires"))


def on(held: World, day: str = BEFORE, **asked: Any) -> Scope:
    return open_scope(held, "2025-26", as_of=day, **asked)  # type: ignore[arg-type]


def rows(table: pd.DataFrame, key: str, *columns: str) -> dict[str, Any]:
    """A table as names and values, to set beside one worked by hand."""
    held = table[[key, *columns]].itertuples(index=False)
    return {str(name): tuple(row) if len(row) > 1 else row[0] for name, *row in held}


def test_inspection_evidence_by_theme(shires: World) -> None:
    counts = ("findings", "shortfall_areas", "strength_areas", "documents", "local_documents", "not_counted")
    table = evidence.by_theme(on(shires)).query("findings > 0")
    assert rows(table, "theme", *counts) == {
        # f1 and f2 in Northshire and f3 in Southshire; the summary f7 and the practice study f8 are not counted
        "training": (3, 2, 1, 2, 2, 2),
        # f4 in Farshire, which is elsewhere, and f6 about two areas, which counts for neither
        "medical-treatment": (2, 1, 0, 2, 0, 0),
        "commissioning": (1, 0, 1, 1, 1, 0),
        "no theme": (1, 0, 1, 1, 0, 0),
    }
    local = table.set_index("theme")
    assert local.at["training", "local_shortfall"] == ["Northshire", "Southshire"]
    assert local.at["training", "local_strength"] == ["Northshire"]
    assert local.at["medical-treatment", "local_shortfall"] == []
    assert local.at["training", "newest"] == pd.Timestamp("2024-05-01")


def test_inspection_evidence_by_agency_and_kind(tmp_path: Path) -> None:
    held = world(
        tmp_path,
        [
            finding("a1", ["Northshire"], "improvement", ["training"], "2024-05-01", agencies=["police", "health"]),
            finding("a2", ["Farshire"], "strength", [], "2025-05-01", agencies=["health"]),
            finding("a3", ["Farshire"], "improvement", [], "2025-05-01", agencies=["health"], counted=False),
            finding("a4", ["Northshire", "Farshire"], "improvement", [], "2025-06-01", agencies=["police"]),
        ],
        confidence=[],
    )
    columns = ("shortfall_areas", "strength_areas", "local_shortfall", "documents", "local_documents")
    assert rows(evidence.by_agency(on(held)), "agency", *columns) == {
        "health": (1, 1, ["Northshire"], 2, 1),
        "police": (1, 0, ["Northshire"], 2, 1),  # a4 is about two areas: a document, and an area for neither
    }
    assert rows(evidence.by_kind(on(held)), "kind", *columns) == {
        "needs to improve": (1, 0, ["Northshire"], 2, 1),
        "strength": (0, 1, [], 1, 0),
    }


def test_a_merger_makes_two_areas_one_and_loses_no_finding(shires: World) -> None:
    table = evidence.by_theme(on(shires, AFTER)).query("findings > 0")
    assert rows(table, "theme", "findings", "shortfall_areas", "documents", "local_documents") == {
        "training": (3, 1, 2, 2),  # Northshire and Southshire are one
        "medical-treatment": (2, 2, 2, 1),  # f6 is now about one area, and counts
        "commissioning": (1, 0, 1, 1),
        "no theme": (1, 0, 1, 0),
    }


def test_the_cells_of_the_gap_map(shires: World) -> None:
    table = evidence.cells(on(shires))
    told = {(row.theme, row.area): (row.findings, row.side, row.place) for row in table.itertuples()}
    assert told == {
        ("training", "Northshire"): (2, "both", "local"),
        ("training", "Southshire"): (1, SHORTFALL, "local"),
        ("commissioning", "Northshire"): (1, STRENGTH, "local"),
        ("medical-treatment", "Farshire"): (1, SHORTFALL, "elsewhere"),
        ("medical-treatment", "several areas"): (1, SHORTFALL, "several areas"),
        ("no theme", "Farshire"): (1, STRENGTH, "elsewhere"),
    }
    assert evidence.columns(on(shires)) == ["Northshire", "Southshire", "Westshire", "Farshire", "several areas"]
    assert evidence.columns(on(shires, AFTER)) == ["Greater Northshire", "Westshire", "Farshire"]
    assert evidence.unread(on(shires, AFTER)) == []


def test_need_by_theme(shires: World) -> None:
    table = need.by_theme(on(shires))
    assert rows(table, "theme", "entries", "partner-meeting", "victims-voice", "needs-assessment") == {
        "medical-treatment": (1, 1, 0, 0),
        "women-policing-homes": (1, 0, 1, 0),
        "training": (1, 0, 1, 0),
    }
    assert rows(need.needs(on(shires)), "need_id", "area") == {"N1": "the whole area", "N2": "Westshire"}


def test_a_needs_assessment_that_is_held_is_need_and_no_inspection_evidence(shires: World) -> None:
    assessed = [
        finding("n1", ["Westshire"], "improvement", ["training"], "2025-05-01"),
        finding("n2", ["Westshire"], "strength", ["training"], "2025-05-01"),
    ]
    held = World(shires.folder, shires.rows, assessed)
    table = need.by_theme(on(held)).set_index("theme")
    assert tuple(table.loc["training", ["entries", "needs-assessment"]]) == (2, 1)  # what it praises is no need
    assert evidence.by_theme(on(held)).set_index("theme").at["training", "findings"] == 3


def test_provision_by_theme_area_group_and_commissioner_before_and_after_the_merger(shires: World) -> None:
    table = provision.services(on(shires))
    assert rows(provision.value_by(table, "theme"), "theme", "services", "own", "others", "value") == {
        "medical-treatment": (2, 5_000_000, 20_000_005, 25_000_005),
        "training": (1, 10_000_010, 0, 10_000_010),
    }
    assert rows(provision.value_by(table, "area"), "area", "value") == {
        "the whole area": 20_000_005,
        "Northshire": 10_000_010,
        "several areas": 5_000_000,
    }
    after = provision.services(on(shires, AFTER))
    assert rows(provision.value_by(after, "area"), "area", "value") == {
        "the whole area": 20_000_005,
        "Greater Northshire": 15_000_010,
    }
    assert rows(provision.value_by(table, "group"), "group", "value") == {
        "all": 20_000_005,
        "women": 10_000_010,
        "children": 5_000_000,
    }
    assert rows(provision.value_by(table, "commissioner"), "commissioner", "value") == {
        "health": 20_000_005,
        "this office": 15_000_010,
    }


def skilled(name: str, value: str = "1", **cells: str) -> dict[str, str]:
    """A service on training with a value in the year."""
    return service(name, **{"themes": "training", "values": f"2025-26: {value}"} | cells)


def test_under_18s_and_children_are_the_same_people(tmp_path: Path) -> None:
    held = world(tmp_path, services=[skilled("A", "1", serves="children"), skilled("B", "2", serves="under-18s")])
    table = provision.services(on(held))
    assert rows(provision.value_by(table, "group"), "group", "value") == {"children": 300}


def test_whether_a_service_is_this_offices_is_no_amount_of_money(shires: World) -> None:
    data = money_tables.services(on(shires)).data
    assert data["own"].dtype == bool and data["value"].str.fullmatch(r"\d+\.\d\d").all()


def test_a_service_with_a_day_in_the_year_is_shown_though_it_has_no_value_there(tmp_path: Path) -> None:
    later = {"values": "2026-27: 5"}
    held = world(
        tmp_path, services=[skilled("A", start="2026-03-31", **later), skilled("B", start="2026-04-01", **later)]
    )
    table = provision.services(on(held))
    assert rows(table, "service_id", "value", "valued") == {"A": (0, False)}


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2025-04-01", {"A": "2026-02-28", "C": "2025-12-31"}),  # to 1 October 2026: B and D end on 31 March 2027
        ("2025-09-30", {"A": "2026-02-28", "B": "2027-03-31", "C": "2025-12-31", "D": "2027-03-31"}),  # to 30 March: not yet
        ("2026-03-01", {"B": "2027-03-31", "C": "2027-03-31", "D": "2027-03-31"}),  # A has ended, the notice of C has passed
    ],
)  # fmt: skip
def test_what_ends_or_needs_notice_within_eighteen_months(day: str, due: dict[str, str], shires: World) -> None:
    table = provision.ending(on(shires, day))
    if day == "2025-09-30":  # 18 months later is 30 March 2027, a day before they end
        due = {name: end for name, end in due.items() if end != "2027-03-31"}
    assert {row["service_id"]: row["due"].isoformat() for row in table.to_dict("records")} == due
    assert list(table["due"]) == sorted(table["due"])


def test_the_last_day_of_the_window_counts(shires: World) -> None:
    assert "B" not in set(provision.ending(on(shires, "2025-09-30"))["service_id"])
    assert "B" in set(provision.ending(on(shires, "2025-10-01"))["service_id"])  # to 1 April 2027


def test_gaps_by_statement(shires: World) -> None:
    table = gaps.gaps(on(shires))
    assert rows(table, "statement_id", "stands", "services", "own", "others", "needs", "local_areas") == {
        # need from here, and no service on the theme
        "S4": (gaps.GAP, [], 0, 0, ["N2"], []),
        # a finding elsewhere, and no need from here: a question, though no service is there
        "S5": (gaps.QUESTION, [], 0, 0, [], []),
        "S2": (gaps.PROVIDED, ["A", "B", "C"], 15_000_010, 20_000_005, ["N1"], []),
        "S3": (gaps.PROVIDED, ["C"], 0, 20_000_005, ["N1"], []),  # for men: neither A for women nor B for children
        "S1": (gaps.NO_MONEY, ["A"], 10_000_010, 0, ["N2"], ["Northshire", "Southshire"]),
    }


@pytest.mark.parametrize(("value", "stands"), [("59999.99", gaps.LITTLE), ("60000", gaps.PROVIDED)])
def test_little_provision_is_less_than_the_settings_say(value: str, stands: str, tmp_path: Path) -> None:
    held = world(tmp_path, services=[service("A", themes="medical-treatment", values=f"2025-26: {value}")])
    assert rows(gaps.gaps(on(held)), "statement_id", "stands")["S2"] == stands


def test_a_service_elsewhere_in_the_body_answers_no_statement_about_one_area(tmp_path: Path) -> None:
    west = [
        statement("S", themes="medical-treatment", areas="Westshire", needs="N1", lever="commission", responsible="us")
    ]
    north = [service("A", themes="medical-treatment", areas="Northshire", values="2025-26: 100000")]
    assert rows(gaps.gaps(on(world(tmp_path, confidence=west, services=north))), "statement_id", "stands") == {
        "S": gaps.GAP
    }


def test_a_filter_opens_no_gap(shires: World) -> None:
    whole = rows(gaps.gaps(on(shires)), "statement_id", "stands", "value")
    part = rows(
        gaps.gaps(on(shires, themes=["medical-treatment"], areas=["Westshire"])), "statement_id", "stands", "value"
    )
    assert part and part.items() <= whole.items()


def test_what_supports_each_service(tmp_path: Path) -> None:
    others = [skilled("E", "9", themes="records-systems"), skilled("F", "8", themes="commissioning")]
    held = world(tmp_path, services=[*SERVICES[:3], *others], confidence=STATEMENTS[:3], local_evidence=NEEDS[:1])
    columns = ("local_findings", "findings_elsewhere", "needs", "statements", "support")
    assert rows(gaps.support(on(held)), "service_id", *columns) == {
        "E": (0, 0, 0, 0, gaps.NONE),
        "C": (0, 2, 1, 2, gaps.HERE),  # f4, and f6 about several areas
        "A": (3, 2, 1, 3, gaps.HERE),  # f1, f2, f3 on its main theme, f4 and f6 on its second
        "B": (0, 2, 1, 2, gaps.HERE),
        "F": (1, 0, 0, 0, gaps.HERE),
    }


def test_provision_that_findings_elsewhere_alone_support(tmp_path: Path) -> None:
    alone = [skilled("E", themes="medical-treatment")]
    held = world(tmp_path, services=alone, confidence=[], local_evidence=[], intentions=[])
    assert rows(gaps.support(on(held)), "service_id", "support") == {"E": gaps.FROM_ELSEWHERE}


def the(held: World, name: str, day: str = BEFORE) -> Bearing:
    """What bears on one statement."""
    scope = on(held, day)
    return gather(scope, next(one for one in held.registers.statements if one.statement_id == name))


def test_what_bears_on_a_statement(shires: World) -> None:
    held = the(shires, "S1")
    assert (held.documents, held.local_documents, held.shortfalls, held.strengths) == (2, 2, 2, 0)
    assert held.areas == held.local_areas == ("Northshire", "Southshire")
    assert (held.first, held.last, held.publishers) == (date(2020, 1, 10), date(2024, 5, 1), ("Inspectorate",))
    assert list(held.against["finding_id"]) == ["f2"] and held.against_areas == ("Northshire",)
    elsewhere = the(shires, "S2")
    assert (elsewhere.local_documents, elsewhere.areas, elsewhere.local_areas, elsewhere.needs) == (
        0,
        ("Farshire",),
        (),
        ("N1",),
    )


def test_a_selection_changes_nothing_of_what_bears_on_a_statement(shires: World) -> None:
    made = next(one for one in shires.registers.statements if one.statement_id == "S1")
    whole, part = gather(on(shires), made), gather(on(shires, themes=["commissioning"], areas=["Westshire"]), made)
    assert (part.documents, part.areas, len(part.against)) == (whole.documents, whole.areas, len(whole.against))


def test_a_withdrawn_finding_is_named_and_not_counted(tmp_path: Path) -> None:
    held = the(world(tmp_path, confidence=[statement("S", themes="training", findings="f1; gone")]), "S")
    assert held.withdrawn == ("gone",) and held.documents == 1


OLD = {"themes": "training", "findings": "f3"}  # published on 10 January 2020
SAID = {"confirmed_by": "A. Name", "confirmed_reason": "the force says so"}


@pytest.mark.parametrize(
    ("cells", "day", "state"),
    [
        (OLD, "2023-01-10", CURRENT),  # three years to the day
        (OLD, "2023-01-11", UNCONFIRMED),
        ({**OLD, "findings": "f3; f1"}, "2025-09-30", CURRENT),  # one finding of 2024 shows that it still stands
        ({**OLD, "needs": "N2"}, "2025-09-30", UNCONFIRMED),  # need makes an old finding no younger
        ({**OLD, **SAID, "confirmed_on": "2025-01-01"}, "2025-09-30", CONFIRMED),
        ({**OLD, **SAID, "confirmed_on": "2022-09-30"}, "2025-09-30", CONFIRMED),  # as long as evidence
        ({**OLD, **SAID, "confirmed_on": "2022-09-29"}, "2025-09-30", UNCONFIRMED),
        ({**OLD, **SAID, "confirmed_on": "2025-10-01"}, "2025-09-30", UNCONFIRMED),  # not yet said on that day
        (
            {**OLD, "confirmed_by": "A. Name", "confirmed_on": "2025-01-01"},
            "2025-09-30",
            UNCONFIRMED,
        ),  # without a reason
        ({"themes": "training", "needs": "N2"}, "2025-09-30", CURRENT),
    ],
)
def test_old_evidence_needs_a_person(cells: Mapping[str, str], day: str, state: str, tmp_path: Path) -> None:
    held = world(tmp_path, confidence=[statement("S", **cells)])
    scope = on(held, day)
    bearing = gather(scope, held.registers.statements[0])
    assert age(scope, bearing) == state
    assert heads(scope, bearing) is (state in (CURRENT, CONFIRMED))


def test_a_statement_that_rests_on_nothing_heads_nothing(tmp_path: Path) -> None:
    held = world(tmp_path, confidence=[statement("S", themes="training", **SAID, confirmed_on="2025-01-01")])
    assert not heads(on(held), gather(on(held), held.registers.statements[0]))


def test_groups_that_the_law_asks_about(tmp_path: Path) -> None:
    said = [
        finding("g1", ["Northshire"], "improvement", ["training"], "2024-05-01", quote="Disabled children wait."),
        finding(
            "g2", ["Farshire"], "improvement", ["training"], "2024-05-01", quote="Young people and their mothers wait."
        ),
        finding("g3", ["Northshire"], "case-study", ["training"], "2024-05-01", quote="A deaf child was not heard."),
    ]
    table = groups_cut.cut(on(world(tmp_path, said, confidence=[]))).set_index("group")
    assert tuple(table.loc["under-18s", ["findings", "areas", "needs", "services", "value"]]) == (2, 2, 1, 1, 5_000_000)
    assert tuple(table.loc["disability", ["findings", "areas", "needs", "services"]]) == (1, 1, 0, 0)
    assert tuple(table.loc["sex", ["findings", "areas", "services", "value"]]) == (1, 1, 1, 10_000_010)
    assert table.loc["race", "findings"] == 0
    assert table.loc["under-18s", "local_areas"] == ["Northshire"]


def test_the_summary_of_the_strategy_says_the_numbers_worked_by_hand(shires: World) -> None:
    said = chapters.strategy(shires, "2025-26", as_of=BEFORE).summary()  # type: ignore[arg-type]
    assert said[0] == "All five statements may head this chapter; none is held back."
    assert said[1] == (
        "Three services in 2025-26, worth £350,000.15: £150,000.10 of this office and £200,000.05 of others. "
        "That is the budget of £150,000.10."
    )
    assert said[2] == (
        "Statements that no provision answers: S4. "
        "Statements to be asked at home first, since nothing from here bears on them: S5."
    )
    assert said[3] == "Two services end or need notice within 18 months."


def test_a_budget_that_is_asked_for_is_set_beside_the_services_of_the_office(shires: World) -> None:
    told = chapters.strategy(shires, "2025-26", budget="150,000").against_budget(15_000_010)  # type: ignore[arg-type]
    assert told == " The budget is £150,000: £0.10 is spent beyond it."
    assert (
        chapters.strategy(shires, "2025-26", budget="160000")
        .against_budget(15_000_010)
        .endswith("£9,999.90 is not placed.")
    )  # type: ignore[arg-type]
    assert chapters.strategy(shires, "2025-26", themes=["training"]).against_budget(1) == ""  # type: ignore[arg-type]


ASKED_WRONGLY = {
    "theme": ({"themes": ["trainning"]}, "no theme 'trainning'. Did you mean 'training'?"),
    "area": ({"areas": ["Nothshire"]}, "no area 'Nothshire'. Did you mean 'Northshire'?"),
    "year": ({"financial_year": "2025"}, "'2025' is no financial year"),
    "day": ({"as_of": "soon"}, "'soon' is no date"),
    "budget": ({"budget": "3.6 million"}, "'3.6 million' is no amount"),
}


@pytest.mark.parametrize("what", ASKED_WRONGLY)
def test_what_is_asked_wrongly_is_told_in_one_line(what: str, shires: World) -> None:
    asked, line = ASKED_WRONGLY[what]
    with pytest.raises(EvidenceError) as told:
        chapters.strategy(shires, **asked)  # type: ignore[arg-type]
    assert line in str(told.value) and "\n" not in str(told.value)


def test_the_chapter_takes_the_names_of_its_day(shires: World) -> None:
    before, after = (chapters.strategy(shires, "2025-26", as_of=day).opening() for day in (BEFORE, AFTER))  # type: ignore[arg-type]
    assert before.startswith("Commissioner for the Old Shires, whose areas are Northshire, Southshire and Westshire.")
    assert after.startswith("Mayor of the New Shires, whose areas are Greater Northshire and Westshire.")


def everything(held: World, day: str) -> list[Chart | Table]:
    """All that both chapters show."""
    strategy = chapters.strategy(held, "2025-26", as_of=day)  # type: ignore[arg-type]
    plan = chapters.crime_plan(held, as_of=day)  # type: ignore[arg-type]
    names = (
        "statements",
        "held_back",
        "judged",
        "gap_map",
        "evidence_by_theme",
        "need_by_theme",
        "needs",
        "value_by_theme",
    )
    names += ("services", "value_beside_need", "gaps", "support", "groups", "intentions", "effects", "sources")
    shown: list[Any] = [getattr(strategy, name)() for name in names]
    shown += [strategy.value_by(what) for what in provision.BY]
    shown += [strategy.evidence_by(what) for what in ("agency", "kind")]
    shown += [*strategy.ending(), *strategy.official(), plan.register()]
    shown += [thing for objective in plan.objectives for thing in plan.section(objective)]
    return [thing for thing in shown if isinstance(thing, Chart | Table)]


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_all_of_it_shows_on_both_sides_of_the_merger(day: str, shires: World) -> None:
    for thing in everything(shires, day):
        assert thing.caption and "Example" not in thing.caption
        page = thing.to_html() if isinstance(thing, Table) else thing.alt
        assert "A child was not heard" not in page and "Devon" not in page and "Cornwall" not in page
        if isinstance(thing, Chart):
            assert thing.png()[1:4] == b"PNG"


def test_a_body_that_has_entered_nothing_has_chapters_that_say_so(tmp_path: Path) -> None:
    held = world(tmp_path, [], services=[], confidence=[], local_evidence=[], intentions=[])
    for thing in everything(held, AFTER):
        assert thing.caption
        if isinstance(thing, Chart):
            assert thing.png()[1:4] == b"PNG"
    assert chapters.strategy(held, "2025-26").summary()[0] == "There is no statement on the evidence."  # type: ignore[arg-type]


def test_example_data_is_marked_on_every_exhibit_that_it_reaches(tmp_path: Path) -> None:
    made_up = {"example": "yes"}
    held = world(
        tmp_path,
        services=[row | made_up for row in SERVICES],
        confidence=[row | made_up for row in STATEMENTS],
        local_evidence=[row | made_up for row in NEEDS],
        intentions=[row | made_up for row in INTENTIONS],
    )
    free = {
        "gap_map",
        "evidence_by_theme",
        "evidence_by_agency",
        "evidence_by_kind",
        "official_figures",
        "effects",
        "sources",
        "evidence_register",
    }  # hold none of it
    for thing in everything(held, AFTER):
        known = (
            thing.name in free
            or thing.name.endswith(("_strongest", "_contradictions", "_measures"))
            or not len(thing.data)
        )
        assert known or thing.caption.startswith("Example data, made up"), thing.name
        if isinstance(thing, Chart) and thing.name not in free:
            assert thing.subtitle.startswith("Example data")
    notes = chapters.strategy(held, "2025-26").notices()  # type: ignore[arg-type]
    assert notes[0].lines and "made up" in notes[0].to_html()


def test_what_does_not_add_up_stands_at_the_top_of_the_chapter(tmp_path: Path) -> None:
    held = world(tmp_path, services=[*SERVICES, service("E", themes="training", values="2025-26: -5")])
    _, problems = chapters.strategy(held, "2025-26").notices()  # type: ignore[arg-type]
    assert any("the value for 2025-26 is negative (-5)" in line for line in problems.lines)
    assert any("without a number of the evidence register" in line for line in problems.lines)


def test_the_plan_in_force_gives_its_objectives_and_another_can_be_named(shires: World) -> None:
    assert [held.id for held in chapters.crime_plan(shires, as_of=BEFORE).objectives] == ["old-safe"]  # type: ignore[arg-type]
    assert [held.id for held in chapters.crime_plan(shires, as_of=AFTER).objectives] == ["new-skilled", "new-well"]  # type: ignore[arg-type]
    old = chapters.crime_plan(shires, "old-plan", ["old-safe"], as_of=AFTER)  # type: ignore[arg-type]
    assert "Not standing on that day: Safe children." in old.opening()
    with pytest.raises(EvidenceError, match=r"no objective 'new-wel'\. Did you mean 'new-well'"):
        chapters.crime_plan(shires, "new-plan", ["new-wel"])  # type: ignore[arg-type]
    with pytest.raises(EvidenceError, match=r"no plan 'newplan'\. Did you mean 'new-plan'"):
        chapters.crime_plan(shires, "newplan")  # type: ignore[arg-type]


def test_an_objective_shows_its_statements_findings_contradictions_intentions_and_measures(shires: World) -> None:
    plan = chapters.crime_plan(shires, as_of=AFTER)  # type: ignore[arg-type]
    section = plan.section(plan.objectives[0])
    assert isinstance(section[0], Heading) and section[0].text == "Skilled officers"
    tables = {thing.name: thing for thing in section if isinstance(thing, Table)}
    assert list(tables["new-skilled_statements"].data["statement_id"]) == ["S1", "S4"][:1]
    assert list(tables["new-skilled_strongest"].data["finding_id"]) == ["f1", "f3", "f2"]
    assert list(tables["new-skilled_contradictions"].data["finding_id"]) == ["f2"]
    assert list(tables["new-skilled_measures"].data["measure"]) == ["Officers trained"]
    well = {thing.name: thing for thing in plan.section(plan.objectives[1]) if isinstance(thing, Table)}
    assert list(well["new-well_intentions"].data["intention_id"]) == ["I1", "I2"]
    assert list(well["new-well_intentions"].data["amount"]) == ["50000.00", ""]


def test_the_strongest_findings_are_those_relied_on_then_from_here_then_what_must_change_then_the_newest(
    tmp_path: Path,
) -> None:
    held = world(
        tmp_path,
        [
            finding("far", ["Farshire"], "priority-action", ["training"], "2025-05-01"),
            finding("good", ["Westshire"], "strength", ["training"], "2025-05-01"),
            finding("old", ["Westshire"], "improvement", ["training"], "2019-05-01"),
            finding("new", ["Westshire"], "improvement", ["training"], "2024-05-01"),
            finding("study", ["Westshire"], "case-study", ["training"], "2024-05-01"),
            finding("relied", ["Farshire"], "strength", ["training"], "2018-05-01"),
        ],
        confidence=[statement("S", themes="training", findings="relied")],
    )
    plan = chapters.crime_plan(held, as_of=AFTER)  # type: ignore[arg-type]
    objective = plan.objectives[0]
    assert list(strongest(plan.scope, objective, plan.of(objective))["finding_id"]) == [
        "relied",
        "new",
        "old",
        "good",
        "far",
    ]
    assert list(strongest(plan.scope, objective, plan.of(objective), most=2)["finding_id"]) == ["relied", "new"]


def test_nothing_to_compare_with_is_said(tmp_path: Path) -> None:
    from evidence_lib.chapters.changes import State

    nothing = Changed(None, State("now", {}))
    assert "no earlier pack" in nothing.opening() and nothing.tables() == []


def test_a_need_without_a_known_theme_stands_in_a_row_of_its_own(tmp_path: Path) -> None:
    held = world(tmp_path, local_evidence=[*NEEDS, need_row("N3", themes="nonsense")])
    assert rows(need.by_theme(on(held)), "theme", "entries")["no theme"] == 1
    assert len(FINDINGS) == 8
