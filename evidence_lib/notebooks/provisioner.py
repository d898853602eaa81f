"""How a kernel of the suite is started: forked from the warm process where there is one, else as Jupyter starts any kernel.

Jupyter finds it by its name in the kernel's own kernel.json; papermill, nbclient and JupyterLab see an ordinary kernel.
"""

import asyncio
import os
import signal
import socket
import time
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from evidence_lib.notebooks import running
from evidence_lib.notebooks.warm import SETTING

PATIENCE = 30.0  # seconds in which the warm process must be ready; then a kernel starts the plain way
KILLED = 1.0  # seconds in which a killed kernel is gone; after that Jupyter goes on waiting
BETWEEN = 0.005  # seconds between looks
RECEIVED = 4096


class Forked:
    """A kernel that the warm process has forked, with what LocalProvisioner asks of a process."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.returncode: int | None = None
        self.heard = b""
        self.pid = 0

    def listen(self) -> None:
        """Take what the warm process says: the number of the process, that it is ready, that it ended."""
        try:
            while held := self.connection.recv(RECEIVED):
                self.heard += held
            ended = True
        except (BlockingIOError, InterruptedError):
            ended = False
        except OSError:
            ended = True
        lines = self.heard.split(b"\n")[:-1]
        if lines and not self.pid:
            self.pid = int(lines[0])
        if lines and lines[-1].startswith(b"ended"):
            self.returncode = int(lines[-1].split()[1])
        elif ended and self.returncode is None:
            self.returncode = -signal.SIGKILL  # the warm process is gone, and its kernels with it
        if self.returncode is not None:
            self.connection.close()

    @property
    def ready(self) -> bool:
        """Whether its sockets listen."""
        return b"ready\n" in self.heard

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        if self.returncode is None:
            self.listen()
        return self.returncode

    def wait(self) -> int | None:
        """Its exit code, once it has one."""
        while self.poll() is None:
            time.sleep(BETWEEN)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """As to any process."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it now."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class EvidenceProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Starts kernels for Jupyter, and notes which process runs in which folder, so that it can be watched."""

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel; the command is that of kernel.json."""
        address = os.environ.get(SETTING, "")
        forked = await fork_kernel(address, cmd, kwargs) if address else None
        if forked is None:
            info = await super().launch_kernel(cmd, **kwargs)
        else:
            self.process, self.pid, self.pgid = forked, forked.pid, forked.pid
            self.cwd = kwargs.get("cwd", Path.cwd())
            info = self.connection_info
        running.started(kwargs.get("cwd"), self.pid)
        return info

    async def kill(self, restart: bool = False) -> None:
        """End it, and see a forked kernel gone at once: Jupyter's own way looks again after a tenth of a second."""
        await super().kill(restart=restart)
        until = time.monotonic() + KILLED
        while isinstance(self.process, Forked) and self.process.poll() is None and time.monotonic() < until:
            await asyncio.sleep(BETWEEN)

    async def wait(self) -> int | None:
        """The exit code of a forked kernel, looked for often: Jupyter's own way looks ten times a second."""
        if not isinstance(self.process, Forked):
            plain: int | None = await super().wait()
            return plain
        while self.process.poll() is None:
            await asyncio.sleep(BETWEEN)
        code: int | None = self.process.wait()
        self.process = None
        return code


async def fork_kernel(address: str, cmd: list[str], kwargs: dict[str, Any]) -> Forked | None:
    """Ask for a kernel and wait until it listens; None where the warm process cannot give one."""
    import json

    until = time.monotonic() + PATIENCE
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    while True:
        try:
            connection.connect(address)
            break
        except OSError:  # it is still loading, or it is gone
            if time.monotonic() > until or not Path(address).parent.is_dir():
                connection.close()
                return None
            await asyncio.sleep(BETWEEN)
    request = {"argv": cmd[cmd.index("-f") :], "env": kwargs.get("env"), "cwd": str(kwargs.get("cwd") or Path.cwd())}
    connection.sendall(json.dumps(request).encode() + b"\n")
    connection.setblocking(False)
    forked = Forked(connection)
    while not forked.ready and forked.poll() is None and time.monotonic() < until:
        await asyncio.sleep(BETWEEN)
    if forked.ready:
        return forked
    connection.close()
    return None
