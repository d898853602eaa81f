"""When to stop: how many findings that nobody has decided on probably carry a theme still.

A random sample of the undecided is read by people. How many of all carry the theme follows with an exact interval: the
numbers for which a sample like this one would not be surprising, by the hypergeometric distribution (Buonaccorsi, A note
on confidence intervals for proportions in finite populations, The American Statistician 1987; as Clopper and Pearson 1934
for a sample of a finite number).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_lib.core.errors import BadRow, refuse_unknown
from evidence_lib.people.reviews import latest, read_reviews
from evidence_lib.review.samples import LEFT, Sample, samples

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

SURE = 0.95


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of one theme among the findings that nobody has decided on.

    sampled findings of the random sample are answered, and seen of them carry the theme; likely of the unreviewed probably
    do, and almost certainly between low and high. tagged is how many of them the machine tags.
    """

    theme: str
    label: str
    unreviewed: int
    tagged: int
    sampled: int
    seen: int
    likely: int
    low: int
    high: int

    @property
    def span(self) -> str:
        """The interval in words."""
        return f"{self.low:,} and {self.high:,}"

    @property
    def sentence(self) -> str:
        """The whole in plain words."""
        return (
            f"{self.label}: {self.unreviewed:,} findings are not reviewed, and the machine tags {self.tagged:,} of them. Of "
            f"{self.sampled} drawn at random and read, {self.seen} carry the theme. So about {self.likely:,} of the "
            f"unreviewed probably do, and 95 times in 100 between {self.low:,} and {self.high:,}."
        )


def left_of(base: "EvidenceBase", themes: Sequence[str] = ()) -> list[Left]:
    """What is left of each theme (all if none is named), by the newest random sample of the unreviewed.

    Raises UnknownName for a theme, BadRow where no such sample was drawn or none of it is answered.
    """
    for theme in themes:
        refuse_unknown("theme", theme, base.themes.ids)
    drawn = [sample for sample in samples(base) if sample.sample_id.startswith(f"{LEFT}-")]
    if not drawn:
        raise BadRow("no random sample of the unreviewed was drawn. Draw one with: evidence review left --draw 60")
    return [theme_left(base, drawn[-1], theme) for theme in themes or base.themes.ids]


def theme_left(base: "EvidenceBase", sample: Sample, theme: str) -> Left:
    """What is left of one theme."""
    rows = read_reviews(base.folder, base.themes.ids)
    after = {row.finding_id for row in rows[sample.history :]}
    carries = {
        finding: theme in review.values
        for (finding, field), review in latest(rows).items()
        if field == "themes" and not review.open
    }
    out = {finding for (finding, field), one in latest(rows).items() if field == "include" and one.value == "no"}
    carries |= dict.fromkeys(out, False)
    answered = [finding for finding in sample.findings if finding in carries]
    if not answered:
        raise BadRow(
            f"{sample.sample_id}: none of its {len(sample.findings)} findings is answered yet. Review it first: "
            f'sample = "{sample.sample_id}" in the notebook 04_review, or evidence review export --sample {sample.sample_id}'
        )
    seen = sum(carries[finding] for finding in answered)
    low, high = interval(seen, len(answered), sample.of)
    known = sum(
        carries.get(finding, False) for finding in after
    )  # decided since the draw: no longer among what is left
    findings = base.findings()
    undecided = set(findings.loc[~findings["checked"], "finding_id"])
    tags = base.tags()
    tagged = len(undecided & set(tags.loc[tags["theme_id"] == theme, "finding_id"]))

    def rest(number: float) -> int:
        return max(0, min(len(undecided), round(number) - known))

    likely = rest(sample.of * seen / len(answered))
    label = base.themes[theme].label
    return Left(theme, label, len(undecided), tagged, len(answered), seen, likely, rest(low), rest(high))


def interval(seen: int, sampled: int, of: int, sure: float = SURE) -> tuple[int, int]:
    """How many of all may carry what *seen* of *sampled* carry: the least and the most that would not be surprising."""
    import numpy as np
    from scipy.stats import hypergeom

    numbers = np.arange(seen, of - sampled + seen + 1)
    tail = (1 - sure) / 2
    fits = (hypergeom.sf(seen - 1, of, numbers, sampled) > tail) & (hypergeom.cdf(seen, of, numbers, sampled) > tail)
    return int(numbers[fits].min()), int(numbers[fits].max())
