"""What people keep about commissioning as tables, for an export and for a pack: what a later pack is compared with."""

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_lib.chapters.figures import figures
from evidence_lib.commissioning import effects, intentions, local_evidence, register, services, statements
from evidence_lib.commissioning.money import plain
from evidence_lib.core.files import write_text
from evidence_lib.core.records import Kind
from evidence_lib.tables.export import write_table

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.commissioning.registers import Registers
    from evidence_lib.frames import EvidenceBase

FIGURES = {
    "figure": "name of a figure of the chapters, kept for good",
    "what": "what it is, in words",
    "value": "as a paper says it",
}
VALUES = {
    "service_id": "the service, from services.csv",
    "financial_year": "the financial year",
    "value": "its value in pounds, exact",
}
STANDING = {
    "commitment_id": "the commitment, from commitments.csv",
    "status": "how it stood on the day of the export",
    "status_day": "since when",
    "owner": "who is to see to it",
    "due_date": "by which day",
}
TABLES: dict[str, dict[str, str]] = {
    "services": services.COLUMNS,
    "service_values": VALUES,
    "local_evidence": local_evidence.COLUMNS,
    "confidence": statements.COLUMNS,
    "intentions": intentions.COLUMNS,
    "effects": effects.COLUMNS,
    "evidence_register": register.COLUMNS,
    "figures": FIGURES,
    "commitments_standing": STANDING,
}


def export_kept(base: "EvidenceBase", folder: Path) -> list[Path]:
    """Write the tables to a folder as CSV, and what their columns mean (dictionary-commissioning.md); returns the files."""
    tables = {**kept(base.registers), "figures": figures(base)}
    tables["commitments_standing"] = base.commitments()[list(STANDING)]
    findings, register = base.findings(), tables["evidence_register"]
    studies = findings.loc[findings["kind"] == Kind.CASE_STUDY, "finding_id"]
    register.loc[register["finding_id"].isin(studies), "words"] = ""  # they are about a child
    written = [write_table(table, folder / f"{name}.csv") for name, table in tables.items()]
    write_text(folder / "dictionary-commissioning.md", dictionary())
    return [*written, folder / "dictionary-commissioning.md"]


def kept(registers: "Registers") -> dict[str, "pd.DataFrame"]:
    """The registers as tables, with the columns of the files that people keep."""
    import pandas as pd

    rows: dict[str, list[dict[str, object]]] = {
        "services": [service_row(held) for held in registers.services],
        "service_values": [
            {"service_id": held.service_id, "financial_year": str(year), "value": plain(value)}
            for held in registers.services
            for year, value in sorted(held.values.items())
        ],
        "local_evidence": [record(held, local_evidence.COLUMNS) for held in registers.needs],
        "confidence": [statement_row(held) for held in registers.statements],
        "intentions": [
            record(held, intentions.COLUMNS) | {"amount": "" if held.amount is None else plain(held.amount)}
            for held in registers.intentions
        ],
        "effects": [record(held, effects.COLUMNS) for held in registers.effects],
        "evidence_register": [record(held, register.COLUMNS) for held in registers.register.entries],
    }
    return {name: pd.DataFrame(held, columns=list(TABLES[name]), dtype="object") for name, held in rows.items()}


def record(held: object, columns: dict[str, str]) -> dict[str, object]:
    """A record as a row: lists as lists, days as days, yes for what is so."""
    return {name: cell(getattr(held, name, "")) for name in columns}


def cell(value: object) -> object:
    """One value."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return list(value) if isinstance(value, tuple) else "" if value is None else value


def service_row(held: services.Service) -> dict[str, object]:
    """One service as its row."""
    told = {name: value for name, (value, _) in held.figures.items()}
    sources = {services.FIGURES[name]: source for name, (_, source) in held.figures.items()}
    values = "; ".join(f"{year}: {plain(value)}" for year, value in sorted(held.values.items()))
    return record(held, services.COLUMNS) | told | sources | {"values": values}


def statement_row(held: statements.Statement) -> dict[str, object]:
    """One statement as its row."""
    concerns = {part: concern for part, (concern, _) in held.concerns.items()}
    return (
        record(held, statements.COLUMNS)
        | concerns
        | {f"{part}_reason": why for part, (_, why) in held.concerns.items()}
    )


def dictionary() -> str:
    """What the columns mean."""
    lines = ["# Data dictionary: commissioning", "", "Lists are joined with `;`, days are written 2019-03-08.", ""]
    for name, columns in TABLES.items():
        lines += [f"## {name}.csv", "", "| column | meaning |", "| --- | --- |"]
        lines += [*(f"| `{column}` | {meaning} |" for column, meaning in columns.items()), ""]
    return "\n".join(lines)
