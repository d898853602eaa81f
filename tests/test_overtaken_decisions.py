"""A decision on a theme that was split or retired since: it asks to be said anew, and the answer is no difference."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.exchange.outgoing import given_to
from evidence_lib.people.reviews import (
    Review,
    append_reviews,
    as_of_now,
    differ,
    latest,
    review,
    seen_from_now,
    standing,
)
from evidence_lib.review.answers import Answer, record
from evidence_lib.review.order import queue
from evidence_lib.review.tasks import DIFFER, tasks
from evidence_lib.tables.build import build
from evidence_lib.tables.decide import RETIRED, SPLIT
from evidence_lib.tables.store import read_table
from evidence_lib.tables.theme_changes import change_themes
from evidence_lib.themes.changes import Change, read_through
from evidence_lib.themes.recode import Part, Wanted

BEFORE, THAT_DAY, AFTER = date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)
ADA, BEN, CLEO = "Ada Reader", "Ben Reader", "Cleo Reader"
KEY = ("f", "themes")
Row = tuple[str, str, date]  # who gave which themes when


def changed(change: str, old: str, *new: str) -> Change:
    return Change(THAT_DAY, change, tuple(old.split(";")), new, ADA, "as agreed", ())


SPLIT_IN_TWO = changed("split", "medical", "forensic", "checks")
RETIREMENT = changed("retire", "medical")


def history(changes: Sequence[Change], *rows: Row, undone: str = "") -> list[Review]:
    """The history as it is read after the changes; with undone it ends with that reviewer's undoing."""
    known = ["medical", "forensic", "checks", "training", "support", "staff", "skills"]
    written = [
        {"finding_id": "f", "field": "themes", "value": value, "reviewer": who, "reviewed_at": f"{day}"}
        for who, value, day in rows
    ]
    if undone:
        written.append(written[-1] | {"field": "undo", "value": "themes", "reviewer": undone})
    return [
        seen_from_now(
            review(Path("reviews.csv"), at, as_of_now(row | {"reason": "", "quote": ""}, changes), known),
            row["value"].split(";"),
            changes,
        )
        for at, row in enumerate(written, start=2)
    ]


def in_force(changes: Sequence[Change], *rows: Row, undone: str = "") -> tuple[set[str], bool]:
    """The themes that hold, and whether people differ on them."""
    held = history(changes, *rows, undone=undone)
    return set(latest(held)[KEY].values), differ(standing(held)[KEY])


# After a split


def test_who_says_which_part_it_is_does_not_differ_from_who_could_not_know_the_parts() -> None:
    assert in_force([SPLIT_IN_TWO], (ADA, "medical", BEFORE), (BEN, "forensic", AFTER)) == ({"forensic"}, False)
    assert in_force([SPLIT_IN_TWO], (ADA, "medical", BEFORE), (BEN, "training", AFTER)) == ({"training"}, False)


def test_the_day_of_the_split_counts_as_after_it() -> None:
    assert in_force([SPLIT_IN_TWO], (ADA, "medical", THAT_DAY), (BEN, "checks", THAT_DAY)) == ({"checks"}, False)


def test_two_who_differed_before_the_split_differ_after_it() -> None:
    rows = [(ADA, "medical", BEFORE), (BEN, "training", BEFORE)]
    assert in_force([SPLIT_IN_TWO], *rows) == ({"medical"}, True)
    # an answer speaks for the one who could not say it, not for the one who could
    assert in_force([SPLIT_IN_TWO], *rows, (CLEO, "forensic", AFTER)) == ({"training"}, True)
    assert in_force([SPLIT_IN_TWO], *rows, (CLEO, "forensic;training", AFTER))[1]


def test_a_theme_that_is_still_there_and_is_left_out_is_a_difference() -> None:
    was = (ADA, "medical;training", BEFORE)
    assert in_force([SPLIT_IN_TWO], was, (BEN, "forensic", AFTER)) == ({"medical", "training"}, True)
    kept = {"forensic", "training", "support"}
    assert in_force([SPLIT_IN_TWO], was, (BEN, ";".join(sorted(kept)), AFTER)) == (kept, False)


def test_two_who_answer_the_split_apart_differ_and_the_first_answer_holds() -> None:
    rows = [(ADA, "medical", BEFORE), (BEN, "forensic", AFTER), (CLEO, "checks", AFTER)]
    assert in_force([SPLIT_IN_TWO], *rows) == ({"forensic"}, True)
    rows[2] = (ADA, "checks", AFTER)  # who decided first in the old themes is no longer the first in the new ones
    assert in_force([SPLIT_IN_TWO], *rows) == ({"forensic"}, True)


def test_an_answer_that_is_taken_back_opens_the_question_again() -> None:
    rows = [(ADA, "medical", BEFORE), (BEN, "forensic", AFTER)]
    assert in_force([SPLIT_IN_TWO], *rows, undone=BEN) == ({"medical"}, False)
    assert latest(history([SPLIT_IN_TWO], *rows, undone=BEN))[KEY].open
    assert not latest(history([SPLIT_IN_TWO], *rows))[KEY].open


def test_a_part_that_is_split_again_asks_again() -> None:
    again = Change(date(2026, 5, 1), "split", ("forensic",), ("staff", "skills"), ADA, "as agreed", ())
    rows = [(ADA, "medical", BEFORE), (BEN, "forensic", AFTER)]
    assert in_force([SPLIT_IN_TWO, again], *rows) == ({"forensic"}, False)
    assert latest(history([SPLIT_IN_TWO, again], *rows))[KEY].open
    assert in_force([SPLIT_IN_TWO, again], *rows, (CLEO, "staff", date(2026, 5, 2))) == ({"staff"}, False)


# After a retirement


def test_a_decision_on_a_retired_theme_alone_says_nothing_against_the_next() -> None:
    assert in_force([RETIREMENT], (ADA, "medical", BEFORE), (BEN, "training", AFTER)) == ({"training"}, False)
    assert latest(history([RETIREMENT], (ADA, "medical", BEFORE)))[KEY].open


def test_what_is_left_of_a_decision_after_a_retirement_still_stands() -> None:
    was = (ADA, "medical;training", BEFORE)
    assert not latest(history([RETIREMENT], was))[KEY].open
    assert in_force([RETIREMENT], was, (BEN, "support", AFTER)) == ({"training"}, True)
    assert in_force([RETIREMENT], was, (BEN, "support;training", AFTER)) == ({"support", "training"}, False)


def test_that_no_theme_fits_is_a_decision_and_not_an_open_question() -> None:
    said = history([RETIREMENT, SPLIT_IN_TWO], (ADA, "", BEFORE))
    assert not latest(said)[KEY].open
    assert in_force([RETIREMENT], (ADA, "", BEFORE), (BEN, "training", AFTER)) == (set(), True)


# After a rename or a merge nothing is open: the old words say in full what the new ones do


MERGED = changed("merge", "training;skills", "staff")
RENAMED = changed("rename", "training", "skills")


@pytest.mark.parametrize("change", [MERGED, RENAMED])
def test_the_same_in_old_words_and_in_new_is_no_difference_and_anything_else_is(change: Change) -> None:
    was, now = (ADA, "training;support", BEFORE), f"support;{change.new[0]}"
    assert in_force([change], was, (BEN, now, AFTER)) == (set(now.split(";")), False)
    assert in_force([change], was, (BEN, "support", AFTER)) == (set(now.split(";")), True)
    assert not latest(history([change], was))[KEY].open


def test_a_theme_that_was_renamed_and_then_split_is_open_under_its_last_name() -> None:
    first, then = changed("rename", "medical", "support"), changed("split", "support", "forensic", "checks")
    assert latest(history([first, then], (ADA, "medical", BEFORE)))[KEY].unsaid == ("support",)
    assert in_force([first, then], (ADA, "medical", BEFORE), (BEN, "forensic", AFTER)) == ({"forensic"}, False)


CHANGES = st.lists(st.sampled_from([SPLIT_IN_TWO, MERGED, changed("retire", "support")]), unique_by=id, max_size=3)
THEMES = st.lists(st.sampled_from(["medical", "training", "skills", "support"]), min_size=1, unique=True)


@given(changes=CHANGES, said=THEMES)
def test_whoever_says_the_same_in_the_themes_of_today_never_differs(changes: list[Change], said: list[str]) -> None:
    now = read_through(said, changes)
    if SPLIT_IN_TWO in changes:
        now = ["forensic" if theme == "medical" else theme for theme in now]
    themes, apart = in_force(changes, (ADA, ";".join(said), BEFORE), (BEN, ";".join(now), AFTER))
    assert not apart and themes == set(now)


# What a person sees of it


@pytest.fixture
def split_since(westshire: BaseFolder) -> BaseFolder:
    """A base in which Ada Reader answered a finding in full, and its theme was split or retired since."""
    build(westshire)
    return westshire


def answered(base: BaseFolder, who: str, *themes: str) -> Answer:
    """A whole answer on the first finding."""
    row = read_table(base, "findings").sort_values("finding_id").iloc[0]
    answer = Answer(row["finding_id"], row["quote"], row["kind"], themes, tuple(row["agencies"]))
    record(evidence_lib.open(base.root), answer, who)
    build(base)
    return answer


@pytest.mark.parametrize("change", ["split", "retire"])
def test_an_open_question_is_unchecked_first_in_line_and_a_task_until_anyone_answers(
    split_since: BaseFolder, change: str
) -> None:
    base = split_since
    answer = answered(base, ADA, "medical-treatment")
    new = ("forensic", "checks") if change == "split" else ()
    parts = (Part("forensic", "Forensic", ("SARC",)), Part("checks", "Checks", ("health assessment",))) if new else ()
    change_themes(base, Wanted(change, ("medical-treatment",), new, by=ADA, why="as agreed", parts=parts))
    build(base)
    opened = evidence_lib.open(base.root)
    assert not read_table(base, "findings").query("finding_id == @answer.finding_id")["checked"].any()
    first = queue(opened)[0]
    assert first.finding_id == answer.finding_id and first.reasons[0].startswith(f"{ADA} decided on a theme that was ")
    (task,) = tasks(opened).to_dict("records")
    assert task["task"] == (SPLIT if new else RETIRED) and task["finding_id"] == answer.finding_id
    given = {value for one in given_to(base)[answer.finding_id] for value in one.values.get("themes", ())}
    assert "medical-treatment" not in given  # other tools get no code that the codebook has not
    answered(base, BEN, new[0] if new else "training")
    opened = evidence_lib.open(base.root)
    assert read_table(base, "findings").query("finding_id == @answer.finding_id")["checked"].all()
    assert answer.finding_id not in {item.finding_id for item in queue(opened)}
    assert tasks(opened).empty and read_table(base, "reviews_unplaced").empty


def test_a_difference_that_stays_is_still_listed(split_since: BaseFolder) -> None:
    answer = answered(split_since, ADA, "medical-treatment", "training")
    change_themes(split_since, Wanted("retire", ("medical-treatment",), by=ADA, why="as agreed"))
    append_reviews(
        split_since,
        [Review(answer.finding_id, "themes", "commissioning", "", BEN, date.today(), answer.quote)],
    )
    build(split_since)
    (task,) = tasks(evidence_lib.open(split_since.root)).to_dict("records")
    assert (task["task"], task["in_force"]) == (DIFFER, "training")
