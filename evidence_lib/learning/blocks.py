"""Learning what is a finding, which way a sentence points, and the kinds, from labelled documents."""

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from evidence_lib.core.records import Block, Role
from evidence_lib.findings.features import block_features, kind_features
from evidence_lib.findings.sections import Section, sections
from evidence_lib.language.linear import LinearModel, phrases
from evidence_lib.language.sentences import sentences
from evidence_lib.learning.fit import fit
from evidence_lib.learning.labels import FINDING

STRONGEST = {"blocks": 2000, "direction": 4000, "kinds": 400}  # features kept: enough to decide, few enough to read
STRENGTHS = {"blocks": 10.0, "direction": 10.0, "kinds": 3.0}
SAME_TEXT = 90  # likeness (0-100) of a block read and a block labelled
INNER = 5  # parts in which leanings are held back from the model of kinds
JUDGED = ("strength", "improvement", "mixed")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled block: its document, the block, its section and its kind."""

    document: str
    block: Block
    section: Section
    kind: str


def examples_of(path: Path, blocks: Sequence[Block]) -> list[Example]:
    """Pair each block of a document with its label by its words; headings and notes are told by their role alone."""
    labels = json.loads(path.read_text(encoding="utf-8"))
    by_text = {squash(label["text"]): str(label["kind"]) for label in labels["blocks"]}
    found = []
    for block, section in zip(blocks, sections(list(blocks)), strict=True):
        kind = by_text.get(squash(block.text)) or nearest(squash(block.text), by_text)
        if kind and block.role not in (Role.HEADING, Role.FOOTNOTE):
            found.append(Example(labels["id"], block, section, "boilerplate" if kind == "heading" else kind))
    return found


def squash(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def nearest(text: str, by_text: Mapping[str, str]) -> str | None:
    """The label of the block most like a text, if it is the same but for a cut."""
    like, kind = max(((fuzz.ratio(text, other), kind) for other, kind in by_text.items()), default=(0, ""))
    return kind if like >= SAME_TEXT else None


def learn_blocks(examples: Sequence[Example]) -> LinearModel:
    """Learn finding, context, boilerplate."""
    labels = ["finding" if one.kind in FINDING else one.kind for one in examples]
    return fitted("blocks", [block_features(one.block, one.section) for one in examples], labels)


def learn_direction(examples: Sequence[Example]) -> LinearModel:
    """Learn strength against shortfall from blocks that are wholly the one or the other, and from their sentences."""
    texts: list[str] = []
    labels: list[str] = []
    for one in examples:
        if one.kind in ("strength", "improvement", "priority-action"):
            pieces = sentences(one.block.text)
            texts += [one.block.text, *(pieces if len(pieces) > 1 else [])]
            labels += ["strength" if one.kind == "strength" else "shortfall"] * (len(texts) - len(labels))
    return fitted("direction", [kept_phrases(text) for text in texts], labels)


def learn_kinds(examples: Sequence[Example]) -> LinearModel:
    """Learn strength, improvement, mixed from leanings that come from documents the direction model did not see."""
    features, labels = [], []
    documents = sorted({one.document for one in examples})
    for part in (set(documents[at::INNER]) for at in range(INNER)):
        leaning = leaning_by(learn_direction([one for one in examples if one.document not in part]))
        for one in examples:
            if one.document in part and one.kind in JUDGED:
                features.append(kind_features(one.block.text, one.section, leaning))
                labels.append(one.kind)
    return fitted("kinds", features, labels)


@cache
def kept_phrases(text: str) -> frozenset[str]:
    """The phrases of a text, which every part of a measurement and every inner part asks for again."""
    return frozenset(phrases(text))


def leaning_by(model: LinearModel) -> Callable[[str], float]:
    """The leaning of a text by a model of direction."""
    return lambda text: model.scores(kept_phrases(text))["strength"]


def fitted(name: str, features: Sequence[Set[str]], labels: Sequence[str]) -> LinearModel:
    """Fit one of the models with its settings."""
    return fit(features, labels, STRONGEST[name], STRENGTHS[name])
