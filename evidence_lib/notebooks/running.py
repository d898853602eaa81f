"""Kernels at work: which process runs in which folder, and the limits of time and memory that end a hung or greedy one."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

BETWEEN = 0.2  # seconds between looks
MEGABYTE = 1024 * 1024
PROCESSES: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one notebook may take: seconds in all, and megabytes of memory with its child processes."""

    seconds: float = 1800.0
    megabytes: int = 4096


def started(folder: object, pid: int | None) -> None:
    """A kernel was started in a folder."""
    if folder and pid:
        PROCESSES[str(folder)] = pid


@dataclass
class Watch:
    """Ends the kernel of one folder at a limit; ended says why, or is empty."""

    folder: Path
    limits: Limits
    ended: str = ""
    done: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Until the run is done or a limit is reached."""
        until = time.monotonic() + self.limits.seconds
        while not self.done.wait(BETWEEN):
            pid = PROCESSES.get(str(self.folder))
            if pid is None:
                continue
            if time.monotonic() > until:
                self.ended = f"it took longer than {self.limits.seconds:g} seconds and was ended"
            elif (held := megabytes(pid)) > self.limits.megabytes:
                self.ended = (
                    f"it took {held} MB of memory, more than the {self.limits.megabytes} MB allowed, and was ended"
                )
            if self.ended:
                end(pid)
                return


def megabytes(pid: int) -> int:
    """The memory of a process and its children; 0 for one that has ended."""
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += one.memory_info().rss
    return total // MEGABYTE


def end(pid: int) -> None:
    """End a process and its children."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (*process.children(recursive=True), process):
            with suppress(psutil.Error):
                one.kill()


@contextmanager
def watched(folder: Path, limits: Limits) -> Iterator[Watch]:
    """Watch the kernel that runs in a folder."""
    watch = Watch(folder, limits)
    thread = threading.Thread(target=watch.look, name=f"watch {folder.name}", daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.done.set()
        thread.join()
        PROCESSES.pop(str(folder), None)
