"""A finding in its context: the blocks before and after it, less what may not be shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from evidence_lib.core.records import Block, Edition, Role
from evidence_lib.findings.extract import place
from evidence_lib.findings.identity import finding_id
from evidence_lib.findings.sections import Section, sections
from evidence_lib.language.personal import flags

AROUND = 3  # blocks on each side: enough to tell what a sentence speaks of, and no copy of the report
FURNITURE = "Names, addresses or page furniture are not shown."
STUDY = "A passage of a practice study is not shown: its text is about a child or a family, and nobody has admitted it."


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as it stands on the page: its words, or a remark where they are held back. finding is its finding_id, if any."""

    text: str
    role: str
    page: int | None
    held_back: bool
    finding: str = ""


def passages(
    document_id: str,
    edition: Edition,
    blocks: Sequence[Block],
    studies: Mapping[str, bool],
    furniture: Collection[str] = (),
) -> dict[int, Passage]:
    """The passages of a document that stand near a finding, by their place in it.

    studies names its findings, and says of each whether its text is held back as a practice study's. furniture are the
    texts of blocks that the extraction left out as names, addresses or page furniture.
    """
    places = [place(block, edition) for block in blocks]
    names = [finding_id(document_id, first, quote, edition) for quote, first, _ in places]
    found = [at for at, name in enumerate(names) if name in studies]
    near = {other for at in found for other in range(at - AROUND, at + AROUND + 1) if 0 <= other < len(blocks)}
    parts = sections(list(blocks))
    made = {}
    for at in sorted(near):
        block, (quote, page, _) = blocks[at], places[at]
        name = names[at] if names[at] in studies else ""
        remark = held_back(block, parts[at], studies.get(name), block.text in furniture)
        made[at] = Passage(remark or quote, str(block.role), page, bool(remark), name)
    return made


def held_back(block: Block, part: Section, study: bool | None, furniture: bool) -> str:
    """The remark that stands for a block's words, or empty where they are shown. study is None for what is no finding."""
    if study or (study is None and part is Section.STUDY and block.role is not Role.HEADING):
        return STUDY
    if furniture or (study is None and part is Section.ADDRESSES):
        return FURNITURE
    kinds = dict.fromkeys(flag.kind for flag in flags(block.text))
    return f"A passage is not shown: it may hold personal data ({', '.join(kinds)})." if kinds else ""
