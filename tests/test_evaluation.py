"""How good the suite is on labelled documents: scored as a reader meets it, and never flattered unsaid."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import sha256
from evidence_lib.learning.evaluate import Evaluation, evaluate
from evidence_lib.learning.labels import Labelled
from evidence_lib.learning.reliability import reliability
from evidence_lib.learning.report import reliability_of, report, scope
from evidence_lib.learning.score import Found, score
from evidence_lib.pack.evaluation_page import evaluation_page
from evidence_lib.sources.add import add
from evidence_lib.sources.init import init
from evidence_lib.tables.build import build
from tests.accessibility import violations
from tests.conftest import ROOT
from tests.test_cli import evidence

SCORE = ROOT.parent / "shared" / "evaluation" / "score.py"
WHO = ("Social workers", "Police officers", "Health visitors", "Probation officers")
GOOD = ("receive good training that helps them", "share information promptly and it is effective")
BAD = ("do not record decisions well enough", "wait too long for a medical examination of a child")
ABOUT = ("This inspection took place in one week of", "Inspectors looked at case records and spoke with staff in")


def letter_of(area: str) -> tuple[str, list[dict[str, object]]]:
    """A made-up report on an area and its labels."""
    good = [f"{who} in {area} {what}." for who in WHO for what in GOOD]
    bad = [f"{who} in {area} {what}." for who in WHO for what in BAD]
    about = [f"{what} {area}." for what in ABOUT]
    text = f"# Joint targeted area inspection of {area}\n\nArea: {area}\n\n## About this inspection\n\n"
    text += "\n\n".join(about) + "\n\n## Key strengths\n\n" + "\n".join(f"- {line}" for line in good)
    text += "\n\n## Areas for improvement\n\n" + "\n".join(f"- {line}" for line in bad) + "\n"

    def block(line: str, kind: str, themes: list[str]) -> dict[str, object]:
        agencies = ["childrens-social-care" if line.startswith("Social") else "police"]
        return {"page": None, "kind": kind, "text": line, "themes": themes, "agencies": agencies}

    theme = {0: "training", 1: "information-sharing"}
    blocks = [{"page": None, "kind": "context", "text": line, "themes": [], "agencies": []} for line in about]
    blocks += [block(line, "strength", [theme[at % 2]]) for at, line in enumerate(good)]
    theme = {0: "records-systems", 1: "medical-treatment"}
    blocks += [block(line, "improvement", [theme[at % 2]]) for at, line in enumerate(bad)]
    return text, blocks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of three made-up reports, and a folder of their labels."""
    root = tmp_path_factory.mktemp("made")
    base = init(root / "base")
    (root / "labels").mkdir()
    for area in ("Westshire", "Eastshire", "Northshire"):
        text, blocks = letter_of(area)
        path = root / f"{area.lower()}.md"
        path.write_text(text, encoding="utf-8")
        (added,) = add(base, [path], {"areas": area})
        assert added.source, added.problem
        labels = {"id": path.stem, "sha256": sha256(path), "document": {"area": area}, "blocks": blocks}
        (root / "labels" / f"{path.stem}.json").write_text(json.dumps(labels), encoding="utf-8")
    build(base)
    return root


@pytest.fixture
def labelled(made: Path, tmp_path: Path) -> tuple[BaseFolder, Path]:
    """A copy of that base and its labels, to do with as a test likes."""
    shutil.copytree(made, tmp_path / "made")
    return BaseFolder(tmp_path / "made" / "base"), tmp_path / "made" / "labels"


def label(text: str, *themes: str, optional: tuple[str, ...] = ()) -> Labelled:
    return Labelled("d", "", text, "", 1, "strength", themes, ("police",), optional)


def found(text: str, *themes: str, sure: float = 0.8) -> Found:
    return Found("d", 1, 1, "", text, "strength", themes, ("police",), (sure,) * len(themes))


ONE, OTHER = "the officers are trained well in Westshire", "nobody asked the child what she wanted"


def test_themes_of_a_finding_that_was_not_found_are_missed() -> None:
    result = score([label(ONE, "training"), label(OTHER, "child-voice")], [found(ONE, "training")])
    assert result.themes.missed["child-voice"] == 1 and result.agencies.missed["police"] == 1
    assert result.found_f1 == pytest.approx(2 / 3) and result.themes.f1() == pytest.approx(2 / 3)


def test_themes_of_what_is_no_finding_are_wrong() -> None:
    result = score([label(ONE, "training")], [found(ONE, "training"), found(OTHER, "child-voice")])
    assert result.themes.wrong["child-voice"] == 1 and result.agencies.wrong["police"] == 1
    assert result.themes.macro == 1.0  # a theme that no label has does not count among the means


def test_a_label_on_which_the_labellers_differed_is_neither_asked_for_nor_counted_against() -> None:
    given = score([label(ONE, "training", optional=("prevention",))], [found(ONE, "training", "prevention")])
    assert given.themes.f1() == 1.0
    assert [step.tags for step in reliability(given)] == [1]


@pytest.mark.parametrize(("kept", "pairs"), [(4, 1), (3, 0)])  # of five words: 0.8 and 0.6
def test_a_finding_is_found_from_an_overlap_of_four_fifths(kept: int, pairs: int) -> None:
    words = ["one", "two", "three", "four", "five"]
    assert len(score([label(" ".join(words))], [found(" ".join(words[:kept]))]).pairs) == pairs


def test_reliability_tells_the_share_right_at_each_score() -> None:
    texts = [f"finding number {at} of this made up report is here" for at in range(10)]
    labels = [label(text, "training") for text in texts]
    result = score(labels, [found(text, "training" if at < 8 else "other", sure=0.85) for at, text in enumerate(texts)])
    (step,) = reliability(result)
    assert (step.low, step.high, step.tags, step.right) == (0.8, 0.9, 10, 0.8)


def test_the_suite_and_the_scoring_script_agree(labelled: tuple[BaseFolder, Path], tmp_path: Path) -> None:
    if not SCORE.is_file():
        pytest.skip("the scoring script is not beside the repository")
    base, folder = labelled
    path = folder / "westshire.json"  # one label that is not found, one finding without label, one theme optional
    labels = json.loads(path.read_text(encoding="utf-8"))
    labels["blocks"][2] |= {"text": OTHER}
    labels["blocks"][5] |= {"themes_optional": ["training"]}
    path.write_text(json.dumps(labels), encoding="utf-8")
    ours = evaluate(base, [folder], export=tmp_path / "out").score
    theirs = by_script(tmp_path / "out", folder)
    assert ours.lost and ours.surplus
    assert theirs["finding_f1"] == pytest.approx(ours.found_f1)
    assert theirs["kind_right"] == pytest.approx(ours.share(ours.kinds))
    assert theirs["theme_micro_f1"] == pytest.approx(ours.themes.f1())
    assert theirs["theme_macro_f1"] == pytest.approx(ours.themes.macro)
    assert theirs["agency_micro_f1"] == pytest.approx(ours.agencies.f1())


def by_script(export: Path, folder: Path) -> dict[str, float]:
    """What the scoring script says of an export."""
    command = [sys.executable, str(SCORE), str(export), "--gold", str(folder), "--json"]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)[
        "all"
    ]
    return found


class Here:
    """An executor that works in this process: a small cross-validation needs no pool."""

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *told: object) -> None: ...

    map = staticmethod(map)


def test_cross_validation_holds_back_whole_documents(
    labelled: tuple[BaseFolder, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from evidence_lib.learning import evaluate as module

    base, folder = labelled
    seen: list[tuple[set[str], set[str]]] = []
    true = module.found_in

    def watched(part: list, others: list, codebook: object) -> list[Found]:  # type: ignore[type-arg]
        seen.append(({one.source.document_id for one in part}, {one.source.document_id for one in others}))
        return true(part, others, codebook)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "found_in", watched)
    result = evaluate(base, [folder], True, tmp_path / "out", executor=Here())  # type: ignore[arg-type]
    assert len(seen) == 3 and all(not part & others for part, others in seen)
    assert set().union(*(part for part, _ in seen)) == set(result.documents)
    assert "never saw it" in scope(result) and not result.in_sample
    assert result.score.found_f1 > 0.9  # two reports of the same make teach the third


def test_a_document_that_the_model_learned_from_is_named_in_sample_everywhere(
    labelled: tuple[BaseFolder, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from evidence_lib.learning import evaluate as module

    base, folder = labelled
    assert "none of which the models learned from" in scope(evaluate(base, [folder]))
    shipped = module.shipped_model()
    monkeypatch.setitem(shipped.about, "learned_from", ["westshire"])  # type: ignore[arg-type]
    result = evaluate(base, [folder])
    assert len(result.in_sample) == 1 and result.in_sample[0].startswith("westshire")
    for table in [*report(result), reliability_of(result)]:
        assert "IN-SAMPLE" in table.caption
    assert 'class="warning"' in evaluation_page(result)


def test_labels_of_another_text_are_named_and_left_out(labelled: tuple[BaseFolder, Path]) -> None:
    base, folder = labelled
    other = json.loads((folder / "eastshire.json").read_text(encoding="utf-8"))
    for block in other["blocks"]:
        block["text"] = "Words of quite another report: " + block["text"][::-1]
    (folder / "eastshire.json").write_text(json.dumps(other), encoding="utf-8")
    gone = json.loads((folder / "northshire.json").read_text(encoding="utf-8")) | {"sha256": "0" * 64}
    (folder / "northshire.json").write_text(json.dumps(gone), encoding="utf-8")
    result = evaluate(base, [folder])
    assert len(result.documents) == 1
    assert [line.split(":")[0] for line in result.left_out] == ["eastshire.json", "northshire.json"]
    assert all(line in reliability_of(result).caption for line in result.left_out)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"id": "x"}', '{"id": "x", "sha256": "", "blocks": [{"kind": "strength"}]}']
)
def test_a_file_that_is_no_labels_is_refused_in_one_line(text: str, westshire: BaseFolder, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    build(westshire)
    with pytest.raises(BadFile, match=r"x\.json: is no labelled document"):
        evaluate(westshire, [tmp_path])


def test_the_command_prints_tables_and_writes_an_accessible_page(
    labelled: tuple[BaseFolder, Path], tmp_path: Path
) -> None:
    base, folder = labelled
    page = tmp_path / "score.html"
    done = evidence("evaluate", str(folder), "--data", str(base.root), "--page", str(page), "--quiet")
    assert done.returncode == 0, done.stderr
    assert "themes micro F1" in done.stdout and "none of which the models" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert '<html lang="en-GB">' in text and 'scope="col"' in text and 'alt="Tags by score' in text
    empty = evidence("evaluate", str(tmp_path / "nothing"), "--data", str(base.root))
    assert (empty.returncode, empty.stderr.count("\n")) == (3, 1)


@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_no_violation_on_the_page_and_it_fits_its_window(
    width: int, labelled: tuple[BaseFolder, Path], tmp_path: Path, page: Page
) -> None:
    base, folder = labelled
    build(base)
    made = tmp_path / "score.html"
    made.write_text(evaluation_page(evaluate(base, [folder])), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(made.as_uri())
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_evaluation_of_nothing_found_says_so() -> None:
    nothing = Evaluation(score([label(ONE, "training")], []), ("d",), (), (), False)
    assert reliability(nothing.score) == []
    assert "labelled document" in evaluation_page(nothing)
