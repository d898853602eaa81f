"""YAML is read by the quick reader as by PyYAML's own."""

from pathlib import Path

import pytest
import yaml

import evidence_lib
from evidence_lib.core.yml import as_written, from_yaml

FILES = sorted(Path(evidence_lib.__file__).parent.rglob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_our_own_files_say_the_same_by_either_reader(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert from_yaml(text) == yaml.load(text, Loader=yaml.SafeLoader)
    assert as_written(text) == yaml.load(text, Loader=yaml.BaseLoader)


def test_numbers_and_dates_are_told_from_their_letters() -> None:
    assert from_yaml("[007, 2026-11-25, no]")[0] == 7
    assert as_written("[007, 2026-11-25, no]") == ["007", "2026-11-25", "no"]


def test_a_mistake_has_a_line_and_a_tag_runs_nothing() -> None:
    with pytest.raises(yaml.MarkedYAMLError) as wrong:
        from_yaml("a: 1\nb: [1, 2\n")
    assert wrong.value.problem_mark.line >= 1
    with pytest.raises(yaml.YAMLError):
        from_yaml("!!python/object/apply:os.getcwd []")
