"""data/services.csv: what is commissioned, by this office or another body, with its provider, value and dates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evidence_lib.commissioning.money import pence
from evidence_lib.commissioning.organisation import Organisation
from evidence_lib.commissioning.problems import Problem, Row, read_kept
from evidence_lib.commissioning.years import FinancialYear, financial_year

COLUMNS = {
    "service_id": "short name of the service, kept for good",
    "service": "what it is called",
    "provider": "who provides it",
    "commissioner": "this-office, or the name of the other body that commissions it",
    "kind": "contract or grant",
    "themes": "the themes it serves; the first is its main theme, under which its value is counted",
    "serves": "all, children, under-18s, women, men; or several",
    "areas": "areas of the body; all for the whole of it",
    "start": "first day",
    "end": "last day",
    "extension": "option to extend, in words",
    "notice_by": "last day on which notice can be given",
    "values": "value by financial year in pounds, as 2026-27: 120000; 2027-28: 125000.50",
    "value_source": "where the values stand; a value without a source is marked",
    "funding": "funding stream",
    "figures_year": "the financial year of the four figures that follow",
    "referrals": "people referred",
    "referrals_source": "where that stands",
    "supported": "people supported",
    "supported_source": "where that stands",
    "waiting_days": "days that people wait, as the source defines it",
    "waiting_source": "where that stands",
    "capacity": "people it can support in a year",
    "capacity_source": "where that stands",
    "note": "anything else",
    "example": "yes if the row is made up, to show the form",
}
OWN = "this-office"
KINDS = ("contract", "grant")
WHOLE = "all"
SERVES = ("all", "children", "under-18s", "women", "men")
UNDER_18 = ("children", "under-18s")
FIGURES = {"referrals": "referrals_source", "supported": "supported_source", "waiting_days": "waiting_source"}
FIGURES |= {"capacity": "capacity_source"}


@dataclass(frozen=True, slots=True)
class Service:
    """One service. values is pence by financial year; areas is empty where it serves the whole of the body's area."""

    service_id: str
    service: str
    provider: str
    commissioner: str
    kind: str
    themes: tuple[str, ...]
    serves: tuple[str, ...]
    areas: tuple[str, ...]
    start: date | None
    end: date | None
    extension: str
    notice_by: date | None
    values: dict[FinancialYear, int] = field(hash=False)
    value_source: str
    funding: str
    figures_year: str
    figures: dict[str, tuple[int, str]] = field(hash=False)
    note: str
    example: bool
    where: str

    @property
    def own(self) -> bool:
        """Whether this office commissions it."""
        return self.commissioner == OWN

    @property
    def under_18(self) -> bool:
        """Whether it serves people under 18 by name."""
        return any(group in UNDER_18 for group in self.serves)

    def value(self, year: FinancialYear) -> int:
        """Its value in a year, in pence; nothing where none is entered."""
        return self.values.get(year, 0)


def read_services(path: Path, organisation: Organisation, themes: Sequence[str]) -> tuple[list[Service], list[Problem]]:
    """Read the register. A part of a row that cannot be (a negative value, an unknown theme) is left out and named."""
    areas = organisation.every_area()
    return read_kept(path, tuple(COLUMNS), "service_id", lambda row: service(row, areas, themes))


def service(row: Row, areas: Sequence[str], themes: Sequence[str]) -> Service:
    """One row."""
    held = row.chosen("themes", themes, "theme")
    if not held:
        row.wrong("names no theme that is known", "Name its main theme first.", "Its value stands under 'no theme'.")
    where = row.chosen("areas", (WHOLE, *areas), "area")
    if not where:
        row.wrong("names no area that is known", "Name its areas, or all.", "Its value stands under 'no area known'.")
    serves = row.chosen("serves", SERVES, "group")
    if not serves:
        row.wrong("says nobody whom it serves", f"Write one of: {', '.join(SERVES)}.", "It stands under 'not said'.")
    figures = {
        name: (value, row.text(source)) for name, source in FIGURES.items() if (value := row.whole(name)) is not None
    }
    return Service(
        row.text("service_id"),
        row.text("service") or row.text("service_id"),
        row.text("provider") or "not said",
        row.text("commissioner") or OWN,
        row.one_of("kind", KINDS),
        held,
        serves,
        where,
        row.day("start", needed=True),
        row.day("end", needed=True),
        row.text("extension"),
        row.day("notice_by"),
        values(row),
        row.text("value_source"),
        row.text("funding"),
        row.text("figures_year"),
        figures,
        row.text("note"),
        row.yes("example"),
        row.where,
    )


def values(row: Row) -> dict[FinancialYear, int]:
    """The values by year; one that cannot be is named and left out of every sum."""
    found: dict[FinancialYear, int] = {}
    out = "It is left out of every sum until then."
    for part in row.listed("values"):
        written, _, amount = part.partition(":")
        try:
            year, value = financial_year(written), pence(amount)
        except ValueError as error:
            row.wrong(f"values: {error}", "Correct it.", out)
            continue
        if value < 0:
            row.wrong(f"the value for {year} is negative ({amount.strip()})", "Correct it.", out)
        elif year in found:
            row.wrong(
                f"{year} has two values", "Leave one.", f"The second ({amount.strip()}) is left out of every sum."
            )
        else:
            found[year] = value
    return found
