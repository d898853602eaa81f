"""What the evidence page shows of every finding, column by column: a browser takes twenty thousand at once."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evidence_lib.charts.counts import SHORTFALL, STRENGTH, sides
from evidence_lib.core.dates import long_date
from evidence_lib.core.records import AGENCIES, Edition, Kind
from evidence_lib.frames import EvidenceBase
from evidence_lib.papers.references import page

if TYPE_CHECKING:
    import pandas as pd

NONE = "none"  # a value to choose by where a finding has no theme, area, agency or publisher
# What is so of a finding, as bits of one number.
CHECKED, DIGEST, SUMMARY, COUNTED, HELD_BACK = 1, 2, 4, 8, 16
SIDES = {(): 0, (SHORTFALL,): 1, (STRENGTH,): 2, (SHORTFALL, STRENGTH): 3}
Names = Mapping[str, str]


def in_reading_order(base: EvidenceBase) -> "pd.DataFrame":
    """Every finding, the newest document first; undated ones last."""
    return base.findings().sort_values(
        ["published", "document_id", "ordinal"], ascending=[False, True, True], kind="stable", ignore_index=True
    )


def columns(base: EvidenceBase, findings: "pd.DataFrame", held_back: Collection[str]) -> dict[str, Any]:
    """Every finding with what it is chosen by. held_back names the practice studies whose words are not shown."""
    rows: list[Any] = findings.to_dict("records")
    documents = list(dict.fromkeys(str(row["document_id"]) for row in rows))
    first = {str(row["document_id"]): row for row in reversed(rows)}
    places = {name: at for at, name in enumerate(documents)}
    facets, chosen = choices(base, rows)
    numbers = base.registers.register.numbers
    return {
        "documents": [document(first[name]) for name in documents],
        "facets": facets,
        "ids": [row["finding_id"] for row in rows],
        "of": [places[row["document_id"]] for row in rows],
        "pages": [[page(row["page_start"]), page(row["page_end"])] for row in rows],
        "numbers": [numbers.get(row["finding_id"], "") for row in rows],
        "bits": [bits(row, held_back) for row in rows],
        "quotes": ["" if row["finding_id"] in held_back else row["quote"] for row in rows],
        "headings": ["" if row["finding_id"] in held_back else row["heading"] for row in rows],
        "chosen": chosen,
        "sides": sides_by_theme(base, rows),
    }


def document(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a document in the list."""
    import pandas as pd

    day = row["published"]
    dated = not pd.isna(day)
    return {
        "id": row["document_id"],
        "title": row["title"] or row["document_id"],
        "publishers": "; ".join(row["publishers"]),
        "day": day.date().isoformat() if dated else "",
        "told": long_date(day.date()) if dated else "day not known",
        "url": row["url"],
    }


def bits(row: Mapping[str, Any], held_back: Collection[str]) -> int:
    """What is so of a finding."""
    so = {
        CHECKED: row["checked"],
        DIGEST: row["edition"] == Edition.DIGEST,
        SUMMARY: row["summary"],
        COUNTED: row["counted"],
        HELD_BACK: row["finding_id"] in held_back,
    }
    return sum(bit for bit, holds in so.items() if holds)


def choices(base: EvidenceBase, rows: Sequence[Any]) -> tuple[list[dict[str, Any]], dict[str, list[list[int]]]]:
    """What the list can be narrowed by: each facet's values in their order, and which of them each finding has."""
    own = [name for name in base.registers.organisation.every_area() if name in base.areas]
    others = [name for name in base.areas if name not in own]
    # id of the facet, its name for readers, the column it is of, its values, how the lack of one is called
    known: list[tuple[str, str, str, Names, str]] = [
        ("theme", "Theme", "themes", {theme.id: theme.label for theme in base.themes}, "No theme given"),
        ("area", "Area", "areas", {name: name for name in [*own, *others]}, "No area named"),
        ("agency", "Agency", "agencies", AGENCIES, "No agency given"),
        ("kind", "Kind", "kind", {str(kind): sentence(kind.label) for kind in Kind}, ""),
        ("publisher", "Publisher", "publishers", {name: name for name in base.publishers}, "Publisher not known"),
    ]
    facets: list[dict[str, Any]] = []
    chosen = {}
    for name, label, column, labels, lacking in known:
        held = [[row[column]] if isinstance(row[column], str) else list(row[column]) or [NONE] for row in rows]
        there = {value for values in held for value in values}
        named = {**labels, NONE: lacking}
        shown = [value for value in named if value in there]
        places = {value: at for at, value in enumerate(shown)}
        facets.append({"id": name, "label": label, "values": [[value, named[value]] for value in shown]})
        chosen[name] = [[places[value] for value in values] for values in held]
    facets[1]["own"] = len([name for name in own if any(name in row["areas"] for row in rows)])
    return facets, chosen


def sentence(text: str) -> str:
    """With a capital at its head."""
    return text[:1].upper() + text[1:]


def sides_by_theme(base: EvidenceBase, rows: Sequence[Any]) -> list[list[int]]:
    """On which side each finding counts under each of its themes (0 neither, 1 needs to improve, 2 strength, 3 both)."""
    tags = base.tags()
    pointing = dict(zip(zip(tags["finding_id"], tags["theme_id"], strict=True), tags["direction"], strict=True))
    return [
        [SIDES[sides(row["kind"], pointing.get((row["finding_id"], theme), ""))] for theme in row["themes"] or [NONE]]
        for row in rows
    ]
