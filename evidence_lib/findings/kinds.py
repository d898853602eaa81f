"""Whether a block is a finding, and of which kind."""

import re
from collections.abc import Sequence

from evidence_lib.core.records import Block, Kind, Role
from evidence_lib.findings.features import block_features, kind_features, wording_features
from evidence_lib.findings.models import Models, shipped_models
from evidence_lib.findings.sections import Section, sections
from evidence_lib.findings.studies import persons_named, study_features
from evidence_lib.language.direction import leaning

NONE_OF_THEM = re.compile(
    r"\b(?:no|not (?:identified|made|make|making) any) (?:(?:formal|further|new|specific|other) )?(?:areas? (?:for|of) )?"
    r"(?:priority action|recommendation)s?\b"
    r"|\bno causes? of concern\b|^(?:none|nil|not applicable|n/a)\.?$",
    re.IGNORECASE,
)
ENTRY = re.compile(r"\s\d{1,3}$")  # of a table of contents: a heading and its page
# A demand that the report itself calls urgent is a priority action, whatever it stands under; a recommendation stays one.
URGENT = re.compile(r"\b(?:should|must)\b[^.]{0,60}\b(?:urgent(?:ly)?|immediate(?:ly)?)\b", re.IGNORECASE)
ASKING = (Section.RECOMMENDATIONS, Section.CAUSE)
REASONS = {
    "context": "scope, method or background",
    "boilerplate": "names, addresses or page furniture",
    "heading": "heading",
    "footnote": "footnote",
    "aside": "headers, signature or history of an e-mail",
    "digest": "what the digest says of itself",
}

DIGEST_KINDS = {
    Section.STRENGTHS: Kind.STRENGTH,
    Section.IMPROVEMENTS: Kind.IMPROVEMENT,
    Section.PRIORITY: Kind.PRIORITY_ACTION,
    Section.STUDY: Kind.CASE_STUDY,
    Section.RECOMMENDATIONS: Kind.RECOMMENDATION,
    Section.CAUSE: Kind.CAUSE_OF_CONCERN,
}


def judge(blocks: Sequence[Block], models: Models | None = None) -> list[tuple[Section, Kind | None, str]]:
    """Return for every block of a document its section, its kind if it is a finding, and else why it is none.

    models are the shipped ones if none are given.
    """
    models = models or shipped_models()
    found = sections(list(blocks))
    studies = study_features(blocks, found, persons_named(blocks, found))
    return [
        (section, *judge_block(block, section, study, models))
        for block, section, study in zip(blocks, found, studies, strict=True)
    ]


def judge_digest(blocks: Sequence[Block]) -> list[tuple[Section, Kind | None, str]]:
    """The same for a digest, whose items are findings and whose headings say their kind: a person has sorted them."""
    judged: list[tuple[Section, Kind | None, str]] = []
    for block, section in zip(blocks, sections(list(blocks)), strict=True):
        kind = DIGEST_KINDS.get(section) if block.role is Role.ITEM else None
        reason = "" if kind else REASONS.get(str(block.role), REASONS["digest"])
        judged.append((section, kind, reason))
    return judged


def judge_block(block: Block, section: Section, study: set[str], models: Models) -> tuple[Kind | None, str]:
    """Return the kind of a finding and an empty reason, or no kind and the reason."""
    if block.role in (Role.HEADING, Role.FOOTNOTE, Role.ASIDE):
        return None, REASONS[block.role]
    listed = block.heading.strip().lower() == "contents" and ENTRY.search(block.text)
    if section is Section.ADDRESSES or listed:
        return None, REASONS["boilerplate"]
    if none_of_them(block.text):
        return None, REASONS["context"]
    label = models.blocks.best(block_features(block, section))
    if label != "finding":
        return None, REASONS[label]
    return kind_of(block.text, section, study, models), ""


def none_of_them(text: str) -> bool:
    """Whether a block says that the report has no recommendations, no priority actions or no causes of concern."""
    return bool(NONE_OF_THEM.search(text)) and len(text) < 200


def kind_of(text: str, section: Section, study: set[str], models: Models) -> Kind:
    """Return the kind of a finding; its section is a hint, what it says decides.

    study are the features of a paragraph of a study (see studies.study_features), empty elsewhere.
    """
    if section is Section.PRIORITY or (section not in ASKING and URGENT.search(text)):
        return Kind.PRIORITY_ACTION
    if study and models.studies.scores(study)[Kind.CASE_STUDY] > 0:
        return Kind.CASE_STUDY
    wording = models.wording.scores(wording_features(text, section))
    return Kind(models.kinds.best(kind_features(text, section, lambda part: leaning(part, models.direction), wording)))
