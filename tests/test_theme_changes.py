"""A theme is renamed, merged, split or retired: tags change by rule alone, and the history says what became of it."""

import csv
import io
import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_lib.core import together
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import BadRow, EvidenceError, UnknownName
from evidence_lib.core.together import finish_change, replace_together
from evidence_lib.people.reviews import Review, append_reviews, read_reviews
from evidence_lib.tables.build import build
from evidence_lib.tables.decide import MACHINE, SPLIT
from evidence_lib.tables.store import read_table
from evidence_lib.tables.theme_changes import change_themes, needs_review
from evidence_lib.themes.changes import read_changes
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.editing import edit_cells, edit_values
from evidence_lib.themes.recode import CannotChange, Part, Wanted, part_of
from tests.test_cli import evidence

DAY = date(2026, 3, 31)
WHO = {"by": "Ada Reader", "why": "as agreed"}


@pytest.fixture(scope="module")
def built(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped base with its tables made."""
    target = tmp_path_factory.mktemp("built") / "data"
    shutil.copytree(shipped, target)
    build(BaseFolder(target))
    return target


@pytest.fixture
def own(built: Path, tmp_path: Path) -> BaseFolder:
    """A copy that a test may change."""
    shutil.copytree(built, tmp_path / "data")
    return BaseFolder(tmp_path / "data")


def tags(base: BaseFolder) -> dict[str, set[str]]:
    """The themes of each finding."""
    build(base)
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table(base, "tags").to_dict("records"):
        found[row["finding_id"]].add(row["theme_id"])
    return found


def review(base: BaseFolder, finding_id: str, themes: str) -> None:
    quote = dict(read_table(base, "findings")[["finding_id", "quote"]].to_numpy())[finding_id]
    append_reviews(base, [Review(finding_id, "themes", themes, "", "Ben Reader", DAY, quote)])


def a_finding_with(base: BaseFolder, theme: str) -> str:
    return next(name for name, themes in sorted(tags(base).items()) if theme in themes)


# Tags change by rule


def test_a_renamed_theme_keeps_every_tag_and_every_review(own: BaseFolder) -> None:
    review(own, a_finding_with(own, "awareness-raising"), "training;commissioning")
    before = tags(own)
    old = own.reviews.read_bytes()
    change_themes(own, Wanted("rename", ("training",), ("skills",), label="Skills", **WHO))
    assert tags(own) == {name: {"skills" if t == "training" else t for t in held} for name, held in before.items()}
    assert own.reviews.read_bytes() == old
    assert [one.values for one in read_reviews(own, read_codebook(own.codebook).ids)] == [("skills", "commissioning")]
    assert read_codebook(own.codebook)["skills"].label == "Skills"


THEMES = st.sampled_from(
    [
        "medical-treatment",
        "training",
        "information-sharing",
        "victim-support",
        "leadership-governance",
        "records-systems",
    ]
)


@settings(max_examples=4, deadline=None)
@given(old=st.lists(THEMES, min_size=2, max_size=3, unique=True), stays=st.booleans(), other=THEMES)
def test_a_merge_gives_the_theme_to_what_had_any_of_them_and_to_nothing_else(
    built: Path, tmp_path_factory: pytest.TempPathFactory, old: list[str], stays: bool, other: str
) -> None:
    base = BaseFolder(tmp_path_factory.mktemp("merge") / "data")
    shutil.copytree(built, base.root)
    review(base, a_finding_with(base, "commissioning"), f"{old[1]};child-voice;{old[0]}")
    before, into = tags(base), old[0] if stays else "together"
    change_themes(base, Wanted("merge", tuple(old), (into,), **WHO))
    assert tags(base) == {name: {into if t in old else t for t in held} for name, held in before.items()}
    if other not in old:  # and a change upon the change
        before = tags(base)
        change_themes(base, Wanted("rename", (into,), ("once-more",), **WHO))
        change_themes(base, Wanted("retire", (other,), **WHO))
        after = {n: {"once-more" if t == into else t for t in held} - {other} for n, held in before.items()}
        assert tags(base) == {name: held for name, held in after.items() if held}


def test_a_retired_theme_takes_its_tags_alone(own: BaseFolder) -> None:
    review(own, a_finding_with(own, "commissioning"), "training;commissioning")
    before = tags(own)
    table = read_table(own, "tags")
    done = change_themes(own, Wanted("retire", ("training",), **WHO))
    after = {name: held - {"training"} for name, held in before.items()}
    assert tags(own) == {name: held for name, held in after.items() if held}
    bare = {name for name, held in before.items() if held == {"training"}}
    assert set(needs_review(own, done.change, table)["finding_id"]) == bare


PARTS = (
    Part("forensic", "Forensic", ("medical examination", "SARC")),
    Part("checks", "Checks", ("health assessment",)),
)


def test_a_split_theme_is_told_by_the_terms_of_its_parts_and_leaves_the_others(own: BaseFolder) -> None:
    before = tags(own)
    table = read_table(own, "tags")
    done = change_themes(own, Wanted("split", ("medical-treatment",), ("forensic", "checks"), parts=PARTS, **WHO))
    after = tags(own)
    new = {"forensic", "checks"}
    assert {n: h - new for n, h in after.items() if h - new} == {
        n: h - {"medical-treatment"} for n, h in before.items() if h - {"medical-treatment"}
    }
    assert any(held & new for held in after.values())
    lost = {n for n, held in before.items() if "medical-treatment" in held and not after.get(n, set()) & new}
    assert set(needs_review(own, done.change, table)["finding_id"]) == lost


def test_a_decision_on_a_split_theme_is_kept_shown_unchecked_and_listed(own: BaseFolder) -> None:
    finding = a_finding_with(own, "commissioning")  # no words of either part: it must not be lost to the reader of one
    review(own, finding, "medical-treatment;commissioning")
    tags(own)
    change_themes(own, Wanted("split", ("medical-treatment",), ("forensic", "checks"), parts=PARTS, **WHO))
    assert tags(own)[finding] >= {"commissioning", "forensic"} or tags(own)[finding] >= {"commissioning", "checks"}
    rows = read_table(own, "tags").query("finding_id == @finding")
    by = dict(zip(rows["theme_id"], rows["assigned_by"], strict=True))
    assert by.pop("commissioning") == "Ben Reader" and set(by.values()) == {MACHINE}
    assert not read_table(own, "findings").query("finding_id == @finding")["checked"].any()
    assert read_table(own, "reviews_unplaced").query("finding_id == @finding")["now"].tolist() == [SPLIT]
    review(own, finding, "forensic;commissioning")
    assert tags(own)[finding] == {"forensic", "commissioning"}
    assert read_table(own, "findings").query("finding_id == @finding")["checked"].all()
    assert read_table(own, "reviews_unplaced").empty


# The file that people keep


def test_comments_and_layout_of_the_codebook_survive(own: BaseFolder) -> None:
    before = own.codebook.read_text(encoding="utf-8").splitlines()
    change_themes(own, Wanted("rename", ("training",), ("skills",), **WHO))
    after = own.codebook.read_text(encoding="utf-8").splitlines()
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [("- id: training", "- id: skills")]
    change_themes(own, Wanted("retire", ("records-systems",), **WHO))
    change_themes(own, Wanted("merge", ("skills", "workforce-capacity"), ("staff",), **WHO))
    kept = own.codebook.read_text(encoding="utf-8")
    assert all(line in kept.splitlines() for line in before if line.startswith("#"))


HOUSE = """# what we look for
- id: one   # the first
  label: One
  is: what is one
  terms:
    - alpha  # a letter
    - beta

# about the second
- id: two
  label: "Two: the second"
  is: |
    what is two

  terms: [gamma, 'delta',]
  not: [gamma ray]
# the end
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_another_hand_is_kept_too(base: BaseFolder, line_end: str, mark: bytes, order: tuple[str, str]) -> None:
    base.codebook.write_bytes(mark + HOUSE.replace("\n", line_end).encode())
    change_themes(base, Wanted("merge", order, (order[0],), **WHO))
    raw = base.codebook.read_bytes()
    assert raw.startswith(mark) and (b"\r\n" in raw) == (line_end == "\r\n") and not raw.startswith(mark * 2 or b"\r")
    theme = read_codebook(base.codebook)[order[0]]
    assert set(theme.terms) == {"alpha", "beta", "gamma", "delta"} and theme.passed_over == ("gamma ray",)
    text = raw.decode("utf-8-sig")
    assert all(told in text for told in ("# what we look for", "# about the second", "# the end"))
    assert ("# a letter" in text) == (order[0] == "one")  # the entry that goes is kept in the history
    assert "# a letter" in base.theme_changes.read_text(encoding="utf-8")


CELLS = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",)), max_size=8)
ROWS = st.tuples(CELLS, st.lists(st.sampled_from(["a", "b", "c"]), max_size=3), CELLS)


@settings(max_examples=60)
@given(rows=st.lists(ROWS, max_size=5))
def test_only_the_cells_that_name_a_theme_change(rows: list[tuple[str, list[str], str]]) -> None:
    def renamed(names: Sequence[str]) -> list[str]:
        return ["z" if name == "a" else name for name in names]

    def table(change: Callable[[Sequence[str]], list[str]]) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["x", "themes", "y"])
        writer.writerows([first, "; ".join(change(held)), last] for first, held, last in rows)
        return out.getvalue()

    new = edit_cells(table(list), "themes", renamed, [])
    assert list(csv.reader(io.StringIO(new, newline=""))) == list(csv.reader(io.StringIO(table(renamed), newline="")))


def test_every_file_of_the_base_goes_along(own: BaseFolder) -> None:
    plan = "# mine\n- notebook: 02_theme_brief\n  for_each:\n    theme:\n      - training   # first\n      - commissioning\n"
    own.plan.write_text(plan, encoding="utf-8")
    done = change_themes(own, Wanted("rename", ("training",), ("skills",), **WHO))
    assert {path.name for path, _ in done.files} == {"confidence.csv", "organisation.yml", "refresh.yml"}
    assert own.plan.read_text(encoding="utf-8") == plan.replace("- training ", "- skills ")
    assert "[prevention-early-help, skills]" in own.organisation.read_text(encoding="utf-8")
    for path in (own.statements, own.services, own.local_evidence, own.intentions):
        assert "training;" not in path.read_text(encoding="utf-8-sig") and ",training," not in path.read_text(
            "utf-8-sig"
        )
    done = change_themes(own, Wanted("retire", ("skills",), **WHO))
    assert yaml.safe_load(own.plan.read_text(encoding="utf-8"))[0]["for_each"]["theme"] == ["commissioning"]
    assert [line for line in done.look_at if "confidence.csv" in line and "names no theme any more" in line]


def test_lists_of_lines_and_single_names_are_edited_in_place() -> None:
    text = "a:\n  themes:\n    - x  # one\n    - y\n  other: x\nb: {themes: [x, y], theme: x}\n"
    new = edit_values(text, ("themes", "theme"), lambda names: list(dict.fromkeys("z" for _ in names)), [])
    assert yaml.safe_load(new) == {"a": {"themes": ["z"], "other": "x"}, "b": {"themes": ["z"], "theme": "z"}}


# All or nothing


@pytest.mark.parametrize("moment", range(9))
def test_a_crash_leaves_all_files_old_or_all_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path in paths:
        path.write_text("old")
    calls = 0

    def failing(original):  # type: ignore[no-untyped-def]
        def call(*args, **named):  # type: ignore[no-untyped-def]
            nonlocal calls
            calls += 1
            if calls == moment + 1:
                raise KeyboardInterrupt
            return original(*args, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(together.os, "fsync", failing(together.os.fsync))
        patch.setattr(together.shutil, "copyfile", failing(together.shutil.copyfile))
        patch.setattr(together.shutil, "rmtree", failing(together.shutil.rmtree))
        try:
            replace_together(tmp_path, dict.fromkeys(paths, b"new"))
        except KeyboardInterrupt:
            assert moment < 7
    finish_change(tmp_path)
    assert {path.read_text() for path in paths} == ({"old"} if moment < 3 else {"new"})
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_a_base_is_opened_with_the_change_ended(own: BaseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(together.shutil, "copyfile", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            change_themes(own, Wanted("rename", ("training",), ("skills",), **WHO))
    assert "skills" in read_codebook(find_base(own.root).codebook).ids
    assert "skills" in own.organisation.read_text(encoding="utf-8")


# What is refused, in one line, with nothing changed


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted("rename", ("trainning",), ("skills",), **WHO), "Did you mean 'training'"),
        (Wanted("rename", ("training",), ("commissioning",), **WHO), "'commissioning' is there already"),
        (Wanted("rename", ("training",), ("Skills",), **WHO), "small letters"),
        (Wanted("rename", ("training",), ("skills",), by="Ada"), "--why"),
        (Wanted("merge", ("training",), ("skills",), **WHO), "two themes or more"),
        (Wanted("merge", ("training", "training"), ("skills",), **WHO), "named twice"),
        (Wanted("split", ("training",), ("one",), parts=(Part("one"),), **WHO), "two parts or more"),
        (Wanted("split", ("training",), ("a", "b"), parts=(Part("a"), Part("b")), **WHO), "needs terms"),
    ],
)
def test_what_makes_no_sense_is_refused(own: BaseFolder, wanted: Wanted, told: str) -> None:
    before = {path: path.read_bytes() for path in own.root.glob("*.*") if path.suffix != ".lock"}
    with pytest.raises(EvidenceError) as error:
        change_themes(own, wanted)
    assert told in str(error.value) and "\n" not in str(error.value)
    assert {path: path.read_bytes() for path in own.root.glob("*.*") if path.suffix != ".lock"} == before


def test_an_id_that_was_is_never_used_again(own: BaseFolder) -> None:
    change_themes(own, Wanted("rename", ("training",), ("skills",), **WHO))
    with pytest.raises(UnknownName, match="'training' was renamed into skills"):
        change_themes(own, Wanted("retire", ("training",), **WHO))
    with pytest.raises(CannotChange, match="'training' was renamed on"):
        change_themes(own, Wanted("rename", ("commissioning",), ("training",), **WHO))
    text = own.codebook.read_text(encoding="utf-8")
    own.codebook.write_text(text.replace("- id: commissioning", "- id: training"), encoding="utf-8")
    with pytest.raises(BadRow, match="'training' was renamed on"):
        read_codebook(own.codebook)


def test_a_plan_that_runs_for_the_retired_theme_alone_is_named(own: BaseFolder) -> None:
    own.plan.write_text("- notebook: 02_theme_brief\n  parameters:\n    theme: training\n", encoding="utf-8")
    with pytest.raises(CannotChange, match=r"refresh.yml, line 3 runs a notebook for 'training' alone"):
        change_themes(own, Wanted("retire", ("training",), **WHO))
    assert "training" in read_codebook(own.codebook).ids and not own.theme_changes.is_file()


# The history and the commands


def test_the_history_keeps_when_who_why_and_the_entry_as_it_stood(own: BaseFolder) -> None:
    before = read_codebook(own.codebook)["training"]
    change_themes(own, Wanted("retire", ("training",), by="Ada Reader", why="=no, use"), DAY)
    change = read_changes(own.theme_changes)[0]
    assert (change.changed_on, change.change, change.old, change.new) == (DAY, "retire", ("training",), ())
    assert (change.by, change.why, change.former) == ("Ada Reader", "=no, use", (before,))


def test_parts_are_named_on_the_command_line() -> None:
    assert part_of("forensic") == Part("forensic")
    assert part_of("forensic=Forensic: SARC, forensic ~ exam") == Part(
        "forensic", "Forensic", ("SARC", "forensic ~ exam")
    )


def test_the_commands_say_what_now_needs_review(own: BaseFolder, tmp_path: Path) -> None:
    who = ["--by", "Ada", "--why", "as agreed", "--data", str(own.root)]
    done = evidence("themes", "merge", "training", "workforce-capacity", "--into", "staff", *who)
    assert "merged into staff" in done.stdout and "now need review" in done.stdout, done.stderr
    done = evidence("themes", "retire", "records-systems", *who, "--to", str(tmp_path / "look.csv"))
    assert "has no theme any more" in (tmp_path / "look.csv").read_text(encoding="utf-8-sig")
    assert "look at:" in done.stderr
    assert "merged into staff: as agreed" in evidence("themes", "history", "--data", str(own.root)).stdout
    assert evidence("themes", "retire", "nothing", *who).returncode == 5
