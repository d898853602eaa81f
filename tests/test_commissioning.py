"""What people keep about commissioning is read exactly, and each mistake is one line while the rest goes on."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.commissioning.money import pence, plain, pounds
from evidence_lib.commissioning.register import read_register, update_register
from evidence_lib.commissioning.years import FinancialYear, financial_year, months_later, year_of, years_earlier
from evidence_lib.core.errors import EvidenceError
from tests.commissioning_world import (
    FINDINGS,
    INTENTIONS,
    NEEDS,
    SERVICES,
    SETTINGS,
    STATEMENTS,
    intention,
    lines,
    need,
    service,
    statement,
    world,
)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("120000", 12000000), ("£1,234.56", 123456), ("0", 0), ("0.01", 1), ("-5", -500), (" 7.00 ", 700)],
)
def test_money_is_read_as_whole_pence(text: str, amount: int) -> None:
    assert pence(text) == amount


@pytest.mark.parametrize("text", ["", "12.5", "3.6 million", "1,23", "1e3", "£", "12.345", "12,34,567", "NaN"])
def test_an_amount_that_could_mean_something_else_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        pence(text)


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_no_penny_is_lost_between_page_and_spreadsheet(amount: int) -> None:
    assert pence(pounds(amount)) == pence(plain(amount)) == amount


@pytest.mark.parametrize("text", ["2026-27", "2026/27", "2026–27", "2026-2027"])
def test_a_financial_year_is_named_by_the_two_years_it_touches(text: str) -> None:
    assert str(financial_year(text)) == "2026-27"


@pytest.mark.parametrize("text", ["2026-28", "2026", "26-27", "2026-26", "2026-2026", "", "last year"])
def test_a_year_that_is_no_financial_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no financial year"):
        financial_year(text)


def test_a_year_at_the_turn_of_a_century_is_one() -> None:
    assert str(financial_year("2099-00")) == "2099-00"


@pytest.mark.parametrize(
    ("day", "year"), [("2026-03-31", "2025-26"), ("2026-04-01", "2026-27"), ("2026-12-31", "2026-27")]
)
def test_the_first_of_april_begins_a_year(day: str, year: str) -> None:
    held = year_of(date.fromisoformat(day))
    assert str(held) == year and held.first_day() <= date.fromisoformat(day) <= held.last_day()


def test_another_body_may_begin_its_year_elsewhere() -> None:
    assert FinancialYear(2026).first_day((1, 1)) == date(2026, 1, 1)
    assert FinancialYear(2026).last_day((1, 1)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-04-01", 18, "2027-10-01"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_months_later_end_on_the_last_day_of_a_shorter_month(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months).isoformat() == later


def test_three_years_before_a_leap_day() -> None:
    assert years_earlier(date(2024, 2, 29), 3) == date(2021, 2, 28)


def test_the_made_up_body_adds_up(tmp_path: Path) -> None:
    assert lines(world(tmp_path)) == []


WRONG_SERVICES = {
    "a negative value": ({"values": "2025-26: -5"}, "the value for 2025-26 is negative (-5)."),
    "a year that is none": ({"values": "2025-27: 5"}, "'2025-27' is no financial year"),
    "an amount that is none": ({"values": "2025-26: lots"}, "'lots' is no amount"),
    "two values of a year": ({"values": "2026-27: 1; 2026/27: 2"}, "2026-27 has two values"),
    "a value after its end": (
        {"end": "2026-03-31", "values": "2026-27: 5"},
        "'E' ends on 2026-03-31, and it has a value of £5 for 2026-27.",
    ),
    "a value before its start": (
        {"start": "2027-04-01", "end": "2028-03-31", "values": "2026-27: 5"},
        "'E' starts on 2027-04-01, and it has a value of £5 for 2026-27.",
    ),
    "an end before its start": ({"end": "2020-01-01", "values": "2019-20: 0"}, "ends on 2020-01-01, before it starts"),
    "notice after its end": ({"notice_by": "2028-01-01"}, "'E' has notice due on 2028-01-01, after its end"),
    "an unknown area": ({"areas": "Nothshire"}, "no area 'Nothshire'. Correct it. Did you mean 'Northshire'?"),
    "an unknown theme": ({"themes": "trainning"}, "no theme 'trainning'. Correct it. Did you mean 'training'?"),
    "an unknown group": ({"serves": "womem"}, "no group 'womem'. Correct it. Did you mean 'women'?"),
    "a kind that is none": ({"kind": "gift"}, "no kind 'gift'"),
    "a value without a source": ({"value_source": ""}, "the values of 'E' have no source"),
    "a figure without a source": (
        {"referrals": "12", "figures_year": "2025-26"},
        "referrals of 'E' has no source",
    ),
    "a figure without a year": ({"referrals": "12", "referrals_source": "x"}, "figures_year of 'E'"),
    "a figure that is none": ({"referrals": "many"}, "referrals 'many' is no whole number"),
    "no value": ({"values": ""}, "'E' has no value for any year"),
    "a day that is none": ({"start": "soon"}, "start 'soon' is no date"),
    "a name twice": ({"service_id": "A"}, "service_id 'A' stands in row 2 too"),
    "no name": ({"service_id": ""}, "service_id is empty"),
    "overlapping contracts": (
        {"service": "Service B", "provider": "Example Provider B", "areas": "Southshire"},
        "row 6: 'E' overlaps in time with 'B': same service, provider and area.",
    ),
    "a total beside the budget": (
        {"values": "2025-26: 1.01"},
        "come to £150,001.11 for 2025-26, and the budget stated is £150,000.10: £1.01 too much.",
    ),
}


@pytest.mark.parametrize("mistake", WRONG_SERVICES)
def test_what_does_not_add_up_in_services_is_one_line_and_the_rest_goes_on(mistake: str, tmp_path: Path) -> None:
    cells, line = WRONG_SERVICES[mistake]
    held = world(tmp_path, services=[*SERVICES, service("E", **{"themes": "training", "values": "2026-27: 0"} | cells)])
    assert [told for told in lines(held) if line in told], lines(held)
    assert all(told.startswith("data/services.csv") and "\n" not in told for told in lines(held))
    assert {"A", "B", "C", "D"} <= {one.service_id for one in held.registers.services}


def test_overlaps_need_the_same_service_provider_area_and_days(tmp_path: Path) -> None:
    twin = {
        "service": "Service B",
        "provider": "Example Provider B",
        "themes": "medical-treatment",
        "values": "2026-27: 0",
    }
    for other in (
        {"areas": "Westshire"},
        {"provider": "Other", "areas": "all"},
        {"start": "2027-04-01", "end": "2028-03-31"},
    ):
        rows = [*SERVICES, service("B2", **{**twin, **other})]
        assert not [line for line in lines(world(tmp_path, services=rows)) if "overlaps" in line]
    meets = service("B2", **twin, areas="all", start="2027-03-31", end="2027-03-31")  # the last day of B
    assert [line for line in lines(world(tmp_path, services=[*SERVICES, meets])) if "overlaps" in line]


# the file, what stands in a row that else adds up, and what is said of it
WRONG_ROWS: dict[str, tuple[str, dict[str, str], str]] = {
    "a finding since withdrawn": (
        "confidence",
        {"findings": "f1; gone"},
        "'X' rests on gone, which is not in the base",
    ),
    "an entry that is not there": (
        "confidence",
        {"needs": "N9"},
        "'X' rests on 'N9', which is not in data/local_evidence.csv",
    ),
    "a judgement without its reason": (
        "confidence",
        {"methods": "minor"},
        "methodological limitations of 'X' has no reason",
    ),
    "a judgement half made": (
        "confidence",
        {"methods": "minor"},
        "'X' is not judged on coherence, adequacy, relevance",
    ),
    "a concern that is none": ("confidence", {"methods": "big"}, "no methods 'big'"),
    "no confidence": ("confidence", {"overall": ""}, "nobody has judged the confidence in 'X'"),
    "a confidence that is none": (
        "confidence",
        {"overall": "hihg"},
        "no overall 'hihg'. Correct it. Did you mean 'high'?",
    ),
    "a confidence without a reason": (
        "confidence",
        {"overall_reason": ""},
        "the confidence in 'X' has no reason or no name",
    ),
    "a confirmation without a reason": (
        "confidence",
        {"confirmed_by": "A"},
        "the confirmation of 'X' has no day or no reason",
    ),
    "nobody responsible": (
        "confidence",
        {"lever": "commission"},
        "'X' is to be commissioned, and nobody is responsible",
    ),
    "a lever that is none": ("confidence", {"lever": "buy"}, "no lever 'buy'"),
    "a statement on nothing": ("confidence", {"findings": ""}, "'X' rests on nothing"),
    "a statement without words": ("confidence", {"statement": ""}, "statement is empty"),
    "an objective that is gone": (
        "intentions",
        {"objectives": "older-safe"},
        "'X' serves an objective that is gone: 'older-safe'",
    ),
    "an objective that had ended": (
        "intentions",
        {"objectives": "old-safe", "decision": "D-9", "decided_on": "2025-10-01"},
        "'X' was decided on 2025-10-01, when objective 'old-safe' did not stand (it ended on 2025-09-30)",
    ),
    "a statement that is not there": ("intentions", {"statements": "S99"}, "'X' answers no known statement 'S99'"),
    "a service that is not there": ("intentions", {"service_id": "Z"}, "'X' led to no known service 'Z'"),
    "a negative amount": ("intentions", {"amount": "-1"}, "the amount is negative (-1)"),
    "an amount that is none": ("intentions", {"amount": "much"}, "'much' is no amount"),
    "a decision without a day": ("intentions", {"decision": "D"}, "the decision on 'X' has no day"),
    "decided and not used": (
        "intentions",
        {"decision": "D", "decided_on": "2025-10-02", "not_used_because": "too dear"},
        "'X' is decided, and not used",
    ),
    "an intention that answers nothing": ("intentions", {"statements": ""}, "'X' answers no statement and no theme"),
    "need without a source": ("local_evidence", {"source": ""}, "source is empty"),
    "need without a day": ("local_evidence", {"dated": ""}, "dated is empty"),
    "a number of nothing": ("local_evidence", {"figure": "12"}, "figure has no figure_of"),
    "an unknown group": (
        "local_evidence",
        {"groups": "childern"},
        "no group 'childern'. Correct it. Did you mean 'children'?",
    ),
    "a rating off its scale": ("effects", {"rating": "6"}, "rating '6' is not on the scale maryland (1 to 5)"),
    "a figure of no series": ("official_figures", {"series_id": "x"}, "no series 'x'"),
}
ADDS_UP = {
    "confidence": statement("X", themes="training", findings="f1"),
    "intentions": intention("X", statements="S1"),
    "local_evidence": need("X", themes="training"),
    "effects": {"effect_id": "X", "scale": "maryland", "rating": "5", "themes": "training"},
    "official_figures": {"on": "2020-01-01", "value": "1", "source": "s"},
}
USUAL = {"confidence": STATEMENTS, "intentions": INTENTIONS, "local_evidence": NEEDS}


@pytest.mark.parametrize("mistake", WRONG_ROWS)
def test_what_does_not_add_up_elsewhere_is_one_line_and_the_rest_goes_on(mistake: str, tmp_path: Path) -> None:
    name, cells, line = WRONG_ROWS[mistake]
    held = world(tmp_path, **{name: [*USUAL.get(name, []), {**ADDS_UP[name], **cells}]})
    assert [told for told in lines(held) if line in told], lines(held)
    assert all("\n" not in told and told.startswith(f"data/{name}.csv, row ") for told in lines(held))
    assert len(held.registers.statements) >= 5 and len(held.registers.intentions) >= 2


@pytest.mark.parametrize("name", ["confidence", "intentions", "local_evidence", "effects"])
def test_the_row_that_is_spoilt_above_adds_up_by_itself(name: str, tmp_path: Path) -> None:
    assert not lines(world(tmp_path, **{name: [*USUAL.get(name, []), ADDS_UP[name]]}))


WRONG_SETTINGS = {
    "an unknown key": (SETTINGS.replace("boards:", "bords:", 1), "unknown key 'bords'. Did you mean 'boards'?"),
    "a day that is none": (SETTINGS.replace("2021-04-01", "spring 2021"), "from: 'spring 2021' is no date"),
    "an amount that is none": (SETTINGS.replace('"150,000.10"', "a lot"), "'a lot' is no amount"),
    "a year that is none": (SETTINGS.replace("year: 2025-26", "year: 2025"), "no financial year"),
    "an area that is not described": (SETTINGS.replace("  - {name: Westshire}\n", ""), "no area 'Westshire'"),
    "an objective twice": (SETTINGS.replace("new-well", "new-skilled"), "objective 'new-skilled' stands twice"),
    "an area that became another on no day": (
        SETTINGS.replace("until: 2025-09-30, became", "became", 1),
        "became needs until",
    ),
    "no YAML": ("bodies: [", "cannot be read as YAML"),
    "a body without areas": (
        SETTINGS.replace("    areas: [Greater Northshire, Westshire]\n", ""),
        "areas is missing or empty",
    ),
}


@pytest.mark.parametrize("mistake", WRONG_SETTINGS)
def test_settings_that_cannot_be_are_refused_in_one_line(mistake: str, tmp_path: Path) -> None:
    text, line = WRONG_SETTINGS[mistake]
    with pytest.raises(EvidenceError) as told:
        lines(world(tmp_path, settings=text))
    assert line in str(told.value) and "\n" not in str(told.value) and "data/organisation.yml" in str(told.value)


def test_settings_that_name_what_nothing_knows_are_told(tmp_path: Path) -> None:
    text = SETTINGS.replace("themes: [training]", "themes: [trainning]").replace(
        "label: Officers trained", "label: x, series: y"
    )
    told = lines(world(tmp_path, settings=text))
    assert "objective 'new-skilled' names no known theme 'trainning'. Correct it. Did you mean 'training'?" in told[0]
    assert "is measured by no known series 'y'" in told[1]


def test_a_base_without_settings_has_a_body_without_a_name_and_says_so(tmp_path: Path) -> None:
    held = world(tmp_path)
    held.folder.organisation.unlink()
    assert "data/organisation.yml: is missing." in lines(held)[0]
    assert "not named" in held.registers.organisation.body(date(2026, 1, 1)).name


@pytest.mark.parametrize(
    ("day", "body", "areas"),
    [
        ("2025-09-30", "Old Shires", ("Northshire", "Southshire", "Westshire")),
        ("2025-10-01", "New Shires", ("Greater Northshire", "Westshire")),
    ],
)
def test_a_merger_changes_body_and_areas_on_its_day(
    day: str, body: str, areas: tuple[str, ...], tmp_path: Path
) -> None:
    held, on = world(tmp_path).registers.organisation, date.fromisoformat(day)
    assert held.body(on).short == body and held.areas(on) == areas


def test_an_area_is_known_by_every_name_it_has_or_had(tmp_path: Path) -> None:
    held = world(tmp_path).registers.organisation
    before, after = date(2025, 9, 30), date(2025, 10, 1)
    assert [held.named(name, before) for name in ("The South", "Northshire Council", "Farshire")] == [
        "Southshire",
        "Northshire",
        "Farshire",
    ]
    assert [held.named(name, after) for name in ("The South", "Northshire", "Westshire")] == [
        "Greater Northshire"
    ] * 2 + ["Westshire"]


def numbered(path: Path) -> dict[str, str]:
    return {entry.number: entry.finding_id for entry in read_register(path)[0].current.values()}


def test_numbers_do_not_move_when_evidence_is_added(tmp_path: Path) -> None:
    path, today = tmp_path / "evidence_register.csv", date(2026, 1, 1)
    assert update_register(path, FINDINGS[1:3], today).added == 2
    first = path.read_bytes()
    assert update_register(path, FINDINGS, today).added == len(FINDINGS) - 2
    assert path.read_bytes().startswith(first)
    assert list(numbered(path).items())[:3] == [("E-001", "f2"), ("E-002", "f3"), ("E-003", "f1")]
    assert update_register(path, FINDINGS, today).added == 0


def test_a_number_follows_words_that_changed_a_little_and_stays_with_those_that_are_gone(tmp_path: Path) -> None:
    path, today = tmp_path / "evidence_register.csv", date(2026, 1, 1)
    row = {"document_id": "north", "page_start": 3}
    old = [{**row, "finding_id": "north-p3-00000001", "quote": "Training of officers is not good enough at all"}]
    update_register(path, [*old, {**row, "finding_id": "north-p3-00000002", "quote": "Plans are late."}], today)
    anew = [{**row, "finding_id": "north-p3-0000000a", "quote": "Training of officers is not good enough"}]
    done = update_register(path, anew, today)
    assert (done.added, done.carried) == (0, 1)
    assert numbered(path) == {"E-001": "north-p3-0000000a", "E-002": "north-p3-00000002"}
    register = read_register(path)[0]
    known = {"north-p3-0000000a"}
    assert register.finding("E-001", known) == register.finding("north-p3-00000001", known) == "north-p3-0000000a"
    assert register.finding("E-002", known) == "" and register.finding("E-404", known) == ""
    assert register.current["E-002"].words == "Plans are late."


def test_a_number_of_a_digest_is_never_carried_to_the_original(tmp_path: Path) -> None:
    path, today = tmp_path / "evidence_register.csv", date(2026, 1, 1)
    row = {"document_id": "north", "page_start": 3, "quote": "Training of officers is not good enough"}
    update_register(path, [{**row, "finding_id": "north-dp3-00000001"}], today)
    update_register(path, [{**row, "finding_id": "north-p3-00000001"}], today)
    assert numbered(path) == {"E-001": "north-dp3-00000001", "E-002": "north-p3-00000001"}


def test_a_row_of_the_register_that_was_edited_is_told(tmp_path: Path) -> None:
    path = tmp_path / "evidence_register.csv"
    update_register(path, FINDINGS[:1], date(2026, 1, 1))
    path.write_text(path.read_text(encoding="utf-8-sig").replace("E-001", "E-one"), encoding="utf-8")
    register, problems = read_register(path)
    assert not register.entries and "'E-one' is no number of the register" in problems[0].line
