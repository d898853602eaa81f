"""The publish gate: what is whole passes, what is broken is named by its check, and a reason that a person gives is kept."""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from evidence_lib.cli import app
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, BadRow, NotPublished, UnknownName
from evidence_lib.core.files import write_text
from evidence_lib.frames import EvidenceBase, open_base
from evidence_lib.pack.checks import CHECKS
from evidence_lib.pack.checks.contrast import charts_of_the_house, ratio, text_pairs
from evidence_lib.pack.checks.problem import ACCEPTED, STOPS, TOLD
from evidence_lib.pack.gate import examine, kept_problems
from evidence_lib.pack.pages import style
from evidence_lib.pack.publish import latest
from evidence_lib.pack.refresh import refresh
from evidence_lib.people.publication_reasons import Reason, append_reasons, read_reasons

PLAN = """
- {notebook: 02_theme_brief, parameters: {theme: training}}
- {notebook: 05_commitments_and_deadlines}
"""
PAGE = "pages/02_theme_brief.html"
PAPER = "papers/holding_to_account.docx"


@pytest.fixture(scope="module")
def world(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[BaseFolder, Path]:
    """A base with one letter of exact words beside the shipped digests, and the pack of it."""
    from evidence_lib.sources.add import add
    from tests.conftest import LETTER

    folder = tmp_path_factory.mktemp("gate")
    data = folder / "data"
    shutil.copytree(shipped, data, ignore=shutil.ignore_patterns("derived", "*.lock"))
    letter = folder / "westshire.md"
    letter.write_text(LETTER, encoding="utf-8")
    assert not [one.problem for one in add(BaseFolder(data), [letter], {}) if one.problem]
    (folder / "plan.yml").write_text(PLAN, encoding="utf-8")
    refresh(BaseFolder(data), folder / "outputs", folder / "plan.yml")
    pack = latest(folder / "outputs")
    assert pack
    return BaseFolder(data), pack


@pytest.fixture(scope="module")
def base(world: tuple[BaseFolder, Path]) -> EvidenceBase:
    """That base, to look up and not to change."""
    return open_base(world[0].root)


@pytest.fixture
def own(world: tuple[BaseFolder, Path], tmp_path: Path) -> EvidenceBase:
    """A copy of that base, so that a test may record reasons and reviews in it."""
    data = tmp_path / "data"
    shutil.copytree(world[0].root, data, ignore=shutil.ignore_patterns("*.lock"))
    return open_base(data)


@pytest.fixture
def pack(world: tuple[BaseFolder, Path], tmp_path: Path) -> Path:
    """A copy of that pack, to break."""
    return Path(shutil.copytree(world[1], tmp_path / "outputs" / world[1].name))


def stops(base: EvidenceBase, pack: Path) -> set[str]:
    """The checks that stop a pack."""
    return {problem.check for problem in examine(base, pack).of(STOPS)}


def test_a_whole_pack_passes_and_holds_the_record_of_its_checks(base: EvidenceBase, pack: Path) -> None:
    assert stops(base, pack) == set()
    record = json.loads((pack / "checks.json").read_text(encoding="utf-8"))
    assert record["checks"].keys() == CHECKS.keys()
    with (pack / "checks.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {"check", "file", "place", "words", "next_step", "id", "state"} <= set(next(csv.reader(file)))
    assert "checks.csv" in json.loads((pack / "run.json").read_text(encoding="utf-8"))["files"]


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of the words of one file of a pack."""

    def change(pack: Path) -> None:
        text = (pack / name).read_text(encoding="utf-8")
        assert old in text, f"{name} has no '{old}'"
        (pack / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def remove(pattern: str) -> Callable[[Path], None]:
    """One file less."""

    def change(pack: Path) -> None:
        next(iter(sorted(pack.glob(pattern)))).unlink()

    return change


def word(paragraph: str, style: str = "") -> Callable[[Path], None]:
    """One paragraph more in a Word file."""

    def change(pack: Path) -> None:
        document = docx.Document(str(pack / PAPER))
        document.add_paragraph(paragraph, style=style or None)
        document.save(str(pack / PAPER))

    return change


def picture_without_words(pack: Path) -> None:
    """A picture in a Word file without alternative text."""
    document = docx.Document(str(pack / PAPER))
    document.add_picture(str(next(iter(sorted(pack.glob("charts/*/*.png"))))))
    document.save(str(pack / PAPER))


def for_publication(pack: Path) -> None:
    """A paper that is marked for publication and cites a finding that nobody has checked."""
    held = json.loads((pack / "papers.json").read_text(encoding="utf-8"))
    with (pack / "tables/findings.csv").open(encoding="utf-8-sig", newline="") as file:
        finding = next(csv.DictReader(file))["finding_id"]
    for paper in held:
        paper |= {"for_publication": True, "findings": [finding]}
    (pack / "papers.json").write_text(json.dumps(held), encoding="utf-8")


BROKEN = [
    ("alternative text", edit("index.html", 'alt="', 'alt="" data-was="')),
    ("alternative text", picture_without_words),
    ("contrast", edit(PAGE, "--grey: #3d3d3d", "--grey: #9d9d9d")),
    ("figure", remove("charts/02*/*by_area*.csv")),
    ("figure", remove("charts/02*/*by_area*.svg")),
    ("figure", lambda pack: write_text(next(iter(pack.glob("charts/02*/*by_area*.txt"))), "A title alone\n")),
    ("quotation", edit(PAGE, "receive regular training", "receive no training")),
    ("quotation", edit("tables/findings.csv", "receive regular training", "receive no training")),
    ("quotation", word("“The inspectors never wrote any of these words here” (westshire-2024, page 1)", "Quote")),
    ("quotation", word("The inspectors never wrote any of these words here", "Quote")),
    ("personal data", edit(PAGE, "<h1", "<p>Write to t.person@example.org</p><h1")),
    ("personal data", edit(PAGE, "<h1", '<p><a href="mailto:t.person@example.org">Write</a></p><h1')),
    ("personal data", edit("tables/services.csv", "Example Provider A", "Example Provider A, 01904 123456")),
    ("personal data", word("Her brother Tom, aged 7, was seen.")),
    ("small number", lambda pack: (for_publication(pack), word("Three children were seen.")(pack))),  # type: ignore[func-returns-value]
    ("unchecked", for_publication),
    ("network", edit(PAGE, "<h1", '<img alt="a chart" src="https://example.org/a.png"><h1')),
    ("network", edit(PAGE, "</style>", "@import url(https://example.org/a.css);</style>")),
    ("folder", edit(PAGE, "<h1", "<p>C:\\Users\\someone\\evidence</p><h1")),
]  # fmt: skip


@pytest.mark.parametrize(("check", "break_it"), BROKEN, ids=[f"{at}-{name}" for at, (name, _) in enumerate(BROKEN)])
def test_what_is_broken_is_named_by_its_check(
    check: str, break_it: Callable[[Path], object], base: EvidenceBase, pack: Path
) -> None:
    break_it(pack)
    assert check in stops(base, pack)


def test_every_check_but_two_is_broken_above() -> None:
    assert CHECKS.keys() - {check for check, _ in BROKEN} == {"practice study", "marking"}


def test_the_words_of_a_digest_in_quotation_marks_are_named(base: EvidenceBase, pack: Path) -> None:
    findings = base.findings()
    digest = findings[(findings["edition"] == "digest") & findings["themes"].map(lambda held: "training" in held)].iloc[
        0
    ]
    word(f"“{digest['quote']}” ({digest['document_id']}, page {digest['page_start']})")(pack)
    (found,) = examine(base, pack).of(STOPS)
    assert found.check == "quotation" and "our own words of a digest" in found.next_step


def test_a_quotation_under_the_wrong_page_or_document_is_named(base: EvidenceBase, pack: Path) -> None:
    quote = base.findings()[base.findings()["edition"] == "original"].iloc[0]["quote"]
    word(f"“{quote}” (york-jtai-2018, page 2)", "Quote")(pack)
    (found,) = examine(base, pack).of(STOPS)
    assert found.check == "quotation" and "at another place" in found.next_step


def test_a_practice_study_is_named_unless_it_is_admitted(own: EvidenceBase, pack: Path) -> None:
    from evidence_lib.people.reviews import Review, append_reviews
    from evidence_lib.tables.build import build

    one = own.findings()[own.findings()["edition"] == "original"].iloc[0]
    name, quote = str(one["finding_id"]), str(one["quote"])

    def decide(field: str, value: str) -> EvidenceBase:
        append_reviews(own.folder, [Review(name, field, value, "a test", "T. Tester", date(2026, 3, 31), quote)])
        build(own.folder)
        return open_base(own.folder.root)

    held_back = decide("kind", "case-study")
    assert "practice study" in stops(held_back, pack)  # the pack was made before, and shows its words
    assert "practice study" not in stops(decide("include", "yes"), pack)


def test_small_numbers_are_told_of_in_a_working_pack_and_do_not_stop_it(base: EvidenceBase, pack: Path) -> None:
    edit(PAGE, "<h1", "<p>Three children were seen.</p><h1")(pack)
    verdict = examine(base, pack)
    assert not verdict.of(STOPS)
    assert ("small number", PAGE) in {(problem.check, problem.file) for problem in verdict.of(TOLD)}


def test_a_pack_without_a_marking_is_told_of_and_stopped_only_for_publication(own: EvidenceBase, pack: Path) -> None:
    text = own.folder.organisation.read_text(encoding="utf-8")
    write_text(own.folder.organisation, text.replace("marking: Draft", "marking:"))
    bare = open_base(own.folder.root)
    assert "marking" in {problem.check for problem in examine(bare, pack).of(TOLD)}
    for_publication(pack)
    assert "marking" in stops(bare, pack)


def test_personal_data_is_masked_wherever_a_problem_is_told(base: EvidenceBase, pack: Path) -> None:
    edit(PAGE, "<h1", "<h2>Ring 01904 123456</h2><p>Ring 01904 123456</p><h1")(pack)
    verdict = examine(base, pack)
    assert verdict.of(STOPS)
    assert not [line for line in verdict.lines(STOPS) if "123456" in line]


def test_a_reason_that_a_person_records_lets_it_pass_and_stays_listed(own: EvidenceBase, pack: Path) -> None:
    edit(PAGE, "<h1", "<p>Write to t.person@example.org</p><h1")(pack)
    (found,) = examine(own, pack).of(STOPS)

    def record(reason: str, files: str = "*") -> None:
        append_reasons(own.folder, [Reason(found.id, found.check, files, reason, "T. Tester", date(2026, 3, 31))])

    record("the office's own mailbox", "papers/*")
    assert examine(own, pack).of(STOPS)  # it is accepted in papers, and this is a page
    record("the office's own mailbox")
    verdict = examine(own, pack)
    assert not verdict.of(STOPS)
    assert [(one.reason, one.accepted_by) for one in verdict.of(ACCEPTED)] == [
        ("the office's own mailbox", "T. Tester")
    ]
    record("")
    assert examine(own, pack).of(STOPS)  # taken back


def test_a_refresh_that_is_stopped_keeps_the_last_good_pack_and_can_be_accepted(
    own: EvidenceBase, tmp_path: Path
) -> None:
    runner, outputs, plan = CliRunner(), tmp_path / "packs", tmp_path / "plan.yml"
    plan.write_text(PLAN, encoding="utf-8")
    good = refresh(own.folder, outputs, plan).pack
    services = own.folder.services.read_text(encoding="utf-8-sig")
    write_text(own.folder.services, "\ufeff" + services.replace("Example Provider A", "A (t.person@example.org)", 1))
    with pytest.raises(NotPublished, match="A problem stops publication") as told:
        refresh(own.folder, outputs, plan)
    assert "t.person" not in str(told.value) and str(told.value).count("\n") == 1
    assert latest(outputs) == good
    (failed,) = outputs.glob("failed-*")
    assert "not for publication" in (failed / "index.html").read_text(encoding="utf-8")
    assert kept_problems(failed)
    where = ["--data", str(own.folder.root), "--out", str(outputs)]
    say = ["--all-of", "personal data", "--reason", "agreed with the provider", "--by", "T. Tester"]
    assert runner.invoke(app, ["check", "accept", *say, *where]).exit_code == 0
    again = refresh(own.folder, outputs, plan).pack
    assert latest(outputs) == again
    assert "agreed with the provider" in (again / "index.html").read_text(encoding="utf-8")
    result = runner.invoke(app, ["check", "pack", *where])
    assert result.exit_code == 0 and "nothing stops publication" in result.output


def test_wrong_input_gets_one_line(base: EvidenceBase, pack: Path, tmp_path: Path) -> None:
    runner = CliRunner()

    def said(*words: str) -> BaseException | None:
        return runner.invoke(app, ["check", *words, "--data", str(base.folder.root)]).exception

    assert isinstance(said("pack", str(tmp_path)), BadFile)
    assert "is no pack" in str(said("pack", str(tmp_path)))
    assert isinstance(said("pack", "--out", str(tmp_path / "none")), BadFile)
    held = ["--pack", str(pack)]
    assert isinstance(said("accept", "00000000", "--by", "T", "--reason", "x", *held), UnknownName)
    assert isinstance(said("accept", "--all-of", "personal date", "--by", "T", *held), UnknownName)
    assert isinstance(said("accept", "00000000", "--reason", "x", *held), BadRow)
    assert isinstance(said("accept", "--by", "T", "--reason", "x", *held), BadRow)


@pytest.mark.parametrize(
    ("row", "wrong"), [("abc,c,*,r,T,2026-03-31", "names no problem"), ("0123abcd,c,*,r,T,31st", "accepted_at"),
                       ("0123abcd,c,,r,T,2026-03-31", "files and accepted_by")],
)  # fmt: skip
def test_a_row_of_reasons_that_cannot_be_is_named(row: str, wrong: str, own: EvidenceBase) -> None:
    path = own.folder.publication_reasons
    write_text(path, path.read_text(encoding="utf-8") + row + "\n")
    with pytest.raises(BadRow, match=wrong):
        read_reasons(own.folder)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#fff", 4.54),
    ],
)
def test_contrast_is_that_of_the_guidelines(first: str, second: str, expected: float) -> None:
    assert ratio(first, second) == pytest.approx(expected, abs=0.005)


def test_the_colours_of_the_house_are_dark_enough() -> None:
    assert list(charts_of_the_house()) == []
    pairs = list(text_pairs(style("Draft")))
    assert len(pairs) > 8 and all(ratio(text, ground) >= 4.5 for _, text, ground in pairs)
