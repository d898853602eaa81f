"""The other tables of the commissioning strategy's evidence chapter: evidence, need, provision, gap, and what was intended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib.chapters import evidence, gaps, groups_cut, marks, need, provision
from evidence_lib.chapters.money_charts import in_pounds, label
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.commissioning.local_evidence import KINDS
from evidence_lib.commissioning.money import plain, pounds

if TYPE_CHECKING:
    import pandas as pd


def evidence_by_theme(scope: Scope, name: str = "evidence_by_theme") -> Table:
    """Inspection evidence by theme, in areas and documents: what is local stands apart from what is elsewhere."""
    table = evidence.by_theme(scope)
    return marks.listing_table(
        name,
        "Inspection evidence by theme",
        f"{words.selection(scope.findings, areas(scope))} A shortfall elsewhere is a question to ask here, and no need.",
        words.source_line(scope.findings),
        table,
        ("Theme", "Areas with a shortfall", "Areas with a strength", "Shortfall here", "Strength here", "Documents", "Newest"),
        [
            (
                Cell(label(scope, row["theme"])),
                Cell(str(row["shortfall_areas"])),
                Cell(str(row["strength_areas"])),
                Cell(marks.names(row["local_shortfall"], "not reported")),
                Cell(marks.names(row["local_strength"], "not reported")),
                Cell(f"{row['documents']} ({row['local_documents']} from here)"),
                Cell(marks.day(row["newest"]) if row["documents"] else "none"),
            )
            for row in table.to_dict("records")
        ],
        counted="areas with a document of their own; documents",
        units="areas, documents, days of publication",
    )


def areas(scope: Scope) -> list[str]:
    """The areas of the selection with a document of their own."""
    return sorted({scope.column(held) for held in scope.findings["areas"] if len(held) == 1})


def needs(scope: Scope, name: str = "need") -> Table:
    """Every entry of need, by theme."""
    table = need.needs(scope)
    return marks.listing_table(
        name,
        "Need, as entered",
        f"{marks.chosen(scope)} {words.sentence(words.amount(len(table), 'entry', 'entries'))}, by people or from a needs "
        "assessment. Numbers in it are the sources' own.",
        "Source: data/local_evidence.csv, and needs assessments among the documents held.",
        table,
        ("Entry", "What it says", "Themes", "Whose need", "Where", "Of", "Source"),
        [
            (
                Cell(row["need_id"], remark=KINDS[row["kind"]]),
                Cell(row["what"], remark="" if not row["figure_of"] else f"{int(row['figure']):,} {row['figure_of']}"),
                Cell(marks.themes(scope, row["themes"])),
                Cell(marks.group_names("; ".join(row["groups"])) or "not said"),
                Cell(row["area"]),
                Cell(marks.day(row["dated"])),
                Cell(row["source"], row["url"]),
            )
            for row in table.to_dict("records")
        ],
    )


def need_by_theme(scope: Scope, name: str = "need_by_theme") -> Table:
    """How many entries of need there are on each theme, and from what kind of source."""
    table = need.by_theme(scope)
    made_up = marks.is_example(need.needs(scope))
    return marks.listing_table(
        name,
        "Need by theme",
        f"{marks.chosen(scope)} An entry on two themes stands under both, so that the rows do not add up. "
        "More entries mean that more was noted, not that need is greater.",
        "Source: data/local_evidence.csv, and needs assessments among the documents held.",
        table.assign(example=made_up),
        ("Theme", "Entries", *(words.sentence(kind) for kind in KINDS.values()), "Newest"),
        [
            (
                Cell(label(scope, row["theme"])),
                Cell(str(row["entries"])),
                *(Cell(str(row[kind])) for kind in KINDS),
                Cell(marks.day(row["newest"])),
            )
            for row in table.to_dict("records")
        ],
        counted="entries of local evidence",
        units="entries",
    )


def services(scope: Scope, name: str = "services") -> Table:
    """Every service of the year with its value, its people where known, and the source of each figure."""
    table = provision.services(scope)
    known = {held.service_id: held for held in scope.registers.services}
    return marks.listing_table(
        name,
        f"Services in {scope.year}",
        f"{marks.chosen(scope)} {words.sentence(words.amount(len(table), 'service'))}, {pounds(int(table['value'].sum()))} in all.",
        marks.services_source(table),
        in_pounds(table),
        ("Service", "Provider", "Commissioned by", "Themes", "For whom", "Where", "Value", "Runs", "People"),
        [
            (
                Cell(row["service"], remark=row["service_id"]),
                Cell(row["provider"]),
                Cell(row["commissioner"], remark=row["funding"]),
                Cell(marks.themes(scope, row["themes"])),
                Cell(marks.group_names(row["group"])),
                Cell(row["area"]),
                Cell(pounds(row["value"]) if row["valued"] else "no value entered", remark="" if row["sourced"] else "no source"),
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
    said = [f"{name.replace('_', ' ')}: {value:,} ({source or 'no source'})" for name, (value, source) in figures.items()]
    return Cell("; ".join(said), remark=year)


def value_by(scope: Scope, what: str, name: str = "") -> Table:
    """The value by theme, area, group, commissioner or funding, with a total that is the sum of all services, each once."""
    listed = provision.services(scope)
    table = provision.value_by(listed, what)
    shown = {"theme": lambda value: label(scope, value), "group": marks.group_names}.get(what, str)
    total = [("Total", len(listed), *(int(table[column].sum()) for column in ("own", "others", "value")))]
    rows = [(shown(row[what]), row["services"], row["own"], row["others"], row["value"]) for row in table.to_dict("records")]
    return marks.listing_table(
        name or f"value_by_{what}",
        f"Value by {provision.BY[what]} in {scope.year}",
        f"{marks.chosen(scope)} Each service stands in one row; none is split.",
        marks.services_source(listed),
        in_pounds(table).assign(example=marks.is_example(listed)),
        (words.sentence(provision.BY[what]), "Services", "This office", "Others", "Together"),
        [(Cell(text), Cell(str(count)), *map(marks.money, amounts)) for text, count, *amounts in [*rows, *total]],
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
        f"{marks.chosen(scope)} A gap is a statement that is to be answered by commissioning, with evidence or need from here, and "
        f"no service on its themes, areas and groups, or services under {little} in the year.",
        f"{marks.services_source(provision.services(scope, everything=True))} Statements: data/confidence.csv.",
        in_pounds(table),
        ("Statement", "Where it stands", "Lever", "Evidence here", "Need here", "Services that answer it", "Value"),
        [
            (
                Cell(row["statement_id"], remark=row["statement"]),
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
        f"{marks.chosen(scope)} {words.sentence(words.amount(len(bare), 'service'))} ({pounds(int(bare['value'].sum()))}) that nothing "
        "in the base supports: a reason to look, not to end it. Much that is needed was never inspected.",
        marks.services_source(provision.services(scope)),
        in_pounds(table),
        ("Service", "Value", "Main theme", "What supports it", "Findings here", "Findings elsewhere", "Need", "Statements"),
        [
            (
                Cell(row["service"], remark=row["service_id"]),
                marks.money(row["value"]),
                Cell(label(scope, row["theme"])),
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
        in_pounds(table),
        ("Service", "First of the two days", "Notice by", "Ends", "Option to extend", f"Value in {scope.year}"),
        [
            (
                Cell(row["service"], remark=f"{row['service_id']}, {row['provider']}"),
                Cell(marks.day(row["due"])),
                Cell(marks.day(row["notice_by"])),
                Cell(marks.day(row["end"])),
                Cell(row["extension"] or "none entered"),
                marks.money(row["value"]),
            )
            for row in table.to_dict("records")
        ],
        counted="services",
        units="days; pounds",
    )


def intentions(scope: Scope, name: str = "intentions", objectives: Sequence[str] = ()) -> Table:
    """Intentions of the selection, what they rest on, and how far they have come."""
    numbers = {held.statement_id: held for held in scope.registers.statements}
    shown = [held for held in scope.registers.intentions if in_selection(scope, held.themes, [numbers[s].themes for s in held.statements if s in numbers])]
    shown = [held for held in shown if not objectives or set(objectives) & set(held.objectives)]
    import pandas as pd

    data = pd.DataFrame(
        [{**{n: getattr(held, n) for n in ("intention_id", "intention", "state", "decision", "decided_on", "provider", "service_id", "outcome", "not_used_because", "example")}, "statements": list(held.statements), "objectives": list(held.objectives), "amount": "" if held.amount is None else plain(held.amount)} for held in shown],
        columns=["intention_id", "intention", "state", "statements", "objectives", "decision", "decided_on", "amount", "provider", "service_id", "outcome", "not_used_because", "example"],
    )  # fmt: skip
    return marks.listing_table(
        name,
        "Intentions and the evidence they rest on",
        f"{marks.chosen(scope)} {words.sentence(words.amount(len(shown), 'intention'))}. 'evidence trace' shows the way from each to its pages.",
        "Source: data/intentions.csv.",
        data,
        ("Intention", "How far", "Statements", "Plan objectives", "Decision", "What came of it"),
        [
            (
                Cell(held.intention, remark=held.intention_id),
                Cell(held.state),
                Cell(marks.names(held.statements, marks.themes(scope, held.themes))),
                Cell(marks.names(held.objectives)),
                Cell(decision(held.decision, held.amount, held.provider), remark=marks.day(held.decided_on) if held.decision else ""),
                Cell(held.not_used_because or held.outcome or "nothing yet", remark=marks.day(held.outcome_on) if held.outcome else ""),
            )
            for held in shown
        ],
        units="pounds; days",
    )


def in_selection(scope: Scope, themes: Sequence[str], of_statements: Sequence[Sequence[str]]) -> bool:
    """Whether an intention is on the themes selected, by itself or by its statements; one on no theme is shown always."""
    held = {*themes, *(theme for one in of_statements for theme in one)}
    return not held or scope.themed(held)


def decision(reference: str, amount: int | None, provider: str) -> str:
    """A decision in words."""
    if not reference:
        return "none yet"
    return ", ".join(filter(None, (reference, "" if amount is None else pounds(amount), provider)))


def groups(scope: Scope, name: str = "groups") -> Table:
    """The groups that the law asks about: findings that speak of them, need, and services that name them."""
    table = groups_cut.cut(scope)
    made_up = marks.is_example(need.needs(scope)) or marks.is_example(provision.services(scope))
    return marks.listing_table(
        name,
        "People whom the law asks about",
        f"{marks.chosen(scope)} A finding speaks of a group if its words do: a place to look, found by the machine. It may speak of "
        "several, so that rows do not add up. Silence on a group is no proof that it has no need.",
        f"{words.source_line(scope.findings)} Need and services: data/local_evidence.csv, data/services.csv.",
        in_pounds(table).assign(example=made_up),
        ("Group", "Areas whose findings speak of it", "Of them here", "Entries of need", "Services that name it", "Their value"),
        [
            (
                Cell(row["label"]),
                Cell(str(row["areas"])),
                Cell(marks.names(row["local_areas"])),
                Cell(str(row["needs"])),
                Cell(str(row["services"])),
                marks.money(row["value"]),
            )
            for row in table.to_dict("records")
        ],
        counted="areas; entries; services",
        units="pounds of a financial year",
    )


def effects(scope: Scope, name: str = "effects") -> Table:
    """Evidence on what works, by its own scales, apart from findings and confidence."""
    import pandas as pd

    shown = [held for held in scope.registers.effects if scope.themed(held.themes)]
    columns = ["effect_id", "intervention", "themes", "scale", "rating", "what", "source", "url", "example"]
    data = pd.DataFrame([{column: getattr(held, column) for column in columns} for held in shown], columns=columns)
    return marks.listing_table(
        name,
        "Evidence on what works",
        f"{marks.chosen(scope)} Ratings by the Maryland scale (1 to 5) or a part of EMMIE (0 to 4). It says whether an intervention "
        "works, which no finding of an inspection does; it is never added to them.",
        "Source: data/effects.csv.",
        data,
        ("Intervention", "Scale and rating", "What was found", "Source"),
        [
            (Cell(held.intervention), Cell(f"{held.scale}: {held.rating if held.rating is not None else 'not rated'}"), Cell(held.what), Cell(held.source, held.url))
            for held in shown
        ],
        units="the scales' own",
    )
