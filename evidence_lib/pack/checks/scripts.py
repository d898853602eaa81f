"""The data that a page brings along as scripts, so that it opens without a network: every text in it is read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from evidence_lib.pack.checks.piece import Piece

DATA = re.compile(r"\AevidenceData\(")
LITERAL = re.compile(r'JSON\.parse\(("(?:[^"\\]|\\.)*")\)')


def read(path: Path, name: str) -> Iterator[Piece]:
    """Every text of a script of data; a script of code holds none."""
    script = path.read_text(encoding="utf-8")
    if not DATA.match(script):
        return
    for literal in LITERAL.finditer(script):
        for text in texts(json.loads(json.loads(literal[1]))):
            yield Piece(name, "in the data of the page", text)


def texts(value: object) -> Iterator[str]:
    """The texts in a value of JSON, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for held in value:
            yield from texts(held)
    elif isinstance(value, dict):
        for held in value.values():
            yield from texts(held)
