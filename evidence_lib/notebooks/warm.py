"""Warm kernels: one process loads what every notebook loads, and each kernel is forked from it in a few milliseconds.

Every kernel is a process of its own with memory of its own; the warm process itself runs nothing and opens no base. It ends
when the refresh that started it does, for it reads a pipe that only the refresh holds open, and its kernels end with it.
Only where the system can fork (Linux, macOS); `python -m evidence_lib.notebooks.warm SOCKET` is that process.
"""

import builtins
import gc
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

SETTING = "EVIDENCE_WARM_KERNELS"  # the socket of the warm process, in a folder that this user alone can enter
INLINE = "module://matplotlib_inline.backend_inline"
LOADED = (
    "ipykernel.debugger",  # a kernel loads it in any case, with all of debugpy
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "matplotlib_inline.backend_inline",
    "pandas",
    "pandas.io.formats.csvs",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "evidence_lib.frames",
    "evidence_lib.charts",
    "evidence_lib.charts.display",
    "evidence_lib.chapters",
    "evidence_lib.papers",
)


def can_fork() -> bool:
    """Whether this system can have warm kernels."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX")


@contextmanager
def warm_process() -> Iterator[None]:
    """Start a warm process, let kernels be forked from it, and end it."""
    with tempfile.TemporaryDirectory(prefix="evidence-warm-") as folder:
        address = str(Path(folder) / "socket")
        command = [sys.executable, "-m", "evidence_lib.notebooks.warm", address]
        environment = {**os.environ, "MPLBACKEND": INLINE, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}  # as in kernel.json
        environment.pop("JPY_PARENT_PID", None)
        process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment, start_new_session=True)
        os.environ[SETTING] = address
        try:
            yield
        finally:
            os.environ.pop(SETTING, None)
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def load() -> None:
    """Load what notebooks load, as a kernel would: some libraries choose their settings by where they are loaded."""
    kernel = SimpleNamespace(kernel=None)
    builtins.get_ipython = lambda: kernel  # type: ignore[attr-defined]
    try:
        for name in LOADED:
            import_module(name)
        look_up()
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the kernels


def look_up() -> None:
    """Look up what every chart asks for; no font is opened, for forks would share one place in an open file."""
    from matplotlib.font_manager import findfont
    from PIL import Image

    from evidence_lib.charts.chart import house_style

    with house_style():
        for weight in ("normal", "bold"):
            findfont(f"DejaVu Sans:weight={weight}")
    Image.preinit()


class WarmProcess:
    """Forks a kernel for each request, tells its end to who asked, and ends with the refresh."""

    def __init__(self, address: str) -> None:
        self.server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.server.bind(address)
        self.server.listen(64)
        self.children: dict[int, socket.socket] = {}

    def serve(self) -> None:
        """Until the refresh ends."""
        waker, woken = socket.socketpair()
        waker.setblocking(False)
        signal.set_wakeup_fd(waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as waiting:
            for held in (self.server, woken, sys.stdin):
                waiting.register(held, selectors.EVENT_READ)
            while True:
                for key, _ in waiting.select():
                    if key.fileobj is sys.stdin:
                        return self.end()
                    if key.fileobj is woken:
                        woken.recv(4096)
                        self.reap()
                    elif self.answer(self.server.accept()[0]):
                        for held in (waker, woken):
                            held.close()
                        return  # the child has run its kernel to its end

    def answer(self, connection: socket.socket) -> bool:
        """Fork a kernel for a request. True in the child, once it has ended."""
        with connection.makefile("rb") as lines:
            request = json.loads(lines.readline())
        if pid := os.fork():
            self.children[pid] = connection
            connection.sendall(f"{pid}\n".encode())
            return False
        self.server.close()
        for other in self.children.values():
            other.close()
        become_kernel(request, connection)
        return True

    def reap(self) -> None:
        """Tell the end of kernels that have ended."""
        while self.children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            connection = self.children.pop(pid, None)
            if connection:
                with connection:
                    try:
                        connection.sendall(f"ended {os.waitstatus_to_exitcode(status)}\n".encode())
                    except OSError:
                        continue  # nobody waits for it any more

    def end(self) -> None:
        """End every kernel that still runs."""
        for pid in self.children:
            try:
                os.killpg(pid, signal.SIGKILL)
            except OSError:
                os.kill(pid, signal.SIGKILL)


def become_kernel(request: dict[str, Any], connection: socket.socket) -> None:
    """Run an ordinary kernel in this fresh process; says "ready" when its sockets listen."""
    gc.enable()
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    parent = os.getppid()
    os.environ.clear()
    os.environ.update(request["env"], JPY_PARENT_PID=str(parent), MPLBACKEND=INLINE)
    os.chdir(request["cwd"])
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    fresh_seeds()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance(parent_handle=parent)
    app.initialize(request["argv"])
    connection.sendall(b"ready\n")
    app.start()


def fresh_seeds() -> None:
    """Chance of its own: a fork would draw the same numbers as its siblings."""
    import random

    import numpy as np

    random.seed()
    np.random.seed()


def main() -> None:
    """Be the warm process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the refresh, which then ends this process
    load()
    WarmProcess(sys.argv[1]).serve()


if __name__ == "__main__":
    main()
