"""A response read whole: statements told apart, commitments, the report it answers, its facts."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evidence_lib.commitments.answer_tables import Row
from evidence_lib.commitments.answered import answered, author
from evidence_lib.commitments.clauses import Clause, clauses
from evidence_lib.commitments.digests import digest_paragraphs
from evidence_lib.commitments.facts import distinct, facts
from evidence_lib.commitments.mending import mended
from evidence_lib.commitments.moods import ACCEPTED, REFUSED
from evidence_lib.commitments.parties import addressee
from evidence_lib.commitments.places import destination, forum
from evidence_lib.commitments.records import (
    Commitment,
    Fact,
    Paragraph,
    Response,
    Speaker,
    Statement,
    StatementKind,
    Strength,
)
from evidence_lib.commitments.speakers import who_speaks
from evidence_lib.commitments.subjects import CHIEF_CONSTABLE, COMMISSIONER, FORCE, JOINT, subjects
from evidence_lib.commitments.times import due
from evidence_lib.commitments.verbs import DEFAULT
from evidence_lib.core.records import Block, Edition, Role
from evidence_lib.findings.identity import normal_words
from evidence_lib.language.sentences import sentences

SAYS_I = {Speaker.COMMISSIONER: COMMISSIONER, Speaker.CHIEF_CONSTABLE: FORCE, Speaker.REPORT: COMMISSIONER}
OF_REPORT = re.compile(
    r"^(?:The|This|Their|All of these|These|HMICFRS[’']?s?|HMI\w*|Ofsted|Inspectors?"
    r"|It)\b(?: [\w’']+){0,4}? (?:report|inspections?|review|inspectors?|activity|HMICFRS|findings?)\b"
    r"|^(?:HMICFRS|Inspectors|Ofsted) |\b(?:the report|inspectors|HMICFRS) (?:found|finds?|identified"
    r"|highlights?|says|states|concludes?|recommends?|notes?|makes?|calls)\b"
)
LABELLED = re.compile(
    r"^(?:Published|Areas?|Subject|Published by|Original|Date(?: published)?|Our ref|Ref|(?:Inspection |Report )?[Tt]itle"
    r"|Type of inspection|Report published)\s*:"
)
SIGNED = re.compile(
    r"^(?:Dear\b|Yours\b|Signed\b|Kind regards)|^[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3} (?:Police|Mayor|Commissioner)"
)
CONTEXT = 3  # sentences of the same paragraph before a clause that points back


def read_response(
    document_id: str, blocks: Sequence[Block], edition: Edition, published: date | None = None
) -> Response:
    """Read a response; published is the day of the response itself, where it is known.

    Nothing is lost: every sentence is a statement of some kind, and what could not be parted is told in problems.
    """
    digest = edition is Edition.DIGEST
    first = mended(blocks)
    report = answered(first)
    parts, rows, problems = (digest_paragraphs(first), [], []) if digest else who_speaks(mended(blocks, report.title))
    since = published or report.published
    statements: list[Statement] = []
    commitments: list[Commitment] = []
    lead = ""
    for part in parts:
        lead = opened(part, lead)
        told, made = read_paragraph(document_id, part, since, digest, lead if part.role is Role.ITEM else "")
        statements += told
        commitments += made
    name, role, area = author(parts)
    return Response(
        document_id,
        report,
        name,
        role,
        area,
        any(
            said.speaker is Speaker.CHIEF_CONSTABLE and said.kind is not StatementKind.FURNITURE for said in statements
        ),
        plain_facts(statements, digest),
        tuple(statements),
        tuple(unique(commitments)),
        tuple(verdicts(rows) or told_verdicts(statements)),
        tuple(problems),
    )


def plain_facts(statements: Sequence[Statement], digest: bool) -> tuple[Fact, ...]:
    """The sums that the office itself names, then the numbers of things that the report and plain facts give."""
    ours = [said for said in statements if digest or said.kind is not StatementKind.REPORT]
    theirs = [said for said in statements if said.kind in (StatementKind.REPORT, StatementKind.FACT)]
    sums = [fact for said in ours for fact in facts(said.text) if fact.unit == "GBP"]
    counts = [fact for said in theirs for fact in facts(said.text) if fact.unit != "GBP"]
    return distinct([*sums, *counts])


def read_paragraph(
    document_id: str, part: Paragraph, since: date | None, digest: bool, lead: str = ""
) -> tuple[list[Statement], list[Commitment]]:
    """The statements and commitments of one paragraph; lead are the words ("I will:") that open the list it stands in."""
    if is_furniture(part):
        return [Statement(document_id, part.page, part.number, part.speaker, StatementKind.FURNITURE, part.text)], []
    said = [part.text] if digest else sentences(part.text)
    statements, commitments = [], []
    bare = part.role in (Role.CELL, Role.ITEM) or digest
    for at, sentence in enumerate(said):
        named = spoken_of(said[at - 1]) if at else CHIEF_CONSTABLE
        found = [] if part.speaker is Speaker.REPORT else clauses(sentence, SAYS_I[part.speaker], bare, named)
        if lead and not found and not at and part.speaker is not Speaker.REPORT:
            found = continued(lead, sentence, SAYS_I[part.speaker])
        if digest and part.speaker is not Speaker.REPORT:
            found = [whole_item(sentence, found, part.speaker)]
        before = said[max(0, at - CONTEXT) : at][::-1]
        commitments += [
            commitment(document_id, part, clause, around(clause, sentence, before), since) for clause in found
        ]
        kind = StatementKind.UNDERTAKING if found else kind_of(sentence, part.speaker)
        statements.append(Statement(document_id, part.page, part.number, part.speaker, kind, sentence))
    return statements, commitments


def opened(part: Paragraph, lead: str) -> str:
    """The words that open a list ("I will:"), kept for its items; empty where another paragraph has come between."""
    if part.role in (Role.ITEM, Role.FOOTNOTE):
        return lead
    return part.text.rstrip(" :") if part.text.rstrip().endswith(":") and part.role is not Role.HEADING else ""


def continued(lead: str, item: str, ours: str) -> list[Clause]:
    """The commitments of an item that goes on from the words that open its list; each quotes the item alone."""
    opening = sentences(lead)[-1]
    whole = f"{opening} {item[:1].lower()}{item[1:]}"
    found = [one for one in clauses(whole, ours) if one.text in whole and len(one.text) > len(opening) / 2]
    return [
        replace(one, text=item if number == 0 and len(found) == 1 else own(one, opening, item))
        for number, one in enumerate(found)
    ]


def own(clause: Clause, opening: str, item: str) -> str:
    """The words of a clause that stand in the item."""
    text = clause.text.removeprefix(opening).strip()
    return item[: len(text)] if item.lower().startswith(text.lower()) else text


def spoken_of(sentence: str) -> str:
    """Whom a sentence spoke of, for the "she" of the next: its first subject, else the chief constable."""
    people = [one.who for one in subjects(sentence) if one.who in (COMMISSIONER, CHIEF_CONSTABLE, JOINT)]
    return people[0] if people else CHIEF_CONSTABLE


def whole_item(sentence: str, found: Sequence[Clause], speaker: Speaker) -> Clause:
    """An item of a digest is one commitment, however it is put: a person has sorted it."""
    if not found:
        return Clause(sentence, sentence, SAYS_I[speaker], DEFAULT, Strength.FIRM, "")
    first = found[0]
    behind = sentence[sentence.index(first.behind[:20]) :] if first.behind.strip() else sentence
    return replace(first, text=sentence, behind=behind)


def is_furniture(part: Paragraph) -> bool:
    """Headings, addresses, dates, signatures and the heads of a table: they say nothing."""
    words = len(part.text.split())
    signed = SIGNED.match(part.text) and words < 28
    bare = words < 14 and not re.search(r"[.!?:;][”’\"']?$", part.text) and part.role is Role.PARAGRAPH
    return part.role in (Role.HEADING, Role.FOOTNOTE) or bool(signed or LABELLED.match(part.text) or bare)


def kind_of(sentence: str, speaker: Speaker) -> StatementKind:
    """What a statement is that undertakes nothing."""
    if speaker is Speaker.CHIEF_CONSTABLE:
        return StatementKind.CHIEF_CONSTABLE
    if speaker is Speaker.REPORT or (OF_REPORT.search(sentence) and not re.search(r"\bI\b|\b[Mm]y\b", sentence)):
        return StatementKind.REPORT
    return StatementKind.FACT if facts(sentence) else StatementKind.VIEW


def commitment(
    document_id: str, part: Paragraph, clause: Clause, around: tuple[str, ...], since: date | None
) -> Commitment:
    """One commitment from its clause."""
    asked = addressee(clause.behind, clause.action)
    of_force = clause.who in (FORCE, CHIEF_CONSTABLE)
    if of_force and asked in ("Force", "Police", "Chief Constable"):
        asked = ""  # who undertakes is not asked
    time = due(clause.opening + clause.behind, since)
    return Commitment(
        commitment_id(document_id, part.page, clause.text),
        document_id,
        part.page,
        part.number,
        clause.text,
        clause.who,
        asked,
        clause.action,
        clause.strength,
        forum(clause.behind, asked),
        time.text,
        time.day,
        destination(clause.behind, of_force),
        part.recommendation,
        around,
    )


def commitment_id(document_id: str, page: int | None, quote: str) -> str:
    """Name a commitment by its document and words, so that a better reader does not orphan its history."""
    key = f"{document_id}|{page or ''}|{normal_words(quote)}"
    return f"{document_id}-c{page or 0}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def around(clause: Clause, sentence: str, before: Sequence[str]) -> tuple[str, ...]:
    """What was said before a clause, the nearest first: its sentence up to it (perhaps empty), then the sentences before."""
    at = sentence.find(clause.text)
    return (sentence[: max(at, 0)].strip(" ,;"), *before)


def unique(found: Sequence[Commitment]) -> list[Commitment]:
    """The commitments without one that stands twice with the same words."""
    return list({one.commitment_id: one for one in reversed(found)}.values())[::-1]


def told_verdicts(statements: Sequence[Statement]) -> list[tuple[str, str]]:
    """The same from prose: "I accept the second recommendation", "I do not agree with the first recommendation"."""
    found = []
    for said in statements:
        named = re.search(r"\b(?:the |this |these |both |all )?(?:\w+ )?recommendations?(?: \d+)?\b", said.text)
        if named and said.speaker is not Speaker.REPORT and re.search(r"\b(?:accept|agree|reject|support)", said.text):
            found.append((named.group(), verdict(said.text)))
    return found


def verdict(words: str) -> str:
    """accepted, partly accepted, not accepted, answered, or unanswered."""
    if re.search(r"\b(?:part(?:ial)?ly|in part)\b.{0,20}\baccept|accept\w* in part", words, re.IGNORECASE):
        return "partly accepted"
    if REFUSED.search(words):
        return "not accepted"
    if ACCEPTED.match(words) or re.search(r"\baccepts?\b|\bagrees?\b|\baccepted\b", words):
        return "accepted"
    return "answered" if words else "unanswered"


def verdicts(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """For each recommendation of a table: accepted, partly accepted, not accepted, answered, or unanswered."""
    found = []
    for row in rows:
        words = " ".join(row.cells.get(name, "") for name in ("status", "chief", "commissioner", "action")).strip()
        found.append((row.recommendation, verdict(words)))
    return found
