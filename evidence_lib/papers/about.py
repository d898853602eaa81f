"""What a pack's index and the publish gate must know of a paper, kept beside its files as NAME.paper.json."""

import json
from pathlib import Path

from evidence_lib.charts.chart import Table
from evidence_lib.core.files import write_text
from evidence_lib.papers.content import Calendar, Paper, Quote, Statement

ENDING = ".paper.json"


def about(paper: Paper | Calendar) -> dict[str, object]:
    """Title, audience, marking, standing, whether it is for publication, the findings in it, and what nobody has checked."""
    if isinstance(paper, Calendar):
        return {"name": paper.name, "title": paper.title}
    statements = paper.all_of(Statement)
    return {
        "name": paper.name,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "audience": paper.audience,
        "marking": paper.marking,
        "standing": paper.standing,
        "for_publication": paper.for_publication,
        "findings": findings_in(paper),
        "statements": len(statements),
        "unchecked_statements": sum(statement.checked < statement.of for statement in statements),
    }


def findings_in(paper: Paper) -> list[str]:
    """The findings that a paper quotes, cites or lists, once each in their order."""
    named = [quote.reference.finding_id for quote in paper.all_of(Quote)]
    named += [held.finding_id for statement in paper.all_of(Statement) for held in statement.references]
    named += [
        str(name) for table in paper.all_of(Table) if "finding_id" in table.data for name in table.data["finding_id"]
    ]
    return list(dict.fromkeys(filter(None, named)))


def write_about(paper: Paper | Calendar, folder: Path) -> Path:
    """Write it beside the paper's files."""
    path = folder / f"{paper.name}{ENDING}"
    write_text(path, json.dumps(about(paper), indent=1, ensure_ascii=False) + "\n")
    return path
