"""A pack served: on this machine alone, its folder and nothing else, to be read and not written."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, Busy, UnknownName
from evidence_lib.pack.serve import HERE, PackServer, pack_server, pack_to_serve
from tests.conftest import ROOT

SECRET = "names and telephone numbers"


@pytest.fixture
def pack(base: BaseFolder) -> Path:
    folder = base.outputs / "2026-03-31-0900"
    (folder / "pages").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>Evidence pack</h1>", encoding="utf-8")
    (folder / "pages" / "a page.html").write_text("<h1>A page</h1>", encoding="utf-8")
    (folder / "page.js").write_text("1;", encoding="utf-8")
    (folder / ".part").write_text(SECRET, encoding="utf-8")
    (base.outputs / "latest.txt").write_text("2026-03-31-0900\n", encoding="utf-8")
    (base.outputs / "secret.txt").write_text(SECRET, encoding="utf-8")
    return folder


@pytest.fixture
def server(pack: Path) -> Iterator[PackServer]:
    with pack_server(pack, 0) as held:
        thread = threading.Thread(target=held.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield held
        held.shutdown()
        thread.join()


def ask(
    server: PackServer, address: str, method: str = "GET", host: str = "", body: str = ""
) -> tuple[int, str, dict[str, str]]:
    """One request, the address sent as it stands; status, text, headers."""
    line = http.client.HTTPConnection(HERE, server.server_port, timeout=20)
    line.putrequest(method, address, skip_host=True)
    line.putheader("Host", host or f"{HERE}:{server.server_port}")
    if body:
        line.putheader("Content-Length", str(len(body)))
    line.endheaders(body.encode() or None)
    answer = line.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    read = answer.status, answer.read().decode("utf-8", "replace"), headers
    line.close()
    return read


def test_the_pack_is_served_with_types_that_a_browser_trusts(server: PackServer) -> None:
    assert ask(server, "/")[:2] == ask(server, "/index.html?a=b#c")[:2] == (200, "<h1>Evidence pack</h1>")
    assert ask(server, "/pages/a%20page.html")[:2] == (200, "<h1>A page</h1>")
    status, text, headers = ask(server, "/page.js", "HEAD")
    assert (status, text, headers["content-type"]) == (200, "", "text/javascript; charset=utf-8")
    assert headers["x-content-type-options"] == "nosniff" and "default-src 'none'" in headers["content-security-policy"]
    assert "Python" not in headers["server"]


def test_it_listens_on_this_machine_alone(server: PackServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {HERE}
    for other in others:
        with pytest.raises(OSError):
            socket.create_connection((str(other), server.server_port), timeout=5)


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/pages/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//../secret.txt",
        "/%252e%252e/secret.txt",
        "/.part",
        "/pages/",
        "/pages",
        "//pages",
        "//example.org/..",
        "/pages%00",
        "/C:/secret.txt",
        "http://example.org/secret.txt",
        "/" + "a" * 5000,
        "/nothing.html",
    ],
)
def test_nothing_else_is_served_and_no_folder_is_listed(address: str, server: PackServer) -> None:
    status, text, headers = ask(server, address)
    assert status == 404 and SECRET not in text and "a page" not in text
    assert "location" not in headers


def test_no_link_leads_out_of_the_pack(server: PackServer, pack: Path) -> None:
    (pack / "way-out.txt").symlink_to(pack.parent / "secret.txt")
    (pack / "folder").symlink_to(pack.parent)
    assert ask(server, "/way-out.txt")[0] == ask(server, "/folder/secret.txt")[0] == 404


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:{port}", "127.0.0.1", "127.0.0.1.example.org:{port}", "[::1]:{port}"]
)
def test_another_name_for_this_machine_is_refused(host: str, server: PackServer) -> None:
    status, text, _ = ask(server, "/index.html", host=host.format(port=server.server_port))
    assert status == 421 and "Evidence pack" not in text


def test_localhost_is_this_machine(server: PackServer) -> None:
    assert ask(server, "/index.html", host=f"localhost:{server.server_port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_nothing_can_be_written(method: str, server: PackServer) -> None:
    assert ask(server, "/index.html", method, body="GET /secret.txt HTTP/1.1\r\n\r\n")[0] == 405


def test_the_newest_pack_is_offered_or_one_that_is_named(base: BaseFolder, pack: Path) -> None:
    older = shutil.copytree(pack, base.outputs / "2026-02-28-0900")
    assert pack_to_serve(base) == pack
    assert pack_to_serve(base, older.name) == pack_to_serve(base, str(older)) == older
    with pytest.raises(UnknownName, match="Did you mean '2026-02-28-0900'"):
        pack_to_serve(base, "2026-02-28-0901")
    with pytest.raises(BadFile, match="no pack"):
        pack_to_serve(base, str(base.root))


def test_no_pack_yet_is_one_line(base: BaseFolder) -> None:
    with pytest.raises(BadFile, match=r"no pack yet\. Make one with 'evidence refresh'"):
        pack_to_serve(base)


def test_a_port_in_use_is_one_line(server: PackServer, pack: Path) -> None:
    with pytest.raises(Busy, match=f"port {server.server_port} is in use. Name another with --port"):
        pack_server(pack, server.server_port)


def test_the_command_says_where_and_ends_quietly(base: BaseFolder, pack: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "evidence_lib.cli",
        "serve",
        "--data",
        str(base.root),
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout and running.stderr
        said = running.stdout.readline()
        assert said.startswith("2026-03-31-0900 at http://127.0.0.1:")
        running.send_signal(2 if os.name != "nt" else 1)
        rest, wrong = running.communicate(timeout=60)
    assert "Ended." in rest and wrong == "" and running.returncode == 0
