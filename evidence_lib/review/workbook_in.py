"""Reading a review workbook back: what is taken, what is refused and why, by cell; nothing half done."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadFile, BadRow, did_you_mean
from evidence_lib.findings.identity import finding_id, origin
from evidence_lib.people.kept import history
from evidence_lib.people.reviews import Review, append_reviews, read_reviews, standing
from evidence_lib.review import sheet as form
from evidence_lib.review.answers import Answer, rows_of

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

LARGEST = 200_000_000  # bytes unpacked: a workbook of 20,000 findings has 60 million
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls, and every workbook with a password
SECRET = "EncryptedPackage".encode("utf-16-le")
Cells = Mapping[str, Any]  # by the heads of the columns


class Refused(Exception):
    """Why a row is not taken, with the cell."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows that were taken, were known already, or not looked at; refused are lines, one a cell.

    differ are the findings on which the reviewer now differs from somebody else: both are kept, and it is a task.
    """

    taken: int
    known: int
    untouched: int
    rows: int
    refused: tuple[str, ...]
    differ: tuple[str, ...]


def read_workbook(base: "EvidenceBase", path: Path, reviewer: str, today: date | None = None) -> Imported:
    """Take the answers of a review workbook into the history, all at once; the same file again adds nothing.

    Raises BadFile where the file itself is none that can be taken, BadRow without a reviewer.
    """
    if not reviewer.strip():
        raise BadRow("--reviewer: is empty. Say whose answers these are: a decision without a name is none.")
    rows = sheet_rows(path)
    with history(base.folder.reviews):
        held = read_reviews(base.folder, base.themes.ids)
        return take(base, rows, reviewer.strip(), today or date.today(), held)


def take(
    base: "EvidenceBase", rows: Sequence[tuple[int, Cells]], reviewer: str, day: date, held: list[Review]
) -> Imported:
    """Weigh every row, and append what is new of those that can be taken."""
    refused: list[str] = []
    new: list[Review] = []
    seen: dict[str, int] = {}
    taken = known = untouched = 0
    for number, cells in rows:
        try:
            name = identity(number, cells, seen)
            if untouched_row(number, cells):
                untouched += 1
                continue
            fresh = unknown(answer_rows(base, number, cells, name, reviewer, day), held, number)
        except Refused as error:
            refused.append(str(error))
            continue
        taken, known = taken + bool(fresh), known + (not fresh)
        new += fresh
    if new:
        append_reviews(base.folder, new)
    return Imported(taken, known, untouched, len(new), tuple(refused), differing(held, new))


def identity(number: int, cells: Cells, seen: dict[str, int]) -> str:
    """The finding that a row is of. Its name is made of document, page and words: a change in one of them shows."""
    name, document, page, words = (text(cells[head]) for head in form.IDENTITY)
    if not name:
        raise Refused(f"{place(number, 'Finding')}: is empty, and the row is no row of the export. Delete the row.")
    whole = int(page) if page.isdigit() else None
    made, edition = origin(name)
    if finding_id(document, whole, words, edition) != name or made != document:
        raise Refused(
            f"{place(number, 'Finding')}: finding, document, page or words of this row were changed, and it is not known which "
            "finding it is of. Undo the change, or export anew."
        )
    if name in seen:
        raise Refused(f"{place(number, 'Finding')}: stands in row {seen[name]} too. Delete one of them.")
    seen[name] = number
    return name


def untouched_row(number: int, cells: Cells) -> bool:
    """Whether nobody has looked at a row; one with a comment but without a word on whether it stays is refused."""
    if text(cells[form.KEEP]):
        return False
    for head in (form.COMMENT, form.DAY):
        if text(cells[head]):
            raise Refused(
                f"{place(number, form.KEEP)}: is empty, though {head} is filled in. Write yes or no: the row is not taken."
            )
    return True


def answer_rows(base: "EvidenceBase", number: int, cells: Cells, name: str, reviewer: str, day: date) -> list[Review]:
    """The decisions of one row."""
    words = form.meaning(base.themes)
    keep = text(cells[form.KEEP]).lower()
    if keep not in (form.YES, form.NO):
        raise Refused(f"{place(number, form.KEEP)}: is '{keep}'. Write yes or no.")
    include = keep == form.YES
    kind = chosen(number, cells, (form.KIND,), words["Kind"]) if include else ()
    if include and not kind:
        raise Refused(f"{place(number, form.KIND)}: is empty. Choose a kind, or set Keep? to no.")
    answer = Answer(
        name,
        str(cells["Words"]),
        kind[0] if kind else "",
        chosen(number, cells, form.THEME_HEADS, words["Theme"]) if include else (),
        chosen(number, cells, form.AGENCY_HEADS, words["Agency"]) if include else (),
        include,
        text(cells[form.COMMENT]),
    )
    return rows_of(answer, reviewer, day_of(number, cells[form.DAY]) or day)


def chosen(number: int, cells: Cells, heads: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """What was chosen in some columns, in their order."""
    found = []
    for head in heads:
        value = cells[head]
        word = text(value)
        if not word:
            continue
        if not isinstance(value, str):
            raise Refused(f"{place(number, head)}: holds {word}, a number or a date. Choose from the list.")
        if word.lower() not in known:
            raise Refused(
                f"{place(number, head)}: no {form.sort_of(head).lower()} '{word}'.{did_you_mean(word.lower(), known)} "
                "Choose from the list."
            )
        found.append(known[word.lower()])
    return tuple(dict.fromkeys(found))


def day_of(number: int, value: Any) -> date | None:
    """The day of a review, where one is given."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Refused(
            f"{place(number, form.DAY)}: holds the number {value:g}: the spreadsheet has turned a date into it. "
            "Write the day as 2026-03-31, or clear the cell."
        )
    try:
        return parse_date(text(value))
    except ValueError as error:
        raise Refused(f"{place(number, form.DAY)}: {error}, or clear the cell.") from error


def unknown(rows: Sequence[Review], held: Sequence[Review], number: int) -> list[Review]:
    """The decisions that the reviewer has not taken yet. One taken back or changed since is not taken again."""
    now = standing(held)
    fresh = []
    for row in rows:
        own = [one for one in now.get((row.finding_id, row.decides), ()) if one.reviewer == row.reviewer]
        if own and own[-1].value == row.value:
            continue
        same = (row.finding_id, row.field, row.value, row.reviewer)
        if any((one.finding_id, one.field, one.value, one.reviewer) == same for one in held):
            raise Refused(
                f"{place(number, form.KEEP)}: {row.reviewer} has answered so before and changed {row.field} since. "
                "The later answer stands; change it in the notebook, or export anew."
            )
        fresh.append(row)
    return fresh


def differing(held: Sequence[Review], new: Sequence[Review]) -> tuple[str, ...]:
    """The findings on which what is new differs from what somebody else says."""
    now = standing([*held, *new])
    keys = {(row.finding_id, row.decides) for row in new if row.field != "comment"}
    return tuple(sorted({key[0] for key in keys if not all(one.agrees(now[key][0]) for one in now[key])}))


def place(number: int, head: str) -> str:
    """A cell's name, with its column's head."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(form.column_of(head))}{number} ({head})"


def text(value: Any) -> str:
    """A cell as text; a whole number without its point."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def sheet_rows(path: Path) -> list[tuple[int, Cells]]:
    """The rows of the sheet Review. Raises BadFile where there is none, or the file is none that may be opened."""
    from openpyxl import load_workbook

    refuse_file(path)
    try:
        book = load_workbook(path, data_only=False)
    except Exception as error:  # openpyxl lets out whatever it stumbles over
        raise BadFile(
            f"{path}: is no Excel workbook that can be read ({type(error).__name__}). Save it anew."
        ) from error
    if form.SHEET not in book.sheetnames:
        raise BadFile(
            f"{path}: has no sheet '{form.SHEET}'.{did_you_mean(form.SHEET, book.sheetnames)} There are: "
            f"{', '.join(book.sheetnames)}. Give it its name back, or export anew."
        )
    sheet: Any = book[form.SHEET]
    rows = list(sheet.iter_rows(min_row=form.HEAD_ROW, values_only=True))
    heads = [text(value) for value in rows[0]][: len(form.COLUMNS)] if rows else []
    if tuple(heads) != form.COLUMNS:
        wrong = next(
            (at for at, (is_, was) in enumerate(zip(heads, form.COLUMNS, strict=False)) if is_ != was), len(heads)
        )
        raise BadFile(
            f"{path}, sheet '{form.SHEET}': column {wrong + 1} must be headed '{form.COLUMNS[wrong]}'. Restore the heads in "
            "their order, or export anew."
        )
    return [
        (number, dict(zip(form.COLUMNS, row, strict=False)))
        for number, row in enumerate(rows[1:], start=form.HEAD_ROW + 1)
        if any(value not in (None, "") for value in row)
    ]


def refuse_file(path: Path) -> None:
    """Refuse what is no workbook, one of the old kind or with a password, and one that would fill the memory."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            secret = head == OLD_EXCEL and SECRET in head + file.read()
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}). Close it in Excel, or check its name.") from error
    if head == OLD_EXCEL:
        told = "is closed with a password. Take it off" if secret else "is of the old kind of Excel (.xls)"
        raise BadFile(f"{path}: {told}, and save it as .xlsx.")
    if not zipfile.is_zipfile(path):
        raise BadFile(f"{path}: is no Excel workbook. Take the file that 'evidence review export' wrote.")
    with zipfile.ZipFile(path) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise BadFile(f"{path}: would unpack to more than {LARGEST // 1_000_000} million bytes. It is not opened.")
