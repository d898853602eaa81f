"""In which order findings are reviewed, how far reviewers agree, and when to stop."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from scipy.stats import hypergeom

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadRow, UnknownName
from evidence_lib.frames import EvidenceBase
from evidence_lib.pack import publish
from evidence_lib.people.reviews import Review, append_reviews, latest, read_reviews
from evidence_lib.review import published
from evidence_lib.review.agreement import agreement_of, alpha, differences, drift_of, kappa, masi
from evidence_lib.review.answers import Answer, record
from evidence_lib.review.items import all_items
from evidence_lib.review.left import interval, left_of
from evidence_lib.review.order import ORDERS, expected_errors, queue
from evidence_lib.review.samples import draw_sample, read_sample
from evidence_lib.review.session import Session
from tests.test_cli import evidence

DAY = date(2026, 3, 31)


@pytest.fixture
def opened(westshire: BaseFolder) -> EvidenceBase:
    return evidence_lib.open(westshire.root)


def again(base: EvidenceBase) -> EvidenceBase:
    return evidence_lib.open(base.folder.root)


# --- the order


def test_the_order_goes_by_the_tags_that_are_probably_wrong_or_missing() -> None:
    assert expected_errors({"a": 0.9, "b": 0.3}, ["a"]) == pytest.approx(0.4)
    assert expected_errors({"a": 0.9, "b": 0.3}, ["a"], ["b"]) == pytest.approx(0.3)


def test_what_stands_in_a_statement_or_a_paper_comes_first_and_says_so(opened: EvidenceBase) -> None:
    from docx import Document

    last, before = queue(opened)[-1], queue(opened)[-2]
    statements = opened.folder.statements
    head = statements.read_text(encoding="utf-8-sig").splitlines()[0]
    row = dict.fromkeys(head.split(","), "") | {
        "statement_id": "S-01",
        "statement": "It stands so.",
        "themes": "training",
        "findings": last.finding_id,
    }
    statements.write_text(f"{head}\n{','.join(row.values())}\n", encoding="utf-8")
    pack = opened.folder.outputs / "2026-01-01-0900"
    (pack / "papers").mkdir(parents=True)
    (opened.folder.outputs / publish.POINTER).write_text(pack.name, encoding="utf-8")
    paper = Document()
    paper.add_paragraph(before.quote)
    paper.save(str(pack / "papers" / "chapter.docx"))
    now = {item.finding_id: item for item in queue(again(opened))}
    assert "in statement S-01" in now[last.finding_id].reasons
    assert "in published paper chapter.docx" in now[before.finding_id].reasons
    assert next(iter(now)) == last.finding_id
    assert now[last.finding_id].worth == pytest.approx(last.worth + 4)


def test_the_pointer_of_packs_is_the_one_that_is_read() -> None:
    assert published.POINTER == publish.POINTER


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_holds_the_same_findings_each_with_a_reason(order: str, opened: EvidenceBase) -> None:
    items = queue(opened, order=order)
    assert sorted(item.finding_id for item in items) == sorted(item.finding_id for item in all_items(opened))
    assert all(item.reasons for item in items) and items == queue(opened, order=order)


def test_unknown_names_are_refused(opened: EvidenceBase) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'random'"):
        queue(opened, order="randm")
    with pytest.raises(UnknownName, match="Did you mean 'training'"):
        queue(opened, themes=["trainning"])


# --- a sitting, without a screen


def test_a_sitting_writes_each_answer_at_once_and_takes_the_last_one_back(opened: EvidenceBase) -> None:
    ticks = iter(range(0, 1000, 10))
    session = Session(opened, queue(opened), "A. Name", clock=lambda: float(next(ticks)))
    first = session.view()["item"]
    answer = {"do": "answer", "kind": first["kind"], "themes": ["training"], "agencies": [], "include": True}
    session.act(answer | {"turn": 0, "comment": "once"})
    session.act(answer | {"turn": 0})  # a key pressed twice
    held = latest(read_reviews(opened.folder, opened.themes.ids))
    assert held[(first["id"], "themes")].value == "training" and len({key[0] for key in held}) == 1
    assert session.view()["counter"].startswith("1 done, 4 left: about 1 minute, at 20 seconds each")
    session.act({"do": "back", "turn": 1})
    assert latest(read_reviews(opened.folder, opened.themes.ids)) == {}
    assert session.view()["item"]["id"] == first["id"] and session.view()["item"]["comment"] == "once"


def test_an_answer_that_cannot_be_is_not_written(opened: EvidenceBase) -> None:
    session = Session(opened, queue(opened), "A. Name")
    session.act({"turn": 0, "do": "answer", "kind": "", "themes": []})
    assert session.said.startswith("Not saved. kind: is empty") and session.left == 5
    session.act({"turn": 1, "do": "answer", "kind": "mixed", "themes": ["trainning"]})
    assert "Did you mean 'training'" in session.said
    assert read_reviews(opened.folder, opened.themes.ids) == []


# --- agreement


def test_masi_is_as_published() -> None:
    one = frozenset("ab")
    assert masi(one, one) == 0 and masi(one, frozenset("cd")) == 1 and masi(frozenset(), one) == 1
    assert masi(one, frozenset("abc")) == pytest.approx(1 - 2 / 3 * 2 / 3)  # one within the other
    assert masi(one, frozenset("bc")) == pytest.approx(1 - 1 / 3 * 1 / 3)  # some in common


def test_alpha_over_sets_is_krippendorffs_own_example_where_each_set_has_one_label() -> None:
    # Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: nominal data, four observers: 0.743
    data = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    counts = np.array([[sum(row[unit] == label for row in data) for label in range(1, 6)] for unit in range(12)])
    sets = [frozenset({label}) for label in range(1, 6)]
    distance = np.array([[masi(one, other) for other in sets] for one in sets])
    assert alpha(counts, distance) == pytest.approx(0.743, abs=0.0005)
    assert alpha(counts, distance) == pytest.approx(
        krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    )


def test_kappa_is_as_published() -> None:
    # the example of two readers of 50 proposals: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no, kappa 0.4
    cells = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    given = {str(at): {"A": frozenset("t" * a), "B": frozenset("t" * b)} for at, (a, b) in enumerate(cells)}
    assert kappa(given) == pytest.approx(0.4)


def test_two_blind_readers_of_a_sample_are_compared_and_their_differences_listed(opened: EvidenceBase) -> None:
    with pytest.raises(BadRow, match="Draw one"):
        agreement_of(opened)
    drawn = draw_sample(opened, "agreement", ["A", "B"], share=1.0)
    assert read_sample(opened, drawn.sample_id) == drawn and len(set(drawn.findings)) == 5
    for name in ("A", "B"):
        for at, item in enumerate(queue(again(opened), name, sample=drawn.sample_id)):
            theme = "training" if at or name == "A" else "information-sharing"
            record(opened, Answer(item.finding_id, item.quote, "mixed", (theme,)), name)
    table = agreement_of(again(opened)).set_index("theme_id")
    assert table.loc["", "both"] == 4 and table.loc["training", "one"] == 1 and -1 <= table.loc["training", "alpha"] < 1
    (row,) = differences(again(opened)).to_dict("records")
    assert row["said"] == "A: training; B: information-sharing" and row["apart"] == 1
    told = evidence("review", "agreement", "--data", str(opened.folder.root))
    assert told.returncode == 0 and "One finding to talk through" in told.stdout


def test_drift_sets_a_reviewers_parts_against_a_judge_that_never_changes(opened: EvidenceBase) -> None:
    with pytest.raises(BadRow, match="drift asks for 20"):
        drift_of(opened, "A")
    rows = [
        Review(f"w-p1-{at:08x}", "themes", "training", "", "A", DAY, "Regular training of staff.") for at in range(24)
    ]
    append_reviews(opened.folder, [replace(one, value="" if at > 17 else "training") for at, one in enumerate(rows)])
    parts = drift_of(again(opened), "A")
    assert parts["findings"].tolist() == [6, 6, 6, 6] and parts["themes"].tolist() == [1, 1, 1, 0]


# --- when to stop


def test_the_interval_holds_the_truth_at_least_95_times_in_100_whatever_the_truth() -> None:
    of, sampled = 40, 12
    spans = [interval(seen, sampled, of) for seen in range(sampled + 1)]
    for truth in range(of + 1):
        held = [low <= truth <= high for low, high in spans]
        assert sum(hypergeom.pmf(np.flatnonzero(held), of, truth, sampled)) >= 0.95


def test_the_interval_of_a_large_number_is_clopper_and_pearsons() -> None:
    low, high = interval(0, 60, 1_000_000)
    assert low == 0 and high / 1_000_000 == pytest.approx(1 - 0.025 ** (1 / 60), rel=0.001)
    assert interval(12, 12, 12) == (12, 12)  # all were read: nothing is left to guess


@pytest.mark.parametrize(("sampled", "of"), list(product([1, 5], [5, 9])))
def test_the_interval_is_never_empty_and_never_beyond_what_there_is(sampled: int, of: int) -> None:
    for seen in range(sampled + 1):
        low, high = interval(seen, sampled, of)
        assert seen <= low <= high <= of - sampled + seen


def test_what_is_left_of_a_theme_is_told_from_a_random_sample(opened: EvidenceBase, tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="evidence review left --draw 60"):
        left_of(opened)
    drawn = draw_sample(opened, "left", how_many=3)
    with pytest.raises(BadRow, match="none of its 3 findings is answered yet"):
        left_of(opened, ["training"])
    for at, item in enumerate(queue(opened, "A", sample=drawn.sample_id)):
        record(opened, Answer(item.finding_id, item.quote, "mixed", ("training",) if at == 0 else ()), "A")
    (one,) = left_of(again(opened), ["training"])
    assert (one.unreviewed, one.sampled, one.seen) == (2, 3, 1)
    assert (one.low, one.high) == (0, 2)
    assert "2 findings are not reviewed" in one.sentence and "95 times in 100 between 0 and 2" in one.sentence
