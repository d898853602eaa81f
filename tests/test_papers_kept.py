"""What holds for every format: whole or not at all, one line for a mistake, and no formula through a cell of a CSV either."""

import csv
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_lib.papers.content import NoPaper, Paper, Paragraph
from evidence_lib.papers.keeping import WRITERS, write_paper
from evidence_lib.tables.export import FORMULA, UNSEEN, safe, write_table
from tests import office

FILES = tuple(ending for ending in WRITERS if ending != ".ics")  # a calendar is no paper


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond 100 bytes: what a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("ending", FILES)
def test_where_there_is_no_room_the_old_file_stays_and_one_line_says_so(ending: str, tmp_path: Path) -> None:
    paper = Paper("p", "Title", "", (Paragraph("Words."),), FILES)
    path = write_paper(paper, tmp_path / f"p{ending}")
    before = path.read_bytes()
    with no_room(), pytest.raises(NoPaper, match=r"cannot be written \(File too large\)") as caught:
        write_paper(Paper("p", "Another", "", (Paragraph("Words. " * 99),), FILES), path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", office.EVERY)
def test_a_paper_that_is_harmful_or_empty_is_written_all_the_same(ending: str, tmp_path: Path) -> None:
    for paper in (office.nasty(), office.empty()):
        assert write_paper(paper, tmp_path / f"{paper.name}{ending}").stat().st_size > 1_000


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))  # what a file of UTF-8 can hold


@given(
    texts=st.lists(TEXTS, min_size=1), sign=st.sampled_from(["", *FORMULA]), before=st.sampled_from(["", " ", "\ufeff"])
)
def test_no_cell_of_a_table_for_others_begins_like_a_formula(
    texts: list[str], sign: str, before: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    words = [before + sign + text for text in texts]
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    write_table(pd.DataFrame({"words": words, "list": [[word] for word in words], "=1": 1}), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) == 3 * len(words) + 3
    assert not [cell for cell in cells if cell.startswith(FORMULA) or UNSEEN.sub("", cell).startswith(FORMULA)]


@given(st.text())
def test_a_text_that_is_no_formula_is_not_touched(text: str) -> None:
    assert safe(text) in (text, f"'{text}")
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\n=1", " =1", "\u200b=1", "\ufeff@a", "＝1"])
def test_what_a_spreadsheet_may_take_for_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_words_stay_as_they_are() -> None:
    for text in ("Four of six areas", "5 - 3 = 2", "“=” is a sign", "£5", "'=1", "", "שלום"):
        assert safe(text) == text
