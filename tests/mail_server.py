"""A small real SMTP server on 127.0.0.1, which speaks STARTTLS and TLS and asks for a password; and one for web addresses."""

import base64
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from tests.conftest import needed


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost and its key."""
    key, held = folder / "key.pem", folder / "certificate.pem"
    command = [
        needed("openssl"),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(held),
    ]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)
    return held, key


class MailServer(threading.Thread):
    """Takes one connection after another; messages holds what was sent, with whether it came through TLS."""

    def __init__(self, tls: ssl.SSLContext | None, at_once: bool, password: str, refuse: bool) -> None:
        super().__init__(daemon=True)
        self.tls, self.at_once, self.password, self.refuse = tls, at_once, password, refuse
        self.messages: list[tuple[str, bool]] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]

    def run(self) -> None:
        while True:
            try:
                held, _ = self.listening.accept()
            except OSError:
                return
            with ExitStack() as closing, suppress(OSError):  # who rings off, or does not trust the certificate
                closing.callback(held.close)
                self.talk(held, closing)

    def talk(self, held: socket.socket, closing: ExitStack) -> None:
        secure, known = self.at_once, not self.password
        if self.at_once and self.tls:
            held = closing.enter_context(self.tls.wrap_socket(held, server_side=True))
        held.sendall(b"220 localhost\r\n")
        lines = closing.enter_context(held.makefile("rb"))
        while line := lines.readline().decode().strip():
            word = line.split()[0].upper()
            if word in ("EHLO", "HELO"):
                offers = ["250-localhost", *(["250-STARTTLS"] if self.tls and not secure else []), "250 AUTH PLAIN"]
                held.sendall("\r\n".join([*offers, ""]).encode())
            elif word == "STARTTLS" and self.tls:
                held.sendall(b"220 go on\r\n")
                held = closing.enter_context(self.tls.wrap_socket(held, server_side=True))
                lines, secure = closing.enter_context(held.makefile("rb")), True
            elif word == "AUTH":
                known = base64.b64decode(line.split()[2]).decode().endswith(f"\0{self.password}")
                held.sendall(b"235 known\r\n" if known else b"535 unknown\r\n")
            elif word == "MAIL":
                held.sendall(b"250 yes\r\n" if known else b"530 who are you\r\n")
            elif word == "RCPT":
                held.sendall(b"550 nobody here\r\n" if self.refuse else b"250 yes\r\n")
            elif word == "DATA":
                held.sendall(b"354 go on\r\n")
                self.messages.append((b"".join(iter(lines.readline, b".\r\n")).decode(), secure))
                held.sendall(b"250 taken\r\n")
            elif word == "QUIT":
                held.sendall(b"221 bye\r\n")
                return
            else:
                held.sendall(b"250 yes\r\n")


@contextmanager
def mail_server(
    tls: tuple[Path, Path] | None = None, at_once: bool = False, password: str = "", refuse: bool = False
) -> Iterator[MailServer]:
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    server = MailServer(context, at_once, password, refuse)
    server.start()
    try:
        yield server
    finally:
        server.listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for the next connection
        server.listening.close()
        server.join()


@contextmanager
def web_server(answer: int = 200) -> Iterator[tuple[int, list[dict[str, object]]]]:
    """A server that keeps what is posted to it; its port, and what came."""
    came: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(answer)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port, came
        server.shutdown()
        thread.join()
