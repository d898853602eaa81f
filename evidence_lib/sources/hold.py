"""Taking a file into the base: copied once, never changed, recorded with its hash."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import appearing, sha256
from evidence_lib.core.records import Edition
from evidence_lib.readers import media_type
from evidence_lib.sources.catalogue import Source


def hold(base: BaseFolder, source: Source, file: Path, edition: Edition = Edition.ORIGINAL) -> Source:
    """Copy a file into sources/ and return the row that holds it.

    The file is named by its document; a name that another file has already is never overwritten but numbered on.
    """
    digest = sha256(file)
    target = free_place(base, source.document_id, file.suffix.lower(), digest)
    if not target.exists():
        with appearing(target) as beside:
            shutil.copyfile(file, beside)
        if sha256(target) != digest:
            target.unlink()
            raise BadFile(f"{file}: changed while it was copied. Close it elsewhere, then add it again.")
    return replace(
        source,
        file=target.name,
        sha256=digest,
        media_type=media_type(target),
        pages=pages(target),
        edition=edition,
        retrieved=date.today(),
    )


def free_place(base: BaseFolder, document_id: str, suffix: str, digest: str) -> Path:
    """A name for the file in sources/ that is free, or that already holds the same bytes."""
    number = 1
    while True:
        name = document_id + (f"-v{number}" if number > 1 else "") + suffix
        target = base.sources / name
        if not target.exists() or sha256(target) == digest:
            return target
        number += 1


def pages(path: Path) -> int | None:
    """The number of pages, where the format has pages."""
    if path.suffix.lower() != ".pdf":
        return None
    from evidence_lib.readers.pdf import count_pages

    return count_pages(path)


def slug(text: str) -> str:
    """Small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("’", "").replace("'", "")).strip("-")
