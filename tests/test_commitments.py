"""From a report and its response to a register, deadlines, what is answered, papers and a calendar."""

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import icalendar
import openpyxl
import pandas as pd
import pytest

import evidence_lib
from evidence_lib import charts, papers
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError
from evidence_lib.frames import EvidenceBase
from evidence_lib.papers.content import NoPaper
from evidence_lib.papers.keeping import write_paper
from evidence_lib.people.progress import Entry, append_progress
from evidence_lib.sources.add import add
from evidence_lib.tables.answered import later
from evidence_lib.tables.build import build
from evidence_lib.tables.schemas import TABLES, schema
from evidence_lib.tables.store import read_table
from tests import responses
from tests.conftest import ROOT

REPORT = """# Keeping children safe in custody

Published: 12 January 2021

Published by: HM Inspectorate of Constabulary and Fire and Rescue Services

Area: Eastmere

Subject: children in custody

## Areas for improvement

- Custody staff are not trained well enough in the needs of children, and training is often late.
- Health assessments of children in custody are not timely, and too many wait for a medical examination.

## Next steps

- The chief constable should send a written statement of action to HMICFRS by 30 April 2021.
"""
AS_OF = "2021-06-01"
DAY = date(2021, 6, 1)


@pytest.fixture
def folder(base: BaseFolder, tmp_path: Path) -> BaseFolder:
    """A base that holds a report and the response to it."""
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    add(base, [tmp_path / "report.md"], {}, "custody-2021")
    (added,) = add(base, [responses.saved(tmp_path, "table.docx")], {}, "eastmere-response")
    assert added.source and added.source.kind == "response"
    return base


@pytest.fixture
def eastmere(folder: BaseFolder) -> EvidenceBase:
    return evidence_lib.open(folder.root)


def first(base: EvidenceBase, action: str) -> str:
    """The id of the first commitment of an action."""
    return str(base.commitments().query("action == @action")["commitment_id"].iloc[0])


def test_a_response_is_tied_to_the_report_that_it_answers(eastmere: EvidenceBase) -> None:
    (row,) = eastmere.responses().to_dict("records")
    assert (row["report_id"], row["report_published"]) == ("custody-2021", pd.Timestamp("2021-01-12"))
    assert row["published"] == pd.Timestamp("2021-03-01") and row["chief_constable_comment"] and not row["problems"]
    assert set(eastmere.commitments()["report_id"]) == {"custody-2021"}


def test_every_table_keeps_to_its_schema_and_names_to_the_export(
    folder: BaseFolder, eastmere: EvidenceBase, tmp_path: Path
) -> None:
    for name in TABLES:
        schema(name).validate(read_table(folder, name))
    from evidence_lib.tables.export import export

    export(folder, tmp_path / "out")
    commitments = pd.read_csv(tmp_path / "out" / "commitments.csv", encoding="utf-8-sig")
    asked = {
        "commitment_id",
        "document_id",
        "quote",
        "addressed_to",
        "action",
        "themes",
        "forum",
        "due_text",
        "due_date",
        "destination",
    }
    assert asked <= set(commitments.columns) and len(commitments) == 9
    assert {path.name for path in export(folder, tmp_path / "pack", published=True)} & {
        "statements.csv",
        "left_out.csv",
    } == set()


NO_DAY = "# A mayor’s response\n\nMayor’s response to the report ‘Keeping children safe in custody’.\n\nI will ask the Force."
NO_REPORT = (
    "# Commissioner’s response to the report ‘Of nothing known’\n\nPublished: 1 May 2021\n\nI will ask the Force."
)
BAD = {
    "no day": (NO_DAY, "gives no day of its own"),
    "no such report": (NO_REPORT, "answers a report that is not known ('Of nothing known' is not in the catalogue)"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_response_that_lacks_something_is_told_in_one_line_and_kept(
    name: str, folder: BaseFolder, tmp_path: Path
) -> None:
    text, line = BAD[name]
    (tmp_path / "other.md").write_text(text, encoding="utf-8")
    (added,) = add(folder, [tmp_path / "other.md"], {"kind": "response"}, "other")
    assert added.source and added.source.kind == "response"
    report = build(folder)
    (note,) = report.notes
    assert line in note and note.startswith("other: ") and "\n" not in note
    assert "other" in set(read_table(folder, "commitments")["document_id"])


def test_a_report_only_wanted_is_linked_too(folder: BaseFolder) -> None:
    text = folder.catalogue.read_text(encoding="utf-8-sig").replace("custody-2021.md", "")
    folder.catalogue.write_text(text, encoding="utf-8-sig")
    assert set(evidence_lib.open(folder.root).responses()["report_id"]) == {"custody-2021"}


def test_an_action_of_a_letter_has_owner_and_day(eastmere: EvidenceBase) -> None:
    (action,) = eastmere.actions("2021-05-01").to_dict("records")
    assert (action["owner"], action["action"], action["addressed_to"]) == ("Chief constable", "send", "HMICFRS")
    assert action["due_date"] == pd.Timestamp("2021-04-30") and action["overdue"]
    assert not eastmere.actions("2021-04-30")["overdue"].any()


def test_what_is_entered_stands_beside_the_commitment_and_narrows(eastmere: EvidenceBase) -> None:
    name = first(eastmere, "request")
    append_progress(eastmere.folder, [Entry(name, "done", date(2021, 5, 1), owner="A. Name", entered_by="A. Name")])
    row = eastmere.commitments(as_of=AS_OF).set_index("commitment_id").loc[name]
    assert (row["status"], row["owner"]) == ("done", "A. Name")
    assert eastmere.commitments(as_of="2021-04-30").set_index("commitment_id").loc[name, "status"] == "no update held"
    assert len(eastmere.commitments(statuses=["done"])) == len(eastmere.commitments(owners=["A. Name"])) == 1
    assert len(eastmere.commitments(owners=["no owner"])) == 8
    for wrong, near in (
        ({"statuses": ["doen"]}, "done"),
        ({"owners": ["A. Nam"]}, "A. Name"),
        ({"themes": ["trainning"]}, "training"),
    ):
        with pytest.raises(EvidenceError, match=f"Did you mean '{near}'"):
            eastmere.commitments(**wrong)  # type: ignore[arg-type]
    with pytest.raises(EvidenceError, match="as_of: 'soon' is no date"):
        eastmere.commitments(as_of="soon")


def test_deadlines_stand_in_the_order_of_days(eastmere: EvidenceBase) -> None:
    table = eastmere.deadlines(AS_OF)
    assert [
        (kind, str(day.date()), state)
        for kind, day, state in table[["kind", "due_date", "state"]].itertuples(index=False)
    ] == [
        ("action", "2021-04-30", "overdue"),
        ("commitment", "2021-05-31", "overdue"),
    ]
    assert list(eastmere.deadlines("2021-05-31")["state"]) == ["overdue", "due"]


def test_the_clock_runs_when_a_person_has_confirmed_the_basis(folder: BaseFolder) -> None:
    base = evidence_lib.open(folder.root)
    assert base.response_clocks(AS_OF)["state"].tolist() == ["legal basis not confirmed: no clock runs"]
    told = evidence(
        "deadlines",
        "confirm",
        "custody-2021",
        "--basis",
        "police-act-1996-s55",
        "--by",
        "A. Name",
        "--data",
        str(folder.root),
    )
    assert "a response is due by 2021-03-08" in told.stdout
    (row,) = base.response_clocks(AS_OF).to_dict("records")
    assert row["state"] == "answered in time, on day 49 of 56" and row["answered_on_day"] == 49
    assert (row["chief_constable_invited"], row["chief_constable_comment"]) == ("not recorded", "there")
    assert (row["recommendations"], row["recommendations_answered"]) == (3, 3)


def test_commitments_answer_findings_on_their_theme_and_the_rest_are_listed(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    answers, commitments = base.answers(), base.commitments().set_index("commitment_id")
    findings = base.findings().set_index("finding_id")
    for name, finding, theme in answers[["commitment_id", "finding_id", "theme_id"]].itertuples(index=False):
        assert theme in commitments.loc[name, "themes"] and theme in findings.loc[finding, "themes"]
        assert findings.loc[finding, "kind"] != "strength"
    rest = base.unanswered()
    assert len(rest) and not set(rest["finding_id"]) & set(answers["finding_id"])
    asking = findings[~findings["kind"].isin(["strength", "case-study"])]
    assert set(rest["finding_id"]) | set(answers["finding_id"]) == set(asking.index)


def test_the_shipped_base_shows_the_commissioners_commitments_in_our_words(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    table = base.commitments()
    assert len(table) == 11 and set(table["edition"]) == {"digest"} and table["paragraph"].notna().all()
    assert table.loc[table["due_date"] == pd.Timestamp("2020-12-31"), "themes"].tolist() == [["medical-treatment"]]
    assert "Joint Leadership Board" in set(table["forum"])
    assert set(base.responses()["report_id"]) == {"csa-overview-2020"}
    assert len(base.actions()) == 6 and base.actions()["due_date"].notna().all()
    shown = charts.commitments_table(table, base.themes, DAY)
    assert all("“" not in row[1].text and row[1].remark == "digest, in our words" for row in shown.rows)


def test_a_later_finding_of_one_area_and_theme_is_proposed_and_a_person_links_it(eastmere: EvidenceBase) -> None:
    findings = eastmere.findings()
    again = findings.assign(
        finding_id=findings["finding_id"] + "-later", published=pd.Timestamp("2023-01-01"), document_id="later-2023"
    )
    proposed = later(pd.concat([findings, again], ignore_index=True))
    assert (
        set(proposed["finding_id"]) <= set(findings["finding_id"]) and proposed["later_id"].str.endswith("-later").all()
    )
    name = findings["finding_id"].iloc[0]
    append_progress(
        eastmere.folder, [Entry(name, "not ours", date(2023, 2, 1), superseded_by="later-2023", entered_by="A")]
    )
    assert eastmere.progress().loc[0, "superseded_by"] == "later-2023" and not eastmere.progress()["problem"].any()


def test_charts_of_commitments_count_commitments_and_bear_an_empty_selection(shipped: Path) -> None:
    base = evidence_lib.open(shipped)
    table = base.commitments(as_of=AS_OF)
    for shown in (table, table.iloc[:0], table.iloc[:1]):
        for chart in (
            charts.commitments_timeline(shown, base.themes, DAY),
            charts.status_by_theme(shown, base.themes, DAY),
        ):
            assert chart.png()[1:4] == b"PNG" and len(chart.alt) > 10 and "commitments" in chart.counted
        assert charts.promised(shown, DAY)
    counts = charts.status_by_theme(table, base.themes, DAY).data
    assert counts.loc[counts["theme"] == "Medical treatment", "no update held"].tolist() == [2]
    assert charts.commitments_timeline(table, base.themes, DAY).title == "One of 11 commitments is past its day"


def every_paper(base: EvidenceBase, report: str) -> list[papers.Paper | papers.Calendar]:
    return [
        papers.register(base, AS_OF),
        papers.holding_to_account(base, as_of=AS_OF),
        papers.response_skeleton(base, report, AS_OF),
        papers.calendar(base.deadlines(AS_OF)),
    ]


def test_every_paper_is_written_in_each_of_its_formats(eastmere: EvidenceBase, tmp_path: Path) -> None:
    seen = set()
    for paper in every_paper(eastmere, "custody-2021"):
        for ending in paper.formats:
            assert write_paper(paper, tmp_path / f"{paper.name}{ending}").stat().st_size > 300
            seen.add(ending)
    assert seen == {".docx", ".xlsx", ".ics"}
    with pytest.raises(NoPaper, match=r"is not written as '\.pdf'"):
        write_paper(papers.register(eastmere), tmp_path / "a.pdf")


def test_the_word_register_has_heading_styles_and_repeats_its_heads(eastmere: EvidenceBase, tmp_path: Path) -> None:
    path = write_paper(papers.register(eastmere, AS_OF), tmp_path / "r.docx")
    document = docx.Document(str(path))
    heads = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads == ["For a person to look at", "Register", "What is due", "Clocks"]
    quotes = [row.cells[1].text for row in document.tables[0].rows][1:]
    assert quotes == [f"“{quote}”" for quote in eastmere.commitments()["quote"]]
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert xml.count("w:tblHeader") == 3 and "w:cantSplit" in xml


def test_the_excel_register_keeps_days_as_days_and_runs_no_formula(eastmere: EvidenceBase, tmp_path: Path) -> None:
    name = first(eastmere, "request")
    append_progress(eastmere.folder, [Entry(name, "done", date(2021, 5, 1), rationale="=1+1\x07", entered_by="A")])
    book = openpyxl.load_workbook(write_paper(papers.register(eastmere, AS_OF), tmp_path / "r.xlsx"))
    sheet = book["Register"]
    rows = [[cell.value for cell in row] for row in sheet[sheet.tables["table_register"].ref]]
    table = pd.DataFrame(rows[1:], columns=rows[0]).set_index("Commitment")
    assert table.loc[name, "Rationale"] == "'=1+1"
    assert date(2021, 5, 31) in {value.date() for value in table["Due date"].dropna()}
    assert book.sheetnames == ["Cover", "Contents", "Notes", "In words", "Register", "Deadlines", "Response clocks"]


def test_the_skeleton_has_each_finding_a_place_for_each_comment_and_the_clock(
    eastmere: EvidenceBase, tmp_path: Path
) -> None:
    document = docx.Document(
        str(write_paper(papers.response_skeleton(eastmere, "custody-2021", AS_OF), tmp_path / "s.docx"))
    )
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for quote in eastmere.findings()["quote"]:
        assert f"“{quote}”" in text
    places = [one.text for one in document.paragraphs if one.style.name == "Evidence Prompt"]
    assert sum(place.startswith("Chief constable's comment:") for place in places) == len(eastmere.findings())
    assert "legal basis not confirmed: no clock runs" in text
    with pytest.raises(EvidenceError, match="Did you mean 'custody-2021'"):
        papers.response_skeleton(eastmere, "custody-2012")


def test_the_brief_asks_what_is_past_its_day_first(eastmere: EvidenceBase, tmp_path: Path) -> None:
    document = docx.Document(str(write_paper(papers.holding_to_account(eastmere, as_of=AS_OF), tmp_path / "b.docx")))
    asked = [p.text for p in document.paragraphs if p.style and p.style.name == "List Number"]
    assert "was due by 31 May 2021" in asked[0]


def test_the_calendar_holds_what_is_open_as_whole_days(eastmere: EvidenceBase, tmp_path: Path) -> None:
    path = write_paper(papers.calendar(eastmere.deadlines(AS_OF)), tmp_path / "c.ics")
    read = icalendar.Calendar.from_ical(path.read_bytes())
    assert [event["dtstart"].dt for event in read.walk("VEVENT")] == [date(2021, 4, 30), date(2021, 5, 31)]
    assert b"\r\n" in path.read_bytes() and all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))
    again = write_paper(papers.calendar(eastmere.deadlines(AS_OF)), tmp_path / "d.ics")
    assert again.read_bytes() == path.read_bytes()


def evidence(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a person does."""
    command = [sys.executable, "-W", "error", "-m", "evidence_lib.cli", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def test_the_commands_list_update_and_write(folder: BaseFolder, eastmere: EvidenceBase, tmp_path: Path) -> None:
    data = ["--data", str(folder.root)]
    name = first(eastmere, "request")
    assert name in evidence("commitments", *data).stdout
    done = evidence(
        "commitments", "update", name, "--status", "in progress", "--by", "A. Name", "--note", "asked in March", *data
    )
    assert done.returncode == 0 and "in progress" in done.stdout and "1 row in its history" in done.stdout
    assert "No commitment in this selection" in evidence("commitments", "--status", "done", *data).stdout
    written = evidence("deadlines", "--as-of", AS_OF, "--ics", str(tmp_path / "c.ics"), *data)
    assert "overdue" in written.stdout and (tmp_path / "c.ics").is_file()
    assert evidence("commitments", "register", str(tmp_path / "r.xlsx"), *data).returncode == 0


def test_a_mistake_in_an_update_is_one_line_and_adds_no_row(folder: BaseFolder, eastmere: EvidenceBase) -> None:
    name, held = first(eastmere, "request"), folder.progress.read_bytes()
    for words, line in (
        (["nothing", "--status", "done"], "no commitment, action or finding 'nothing'"),
        ([name, "--status", "finished"], "no status 'finished'"),
        ([name, "--status", "done", "--day", "2020-01-01"], "is before"),
        ([name, "--status", "will not be done"], "needs a rationale"),
    ):
        told = evidence("commitments", "update", *words, "--by", "A", "--data", str(folder.root))
        assert told.returncode == 4 and line in told.stderr and told.stderr.count("\n") == 1, told.stderr
    assert folder.progress.read_bytes() == held
