"""Files that appear whole or not at all, and hashes that say what is held."""

import csv
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from evidence_lib.core.errors import BadFile


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """Give a path to write to; on success it is renamed to *target*, on failure nothing is left behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o644)  # mkstemp's 0600 would hide the file from colleagues on a shared drive
        beside.replace(target)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def write_text(target: Path, text: str, lasting: bool = False) -> None:
    """Write text whole or not at all (UTF-8, line ends as given); lasting sees it to the disk, past a power cut."""
    with appearing(target) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        if lasting:
            file.flush()
            os.fsync(file.fileno())


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV that people edit: (row number as a spreadsheet counts, values) for every row that is not blank.

    Takes the encodings that Excel saves (UTF-8 with or without mark, Windows-1252). Raises BadFile for a file that
    cannot be read, and for a missing or unknown column, naming the nearest known.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}). Close it elsewhere, or restore it.") from error
    reader = csv.reader(decode(raw).splitlines(keepends=True))
    header = [name.strip() for name in next(reader, [])]
    check_columns(path, header, columns)
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                raise BadFile(
                    f"{path}, row {reader.line_num}: {len(cells)} values for {len(header)} columns. "
                    "Put a value that holds a comma in double quotes."
                )
            padded = cells + [""] * (len(header) - len(cells))
            rows.append((reader.line_num, dict(zip(header, (cell.strip() for cell in padded), strict=True))))
    return rows


def decode(raw: bytes) -> str:
    """Decode text as Excel and Notepad save it: UTF-8 (with or without mark), else Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("latin-1")


def check_columns(path: Path, header: Sequence[str], columns: Sequence[str]) -> None:
    """Refuse a table whose columns are not the known ones."""
    from evidence_lib.core.errors import did_you_mean

    for name in header:
        if name not in columns:
            raise BadFile(
                f"{path}: unknown column '{name}'.{did_you_mean(name, columns)} Columns are: {', '.join(columns)}."
            )
    missing = [name for name in columns if name not in header]
    if missing:
        raise BadFile(f"{path}: column {', '.join(missing)} is missing. Columns are: {', '.join(columns)}.")
    if len(set(header)) < len(header):
        raise BadFile(f"{path}: a column name stands twice. Columns are: {', '.join(columns)}.")


def write_rows(target: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a CSV whole or not at all, UTF-8 with a mark so that Excel shows accents and dashes rightly."""
    with appearing(target) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
