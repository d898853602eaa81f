"""What a paper is made of, before any writer sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evidence_lib import open as open_base
from evidence_lib.charts.chart import Editable, Unfit
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.papers.content import Reference
from evidence_lib.papers.printable import printable
from evidence_lib.papers.references import quote, standing
from evidence_lib.people.reviews import COLUMNS


@pytest.mark.parametrize(
    "first, last, label",
    [
        (None, None, "westshire"),
        (4, None, "westshire, page 4"),
        (4, 4, "westshire, page 4"),
        (4, 5, "westshire, pages 4 to 5"),
    ],
)
def test_a_reference_names_document_and_pages(first: int | None, last: int | None, label: str) -> None:
    assert Reference("westshire", "Letter", first, last).label == label


def test_a_reference_leads_to_the_page() -> None:
    assert Reference("a", "A", 4, url="https://example.org/a.pdf").address == "https://example.org/a.pdf#page=4"
    assert Reference("a", "A", url="https://example.org/a").address == "https://example.org/a"


def test_an_editable_chart_has_a_number_for_each_name() -> None:
    with pytest.raises(Unfit, match="for each of its names"):
        Editable("bars", ("one", "two"), (("areas", (1,)),), "areas")
    with pytest.raises(Unfit, match="no chart of the form 'pie'"):
        Editable("pie", ("one",), (("areas", (1,)),), "areas")


def test_what_is_published_holds_checked_findings_alone(westshire: BaseFolder) -> None:
    everything = open_base(westshire.root)
    findings = everything.findings()
    first = findings.iloc[0]
    row = [first["finding_id"], "checked", "yes", "read at its page", "A. Reviewer", "2026-01-05", first["quote"]]
    westshire.reviews.write_text(f"{','.join(COLUMNS)}\n" + ",".join(f'"{held}"' for held in row) + "\n", "utf-8")
    checked = open_base(westshire.root, checked_only=True).findings()
    assert checked["finding_id"].tolist() == [first["finding_id"]]
    assert standing(open_base(westshire.root).findings()) == f"1 of {len(findings)} findings checked"
    assert quote(checked.to_dict("records")[0]).checked


def test_the_marking_is_a_setting_of_the_office(westshire: BaseFolder) -> None:
    assert open_base(westshire.root).marking == ""
    settings = "bodies: [{name: Westshire PCC, areas: [Westshire]}]\nareas: [{name: Westshire}]\nmarking: FOIA open\n"
    westshire.organisation.write_text(settings, encoding="utf-8")
    assert open_base(westshire.root).marking == "FOIA open"


@given(st.text())
def test_printable_words_are_those_that_xml_can_hold(text: str) -> None:
    root = etree.Element("p")
    root.text = printable(text)
    assert printable(printable(text)) == printable(text)


def test_letters_of_any_script_stay() -> None:
    assert printable("=SUM(A1) 👩🏽‍⚕️ \u202bשלום\u202c\t\n\x00\x1b") == "=SUM(A1) 👩🏽‍⚕️ \u202bשלום\u202c\t\n"
