"""Recommendations and causes of concern: told by what a report calls them, with whom they ask, by when, and their cause."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.records import Edition, Finding, Kind
from evidence_lib.findings.calls import call_in, is_body, named_in_heading
from evidence_lib.findings.extract import extract
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.readers import read_document
from evidence_lib.sources.add import add
from evidence_lib.tables.build import build
from evidence_lib.tables.schemas import schema
from evidence_lib.tables.store import read_table
from tests import formal_records as records
from tests.formal_records import WRITERS, Part, as_markdown

PUBLISHED = date(2024, 5, 3)
Read = Callable[..., list[Finding]]
FORMATS = pytest.mark.parametrize("suffix", WRITERS)


def findings_of(path: Path, edition: Edition = Edition.ORIGINAL) -> list[Finding]:
    return extract("r", read_document(path), edition, (), published=PUBLISHED)[0]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Save a record in a format, read it, and take out its findings."""

    def found(parts: Sequence[Part], suffix: str = ".md") -> list[Finding]:
        path = tmp_path / f"record{suffix}"
        WRITERS[suffix](parts, path)
        return findings_of(path)

    return found


def of_kind(findings: Sequence[Finding], *kinds: Kind) -> list[Finding]:
    return [finding for finding in findings if finding.kind in kinds]


def asked(findings: Sequence[Finding]) -> list[tuple[str, str, date | None]]:
    return [(finding.addressed_to, finding.due_text, finding.due_date) for finding in findings]


@FORMATS
def test_recommendations_keep_the_cause_of_concern_that_they_stand_under(read: Read, suffix: str) -> None:
    found = read(records.CONSTABULARY, suffix)
    (cause,) = of_kind(found, Kind.CAUSE_OF_CONCERN)
    assert cause.quote.startswith("The force fails to recognise") and not cause.parent
    under = of_kind(found, Kind.RECOMMENDATION)
    assert len(under) == 3 and {finding.parent for finding in under} == {cause.finding_id}


@FORMATS
def test_items_under_one_line_have_its_addressee_and_its_date_unless_they_name_their_own(
    read: Read, suffix: str
) -> None:
    under = of_kind(read(records.CONSTABULARY, suffix), Kind.RECOMMENDATION)
    assert asked(under) == [
        ("Northmere Constabulary", "Within three months", None),
        ("Northmere Constabulary", "Within three months", None),
        ("Northmere Constabulary", "by 30 November 2024", date(2024, 11, 30)),
    ]


@FORMATS
def test_an_area_for_improvement_is_one_and_says_whom_it_asks(read: Read, suffix: str) -> None:
    (area,) = [finding for finding in read(records.CONSTABULARY, suffix) if "supervisors oversee" in finding.quote]
    assert (area.kind, area.addressed_to, area.parent) == (Kind.IMPROVEMENT, "force", "")


@FORMATS
def test_numbered_recommendations_have_addressee_and_date(read: Read, suffix: str) -> None:
    made = of_kind(read(records.THEMATIC, suffix), Kind.RECOMMENDATION)
    commissioners = ("police and crime commissioners", "By the end of the 2024/25 financial year", date(2025, 3, 31))
    assert asked(made) == [
        ("chief constables", "By 31 March 2025", date(2025, 3, 31)),
        ("chief constables", "With immediate effect", None),
        (
            "Home Office and the College of Policing",
            "Within six months of the publication of this report",
            date(2024, 11, 3),
        ),
        commissioners,
        commissioners,
    ]


@FORMATS
def test_a_line_that_only_opens_a_list_is_no_finding(read: Read, suffix: str) -> None:
    for record in (records.CONSTABULARY, records.THEMATIC, records.REVIEW):
        assert not [finding for finding in read(record, suffix) if finding.quote.endswith(":")]


@FORMATS
def test_the_recommendations_of_a_review_are_told_from_what_it_found(read: Read, suffix: str) -> None:
    found = read(records.REVIEW, suffix)
    assert asked(of_kind(found, Kind.RECOMMENDATION)) == [
        ("partnership", "", None),
        ("", "by 30 September 2024", date(2024, 9, 30)),
        ("Integrated Care Board", "", None),
    ]
    (fault,) = [finding for finding in found if "curiosity" in finding.quote]
    assert fault.kind is Kind.IMPROVEMENT and not fault.addressed_to


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != ".txt"])
def test_a_table_gives_each_recommendation_its_agency_and_timescale(read: Read, suffix: str) -> None:
    found = read(records.TABLED, suffix)
    assert {finding.kind for finding in found} == {Kind.RECOMMENDATION}
    assert asked(found) == [
        ("Safeguarding Children Partnership", "31 March 2025", date(2025, 3, 31)),
        ("Westshire Hospitals NHS Trust", "3 months", None),
        ("", "Ongoing", None),  # an empty cell shifts nothing
    ]


@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix != ".txt"])
def test_areas_of_a_partnership_keep_their_kind_and_have_addressees(read: Read, suffix: str) -> None:
    found = read(records.AREA_PARTNERSHIP, suffix)
    assert [(finding.kind, finding.addressed_to) for finding in found] == [
        (Kind.PRIORITY_ACTION, "Westshire Council and NHS Westshire Integrated Care Board"),
        (Kind.IMPROVEMENT, "Leaders across the partnership"),
        (Kind.IMPROVEMENT, "local authority and the ICB"),
    ]


@FORMATS
def test_a_report_that_makes_no_recommendations_has_none(read: Read, suffix: str) -> None:
    found = read(records.NONE_MADE, suffix)
    assert [finding.kind for finding in found] == [Kind.STRENGTH]


@pytest.mark.parametrize(
    "none", ["None.", "There are no formal recommendations.", "We have not made any recommendations in this report."]
)
def test_a_part_may_say_that_it_is_empty(read: Read, none: str) -> None:
    assert not read([("h1", "A review of work in Westshire"), ("h2", "Recommendations"), ("p", none)])


def test_two_causes_in_one_part_each_keep_their_own(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of Northmere Constabulary"),
            ("h2", "Causes of concern and recommendations"),
            ("p", "The constabulary does not record crimes against children well, and victims are let down."),
            ("p", "By 1 June 2025, the constabulary should:"),
            ("li", "record every report within a day"),
            ("p", "The constabulary does not manage sex offenders effectively, which leaves children at risk."),
            ("p", "By 1 August 2025, the constabulary should fill its vacancies for managers of offenders."),
        ]
    )
    first, second = of_kind(found, Kind.CAUSE_OF_CONCERN)
    assert [finding.parent for finding in of_kind(found, Kind.RECOMMENDATION)] == [first.finding_id, second.finding_id]


def test_recommendations_for_several_causes_together_are_given_to_none(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of Northmere Constabulary"),
            ("h2", "Causes of concern"),
            ("li", "Calls are not answered quickly enough, and victims come to harm."),
            ("li", "Investigations are not supervised, and children are left at risk."),
            ("h2", "Recommendations"),
            ("p", "The constabulary should recruit more call handlers."),
        ]
    )
    assert len(of_kind(found, Kind.CAUSE_OF_CONCERN)) == 2
    assert [finding.parent for finding in of_kind(found, Kind.RECOMMENDATION)] == [""]


def test_what_comes_after_the_next_heading_has_no_cause(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of Northmere Constabulary"),
            ("h2", "Cause of concern"),
            ("p", "Children are held in custody overnight without good reason, and this is not challenged."),
            ("h2", "Recommendations"),
            ("p", "The constabulary should review every such case."),
            ("h2", "Working with partners"),
            ("p", "We recommend that the safeguarding partnership reviews its protocol."),
        ]
    )
    assert [bool(finding.parent) for finding in of_kind(found, Kind.RECOMMENDATION)] == [True, False]


def test_a_definition_of_terms_is_no_finding(read: Read) -> None:
    text = "If our inspection finds a grave failing, we will report it as a cause of concern."
    assert not read([("h1", "Inspection of Northmere Constabulary"), ("h2", "Cause of concern"), ("p", text)])


def test_the_recommendations_of_an_earlier_report_are_not_this_ones(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of services in Westshire"),
            ("h2", "Progress against previous recommendations"),
            ("li", "The council should review its front door. This has been done well and children benefit."),
        ]
    )
    assert not of_kind(found, Kind.RECOMMENDATION)


def test_reasons_beneath_a_recommendation_are_not_recommendations(read: Read) -> None:
    found = read(
        [
            ("h1", "Review of work with families in Westshire"),
            ("h2", "Recommendations"),
            ("p", "The partnership should agree one plan for each family."),
            ("p", "This would help to:"),
            ("li", "reduce the number of visits that families have"),
        ]
    )
    assert [finding.quote[:15] for finding in of_kind(found, Kind.RECOMMENDATION)] == ["The partnership"]


def test_the_shortest_item_of_a_list_counts_and_whatever_word_it_begins_with(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of Northmere Constabulary"),
            ("h2", "Recommendations"),
            ("p", "By 1 June 2025, the constabulary should make clear that:"),
            ("li", "supervisors decide;"),
            ("li", "it tells partners of delays."),
        ]
    )
    assert asked(found) == [("constabulary", "By 1 June 2025", date(2025, 6, 1))] * 2


def test_a_numbered_recommendation_may_stand_anywhere_and_open_a_list(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of forces' work with families"),
            ("h2", "How calls are answered"),
            ("p", "Recommendation 3: By 1 June 2025, chief constables should:"),
            ("li", "review how calls are graded;"),
            ("li", "tell callers how long they will wait."),
            ("p", "Call handlers are skilled, and they have good support from their supervisors."),
        ]
    )
    assert asked(of_kind(found, Kind.RECOMMENDATION)) == [("chief constables", "By 1 June 2025", date(2025, 6, 1))] * 2
    assert [finding.kind for finding in found[2:]] == [Kind.STRENGTH]


def test_a_list_of_recommendations_that_the_report_makes_later_is_a_summary(read: Read) -> None:
    said = "The partnership should agree one plan for each family."
    summary: list[Part] = [("h1", "Review of work in Westshire"), ("h2", "Summary of recommendations"), ("li", said)]
    later: list[Part] = [("h2", "Working together"), ("p", f"Recommendation 1: {said}")]
    assert [finding.summary for finding in of_kind(read(summary + later), Kind.RECOMMENDATION)] == [True, False]
    assert [finding.summary for finding in of_kind(read(summary), Kind.RECOMMENDATION)] == [False]


def test_timescales_may_stand_over_the_actions(read: Read) -> None:
    found = read(
        [
            ("h1", "Inspection of safeguarding services in Anyshire"),
            ("h2", "Areas for improvement"),
            ("p", "The council and its partners should take the following action."),
            ("p", "Immediately:"),
            ("li", "improve the quality of recording so that risks to children are not missed"),
            ("p", "Within three months of publication:"),
            ("li", "the primary care trust should ensure that school nurses attend conferences"),
        ]
    )
    assert asked(found) == [
        ("council and its partners", "Immediately", None),
        ("primary care trust", "Within three months of publication", date(2024, 8, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Chief constables, working with police and crime commissioners, should act.",
            "Chief constables, working with police and crime commissioners",
        ),
        ("Where forces use cameras, chief constables should act.", "chief constables"),
        ("Across the partnership, leaders should act.", "leaders"),
        ("Health and social care leaders must act.", "Health and social care leaders"),
        ("The Secretary of State for Education should act.", "Secretary of State for Education"),
        ("Recommendation 3 (ICB): Review the protocol.", "ICB"),
        ("We recommend that the Home Office reviews its guidance.", "Home Office"),
        ("It is recommended that NHS Westshire ICB reviews its policy.", "NHS Westshire ICB"),
        ("Recommendation Two – The Board must agree a plan.", "Board"),
        ("The trust MUST act.", "trust"),
        ("That the Safeguarding Partnership seeks assurance.", "Safeguarding Partnership"),
        ("Children should be seen alone.", ""),
        ("Staff should be trained.", ""),
        ("EHCPs should be clear.", ""),
        ("Review the protocol.", ""),
    ],
)
def test_a_call_is_addressed_to_the_body_that_is_asked_to_act(text: str, name: str) -> None:
    call = call_in(text)
    assert call is not None and call.addressed_to == name


@pytest.mark.parametrize("text", ["Social workers know children well.", "The council should have acted sooner."])
def test_what_praises_or_looks_back_calls_for_nothing(text: str) -> None:
    assert call_in(text) is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Recommendations for the police", "police"),
        ("Chief constables should:", "Chief constables"),
        ("West Midlands Police", "West Midlands Police"),
        ("Recommendations", ""),
        ("Leadership, management and governance", ""),
    ],
)
def test_a_heading_may_name_who_is_asked(heading: str, name: str) -> None:
    assert named_in_heading(heading).addressed_to == name


@given(st.text(max_size=60))
def test_whatever_a_text_holds_its_addressee_is_a_body_that_it_names(text: str) -> None:
    call = call_in(f"{text} should act on it.")
    assert call is None or not call.addressed_to or (is_body(call.addressed_to) and call.addressed_to in text)


DIGEST: list[Part] = [
    ("h1", "Digest: Inspection of Northmere Constabulary"),
    ("p", "This is a digest."),
    ("h2", "Cause of concern"),
    ("li", "Repeat victims are not recognised when they call. (p. 4)"),
    ("h2", "Recommendations"),
    ("li", "The constabulary checks for earlier reports before it grades a call (by 31 March 2025). (p. 5)"),
    ("li", "Supervisors should see which calls have waited longest. (p. 5)"),
]


def test_a_digest_carries_causes_and_recommendations(tmp_path: Path) -> None:
    as_markdown(DIGEST, tmp_path / "digest.md")
    cause, first, second = findings_of(tmp_path / "digest.md", Edition.DIGEST)
    assert (cause.kind, cause.page_start) == (Kind.CAUSE_OF_CONCERN, 4)
    assert first.kind is second.kind is Kind.RECOMMENDATION
    assert first.parent == second.parent == cause.finding_id
    assert (first.due_text, first.due_date, first.page_start) == ("by 31 March 2025", date(2025, 3, 31), 5)
    assert second.addressed_to == "Supervisors"


def test_the_tables_hold_them_and_a_cause_that_a_person_leaves_out_is_no_parent(
    base: BaseFolder, tmp_path: Path
) -> None:
    as_markdown(records.CONSTABULARY, tmp_path / "northmere.md")
    add(base, [tmp_path / "northmere.md"], {"published": "2024-05-03"})
    build(base)
    held = read_table(base, "findings")
    schema("findings").validate(held)
    cause = held[held["kind"] == "cause-of-concern"]["finding_id"].item()
    assert (held["parent"] == cause).sum() == 3
    append_reviews(base, [Review(cause, "include", "no", "another force", "A. Reviewer", date(2026, 3, 31), "")])
    build(base)
    held = read_table(base, "findings")
    assert not held["parent"].any() and (held["kind"] == "recommendation").sum() == 3
