"""Tables of what is paid for: services, their value, where money and evidence part, what ends, and what is intended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib.chapters import gaps, marks, provision
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.commissioning.intentions import Intention
from evidence_lib.commissioning.money import plain, pounds
from evidence_lib.commissioning.organisation import Objective

if TYPE_CHECKING:
    import pandas as pd

INTENTION = [
    "intention_id",
    "intention",
    "state",
    "decision",
    "decided_on",
    "provider",
    "service_id",
    "outcome",
    "outcome_on",
]
INTENTION += ["not_used_because", "example"]


def services(scope: Scope, name: str = "services") -> Table:
    """Every service of the year with its value, its people where known, and the source of each figure."""
    table = provision.services(scope)
    known = {held.service_id: held for held in scope.registers.services}
    return marks.listing_table(
        name,
        f"Services in {scope.year}",
        f"{marks.chosen(scope)} {marks.many(len(table), 'service')}, {pounds(int(table['value'].sum()))} in all.",
        marks.services_source(table),
        marks.in_pounds(table),
        ("Service", "Provider", "Commissioned by", "Themes", "For whom", "Where", "Value", "Runs", "People"),
        [
            (
                Cell(row["service"], remark=row["service_id"]),
                Cell(row["provider"]),
                Cell(row["commissioner"], remark=row["funding"]),
                Cell(marks.themes(scope, row["themes"])),
                Cell(marks.group_names(row["group"])),
                Cell(row["area"]),
                Cell(
                    pounds(row["value"]) if row["valued"] else "no value entered",
                    remark="" if row["sourced"] else "no source",
                ),
                Cell(f"{marks.day(row['start'])} to {marks.day(row['end'])}", remark=row["kind"]),
                people(known[row["service_id"]].figures, known[row["service_id"]].figures_year),
            )
            for row in table.to_dict("records")
        ],
        counted="pounds of a financial year, as entered; people as the sources count them",
        units="pounds, days, people",
    )


def people(figures: dict[str, tuple[int, str]], year: str) -> Cell:
    """Referrals, people supported, waiting and capacity, each with its source."""
    if not figures:
        return Cell("not known")
    by_source: dict[str, list[str]] = {}
    for name, (value, source) in figures.items():
        by_source.setdefault(source or "no source", []).append(f"{name.replace('_', ' ')}: {value:,}")
    said = [f"{', '.join(held)} ({source})" for source, held in by_source.items()]
    return Cell("; ".join(said), remark=year)


def value_by(scope: Scope, what: str, name: str = "") -> Table:
    """The value by theme, area, group, commissioner or funding, with a total that is the sum of all services, each once."""
    listed = provision.services(scope)
    table = provision.value_by(listed, what)
    shown = {"theme": lambda value: marks.theme(scope, value), "group": marks.group_names}.get(what, str)
    amounts = ("own", "others", "value")
    rows = [
        (shown(row[what]), row["services"], *(row[column] for column in amounts)) for row in table.to_dict("records")
    ]
    rows.append(("Total", len(listed), *(int(table[column].sum()) for column in amounts)))
    return marks.listing_table(
        name or f"value_by_{what}",
        f"Value by {provision.BY[what]} in {scope.year}",
        f"{marks.chosen(scope)} Each service stands in one row; none is split.",
        marks.services_source(listed),
        marks.in_pounds(table).assign(example=marks.is_example(listed)),
        (words.sentence(provision.BY[what]), "Services", "This office", "Others", "Together"),
        [(Cell(text), Cell(str(count)), *map(marks.money, values)) for text, count, *values in rows],
        counted="services; pounds of a financial year, as entered",
        units="pounds",
    )


def gap_table(scope: Scope, name: str = "gaps") -> Table:
    """Each statement: its lever, need here, the services that answer it with their value, and where it stands."""
    table = gaps.gaps(scope)
    little = pounds(scope.organisation.little)
    return marks.listing_table(
        name,
        "Where money and evidence part, by statement",
        f"{marks.chosen(scope)} A gap is a statement that is to be answered by commissioning, with evidence or need from here, "
        f"and no service on its themes, areas and groups, or services under {little} in the year.",
        f"{marks.services_source(provision.services(scope, everything=True))} Statements: data/confidence.csv.",
        marks.in_pounds(table),
        ("Statement", "Where it stands", "Lever", "Evidence here", "Need here", "Services that answer it", "Value"),
        [
            (
                Cell(row["statement"], remark=row["statement_id"]),
                Cell(row["stands"]),
                Cell(row["lever"] or "not entered", remark=row["responsible"]),
                Cell(marks.names(row["local_areas"])),
                Cell(marks.names(row["needs"])),
                Cell(marks.names(row["services"])),
                Cell(pounds(row["value"]), remark=f"{pounds(row['others'])} of it by others" if row["others"] else ""),
            )
            for row in table.to_dict("records")
        ],
        counted="statements; pounds of a financial year, each service once in a row",
        units="pounds",
    )


def support_table(scope: Scope, name: str = "provision_and_evidence") -> Table:
    """Each service, and what in the base supports it: those that nothing supports come first."""
    table = gaps.support(scope)
    bare = table[table["support"] == gaps.NONE]
    return marks.listing_table(
        name,
        "Where money and evidence part, by service",
        f"{marks.chosen(scope)} {marks.many(len(bare), 'service')} ({pounds(int(bare['value'].sum()))}) that nothing "
        "in the base supports: a reason to look, not to end it. Much that is needed was never inspected.",
        marks.services_source(provision.services(scope)),
        marks.in_pounds(table),
        (
            "Service",
            "Value",
            "Main theme",
            "What supports it",
            "Findings here",
            "Findings elsewhere",
            "Need",
            "Statements",
        ),
        [
            (
                Cell(row["service"], remark=row["service_id"]),
                marks.money(row["value"]),
                Cell(marks.theme(scope, row["theme"])),
                Cell(row["support"]),
                *(Cell(str(row[column])) for column in ("local_findings", "findings_elsewhere", "needs", "statements")),
            )
            for row in table.to_dict("records")
        ],
        counted="findings, entries and statements on any of its themes, to show whether there is any; they measure nothing else",
        units="pounds",
    )


def ending_table(scope: Scope, name: str = "ending") -> Table:
    """What ends or needs notice, soonest first, with its option and what would be lost."""
    table = provision.ending(scope)
    return marks.listing_table(
        name,
        f"Contracts and grants that end or need notice within {scope.organisation.ending_months} months",
        f"{marks.chosen(scope)} From {marks.day(scope.on)}.",
        marks.services_source(table),
        marks.in_pounds(table),
        ("Service", "First of the two days", "Notice by", "Ends", "Option to extend", f"Value in {scope.year}"),
        [
            (
                Cell(row["service"], remark=f"{row['service_id']}, {row['provider']}"),
                Cell(marks.day(row["due"])),
                Cell(marks.day(row["notice_by"]) if row["notice_by"] else "none entered"),
                Cell(marks.day(row["end"])),
                Cell(row["extension"] or "none entered"),
                marks.money(row["value"]),
            )
            for row in table.to_dict("records")
        ],
        counted="services",
        units="days; pounds",
    )


def intentions(scope: Scope, name: str = "intentions", objective: Objective | None = None) -> Table:
    """Intentions of the selection (of one objective), what they rest on, and how far they have come."""
    shown = [held for held in scope.registers.intentions if on_themes(scope, held)]
    shown = [held for held in shown if objective is None or objective.id in held.objectives]
    of = f"{objective.label}: i" if objective else "I"
    return marks.listing_table(
        name,
        f"{of}ntentions and the evidence they rest on",
        f"{marks.chosen(scope)} {marks.many(len(shown), 'intention')}. 'evidence trace' shows the way from each to "
        "its pages.",
        "Source: data/intentions.csv.",
        intention_frame(shown),
        ("Intention", "How far", "Statements", "Plan objectives", "Decision", "What came of it"),
        [
            (
                Cell(held.intention, remark=held.intention_id),
                Cell(held.state),
                Cell(marks.names(held.statements, marks.themes(scope, held.themes))),
                Cell(marks.names(held.objectives)),
                Cell(decision(held), remark=marks.day(held.decided_on) if held.decision else ""),
                Cell(
                    held.not_used_because or held.outcome or "nothing yet",
                    remark=marks.day(held.outcome_on) if held.outcome else "",
                ),
            )
            for held in shown
        ],
        units="pounds; days",
    )


def intention_frame(shown: Sequence[Intention]) -> "pd.DataFrame":
    """Intentions as a table: amounts in pounds."""
    import pandas as pd

    rows = [
        {column: getattr(held, column) for column in INTENTION}
        | {"statements": list(held.statements), "objectives": list(held.objectives)}
        | {"amount": "" if held.amount is None else plain(held.amount)}
        for held in shown
    ]
    return pd.DataFrame(rows, columns=[*INTENTION, "statements", "objectives", "amount"])


def on_themes(scope: Scope, intention: Intention) -> bool:
    """Whether an intention is on the themes selected, by itself or by its statements; one on no theme is shown always."""
    known = {held.statement_id: held.themes for held in scope.registers.statements}
    held = {*intention.themes, *(theme for name in intention.statements for theme in known.get(name, ()))}
    return not held or scope.themed(held)


def decision(held: Intention) -> str:
    """A decision in words."""
    if not held.decision:
        return "none yet"
    return ", ".join(filter(None, (held.decision, "" if held.amount is None else pounds(held.amount), held.provider)))
