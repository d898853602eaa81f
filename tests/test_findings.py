"""Which blocks are findings, of which kind, about whose practice; and names that outlive a better reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.core.records import Block, Direction, Edition, Kind, Role
from evidence_lib.findings.agencies import agencies
from evidence_lib.findings.extract import DIGEST_PAGE, extract
from evidence_lib.findings.identity import finding_id, likeness
from evidence_lib.findings.mentions import mentions
from evidence_lib.findings.sections import Section, named_section
from evidence_lib.language.abbreviations import abbreviations
from evidence_lib.language.direction import direction, pointers
from evidence_lib.language.sentences import sentences


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Key strengths", Section.STRENGTHS),
        ("What is the area partnership doing that is effective?", Section.STRENGTHS),
        ("Areas for improvement", Section.IMPROVEMENTS),
        ("What needs to improve?", Section.IMPROVEMENTS),
        ("Area for priority action", Section.PRIORITY),
        ("Practice study: area for improvement", Section.STUDY),
        ("Next steps", Section.NEXT_STEPS),
        ("Information about this inspection", Section.ABOUT),
        ("Care Quality Commission", Section.PUBLISHERS),
        ("Headline findings", Section.SUMMARY),
        ("Priorities for further improvement", Section.IMPROVEMENTS),
        ("3. Recommendations", Section.RECOMMENDATIONS),
        ("The response to children at risk", Section.MAIN),
    ],
)
def test_a_heading_says_what_part_of_a_report_it_opens(heading: str, section: Section) -> None:
    assert named_section(heading) is section


def block(text: str, *headings: str, role: Role = Role.ITEM, page: int | None = 3) -> Block:
    return Block(text, role, page, page, headings)


GOOD = "Social workers know children well, and their visits are regular and effective. Children are safer as a result."
POOR = (
    "Health assessments are not timely. Too many children wait too long, and leaders do not have sufficient oversight."
)


def test_strengths_and_shortfalls_are_told_apart_and_context_is_left_out() -> None:
    blocks = [
        block("Key strengths", role=Role.HEADING),
        block(GOOD, "Key strengths"),
        block("Areas for improvement", role=Role.HEADING),
        block(POOR, "Areas for improvement"),
        block("1 The inspection was carried out under the Children Act.", role=Role.FOOTNOTE),
    ]
    findings, left_out = extract("a-letter", blocks, Edition.ORIGINAL, ("Westshire",))
    assert [finding.kind for finding in findings] == [Kind.STRENGTH, Kind.IMPROVEMENT]
    assert [finding.heading for finding in findings] == ["Key strengths", "Areas for improvement"]
    assert sorted(row.reason for row in left_out) == ["footnote", "heading", "heading"]


def test_a_paragraph_of_both_is_mixed() -> None:
    text = (
        "The police respond quickly and effectively, and children benefit from skilled and committed officers. "
        "However, records are poor, supervision is not effective and too many investigations are delayed."
    )
    findings, _ = extract("a-letter", [block(text, "Main findings", role=Role.PARAGRAPH)], Edition.ORIGINAL, ())
    assert [finding.kind for finding in findings] == [Kind.MIXED]


def test_an_item_of_a_priority_section_is_a_priority_action() -> None:
    findings, _ = extract("a", [block(POOR, "Areas for priority action")], Edition.ORIGINAL, ())
    assert [finding.kind for finding in findings] == [Kind.PRIORITY_ACTION]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The board should take immediate steps to train its chairs.", Kind.PRIORITY_ACTION),
        ("Leaders should urgently shorten the wait for assessments.", Kind.PRIORITY_ACTION),
        ("Leaders should shorten the wait for assessments.", Kind.IMPROVEMENT),
        ("The response to urgent calls is slow and not good enough.", Kind.IMPROVEMENT),
    ],
)
def test_what_a_report_calls_urgent_is_a_priority_action_whatever_it_stands_under(text: str, kind: Kind) -> None:
    findings, _ = extract("a", [block(text, "Areas for improvement")], Edition.ORIGINAL, ())
    assert [finding.kind for finding in findings] == [kind]


def test_a_study_of_one_child_is_a_case_study_and_a_judgement_beside_it_is_not() -> None:
    heading = "Practice study: effective practice"
    findings, _ = extract(
        "a", [block(f"She was seen quickly. {GOOD}", heading), block(GOOD, heading)], Edition.ORIGINAL, ()
    )
    assert [finding.kind for finding in findings] == [Kind.CASE_STUDY, Kind.STRENGTH]


@pytest.mark.parametrize(
    ("ending", "pages"),
    [("(p. 11)", (11, 11)), ("(pp. 11-12)", (11, 12)), ("(pp. 11–12).", (11, 12)), ("", (None, None))],
)
def test_an_item_of_a_digest_stands_on_the_page_of_the_original(
    ending: str, pages: tuple[int | None, int | None]
) -> None:
    blocks = [
        block(f"{POOR} {ending}".strip(), "What needs to improve", page=1),
        block("This is a digest.", role=Role.PARAGRAPH),
    ]
    (finding,), _ = extract("a", blocks, Edition.DIGEST, ())
    assert finding.quote == POOR and (finding.page_start, finding.page_end) == pages
    assert finding.kind is Kind.IMPROVEMENT


def test_no_page_is_read_from_the_middle_of_a_sentence() -> None:
    assert not DIGEST_PAGE.search("The report (p. 11) says so")


@given(st.text(min_size=1, max_size=80))
def test_spacing_case_and_punctuation_do_not_change_the_name_of_a_finding(text: str) -> None:
    plain = "The work is good"
    assert finding_id("a", 1, f"{plain}.") == finding_id("a", 1, "the  WORK is “good”")
    assert finding_id("a", 1, text) == finding_id("a", 1, f" {text} ")
    assert finding_id("a", 1, text) != finding_id("a", 2, text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(first: str, second: str) -> None:
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The police respond quickly to reports of abuse.", "police"),
        ("Social workers visit children often.", "childrens-social-care"),
        ("Midwives share what they know.", "health"),
        ("Schools teach children about consent.", "education"),
        ("Partners do not meet often enough.", "safeguarding-partnership"),
        ("It is not clear what happens next.", "safeguarding-partnership"),
    ],
)
def test_a_finding_judges_the_agency_that_is_its_subject(text: str, agency: str) -> None:
    assert agencies(text)[0] == agency


def test_an_agency_that_is_merely_told_something_is_not_judged() -> None:
    text = (
        "The police record what children say when officers first meet them, and after each of the visits that follow "
        "they pass a short note of it to the nurse."
    )
    assert agencies(text) == ("police",)


def test_an_agency_that_a_document_abbreviates_is_known_by_its_abbreviation() -> None:
    explained = abbreviations(
        ["Referrals go to the Westshire Youth Justice Service (WYJS) and the youth council (YC)."]
    )
    assert explained == {"wyjs": "Westshire Youth Justice Service", "yc": "youth council"}
    assert agencies("The WYJS plans well with children.", abbreviated=explained) == ("youth-offending",)
    assert not mentions("The WYJS plans well with children.")[1]


@pytest.mark.parametrize("bracket", ["(see page 4)", "(MARU)", "(A)", "()"])
def test_brackets_that_abbreviate_nothing_before_them_explain_nothing(bracket: str) -> None:
    assert abbreviations([f"Children are seen soon {bracket}.", bracket]) == {}


@given(st.text(max_size=80), st.from_regex(r"[A-Z]{2,5}", fullmatch=True))
def test_an_abbreviation_is_spelled_by_the_words_it_stands_for(text: str, short: str) -> None:
    for name, words in abbreviations([f"{text} ({short})"]).items():
        firsts = [word[0].lower() for word in words.split()]
        assert firsts[0] == name[0] and len(firsts) >= len(name)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("School nurses visit.", ["health"]),
        ("Education, health and care plans are late.", []),
        ("General practitioners refer early.", ["health"]),
        ("The police and crime commissioner pays for it.", ["pcc"]),
        ("Police and schools meet.", ["police", "education"]),
    ],
)
def test_of_two_names_that_overlap_the_longer_counts_and_some_phrases_name_nobody(text: str, named: list[str]) -> None:
    assert [one.agency for one in mentions(text)[1]] == named


def test_a_mention_knows_its_place_and_its_neighbours() -> None:
    (police, schools), far = mentions("Police and schools meet.")[1], mentions(f"{'Then ' * 12}the police came.")[1]
    assert police.first and police.listed and police.place == "early" and police.before == ()
    assert schools.listed and not schools.first and schools.before == ("police", "and") and schools.after == ("meet",)
    assert [(one.place, one.listed) for one in far] == [("late", False)]


def test_in_a_programme_that_inspects_one_agency_it_is_judged_when_none_is_named() -> None:
    assert agencies("Plans are clear.", programme="ilacs") == ("childrens-social-care",)


def test_a_sentence_points_to_a_strength_or_a_shortfall() -> None:
    assert direction("Practice is strong and effective, and children benefit.") is Direction.STRENGTH
    assert direction("Practice is not good enough and children wait too long.") is Direction.SHORTFALL


def test_a_negation_turns_round_the_five_words_after_it() -> None:
    found = pointers("Plans are not one two three four five six")
    assert {"not: one", "not: five"} <= found
    assert not {"not: six", "not: plan"} & found


def test_abbreviations_end_no_sentence() -> None:
    assert sentences("Some, e.g. Dr. Lee, agree. Others do not.") == ["Some, e.g. Dr. Lee, agree.", "Others do not."]


@given(st.text(max_size=200))
def test_sentences_stand_in_the_text_as_they_are(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        at = text.index(sentence, at) + len(sentence)


@pytest.mark.parametrize(("ending", "kept"), [(" 12", 0), ("", 1)])
def test_an_entry_of_a_table_of_contents_is_no_finding(ending: str, kept: int) -> None:
    text = f"How leaders need to improve their oversight of visits to children{ending}"
    findings, left_out = extract("a", [block(text, "Contents")], Edition.ORIGINAL, ())
    assert (len(findings), len(left_out)) == (kept, 1 - kept)
