"""A base learns themes from its own reviews, beside the shipped model, and only where that is better."""

from datetime import date
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile
from evidence_lib.learning.own import TooFew, clearly_better, decisions, earlier, learn, restore, take_back
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.sources.add import add
from evidence_lib.tables.build import build, is_current
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.own import theme_model
from tests.test_cli import evidence

AREAS = ("Westshire", "Eastshire", "Northshire", "Southshire")
LINES = [  # a word of this office's own, "kestrel", that no codebook knows
    f"The kestrel meeting of {who} {what}."
    for who in ("police officers", "social workers", "health visitors")
    for what in ("works well for children", "is chaired with skill", "needs to improve its pace")
]


@pytest.fixture
def reports(base: BaseFolder, tmp_path: Path) -> BaseFolder:
    """Four made-up reports whose findings speak of a meeting by a name of its own."""
    for area in AREAS:
        text = f"# Joint targeted area inspection of {area}\n\nArea: {area}\n\n## Key strengths\n\n"
        path = tmp_path / f"{area.lower()}.md"
        path.write_text(text + "\n".join(f"- In {area}: {line}" for line in LINES) + "\n", encoding="utf-8")
        assert all(one.source for one in add(base, [path], {"areas": area}))
    build(base)
    return base


def decide(base: BaseFolder, theme: str, documents: int = 4, field: str = "themes") -> None:
    """A person gives findings of some documents one theme each."""
    findings = read_table(base, "findings")
    chosen = sorted(set(findings["document_id"]))[:documents]
    held = findings[findings["document_id"].isin(chosen)].to_dict("records")
    day = date(2026, 3, 31)
    append_reviews(base, [Review(row["finding_id"], field, theme, "", "A Reader", day, row["quote"]) for row in held])
    build(base)


def tags(base: BaseFolder) -> set[str]:
    return set(read_table(base, "tags").query("assigned_by == 'machine'")["theme_id"])


def test_what_people_decided_is_learned_and_reaches_findings_that_nobody_decided(reports: BaseFolder) -> None:
    decide(reports, "records-systems", documents=3)
    before = tags(reports)
    lesson = learn(reports)
    assert (lesson.findings, lesson.documents) == (3 * len(LINES), 3)
    assert lesson.taken and lesson.own.f1() > lesson.shipped.f1()
    assert not is_current(reports)  # the model is one of the things that the tables are made from
    build(reports)
    assert "records-systems" in tags(reports) - before
    why = read_table(reports, "tags").query("assigned_by == 'machine' and theme_id == 'records-systems'")["why"]
    assert why.str.contains("kestrel").any()


def test_the_shipped_model_can_be_taken_back(reports: BaseFolder) -> None:
    decide(reports, "records-systems", documents=3)
    before = read_table(reports, "tags")
    learn(reports)
    build(reports)
    assert restore(reports) and not restore(reports)
    build(reports)
    assert read_table(reports, "tags").equals(before)


def test_earlier_models_are_kept_and_can_be_taken_back(reports: BaseFolder) -> None:
    decide(reports, "records-systems", documents=3)
    learn(reports)
    first = reports.own_model.read_bytes()
    decide(reports, "commissioning", documents=4)
    assert learn(reports).taken and reports.own_model.read_bytes() != first
    assert take_back(reports) and reports.own_model.read_bytes() == first
    assert len(earlier(reports)) == 2  # the one that was in force a moment ago is not lost


def test_only_themes_that_are_clearly_better_are_learned(reports: BaseFolder) -> None:
    decide(reports, "records-systems")
    lesson = learn(reports)
    assert "records-systems" in lesson.kept
    assert all(lesson.own.f1(theme) >= lesson.shipped.f1(theme) for theme in lesson.kept)
    assert theme_model(reports.own_model).about["themes"] == list(lesson.kept)


MENDED, SPOILED = ({"a"}, set(), {"a"}), ({"a"}, {"a"}, set())


CASES = [(0, 0, False), (6, 0, False), (7, 0, True), (13, 3, False), (14, 3, True)]


@pytest.mark.parametrize(("mended", "spoiled", "taken"), CASES)
def test_a_theme_is_learned_where_it_mends_more_than_chance_would(mended: int, spoiled: int, taken: bool) -> None:
    assert clearly_better("a", [MENDED] * mended + [SPOILED] * spoiled) is taken


def test_what_is_no_better_is_not_taken(reports: BaseFolder) -> None:
    given = read_table(reports, "tags").sort_values("rank").groupby("finding_id")["theme_id"].agg(";".join)
    findings = read_table(reports, "findings")
    day = date(2026, 3, 31)
    append_reviews(
        reports,
        [
            Review(row["finding_id"], "themes", given.get(row["finding_id"], ""), "", "A Reader", day, row["quote"])
            for row in findings.to_dict("records")
        ],
    )
    build(reports)
    lesson = learn(reports)  # people agreed with the shipped model throughout
    assert lesson.shipped.f1() == 1.0 and not lesson.taken
    assert not reports.own_model.is_file()


@pytest.mark.parametrize(("documents", "field"), [(1, "themes"), (2, "themes"), (4, "checked")])
def test_too_few_decisions_are_refused_in_one_line(reports: BaseFolder, documents: int, field: str) -> None:
    decide(reports, "yes" if field == "checked" else "records-systems", documents, field)
    with pytest.raises(TooFew, match="Learning needs 20 findings of two documents"):
        learn(reports)


def test_a_decision_that_no_theme_fits_is_learned_from_too(reports: BaseFolder) -> None:
    decide(reports, "", documents=1)
    assert {one.themes for one in decisions(reports, read_codebook(reports.codebook))} == {()}


def test_a_damaged_model_is_named_with_the_way_back(reports: BaseFolder) -> None:
    reports.own_model.parent.mkdir()
    reports.own_model.write_text("{", encoding="utf-8")
    with pytest.raises(BadFile, match="evidence learn --restore"):
        theme_model(reports.own_model)


def test_the_model_holds_no_sentence(reports: BaseFolder) -> None:
    decide(reports, "records-systems")
    learn(reports)
    model = theme_model(reports.own_model)
    assert max(len(phrase.split()) for phrase in model.correction.weights) <= 3  # type: ignore[attr-defined]


def test_the_command_shows_the_figures(reports: BaseFolder) -> None:
    data = ["--data", str(reports.root)]
    decide(reports, "records-systems")
    done = evidence("learn", *data)
    assert "in force from the next build" in done.stdout and "learned here: 100 found" in done.stdout, done.stderr
    assert "shipped model is back" in evidence("learn", "--restore", *data).stdout
    assert "in force already" in evidence("learn", "--restore", *data).stdout
