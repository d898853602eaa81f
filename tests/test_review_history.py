"""reviews.csv is a history: appended to under a lock, taken back by a row, and whole whatever moment its writer ends at."""

import multiprocessing
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import evidence_lib
from benchmarks.review_kills import killed
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadRow
from evidence_lib.people import kept
from evidence_lib.people.reviews import FIELDS, Review, append_reviews, latest, read_reviews, standing
from evidence_lib.tables.build import build
from evidence_lib.tables.store import read_table

DAY = date(2026, 3, 31)
THEMES = ["training", "commissioning"]


def row(field: str, value: str, reviewer: str = "A. Name", finding: str = "f", number: int = 0) -> Review:
    return Review(finding, field, value, "", reviewer, DAY, "the words", number)


def history_of(*rows: Review) -> list[Review]:
    return [replace(one, row=at) for at, one in enumerate(rows, start=2)]


def in_force(*rows: Review) -> dict[str, str]:
    return {field: one.value for (_, field), one in latest(history_of(*rows)).items()}


def test_an_undo_is_a_row_and_the_decision_before_holds_again(base: BaseFolder) -> None:
    rows = [row("kind", "mixed"), row("kind", "strength"), row("undo", "kind")]
    append_reviews(base, rows)
    assert [one.field for one in read_reviews(base, THEMES)] == ["kind", "kind", "undo"]
    assert in_force(*rows) == {"kind": "mixed"}
    assert in_force(*rows, row("undo", "kind")) == {}
    assert in_force(*rows, row("undo", "kind"), row("undo", "kind"), row("kind", "strength")) == {"kind": "strength"}


def test_an_undo_takes_back_only_what_its_own_reviewer_decided() -> None:
    assert in_force(row("kind", "mixed"), row("undo", "kind", "B. Other")) == {"kind": "mixed"}


def test_where_two_differ_the_first_decision_is_not_overwritten_until_it_is_settled() -> None:
    rows = [row("themes", "training"), row("themes", "commissioning", "B. Other")]
    assert in_force(*rows) == {"themes": "training"}
    assert [one.value for one in standing(history_of(*rows))[("f", "themes")]] == ["training", "commissioning"]
    assert in_force(*rows, row("themes", "commissioning")) == {"themes": "commissioning"}  # the first came round
    settled = row("settled-themes", "commissioning", "C. Third")
    assert in_force(*rows, settled) == {"themes": "commissioning"}
    assert len(standing(history_of(*rows, settled))[("f", "themes")]) == 1
    assert in_force(*rows, settled, row("undo", "themes", "C. Third")) == {"themes": "training"}


def test_the_order_of_themes_is_no_difference_and_comments_never_differ() -> None:
    same = [row("themes", "training;commissioning"), row("themes", "commissioning; training", "B. Other")]
    assert in_force(*same) == {"themes": "commissioning; training"}
    assert in_force(row("comment", "see page 4"), row("comment", "no", "B. Other")) == {"comment": "no"}


def test_a_comment_alone_is_no_check(westshire: BaseFolder) -> None:
    build(westshire)
    finding = read_table(westshire, "findings").iloc[0]["finding_id"]
    append_reviews(westshire, [row("comment", "ask the force; = 5, “quoted”", finding=finding)])
    build(westshire)
    (held,) = evidence_lib.open(westshire.root).reviews().to_dict("records")
    assert held["in_force"] and held["field"] == "comment" and f"{held['reviewed_at']:%Y-%m-%d}" == "2026-03-31"
    assert not read_table(westshire, "findings")["checked"].any()
    append_reviews(westshire, [row("checked", "yes", finding=finding)])
    build(westshire)
    assert read_table(westshire, "findings")["checked"].sum() == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("f,undo,knd,,R,2026-01-01,", "no undo 'knd'. Did you mean 'kind'"),
        ("f,undo,,,R,2026-01-01,", "undo needs a value"),
        ("f,settled-themes,trainning,,R,2026-01-01,", "Did you mean 'training'"),
        ("f,settled-kind,,,R,2026-01-01,", "settled-kind needs a value"),
    ],
)
def test_a_wrong_undo_or_settlement_is_named_by_its_row(line: str, told: str, base: BaseFolder) -> None:
    append_reviews(base, [row("kind", "mixed")])
    with base.reviews.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(BadRow, match="row 3") as raised:
        read_reviews(base, THEMES)
    assert told in str(raised.value)


def test_every_field_can_be_read_back(base: BaseFolder) -> None:
    values = {"kind": "mixed", "agencies": "police", "include": "no", "checked": "yes", "undo": "kind", "comment": "x"}
    rows = [row(field, values.get(field.removeprefix("settled-"), "training")) for field in FIELDS]
    append_reviews(base, rows)
    assert [replace(one, row=0) for one in read_reviews(base, THEMES)] == rows


# --- two at once, and killed at any moment


def write_many(folder: Path, name: str) -> None:
    for number in range(25):
        append_reviews(BaseFolder(folder), [row("comment", f"{name} {number}", name, f"{name}-{number}")] * 2)


def test_two_notebooks_at_once_lose_nothing(base: BaseFolder) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(base.root, name)) for name in ("first", "second")]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    rows = Counter(one.finding_id for one in read_reviews(base, THEMES))
    assert len(rows) == 50 and set(rows.values()) == {2}


@pytest.mark.parametrize("seed", range(10))
def test_killed_at_any_moment_no_row_is_lost_or_half(seed: int, tmp_path: Path) -> None:
    assert killed(seed, tmp_path) == []


@pytest.mark.parametrize("begun", ["", "header and a row", "a row without its line end"])
def test_a_row_stopped_at_any_letter_is_completed_by_the_next_reader(begun: str, base: BaseFolder) -> None:
    first, second = row("kind", "mixed"), [row("kind", "strength", finding="g“h"), row("comment", "x\ny", finding="i")]
    base.reviews.unlink()
    if begun:
        append_reviews(base, [first])
    if "without" in begun:
        base.reviews.write_bytes(base.reviews.read_bytes().rstrip(b"\n"))
    before = base.reviews.read_bytes() if begun else b""
    append_reviews(base, second)
    whole = base.reviews.read_bytes()
    head = kept.as_csv([["finding_id", "field", "value", "reason", "reviewer", "reviewed_at", "quote"]])
    tail = whole[len(before) :].removeprefix(kept.MARK + head).removeprefix(b"\n" if "without" in begun else b"")
    for cut in range(len(before), len(whole) + 1):
        base.reviews.write_bytes(whole[:cut])
        kept.pending(base.reviews).write_bytes(f"{len(before)}\n".encode() + head + tail)
        assert [one.finding_id for one in read_reviews(base, THEMES)] == (["f"] if begun else []) + ["g“h", "i"]
        assert base.reviews.read_bytes() == whole and not kept.pending(base.reviews).exists()


def test_an_entry_that_waits_is_added_once_where_someone_edited_the_file_in_between(base: BaseFolder) -> None:
    append_reviews(base, [row("kind", "mixed")])
    head, tail = base.reviews.read_bytes().split(b"\n", 1)
    waiting = f"{9_999}\n".encode() + head.removeprefix(kept.MARK) + b"\n" + tail
    kept.pending(base.reviews).write_bytes(waiting)  # it stands there already
    assert len(read_reviews(base, THEMES)) == 1
    kept.pending(base.reviews).write_bytes(waiting.replace(b"mixed", b"strength"))
    assert [one.value for one in read_reviews(base, THEMES)] == ["mixed", "strength"]


def test_a_last_row_torn_by_another_program_is_named(base: BaseFolder) -> None:
    append_reviews(base, [row("kind", "mixed"), row("kind", "strength", finding="g")])
    base.reviews.write_bytes(base.reviews.read_bytes()[:-20])
    with pytest.raises(BadRow, match=r"row 3: is torn"):
        read_reviews(base, THEMES)
