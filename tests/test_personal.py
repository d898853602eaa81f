"""What may be personal data is flagged, whichever way it is written, and plain prose is not. All names are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.language.personal import KINDS, NAME_KIND, NAMED, flags, nhs_valid
from evidence_lib.language.small_numbers import LIMIT, small_numbers

PERSONAL = {
    "e-mail": ["t.person@example.org", "Write to office+team@mail.example.gov.uk."],
    "telephone": [
        "01904 123456",
        "(01904) 123 456",
        "01904123456",
        "020 7946 0018",
        "+44 20 7946 0018",
        "+44 (0)20 7946 0018",
        "0044 7700 900123",
        "07700 900 123",
        "0300-123-4567",
        "Ring 0800 1111",
    ],
    "postcode": ["YO1 7HH", "SW1A 2AA", "M1 1AE", "W1A0AX", "yo1 7hh"],
    "date of birth": ["born on 3 May 2010", "DOB: 03/05/2010", "D.O.B. 3.5.10", "date of birth: 2010-05-03", "born in May 2010"],
    "NHS number": ["943 476 5919", "9434765919", "943-476-5919"],
    NAME_KIND: [
        "Sarah, aged 7",
        "Sarah, who is seven years old",
        "Sarah (7)",
        "‘Sarah’, aged 7",
        "a 7-year-old called Sarah",
        "7-year-old Sarah",
        "Seven-year-old Zoë O’Brien",
        "aged 7, Sarah lived",
        "her brother Tom",
        "their Mum Jane",
        "Tom’s mother",
        "Tom's little sister",
        "Tom is the son of",
        "Tom, her brother,",
        "the mother of Tom",
        "Tom and his sister",
        "Child J’s mother",
        "However Sarah, aged 7,",
    ],
}  # fmt: skip

PLAIN = [
    "JTAI 2018",
    "a section 47 enquiry and Section 17 of the Children Act 1989",
    "Working Together 2018, chapter 3, page 12",
    "Cases rose from 1,204 in 2016/17 to 1,402 in 2018-19.",
    "0 10 20 30 40 50 60 70 80",
    "0.05 0.10 0.15 0.20",
    "Children aged 7 to 12 and their parents were seen.",
    "Young People aged 16",
    "The mother of the child was not spoken to; his father was.",
    "The child’s mother and the police officer’s report",
    "the council’s parent carer forum, which is Anyshire’s parent carer forum",
    "the Big Brother, Big Sister mentoring scheme and the Anyshire Parent Voice",
    "Jo Example, Her Majesty’s Inspector of Constabulary",
    "on the s47 1st and the s17 2nd of the month",
    "Police told his mother.",
    "The centre was born in 2012.",
]


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, held in PERSONAL.items() for words in held])
def test_personal_data_is_flagged_however_it_is_written(kind: str, words: str) -> None:
    assert [flag.kind for flag in flags(f"It says {words} there.")] == [kind]


@pytest.mark.parametrize("words", PLAIN)
def test_prose_of_reports_is_not_flagged(words: str) -> None:
    assert flags(words) == ()


def test_every_kind_has_an_example() -> None:
    assert PERSONAL.keys() == {*KINDS, NAME_KIND}


@given(before=st.text(alphabet="abc é\n", max_size=20), words=st.sampled_from([held[0] for held in PERSONAL.values()]))
def test_a_flag_says_where_its_words_stand(before: str, words: str) -> None:
    text = f"{before} {words}"
    assert all(text[flag.start :].startswith(flag.words) for flag in flags(text))
    assert len(flags(text)) == 1


@given(st.integers(min_value=0, max_value=999_999_999))
def test_of_ten_numbers_that_differ_in_the_last_digit_at_most_one_is_an_nhs_number(nine: int) -> None:
    valid = [last for last in range(10) if nhs_valid(f"{nine:09d}{last}")]
    weighed = sum(int(digit) * weight for digit, weight in zip(f"{nine:09d}", range(10, 1, -1), strict=True))
    assert valid == [last for last in range(10) if (weighed + last) % 11 == 0]
    assert len(valid) <= 1


@given(st.from_regex(r"[123579][0-9]{6,12}", fullmatch=True))
def test_a_telephone_number_has_nine_or_ten_digits_after_its_nought(digits: str) -> None:
    kinds = [flag.kind for flag in flags(f"0{digits}") if flag.kind == "telephone"]
    assert bool(kinds) == (len(digits) in (9, 10))


NAMES = ["Sarah", "Zoë O’Brien", "TOM", "’s ", "Aged ", " aged ", "7", "seven", "Seventeen", " years old", "-year-old"]
RELATIONS = ["her ", "Their ", "brother", "Mum", "MOTHER", " of ", " with ", " called ", "little "]
SIGNS = [", ", " ", " is ", " (", ")", ".", "\n"]


@given(st.lists(st.sampled_from(NAMES + RELATIONS + SIGNS), max_size=9).map("".join))
def test_what_a_text_must_hold_to_be_looked_at_closely_passes_no_name_over(words: str) -> None:
    for needed, patterns in NAMED:
        if any(pattern.search(words) for pattern in patterns):
            assert needed.search(words)


def test_words_that_are_no_name_in_a_base_are_told_to_it() -> None:
    assert flags("Anyshire (4)") != ()
    assert flags("Anyshire (4)", not_names={"anyshire"}) == ()


def test_a_list_of_problems_does_not_repeat_what_is_flagged() -> None:
    (flag,) = flags("t.person@example.org")
    assert flag.masked == "t.… (20 characters)"


@pytest.mark.parametrize("number", range(1, 15))
def test_fewer_than_ten_people_are_a_small_number(number: int) -> None:
    assert bool(small_numbers(f"For {number} children the plan was late.")) == (number < LIMIT)


@pytest.mark.parametrize(
    "words",
    ["three children", "2 of the girls", "two very young boys", "one child was", "Two of the five children",
     "one of the victims", "nine families", "One young person"],
)  # fmt: skip
def test_counts_of_few_people_are_flagged(words: str) -> None:
    (flag,) = small_numbers(f"It says {words} there.")
    assert flag.words in words


@pytest.mark.parametrize(
    "words",
    [
        "two children’s homes",
        "one child protection conference",
        "page 4 children",
        "7-year-old children",
        "1,204 children",
        "one in five children",
        "aged 5 children",
        "8 People whom the law asks about",
        "one of them was about training",
        "more than one victim",
        "2 The Children Act 2004",
        "two years of children",
        "children aged 0 to 7 who are victims",
        "0.5 children",
        "£4 children",
    ],
)  # fmt: skip
def test_what_counts_no_people_is_no_small_number(words: str) -> None:
    assert small_numbers(words) == ()


@pytest.mark.parametrize(
    "words", ["A" * 50_000, "Aa" * 25_000, "0 " * 25_000, "a.b-" * 12_000, "Aa " * 16_000, "12 " * 16_000]
)
def test_no_long_run_holds_the_patterns_up(words: str) -> None:
    """A pattern that tries every way to part a run would not come back."""
    assert (flags(words), small_numbers(words)) == ((), ())
