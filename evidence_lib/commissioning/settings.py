"""Reading organisation.yml: every key is known, every day a day, every amount exact; what is not is refused in one line."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from evidence_lib.commissioning.money import pence
from evidence_lib.commissioning.organisation import (
    ENDING_MONTHS,
    EVIDENCE_YEARS,
    Area,
    Body,
    Budget,
    Measure,
    Objective,
    Organisation,
    Plan,
)
from evidence_lib.commissioning.years import FinancialYear, financial_year
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadFile, BadRow, did_you_mean
from evidence_lib.core.yml import as_written

Made = TypeVar("Made")
TOP = (
    "bodies",
    "areas",
    "plans",
    "budgets",
    "year_begins",
    "evidence_years",
    "ending_months",
    "little_provision",
    "example",
    "marking",
    "word_template",
)


class Entry:
    """One mapping of the file, taken key by key; where says where it stands."""

    def __init__(self, where: str, held: Any, keys: Collection[str], needed: Collection[str] = ()) -> None:
        if not isinstance(held, dict):
            raise BadRow(f"{where}: must be names and values, such as name: Westshire.")
        for key in held:
            if key not in keys:
                raise BadRow(
                    f"{where}: unknown key '{key}'.{did_you_mean(str(key), keys)} Keys are: {', '.join(keys)}."
                )
        for key in needed:
            if not held.get(key):
                raise BadRow(f"{where}: {key} is missing or empty.")
        self.where, self.held = where, held

    def text(self, key: str) -> str:
        """A text; empty where the key is not there."""
        value = self.held.get(key) or ""
        if not isinstance(value, str):
            raise BadRow(f"{self.where}: {key} must be one text.")
        return " ".join(value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(value).strip() for value in self.sequence(key))

    def sequence(self, key: str) -> Sequence[Any]:
        """A list."""
        value = self.held.get(key) or []
        if not isinstance(value, list):
            raise BadRow(f"{self.where}: {key} must be a list, such as [one, another].")
        return value

    def day(self, key: str) -> date | None:
        """A day, or None."""
        return self.read(key, parse_date)

    def read(self, key: str, reader: Callable[[str], Made]) -> Made:
        """A text as something else; what cannot be read so is refused."""
        try:
            return reader(self.text(key))
        except ValueError as error:
            raise BadRow(f"{self.where}: {key}: {error}.") from error

    def number(self, key: str, default: int) -> int:
        """A whole number from 1."""
        value = self.text(key)
        if value and not (value.isdigit() and int(value)):
            raise BadRow(f"{self.where}: {key} is '{value}', and must be a whole number from 1.")
        return int(value) if value else default

    def each(self, key: str, keys: Collection[str], needed: Collection[str]) -> list["Entry"]:
        """The entries of a list of mappings."""
        rows = enumerate(self.sequence(key), start=1)
        return [Entry(f"{self.where}, {key} {number}", row, keys, needed) for number, row in rows]


def read_organisation(path: Path) -> Organisation:
    """Read organisation.yml; a base without one has a body without a name.

    Raises BadFile for a file that is no YAML, and BadRow, naming the place, for an entry that cannot be.
    """
    if not path.is_file():
        return Organisation()
    try:
        # every value as text: an amount must not pass through a fraction, nor a year through subtraction
        held = as_written(path.read_text(encoding="utf-8-sig"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadFile(
            f"data/{path.name}{line}: cannot be read as YAML. Look for a missing quote or indent there."
        ) from error
    top = Entry(f"data/{path.name}", held, TOP, ("bodies", "areas"))
    made = Organisation(
        tuple(body(entry) for entry in top.each("bodies", BODY, ("name", "areas"))),
        tuple(area(entry) for entry in top.each("areas", AREA, ("name",))),
        tuple(plan(entry) for entry in top.each("plans", PLAN, ("id", "title"))),
        tuple(budget(entry) for entry in top.each("budgets", BUDGET, ("year", "amount"))),
        top.read("year_begins", month_and_day),
        top.number("evidence_years", EVIDENCE_YEARS),
        top.number("ending_months", ENDING_MONTHS),
        top.read("little_provision", lambda text: pence(text) if text else 0),
        top.read("example", yes),
        top.text("marking"),
        top.text("word_template"),
    )
    check(made, top.where)
    return made


BODY = ("name", "short", "areas", "boards", "from", "until")
AREA = ("name", "council", "also", "until", "became")
PLAN = ("id", "title", "from", "until", "objectives")
OBJECTIVE = ("id", "label", "themes", "measures", "from", "until")
BUDGET = ("year", "amount", "source")


def body(entry: Entry) -> Body:
    """One body."""
    name = entry.text("name")
    return Body(
        name,
        entry.text("short") or name,
        entry.texts("areas"),
        entry.texts("boards"),
        entry.day("from"),
        entry.day("until"),
    )


def area(entry: Entry) -> Area:
    """One area."""
    became, last = entry.text("became"), entry.day("until")
    if became and not last:
        raise BadRow(f"{entry.where}: became needs until, the last day of the old area.")
    return Area(entry.text("name"), entry.text("council"), entry.texts("also"), last, became)


def plan(entry: Entry) -> Plan:
    """One plan with its objectives."""
    objectives = tuple(objective(one) for one in entry.each("objectives", OBJECTIVE, ("id", "label")))
    return Plan(entry.text("id"), entry.text("title"), objectives, entry.day("from"), entry.day("until"))


def objective(entry: Entry) -> Objective:
    """One objective."""
    measures = [
        Measure(one.text("label"), one.text("series"))
        for one in entry.each("measures", ("label", "series"), ("label",))
    ]
    return Objective(
        entry.text("id"),
        entry.text("label"),
        entry.texts("themes"),
        tuple(measures),
        entry.day("from"),
        entry.day("until"),
    )


def budget(entry: Entry) -> Budget:
    """One year's budget."""
    return Budget(read_year(entry), entry.read("amount", pence), entry.text("source"))


def read_year(entry: Entry) -> FinancialYear:
    """Its financial year."""
    return entry.read("year", financial_year)


def month_and_day(text: str) -> tuple[int, int]:
    """Read 04-01."""
    if not text:
        return Organisation().year_begins
    found = date.fromisoformat(f"2001-{text}")  # no leap year: a financial year cannot begin on 29 February
    return found.month, found.day


def yes(text: str) -> bool:
    """Read true or yes."""
    if text.lower() not in ("", "true", "yes", "false", "no"):
        raise ValueError(f"'{text}' is neither yes nor no")
    return text.lower() in ("true", "yes")


def check(made: Organisation, where: str) -> None:
    """Refuse ids that stand twice, and an area of a body that is not described."""
    objectives = [one.id for held in made.plans for one in held.objectives]
    for what, names in (("plan", [held.id for held in made.plans]), ("objective", objectives)):
        for name in names:
            if names.count(name) > 1:
                raise BadRow(f"{where}: {what} '{name}' stands twice. Give one of them another id.")
    if Path(made.word_template).name != made.word_template:
        raise BadRow(f"{where}: word_template must be a file in that folder, such as office.docx, and no path.")
    known = [held.name for held in made.known_areas]
    for name in [name for held in made.bodies for name in held.areas] + [held.became for held in made.known_areas]:
        if name and name not in known:
            raise BadRow(f"{where}: no area '{name}'.{did_you_mean(name, known)} Describe it under areas.")
