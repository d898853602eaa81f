"""Responses, commitments, statements and required actions as rows, each response tied to the report it answers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rapidfuzz import fuzz

from evidence_lib.commitments.matters import themes_of
from evidence_lib.commitments.records import Action, Response
from evidence_lib.findings.identity import normal_words
from evidence_lib.sources.catalogue import Source
from evidence_lib.themes.codebook import Codebook

ALIKE = 90  # likeness of two titles (0 to 100) from which they are one: a capital, a hyphen, "the" more or less
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response with its source, the report that it answers (None where the catalogue has none), and what is amiss."""

    source: Source
    response: Response
    report: Source | None
    problems: tuple[str, ...]


def tie(source: Source, response: Response, catalogue: Sequence[Source]) -> Answer:
    """Tie a response to the report that it answers, and say in a line each what could not be read or linked."""
    report = report_of(response, source, catalogue)
    name = source.document_id
    told = [f"{name}: {problem}" for problem in response.problems]
    if source.published is None:
        told.append(
            f"{name}: gives no day of its own, so that nobody can say whether it came in time. Add it to "
            f"published in data/sources.csv."
        )
    if report is None:
        title = response.answered.title
        what = f"'{title}' is not in the catalogue" if title else "it does not name the report"
        told.append(
            f"{name}: answers a report that is not known ({what}). Add the report: evidence sources add FILE, or "
            f"a row without file in data/sources.csv."
        )
    return Answer(source, response, report, tuple(told))


def report_of(response: Response, source: Source, catalogue: Sequence[Source]) -> Source | None:
    """The report of the catalogue that a response answers: by its address, else by its title; of two, by its day."""
    said = response.answered
    others = [other for other in catalogue if other.document_id != source.document_id and other.kind != "response"]
    same = [other for other in others if said.url and other.url == said.url]
    if not same and said.title:
        wanted = normal_words(said.title)
        same = [other for other in others if other.title and fuzz.ratio(wanted, normal_words(other.title)) >= ALIKE]
    dated = [other for other in same if said.published and other.published == said.published]
    return next(iter(dated or same), None)


def response_rows(answers: Sequence[Answer]) -> Rows:
    """One row a response."""
    return [
        {
            "document_id": one.source.document_id,
            "report_id": one.report.document_id if one.report else "",
            "report_title": one.response.answered.title,
            "report_published": one.response.answered.published or (one.report.published if one.report else None),
            "areas": list(one.response.answered.areas or (one.report.areas if one.report else ())),
            "inspectorates": list(one.response.answered.inspectorates),
            "recommendations": one.response.answered.recommendations,
            "report_url": one.response.answered.url or (one.report.url if one.report else ""),
            "inspections_from": one.response.answered.inspections_from,
            "inspections_to": one.response.answered.inspections_to,
            "local_inspection": one.response.answered.local_inspection,
            "published": one.source.published,
            "author": one.response.author,
            "role": one.response.role,
            "author_area": one.response.author_area,
            "chief_constable_comment": one.response.chief_constable_comment,
            "facts": [fact.told for fact in one.response.facts],
            "answers": [f"{said}: {verdict}" for said, verdict in one.response.answers],
            "edition": str(one.source.edition),
            "problems": list(one.problems),
        }
        for one in answers
    ]


def commitment_rows(answers: Sequence[Answer], codebook: Codebook) -> Rows:
    """One row a commitment, with its themes."""
    rows: Rows = []
    for one in answers:
        for commitment in one.response.commitments:
            row = {name: value for name, value in asdict(commitment).items() if name != "around"}
            row |= {
                "report_id": one.report.document_id if one.report else "",
                "strength": str(commitment.strength),
                "themes": themes_of(commitment, codebook),
                "edition": str(one.source.edition),
            }
            rows.append(row)
    return rows


def statement_rows(answers: Sequence[Answer]) -> Rows:
    """One row a statement."""
    return [
        {**asdict(said), "speaker": str(said.speaker), "kind": str(said.kind)}
        for one in answers
        for said in one.response.statements
    ]


def action_rows(actions: Sequence[Action]) -> Rows:
    """One row an action that a letter requires."""
    return [asdict(action) for action in actions]
