"""Writing the review workbook: one finding a row, drop-downs from the codebook, what names the finding locked."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import appearing
from evidence_lib.core.records import AGENCIES, KIND_LABELS, Kind
from evidence_lib.papers.printable import printable
from evidence_lib.review import sheet as form
from evidence_lib.review.items import Item, context

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

LINE, TALLEST = 15.0, 409.0  # points: of a line, and of the tallest row that Excel knows
LONGEST = 32_000  # letters: Excel takes 32,767 in a cell


def write_workbook(base: "EvidenceBase", items: Sequence[Item], path: Path) -> Path:
    """Write the findings to be reviewed as an Excel file. Raises BadFile for a name that is not *.xlsx."""
    from openpyxl import Workbook

    if path.suffix.lower() != ".xlsx":
        raise BadFile(f"{path}: is no name for an Excel file. End it in .xlsx.")
    book = Workbook()
    how, sheet, lists = book.active, book.create_sheet(form.SHEET), book.create_sheet(form.LISTS)
    how.title = form.HOW
    write_instructions(how)
    ranges = write_lists(lists, form.lists(base.themes))
    write_head(sheet)
    for at, item in enumerate(items, start=form.HEAD_ROW + 1):
        write_row(base, sheet, at, item)
    offer(sheet, ranges, len(items))
    for one in (how, sheet, lists):
        one.protection.sheet = True  # without a password: it guards against a slip, not against a will
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
    book.active = 1
    book.properties.title, book.properties.creator = "Review of findings", "Commissioning evidence base"
    with appearing(path) as beside, beside.open("wb") as file:
        book.save(file)
    return path


def write_instructions(sheet: Any) -> None:
    """The sheet that says how."""
    from openpyxl.styles import Alignment, Font

    for at, line in enumerate(form.INSTRUCTIONS, start=1):
        sheet.cell(at, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 100


def write_lists(sheet: Any, lists: dict[str, list[str]]) -> dict[str, str]:
    """What the drop-downs offer; returns the cells of each."""
    from openpyxl.utils import get_column_letter

    ranges = {}
    for at, (name, words) in enumerate(lists.items(), start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 40
        for row, word in enumerate([name, *words], start=1):
            sheet.cell(row, at, word)
        ranges[name] = f"'{form.LISTS}'!${letter}$2:${letter}${len(words) + 1}"
    return ranges


def write_head(sheet: Any) -> None:
    """The heads of the columns, frozen, and repeated in print."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, head in enumerate(form.COLUMNS, start=1):
        cell = sheet.cell(form.HEAD_ROW, at, head)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="801650" if head in form.ANSWER else "12436D")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = form.WIDTHS.get(head, form.NARROW)
    sheet.freeze_panes = sheet.cell(form.HEAD_ROW + 1, 2)
    sheet.print_title_rows = f"{form.HEAD_ROW}:{form.HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def write_row(base: "EvidenceBase", sheet: Any, at: int, item: Item) -> None:
    """One finding. Every text is written as text, whatever sign it begins with."""
    from openpyxl.styles import Alignment, Protection

    row = values(base, item)
    for head, value in row.items():
        cell = sheet.cell(at, form.column_of(head))
        if isinstance(value, int):
            cell.value = value
        elif value:
            cell.value = printable(value)[:LONGEST]
            cell.data_type = "s"
            cell.quotePrefix = True  # as a spreadsheet marks text that is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=head not in form.ANSWER)
        if head == form.DAY:
            cell.number_format = "yyyy-mm-dd"
    sheet.row_dimensions[at].height = tall(row)


def tall(row: dict[str, str | int]) -> float:
    """How tall a row must be for its words, in points: no program works it out for locked cells that wrap."""
    lines = [
        sum(-(-max(1, len(line)) // form.WIDTHS[head]) for line in str(row[head]).splitlines())
        for head in ("Words", "Why now", "Title", "Words that earned the themes", *form.THEME_HEADS, *form.AGENCY_HEADS)
    ]
    return min(TALLEST, LINE * (max(lines) + 1))


def values(base: "EvidenceBase", item: Item) -> dict[str, str | int]:
    """What stands in each column."""
    before, after = context(base, item)
    digest = "Digest, in our words: no quotation. " if item.edition == "digest" else ""
    row: dict[str, str | int] = dict.fromkeys(form.COLUMNS, "")
    row |= {
        "Finding": item.finding_id,
        "Document": item.document_id,
        "Page": item.page or "",
        "Words": item.quote,
        "Why now": digest + "; ".join(item.reasons),
        "Title": item.title,
        "Before": "\n".join(before),
        "After": "\n".join(after),
        "Words that earned the themes": "\n".join(f"{base.themes[tag.theme].label}: {tag.why}" for tag in item.given),
        form.KIND: KIND_LABELS[Kind(item.kind)] if item.kind else "",
    }
    row |= dict(zip(form.THEME_HEADS, (base.themes[theme].label for theme in item.themes), strict=False))
    return row | dict(zip(form.AGENCY_HEADS, (AGENCIES[name] for name in item.agencies), strict=False))


def offer(sheet: Any, ranges: dict[str, str], rows: int) -> None:
    """The drop-downs."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for head in form.ANSWER:
        what = form.sort_of(head)
        if not what or not rows:
            continue
        letter = get_column_letter(form.column_of(head))
        choice = DataValidation("list", formula1=ranges[what], allow_blank=True, showErrorMessage=True)
        choice.errorTitle, choice.error = head, "Choose one from the list, or clear the cell."
        choice.add(f"{letter}{form.HEAD_ROW + 1}:{letter}{form.HEAD_ROW + rows}")
        sheet.add_data_validation(choice)
