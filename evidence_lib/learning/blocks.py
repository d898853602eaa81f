"""Learning what is a finding, which way a sentence points, the kinds and the studies, from labelled documents."""

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from evidence_lib.core.records import Block, Kind, Role
from evidence_lib.findings.features import block_features, kind_features, wording_features
from evidence_lib.findings.sections import Section, sections
from evidence_lib.findings.studies import persons_named, study_features
from evidence_lib.language.direction import pointers
from evidence_lib.language.linear import LinearModel
from evidence_lib.language.sentences import sentences
from evidence_lib.learning.fit import fit, one_by_one
from evidence_lib.learning.labels import FINDING

# Features kept: enough to decide, few enough to read. How little the weights are held back: tried on documents unseen.
STRONGEST = {"blocks": 2000, "direction": 6000, "wording": 6000, "kinds": 400, "studies": 400}
STRENGTHS = {"blocks": 10.0, "direction": 10.0, "wording": 10.0, "kinds": 1.0, "studies": 3.0}
SAME_TEXT = 90  # likeness (0-100) of a block read and a block labelled
INNER = 5  # parts in which leanings are held back from the model of kinds
JUDGED = ("strength", "improvement", "mixed")


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled block: its document, the block, its section, its kind, and its features as part of a study."""

    document: str
    block: Block
    section: Section
    kind: str
    study: frozenset[str]


def examples_of(path: Path, blocks: Sequence[Block]) -> list[Example]:
    """Pair each block of a document with its label by its words; headings and notes are told by their role alone."""
    labels = json.loads(path.read_text(encoding="utf-8"))
    by_text = {squash(label["text"]): str(label["kind"]) for label in labels["blocks"]}
    found = []
    within = sections(list(blocks))
    studies = study_features(blocks, within, persons_named(blocks, within))
    for block, section, study in zip(blocks, within, studies, strict=True):
        kind = by_text.get(squash(block.text)) or nearest(squash(block.text), by_text)
        if kind and block.role not in (Role.HEADING, Role.FOOTNOTE):
            kind = "boilerplate" if kind == "heading" else kind
            found.append(Example(labels["id"], block, section, kind, frozenset(study)))
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
    return fitted("blocks", [block_features(one.block, one.section) for one in examples], places(examples), labels)


def learn_direction(examples: Sequence[Example]) -> LinearModel:
    """Learn strength against shortfall from blocks that are wholly the one or the other, and from their sentences."""
    texts: list[str] = []
    documents: list[str] = []
    labels: list[str] = []
    for one in examples:
        if one.kind in ("strength", "improvement", "priority-action"):
            pieces = sentences(one.block.text)
            texts += [one.block.text, *(pieces if len(pieces) > 1 else [])]
            labels += ["strength" if one.kind == "strength" else "shortfall"] * (len(texts) - len(labels))
            documents += [one.document] * (len(texts) - len(documents))
    return fitted("direction", [kept_pointers(text) for text in texts], documents, labels)


def learn_wording(examples: Sequence[Example]) -> LinearModel:
    """Learn how much the words of a whole finding speak for strength, improvement, mixed."""
    judged = [one for one in examples if one.kind in JUDGED]
    features = [kept_wording(one.block.text, one.section) for one in judged]
    return fitted("wording", features, places(judged), [one.kind for one in judged])


def learn_kinds(examples: Sequence[Example]) -> LinearModel:
    """Learn strength, improvement, mixed upon direction and wording learned from other documents than those asked about."""
    features, labels, places_of = [], [], []
    documents = sorted({one.document for one in examples})
    for part in (set(documents[at::INNER]) for at in range(INNER)):
        others = [one for one in examples if one.document not in part]
        direction, wording = learn_direction(others), learn_wording(others)
        for one in examples:
            if one.document in part and one.kind in JUDGED:
                features.append(seen(one, direction, wording))
                labels.append(one.kind)
                places_of.append(one.document)
    return fitted("kinds", features, places_of, labels)


def seen(one: Example, direction: LinearModel, wording: LinearModel) -> set[str]:
    """A labelled finding as the model of kinds sees it."""

    def leaning(part: str) -> float:
        return direction.scores(kept_pointers(part))["strength"]

    scores = wording.scores(kept_wording(one.block.text, one.section))
    return kind_features(one.block.text, one.section, leaning, scores)


@cache
def kept_pointers(text: str) -> frozenset[str]:
    """What points somewhere in a text, which every part of a measurement and every inner part asks for again."""
    return frozenset(pointers(text))


@cache
def kept_wording(text: str, section: Section) -> frozenset[str]:
    """The wording of a finding, kept likewise."""
    return frozenset(wording_features(text, section))


def learn_studies(examples: Sequence[Example]) -> LinearModel:
    """Learn which paragraphs of studies are about a child or family, and which judge practice in general."""
    told = [one for one in examples if one.study and one.kind in FINDING]
    wanted = {str(Kind.CASE_STUDY): [one.kind == Kind.CASE_STUDY for one in told]}
    return one_by_one([one.study for one in told], places(told), wanted, STRONGEST["studies"], STRENGTHS["studies"])


def places(examples: Sequence[Example]) -> list[str]:
    """The document of each example."""
    return [one.document for one in examples]


def fitted(name: str, features: Sequence[Set[str]], documents: Sequence[str], labels: Sequence[str]) -> LinearModel:
    """Fit one of the models with its settings."""
    return fit(features, documents, labels, STRONGEST[name], STRENGTHS[name])
