"""An empty evidence base of the same shape as the shipped one."""

import shutil
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import write_rows, write_text
from evidence_lib.sources.catalogue import write_catalogue

REVIEW_COLUMNS = ("finding_id", "field", "value", "reason", "reviewer", "reviewed_at", "quote")
README = """An evidence base: documents, and what people decide about them.

sources.csv   the catalogue of documents: what is wanted and what is held
sources/      the documents themselves; add one with: evidence sources add FILE --data {name}
themes.yml    the themes and the terms that find them
reviews.csv   people's decisions on findings; only ever appended to
derived/      made by the suite; safe to delete
"""


def init(folder: Path) -> BaseFolder:
    """Make an empty base in a new or empty folder, with the shipped themes. Raises BadFile if anything is in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadFile(f"{folder}: is not empty. Name a new folder.")
    base = BaseFolder(folder.resolve())
    base.sources.mkdir(parents=True)
    shutil.copyfile(BaseFolder(shipped_root()).codebook, base.codebook)
    write_rows(base.reviews, REVIEW_COLUMNS, [])
    write_text(base.root / "README.txt", README.format(name=folder))
    write_catalogue(base, [])  # last: its presence is what makes a folder a base
    return base
