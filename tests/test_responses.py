"""A response is read for what it undertakes: who, whom, what, how firmly, by when, watched where, to reach which document."""

from datetime import date
from pathlib import Path

import pytest
import typst

from evidence_lib.commitments.clauses import Clause, clauses
from evidence_lib.commitments.parties import addressee
from evidence_lib.commitments.places import destination, forum
from evidence_lib.commitments.records import ACTIONS, Response, Speaker, StatementKind
from evidence_lib.commitments.responses import read_response
from evidence_lib.commitments.subjects import COMMISSIONER, FORCE
from evidence_lib.core.records import Edition
from evidence_lib.readers import read_document
from tests import responses

NAMES = ("letter.txt", "table.docx", "none.html", "disagreement.md", "damaged.txt")


def one(sentence: str, ours: str = COMMISSIONER, bare: bool = False) -> Clause:
    """The only clause of a sentence that undertakes."""
    (found,) = clauses(sentence, ours, bare)
    return found


@pytest.mark.parametrize(
    ("sentence", "action", "strength"),
    [
        ("I will be requesting that the Chief Constable reviews staffing.", "request", "firm"),
        ("I have asked the Chief Constable to report in March.", "request", "firm"),
        ("I would urge the Force to act.", "request", "firm"),
        ("I expect the Force to publish its plan.", "request", "qualified"),
        ("I would like the force to consider a new team.", "request", "qualified"),
        ("My expectation is that the Force will finish by May.", "request", "qualified"),
        ("I will monitor progress through my board.", "monitor", "firm"),
        ("I will hold the Chief Constable to account.", "monitor", "firm"),
        ("Progress will be monitored at my Performance Board.", "monitor", "firm"),
        ("The Commissioner will keep this under close review.", "monitor", "firm"),
        ("I will also be interested to see how the plan works.", "monitor", "interest"),
        ("I am also interested for the Chief Constable to explore joint training.", "explore", "interest"),
        ("We will explore with health what could be done.", "explore", "firm"),
        ("I wish to ensure that victims are heard.", "ensure", "qualified"),
        ("I will work with the Chief Constable to ensure that it is done.", "ensure", "firm"),
        ("It is my intention to publish the answer.", "ensure", "qualified"),
        ("I will, where possible, publish the figures.", "ensure", "qualified"),
        ("This is something I have passed to my Partnerships Manager.", "refer", "firm"),
        ("The report has been shared with the Police and Crime Panel.", "refer", "firm"),
        ("I will ensure that its lessons inform my future commissioning.", "inform commissioning", "firm"),
        ("The findings will shape my commissioning strategy.", "inform commissioning", "firm"),
        ("I have added it to our evidence base.", "record in evidence base", "firm"),
        ("I accept this recommendation.", "agree", "firm"),
    ],
)
def test_a_verb_names_the_action_and_its_mood_the_strength(sentence: str, action: str, strength: str) -> None:
    found = one(sentence)
    assert (found.action, str(found.strength)) == (action, strength) and action in ACTIONS


@pytest.mark.parametrize(
    "sentence",
    [
        "I welcome the report.",
        "I am pleased that the Force has introduced new training.",
        "I am confident that the Chief Constable will continue to improve.",
        "I have commented on this before.",
        "I have previously asked for this.",
        "I do not accept this recommendation.",
        "I will not be taking this further.",
        "I want to see improvement.",
        "I look forward to better news.",
        "Children must be heard.",
        "The inspection will be repeated next year.",
        "The force is working hard, and this is a priority in my Police and Crime Plan.",
        "You will be aware that the Force has been inspected.",
        "I have asked the Chief Constable for his comments on this report.",
    ],
)
def test_a_view_a_hope_a_refusal_or_what_is_past_undertakes_nothing(sentence: str) -> None:
    assert clauses(sentence, COMMISSIONER) == []


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        (
            "I will ask for figures and will publish them at my board.",
            ["I will ask for figures", "will publish them at my board."],
        ),
        (
            "I have written to schools, and in May my office will meet them.",
            ["I have written to schools", "in May my office will meet them."],
        ),
        (
            "The Force accepts this recommendation and will train staff.",
            ["The Force accepts this recommendation", "will train staff."],
        ),
        # an interest that is taken up at once by what points back to it is one commitment
        (
            "I am interested to see how this works and will monitor that through my board.",
            ["I am interested to see how this works and will monitor that through my board."],
        ),
    ],
)
def test_each_clause_that_undertakes_is_one_and_quotes_its_own(sentence: str, whole: list[str]) -> None:
    assert [found.text for found in clauses(sentence, COMMISSIONER)] == whole


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("I will ask.", COMMISSIONER),
        ("My office will ask the Force.", "Office of the Police and Crime Commissioner"),
        ("The Force will train its staff.", FORCE),
        ("Northmoor Police will train its staff.", FORCE),
        ("The Chief Constable has assured me that the Force will finish by May.", FORCE),
        ("The Chief Constable has agreed to appoint a lead.", "Chief Constable"),
        ("The Chief Constable and I will meet in June.", "Police and Crime Commissioner and Chief Constable"),
    ],
)
def test_who_undertakes_is_the_subject(sentence: str, who: str) -> None:
    assert one(sentence).who == who


def test_we_is_the_force_where_the_chief_constable_speaks() -> None:
    assert one("We will train our staff.", FORCE).who == FORCE


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("I have asked the Chief Constable to act.", "Chief Constable"),
        ("I will explore this with colleagues in the police and health services.", "Police and health services"),
        (
            "I have passed this to my Justice, Health and Partnerships Manager.",
            "Justice, Health and Partnerships Manager",
        ),
        ("I will write to the Home Secretary.", "Home Secretary"),
        ("I will seek assurance from the Deputy Chief Constable.", "Deputy Chief Constable"),
        ("I will monitor the Force’s use of stop and search.", "Force"),
        ("I will ensure that the lessons of those talks are kept.", ""),
        ("I will include this in my Police and Crime Plan.", ""),
    ],
)
def test_who_is_asked_stands_behind_the_verb(sentence: str, asked: str) -> None:
    found = one(sentence)
    assert addressee(found.behind, found.action) == asked


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        (" it through my Joint Leadership Board.", "Joint Leadership Board"),
        (" it at the next meeting of the Police and Crime Panel.", "Police and Crime Panel"),
        (" it via quarterly performance meetings with the Chief Constable.", "quarterly performance meetings"),
        (" it to my Justice and Partnerships Manager.", ""),
        (" what partners do.", ""),
    ],
)
def test_a_forum_is_a_board_panel_or_meeting_as_named(clause: str, name: str) -> None:
    assert forum(clause, "") == name


@pytest.mark.parametrize(
    ("clause", "document"),
    [
        (" it within my next commissioning strategy.", "commissioning strategy"),
        (" it to the evidence base for the next police and crime plan.", "police and crime plan"),
        (" change through the Force’s prevention strategy.", "force prevention strategy"),
        (" any local Force strategies and plans take note of it.", "force strategies and plans"),
        (" it as a priority in my Police and Crime Plan.", ""),
        (" how they plan to answer.", ""),
        (" the plan.", ""),
    ],
)
def test_the_document_to_reach_is_named_and_one_only_pointed_at_is_not(clause: str, document: str) -> None:
    assert destination(clause) == document


@pytest.fixture
def made(tmp_path: Path) -> dict[str, Response]:
    """Every response of our own making, as read."""
    return {
        name: read_response("x", read_document(responses.saved(tmp_path, name)), Edition.ORIGINAL, None)
        for name in NAMES
    }


def told(response: Response) -> list[tuple[str, str, str]]:
    return [(one.made_by, one.action, str(one.strength)) for one in response.commitments]


OFFICE = "Office of the Police and Crime Commissioner"


def test_a_letter_with_the_chief_constables_reply_in_it(made: dict[str, Response]) -> None:
    letter = made["letter.txt"]
    assert letter.answered.title == "A long wait: how police forces deal with stalking"
    assert (letter.answered.published, letter.answered.recommendations) == (date(2022, 5, 24), 4)
    assert (letter.author, letter.role, letter.author_area) == ("Jo Farthing", COMMISSIONER, "Northmoor")
    assert letter.chief_constable_comment
    assert told(letter) == [
        (FORCE, "agree", "firm"),
        (FORCE, "ensure", "firm"),
        (FORCE, "ensure", "firm"),
        (COMMISSIONER, "request", "firm"),
        (OFFICE, "monitor", "firm"),
        (COMMISSIONER, "inform commissioning", "qualified"),
        (COMMISSIONER, "request", "qualified"),
    ]
    asked = letter.commitments[3]
    assert (asked.addressed_to, asked.forum) == ("Chief Constable", "Accountability and Performance Board")
    assert (asked.due_text, asked.due_date) == ("in September 2022", date(2022, 9, 30))


def test_a_table_of_recommendation_and_two_comments(made: dict[str, Response]) -> None:
    table = made["table.docx"]
    assert [verdict for _, verdict in table.answers] == ["accepted", "not accepted", "partly accepted"]
    assert table.answered.title == "Keeping children safe in custody" and table.author == "Sam Winter"
    by_row = {one.recommendation[:2]: [] for one in table.commitments}  # type: ignore[var-annotated]
    for one in table.commitments:
        by_row[one.recommendation[:2]].append((one.made_by, one.action))
    assert by_row == {
        "1.": [
            (FORCE, "agree"),
            (FORCE, "ensure"),
            (FORCE, "refer"),
            (COMMISSIONER, "agree"),
            (COMMISSIONER, "request"),
        ],
        "2.": [(COMMISSIONER, "refer")],
        "3.": [(FORCE, "agree"), (FORCE, "explore"), (OFFICE, "ensure")],
    }
    assert not table.problems


def test_no_force_recommendations_is_nought_and_not_unknown(made: dict[str, Response]) -> None:
    none = made["none.html"]
    assert none.answered.recommendations == 0 and none.chief_constable_comment
    assert none.answered.title == "Digital evidence in rape cases"
    assert [(fact.value, fact.unit) for fact in none.facts] == [(1_250_000, "GBP")]
    assert told(none) == [
        (COMMISSIONER, "request", "firm"),
        (COMMISSIONER, "ensure", "firm"),
        (COMMISSIONER, "explore", "interest"),
        (OFFICE, "explore", "firm"),
    ]


def test_a_disagreement_is_a_view_and_what_follows_from_it_a_commitment(made: dict[str, Response]) -> None:
    statement = made["disagreement.md"]
    assert [verdict for _, verdict in statement.answers] == ["not accepted", "accepted"]
    views = [said.text for said in statement.statements if said.kind is StatementKind.VIEW]
    assert "I do not agree with the first recommendation." in views
    assert [one.due_date for one in statement.commitments] == [None, None, date(2025, 9, 30), None]
    assert not statement.chief_constable_comment


def test_damage_is_mended_where_that_is_certain_and_left_where_it_is_not(made: dict[str, Response]) -> None:
    damaged = made["damaged.txt"]
    texts = [said.text for said in damaged.statements]
    assert damaged.answered.url.endswith("care-of-detained-children_2021.pdf")
    assert any("www.eastmere-pcc.example/reports/inspections-answered/custody-2021" in text for text in texts)
    assert any("‘The night custody suite: a joint inspection’ published" in text for text in texts)
    (asks,) = [one.quote for one in damaged.commitments if one.action == "request"]
    assert asks.endswith("how long children are held over night")
    assert damaged.commitments[0].addressed_to == "Custody and Youth Justice Manager"


@pytest.mark.parametrize("name", NAMES)
def test_every_block_of_a_response_becomes_a_statement(name: str, tmp_path: Path) -> None:
    blocks = read_document(responses.saved(tmp_path, name))
    response = read_response("x", blocks, Edition.ORIGINAL, None)
    kept = "".join("".join(said.text.split()) for said in response.statements)
    plain = kept.replace("’", "")
    for block in blocks:
        words = "".join(block.text.split())[:40].replace("’", "")
        assert words in plain, block.text


def test_a_table_that_does_not_part_into_rows_is_told_and_loses_nothing(tmp_path: Path) -> None:
    rows = (
        ("Forces should act.", "The Force will act.\nIt will report in May.", ""),
        ("More.", "", "I will watch this."),
    )
    response = read_response("x", read_document(responses.table(tmp_path / "t.docx", rows)), Edition.ORIGINAL, None)
    (problem,) = response.problems
    assert "does not part into rows" in problem and "\n" not in problem
    assert {FORCE, COMMISSIONER} <= {one.made_by for one in response.commitments}


def test_a_cell_of_several_paragraphs_and_an_empty_cell_are_placed_by_their_words(tmp_path: Path) -> None:
    rows = (
        ("1. Forces should act.", "The Force will act.\nIt will report in May.", "I will watch this."),
        ("2. Forces must train.", "", "I will write to the Minister."),
    )
    response = read_response("x", read_document(responses.table(tmp_path / "t.docx", rows)), Edition.ORIGINAL, None)
    assert not response.problems
    spoken = {said.text: said.speaker for said in response.statements}
    assert spoken["I will write to the Minister."] is Speaker.COMMISSIONER
    assert spoken["The Force will act."] is Speaker.CHIEF_CONSTABLE
    assert [verdict for _, verdict in response.answers] == ["answered", "answered"]


def test_a_list_within_a_cell_stays_in_its_table(tmp_path: Path) -> None:
    rows = "".join(f"[+ {row[0][3:]}], [{row[1]}], [{row[2]}],\n" for row in responses.ROWS)
    head = "".join(f"[{name}], " for name in responses.HEAD)
    source = tmp_path / "table.typ"
    body = f'#set document(title: "A response")\n#set text(lang: "en")\n= {responses.TITLE}\n\n'
    source.write_text(f"{body}#table(columns: 3, {head}\n{rows})\n", encoding="utf-8")
    (tmp_path / "table.pdf").write_bytes(typst.compile(str(source), format="pdf", pdf_standards="ua-1"))
    response = read_response("x", read_document(tmp_path / "table.pdf"), Edition.ORIGINAL, None)
    assert [verdict for _, verdict in response.answers] == ["accepted", "not accepted", "partly accepted"]
    assert not response.problems and response.chief_constable_comment


def test_items_go_on_from_the_words_that_open_their_list_and_quote_themselves(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(
        "# Commissioner’s response\n\nI will:\n\n- watch progress at my quarterly Performance Board\n"
        "- ask the Joint Audit Committee to look at risks\n\nThe Commissioner is grateful. She will write to the Minister.\n",
        encoding="utf-8",
    )
    watch, ask, write = read_response("x", read_document(path), Edition.ORIGINAL, None).commitments
    assert (watch.quote, watch.action, watch.forum) == (
        "watch progress at my quarterly Performance Board",
        "monitor",
        "Performance Board",
    )
    assert (ask.quote, ask.addressed_to) == ("ask the Joint Audit Committee to look at risks", "Joint Audit Committee")
    assert (write.made_by, write.addressed_to) == (COMMISSIONER, "Minister")  # "she" is whom the sentence before named


def test_an_item_of_a_digest_is_one_commitment_in_our_words_at_the_paragraph_of_the_original(tmp_path: Path) -> None:
    path = tmp_path / "digest.md"
    path.write_text(
        "# Digest: a response\n\n## About the report\n\n- The commissioner will be told.\n\n"
        "## What the commissioner undertakes\n\n"
        "- The commissioner will ask the Chief Constable for figures and will publish them. (paragraph 7)\n",
        encoding="utf-8",
    )
    response = read_response("x", read_document(path), Edition.DIGEST, None)
    (only,) = response.commitments
    assert (only.paragraph, only.action, only.addressed_to) == (7, "request", "Chief Constable")
    assert only.quote.endswith("will publish them.")
