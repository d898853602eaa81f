"""Samples drawn by the suite, kept in data/review_samples.csv: for agreement between reviewers, and for what is left."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evidence_lib.core.errors import BadRow, refuse_unknown
from evidence_lib.core.files import read_rows
from evidence_lib.people.kept import append_rows, history
from evidence_lib.people.reviews import COMMENT, read_reviews

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

AGREEMENT, LEFT = "agreement", "left"
COLUMNS = {
    "sample_id": "name of the sample, such as agreement-1",
    "finding_id": "a finding in it, in the order in which they are to be read",
    "reviewers": "who is to read it; empty for anyone",
    "drawn_on": "when it was drawn",
    "of": "how many findings it was drawn from",
    "history": "how many rows reviews.csv had then: later ones were decided after the draw",
}
FEWEST = 5  # findings of each theme that a sample for agreement holds, if there are so many
SEED = "evidence"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its findings in their order, who reads it, and what it was drawn from."""

    sample_id: str
    findings: tuple[str, ...]
    reviewers: tuple[str, ...]
    drawn_on: str
    of: int
    history: int


def samples(base: "EvidenceBase") -> list[Sample]:
    """Every sample, the oldest first. Raises BadFile or BadRow for a file that was damaged."""
    path = base.folder.review_samples
    if not path.is_file():
        return []
    with history(path):
        rows = read_rows(path, tuple(COLUMNS))
    found: dict[str, list[dict[str, str]]] = {}
    for number, row in rows:
        if not (row["of"].isdigit() and row["history"].isdigit()):
            raise BadRow(f"{path}, row {number}: 'of' and 'history' are numbers that the suite wrote. Restore the row.")
        found.setdefault(row["sample_id"], []).append(row)
    return [
        Sample(
            name,
            tuple(row["finding_id"] for row in own),
            tuple(part for part in own[0]["reviewers"].split(";") if part),
            own[0]["drawn_on"],
            int(own[0]["of"]),
            int(own[0]["history"]),
        )
        for name, own in found.items()
    ]


def read_sample(base: "EvidenceBase", sample_id: str) -> Sample:
    """One sample by its name. Raises UnknownName with the nearest."""
    held = {sample.sample_id: sample for sample in samples(base)}
    refuse_unknown("sample", sample_id, held, base.folder.review_samples.name)
    return held[sample_id]


def draw_sample(
    base: "EvidenceBase", purpose: str, reviewers: Sequence[str] = (), share: float = 0.1, how_many: int = 0
) -> Sample:
    """Draw a sample and keep it: "agreement", stratified by theme, or "left", at random from what nobody has decided on.

    share is the part of the findings that is drawn, how_many their number instead. Raises BadRow where nothing can be drawn.
    """
    refuse_unknown("purpose", purpose, (AGREEMENT, LEFT), "sample")
    held = samples(base)
    name = f"{purpose}-{1 + sum(one.sample_id.startswith(f'{purpose}-') for one in held)}"
    rows = read_reviews(base.folder, base.themes.ids)
    decided = {row.finding_id for row in rows if row.field != COMMENT}
    findings = base.findings()
    there = [finding for finding in findings["finding_id"] if finding not in decided]
    if purpose == LEFT:
        checked = set(findings.loc[findings["checked"], "finding_id"])
        there = [finding for finding in there if finding not in checked]
    wanted = min(len(there), how_many or round(share * len(there)))
    if wanted < 1:
        raise BadRow(
            f"sample: {len(there)} findings are not reviewed yet, and {share:.0%} of them is none. Ask for more."
        )
    drawn = random.Random(f"{SEED} {name}")
    tags = base.tags()
    strata = {str(theme): list(group) for theme, group in tags.groupby("theme_id")["finding_id"]}
    chosen = stratified(there, strata, wanted, drawn) if purpose == AGREEMENT else drawn.sample(there, wanted)
    sample = Sample(name, tuple(chosen), tuple(reviewers), date.today().isoformat(), len(there), len(rows))
    keep(base, sample)
    return sample


def stratified(there: Sequence[str], strata: dict[str, list[str]], wanted: int, drawn: random.Random) -> list[str]:
    """At least a few findings of every theme, the rare ones first, and then as chance has it; in a random order."""
    known = set(there)
    chosen: set[str] = set()
    for theme in sorted(strata, key=lambda theme: (len(strata[theme]), theme)):
        own = sorted(set(strata[theme]) & known)
        lacking = min(FEWEST, len(own)) - len(chosen & set(own))
        if lacking > 0 and len(chosen) < wanted:
            free = [finding for finding in own if finding not in chosen]
            chosen |= set(drawn.sample(free, min(lacking, wanted - len(chosen))))
    rest = [finding for finding in there if finding not in chosen]
    found = [*sorted(chosen), *drawn.sample(rest, wanted - len(chosen))]
    drawn.shuffle(found)
    return found


def keep(base: "EvidenceBase", sample: Sample) -> None:
    """Append a sample to the file of samples."""
    same = (";".join(sample.reviewers), sample.drawn_on, str(sample.of), str(sample.history))
    append_rows(
        base.folder.review_samples, tuple(COLUMNS), [[sample.sample_id, name, *same] for name in sample.findings]
    )
