"""What hands a job to the operating system's scheduler: its name, the command it calls, and the texts of each kind of timer.

A timer only asks; the journal answers (--if-due). So a timer that asks twice in the hour that comes twice, or an hour late,
or after a night switched off, does no harm: the job runs once for each moment that its plan names.
"""

import hashlib
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadRow
from evidence_lib.notebooks.jobs import Job
from evidence_lib.notebooks.times import Times

WEEKDAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
FULL = {"minutes": 60, "hours": 24, "days": 31, "months": 12, "weekdays": 7}
FEW = 4  # more minutes of an hour than this are one trigger that comes every five minutes
TASKS = "http://schemas.microsoft.com/windows/2004/02/mit/task"
FOLDER = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Timer:
    """A job as the system's scheduler knows it: name is its own for each base, so that two bases do not meet."""

    name: str
    times: Times
    command: tuple[str, ...]
    about: str


def timer(base: BaseFolder, job: Job, plan: Path | None = None) -> Timer:
    """The timer of a job. Raises BadRow for a job without a time."""
    if job.times is None:
        raise BadRow(f"the job {job.name} has no 'when' in its plan, such as when: \"15 6 * * 1-5\". Add one first.")
    name = f"evidence-{job.name}-{hashlib.sha256(str(base.root).encode()).hexdigest()[:8]}"
    command = [sys.executable, "-m", "evidence_lib.cli", "refresh", "--job", job.name, "--if-due", "--quiet"]
    command += ["--data", str(base.root), *(["--plan", str(plan)] if plan else [])]
    return Timer(name, job.times, tuple(command), f"Evidence base: refresh of {base.root}, job {job.name}")


def systemd_units(held: Timer) -> dict[str, str]:
    """The service and the timer for systemd, by their file names."""
    command = " ".join(quoted(word) for word in held.command)
    service = f"""[Unit]
Description={escaped(held.about)}

[Service]
Type=oneshot
WorkingDirectory={escaped(str(FOLDER))}
ExecStart={command}
EnvironmentFile=-%E/evidence/environment
Nice=10
"""
    asked = "\n".join(f"OnCalendar={line}" for line in calendar_lines(held.times))
    when = f"""[Unit]
Description={escaped(held.about)}

[Timer]
{asked}
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""
    return {f"{held.name}.service": service, f"{held.name}.timer": when}


def escaped(text: str) -> str:
    """A text in which systemd finds none of its own signs."""
    return text.replace("%", "%%")


def quoted(word: str) -> str:
    """A word of a command as systemd reads it."""
    kept = escaped(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{kept}"'


def calendar_lines(times: Times) -> list[str]:
    """The moments of a cron line as systemd writes them, with the zone.

    systemd leaves out a moment that the clock skips: there a line more asks when the clock has gone on.
    """
    minute, hour = part(times, "minutes"), part(times, "hours")
    clocks = [f"{hour}:{minute}:00", *(f"{skipped + 1:02}:00:00" for skipped in times.skipped)]
    months, days = part(times, "months"), part(times, "days")
    week = part(times, "weekdays")
    weekdays = "" if week == "*" else ",".join(WEEKDAYS[int(day)] for day in week.split(","))
    # where both are named, cron runs on either and systemd only on both
    either = days != "*" and weekdays and not times.fields[2].startswith("*") and not times.fields[4].startswith("*")
    dates = [f"*-{months}-{days}", f"{weekdays} *-{months}-*"] if either else [f"{weekdays} *-{months}-{days}".strip()]
    return [f"{date} {clock} {times.zone}" for date in dates for clock in clocks]


def part(times: Times, name: str) -> str:
    """One part of a calendar line: "*" for all, else its numbers."""
    values = times.values(name)
    return "*" if len(values) == FULL[name] else ",".join(f"{value:02}" for value in values)


def cron_line(held: Timer) -> str:
    """The line of a crontab. It asks every hour: what cron makes of zones and clocks differs from one cron to the next."""
    command = f"cd {shlex.quote(str(FOLDER))} && {shlex.join(held.command)}".replace("%", "\\%")
    minutes = held.times.values("minutes")
    minute = ",".join(map(str, minutes)) if len(minutes) < FULL["minutes"] else "*"
    return f"{minute} * * * * {command} # {held.name}"


def windows_task(held: Timer) -> str:
    """The task as XML for schtasks. It asks every hour of the day, and as soon as the machine is up after a moment was missed."""
    Xml.register_namespace("", TASKS)
    task = Xml.Element(f"{{{TASKS}}}Task", version="1.2")
    put(task, {"RegistrationInfo": {"Description": held.about}})
    triggers = Xml.SubElement(task, f"{{{TASKS}}}Triggers")
    minutes = held.times.values("minutes")
    few = len(minutes) <= FEW
    for minute in minutes if few else (0,):
        repeated = {"Interval": "PT1H" if few else "PT5M", "Duration": "P1D", "StopAtDurationEnd": "false"}
        one = {
            "StartBoundary": f"2026-01-01T00:{minute:02}:00",
            "Enabled": "true",
            "ScheduleByDay": {"DaysInterval": "1"},
        }
        put(triggers, {"CalendarTrigger": {"Repetition": repeated, **one}})
    put(task, {"Principals": {"Principal": {"LogonType": "InteractiveToken", "RunLevel": "LeastPrivilege"}}})
    put(task, {"Settings": SETTINGS})
    program, *words = held.command
    arguments = subprocess.list2cmdline(words)
    put(
        task,
        {"Actions": {"Exec": {"Command": silent(program), "Arguments": arguments, "WorkingDirectory": str(FOLDER)}}},
    )
    Xml.indent(task)
    return '<?xml version="1.0" encoding="UTF-16"?>\n' + Xml.tostring(task, encoding="unicode") + "\n"


SETTINGS: dict[str, object] = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "RunOnlyIfNetworkAvailable": "false",
    "ExecutionTimeLimit": "PT4H",
    "Enabled": "true",
}


def silent(program: str) -> str:
    """Python without a window: one that flashes up every hour would be closed by its owner one day."""
    return program[: -len("python.exe")] + "pythonw.exe" if program.endswith("python.exe") else program


def put(above: Xml.Element, held: dict[str, object]) -> None:
    """Elements below another, by their names."""
    for name, value in held.items():
        element = Xml.SubElement(above, f"{{{TASKS}}}{name}")
        if isinstance(value, dict):
            put(element, value)
        else:
            element.text = str(value)
