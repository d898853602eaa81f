"""What a reader finds in a pack: the words of its pages, papers and tables piece by piece, its pictures and their words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from evidence_lib.core.errors import BadFile
from evidence_lib.pack.checks import office, scripts, tabular, web
from evidence_lib.pack.checks.piece import Picture, Piece

Read = Callable[[Path, str], Iterator[Piece | Picture]]
READ: dict[str, Read] = {
    ".html": web.read,
    ".js": scripts.read,
    ".docx": office.read_word,
    ".pptx": office.read_slides,
    ".xlsx": tabular.read_workbook,
    ".csv": tabular.read_csv,
    ".txt": tabular.read_lines,
    ".md": tabular.read_lines,
    ".ics": tabular.read_lines,
    ".pdf": tabular.read_pdf,
}
PAPERS = "papers/"
OWN = ("checks.csv", "checks.json")  # what the gate itself writes
# The words of a chart and its data stand on its page too; the library's own dictionaries speak of columns.
DICTIONARIES = ("tables/dictionary.md", "tables/dictionary-commissioning.md")


@dataclass(frozen=True)
class Contents:
    """A pack, or one that is staged: read once, asked by every check."""

    folder: Path
    held: dict[str, list[Piece | Picture]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        if not (self.folder / "index.html").is_file():
            raise BadFile(
                f"{self.folder}: is no pack (it has no index.html). Name a folder that a refresh has published."
            )

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file by its place in the pack, in order."""
        found = {path.relative_to(self.folder).as_posix(): path for path in self.folder.rglob("*") if path.is_file()}
        return {name: found[name] for name in sorted(found) if name not in OWN}

    def of(self, *endings: str) -> list[str]:
        """The files with one of some endings."""
        return [name for name in self.files if name.endswith(endings)]

    def read(self, name: str) -> list[Piece | Picture]:
        """What a file holds; nothing for one that is no page, paper or table."""
        if name not in self.held:
            path = self.files[name]
            reader = READ.get(path.suffix)
            self.held[name] = list(reader(path, name)) if reader and name not in DICTIONARIES else []
        return self.held[name]

    @property
    def pieces(self) -> Iterator[Piece]:
        """All words that a reader may meet, file by file."""
        for name in self.files:
            yield from (held for held in self.read(name) if isinstance(held, Piece))

    @property
    def pictures(self) -> Iterator[Picture]:
        """All pictures, file by file."""
        for name in self.files:
            yield from (held for held in self.read(name) if isinstance(held, Picture))
