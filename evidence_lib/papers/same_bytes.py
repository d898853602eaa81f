"""Office files are archives that hold the time of writing; this takes it out, so that the same paper gives the same bytes."""

import io
import re
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that an archive knows
DAY = b"2026-01-01T00:00:00Z"
STAMPED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repacked(held: bytes) -> bytes:
    """An Office file with the same contents and no time in it; workbooks inside it (the data of charts) likewise."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(held)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename.endswith(".xlsx"):
                content = repacked(content)
            elif entry.filename.endswith("core.xml"):
                content = STAMPED.sub(rb"\g<1>" + DAY, content)
            named = zipfile.ZipInfo(entry.filename, EARLIEST)
            named.compress_type, named.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            after.writestr(named, content)
    return made.getvalue()
