"""Nothing is loaded from the network, and no folder of the machine stands in what is published."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.problem import Problem, problem

# What a browser fetches by itself: not a link that a person follows.
LOADING = re.compile(
    r"<(?:script|link|img|iframe|video|audio|source|embed|object|input|image|use)\b[^>]*?"
    r"\b(?:src|srcset|href|data|poster)\s*=\s*[\"']?\s*((?:https?:)?//[^\"'\s>]+)",
    re.IGNORECASE,
)
IN_STYLE = re.compile(r"(?:@import\s+(?:url\()?|url\()\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
IN_CODE = re.compile(
    r"\b(?:fetch|import|importScripts|WebSocket|EventSource|sendBeacon)\(\s*[\"'`]((?:https?|wss?)://[^\"'`]+)"
)
PICTURE_DATA = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]+")
EXTERNAL = re.compile(r"<Relationship\b[^>]*\bTargetMode=\"External\"[^>]*>")
FETCHED = re.compile(r"Type=\"[^\"]*/(?:image|attachedTemplate|oleObject|video|audio|externalLink\w*)\"")
TARGET = re.compile(r"Target=\"([^\"]*)\"")

TEXTS = (".html", ".js", ".css", ".svg", ".json", ".ipynb", ".csv", ".txt", ".md", ".ics")
OFFICE = (".docx", ".xlsx", ".pptx")
HOMES = re.compile(r"(?:/home/|/Users/|[A-Z]:\\{1,2}Users\\{1,2})[\w.-]+[/\\][^\s\"'<>]*")
SHORTEST = 5  # letters; a shorter folder ("/tmp") may stand in any address


def network(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Pages and papers that would fetch something from elsewhere when they are opened."""
    for name in contents.of(".html", ".svg", ".css", ".js"):
        text = plain(contents.files[name])
        for pattern in (IN_CODE,) if name.endswith(".js") else (LOADING, IN_STYLE, IN_CODE):
            for found in pattern.finditer(text):
                yield problem("network", name, "", f"loads {found[1][:100]}", "Keep it in the pack, or take it out")
    for name in contents.of(*OFFICE):
        for target in fetched(contents.files[name]):
            yield problem("network", name, "", f"loads {target[:100]}", "Put the picture itself into the paper")


def plain(path: Path) -> str:
    """The text of a file without the data of its pictures."""
    return PICTURE_DATA.sub("", path.read_text(encoding="utf-8"))


def fetched(path: Path) -> Iterator[str]:
    """What an Office file would fetch when it is opened; a link that a person follows is none."""
    with zipfile.ZipFile(path) as held:
        for name in held.namelist():
            if name.endswith(".rels"):
                for relation in EXTERNAL.findall(held.read(name).decode("utf-8")):
                    target = TARGET.search(relation)
                    if FETCHED.search(relation) and target:
                        yield target[1]


def machine(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Folders of the machine in any file of the pack."""
    folders = {
        str(folder) for folder in (grounds.base.folder.root, contents.folder.resolve().parent, Path.home(), Path.cwd())
    }
    wanted = sorted((folder for folder in folders if len(folder) > SHORTEST), key=len, reverse=True)
    pattern = re.compile(
        "|".join([*(re.escape(spelling) for folder in wanted for spelling in spellings(folder)), HOMES.pattern])
    )
    for name, path in contents.files.items():
        for text in texts(path):
            if found := pattern.search(text):
                words = "a folder of the machine stands in it"
                yield problem(
                    "folder", name, "", words, "Take it out of the notebook or the paper", f"{name}|{found[0]}"
                )
                break


def spellings(folder: str) -> set[str]:
    """A folder as it is written, and as JSON and web addresses write it."""
    return {folder, folder.replace("\\", "\\\\"), folder.replace("\\", "/")}


def texts(path: Path) -> Iterator[str]:
    """The texts of a file in which a folder may stand."""
    if path.suffix in TEXTS:
        yield plain(path)
    elif path.suffix in OFFICE:
        with zipfile.ZipFile(path) as held:
            for name in held.namelist():
                if name.endswith((".xml", ".rels")):
                    yield held.read(name).decode("utf-8", errors="replace")
