"""What a document says of itself: of each kind, in words of our own; what it does not say stays empty."""

from datetime import date

import pytest

from evidence_lib.core.records import Block, Role
from evidence_lib.sources.about import about


def document(*lines: str) -> list[Block]:
    """Lines as blocks; those that begin with # are headings."""
    return [Block(line.lstrip("# "), Role.HEADING if line.startswith("#") else Role.PARAGRAPH) for line in lines]


LETTER = document(
    "3 May 2024", "# Joint targeted area inspection of Westshire", "This inspection took place from 4 to 8 March 2024."
)
COUNCIL = document(
    "# Westshire Council",
    "# Inspection of children’s social care services",
    "# Inspection dates: 14 October 2019 to 18 October 2019",
    "A joint targeted area inspection took place in the year before.",
    "Ofsted, Piccadilly Gate",
)
PLACE = document("# Westshire", "# Inspection of children's social care services", "The work is good.")
FORCE = document("# PEEL 2023–25: An inspection of North and South Westshire Constabulary", "Published by HMICFRS.")
PAGE = document("# Westshire Police: national child protection inspection", "Published on: 14 March 2024")
REVIEW = document("# Serious case review: Child A", "# Published by Westshire Safeguarding Children Board")
ANSWER = document(
    "# Police and Crime Commissioner’s response to an inspection", "Joint targeted area inspection in Westshire"
)


@pytest.mark.parametrize(
    ("blocks", "programme", "kind", "area"),
    [
        (LETTER, "jtai", "inspection", "Westshire"),
        (COUNCIL, "ilacs", "inspection", "Westshire"),
        (PLACE, "ilacs", "inspection", "Westshire"),
        (FORCE, "peel", "inspection", "North and South Westshire"),
        (PAGE, "child-protection", "inspection", "Westshire"),
        (REVIEW, "serious-case-review", "review", None),
        (ANSWER, None, "response", None),  # what it tells of the report that it answers is not its own
    ],
)
def test_programme_kind_and_area(blocks: list[Block], programme: str | None, kind: str, area: str | None) -> None:
    said = about(blocks)
    assert (said.programme, said.kind) == (programme, kind)
    assert said.areas == ((area,) if area else said.areas)


def test_a_day_of_publication_that_is_not_printed_is_not_guessed() -> None:
    said = about(COUNCIL)
    assert said.published is None
    assert (said.inspection_start, said.inspection_end) == (date(2019, 10, 14), date(2019, 10, 18))
    assert said.publishers == ("Ofsted",)


@pytest.mark.parametrize(("issued", "year"), [("3 May 2016", 2016), ("3 February 2017", 2016)])
def test_days_without_a_year_are_those_before_the_letter(issued: str, year: int) -> None:
    said = about(
        document(issued, "# Joint targeted area inspection of Westshire", "Between 4 and 8 March, inspectors came.")
    )
    assert (said.inspection_start, said.inspection_end) == (date(year, 3, 4), date(year, 3, 8))
