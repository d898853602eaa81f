"""Themes are found by the terms of the codebook, which anyone may change."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.core.errors import EvidenceError
from evidence_lib.language.terms import NEAR, Terms, original, words_of
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.tagger import tag


def found_in(sentence: str, terms: list[str], passed_over: list[str] | None = None) -> list[str]:
    """The words of a sentence that the terms find."""
    index = Terms({"a": terms}, {"a": passed_over or []})
    return [original(sentence, hit) for hit in index.hits(words_of(sentence))]


SHIPPED = read_codebook(BaseFolder(shipped_root()).codebook)


@pytest.mark.parametrize(
    ("term", "sentence", "found"),
    [
        ("plan", "The plans are clear.", ["plans"]),
        ("plan", "It was planned well.", ["planned"]),
        ("plan", "The planet is far.", []),
        ("raise", "Raising it is hard.", ["Raising"]),
        ("vacancy", "There are vacancies.", ["vacancies"]),
        ("MASH", "Two MASHs work well.", ["MASHs"]),
        ("MASH", "They were mashed.", []),
        ("curio*", "They are curious, with curiosity.", ["curious", "curiosity"]),
        ("information sharing", "Good information-sharing helps.", ["information-sharing"]),
        ("children's views", "The children’s views count.", ["children’s views"]),
    ],
)
def test_a_term_is_found_with_its_usual_endings_and_as_whole_words(term: str, sentence: str, found: list[str]) -> None:
    assert found_in(sentence, [term]) == found


@pytest.mark.parametrize(("between", "near"), [(NEAR - 1, True), (NEAR, True), (NEAR + 1, False)])
def test_two_terms_are_near_within_eight_words_in_either_order(between: int, near: bool) -> None:
    filling = " ".join(["very"] * between)
    for sentence in (f"Mothers {filling} protect them.", f"They protect {filling} mothers."):
        assert bool(found_in(sentence, ["mother ~ protect"])) is near


def test_a_phrase_that_is_passed_over_hides_the_term_in_it() -> None:
    assert found_in("A training ground, and training.", ["training"], ["training ground"]) == ["training"]


@given(st.sampled_from(["training", "police", "medical"]), st.from_regex(r"[a-z]{1,5}", fullmatch=True))
def test_a_term_never_matches_inside_a_longer_word(term: str, letters: str) -> None:
    assert found_in(f"An {letters}{term} thing.", [term]) == []


TEXT = (
    "Staff are trained well. Mothers are relied on to protect their children. Too few medical examinations take place."
)


def test_a_tag_says_which_words_earned_it_and_in_which_sentence() -> None:
    given_tags = {one.theme_id: one for one in tag(TEXT, "", SHIPPED)}
    assert given_tags["training"].excerpt == "Staff are trained well."
    assert "trained" in given_tags["training"].why
    assert {"medical-treatment", "women-policing-homes", "training"} <= set(given_tags)
    assert sorted(one.rank for one in given_tags.values()) == list(range(1, len(given_tags) + 1))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200))
def test_any_text_can_be_tagged_and_scores_stay_between_nought_and_one(text: str) -> None:
    for one in tag(text, "", SHIPPED):
        assert 0 < one.score <= 1
        assert all(piece in text for piece in one.excerpt.split(" … "))


@given(st.lists(st.sampled_from(["training", "Police", "mother", "protects", "a", "the"]), max_size=12).map(" ".join))
def test_the_case_of_letters_changes_no_hit(sentence: str) -> None:
    terms = ["training", "police", "mother ~ protect"]
    assert [hit.lower() for hit in found_in(sentence.upper(), terms)] == [
        hit.lower() for hit in found_in(sentence, terms)
    ]


def test_a_new_theme_works_from_its_terms_alone(tmp_path: Path) -> None:
    path = tmp_path / "themes.yml"
    path.write_text("- {id: transport, label: Transport, is: Buses., terms: [bus, train ~ late]}\n", encoding="utf-8")
    assert [one.theme_id for one in tag("The buses come often.", "", read_codebook(path))] == ["transport"]


WRONG = {
    "- {id: a, label: A, is: A., terms: [x], colour: red}": "unknown key 'colour'",
    "- {id: a, label: A, is: A., term: [x]}": "Did you mean 'terms'",
    "- {id: a, label: A, is: A.}": "terms is missing or empty",
    "- {id: A b, label: A, is: A., terms: [x]}": "small letters",
    "- {id: a, label: A, is: A., terms: x}": "must be a list",
    "- {id: a, label: A, is: A., terms: [7]}": "is no text to look for",
    "- {id: a, label: A, is: A., terms: ['~ x']}": "is no text to look for",
    "- {id: a, label: A, is: A., terms: [x]}\n- {id: a, label: A, is: A., terms: [x]}": "stands twice",
    "- {id: a, label: [": "line 2: is no YAML",
    "just words": "holds no list of themes",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_entry_gets_one_line_that_names_file_theme_and_next_step(text: str, tmp_path: Path) -> None:
    path = tmp_path / "themes.yml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as told:
        read_codebook(path)
    assert WRONG[text] in str(told.value)
    assert "themes.yml" in str(told.value) and "\n" not in str(told.value)


def test_the_shipped_codebook_has_the_themes_that_the_response_singles_out() -> None:
    assert {
        "medical-treatment",
        "women-policing-homes",
        "training",
        "awareness-raising",
        "prevention-early-help",
    } <= set(SHIPPED.ids)


def test_near_terms_share_common_parts_and_are_found_by_the_rarest() -> None:
    terms = ["children ~ seen", "children ~ heard", "children ~ visited alone"]
    assert found_in("Children are rarely seen, and seldom visited alone.", terms) == [
        "Children are rarely seen",
        "Children are rarely seen, and seldom visited alone",
    ]


def test_a_passed_over_pair_hides_itself_and_what_lies_in_it() -> None:
    assert found_in("The training of police dogs is new.", ["training"], ["training ~ dogs"]) == []
    assert found_in("The training of officers is new.", ["training"], ["training ~ dogs"]) == ["training"]


@given(st.lists(st.sampled_from(["plan", "plans", "a", "the", "of", "child", "children's", "view"]), max_size=12))
def test_every_hit_stands_where_it_says_and_of_one_theme_none_lies_in_another(words: list[str]) -> None:
    hits = Terms({"a": ["plan", "plan of the child", "child's view", "child*"]}).hits(words)
    assert all(0 <= hit.start <= hit.end < len(words) for hit in hits)
    assert all(one.end < other.start for one, other in pairwise(hits))
