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
# Words that tell of one child or family, and words that judge in general.
TELLING = {
    "the child": re.compile(r"\b[Tt]he (?:child|family|young person|parents?|mother|siblings?|children)\b"),
    "a child": re.compile(r"\b[Aa] (?:child|family|young person|parent)\b"),
    "past": re.compile(r"\b(?:was|were|had)\b"),
    "age": re.compile(r"\baged\b|-year-old|year old"),
    "children": re.compile(r"\b[Cc]hildren\b"),
    "some children": re.compile(r"\b(?:some|most|many|all) children\b", re.IGNORECASE),
}
# Tense, persons and kin: few words, so that no child's name and no place gets into the model.
TENSE = "been had has have is are was were moved placed returned after following then when"
PERSONS = "a the he she they their child children family father mother parents school"
WORDS = frozenset(f"{TENSE} {PERSONS}".split())


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
    """Say whether a paragraph names a person of the study: by a pronoun, a letter, kin or a changed name."""
    return bool(PERSON.search(text)) or any(re.search(rf"\b{name}\b", text) for name in names)


def study_features(blocks: Sequence[Block], found: Sequence[Section], names: set[str]) -> list[set[str]]:
    """Features of the paragraphs of studies (empty for other blocks): who is spoken of, here and beside it in its study.

    A paragraph that names nobody is still about the child when the paragraphs around it are.
    """
    features: list[set[str]] = [set() for _ in blocks]
    inside = [at for at, block in enumerate(blocks) if found[at] is Section.STUDY and block.role is not Role.HEADING]
    telling = {at: tells_of_a_child(blocks[at].text, names) for at in inside}
    for at in inside:
        study = [other for other in inside if blocks[other].headings == blocks[at].headings]
        where = study.index(at)
        before = telling[study[where - 1]] if where else "none"
        after = telling[study[where + 1]] if where + 1 < len(study) else "none"
        share = round(4 * sum(telling[other] for other in study) / len(study))
        text = blocks[at].text
        features[at] = set(WORDS.intersection(text.lower().split())) | {
            f"{name}={bool(sign.search(text))}" for name, sign in TELLING.items()
        }
        features[at] |= {f"person={telling[at]}", f"persons={min(4, len(PERSON.findall(text)))}"}
        features[at] |= {f"before={before}", f"after={after}", f"share={share}/4", f"alone={len(study) == 1}"}
    return features
