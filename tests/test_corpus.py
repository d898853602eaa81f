"""On the six real inspection letters, where they lie beside the repository: read whole, quoted from the page they name."""

import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.findings.identity import normal_words
from evidence_lib.frames import EvidenceBase
from evidence_lib.sources.add import add
from evidence_lib.sources.init import init
from tests.conftest import ROOT, needed

CORPUS = ROOT.parent / "shared" / "corpus"
SIX = {
    "bracknell-forest-jtai-2019": ("Bracknell Forest", "2019-03-08"),
    "cornwall-jtai-2018": ("Cornwall", "2018-11-23"),
    "derby-jtai-2019": ("Derby City", "2019-05-08"),
    "islington-jtai-2019": ("Islington", "2019-01-29"),
    "shropshire-jtai-2019": ("Shropshire", "2019-01-15"),
    "york-jtai-2018": ("York", "2018-11-09"),
}
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real reports is not beside the repository")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> BaseFolder:
    """A base of the six letters."""
    base = init(tmp_path_factory.mktemp("six") / "base")
    added = add(base, [CORPUS / "pdf" / f"{name}.pdf" for name in SIX], {})
    assert not [one.problem for one in added if one.problem]
    return base


@pytest.fixture(scope="module")
def six(folder: BaseFolder) -> EvidenceBase:
    return evidence_lib.open(folder.root)


def page_words(path: Path, page: int) -> str:
    """The words of a page as another program reads them."""
    command = [needed("pdftotext"), "-f", str(page), "-l", str(page), str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    return normal_words(text)


def test_each_letter_says_what_it_is(six: EvidenceBase) -> None:
    documents = six.documents()
    days = {areas[0]: day for areas, day in zip(documents["areas"], documents["published"], strict=True)}
    assert days == {area: pd.Timestamp(published) for area, published in SIX.values()}
    assert set(documents["programme"]) == {"jtai"}
    assert all(len(publishers) == 4 for publishers in documents["publishers"])


def test_the_words_of_a_finding_stand_on_the_page_it_names(six: EvidenceBase, folder: BaseFolder) -> None:
    findings = six.findings()
    assert len(findings) > 300
    exact = []
    for (name, first, last), group in findings.groupby(["document_id", "page_start", "page_end"]):
        path = folder.sources / f"{name}.pdf"
        words = " ".join(page_words(path, page) for page in range(first, last + 1)).split()
        for quote in group["quote"]:
            # not every word: the other program breaks a word at the end of a line where ours makes it whole
            ours = normal_words(quote).split()
            assert sum(word in words for word in ours) / len(ours) > 0.9, (name, first, quote[:80])
            exact.append("".join(ours) in "".join(words))
    assert sum(exact) / len(exact) > 0.9, "a quote that a page's foot cuts in two is not found in one piece there"


def test_no_page_furniture_bullet_or_broken_space_is_in_a_quote(six: EvidenceBase) -> None:
    for quote in six.findings()["quote"]:
        assert not re.match(r"[^\w‘“(]", quote), quote[:60]
        assert not re.search(r"  |\s[.,;]|\b\d+\s*$|[\u00ad\ufffe\uf0b7]", quote), quote[-60:]


def test_every_theme_that_the_response_singles_out_is_found_in_most_areas(six: EvidenceBase) -> None:
    for theme in ("medical-treatment", "women-policing-homes", "training", "prevention-early-help"):
        found = six.findings(theme=theme)
        assert found["areas"].explode().nunique() >= 4, theme
        assert (found["why"] != "").all()


@pytest.mark.parametrize("name", SIX)
def test_an_original_takes_the_place_of_its_digest(name: str, shipped: Path, tmp_path: Path) -> None:
    shutil.copytree(shipped, tmp_path / "data")
    base = BaseFolder(tmp_path / "data")
    (added,) = add(base, [CORPUS / "pdf" / f"{name}.pdf"], {})
    assert added.source and added.source.edition == "original"
    documents = evidence_lib.open(base.root).documents().set_index("document_id")
    assert documents.loc[name, "edition"] == "original"
    assert set(documents.drop(name)["edition"]) == {"digest"}
    assert len(documents) == 8
