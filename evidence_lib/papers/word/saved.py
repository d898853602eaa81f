"""The same paper gives the same bytes: no clock in a file, so that packs can be compared and made again."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

STAMP = datetime(2026, 1, 1)  # one that does not change, as in calendars
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def saved(document: Any) -> bytes:
    """A document of python-docx as bytes that depend on nothing but what is in it."""
    document.core_properties.created = document.core_properties.modified = STAMP
    document.core_properties.last_printed = STAMP
    document.core_properties.revision = 1
    held = io.BytesIO()
    document.save(held)
    return repacked(held.getvalue())


def repacked(data: bytes) -> bytes:
    """A package (Word, Excel, PowerPoint) with the same parts, and without the day on which it was packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as held, zipfile.ZipFile(made, "w") as out:
        for one in held.infolist():
            part = held.read(one.filename)
            if one.filename == "docProps/core.xml":
                part = CLOCK.sub(rb"\g<1>2026-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(one.filename, ZIP_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            out.writestr(entry, part)
    return made.getvalue()
