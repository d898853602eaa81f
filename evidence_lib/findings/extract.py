"""The findings of a document, and every block that is none with its reason."""

import re
from collections.abc import Sequence

from evidence_lib.core.records import Block, Edition, Finding, LeftOut
from evidence_lib.findings.agencies import agencies
from evidence_lib.findings.identity import finding_id
from evidence_lib.findings.kinds import judge, judge_digest
from evidence_lib.findings.models import Models
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
) -> tuple[list[Finding], list[LeftOut]]:
    """Return the findings of a document in reading order, and the blocks left out with their reasons.

    In a digest the page is that of the original, as its item says, and not of the digest's own file. A finding that
    stands twice with the same words on the same page is kept once.
    """
    findings: list[Finding] = []
    left_out: list[LeftOut] = []
    seen: set[str] = set()
    abbreviated = abbreviations(block.text for block in blocks)
    judged = judge_digest(blocks) if edition is Edition.DIGEST else judge(blocks, models)
    for block, (section, kind, reason) in zip(blocks, judged, strict=True):
        quote, first, last = place(block, edition)
        identity = finding_id(document_id, first, quote, edition)
        if kind is None or identity in seen:
            left_out.append(LeftOut(document_id, block.page_start, block.text, reason or "stands twice"))
            continue
        seen.add(identity)
        findings.append(
            Finding(
                identity,
                document_id,
                first,
                last,
                len(findings) + 1,
                block.heading,
                " > ".join(block.headings),
                quote,
                kind,
                agencies(quote, block.heading, programme, models.agencies if models else None, abbreviated),
                areas,
                edition,
                section is Section.SUMMARY,
            )
        )
    return findings, left_out


def place(block: Block, edition: Edition) -> tuple[str, int | None, int | None]:
    """Return the quote and the pages of the original that a block stands for."""
    if edition is Edition.ORIGINAL:
        return block.text, block.page_start, block.page_end
    page = DIGEST_PAGE.search(block.text)
    if not page:
        return block.text, None, None
    first = int(page.group(1))
    return block.text[: page.start()].rstrip(), first, int(page.group(2) or first)
