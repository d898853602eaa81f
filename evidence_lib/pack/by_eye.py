"""What a person should look at before a pack is used, in a line each with how much of it there is."""

from collections.abc import Sequence

from evidence_lib.charts.trust import BY_EYE, MACHINE
from evidence_lib.charts.words import amount, sentence
from evidence_lib.core.records import Edition
from evidence_lib.frames import EvidenceBase
from evidence_lib.pack.shelf import Shelved

UNSURE = 0.6  # the score below which notebook 09_trust lists a tag to look at first


def by_eye(base: EvidenceBase, papers: Sequence[Shelved]) -> list[str]:
    """The lines; what there is none of is not told."""
    findings, documents = base.findings(), base.documents()
    unchecked = int((~findings["checked"]).sum())
    tags = base.tags()
    unsure = int(((tags["assigned_by"] == MACHINE) & (tags["score"] < UNSURE)).sum())
    digests = int((documents["edition"] == Edition.DIGEST).sum())
    by_looks = sum(bool(set(ways) & set(BY_EYE)) for ways in documents["read_by"])
    counted = (
        (
            unchecked,
            "finding",
            f"that no person has checked (of {len(findings):,}): read it at its page before you use it",
        ),
        (
            unsure,
            "theme tag",
            f"of which the machine is unsure (a score below {UNSURE}): the page on trust lists the least sure",
        ),
        (digests, "document", "held as a digest in our own words: never quote it, and open the original"),
        (by_looks, "document", "read by its looks or from pictures of pages: compare its words with the page"),
    )
    lines = [f"{sentence(amount(count, noun))} {rest}." for count, noun, rest in counted if count]
    lines += [statements_of(paper) for paper in papers if paper.about.get("unchecked_statements")]
    if base.registers.example:
        lines.append("Example data: take it out of data/ before anything goes to a panel.")
    return lines or ["Nothing that the suite knows of."]


def statements_of(paper: Shelved) -> str:
    """How many statements of a paper rest on findings that nobody has checked."""
    count, of = int(paper.about["unchecked_statements"]), int(paper.about["statements"])
    return f"{paper.about['title']}: {count} of {of} statements rest on findings that no person has checked."
