"""The figures that papers quote, each under a name of its own, so that a later pack can say which of them no longer hold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from evidence_lib.chapters import evidence, gaps, need, provision
from evidence_lib.chapters.bearing import gather
from evidence_lib.chapters.scope import Scope, open_scope
from evidence_lib.charts.words import inside
from evidence_lib.commissioning.money import pounds
from evidence_lib.commissioning.years import FinancialYear

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.frames import EvidenceBase

COLUMNS = ["figure", "what", "value"]
Row = tuple[str, str, str]


def figures(base: "EvidenceBase") -> "pd.DataFrame":
    """Every figure of the chapters for the whole base: figure (its name), what (in words), value (as a paper says it)."""
    import pandas as pd

    scope = open_scope(base)
    rows = [*of_base(scope), *of_themes(scope), *of_statements(scope)]
    for year in years(scope):
        rows += of_year(open_scope(base, str(year)))
    return pd.DataFrame(rows, columns=COLUMNS)


def years(scope: Scope) -> list[FinancialYear]:
    """The years with a value or a budget."""
    held = {year for service in scope.registers.services for year in service.values}
    return sorted(held | {budget.year for budget in scope.organisation.budgets})


def of_base(scope: Scope) -> Iterator[Row]:
    """Documents and findings."""
    held = scope.all_findings
    yield "documents", "Documents with a finding", str(held["document_id"].nunique())
    yield "findings", "Findings", str(len(held))
    yield "findings/checked", "Findings checked by a person", str(int(held["checked"].sum()))


def of_themes(scope: Scope) -> Iterator[Row]:
    """What inspectors report and what need is entered, by theme."""
    for row in evidence.by_theme(scope).to_dict("records"):
        label = inside(scope.theme_name(row["theme"]))
        name = f"theme/{row['theme']}"
        yield f"{name}/shortfall-areas", f"Areas with a shortfall on {label}", str(row["shortfall_areas"])
        yield f"{name}/strength-areas", f"Areas with a strength on {label}", str(row["strength_areas"])
    for row in need.by_theme(scope).to_dict("records"):
        yield (
            f"need/{row['theme']}",
            f"Entries of local evidence on {inside(scope.theme_name(row['theme']))}",
            str(row["entries"]),
        )


def of_statements(scope: Scope) -> Iterator[Row]:
    """Confidence, and what each statement rests on."""
    for statement in scope.registers.statements:
        held, name = gather(scope, statement), f"statement/{statement.statement_id}"
        yield f"{name}/confidence", f"Confidence in {statement.statement_id}", statement.overall or "not judged"
        yield f"{name}/areas", f"Areas on which {statement.statement_id} rests", str(len(held.areas))
        yield f"{name}/documents", f"Documents on which {statement.statement_id} rests", str(held.documents)


def of_year(scope: Scope) -> Iterator[Row]:
    """Provision and gaps in a financial year."""
    year, table = scope.year, provision.services(scope)
    yield f"{year}/value", f"Value of all services in {year}", pounds(int(table["value"].sum()))
    own = int(table.loc[table["own"], "value"].sum())
    yield f"{year}/value/own", f"Value of this office's services in {year}", pounds(own)
    for row in provision.value_by(table, "theme").to_dict("records"):
        label = inside(scope.theme_name(row["theme"]))
        yield f"{year}/value/{row['theme']}", f"Value of services on {label} in {year}", pounds(row["value"])
    for row in gaps.gaps(scope).to_dict("records"):
        yield f"{year}/gap/{row['statement_id']}", f"Where {row['statement_id']} stands in {year}", row["stands"]
