"""Official figures as context: facts with publisher, table, period, definition and licence, never divided into findings.

Each series says what it measures and where it breaks. Two that cannot be compared are refused on one axis, with the
reason; a break within one is drawn as a break.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import combinations
from pathlib import Path

import yaml

from evidence_lib.commissioning.problems import Problem, Row
from evidence_lib.commissioning.settings import Entry
from evidence_lib.core.errors import BadFile, BadRow, EvidenceError
from evidence_lib.core.files import read_rows
from evidence_lib.core.yml import as_written

COLUMNS = {
    "series_id": "the series, from official_series.yml",
    "period": "the period as the source writes it",
    "on": "the day that it ends on, so that it can be put in order",
    "value": "the figure; a grade in words where the unit is grade",
    "source": "the document it was taken from, with its page",
    "note": "anything else that the source says of this figure",
}
SERIES = (
    "id",
    "title",
    "publisher",
    "table",
    "measure",
    "definition",
    "unit",
    "area",
    "cycle",
    "caution",
    "licence",
    "url",
    "breaks",
    "example",
)
NEEDED = ("id", "title", "publisher", "table", "measure", "definition", "unit", "area", "licence")
GRADE = "grade"


class NotComparable(EvidenceError):
    """Two series that cannot stand on one axis; the line says why."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Break:
    """From this day on the series counts otherwise."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Series:
    """One series. measure names what is counted and how: two series of one measure can be compared.

    cycle is the inspection cycle of a grade; caution says why the figures must not stand beside others (a force's own
    recording under a cause of concern, say).
    """

    id: str
    title: str
    publisher: str
    table: str
    measure: str
    definition: str
    unit: str
    area: str
    cycle: str
    caution: str
    licence: str
    url: str
    breaks: tuple[Break, ...]
    example: bool

    def segment(self, on: date) -> int:
        """The stretch between breaks in which a day lies; figures of two stretches are not comparable."""
        return sum(held.on <= on for held in self.breaks)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; number is None for a grade."""

    series: Series
    period: str
    on: date
    value: str
    number: Decimal | None
    source: str
    note: str


def read_series(path: Path) -> dict[str, Series]:
    """Read official_series.yml. Raises BadFile or BadRow, naming the place."""
    if not path.is_file():
        return {}
    try:
        held = as_written(path.read_text(encoding="utf-8-sig"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFile(f"data/{path.name}: cannot be read as YAML. Look for a missing quote or indent.") from error
    if not isinstance(held, list):
        held = [held] if held else []
    found: dict[str, Series] = {}
    for number, one in enumerate(held, start=1):
        entry = Entry(f"data/{path.name}, series {number}", one, SERIES, NEEDED)
        breaks = tuple(broken(at) for at in entry.each("breaks", ("on", "reason"), ("on", "reason")))
        texts = {name: entry.text(name) for name in SERIES if name not in ("breaks", "example")}
        made = Series(**texts, breaks=breaks, example=entry.text("example") in ("true", "yes"))
        if made.id in found:
            raise BadRow(f"{entry.where}: id '{made.id}' stands twice. Give one of them another.")
        found[made.id] = made
    return found


def broken(entry: Entry) -> Break:
    """One break."""
    on = entry.day("on")
    assert on is not None  # it is needed, and an empty one was refused
    return Break(on, entry.text("reason"))


def read_figures(path: Path, series: dict[str, Series]) -> tuple[list[Figure], list[Problem]]:
    """Read official_figures.csv in the order of the days; a row that cannot be is named and left out."""
    figures: list[Figure] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in read_rows(path, tuple(COLUMNS)) if path.is_file() else []:
        row = Row(f"data/{path.name}, row {number}", cells)
        made = figure(row, series)
        if made and (made.series.id, made.period) in seen:
            row.wrong(f"'{made.series.id}' has two figures for {made.period}", "Leave one.", "The second is left out.")
        elif made:
            seen.add((made.series.id, made.period))
            figures.append(made)
        problems += row.problems
    return sorted(figures, key=lambda one: (one.series.id, one.on)), problems


def figure(row: Row, series: dict[str, Series]) -> Figure | None:
    """One figure, or None where it cannot be used."""
    out = "It is left out."
    if row.text("series_id") not in series:
        row.wrong(f"no series '{row.text('series_id')}'", f"There are: {', '.join(series) or 'none'}.", out)
        return None
    held, on = series[row.text("series_id")], row.day("on", needed=True)
    if on is None:
        return None
    number = None
    if held.unit != GRADE:
        try:
            number = Decimal(row.text("value").replace(",", ""))
        except InvalidOperation:
            row.wrong(f"value '{row.text('value')}' is no number", effect=out)
            return None
    if not row.text("source"):
        row.wrong("source is empty", "Name the document and page.", "The figure is marked as without a source.")
    return Figure(held, row.text("period"), on, row.text("value"), number, row.text("source"), row.text("note"))


def why_not(one: Series, other: Series) -> str:
    """Why two series cannot stand on one axis; empty where they can."""
    names = f"'{one.title}' ({one.area}) and '{other.title}' ({other.area})"
    for series in (one, other):
        if series.caution:
            return f"{names} cannot stand on one axis: of {series.area}, {series.caution}"
    if one.unit != other.unit:
        return f"{names} cannot stand on one axis: one is in {one.unit}, the other in {other.unit}"
    if one.cycle != other.cycle:
        return f"{names} cannot stand on one axis: they are of different inspection cycles ({one.cycle}; {other.cycle})"
    if one.measure != other.measure:
        return f"{names} cannot stand on one axis: their definitions differ ({one.definition}; {other.definition})"
    return ""


def refuse_unlike(series: Sequence[Series]) -> None:
    """Raise NotComparable, with the reason, unless all the series can stand on one axis."""
    for one, other in combinations(series, 2):
        if reason := why_not(one, other):
            raise NotComparable(f"{reason}. Draw them apart.")
