"""A pack offered to the browsers of this machine: its folder and nothing else, to be read and not written.

A folder needs no server to be read; this is for those whose browser opens no files, or who want an address to bookmark.
"""

import os
import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, Busy, refuse_unknown
from evidence_lib.pack.publish import FAILED, latest

HERE = "127.0.0.1"  # no other machine can reach it
NAMES = (HERE, "localhost")
# The registry of Windows may know .js as plain text, which a browser then refuses to run: said here once and for all.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".ipynb": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".ics": "text/calendar; charset=utf-8",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",  # the next pack has the same addresses
}


def pack_to_serve(base: BaseFolder, name: str = "") -> Path:
    """The pack named (a folder, or its name among the base's packs), or the newest.

    Raises BadFile where there is none yet or the folder is no pack, UnknownName for a name that is not there.
    """
    outputs = base.outputs
    if name and not (pack := Path(name)).is_dir():
        there = [
            held.parent.name for held in sorted(outputs.glob("*/index.html")) if not held.parent.name.startswith(FAILED)
        ]
        refuse_unknown("pack", name, there, str(outputs))
        pack = outputs / name
    elif not name:
        newest = latest(outputs)
        if newest is None:
            raise BadFile(f"{outputs}: no pack yet. Make one with 'evidence refresh', or name a folder with --pack.")
        pack = newest
    if not (pack / "index.html").is_file():
        raise BadFile(f"{pack}: no pack (index.html is missing). Name the folder of a pack.")
    return pack.resolve()


class PackHandler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD with files of the pack."""

    server_version, sys_version = "evidence", ""
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds: a connection that says nothing holds no thread for good

    def parse_request(self) -> bool:
        """Refuse a request under another name than this machine's: a page elsewhere may point its own name here."""
        if not super().parse_request():
            return False
        allowed = {f"{name}:{self.server.server_port}" for name in NAMES}  # type: ignore[attr-defined]
        if self.headers.get_all("Host", []) not in ([one] for one in allowed):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        if self.command not in ("GET", "HEAD"):
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return False
        return True

    def send_head(self) -> Any:
        """Send a file of the pack, or that there is none: nothing outside it, no list of a folder, no way out by a link."""
        if inside(Path(self.directory), self.path) is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        """Where the file lies that an address asks for: by the one reading of addresses that was checked."""
        return str(inside(Path(self.directory), path))

    def guess_type(self, path: "str | os.PathLike[str]") -> str:
        """By this table alone, never by what the machine believes."""
        return TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def end_headers(self) -> None:
        """Headers that every answer carries."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say what is wrong and end the connection: a body that was refused is not read as the next request."""
        self.close_connection = True
        super().send_error(code, message, explain)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is noted of what is read."""


def inside(pack: Path, asked: str) -> Path | None:
    """The file of the pack that an address asks for (a folder's index.html), or None where it is none."""
    steps = unquote(re.split("[?#]", asked)[0], errors="surrogateescape").replace("\\", "/").split("/")
    if any(step == ".." or step.startswith(".") or ":" in step or "\0" in step for step in steps):
        return None
    try:
        path = pack.joinpath(*filter(None, steps))
        path = path / "index.html" if path.is_dir() else path
        return path if path.resolve().is_relative_to(pack) and path.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


class PackServer(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # Windows would let two servers share a port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle is no error of ours."""


def pack_server(pack: Path, port: int) -> PackServer:
    """A server of a pack, not yet running; port 0 takes any that is free. Raises Busy where the port is in use."""
    try:
        return PackServer((HERE, port), partial(PackHandler, directory=str(pack.resolve())))
    except (OSError, OverflowError) as error:
        reason = (
            "is in use" if isinstance(error, OSError) and not isinstance(error, PermissionError) else "cannot be taken"
        )
        raise Busy(f"port {port} {reason}. Name another with --port.") from error


def address(server: PackServer) -> str:
    """The address of the pack's first page."""
    return f"http://{HERE}:{server.server_port}/index.html"
