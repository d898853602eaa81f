"""A person's decisions on findings, kept in reviews.csv: one row a decision, only ever appended to."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.dates import parse_date
from evidence_lib.core.errors import BadRow, did_you_mean
from evidence_lib.core.files import read_rows
from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.people.kept import append_rows, history, refuse_torn
from evidence_lib.themes.changes import Change, listed, overtaken, read_changes, read_through, split_ids

COLUMNS = ("finding_id", "field", "value", "reason", "reviewer", "reviewed_at", "quote")
DECIDED = ("kind", "themes", "agencies", "include")  # what two people can differ on
SETTLED = {f"settled-{field}": field for field in DECIDED}  # a decision that ends such a difference
UNDO, COMMENT = "undo", "comment"
PLAIN = (*DECIDED, "checked", COMMENT)
FIELDS = (*PLAIN, UNDO, *SETTLED)
LISTS = ("themes", "agencies")
INCLUDE = ("yes", "no")
Key = tuple[str, str]  # finding_id and field


@dataclass(frozen=True, slots=True)
class Review:
    """One row: the field it decides, its value (lists joined with ";"), why, by whom, when, on which words.

    An undo has for its value the field whose last decision by the same reviewer it takes back. overtaken is the day on which
    one of the themes that it names was split or retired, unsaid those of its value that were split: no theme has that id now.
    """

    finding_id: str
    field: str
    value: str
    reason: str
    reviewer: str
    reviewed_at: date
    quote: str
    row: int = 0
    overtaken: date | None = None
    unsaid: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The value as a list."""
        return tuple(part.strip() for part in self.value.split(";") if part.strip())

    @property
    def decides(self) -> str:
        """The field that it speaks of, whether it decides, settles or takes back."""
        return self.value if self.field == UNDO else SETTLED.get(self.field, self.field)

    @property
    def decides_themes(self) -> bool:
        """Whether it is about themes."""
        return self.field.endswith("themes")

    def agrees(self, other: "Review") -> bool:
        """Whether two decisions on one field say the same; the order of themes or agencies is no difference."""
        return set(self.values) == set(other.values)

    @property
    def said(self) -> tuple[str, ...]:
        """The value as a list, without themes that were split since."""
        return tuple(name for name in self.values if name not in self.unsaid)

    @property
    def open(self) -> bool:
        """Whether somebody must say what it is now: a theme that it names was split, or none that it named is left."""
        return bool(self.unsaid) or (self.overtaken is not None and not self.values)

    def answered_by(self, later: "Review") -> bool:
        """Whether a later decision says in the themes of today what this one could not, and keeps what is left of it.

        Themes that it did not name are no objection: they may be where people put now what they had another theme for.
        """
        return (
            self.overtaken is not None
            and later.reviewed_at >= self.overtaken
            and (later.overtaken is None or later.overtaken > self.overtaken)
            and set(self.said) <= set(later.values)
        )


def read_reviews(base: BaseFolder, themes: Collection[str]) -> list[Review]:
    """Read the whole history, oldest first; latest() says what is in force.

    A row whose writer was stopped in the middle is completed first. Raises BadRow, naming file and row, for a field, value
    or date that cannot be, and for a last row that is torn.
    """
    if not base.reviews.parent.is_dir():
        return []
    with history(base.reviews):
        if not base.reviews.is_file():
            return []
        refuse_torn(base.reviews, COLUMNS)
        rows = read_rows(base.reviews, COLUMNS)
    changes = read_changes(base.theme_changes)
    known = [*themes, *split_ids(changes)]
    return [
        seen_from_now(review(base.reviews, number, as_of_now(row, changes), known), listed(row["value"]), changes)
        for number, row in rows
    ]


def seen_from_now(one: Review, named: Sequence[str], changes: Sequence[Change]) -> Review:
    """A decision with what became of the themes that it named on its day."""
    if not one.decides_themes:
        return one
    split = split_ids(changes)
    unsaid = tuple(name for name in one.values if name in split)
    return replace(one, overtaken=overtaken(named, changes), unsaid=unsaid)


def as_of_now(row: dict[str, str], changes: Sequence[Change]) -> dict[str, str]:
    """A row with the names that its themes have now; the file keeps those of the day."""
    if not row["field"].endswith("themes"):
        return row
    return row | {"value": ";".join(read_through(listed(row["value"]), changes))}


def known_values(themes: Collection[str]) -> dict[str, list[str]]:
    """What each field may be; a comment may be anything, and is not among them."""
    plain = {
        "kind": [str(kind) for kind in Kind],
        "themes": list(themes),
        "agencies": list(AGENCIES),
        "include": list(INCLUDE),
    }
    settled = {name: plain[field] for name, field in SETTLED.items()}
    return {**plain, "checked": ["yes"], UNDO: list(PLAIN), **settled}


def review(path: Path, number: int, row: dict[str, str], themes: Collection[str]) -> Review:
    """Turn one row into a decision, or say what is wrong with it."""
    where = f"{path}, row {number}"
    field = row["field"]
    if field not in FIELDS:
        raise BadRow(f"{where}: no field '{field}'.{did_you_mean(field, FIELDS)} Fields are: {', '.join(FIELDS)}.")
    if not row["finding_id"] or not row["reviewer"]:
        raise BadRow(f"{where}: finding_id and reviewer must be filled in.")
    check_value(where, field, row["value"], themes)
    try:
        day = parse_date(row["reviewed_at"])
    except ValueError as error:
        raise BadRow(f"{where}: reviewed_at {error}.") from error
    if day is None:
        raise BadRow(f"{where}: reviewed_at is empty; write the day as 2026-03-31.")
    return Review(row["finding_id"], field, row["value"], row["reason"], row["reviewer"], day, row["quote"], number)


def check_value(where: str, field: str, value: str, themes: Collection[str]) -> None:
    """Refuse a value that the field cannot have, naming the nearest that it can."""
    if field == COMMENT:
        return
    known = known_values(themes)[field]
    for part in filter(None, (part.strip() for part in value.split(";"))):
        if part not in known:
            raise BadRow(f"{where}: no {field} '{part}'.{did_you_mean(part, known)} There are: {', '.join(known)}.")
    if SETTLED.get(field, field) not in LISTS and not value:
        raise BadRow(f"{where}: {field} needs a value: {', '.join(known)}.")


def append_reviews(base: BaseFolder, reviews: Iterable[Review]) -> None:
    """Append decisions under a lock, so that two people at once lose nothing; what stands in the file is never touched."""
    append_rows(
        base.reviews,
        COLUMNS,
        [[r.finding_id, r.field, r.value, r.reason, r.reviewer, r.reviewed_at.isoformat(), r.quote] for r in reviews],
    )


def standing(reviews: Iterable[Review]) -> dict[Key, list[Review]]:
    """What each reviewer's decision on a field of a finding is now, in the order in which they first decided.

    A reviewer's later decision takes the place of the earlier; an undo takes back the reviewer's last one, and the one
    before holds again; a settled one leaves no other standing; one on a theme that was split or retired since gives way to
    the next, whoever's, that says what it is now.
    """
    rows: dict[Key, list[Review]] = {}
    for one in reviews:
        own = rows.setdefault((one.finding_id, one.decides), [])
        if one.field != UNDO:
            own.append(one)
        elif mine := [other for other in own if other.reviewer == one.reviewer]:
            own.remove(mine[-1])
    found: dict[Key, list[Review]] = {}
    for key, own in rows.items():
        by: dict[str, Review] = {}
        for one in own:
            if one.field in SETTLED:
                by.clear()
            by = {name: other for name, other in by.items() if not other.answered_by(one)}
            by[one.reviewer] = replace(one, field=one.decides)
        if by:
            found[key] = list(by.values())
    return found


def latest(reviews: Iterable[Review]) -> dict[Key, Review]:
    """The decision in force for each (finding, field).

    The last row holds where people agree; where they differ, the one who decided first is not overwritten: that decision
    stays in force until one of them changes it, or the difference is settled.
    """
    return {key: own[0] if differ(own) else max(own, key=lambda one: one.row) for key, own in standing(reviews).items()}


def differ(own: list[Review]) -> bool:
    """Whether people differ on one field of a finding. Comments stand beside one another and never differ."""
    return own[0].field in DECIDED and not all(one.agrees(own[0]) for one in own)
