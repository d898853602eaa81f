"""Where words stand: the findings and commitments of a base, and the text of the documents held, made ready once."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.records import Block, Edition
from evidence_lib.findings.identity import normal_words
from evidence_lib.tables.blocks_kept import kept_reading
from evidence_lib.tables.store import read_table

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

QUOTED = {"findings": "quote", "commitments": "quote", "actions": "quote", "statements": "text"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where words of a base stand: document, first and last page (None where it has none), and whether they are ours."""

    document_id: str
    first: int | None
    last: int | None
    ours: bool = False

    def at(self, document_id: str, page: int | None) -> bool:
        """Whether a reference that names a document, and perhaps a page, leads here."""
        if document_id != self.document_id:
            return False
        return page is None or self.first is None or self.first <= page <= (self.last or self.first)


class Text:
    """Many texts as one run of plain words, so that any part of them is found at once, and where it stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.starts: list[int] = []
        whole, at = [], 0
        for text in texts:
            self.starts.append(at)
            whole.append(f" {text}")
            at += len(text) + 1
        self.whole = f"{''.join(whole)} "

    def finds(self, words: str) -> list[int]:
        """The texts in which words begin, by their numbers; words may run over the end of one text into the next."""
        found, needle = [], f" {words} "
        at = self.whole.find(needle)
        while at >= 0:
            found.append(bisect_right(self.starts, at) - 1)
            at = self.whole.find(needle, at + 1)
        return found


class Known:
    """The words of a base by their plain form."""

    def __init__(self, base: "EvidenceBase") -> None:
        self.base = base
        self.exact: dict[str, list[Place]] = defaultdict(list)
        tables = {name: read_table(base.folder, name) for name in QUOTED}
        editions = dict(zip(base.documents()["document_id"], base.documents()["edition"], strict=True))
        for name, column in QUOTED.items():
            for row in tables[name].to_dict("records"):
                edition = row.get("edition") or editions.get(row["document_id"])
                self.exact[normal_words(str(row[column]))].append(place(row, edition == Edition.DIGEST))
        self.order = list(self.exact)
        self.texts: dict[str, DocumentText | None] = {}

    @cached_property
    def parts(self) -> Text:
        """All words, for what is a part of them."""
        return Text([f"{words} |" for words in self.order])

    def places(self, text: str) -> list[Place]:
        """Where a text stands, as a whole or as a part of what is known; nothing where it does not."""
        words = normal_words(text)
        if words in self.exact:
            return self.exact[words]
        return [found for number in self.parts.finds(words) for found in self.exact[self.order[number]]]

    def in_document(self, text: str, where: Place) -> bool:
        """Whether the document held has a text at its page; true where the document is not held to look it up."""
        if where.document_id not in self.texts:
            self.texts[where.document_id] = self.document(where.document_id)
        held = self.texts[where.document_id]
        return held is None or held.has(normal_words(text), where)

    def document(self, document_id: str) -> "DocumentText | None":
        """The text of a document that is held as published."""
        table = self.base.documents()
        for row in table[table["document_id"] == document_id].to_dict("records"):
            if row["held"] and row["edition"] != Edition.DIGEST:
                return DocumentText(blocks_of(self.base, row))
        return None


def place(row: Any, ours: bool) -> Place:
    """The place of a row."""
    first = whole(row.get("page_start", row.get("page")))
    return Place(str(row["document_id"]), first, whole(row.get("page_end")) or first, ours)


def whole(value: Any) -> int | None:
    """A page of a frame, which holds none as missing."""
    import pandas as pd

    return None if value is None or pd.isna(value) else int(value)


def blocks_of(base: "EvidenceBase", row: Any) -> list[Block]:
    """The blocks of a document as they were read, or read anew where they are not kept."""
    kept = kept_reading(base.folder, row["sha256"])
    if kept is None:
        from evidence_lib.readers import reading_of

        try:
            kept = reading_of(base.folder.sources / row["file"])
        except EvidenceError:
            return []
    return list(kept.blocks)


class DocumentText:
    """The text of one document with its pages."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.words = Text([normal_words(block.text) for block in blocks])

    def has(self, words: str, where: Place) -> bool:
        """Whether words stand in the text, on the page that is named for them if the document has pages."""
        return any(self.on_page(self.blocks[number], where) for number in self.words.finds(words))

    @staticmethod
    def on_page(block: Block, where: Place) -> bool:
        """Whether a block stands on the pages of a place."""
        if where.first is None or block.page_start is None:
            return True
        return block.page_start <= (where.last or where.first) and where.first <= (block.page_end or block.page_start)
