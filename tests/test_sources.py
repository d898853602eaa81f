"""Documents come in once, are read for what they say of themselves, and never change."""

import http.server
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import sha256
from evidence_lib.core.records import Edition
from evidence_lib.sources.add import add, report_line
from evidence_lib.sources.catalogue import COLUMNS, Source, read_catalogue, write_catalogue
from evidence_lib.sources.check import check, is_problem
from evidence_lib.sources.fetch import Offer, fetch
from evidence_lib.sources.init import init
from tests import letters
from tests.conftest import LETTER


def test_a_document_is_read_for_what_it_says_of_itself(base: BaseFolder, letter: Path) -> None:
    (added,) = add(base, [letter], {})
    source = added.source
    assert source is not None
    assert source.document_id == "westshire-jtai-2024"
    assert source.title.endswith("in Westshire") and source.areas == ("Westshire",) and source.programme == "jtai"
    assert (source.published, source.inspection_start, source.inspection_end) == (
        date(2024, 5, 3),
        date(2024, 3, 4),
        date(2024, 3, 8),
    )
    assert source.publishers == ("Ofsted",)
    assert read_catalogue(base) == [source]
    assert (base.sources / source.file).read_bytes() == letter.read_bytes()


def test_what_a_person_gives_wins_and_what_is_missing_is_asked_for_by_name(base: BaseFolder, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# A note on the inspection of something\n\nThe work is good.\n", encoding="utf-8")
    (added,) = add(base, [path], {"areas": "Eastshire", "published": "1 June 2023"})
    assert (
        added.source is not None and added.source.areas == ("Eastshire",) and added.source.published == date(2023, 6, 1)
    )
    assert "--inspected-from" in report_line(added) and "--area" not in report_line(added)


def test_a_bad_file_is_reported_and_the_others_go_on(base: BaseFolder, letter: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"")
    results = add(base, [bad, letter], {})
    assert [bool(one.source) for one in results] == [False, True]
    assert "is empty" in report_line(results[0])
    assert len(read_catalogue(base)) == 1


def test_the_same_file_is_held_once(base: BaseFolder, letter: Path) -> None:
    add(base, [letter], {})
    assert "is held already" in report_line(add(base, [letter], {})[0])
    assert len(read_catalogue(base)) == 1


def test_an_original_that_was_wanted_takes_the_place_of_its_digest(
    base: BaseFolder, letter: Path, tmp_path: Path
) -> None:
    original = tmp_path / "original.pdf"
    letters.as_pdf(original)
    (added,) = add(base, [letter], {})
    assert added.source
    write_catalogue(base, [replace(added.source, edition=Edition.DIGEST, sha256_wanted=sha256(original))])
    (came,) = add(base, [original], {})
    assert came.source and came.source.document_id == added.source.document_id
    assert came.source.edition is Edition.ORIGINAL and came.source.title == added.source.title
    assert (base.sources / added.source.file).exists()


CELLS = dict.fromkeys(COLUMNS, "") | {"document_id": "a", "kind": "inspection", "edition": "original"}
WRONG_ROWS = {
    "bad date": ({"published": "soon"}, "row 2: published 'soon' is no date"),
    "bad kind": ({"kind": "inspektion"}, "Did you mean 'inspection'"),
    "bad id": ({"document_id": "A B"}, "must be small letters"),
    "climbing file": ({"file": "../secret.pdf"}, "without a folder"),
}


@pytest.mark.parametrize("case", WRONG_ROWS)
def test_a_wrong_row_of_the_catalogue_is_named(case: str, base: BaseFolder) -> None:
    changed, line = WRONG_ROWS[case]
    base.catalogue.write_text(",".join(COLUMNS) + "\n" + ",".join((CELLS | changed).values()) + "\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match=line):
        read_catalogue(base)


def test_a_duplicate_id_and_an_unknown_column_are_named(base: BaseFolder) -> None:
    row = ",".join(CELLS.values())
    base.catalogue.write_text(",".join(COLUMNS) + f"\n{row}\n{row}\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="row 3: document_id 'a' stands in row 2 too"):
        read_catalogue(base)
    base.catalogue.write_text(",".join(COLUMNS).replace("title", "titel") + "\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"unknown column 'titel'\. Did you mean 'title'"):
        read_catalogue(base)


def test_check_tells_added_missing_and_changed_files_apart(westshire: BaseFolder) -> None:
    assert check(westshire) == []
    held = next(westshire.sources.iterdir())
    (westshire.sources / "stray.pdf").write_bytes(b"%PDF-1.7")
    assert [drift.what for drift in check(westshire)] == ["added"]
    held.write_text(LETTER + "more", encoding="utf-8")
    assert [drift.what for drift in check(westshire)] == ["changed", "added"]
    held.unlink()
    assert [drift.what for drift in check(westshire) if is_problem(drift)] == ["missing", "added"]


def test_init_refuses_a_folder_with_anything_in_it(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(EvidenceError, match="is not empty"):
        init(tmp_path)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server on this machine that serves a folder."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}", folder
        running.shutdown()
        thread.join()


def wanting(base: BaseFolder, letter: Path, **facts: str) -> None:
    """A base that holds a digest and wants its original."""
    (added,) = add(base, [letter], {})
    assert added.source
    write_catalogue(base, [replace(added.source, edition=Edition.DIGEST, **facts)])


def test_a_wanted_original_is_fetched_checked_and_held(
    base: BaseFolder, letter: Path, server: tuple[str, Path]
) -> None:
    address, folder = server
    letters.as_pdf(folder / "report.pdf")
    wanting(base, letter, url=f"{address}/report.pdf", sha256_wanted=sha256(folder / "report.pdf"))
    (fetched,) = fetch(base, [], lambda offer: pytest.fail("a known hash needs no person"))
    (source,) = read_catalogue(base)
    assert fetched.state == "held" and source.edition is Edition.ORIGINAL
    assert source.sha256 == sha256(folder / "report.pdf") and source.pages == 1


def test_a_download_with_another_hash_is_refused_and_the_digest_stays(
    base: BaseFolder, letter: Path, server: tuple[str, Path]
) -> None:
    address, folder = server
    letters.as_pdf(folder / "report.pdf")
    wanting(base, letter, url=f"{address}/report.pdf", sha256_wanted="0" * 64)
    (fetched,) = fetch(base, [], lambda offer: True)
    assert fetched.state == "problem" and "another file than the one wanted" in fetched.line
    assert read_catalogue(base)[0].edition is Edition.DIGEST


@pytest.mark.parametrize("answer", [True, False])
def test_a_download_without_a_known_hash_is_shown_to_a_person(
    answer: bool, base: BaseFolder, letter: Path, server: tuple[str, Path]
) -> None:
    address, folder = server
    letters.as_pdf(folder / "report.pdf")
    wanting(base, letter, url=f"{address}/report.pdf")
    shown: list[Offer] = []
    (fetched,) = fetch(base, [], lambda offer: shown.append(offer) is None and answer)
    assert shown[0].pages == 1 and letters.TITLE in shown[0].first_words
    assert fetched.state == ("held" if answer else "declined")


def test_what_cannot_be_had_is_told_in_one_line(base: BaseFolder, letter: Path, server: tuple[str, Path]) -> None:
    address, folder = server
    (folder / "gone.pdf").write_text("<!doctype html><html>Not found</html>", encoding="utf-8")
    for url, line in (
        (f"{address}/missing.pdf", "answers 404"),
        (f"{address}/gone.pdf", "gives a web page"),
        ("file:///etc/hosts", "is no web address"),
        ("", "has no address"),
        ("http://127.0.0.1:9/x.pdf", "cannot be reached"),
    ):
        base.catalogue.unlink()
        write_catalogue(base, [])
        wanting(base, letter, url=url)
        (fetched,) = fetch(base, [], lambda offer: True)
        assert line in fetched.line and "\n" not in fetched.line


def test_an_unknown_document_is_refused_with_the_nearest(westshire: BaseFolder) -> None:
    with pytest.raises(EvidenceError, match="Did you mean 'westshire-jtai-2024'"):
        fetch(westshire, ["westshire-jtai-2023"], lambda offer: True)


def test_a_row_survives_the_round_to_the_file_and_back(base: BaseFolder) -> None:
    row = Source("a-1", title="A, “B”", areas=("X", "Y"), published=date(2020, 2, 29), pages=3)
    write_catalogue(base, [row])
    assert read_catalogue(base) == [row]
