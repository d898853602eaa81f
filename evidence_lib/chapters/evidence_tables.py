"""Tables of what is known: inspection evidence, need, groups that the law asks about, and evidence on what works."""

from typing import TYPE_CHECKING

from evidence_lib.chapters import evidence, groups_cut, marks, need, provision
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.commissioning.local_evidence import KINDS

if TYPE_CHECKING:
    pass


TWICE = {
    "agency": "A finding that judges two agencies stands under both. An agency that is not named may not have been looked at.",
    "kind": "A document stands under every kind that it holds.",
}


def evidence_by_theme(scope: Scope, name: str = "evidence_by_theme") -> Table:
    """Inspection evidence by theme, in areas and documents: what is local stands apart from what is elsewhere."""
    table = evidence.by_theme(scope)
    return marks.listing_table(
        name,
        "Inspection evidence by theme",
        f"{words.selection(scope.findings, areas(scope))} A shortfall elsewhere is a question to ask here, and no need.",
        words.source_line(scope.findings),
        table,
        (
            "Theme",
            "Areas with a shortfall",
            "Areas with a strength",
            "Shortfall here",
            "Strength here",
            "Documents",
            "Newest",
        ),
        [
            (
                Cell(marks.theme(scope, row["theme"])),
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


def evidence_by(scope: Scope, what: str) -> Table:
    """Inspection evidence by agency or kind, in areas and documents."""
    table = (evidence.by_agency if what == "agency" else evidence.by_kind)(scope)
    shown = words.agency_name if what == "agency" else words.sentence
    return marks.listing_table(
        f"evidence_by_{what}",
        f"Inspection evidence by {what}",
        f"{words.selection(scope.findings, areas(scope))} {TWICE[what]}",
        words.source_line(scope.findings),
        table,
        (
            words.sentence(what),
            "Areas with a shortfall",
            "Areas with a strength",
            "Shortfall here",
            "Documents",
            "Newest",
        ),
        [
            (
                Cell(shown(row[what])),
                Cell(str(row["shortfall_areas"])),
                Cell(str(row["strength_areas"])),
                Cell(marks.names(row["local_shortfall"], "not reported")),
                Cell(f"{row['documents']} ({row['local_documents']} from here)"),
                Cell(marks.day(row["newest"])),
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
        f"{marks.chosen(scope)} {marks.many(len(table), 'entry', 'entries')}, by people or from a needs "
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
                Cell(marks.theme(scope, row["theme"])),
                Cell(str(row["entries"])),
                *(Cell(str(row[kind])) for kind in KINDS),
                Cell(marks.day(row["newest"])),
            )
            for row in table.to_dict("records")
        ],
        counted="entries of local evidence",
        units="entries",
    )


def groups(scope: Scope, name: str = "groups") -> Table:
    """The groups that the law asks about: findings that speak of them, need, and services that name them."""
    table = groups_cut.cut(scope)
    made_up = marks.is_example(need.needs(scope)) or marks.is_example(provision.services(scope))
    return marks.listing_table(
        name,
        "People whom the law asks about",
        f"{marks.chosen(scope)} A finding speaks of a group if its words do: a place to look, found by the machine. It may speak "
        "of several, so that rows do not add up. Silence on a group is no proof that it has no need.",
        f"{words.source_line(scope.findings)} Need and services: data/local_evidence.csv, data/services.csv.",
        marks.in_pounds(table).assign(example=made_up),
        (
            "Group",
            "Areas whose findings speak of it",
            "Of them here",
            "Entries of need",
            "Services that name it",
            "Their value",
        ),
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
        f"{marks.chosen(scope)} Ratings by the Maryland scale (1 to 5) or a part of EMMIE (0 to 4). It says whether an "
        "intervention works, which no finding of an inspection does; it is never added to them.",
        "Source: data/effects.csv.",
        data,
        ("Intervention", "Scale and rating", "What was found", "Source"),
        [
            (
                Cell(held.intervention),
                Cell(f"{held.scale}: {held.rating if held.rating is not None else 'not rated'}"),
                Cell(held.what),
                Cell(held.source, held.url),
            )
            for held in shown
        ],
        units="the scales' own",
    )
