"""When a job runs: a cron line of five fields in a time zone, right on the two days on which the clock changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

from evidence_lib.core.errors import BadRow, UnknownName, did_you_mean

LONDON = "Europe/London"
ALL_DAY = tuple(range(24))
EXAMPLE = 'Write minute, hour, day of the month, month, day of the week, such as "15 6 * * 1-5" for 06:15 from Monday to Friday'


@dataclass(frozen=True, slots=True)
class Times:
    """The moments that a cron line names in a zone.

    A time that the clock skips in March is kept once, when the clock has gone on; one that comes twice in October is
    kept the first time. Days follow cron: where both a day of the month and a day of the week are named, either will do.
    """

    line: str
    zone: str = LONDON

    def after(self, moment: datetime) -> Iterator[datetime]:
        """The moments after one, in order."""
        yield from self._moments(moment)

    def next(self, moment: datetime, count: int = 1) -> list[datetime]:
        """The next few moments; fewer where the line names no more (a 30 February)."""
        return list(islice(self.after(moment), count))

    def last(self, moment: datetime) -> datetime | None:
        """The newest moment at or before one."""
        # forward from far enough back: the clock changes are told forward, and a moment itself counts
        for days in (2, 9, 63, 370):
            found = list(self._until(moment - timedelta(days=days), moment))
            if found:
                return found[-1]
        return None

    def _until(self, first: datetime, last: datetime) -> Iterator[datetime]:
        for held in self.after(first):
            if held > last:
                return
            yield held

    def _moments(self, moment: datetime) -> Iterator[datetime]:
        from cronsim import CronSim

        seen = moment.astimezone(UTC)
        for held in CronSim(" ".join(self.fields), moment.astimezone(ZoneInfo(self.zone))):
            if held.astimezone(UTC) > seen:
                seen = held.astimezone(UTC)
                yield held

    @property
    def fields(self) -> tuple[str, ...]:
        """The five fields. Cron takes "*/30" for a clock that never changes: in named hours the minutes are written out."""
        minute, hour, *days = self.line.split()
        if minute.startswith("*") and not hour.startswith("*"):
            minute = ",".join(map(str, self.values("minutes")))
        return (minute, hour, *days)

    def values(self, name: str) -> tuple[int, ...]:
        """The numbers that a field stands for: minutes, hours, days, months or weekdays (0 is Sunday)."""
        from cronsim import CronSim

        held = set(getattr(CronSim(self.line, datetime(2026, 1, 1)), name))
        return tuple(sorted({value % 7 for value in held} if name == "weekdays" else held))

    @property
    def skipped(self) -> tuple[int, ...]:
        """The named hours that the clock skips on some day of the next years in this zone."""
        zone, found = ZoneInfo(self.zone), set()
        start = datetime(datetime.now().year, 1, 1, 0, 30)
        for hour in range(24 * 366 * 2):
            local = (start + timedelta(hours=hour)).replace(tzinfo=zone)
            if local.astimezone(UTC).astimezone(zone).hour != local.hour:
                found.add(local.hour)
        hours = self.values("hours")
        return tuple(sorted(found & set(hours))) if hours != ALL_DAY else ()


def read_times(line: str, zone: str, where: str) -> Times:
    """Read a cron line. Raises BadRow for one that cannot be, and UnknownName for a zone that is none."""
    from cronsim import CronSim, CronSimError

    refuse_unknown_zone(zone, where)
    text = " ".join(line.split())
    if len(text.split()) != len(("minute", "hour", "day", "month", "weekday")) or any(mark in text for mark in "LW#"):
        raise BadRow(f"{where}: when is '{line}', and must be a cron line of five fields. {EXAMPLE}.")
    try:
        times = Times(text, zone)
        CronSim(text, datetime(2026, 1, 1))
    except CronSimError as error:
        raise BadRow(f"{where}: when is '{line}': {str(error).lower()}; {EXAMPLE[0].lower()}{EXAMPLE[1:]}.") from error
    if not times.next(datetime(2026, 1, 1, tzinfo=UTC)):
        raise BadRow(f"{where}: when is '{line}', a day that never comes. {EXAMPLE}.")
    return times


def refuse_unknown_zone(zone: str, where: str) -> None:
    """Refuse a zone that is none, naming the nearest; the whole list would drown the line."""
    known = available_timezones()
    if zone not in known:
        raise UnknownName(f"{where}: no time zone '{zone}'.{did_you_mean(zone, known)} The usual one is {LONDON}.")
