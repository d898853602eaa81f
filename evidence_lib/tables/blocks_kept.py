"""Blocks of documents already read, so that a document is read once as long as neither it nor the readers change."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import write_text
from evidence_lib.core.records import Block, Role
from evidence_lib.readers.reading import ReadBy, Reading


@cache
def code_fingerprint(*rooms: str) -> str:
    """A hash of the code and data of some rooms of the library: what they make is stale when it changes."""
    digest = hashlib.sha256()
    library = Path(__file__).resolve().parents[1]
    for room in rooms:
        for path in sorted((library / room).glob("*")):
            if path.suffix in (".py", ".json", ".yml"):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def kept_reading(base: BaseFolder, sha256: str) -> Reading | None:
    """The blocks of a document read before by the readers as they are now, or None."""
    path = kept_path(base, sha256)
    if not path.is_file():
        return None
    kept = json.loads(path.read_text(encoding="utf-8"))
    blocks = [
        Block(row["text"], Role(row["role"]), row["page_start"], row["page_end"], tuple(row["headings"]), row["level"])
        for row in kept["blocks"]
    ]
    return Reading(blocks, tuple(map(ReadBy, kept["read_by"])), kept["unread"])


def keep_reading(base: BaseFolder, sha256: str, reading: Reading) -> None:
    """Keep what was read."""
    write_text(kept_path(base, sha256), json.dumps(asdict(reading), ensure_ascii=False))


def kept_path(base: BaseFolder, sha256: str) -> Path:
    """Named by the document's hash and the readers' own, so that nothing stale is ever taken."""
    return base.derived / "blocks" / f"{sha256[:32]}-{code_fingerprint('core', 'readers')}.json"
