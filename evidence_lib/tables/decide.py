"""What stands in the tables: what the machine found, and over it what people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from evidence_lib.core.records import Direction, Finding
from evidence_lib.findings.identity import likeness, origin
from evidence_lib.language.direction import direction
from evidence_lib.people.reviews import COMMENT, Review, latest
from evidence_lib.themes.changes import parts
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.tagger import ThemeTag

MACHINE = "machine"
SPLIT = "its theme was split: say which of the parts it is"
RETIRED = "its theme was retired: say which theme it has now, if any"
UNSURE = 0.5  # of a part of a split theme that no word tells from the others
CARRIED = 0.6  # a review follows its finding where so large a share of the words is still there; tested at the boundary


@dataclass(frozen=True, slots=True)
class Decided:
    """Rows of the tables after reviews; unplaced are the reviews whose finding is gone or was carried."""

    findings: list[dict[str, object]]
    tags: list[dict[str, object]]
    left_out: list[dict[str, object]]
    unplaced: list[dict[str, object]]


def decide(
    findings: Sequence[Finding],
    reviews: Sequence[Review],
    codebook: Codebook,
    tagged: Mapping[str, Sequence[ThemeTag]],
) -> Decided:
    """Lay people's decisions over the machine's: they win on kind, themes, agencies and whether it is in at all.

    tagged holds the themes that the machine gave each finding.
    """
    placed, unplaced = place_reviews(findings, reviews)
    unsettled = [
        unplaced_row(review, finding_id if finding_id != review.finding_id else "", SPLIT if review.unsaid else RETIRED)
        for (finding_id, _), review in placed.items()
        if review.open
    ]
    decided = Decided([], [], [], unplaced + unsettled)
    by_finding: dict[str, dict[str, Review]] = {}
    for (finding_id, field), review in placed.items():
        by_finding.setdefault(finding_id, {})[field] = review
    for finding in findings:
        own = by_finding.get(finding.finding_id, {})
        if "include" in own and own["include"].value == "no":
            decided.left_out.append(
                {
                    "document_id": finding.document_id,
                    "page": finding.page_start,
                    "text": finding.quote,
                    "reason": f"left out by {own['include'].reviewer}",
                }
            )
            continue
        decided.findings.append(finding_row(finding, own))
        decided.tags.extend(tag_rows(finding, own.get("themes"), codebook, tagged[finding.finding_id]))
    kept = {row["finding_id"] for row in decided.findings}
    for row in decided.findings:
        row["parent"] = row["parent"] if row["parent"] in kept else ""  # its cause was left out by a person
    return decided


def place_reviews(
    findings: Sequence[Finding], reviews: Sequence[Review]
) -> tuple[dict[tuple[str, str], Review], list[dict[str, object]]]:
    """Give every decision its finding: by id, else by the words it rested on; what cannot be placed is listed.

    A decision on the finding itself beats one that is carried to it, and of two that are carried the later one holds.
    A review of a digest's finding is never carried to the original: the words are ours, not the inspectors'.
    """
    known = {finding.finding_id for finding in findings}
    held = latest(reviews)
    direct = {(finding_id, field): review for (finding_id, field), review in held.items() if finding_id in known}
    carried: dict[tuple[str, str], Review] = {}
    unplaced: list[dict[str, object]] = []
    for review in sorted((held[key] for key in held.keys() - direct.keys()), key=lambda review: review.row):
        near = nearest(review, findings)
        if near:
            carried[(near.finding_id, review.field)] = review
        told = "carried to the finding that holds most of its words" if near else "in need of a look"
        unplaced.append(unplaced_row(review, near.finding_id if near else "", told))
    return carried | direct, unplaced


def unplaced_row(review: Review, carried_to: str, now: str) -> dict[str, object]:
    """A review that does not simply hold, with what became of it, and its row in reviews.csv to order it by."""
    return {
        "row": review.row,
        **{name: getattr(review, name) for name in ("finding_id", "field", "value", "reviewer", "quote")},
        "reviewed_at": review.reviewed_at,
        "carried_to": carried_to,
        "now": now,
    }


def nearest(review: Review, findings: Sequence[Finding]) -> Finding | None:
    """The finding of the same document and edition that holds most of the words the review rested on."""
    same = [finding for finding in findings if (finding.document_id, finding.edition) == origin(review.finding_id)]
    best = max(same, key=lambda finding: likeness(review.quote, finding.quote), default=None)
    return best if best and review.quote and likeness(review.quote, best.quote) >= CARRIED else None


def finding_row(finding: Finding, own: dict[str, Review]) -> dict[str, object]:
    """One row of findings; it is unchecked while its theme was split or retired and nobody has said what it is now."""
    row: dict[str, object] = {**asdict(finding), "agencies": list(finding.agencies), "areas": list(finding.areas)}
    checked = bool(own.keys() - {COMMENT}) and not any(review.open for review in own.values())
    row |= {"checked": checked, "kind_by": MACHINE, "agencies_by": MACHINE}
    row["admitted"] = "include" in own and own["include"].value == "yes"  # what is "no" is no row of findings
    if "kind" in own:
        row |= {"kind": own["kind"].value, "kind_by": own["kind"].reviewer}
    if "agencies" in own:
        row |= {"agencies": list(own["agencies"].values), "agencies_by": own["agencies"].reviewer}
    return row


def tag_rows(
    finding: Finding, review: Review | None, codebook: Codebook, tags: Sequence[ThemeTag]
) -> list[dict[str, object]]:
    """The themes of one finding: a person's if there is a review of them, else the machine's."""
    machine = {given.theme_id: given for given in tags}
    if review is None:
        return [
            {
                "finding_id": finding.finding_id,
                "theme_id": given.theme_id,
                "rank": given.rank,
                "score": given.score,
                "excerpt": given.excerpt,
                "direction": lean(given.excerpt),
                "why": given.why,
                "assigned_by": MACHINE,
                "codebook": codebook.fingerprint,
            }
            for given in machine.values()
        ]
    rows: list[dict[str, object]] = []
    for rank, (theme_id, by) in enumerate(decided_themes(review, codebook, list(machine)), start=1):
        given = machine.get(theme_id)
        excerpt = given.excerpt if given else finding.quote
        rows.append(
            {
                "finding_id": finding.finding_id,
                "theme_id": theme_id,
                "rank": rank,
                "score": 1.0 if by != MACHINE else given.score if given else UNSURE,
                "excerpt": excerpt,
                "direction": lean(excerpt),
                "why": given.why if given else "",
                "assigned_by": by,
                "codebook": codebook.fingerprint,
            }
        )
    return rows


def decided_themes(review: Review, codebook: Codebook, machine: Sequence[str]) -> list[tuple[str, str]]:
    """The themes that a person decided on, and who gave each.

    One that was split since becomes those of its parts that the machine gives, or all of them where it gives none, until
    somebody looks: the finding belongs to one of them for certain, and must not be lost to the reader of either.
    """
    found: dict[str, str] = {}
    for name in review.values:
        if name in codebook.ids:
            found[name] = review.reviewer
            continue
        became = [part for part in parts(name, codebook.changes) if part in codebook.ids]
        for part in [part for part in became if part in machine] or became:
            found.setdefault(part, MACHINE)
    return list(found.items())


def lean(excerpt: str) -> str:
    """Which way an excerpt points."""
    return str(direction(excerpt)) if excerpt else str(Direction.NEITHER)
