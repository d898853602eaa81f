"""Handing a timer to systemd, cron or the Windows Task Scheduler, and taking it back."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import write_text
from evidence_lib.schedule.timers import Timer, cron_line, systemd_units, windows_task

TASKS = "Evidence"  # the folder of the Task Scheduler


def usual() -> str:
    """The scheduler of this machine."""
    if sys.platform == "win32":
        return "windows"
    return "systemd" if Path("/run/systemd/system").is_dir() else "cron"


def called(command: Sequence[str], typed: str = "", fails: bool = True) -> str:
    """Call a program of the system and return what it says; one that is missing or fails is told in one line."""
    program = shutil.which(command[0])
    if not program:
        raise BadFile(f"{command[0]} is not installed here. Choose another scheduler with --as, or install it.")
    done = subprocess.run(
        [program, *command[1:]], input=typed, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode and fails:
        said = " ".join((done.stderr or done.stdout).split())[:300] or "no reason given"
        raise BadFile(f"{' '.join(command[:3])} failed: {said}")
    return done.stdout if not done.returncode else ""


def units() -> Path:
    """Where systemd looks for the timers of a person."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def install_systemd(timer: Timer) -> str:
    """Write the service and the timer, and start the timer."""
    for name, text in systemd_units(timer).items():
        write_text(units() / name, text)
    called(["systemctl", "--user", "daemon-reload"])
    called(["systemctl", "--user", "enable", "--now", f"{timer.name}.timer"])
    return (
        f"{units() / timer.name}.timer. It runs while you are signed in; to let it run always: loginctl enable-linger"
    )


def remove_systemd(timer: Timer) -> bool:
    """Stop the timer and delete its files."""
    held = [units() / name for name in systemd_units(timer) if (units() / name).is_file()]
    if held:
        called(["systemctl", "--user", "disable", "--now", f"{timer.name}.timer"])
        for path in held:
            path.unlink()
        called(["systemctl", "--user", "daemon-reload"])
    return bool(held)


def crontab(timer: Timer, line: str = "") -> bool:
    """Put a timer's line in the crontab in the place of its old one, or take it out; whether an old one was there."""
    lines = called(["crontab", "-l"], fails=False).splitlines()  # a person without a crontab is no failure
    others = [held for held in lines if not held.endswith(f"# {timer.name}")]
    called(["crontab", "-"], "".join(f"{held}\n" for held in [*others, *([line] if line else [])]))
    return len(others) < len(lines)


def install_cron(timer: Timer) -> str:
    """Put the line in the crontab."""
    crontab(timer, cron_line(timer))
    return f"the crontab, as {timer.name}"


def install_windows(timer: Timer) -> str:
    """Make the task from its XML."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "task.xml"
        path.write_text(windows_task(timer), encoding="utf-16")
        called(["schtasks", "/create", "/tn", rf"{TASKS}\{timer.name}", "/xml", str(path), "/f"])
    return rf"the Task Scheduler, as {TASKS}\{timer.name}"


def remove_windows(timer: Timer) -> bool:
    """Delete the task, if there is one."""
    name = rf"{TASKS}\{timer.name}"
    there = bool(called(["schtasks", "/query", "/tn", name], fails=False))
    if there:
        called(["schtasks", "/delete", "/tn", name, "/f"])
    return there


INSTALL: dict[str, Callable[[Timer], str]] = {
    "systemd": install_systemd,
    "cron": install_cron,
    "windows": install_windows,
}
REMOVE: dict[str, Callable[[Timer], bool]] = {"systemd": remove_systemd, "cron": crontab, "windows": remove_windows}
TEXTS: dict[str, Callable[[Timer], str]] = {
    "systemd": lambda timer: "\n".join(f"# {name}\n{text}" for name, text in systemd_units(timer).items()),
    "cron": lambda timer: cron_line(timer) + "\n",
    "windows": windows_task,
}
