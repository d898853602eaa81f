"""What a term would catch is seen before it is added to the codebook."""

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.tables.build import build
from evidence_lib.tables.store import read_table
from evidence_lib.tables.trial import BadTerm, try_terms
from tests.test_cli import evidence


@pytest.fixture
def built(westshire: BaseFolder) -> BaseFolder:
    build(westshire)
    return westshire


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("officer", {"officers": 1}),
        ("supervis*", {"supervision": 1}),
        ("rely ~ mothers", {"rely too much on mothers": 1}),
        ("children wait", {"children wait": 1}),
        ("helicopter", {}),
    ],
)
def test_a_term_is_looked_for_as_the_codebook_would(built: BaseFolder, term: str, words: dict[str, int]) -> None:
    assert dict(try_terms(built, [term]).by_words) == words


def test_counts_sample_and_overlap_with_the_themes_there_are(built: BaseFolder) -> None:
    trial = try_terms(built, ["children", "child*"])
    assert (trial.findings, dict(trial.by_area)) == (5, {"Westshire": 1})  # one document, however many findings
    assert sum(trial.by_document.values()) == len(trial.caught) > 1
    assert any("«children»" in one.marked for one in trial.caught)
    assert not any("««" in one.marked for one in trial.caught)
    tags = read_table(built, "tags")
    for theme, number in trial.by_theme.items():
        caught = {one.finding_id for one in trial.caught}
        assert not theme or number == len(caught & set(tags.loc[tags["theme_id"] == theme, "finding_id"]))
    assert len(trial.without("training")) == len(trial.caught) - trial.by_theme["training"]


def test_a_phrase_that_is_passed_over_is_not_caught(built: BaseFolder) -> None:
    assert not try_terms(built, ["officers"], ["officers respond quickly"]).caught


@pytest.mark.parametrize("term", ["", "~", "train ~", "a*", "tr*in", "and/or", "?"])
def test_a_term_that_cannot_be_looked_for_is_refused_in_one_line(built: BaseFolder, term: str) -> None:
    with pytest.raises(BadTerm) as told:
        try_terms(built, [term])
    assert f"'{term}'" in str(told.value) and "\n" not in str(told.value)


def test_the_command_changes_nothing_and_knows_the_themes(built: BaseFolder) -> None:
    before = built.codebook.read_bytes()
    data = ["--data", str(built.root)]
    done = evidence("themes", "try", "medical examination", "--theme", "medical-treatment", *data)
    assert done.returncode == 0 and "caught in 1 of 5 findings, in 1 document" in done.stdout, done.stderr
    assert "«medical examination»" in done.stdout and "would be new to it" in done.stdout
    assert built.codebook.read_bytes() == before
    wrong = evidence("themes", "try", "x", "--theme", "trainning", *data)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (5, 1) and "Did you mean 'training'" in wrong.stderr
    assert "training" in evidence("themes", "list", *data).stdout
