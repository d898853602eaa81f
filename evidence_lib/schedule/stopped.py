"""A refresh that is ended from outside (the machine shuts down, a scheduler's patience is over, Ctrl+C) says so and goes at once.

It waits for no notebook: what it started is ended with it, and what it staged is cleared away by the next refresh, as after a
crash. Its locks go with the process.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from evidence_lib.core.errors import Stopped

ENDING = ("SIGTERM", "SIGINT", "SIGHUP")  # the last is no signal of Windows


@contextmanager
def going_at_once(tell: Callable[[Stopped], None]) -> Iterator[None]:
    """In here a signal to end ends this process and all that it started, after *tell* was told of it; exit code 10."""
    if threading.current_thread() is not threading.main_thread():  # signals come to the main thread alone
        yield
        return
    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}

    def stop(number: int, frame: FrameType | None) -> None:
        for one in numbers:
            signal.signal(one, signal.SIG_IGN)
        error = Stopped(
            f"the refresh was ended from outside ({signal.Signals(number).name}). The last good pack stays; "
            "the next refresh clears away what was staged."
        )
        end_all()
        with suppress(Exception):  # whatever fails in telling, the process goes
            tell(error)
        with suppress(OSError):
            os.write(sys.stderr.fileno(), f"evidence: {error}\n".encode())  # print may be in the middle of a line
        end_all()
        os._exit(error.exit_code)

    for number, held in before.items():
        if held != signal.SIG_IGN:  # nohup
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, held in before.items():
            signal.signal(number, held)


def end_all() -> None:
    """End what this process started: kernels, and what reads documents."""
    import psutil

    for one in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            one.kill()
