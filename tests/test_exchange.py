"""Codings leave for other tools and come back at their places; what cannot be trusted is refused whole."""

import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, UnknownName
from evidence_lib.exchange import archive
from evidence_lib.exchange.documents import PlainDocument, documents_of
from evidence_lib.exchange.incoming import GONE, UNNAMED, bring_back
from evidence_lib.exchange.outgoing import project_of
from evidence_lib.exchange.places import Alignment, signs, spoken_of
from evidence_lib.exchange.project import Code, Coding, Project, Selection, TextSource, guid
from evidence_lib.exchange.qdc import proposal, read_codes, write_codebook
from evidence_lib.exchange.qdpx_read import read_project
from evidence_lib.exchange.qdpx_write import write_project
from evidence_lib.people.reviews import Review, append_reviews, read_reviews
from evidence_lib.sources.add import add
from evidence_lib.tables.build import build
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook
from tests.qualcoder import Coded, qualcoder
from tests.test_cli import evidence

DAY = date(2026, 3, 31)
LABELS = {"Themes": ["Training", "Medical treatment", "Workforce and capacity"], "Agencies": ["Police"]}
ODD_LINES = """# Joint targeted area inspection of Ostshire

Area: Ostshire

## Key strengths

- Children say 👩🏽‍⚕️ that police training is effective and the training of officers works well for them 🙂.
- الأطفال training of social workers is strong שלום and children benefit from the training.

## Areas for improvement

- Health assessments are not timely, and too many children wait too long 🕰️ for a medical examination.
"""


@pytest.fixture
def held(westshire: BaseFolder, tmp_path: Path) -> BaseFolder:
    """Two letters, one of them with characters beyond the basic plane and from right to left; two people's decisions."""
    odd = tmp_path / "ostshire.md"
    odd.write_text(ODD_LINES, encoding="utf-8")
    assert all(one.source for one in add(westshire, [odd], {"areas": "Ostshire"}))
    build(westshire)
    return westshire


@pytest.fixture
def twin(held: BaseFolder, tmp_path: Path) -> BaseFolder:
    """The same documents in another base, made before anybody decided anything."""
    shutil.copytree(held.root, tmp_path / "twin")
    return BaseFolder(tmp_path / "twin")


def decide(base: BaseFolder, ordinal: int, field: str, value: str, reviewer: str = "Ada Reader", why: str = "") -> str:
    """A person's decision on one finding of the odd letter."""
    row = finding(base, ordinal)
    append_reviews(base, [Review(row["finding_id"], field, value, why, reviewer, DAY, row["quote"])])
    build(base)
    return str(row["finding_id"])


def finding(base: BaseFolder, ordinal: int, area: str = "Ostshire") -> dict[str, Any]:
    rows = [row for row in read_table(base, "findings").to_dict("records") if area in row["areas"]]
    return next(row for row in rows if row["ordinal"] == ordinal)


def reviews(base: BaseFolder) -> list[tuple[str, str, tuple[str, ...], str]]:
    held = read_reviews(base, read_codebook(base.codebook).ids)
    return [(one.finding_id, one.field, one.values, one.reviewer) for one in held]


def document(base: BaseFolder, area: str = "Ostshire") -> PlainDocument:
    wanted = finding(base, 1, area)["document_id"]
    return next(one for one in documents_of(base) if one.document_id == wanted)


# Leaving and coming back


def test_every_finding_stands_in_its_documents_text_at_its_place(held: BaseFolder) -> None:
    quotes = dict(zip(read_table(held, "findings")["finding_id"], read_table(held, "findings")["quote"], strict=True))
    placed = {name: one.text[start:end] for one in documents_of(held) for name, (start, end) in one.spots.items()}
    assert placed == quotes and {"👩", "ש", "🕰"} <= set("".join(placed.values()))


def test_what_leaves_is_what_is_read_again(held: BaseFolder, tmp_path: Path) -> None:
    decide(held, 1, "themes", "training;workforce-capacity", why="said twice")
    project = project_of(held)
    write_project(project, tmp_path / "a.qdpx")
    write_project(project, tmp_path / "b.qdpx")
    assert read_project(tmp_path / "a.qdpx") == project
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_decisions_travel_to_another_base_with_the_same_documents(
    held: BaseFolder, twin: BaseFolder, tmp_path: Path
) -> None:
    decide(held, 1, "themes", "training;workforce-capacity", why="said twice")
    decide(held, 2, "themes", "")  # no theme: nothing to see in another tool, and nothing comes back
    decide(held, 3, "kind", "mixed", "Ben Reader")
    decide(held, 3, "agencies", "health;police", "Ben Reader")
    write_project(project_of(held), tmp_path / "out.qdpx")
    found = bring_back(twin, tmp_path / "out.qdpx")
    assert not found.not_taken or {one.why for one in found.not_taken} == {GONE}
    assert set(reviews(twin)) == {one for one in reviews(held) if one[2]}
    assert [one.reason for one in found.reviews if one.field == "themes"] == ["said twice"]
    build(twin)
    assert bring_back(twin, tmp_path / "out.qdpx").reviews == ()  # twice is once


def test_a_base_that_reads_its_own_project_changes_nothing(held: BaseFolder, tmp_path: Path) -> None:
    decide(held, 1, "themes", "workforce-capacity")
    before = held.reviews.read_bytes()
    write_project(project_of(held), tmp_path / "out.qdpx")
    found = bring_back(held, tmp_path / "out.qdpx")
    assert (found.reviews, found.not_taken, found.held) == ((), (), 1)
    assert held.reviews.read_bytes() == before


def test_a_decision_that_was_taken_back_does_not_leave(held: BaseFolder) -> None:
    decide(held, 1, "themes", "medical-treatment", "Cleo Coder")
    decide(held, 1, "undo", "themes", "Cleo Coder")
    build(held)
    assert "Cleo Coder" not in project_of(held).users


def test_the_next_person_may_code_without_seeing_the_first(held: BaseFolder) -> None:
    project = project_of(held, reviewer="Ben Reader", blind=True)
    assert project.users == ("Ben Reader",)
    assert not [one for source in project.sources for one in source.selections]


TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r"), min_size=1, max_size=60)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project with any text and any places in it."""
    code = Code(guid("themes", "training"), "Training")
    sources = []
    for number, text in enumerate(draw(st.lists(TEXTS, min_size=1, max_size=3))):
        ends = draw(st.lists(st.tuples(*[st.integers(0, len(text))] * 2), max_size=4))
        places = [Selection(min(pair), max(pair), (Coding(code.guid, "Ada", "2026-03-31T00:00:00Z"),)) for pair in ends]
        sources.append(TextSource(f"d{number}", text, tuple(places), guid=guid("document", number)))
    return Project("p", ("Ada",), (code,), tuple(sources), made="2026-03-31T00:00:00Z")


@settings(max_examples=60, deadline=None)
@given(project=projects())
def test_any_text_and_place_comes_back_the_same(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "p.qdpx"
    write_project(project, path)
    back = read_project(path)
    for source, again in zip(project.sources, back.sources, strict=True):
        assert (again.text, again.selections) == (source.text.removeprefix("\ufeff"), source.selections) or (
            source.text.startswith("\ufeff")
        )


@settings(max_examples=100)
@given(text=st.text(max_size=80), data=st.data())
def test_a_place_keeps_its_letters_when_line_ends_and_spaces_differ(text: str, data: st.DataObject) -> None:
    laid_out = text.replace(" ", "\r\n  ").replace("\n", "\r\n")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = Alignment(text, laid_out).place(start, end)
    assert signs(laid_out[first:last]) == signs(text[start:end])


# From other tools


@pytest.mark.parametrize("windows_lines", [False, True])
@pytest.mark.parametrize("pdf", [False, True])
def test_a_project_of_qualcoder_comes_in_with_its_codings_in_place(
    held: BaseFolder, tmp_path: Path, windows_lines: bool, pdf: bool
) -> None:
    text, spots = document(held).text, list(document(held).spots.items())
    (first, (start, end)), (second, (begin, _)), *_ = spots
    coded = [
        Coded(document(held).document_id, start, end, "Workforce and capacity", "Cleo", "who does it"),
        Coded(document(held).document_id, start + 4, start + 20, "Training", "Cleo"),
        Coded(document(held).document_id, begin, begin + 12, "Police", "Dan"),
    ]
    sources = {document(held).document_id: text}
    path = qualcoder(tmp_path / "q.qdpx", sources, LABELS, coded, windows_lines, pdf)
    found = bring_back(held, path)
    assert {(r.finding_id, r.field, frozenset(r.values), r.reviewer) for r in found.reviews} == {
        (first, "themes", frozenset({"workforce-capacity", "training"}), "Cleo"),
        (second, "agencies", frozenset({"police"}), "Dan"),
    }
    assert {review.reviewed_at for review in found.reviews} == {date(2026, 5, 2)}
    assert not found.not_taken


def test_the_text_of_the_file_itself_is_the_same_text(held: BaseFolder, tmp_path: Path) -> None:
    """Somebody who has put the letter itself into QualCoder, with its marks of headings and lists."""
    at = ODD_LINES.index("Health assessments")
    coded = [Coded("ostshire.md", at, at + 40, "Medical treatment", "Cleo")]
    doc = document(held)
    name = doc.file or "ostshire.md"
    coded = [replace(one, source=name) for one in coded]
    path = qualcoder(tmp_path / "q.qdpx", {name: ODD_LINES}, LABELS, coded)
    assert [(r.finding_id, r.values) for r in bring_back(held, path).reviews] == [
        (finding(held, 3)["finding_id"], ("medical-treatment",))
    ]


def test_what_matches_no_finding_or_no_code_is_listed(held: BaseFolder, tmp_path: Path) -> None:
    doc = document(held)
    start = doc.text.index("Key strengths")
    coded = [
        Coded(doc.document_id, start, start + 13, "Training", "Cleo"),
        Coded(doc.document_id, *next(iter(doc.spots.values())), "Hope", "Cleo"),
        Coded("interview", 0, 4, "Training", "Cleo"),
    ]
    sources = {doc.document_id: doc.text, "interview": "Some other words."}
    path = qualcoder(tmp_path / "q.qdpx", sources, LABELS | {"": ["Hope"]}, coded)
    found = bring_back(held, path)
    assert not found.reviews
    assert [(one.source, one.words, one.code) for one in found.not_taken] == [
        (doc.document_id, "Key strengths", "Training"),
        (doc.document_id, " ".join(finding(held, 1)["quote"].split()), "Hope"),
        ("interview", "Some", "Training"),
    ]
    assert bring_back(held, path, meant={"Hope": "child-voice"}, dry=True).reviews[0].values == ("child-voice",)
    with pytest.raises(UnknownName, match=r"no code 'Hoep'\. Did you mean 'Hope'"):
        bring_back(held, path, meant={"Hoep": "training"})


def test_line_ends_counted_as_two_are_seen_by_the_words(tmp_path: Path) -> None:
    text = "One line.\r\nAnother line.\r\nThe third."
    places = (Selection(text.index("third"), text.index("third") + 5, (Coding("c", "Ada"),), "third"),)
    source = TextSource("d", text, places, guid=guid("document", "d"))
    write_project(Project("p", ("Ada",), (), (source,), made="2026-01-01T00:00:00Z"), tmp_path / "p.qdpx")
    back = read_project(tmp_path / "p.qdpx").sources[0]
    assert back.text[back.selections[0].start : back.selections[0].end] == "third"


@pytest.mark.parametrize(
    ("start", "end", "taken"),
    [(10, 15, ["a"]), (0, 30, ["a", "b"]), (10, 24, ["a"]), (10, 25, ["a", "b"]), (5, 10, []), (12, 12, [])],
)
def test_a_selection_speaks_of_what_it_holds_half_of_or_lies_in(start: int, end: int, taken: list[str]) -> None:
    assert spoken_of(start, end, {"a": (10, 20), "b": (20, 30)}, "x" * 30) == taken


def changed(path: Path, change: Any) -> Path:
    """The project with its XML changed, as a tool saves it after somebody worked in it."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    root = etree.fromstring(members["project.qde"])
    change(root)
    target = path.with_name("changed.qdpx")
    with zipfile.ZipFile(target, "w") as out:
        for name, data in members.items():
            out.writestr(name, etree.tostring(root) if name == "project.qde" else data)
    return target


def remove_first_theme(root: Any) -> None:
    themes = {guid("themes", name) for name in ("training", "medical-treatment")}
    ref = next(one for one in root.iter("{*}CodeRef") if one.get("targetGUID") in themes)
    ref.getparent().getparent().remove(ref.getparent())


def test_a_coding_of_the_machine_that_is_gone_needs_somebody_who_took_it_away(held: BaseFolder, tmp_path: Path) -> None:
    write_project(project_of(held), tmp_path / "out.qdpx")
    path = changed(tmp_path / "out.qdpx", remove_first_theme)
    found = bring_back(held, path)
    assert not found.reviews and [one.why for one in found.not_taken] == [GONE]
    taken = bring_back(held, path, reviewer="Ada Reader")
    assert len(taken.reviews) == 1 and not taken.not_taken
    assert found.not_taken[0].code not in taken.reviews[0].values


def test_the_machine_makes_no_codings_in_other_tools(held: BaseFolder, tmp_path: Path) -> None:
    theme = "commissioning"
    assert theme in read_codebook(held.codebook).ids

    def add_one(root: Any) -> None:
        place = next(root.iter("{*}PlainTextSelection"))
        coding = etree.SubElement(place, "{urn:QDA-XML:project:1.0}Coding", guid=guid("x"))
        coding.set("creatingUser", place.get("creatingUser"))
        etree.SubElement(coding, "{urn:QDA-XML:project:1.0}CodeRef", targetGUID=guid("themes", theme))

    write_project(project_of(held), tmp_path / "out.qdpx")
    path = changed(tmp_path / "out.qdpx", add_one)
    assert [one.why for one in bring_back(held, path).not_taken] == [UNNAMED]
    assert bring_back(held, path, reviewer="Ada Reader").reviews[0].values[-1] == theme


# Independent readers


def test_an_independent_reader_finds_the_same(held: BaseFolder, tmp_path: Path) -> None:
    from pyrefiqda.refiproject import RefiProject

    decide(held, 1, "themes", "workforce-capacity", why="a remark")
    project = project_of(held)
    write_project(project, tmp_path / "out.qdpx")
    peer = RefiProject.load(tmp_path / "out.qdpx", extract_dir=str(tmp_path / "peer"))
    assert [one.name for one in peer.users.user] == list(project.users)
    assert [one.name for top in peer.code_book.codes.code for one in (top, *top.code)] == [
        c.name for c in project.codes
    ]
    for ours, theirs in zip(project.sources, peer.sources.text_source, strict=True):
        assert (theirs.name, theirs.guid) == (ours.name, ours.guid)
        text = (
            (tmp_path / "peer" / "Sources" / theirs.plain_text_path.removeprefix("internal://")).read_bytes().decode()
        )
        assert text == ours.text
        assert [
            (s.start_position, s.end_position, [c.code_ref.target_guid for c in s.coding])
            for s in theirs.plain_text_selection
        ] == [(s.start, s.end, [c.code for c in s.codings]) for s in ours.selections]
    assert [one.plain_text_content for one in peer.notes.note if one.plain_text_content == "a remark"] == ["a remark"]
    RefiProject.save(peer, tmp_path / "again.qdpx")  # written from the schema: its order of elements is the schema's
    with zipfile.ZipFile(tmp_path / "out.qdpx") as one, zipfile.ZipFile(tmp_path / "again.qdpx") as other:
        assert names(one.read("project.qde")) == names(other.read("project.qde"))


def names(xml: bytes) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.tag), tuple(sorted(map(str, one.attrib)))[:9]) for one in etree.fromstring(xml).iter()][1:]


def test_the_codebook_is_read_by_an_independent_reader_and_by_us(held: BaseFolder, tmp_path: Path) -> None:
    from pyrefiqda.reficodebook import RefiCodebook

    codebook = read_codebook(held.codebook)
    write_codebook(codebook, tmp_path / "c.qdc")
    peer = RefiCodebook.load(tmp_path / "c.qdc")
    assert {theme.label for theme in codebook} <= {one.name for one in peer.codes.code}
    assert [one.name for one in peer.sets.set] == ["Themes", "Kinds", "Agencies"]
    same = proposal(read_codes(tmp_path / "c.qdc"), codebook)
    assert (same.new, same.changed, same.missing) == ((), (), ())
    text = (tmp_path / "c.qdc").read_text(encoding="utf-8")
    text = text.replace('name="Training"', 'name="Skills"').replace(guid("themes", "training"), guid("x"))
    (tmp_path / "c.qdc").write_text(text, encoding="utf-8")
    other = proposal(read_codes(tmp_path / "c.qdc"), codebook)
    assert ([one.name for one in other.new], other.missing) == (["Skills"], ("training",))


# What cannot be trusted


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


EMPTY = b'<Project xmlns="urn:QDA-XML:project:1.0" name="p"/>'
ENTITY = (
    b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project name="p"><Description>&x;</Description></Project>'
)
LAUGHS = (
    b'<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Project name="p"><Description>&b;</Description></Project>'
)
TEXT = (
    b'<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Sources><TextSource guid="g" name="d" '
    b'plainTextPath="internal://%s"><PlainTextSelection guid="s" startPosition="%s" endPosition="9"/></TextSource>'
    b"</Sources></Project>"
)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"../evil.txt": b"x", "project.qde": EMPTY}, "'../evil.txt' leads out of the archive"),
        ({"C:/evil.txt": b"x", "project.qde": EMPTY}, "'C:/evil.txt' leads out"),
        ({"/evil.txt": b"x", "project.qde": EMPTY}, "'/evil.txt' leads out"),
        ({"readme.txt": b"x"}, "holds 0 files .qde"),
        ({"project.qde": ENTITY}, "declares a document type"),
        ({"project.qde": LAUGHS}, "declares a document type"),
        ({"project.qde": b"<Project"}, "is no XML"),
        ({"project.qde": b"<CodeBook/>"}, "begins with CodeBook"),
        ({"project.qde": TEXT % (b"../../etc/passwd", b"0")}, "leads out of the archive"),
        ({"project.qde": TEXT % (b"gone.txt", b"0")}, "'gone.txt' of source 'd' is missing"),
        ({"project.qde": TEXT % (b"a.txt", b"0"), "sources/a.txt": b"short"}, "from 0 to 9, and its text 5"),
        ({"project.qde": TEXT % (b"a.txt", b"x"), "sources/a.txt": b"short"}, "no whole numbers"),
        ({"project.qde": TEXT % (b"a.txt", b"0"), "sources/a.txt": b"\xff\xfe\xff"}, "not saved as UTF-8"),
    ],
)
def test_a_dangerous_or_broken_project_is_refused_by_name(
    held: BaseFolder, tmp_path: Path, members: dict[str, bytes], told: str
) -> None:
    before = held.reviews.read_bytes() if held.reviews.is_file() else b""
    with pytest.raises(BadFile, match=r"p\.qdpx") as error:
        bring_back(held, zipped(tmp_path / "p.qdpx", members))
    assert told in str(error.value) and "\n" not in str(error.value)
    assert (held.reviews.read_bytes() if held.reviews.is_file() else b"") == before
    assert not list(tmp_path.rglob("evil.txt"))


def test_a_project_too_large_unpacked_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: Any) -> None:
    path = zipped(tmp_path / "p.qdpx", {"project.qde": EMPTY, "Sources/a.txt": b"0" * 5_000_000})
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(archive, "MOST_UNPACKED", 4_999_999)
    with pytest.raises(BadFile, match="GB unpacked"):
        read_project(path)
    monkeypatch.setattr(archive, "MOST_UNPACKED", 10**9)
    monkeypatch.setattr(archive, "MOST_READ", 4_999_999)
    with zipfile.ZipFile(path) as held, pytest.raises(BadFile, match=r"'Sources/a\.txt' has more than"):
        archive.member_bytes(path, held, "Sources/a.txt")


def test_ten_gigabytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.qdpx"
    block = b"\0" * (1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        out.writestr("project.qde", EMPTY)
        with out.open("Sources/a.txt", "w", force_zip64=True) as file:
            file.write(block)
    raw = path.read_bytes()  # the list of contents is made to declare ten gigabytes, as such a file does
    with zipfile.ZipFile(path) as held:
        info = held.getinfo("Sources/a.txt")
    at = raw.rindex(b"PK\x01\x02")
    declared = min(10 * 1024**3, 0xFFFFFFFE).to_bytes(4, "little")
    path.write_bytes(raw[: at + 24] + declared + raw[at + 28 :])
    assert info.file_size == 1 << 20
    with pytest.raises(BadFile, match=r"bomb\.qdpx: would be 4\.0 GB unpacked"):
        read_project(path)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_broken_archive_is_refused(held: BaseFolder, tmp_path: Path, cut: float) -> None:
    write_project(project_of(held), tmp_path / "out.qdpx")
    raw = (tmp_path / "out.qdpx").read_bytes()
    (tmp_path / "cut.qdpx").write_bytes(raw[: int(len(raw) * cut)])
    with pytest.raises(BadFile, match=r"cut\.qdpx"):
        bring_back(held, tmp_path / "cut.qdpx")
    flipped = bytearray(raw)
    flipped[120] ^= 0xFF
    (tmp_path / "cut.qdpx").write_bytes(flipped)
    with pytest.raises(BadFile, match=r"cut\.qdpx"):
        bring_back(held, tmp_path / "cut.qdpx")


def test_another_text_under_the_same_name_is_refused_by_name_and_nothing_is_taken(
    held: BaseFolder, tmp_path: Path
) -> None:
    doc, other = document(held), document(held, "Westshire")
    coded = [Coded(one.document_id, *next(iter(one.spots.values())), "Training", "Cleo") for one in (other, doc)]
    sources = {other.document_id: other.text, doc.document_id: doc.text + " A word more."}
    path = qualcoder(tmp_path / "q.qdpx", sources, LABELS, coded)
    with pytest.raises(BadFile, match=f"source '{doc.document_id}' has another text"):
        bring_back(held, path)
    assert reviews(held) == []


def test_a_name_that_would_be_a_formula_reaches_no_cell(held: BaseFolder, tmp_path: Path) -> None:
    doc = document(held)
    coded = [
        Coded(doc.document_id, *next(iter(doc.spots.values())), "Workforce and capacity", "=cmd|'x'!A1", "=1+1\nx")
    ]
    found = bring_back(held, qualcoder(tmp_path / "q.qdpx", {doc.document_id: doc.text}, LABELS, coded))
    assert (found.reviews[0].reviewer, found.reviews[0].reason) == ("cmd|'x'!A1", "1+1 x")


# The commands


def test_the_commands_say_what_they_did(held: BaseFolder, tmp_path: Path) -> None:
    data = ["--data", str(held.root)]
    done = evidence("exchange", "export", str(tmp_path / "out.qdpx"), *data)
    assert "2 documents" in done.stdout, done.stderr
    doc = document(held)
    coded = [
        Coded(doc.document_id, *next(iter(doc.spots.values())), "Workforce and capacity", "Cleo"),
        Coded(doc.document_id, 0, 5, "Training", "Cleo"),
    ]
    path = qualcoder(tmp_path / "q.qdpx", {doc.document_id: doc.text}, LABELS, coded)
    tried = evidence("exchange", "import", str(path), *data, "--dry-run")
    assert "1 review would be added" in tried.stdout and not reviews(held)
    done = evidence("exchange", "import", str(path), *data)
    assert "1 review are added" not in done.stdout and "Cleo: 1 finding" in done.stdout
    assert "no finding stands at this place" in done.stderr
    assert "Training" in (tmp_path / "q-not-taken.csv").read_text(encoding="utf-8-sig")
    assert evidence("exchange", "import", str(tmp_path / "none.qdpx"), *data).returncode == 3
    assert evidence("exchange", "import", str(path), *data, "--code", "Hope").returncode == 4


def test_tables_for_anyone_are_the_same_in_both_formats(held: BaseFolder, tmp_path: Path) -> None:
    import pandas as pd

    from evidence_lib.exchange.tables import export_tables

    decide(held, 1, "themes", "training")
    written = {path.name for path in export_tables(held, tmp_path / "tables")}
    for name in ("documents", "findings", "tags", "reviews", "codebook", "left_out", "reviews_unplaced"):
        assert {f"{name}.csv", f"{name}.parquet"} <= written
        flat = pd.read_csv(tmp_path / "tables" / f"{name}.csv", dtype=str, encoding="utf-8-sig")
        full = pd.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        assert list(flat.columns) == list(full.columns) and len(flat) == len(full)
