"""In which order findings are reviewed: what is uncertain and what has consequences first, each with its reason in words.

What a finding is worth looking at is how many of its tags are probably wrong or missing - the sum over the themes of the
chance that the machine's answer is wrong, for its scores are what they say - and what hangs on it. On labelled documents
that order finds errors faster than chance (docs/accuracy.md).
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence_lib.core.errors import refuse_unknown
from evidence_lib.people.reviews import DECIDED, differ
from evidence_lib.review.items import Item, all_items
from evidence_lib.review.published import published_findings
from evidence_lib.review.samples import read_sample
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.own import theme_model

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

ORDERS = ("first what matters", "document", "random")
CLOSE = 0.1  # a chance so near to the threshold is a close call: on labelled documents two in five of those are wrong
LIKELY = 0.1  # a theme with such a chance is worth a look by someone who reviews that theme
RARE = 0.02  # of the findings; a theme on fewer is missed most
DIFFER, STATEMENT, PAPER, OF_RARE = 8.0, 4.0, 1.0, 0.1  # what hangs on it, in wrong tags that it outweighs


@dataclass(frozen=True)
class Bearing:
    """What findings are used for: the statements and papers that they stand in, and which themes are rare."""

    statements: Mapping[str, Sequence[str]]
    papers: Mapping[str, Sequence[str]]
    rare: Mapping[str, int]
    enough: Mapping[str, float]


def queue(
    base: "EvidenceBase",
    reviewer: str = "",
    themes: Sequence[str] = (),
    how_many: int = 0,
    order: str = ORDERS[0],
    sample: str = "",
    seed: int = 0,
) -> list[Item]:
    """The findings that are to be reviewed, in an order: "first what matters", "document" or "random".

    Those that somebody has decided on are left out, unless people differ on them or their theme was split or retired since.
    themes keeps those that have one of them or might (a chance of 0.1 or more); how_many cuts the list (0: all). With sample
    it is those of a sample, blind and in its order, until the reviewer has decided on them. Raises UnknownName for a theme,
    order or sample that is not known.
    """
    refuse_unknown("order", order, ORDERS, "order")
    for theme in themes:
        refuse_unknown("theme", theme, base.themes.ids)
    if sample:
        drawn = all_items(base, read_sample(base, sample).findings)
        return [item.blind() for item in drawn if not item.decided_by(reviewer)][: how_many or None]
    weighed = bearing(base)
    items = [valued(item, weighed, base.themes, themes) for item in all_items(base)]
    todo = [item for item in items if concerns(item, themes) and (not item.checked or differing(item))]
    return in_order(todo, order, seed)[: how_many or None]


def in_order(items: Sequence[Item], order: str, seed: int) -> list[Item]:
    """Sorted; one seed gives the same random order on every machine."""
    if order == "document":
        return sorted(items, key=lambda item: (item.document_id, item.ordinal))
    if order == "random":
        mixed = sorted(items, key=lambda item: item.finding_id)
        random.Random(seed).shuffle(mixed)
        return mixed
    return sorted(items, key=lambda item: (-item.worth, item.document_id, item.ordinal))


def concerns(item: Item, themes: Sequence[str]) -> bool:
    """Whether a finding has one of the themes, or might."""
    return not themes or any(theme in item.themes or item.chances[theme] >= LIKELY for theme in themes)


def differing(item: Item) -> list[str]:
    """The fields on which people differ."""
    return [field for field in DECIDED if field in item.decided and differ(list(item.decided[field]))]


def bearing(base: "EvidenceBase") -> Bearing:
    """What the base says of the use of its findings."""
    registers = base.registers
    known = set(base.findings()["finding_id"])
    statements: dict[str, list[str]] = {}
    for statement in registers.statements:
        for name in statement.findings:
            finding = registers.register.finding(name, known)
            statements.setdefault(finding, []).append(statement.statement_id)
    tags = base.tags()
    counts = Counter(tags["theme_id"])
    model = theme_model(base.folder.own_model)
    enough = {theme: model.enough if theme in model.labels else model.enough_by_terms for theme in base.themes.ids}
    return Bearing(
        statements,
        published_findings(base),
        {theme: counts[theme] for theme in base.themes.ids if counts[theme] < RARE * max(1, len(known))},
        enough,
    )


def expected_errors(chances: Mapping[str, float], given: Sequence[str], themes: Sequence[str] = ()) -> float:
    """How many of a finding's tags are probably wrong or missing, by the machine's own chances."""
    asked = themes or list(chances)
    return sum(1 - chances[theme] if theme in given else chances[theme] for theme in asked)


def valued(item: Item, weighed: Bearing, codebook: Codebook, themes: Sequence[str]) -> Item:
    """A finding with what it is worth looking at, and the reasons."""
    worth = expected_errors(item.chances, item.themes, themes)
    reasons = []
    for field in differing(item):
        said = "; ".join(f"{one.reviewer} says {one.value or 'none'}" for one in item.decided[field])
        reasons.append(f"people differ on {field}: {said}")
        worth += DIFFER
    for one in item.open:
        gone = f"was split: {', '.join(one.unsaid)}" if one.unsaid else "was retired"
        reasons.append(f"{one.reviewer} decided on a theme that {gone}")
        worth += DIFFER
    for what, used, weight in (
        ("statement", weighed.statements, STATEMENT),
        ("published paper", weighed.papers, PAPER),
    ):
        if names := used.get(item.finding_id):
            reasons.append(f"in {what} {', '.join(names)}")
            worth += weight
    calls = close_calls(item, weighed, themes)
    reasons += [f"close call on {codebook[theme].label}: {item.chances[theme]:.2f}" for theme in calls]
    for theme in [theme for theme in weighed.rare if theme in (*item.themes, *calls)]:
        reasons.append(f"rare theme: {codebook[theme].label} ({weighed.rare[theme]} findings)")
        worth += OF_RARE
    return replace(item, worth=worth, reasons=tuple(reasons or [likely_wrong(worth)]))


def close_calls(item: Item, weighed: Bearing, themes: Sequence[str]) -> list[str]:
    """The themes whose chance lies close to what is enough to be given, the closest first."""
    far = {theme: abs(item.chances[theme] - weighed.enough[theme]) for theme in themes or item.chances}
    return [theme for theme in sorted(far, key=lambda theme: far[theme]) if far[theme] <= CLOSE]


def likely_wrong(worth: float) -> str:
    """The reason of one that has no other."""
    return f"not checked yet; of a hundred like it about {min(99, round(100 * worth))} have a wrong or a missing tag"
