"""How long a report may go unanswered: settings, a legal basis each, and the arithmetic of days.

Which basis a report falls under is for a person to say (people/legal_basis.py): no clock runs until then.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from evidence_lib.core.errors import BadFile, BadRow, did_you_mean, refuse_unknown
from evidence_lib.core.yml import from_yaml

KEYS = ("id", "label", "source", "days", "first_day_counts", "asks", "suggested_for")
ASKS = ("chief-constable-invited", "chief-constable-comment", "recommendations-answered")


@dataclass(frozen=True, slots=True)
class Clock:
    """One legal basis: days is None where it sets no clock; asks says what a response under it must hold.

    suggested_for names inspection programmes for which the suite proposes the basis; a person confirms it.
    """

    id: str
    label: str
    source: str
    days: int | None = None
    first_day_counts: bool = True
    asks: tuple[str, ...] = ()
    suggested_for: tuple[str, ...] = ()

    def due(self, published: date | None) -> date | None:
        """The last day for a response to a report of that day; None where no clock runs or no day is known."""
        return (
            None
            if self.days is None or published is None
            else response_due(published, self.days, self.first_day_counts)
        )


def response_due(published: date, days: int = 56, first_day_counts: bool = True) -> date:
    """Last day on which a response may be published.

    The period begins *with* the day of publication (Police Act 1996, s.55), so the first day counts: for a report of
    4 February 2020 to which s.55 applies it is 30 March 2020. Bank holidays and weekends count as any other day.
    """
    return published + timedelta(days=days - first_day_counts)


def day_of(published: date, answered: date, first_day_counts: bool = True) -> int:
    """Which day of the clock an answer came on: on the day of publication it is day 1."""
    return (answered - published).days + first_day_counts


def read_clocks(path: Path) -> dict[str, Clock]:
    """Read the clocks of data/clocks.yml, by id. Raises BadFile or BadRow, in one line, for a file that is wrong."""
    try:
        entries = from_yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}). Restore it.") from error
    except yaml.YAMLError as error:
        raise BadFile(f"{path}: is no YAML. Look for a missing quote, bracket or indent.") from error
    if not isinstance(entries, list) or not entries:
        raise BadFile(f"{path}: holds no list of clocks. Each begins with '- id: …'.")
    clocks: dict[str, Clock] = {}
    for number, entry in enumerate(entries, start=1):
        clock = clock_of(f"{path}, clock {number}", entry)
        if clock.id in clocks:
            raise BadRow(f"{path}, clock {number}: id '{clock.id}' stands twice. Give one of them another.")
        clocks[clock.id] = clock
    return clocks


def clock_of(where: str, entry: object) -> Clock:
    """Turn one entry into a clock, or say what is wrong with it."""
    if not isinstance(entry, dict) or not all(entry.get(key) for key in ("id", "label", "source")):
        raise BadRow(f"{where}: a clock needs id, label and source.")
    for key in entry:
        if key not in KEYS:
            raise BadRow(f"{where}: unknown key '{key}'.{did_you_mean(str(key), KEYS)} Keys are: {', '.join(KEYS)}.")
    days = entry.get("days")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 1):
        raise BadRow(f"{where}: days must be a whole number of at least 1, or be left out where no clock runs.")
    for asked in entry.get("asks") or ():
        refuse_unknown("asks", str(asked), ASKS, where)
    return Clock(
        str(entry["id"]),
        str(entry["label"]),
        " ".join(str(entry["source"]).split()),
        days,
        bool(entry.get("first_day_counts", True)),
        tuple(entry.get("asks") or ()),
        tuple(entry.get("suggested_for") or ()),
    )
