"""The tables as CSV for others, with the data dictionary beside them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import appearing, write_text
from evidence_lib.core.records import Kind
from evidence_lib.people.admitted import admitted
from evidence_lib.people.reviews import read_reviews
from evidence_lib.tables.columns import Column
from evidence_lib.tables.schemas import TABLES
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook

if TYPE_CHECKING:
    import pandas as pd

# A cell that begins so is a formula to a spreadsheet (the wide signs to one set to Japanese); a quote must never be run as one.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
UNSEEN = re.compile(r"^[\s\x00-\x1f\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]+")  # what may go when a file is read
EXTRA = {
    "documents": (Column("area", "list", "the areas it is about (the same as areas)"),),
    "findings": (Column("themes", "list", "its themes, the most central first; tags.csv says why"),),
}
WORDS = {"findings": ("quote",), "tags": ("excerpt", "why"), "reviews_unplaced": ("quote",)}
HELD_BACK = "not shown: a practice study is about a child"
PRIVATE = ("left_out", "statements")  # it may name addressees: given to whoever runs the export, never published


def export(base: BaseFolder, folder: Path, published: bool = False) -> list[Path]:
    """Write every table to a folder as CSV (UTF-8 with a mark, lists joined with ";"), and dictionary.md.

    published=True leaves out what may hold names (left_out.csv, statements.csv), and the words of practice studies that
    nobody has admitted: they are about a child. Returns the files written.
    """
    names = [name for name in TABLES if not (published and name in PRIVATE)]
    studies = held_back(base) if published else frozenset()
    written = [
        write_table(
            without_words(with_extras(base, name, read_table(base, name)), name, studies), folder / f"{name}.csv"
        )
        for name in names
    ]
    write_text(folder / "dictionary.md", dictionary(names))
    return [*written, folder / "dictionary.md"]


def held_back(base: BaseFolder) -> frozenset[str]:
    """The practice studies that nobody has admitted."""
    shown = admitted(read_reviews(base, read_codebook(base.codebook).ids))
    findings = read_table(base, "findings")
    return frozenset(findings.loc[findings["kind"] == Kind.CASE_STUDY, "finding_id"]) - shown


def without_words(table: "pd.DataFrame", name: str, held_back: frozenset[str]) -> "pd.DataFrame":
    """A table without the words of the findings that are held back; that they are there is told."""
    columns = WORDS.get(name)
    if not columns or not held_back:
        return table
    away = table["finding_id"].isin(held_back)
    return table.assign(**{column: table[column].where(~away, HELD_BACK) for column in columns})


def with_extras(base: BaseFolder, name: str, table: "pd.DataFrame") -> "pd.DataFrame":
    """The columns that only the export has."""
    import pandas as pd

    if name == "documents":
        return table.assign(area=table["areas"])
    if name == "findings":
        tags = read_table(base, "tags").sort_values(["finding_id", "rank"])
        themes = tags.groupby("finding_id")["theme_id"].agg(list)
        held = [themes.get(finding_id, []) for finding_id in table["finding_id"]]
        return table.assign(themes=pd.Series(held, index=table.index, dtype="object"))
    return table


def write_table(table: "pd.DataFrame", path: Path) -> Path:
    """Write one table whole or not at all."""
    flat = table.map(cell).rename(columns=cell)  # a column may be named after an area
    with appearing(path) as beside:
        flat.to_csv(beside, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


def cell(value: object) -> object:
    """A value as it stands in a CSV: lists joined, days as 2019-03-08, no formula."""
    import pandas as pd

    if isinstance(value, list | tuple):
        value = ";".join(map(str, value))
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    # a bare carriage return is not quoted by the csv module of Python 3.11, and would begin a row
    return safe(value.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, str) else value


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before it, as spreadsheets themselves write it."""
    return f"'{text}" if text.startswith(FORMULA) or UNSEEN.sub("", text).startswith(FORMULA) else text


def dictionary(names: list[str]) -> str:
    """The data dictionary: every table and column and what it means."""
    lines = [
        "# Data dictionary",
        "",
        "Made from the schemas of the suite. Lists are joined with `;`, days are written "
        "2019-03-08, an empty cell means that it is not known.",
        "",
    ]
    for name in names:
        lines += [f"## {name}.csv", "", "| column | kind | meaning |", "| --- | --- | --- |"]
        lines += [
            f"| `{column.name}` | {column.kind} | {column.meaning} |"
            for column in (*TABLES[name], *EXTRA.get(name, ()))
        ]
        lines.append("")
    return "\n".join(lines)


EXPORTS: dict[str, Callable[[BaseFolder, Path], list[Path]]] = {"csv": export}
