"""A second, made-up body with other areas, objectives and boards, and a merger half way through the financial year 2025-26.

Its findings are written down row by row, so that every number of the chapters can be worked by hand; what people keep is
in real files, read as any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from evidence_lib.commissioning import effects, intentions, local_evidence, official, services, statements
from evidence_lib.commissioning.registers import Registers, read_registers
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import write_rows
from evidence_lib.core.records import Kind
from evidence_lib.tables.joined import COLUMNS
from evidence_lib.themes.codebook import Codebook, read_codebook
from tests.conftest import ROOT

SETTINGS = """
bodies:
  - name: Commissioner for the Old Shires
    short: Old Shires
    areas: [Northshire, Southshire, Westshire]
    boards: [Old Board]
    until: 2025-09-30
  - name: Mayor of the New Shires
    short: New Shires
    areas: [Greater Northshire, Westshire]
    boards: [New Board]
    from: 2025-10-01
areas:
  - {name: Northshire, council: Northshire Council, until: 2025-09-30, became: Greater Northshire}
  - {name: Southshire, also: [The South], until: 2025-09-30, became: Greater Northshire}
  - {name: Westshire}
  - {name: Greater Northshire}
plans:
  - id: old-plan
    title: Plan of the Old Shires
    from: 2021-04-01
    until: 2025-09-30
    objectives:
      - {id: old-safe, label: Safe children, themes: [medical-treatment]}
  - id: new-plan
    title: Plan of the New Shires
    from: 2025-10-01
    objectives:
      - {id: new-skilled, label: Skilled officers, themes: [training], measures: [{label: Officers trained}]}
      - {id: new-well, label: Children who are well, themes: [medical-treatment, women-policing-homes]}
budgets:
  - {year: 2025-26, amount: "150,000.10"}
little_provision: 60000
"""
FILES = {
    "services": services.COLUMNS,
    "local_evidence": local_evidence.COLUMNS,
    "confidence": statements.COLUMNS,
    "intentions": intentions.COLUMNS,
    "effects": effects.COLUMNS,
    "official_figures": official.COLUMNS,
}
Rows = Sequence[Mapping[str, str]]


def finding(
    name: str, areas: Sequence[str], kind: str, themes: Sequence[str], published: str, **other: object
) -> dict[str, object]:
    """One row as base.findings() gives it; its document is named by its areas."""
    return {
        "finding_id": name,
        "document_id": "-".join(areas).lower().replace(" ", "-"),
        "title": "An inspection",
        "publishers": ["Inspectorate"],
        "areas": list(areas),
        "subject": "neglect",
        "programme": "jtai",
        "published": pd.Timestamp(published) if published else pd.NaT,
        "url": "https://example.org/a.pdf",
        "page_start": 3,
        "page_end": 3,
        "ordinal": 1,
        "heading": "",
        "reported_under": "",
        "quote": f"Words of {name}.",
        "kind": kind,
        "kind_label": Kind(kind).label,
        "themes": list(themes),
        "agencies": ["police"],
        "addressed_to": "",
        "due_text": "",
        "due_date": pd.NaT,
        "parent": "",
        "edition": "original",
        "summary": False,
        "counted": kind != "case-study",
        "checked": False,
        "kind_by": "machine",
        "agencies_by": "machine",
        "admitted": False,
    } | other


FINDINGS = [
    finding("f1", ["Northshire"], "improvement", ["training"], "2024-05-01"),
    finding("f2", ["Northshire"], "strength", ["training", "commissioning"], "2024-05-01"),
    finding("f3", ["The South"], "mixed", ["training"], "2020-01-10"),
    finding("f4", ["Farshire"], "improvement", ["medical-treatment"], "2025-02-01"),
    finding("f5", ["Farshire"], "strength", [], "2025-02-01"),
    finding("f6", ["Northshire", "Southshire"], "improvement", ["medical-treatment"], "2025-03-01"),
    finding("f7", ["Northshire"], "improvement", ["training"], "2024-05-01", counted=False, summary=True),
    finding("f8", ["Westshire"], "case-study", ["training"], "2024-06-01", quote="A child was not heard."),
]
TAGS = {("f3", "training"): "shortfall"}


def service(name: str, **cells: str) -> dict[str, str]:
    """A row of services.csv that adds up."""
    plain = {
        "service": f"Service {name}",
        "provider": f"Example Provider {name}",
        "commissioner": "this-office",
        "kind": "contract",
    }
    days = {"start": "2024-04-01", "end": "2027-03-31", "value_source": "register"}
    return (
        dict.fromkeys(services.COLUMNS, "")
        | plain
        | days
        | {"service_id": name, "serves": "all", "areas": "all"}
        | cells
    )


SERVICES = [
    service(
        "A",
        themes="training; medical-treatment",
        serves="women",
        areas="Northshire",
        values="2025-26: 100,000.10",
        end="2026-02-28",
    ),
    service(
        "B",
        themes="medical-treatment",
        serves="children",
        areas="Northshire; Southshire",
        values="2025-26: 50000; 2026-27: 51000",
    ),
    service(
        "C", themes="medical-treatment", commissioner="health", values="2025-26: 200000.05", notice_by="2025-12-31"
    ),
    service("D", themes="commissioning", values="2026-27: 7", start="2026-04-01"),
]


def statement(name: str, **cells: str) -> dict[str, str]:
    """A row of confidence.csv that is judged."""
    plain = {
        "statement": f"Statement {name}.",
        "overall": "moderate",
        "overall_reason": "as read",
        "judged_by": "A. Name",
    }
    return dict.fromkeys(statements.COLUMNS, "") | plain | {"statement_id": name} | cells


STATEMENTS = [
    statement("S1", themes="training", findings="f1; f3", lever="hold-to-account"),
    statement(
        "S2", themes="medical-treatment", findings="f4", needs="N1", lever="commission", responsible="this office"
    ),
    statement(
        "S3", themes="medical-treatment", findings="f4", lever="co-commission", responsible="health", groups="men"
    ),
    statement("S4", themes="women-policing-homes", needs="N2", lever="commission", responsible="this office"),
    statement("S5", themes="records-systems", findings="f4", lever="commission", responsible="this office"),
]


def need(name: str, **cells: str) -> dict[str, str]:
    """A row of local_evidence.csv."""
    plain = {
        "dated": "2025-01-15",
        "kind": "partner-meeting",
        "what": f"Need {name}.",
        "source": "minutes",
        "areas": "all",
    }
    return dict.fromkeys(local_evidence.COLUMNS, "") | plain | {"need_id": name} | cells


NEEDS = [
    need("N1", themes="medical-treatment", groups="children"),
    need("N2", themes="women-policing-homes; training", kind="victims-voice", areas="Westshire"),
]


def intention(name: str, **cells: str) -> dict[str, str]:
    """A row of intentions.csv."""
    return dict.fromkeys(intentions.COLUMNS, "") | {"intention_id": name, "intention": f"Intention {name}."} | cells


INTENTIONS = [
    intention(
        "I1",
        statements="S2",
        objectives="new-well",
        decision="D-7",
        decided_on="2025-10-03",
        amount="50000",
        service_id="B",
    ),
    intention("I2", statements="S4", objectives="new-well", not_used_because="too dear"),
]


@dataclass(frozen=True)
class World:
    """What the chapters ask of a base, with findings given row by row and everything else read from files."""

    folder: BaseFolder
    rows: Sequence[Mapping[str, object]]
    assessed: Sequence[Mapping[str, object]] = ()

    @cached_property
    def themes(self) -> Codebook:
        return read_codebook(ROOT / "data" / "themes.yml")

    checked_only = False

    @property
    def with_unchecked(self) -> "World":
        return self

    @property
    def areas(self) -> list[str]:
        return sorted({str(area) for row in self.rows for area in row["areas"]})  # type: ignore[attr-defined]

    @cached_property
    def registers(self) -> Registers:
        return read_registers(self.folder, self.themes.ids, {str(row["finding_id"]) for row in self.rows})

    def findings(self) -> pd.DataFrame:
        return frame(self.rows)

    def assessed_needs(self) -> pd.DataFrame:
        return frame(self.assessed)

    def tags(self) -> pd.DataFrame:
        held = [(str(row["finding_id"]), theme) for row in self.rows for theme in row["themes"]]  # type: ignore[attr-defined]
        rows = [(name, theme, TAGS.get((name, theme), "")) for name, theme in held]
        return pd.DataFrame(rows, columns=["finding_id", "theme_id", "direction"])

    def commitments(self, as_of: str = "") -> pd.DataFrame:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in ("commitment_id", "themes")})

    def documents(self) -> pd.DataFrame:
        columns = ["document_id", "title", "publishers", "areas", "published", "edition", "url"]
        return self.findings()[columns].drop_duplicates("document_id").assign(held=True)


def frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """A frame with the columns and types of base.findings()."""
    table = pd.DataFrame(list(rows), columns=COLUMNS)
    kinds = {
        "published": "datetime64[us]",
        "due_date": "datetime64[us]",
        "counted": "bool",
        "checked": "bool",
        "page_start": "Int64",
        "page_end": "Int64",
    }
    return table.astype(kinds)


def world(
    folder: Path, rows: Sequence[Mapping[str, object]] = FINDINGS, settings: str = SETTINGS, **files: Rows
) -> World:
    """The made-up body in a folder; files replace the rows of services, local_evidence, confidence, intentions and so on."""
    usual = {"services": SERVICES, "local_evidence": NEEDS, "confidence": STATEMENTS, "intentions": INTENTIONS}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "organisation.yml").write_text(settings, encoding="utf-8")
    for name, columns in FILES.items():
        write_rows(folder / f"{name}.csv", tuple(columns), {**usual, **files}.get(name, []))
    return World(BaseFolder(folder), rows)


def lines(held: World) -> list[str]:
    """The lines of what does not add up."""
    return [problem.line for problem in held.registers.problems]
