"""All models together, learned from some documents and asked about others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_lib.core.records import Block
from evidence_lib.findings.models import Models
from evidence_lib.language.abbreviations import abbreviations
from evidence_lib.learning.agencies import Around, learn_agencies
from evidence_lib.learning.blocks import (
    Example,
    examples_of,
    learn_blocks,
    learn_direction,
    learn_kinds,
    learn_studies,
    learn_wording,
    squash,
)
from evidence_lib.learning.labels import Labelled, findings_of, read_json
from evidence_lib.learning.practice import practice_findings
from evidence_lib.learning.themes import learn_themes
from evidence_lib.sources.catalogue import Source
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.model import ThemeModel


@dataclass(frozen=True)
class LabelledDocument:
    """A labelled document that is held: its row, its blocks as read, its labels."""

    source: Source
    path: Path
    blocks: tuple[Block, ...]

    @property
    def findings(self) -> list[Labelled]:
        """Its labelled findings."""
        return findings_of(read_json(self.path))

    @property
    def label_id(self) -> str:
        """The name that its labels have for it."""
        return str(read_json(self.path)["id"])

    @property
    def around(self) -> Around:
        """What it says of agencies beside the words of its findings."""
        explained = abbreviations(block.text for block in self.blocks)
        return Around(self.source.programme, tuple(sorted(explained.items())))

    @property
    def findings_as_read(self) -> list[Labelled]:
        """Its labelled findings under the headings that the reader gives them, as the models meet them later."""
        headings = {squash(block.text): block.heading for block in self.blocks}
        return [replace(one, heading=headings.get(squash(one.text), one.heading)) for one in self.findings]


@dataclass(frozen=True)
class Trained:
    """Models learned together."""

    models: Models
    themes: ThemeModel


def train(
    documents: Sequence[LabelledDocument], codebook: Codebook, about: Mapping[str, object] | None = None
) -> Trained:
    """Learn every model from some documents."""
    examples: list[Example] = [one for document in documents for one in examples_of(document.path, document.blocks)]
    findings = [one for document in documents for one in document.findings]
    as_read = [one for document in documents for one in document.findings_as_read]
    models = Models(
        learn_blocks(examples),
        learn_direction(examples),
        learn_wording(examples),
        learn_kinds(examples),
        learn_studies(examples),
        learn_agencies(as_read, {document.label_id: document.around for document in documents}),
    )
    return Trained(models, learn_themes(findings, codebook, dict(about or {}), practice_findings()))
