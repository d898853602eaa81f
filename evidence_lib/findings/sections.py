"""What the inspectors' own headings say of the blocks that stand under them."""

import re
from enum import StrEnum

from evidence_lib.core.records import Block, Role


class Section(StrEnum):
    """The part of a report that a block stands in."""

    ADDRESSES = "addresses"  # before the salutation
    STRENGTHS = "strengths"
    IMPROVEMENTS = "improvements"
    PRIORITY = "priority"
    CAUSE = "cause-of-concern"
    STUDY = "study"  # a case or practice study
    RECOMMENDATIONS = "recommendations"
    NEXT_STEPS = "next-steps"
    ABOUT = "about"  # scope, context, method, the area
    PUBLISHERS = "publishers"  # signatures, grades, contacts
    SUMMARY = "summary"  # between the title and the first heading, or named so
    MAIN = "main"


# The first that fits wins; headings are compared in lower case. Written for the kinds of headings that inspectorates use.
NAMED = [
    (Section.STUDY, r"(?:case|practice) stud(?:y|ies)|: (?:highly )?effective practice$|^effective practice:"),
    (Section.CAUSE, r"^(?!.*\b(?:previous|last|earlier|progress)\b).*\bcauses? of concern\b"),
    (Section.PRIORITY, r"priority (?:and immediate )?action|^urgent"),
    (
        Section.STRENGTHS,
        r"\bstrengths?$|^(?:key )?strengths\b|what (?:works|is working|went) well|doing that is effective"
        r"|^areas of good practice|^good practice$",
    ),
    (
        Section.IMPROVEMENTS,
        r"areas? (?:for|of) (?:improvement|development)|needs? to (?:improve|do better|be better)"
        r"|must improve|^priorities for (?:further )?improvement|^weaknesses|^what could (?:be )?(?:improve|better)",
    ),
    (
        Section.RECOMMENDATIONS,  # this report's own, not those of one before it
        r"^(?!.*\b(?:previous|last|earlier|progress|responses?|implement\w*)\b)"
        r"(?:(?:summary|list) of )?(?:[\w-]+ ){0,3}recommendations?\b",
    ),
    (Section.NEXT_STEPS, r"^next steps?\b"),
    (
        Section.ABOUT,
        r"^information about|^about (?:the|this)|^context$|^background\b|^scope\b|^methodology|^contents$"
        r"|^introduction$|^inspection (?:details|team)|^local area partnership details",
    ),
    (
        Section.PUBLISHERS,
        r"^ofsted$|care quality commission|^hmi? |^his majesty|^her majesty|inspectorate of|^grades?$"
        r"|^judgement\b.*grade|^integrated care boards?$|^local authority$|^yours ",
    ),
    (Section.SUMMARY, r"^(?:headline|summary of (?:key |main )?) ?findings|^executive summary|^overall summary"),
]
# A line of a box or a table that heads what follows it, whatever its mark-up.
LABEL = re.compile(
    r"^(?:causes? of concern|areas? for improvement|(?:key |our )?recommendations?)"
    r"(?: (?:\d+(?:\.\d+)*|one|two|three|four|five))?\s*:?$",
    re.IGNORECASE,
)
NAMED_PATTERNS = [(section, re.compile(pattern)) for section, pattern in NAMED]
SALUTATION = re.compile(r"^dear\b", re.IGNORECASE)
SIGNED = re.compile(r"^yours (?:sincerely|faithfully|truly)\b", re.IGNORECASE)
TITLE = re.compile(r"^(?:joint )?(?:targeted |area )?.*\b(?:inspection|review|response|report)\b", re.IGNORECASE)


def named_section(heading: str) -> Section:
    """Say what part of a report a heading opens; MAIN where its words say nothing."""
    plain = re.sub(r"^[\d.]+\s+", "", heading.lower().strip()).rstrip("?:. ")
    for section, pattern in NAMED_PATTERNS:
        if pattern.search(plain):
            return section
    return Section.MAIN


def sections(blocks: list[Block]) -> list[Section]:
    """Return the section of every block of a document, in order."""
    salutation = next((at for at, block in enumerate(blocks) if SALUTATION.match(block.text)), -1)
    first_named = next(
        (
            at
            for at, block in enumerate(blocks)
            if block.role is Role.HEADING and named_section(block.text) is not Section.MAIN and at > salutation
        ),
        len(blocks),
    )
    found = []
    signed = False
    for at, block in enumerate(blocks):
        signed = signed or bool(SIGNED.match(block.text))
        if at <= salutation:
            found.append(Section.ADDRESSES)
        elif signed:
            found.append(Section.PUBLISHERS)
        else:
            found.append(section_of(block, after_title=at < first_named))
    return under_labels(blocks, found)


def under_labels(blocks: list[Block], found: list[Section]) -> list[Section]:
    """The same with the part that a label opens, up to the next heading; a label in a table or box, up to its end."""
    opened: Block | None = None
    result = []
    for block, section in zip(blocks, found, strict=True):
        if block.role is Role.HEADING or (opened and opened.role is Role.CELL and block.role is Role.PARAGRAPH):
            opened = None
        if block.role is not Role.HEADING and LABEL.match(block.text):
            opened = block
        named = opened and block.role is not Role.FOOTNOTE and section is not Section.PUBLISHERS
        result.append(named_section(opened.text) if opened and named else section)
    return result


def section_of(block: Block, after_title: bool) -> Section:
    """The section that the block's headings name: the nearest that names one; else the summary under the title."""
    for heading in reversed(block.headings):
        named = named_section(heading)
        if named is not Section.MAIN:
            return named
    if after_title and block.headings and TITLE.search(block.heading):
        return Section.SUMMARY
    return Section.MAIN
