"""The findings of a document, and every block that is none with its reason."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evidence_lib.core.records import Block, Edition, Finding, LeftOut
from evidence_lib.findings.agencies import agencies
from evidence_lib.findings.calls import Call, call_in
from evidence_lib.findings.deadlines import due_day, runs_from_publication
from evidence_lib.findings.identity import finding_id
from evidence_lib.findings.kinds import judge, judge_digest
from evidence_lib.findings.models import Models
from evidence_lib.findings.recommendations import standings
from evidence_lib.findings.sections import Section
from evidence_lib.language.abbreviations import abbreviations

# The page of the original at the end of a digest's item: "(p. 11)", "(pp. 11-12)".
DIGEST_PAGE = re.compile(r"\s*\((?:pp?|pages?)\.?\s*(\d+)(?:\s*[-–]\s*(\d+))?\)\.?\s*$", re.IGNORECASE)


def extract(
    document_id: str,
    blocks: Sequence[Block],
    edition: Edition,
    areas: tuple[str, ...],
    programme: str = "",
    models: Models | None = None,
    published: date | None = None,
) -> tuple[list[Finding], list[LeftOut]]:
    """Return the findings of a document in reading order, and the blocks left out with their reasons.

    In a digest the page is that of the original, as its item says, and not of the digest's own file. A finding that
    stands twice with the same words on the same page is kept once. published is the day from which "within three months
    of publication" counts.
    """
    digest = edition is Edition.DIGEST
    abbreviated = abbreviations(block.text for block in blocks)
    learned = models.agencies if models else None
    judged = judge_digest(blocks) if digest else judge(blocks, models)
    places = [place(block, edition) for block in blocks]
    names = [finding_id(document_id, first, quote, edition) for quote, first, _ in places]
    from_publication = any(runs_from_publication(block.text) for block in blocks)
    shown = [replace(block, text=quote) for block, (quote, _, _) in zip(blocks, places, strict=True)]
    found: dict[str, Finding] = {}
    left_out: list[LeftOut] = []
    for at, stands in enumerate(standings(shown, judged, digest)):
        block, (quote, first, last) = blocks[at], places[at]
        if stands.kind is None or names[at] in found:
            left_out.append(LeftOut(document_id, block.page_start, block.text, stands.reason or "stands twice"))
            continue
        found[names[at]] = Finding(
            finding_id=names[at],
            document_id=document_id,
            page_start=first,
            page_end=last,
            ordinal=len(found) + 1,
            heading=block.heading,
            reported_under=" > ".join(block.headings),
            quote=quote,
            kind=stands.kind,
            agencies=agencies(asked(quote, stands.call), block.heading, programme, learned, abbreviated),
            areas=areas,
            edition=edition,
            summary=stands.section is Section.SUMMARY,
            addressed_to=stands.call.addressed_to,
            due_text=stands.call.due_text,
            due_date=due_day(stands.call.due_text, published, from_publication),
            parent=names[stands.cause] if stands.cause is not None else "",
        )
    return list(found.values()), left_out


def asked(quote: str, call: Call) -> str:
    """The words with the addressee that only the line, heading or column above them names: "police should record …"."""
    own = call_in(quote)
    if not call.addressed_to or (own and own.addressed_to):
        return quote
    return f"{call.addressed_to} should {quote[:1].lower()}{quote[1:]}"


def place(block: Block, edition: Edition) -> tuple[str, int | None, int | None]:
    """Return the quote and the pages of the original that a block stands for."""
    if edition is Edition.ORIGINAL:
        return block.text, block.page_start, block.page_end
    page = DIGEST_PAGE.search(block.text)
    if not page:
        return block.text, None, None
    first = int(page.group(1))
    return block.text[: page.start()].rstrip(), first, int(page.group(2) or first)
