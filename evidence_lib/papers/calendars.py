"""What is still due as a calendar (iCalendar, RFC 5545) that Outlook takes, by the icalendar library."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.charts.promise_words import shorter
from evidence_lib.core.files import appearing
from evidence_lib.papers.content import Calendar

if TYPE_CHECKING:
    import pandas as pd

REMINDER = timedelta(days=-7)
LETTERS = 80  # of an entry's title
STAMP = datetime(2026, 1, 1, tzinfo=UTC)  # one that does not change: the same deadlines give the same bytes


def calendar(deadlines: "pd.DataFrame", name: str = "deadlines") -> Calendar:
    """An entry for each deadline that is not met (those past their day too), from base.deadlines()."""
    open_ones = deadlines[deadlines["state"] != "met"]
    events = tuple(
        (
            f"{row['kind']}-{row['item_id']}@evidence-base",
            row["due_date"].date(),
            f"Due ({row['document_id']}): {shorter(row['what'], LETTERS)}",
            f"{row['what']}\n\nWho: {row['owner']}\nDocument: {row['document_id']}\nName: {row['item_id']}",
        )
        for row in open_ones.to_dict("records")
    )
    return Calendar(name, "What is due", events)


def write_calendar(paper: Calendar, path: Path) -> Path:
    """Write it, whole or not at all: whole days, a reminder a week before, entries that replace themselves when imported anew."""
    import icalendar

    made = icalendar.Calendar()
    made.add("prodid", "-//Commissioning evidence base//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", paper.title)
    for uid, day, title, words in paper.events:
        event = icalendar.Event()
        event.add("uid", uid)
        event.add("dtstamp", STAMP)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))  # type: ignore[operator]
        event.add("summary", title)
        event.add("description", words)
        event.add("transp", "TRANSPARENT")
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        made.add_component(event)
    with appearing(path) as beside:
        beside.write_bytes(made.to_ical())
    return path
