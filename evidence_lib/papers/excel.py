"""A register as an Excel file, by openpyxl: a cover, one marked-up table a sheet, dates as dates, no formula from a quote."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.chart import Table
from evidence_lib.core.files import appearing
from evidence_lib.papers.content import Paper
from evidence_lib.papers.printable import printable
from evidence_lib.tables.export import safe

if TYPE_CHECKING:
    import pandas as pd

WIDE, NARROW = 60, 16  # letters of a column of prose, and of any other
PROSE = 40  # letters from which a column holds prose


def write_excel(paper: Paper, path: Path) -> Path:
    """Write the paper's tables, one a sheet behind a cover, whole or not at all; other parts of a paper have no place here."""
    from openpyxl import Workbook

    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    tables = [part for part in paper.parts if isinstance(part, Table)]
    told = [paper.title, paper.subtitle, *(f"{sheet_name(table)}: {table.title}" for table in tables)]
    for number, line in enumerate(filter(None, told), start=1):
        cover.cell(number, 1, safe(line))
    cover.column_dimensions["A"].width = WIDE * 1.6
    for table in tables:
        fill(book.create_sheet(sheet_name(table)), table)
    book.properties.title, book.properties.creator = paper.title, "Commissioning evidence base"
    with appearing(path) as beside, beside.open("wb") as file:
        book.save(file)
    return path


def sheet_name(table: Table) -> str:
    """A sheet's name: Excel takes 31 letters and few signs."""
    return re.sub(r"[\[\]:*?/\\]", " ", table.name.replace("_", " ")).capitalize()[:31]


def fill(sheet: Any, table: Table) -> None:
    """Title, caption and the table's data as it is kept, marked up as a table with its head frozen."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table as Marked
    from openpyxl.worksheet.table import TableStyleInfo

    sheet["A1"], sheet["A2"] = safe(table.title), safe(table.caption)
    sheet["A1"].font = Font(bold=True, size=13)
    data = table.data
    names = [str(name) for name in data.columns]
    for at, name in enumerate(names, start=1):
        sheet.cell(4, at, name)
        sheet.column_dimensions[get_column_letter(at)].width = WIDE if prose(data[name]) else NARROW
    for row, values in enumerate(data.itertuples(index=False), start=5):
        for at, value in enumerate(values, start=1):
            cell = sheet.cell(row, at, plain(value))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if hasattr(value, "date"):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A5"
    if len(data):
        place = f"A4:{get_column_letter(len(names))}{len(data) + 4}"
        marked = Marked(displayName=re.sub(r"\W", "_", table.name), ref=place)
        marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(marked)


def prose(column: "pd.Series[Any]") -> bool:
    """Whether a column holds sentences."""
    return bool((column.astype("str").str.len() > PROSE).any())


def plain(value: Any) -> object:
    """A value as a cell takes it: lists joined, days as days, nothing for what is not known, no formula, no control signs."""
    import pandas as pd

    if isinstance(value, list):
        return safe("; ".join(map(str, value)))
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if isinstance(value, str):
        return safe(printable(value))
    return value.item() if hasattr(value, "item") else value
