"""Tables follow the files: what changed is read anew, what a person decided stays, what is bad is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.records import Edition
from evidence_lib.findings.extract import extract
from evidence_lib.findings.identity import finding_id
from evidence_lib.people.reviews import Review, append_reviews, read_reviews
from evidence_lib.readers import read_document
from evidence_lib.sources.add import add
from evidence_lib.tables import export as exporting
from evidence_lib.tables.build import build, is_current
from evidence_lib.tables.decide import CARRIED, place_reviews
from evidence_lib.tables.schemas import TABLES, schema
from evidence_lib.tables.store import read_table
from tests.conftest import LETTER


def test_a_build_makes_every_table_to_its_schema(westshire: BaseFolder) -> None:
    report = build(westshire)
    assert (report.documents, report.findings, report.read) == (1, 5, 1)
    for name in TABLES:
        schema(name).validate(read_table(westshire, name))


def test_nothing_is_read_twice(westshire: BaseFolder) -> None:
    build(westshire)
    assert is_current(westshire)
    report = build(westshire)
    assert (report.read, report.reused) == (0, 1)


def test_a_changed_theme_tags_anew_without_reading(westshire: BaseFolder) -> None:
    build(westshire)
    westshire.codebook.write_text("- {id: mothers, label: Mothers, is: Mothers., terms: [mother]}\n", encoding="utf-8")
    assert not is_current(westshire)
    assert build(westshire).read == 0
    assert set(read_table(westshire, "tags")["theme_id"]) == {"mothers"}


def test_a_bad_document_is_left_out_and_the_others_go_on(westshire: BaseFolder, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(LETTER.replace("Westshire", "Eastshire"), encoding="utf-8")
    (added,) = add(westshire, [other], {})
    assert added.source
    (westshire.sources / added.source.file).unlink()
    report = build(westshire)
    assert report.findings == 5 and "there is no such file" in report.problems[0]
    documents = read_table(westshire, "documents").set_index("document_id")
    assert not documents.loc[added.source.document_id, "held"] and documents.loc[added.source.document_id, "problem"]


def first_finding(base: BaseFolder) -> "pd.Series[str]":
    build(base)
    return read_table(base, "findings").iloc[0]


def review(finding_id: str, field: str, value: str, quote: str = "") -> Review:
    return Review(finding_id, field, value, "a reason", "A. Reviewer", date(2026, 3, 31), quote)


@pytest.mark.parametrize(
    ("field", "value", "column"), [("kind", "mixed", "kind"), ("agencies", "police;health", "agencies")]
)
def test_a_person_overrules_the_machine(westshire: BaseFolder, field: str, value: str, column: str) -> None:
    finding = first_finding(westshire)
    append_reviews(westshire, [review(finding["finding_id"], field, value)])
    build(westshire)
    now = read_table(westshire, "findings").iloc[0]
    assert now["checked"] and now[f"{column}_by"] == "A. Reviewer"
    assert now[column] == (value.split(";") if field == "agencies" else value)


def test_a_person_gives_other_themes_or_leaves_a_finding_out(westshire: BaseFolder) -> None:
    finding = first_finding(westshire)
    append_reviews(westshire, [review(finding["finding_id"], "themes", "commissioning;training")])
    build(westshire)
    tags = read_table(westshire, "tags").query("finding_id == @finding.finding_id")
    assert tags["theme_id"].tolist() == ["commissioning", "training"] and set(tags["assigned_by"]) == {"A. Reviewer"}
    append_reviews(westshire, [review(finding["finding_id"], "include", "no")])
    build(westshire)
    assert finding["finding_id"] not in set(read_table(westshire, "findings")["finding_id"])
    assert "left out by A. Reviewer" in set(read_table(westshire, "left_out")["reason"])


def test_the_later_decision_wins_and_the_earlier_row_stays(westshire: BaseFolder) -> None:
    finding = first_finding(westshire)
    for kind in ("mixed", "improvement"):
        append_reviews(westshire, [review(finding["finding_id"], "kind", kind)])
    build(westshire)
    assert read_table(westshire, "findings").iloc[0]["kind"] == "improvement"
    assert [row.value for row in read_reviews(westshire, ["training"])] == ["mixed", "improvement"]


def test_a_file_without_a_last_line_end_loses_no_row(westshire: BaseFolder) -> None:
    append_reviews(westshire, [review("a", "kind", "mixed")])
    westshire.reviews.write_bytes(westshire.reviews.read_bytes().rstrip(b"\n"))
    append_reviews(westshire, [review("b", "kind", "mixed")])
    assert [row.finding_id for row in read_reviews(westshire, [])] == ["a", "b"]


WRONG = {
    "a,knd,mixed,,R,2026-01-01,": "Did you mean 'kind'",
    "a,kind,mixd,,R,2026-01-01,": "Did you mean 'mixed'",
    "a,themes,trainning,,R,2026-01-01,": "Did you mean 'training'",
    "a,kind,mixed,,,2026-01-01,": "reviewer must be filled in",
    "a,kind,mixed,,R,,": "reviewed_at is empty",
    "a,kind,mixed,,R,yesterday,": "is no date",
    "a,kind,,,R,2026-01-01,": "needs a value",
    "a,kind,mixed,one, two,R,2026-01-01,": "8 values for 7 columns",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_review_is_named_by_its_row(row: str, base: BaseFolder) -> None:
    base.reviews.write_text(f"finding_id,field,value,reason,reviewer,reviewed_at,quote\n{row}\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as told:
        read_reviews(base, ["training"])
    assert WRONG[row] in str(told.value) and "row 2" in str(told.value)


def test_a_review_follows_its_words_to_a_finding_read_otherwise(base: BaseFolder, tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    path.write_text(LETTER, encoding="utf-8")
    add(base, [path], {})
    finding = first_finding(base)
    gone = review("westshire-jtai-2024-p9-00000000", "kind", "mixed", finding["quote"])
    lost = review("westshire-jtai-2024-p9-11111111", "kind", "mixed", "Quite other words that stand nowhere.")
    append_reviews(base, [gone, lost])
    build(base)
    assert read_table(base, "findings").iloc[0]["kind"] == "mixed"
    unplaced = read_table(base, "reviews_unplaced").set_index("finding_id")
    assert unplaced.loc[gone.finding_id, "carried_to"] == finding["finding_id"]
    assert unplaced.loc[lost.finding_id, "now"] == "in need of a look"


@pytest.mark.parametrize(("kept", "carried"), [(CARRIED, True), (CARRIED - 0.1, False)])
def test_a_review_is_carried_where_six_tenths_of_the_words_are_there(
    kept: float, carried: bool, westshire: BaseFolder
) -> None:
    findings, _ = extract("w", read_document(next(westshire.sources.iterdir())), Edition.ORIGINAL, ())
    words = [f"word{number}" for number in range(10)]
    finding = replace(findings[0], quote=" ".join(words[: round(kept * 10)]))
    placed, _ = place_reviews([finding], [review("w-p1-00000000", "kind", "mixed", " ".join(words))])
    assert bool(placed) is carried


def test_a_later_carried_review_holds_and_one_on_the_finding_itself_beats_both(westshire: BaseFolder) -> None:
    findings, _ = extract("w", read_document(next(westshire.sources.iterdir())), Edition.ORIGINAL, ())
    one = findings[0]
    early = replace(review("w-p9-00000000", "kind", "mixed", one.quote), row=2)
    late = replace(review("w-p9-11111111", "kind", "strength", one.quote), row=3)
    own = replace(review(one.finding_id, "kind", "improvement", one.quote), row=1)
    for given, holds in (([late, early], late), ([own, early, late], own)):
        placed, unplaced = place_reviews([one], given)
        assert placed == {(one.finding_id, "kind"): holds} and len(unplaced) == 2


def test_reviews_of_a_digest_are_listed_and_not_carried_when_the_original_comes(westshire: BaseFolder) -> None:
    blocks = read_document(next(westshire.sources.iterdir()))
    (original, *_), _ = extract("w", blocks, Edition.ORIGINAL, ())
    digest = replace(original, edition=Edition.DIGEST, finding_id=finding_id("w", 1, original.quote, Edition.DIGEST))
    decision = review(digest.finding_id, "kind", "mixed", digest.quote)
    assert place_reviews([digest], [decision])[0]
    placed, unplaced = place_reviews([original], [decision])
    assert not placed and unplaced[0]["now"] == "in need of a look"


def test_selections_narrow_and_unknown_names_are_refused_with_the_nearest(westshire: BaseFolder) -> None:
    base = evidence_lib.open(westshire.root)
    assert len(base.findings()) == 5
    assert len(base.findings(kinds=["strength"])) == 2
    assert base.findings(theme="training")["why"].str.contains("training").all()
    assert len(base.findings(since="2024-05-03")) == 5 and base.findings(since="2024-05-04").empty
    assert len(base.findings(until="2024-05-03")) == 5 and base.findings(until="2024-05-02").empty
    assert len(base.findings(areas=["Westshire"], publishers=["Ofsted"], programme="jtai", subject="NEGLECT")) == 5
    for wrong, near in (
        ({"theme": "trainning"}, "training"),
        ({"areas": ["Westshir"]}, "Westshire"),
        ({"kinds": ["strenght"]}, "strength"),
        ({"agencies": ["polic"]}, "police"),
    ):
        with pytest.raises(EvidenceError, match=f"Did you mean '{near}'"):
            base.findings(**wrong)  # type: ignore[arg-type]
    with pytest.raises(EvidenceError, match="since: 'soon' is no date"):
        base.findings(since="soon")


def test_a_frame_may_be_changed_without_changing_the_base(westshire: BaseFolder) -> None:
    base = evidence_lib.open(westshire.root)
    frame = base.findings()
    frame.loc[:, "quote"] = "changed"
    assert "changed" not in set(base.findings()["quote"])


def test_an_export_has_the_columns_others_ask_for_and_no_formula(westshire: BaseFolder, tmp_path: Path) -> None:
    build(westshire)
    exporting.export(westshire, tmp_path / "out")
    findings = pd.read_csv(tmp_path / "out" / "findings.csv", encoding="utf-8-sig")
    asked = {"finding_id", "document_id", "page_start", "page_end", "heading", "quote", "kind", "themes", "agencies"}
    assert asked <= set(findings.columns) and len(findings) == 5
    documents = pd.read_csv(tmp_path / "out" / "documents.csv", encoding="utf-8-sig")
    assert documents.loc[0, "area"] == "Westshire" and documents.loc[0, "published"] == "2024-05-03"
    assert all(exporting.safe(sign + "1").startswith("'") for sign in ("=", "+", "-", "@"))


def test_what_may_name_people_is_exported_but_never_published(westshire: BaseFolder, tmp_path: Path) -> None:
    build(westshire)
    names = {path.name for path in exporting.export(westshire, tmp_path / "own")}
    public = {path.name for path in exporting.export(westshire, tmp_path / "pack", published=True)}
    assert names - public == {"left_out.csv", "statements.csv"}


def test_the_shipped_base_holds_six_letters_an_overview_and_a_response(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    documents = base.documents().set_index("document_id")
    assert len(documents) == 8 and set(documents["edition"]) == {"digest"} and documents["held"].all()
    letters = documents[documents.index.str.contains("jtai")]
    assert letters["findings"].between(10, 15).all() and len(letters) == 6
    findings = base.findings()
    assert findings.loc[findings["document_id"].isin(letters.index), "page_start"].notna().all()
    assert {file.rsplit(".", 1)[1] for file in documents["file"]} == {"pdf", "docx", "html", "md"}
    for theme in (
        "medical-treatment",
        "women-policing-homes",
        "training",
        "awareness-raising",
        "prevention-early-help",
    ):
        assert len(base.findings(theme=theme)) >= 5, theme
