"""The same paper gives the same bytes: no clock in a file, so that packs can be compared and made again."""

import io
from datetime import datetime
from typing import Any

from evidence_lib.papers.same_bytes import repacked

STAMP = datetime(2026, 1, 1)  # one that does not change, as in calendars


def saved(document: Any) -> bytes:
    """A document of python-docx as bytes that depend on nothing but what is in it."""
    document.core_properties.created = document.core_properties.modified = STAMP
    document.core_properties.last_printed = STAMP
    document.core_properties.revision = 1
    held = io.BytesIO()
    document.save(held)
    return repacked(held.getvalue())
