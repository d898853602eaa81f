"""The documents of a base as plain texts, and where each finding stands in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.records import Block
from evidence_lib.sources.catalogue import Source, read_catalogue
from evidence_lib.tables.build import blocks_of
from evidence_lib.tables.store import read_table

BETWEEN = "\n\n"  # one blank line between blocks
# Each becomes one blank, so that positions stay: a tool that reads lines would take some of them for line ends.
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]|[\ud800-\udfff]|[\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """A document as one plain text; spots gives each of its findings the place from start up to end, in code points."""

    document_id: str
    title: str
    day: date | None
    text: str
    spots: Mapping[str, tuple[int, int]]
    file: str = ""


def documents_of(base: BaseFolder) -> list[PlainDocument]:
    """Every document that is held and could be read, in the catalogue's order. The tables must be up to date."""
    findings = read_table(base, "findings").sort_values(["document_id", "ordinal"])
    quotes = {
        str(document): list(zip(group["finding_id"], group["quote"], strict=True))
        for document, group in findings.groupby("document_id")
    }
    documents = read_table(base, "documents")
    readable = set(documents.loc[documents["held"], "document_id"])
    return [
        plain(source, blocks_of(base, source, lambda line: None)[0], quotes.get(source.document_id, []))
        for source in read_catalogue(base)
        if source.document_id in readable
    ]


def plain(source: Source, blocks: Sequence[Block], findings: Sequence[tuple[str, str]]) -> PlainDocument:
    """A document's blocks as one text. Findings are blocks, in order: each is found at the head of its own."""
    text = BETWEEN.join(ODD.sub(" ", block.text) for block in blocks)
    spots: dict[str, tuple[int, int]] = {}
    waiting = list(findings)
    at = 0
    for block in blocks:
        if waiting and block.text.startswith(waiting[0][1]):
            finding_id, quote = waiting.pop(0)
            spots[finding_id] = (at, at + len(quote))
        at += len(block.text) + len(BETWEEN)
    return PlainDocument(source.document_id, source.title, source.retrieved, text, spots, source.file)
