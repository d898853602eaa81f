"""Case and practice studies: which of their paragraphs are about a child or a family, and which judge practice."""

import re
from collections.abc import Sequence

from evidence_lib.core.records import Block, Role
from evidence_lib.findings.sections import Section

# A person of the study: a singular pronoun, a letter for a name, one child or family among others, or kin.
PERSON = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|hers|him|himself|herself)\b"
    r"|\b(?:[Cc]hild|[Yy]oung person|[Ff]amily|[Ss]ibling|[Mm]other) [A-Z]\b"
    r"|\b[A-Z]’s (?:mother|father|family|siblings?)\b"
    r"|\b(?:[Tt]his|[Tt]he|[Oo]ne|[Tt]wo|[Tt]hree) (?:young |older |younger |first |second )?"
    r"(?:siblings?|brothers?|sisters?|boys?|girls?|bab(?:y|ies)|infants?|mother|father)\b"
    r"|\b(?:[Tt]his|one|two|three) (?:child|family|young person|young people|children)\b|\bthis case\b"
)
NAME = re.compile(r"(?<![.!?] )(?<!^)\b([A-Z][a-z]{2,})(?:’s)?\b")


def persons_named(blocks: Sequence[Block], found: Sequence[Section]) -> set[str]:
    """The (changed) first names in a document's studies: capitalised words that occur nowhere else in it."""
    inside = " ".join(
        block.text
        for block, section in zip(blocks, found, strict=True)
        if section is Section.STUDY and block.role is not Role.HEADING
    )
    outside = " ".join(block.text for block, section in zip(blocks, found, strict=True) if section is not Section.STUDY)
    if "pseudonym" not in inside.lower():
        return set()
    elsewhere = set(re.findall(r"\w+", outside.lower())) | {"all"}
    return {name for name in NAME.findall(inside) if name.lower() not in elsewhere}


def tells_of_a_child(text: str, names: set[str]) -> bool:
    """Say whether a study's paragraph is about one identifiable child or family, or a few."""
    return bool(PERSON.search(text)) or any(re.search(rf"\b{name}\b", text) for name in names)
