"""The chapters as papers: what their notebooks show, in the same order, as parts that every format can hold."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_lib.chapters.bearing import Bearing, heads
from evidence_lib.chapters.chapter import Chapter
from evidence_lib.charts import prose
from evidence_lib.charts.chart import Chart, Table
from evidence_lib.papers.composing import how_checked, quoted, statement
from evidence_lib.papers.content import ALL_FORMATS, Heading, Items, Paper, Paragraph, Part
from evidence_lib.papers.reading import OF_CHAPTERS
from evidence_lib.papers.references import sources, standing

if TYPE_CHECKING:
    import pandas as pd

QUOTES_OF_A_STATEMENT = 2


def as_parts(things: Iterable[object], level: int = 1) -> list[Part]:
    """What a notebook shows as parts of a paper; headings of a loop stand at the level given."""
    parts: list[Part] = []
    for thing in things:
        if isinstance(thing, Chart | Table):
            parts.append(thing)
        elif isinstance(thing, prose.Heading):
            parts.append(Heading(thing.text, level))
        elif isinstance(thing, prose.Notes):
            titled = (line if line.startswith(thing.title) else f"{thing.title}: {line}" for line in thing.lines)
            parts += [Paragraph(line, True) for line in titled]
        elif thing:
            parts.append(Paragraph(str(thing)))
    return parts


def headline_statements(chapter: Chapter, bearings: Sequence[Bearing]) -> list[Part]:
    """The statements that may head a chapter, each with its places, and the findings that show it best in their words."""
    numbers = chapter.scope.registers.register.numbers
    parts: list[Part] = []
    for held in bearings:
        if not heads(chapter.scope, held):
            continue
        made = held.statement
        judged = f"Confidence: {made.overall}." if made.overall else "Confidence: not judged."
        parts.append(statement(f"{made.statement} {judged}", held.findings, "document_id", numbers))
        parts += quoted(held.findings, list(held.findings["document_id"]), QUOTES_OF_A_STATEMENT)
    return parts


def chapter_paper(chapter: Chapter, name: str, title: str, body: Sequence[Part]) -> Paper:
    """The paper of a chapter: what must be seen first, its opening, the sections, sources, how to read it."""
    scope = chapter.scope
    findings, published = scope.findings, scope.base.checked_only
    behind: list[Part] = [Heading("Sources"), sources(scope.base.documents(), set(findings["document_id"]))]
    parts: list[Part] = [
        *as_parts(chapter.notices()),
        *how_checked(findings, everything(chapter), published),
        *body,
        *(behind if len(findings) else []),
        Heading("How to read this"),
        Items(OF_CHAPTERS),
    ]
    return Paper(
        f"{name}_for_publication" if published else name,
        title,
        chapter.opening(),
        tuple(parts),
        ALL_FORMATS,
        standing=standing(findings),
        marking=scope.base.marking,
        audience=scope.body.short,
        for_publication=published,
    )


def everything(chapter: Chapter) -> "pd.DataFrame":
    """The findings of the chapter's selection, the unchecked ones too."""
    return replace(chapter.scope, base=chapter.scope.base.with_unchecked).findings
