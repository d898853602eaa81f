"""Codings made in another tool become reviews: what people gave there, beside what this base holds already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.exchange.documents import documents_of
from evidence_lib.exchange.matched import Matched, NotTaken, Spoken, match
from evidence_lib.exchange.outgoing import FIELDS, Given, given_to
from evidence_lib.exchange.qdpx_read import read_project
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.tables.decide import MACHINE
from evidence_lib.tables.export import FORMULA, safe
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook

UNNAMED = "made under the machine's name, or under none: say who did it with --reviewer"
GONE = "the machine's coding is gone from the file and nobody's stands there: say who took it away with --reviewer"
NOT_TAKEN = tuple(field.name for field in fields(NotTaken))
TWO_KINDS = "two kinds at one place: a finding has one"


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What an import does: the reviews that it adds, how many codings were there already, and what is not taken."""

    reviews: tuple[Review, ...]
    held: int
    not_taken: tuple[NotTaken, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One field of one finding: what people gave there in the file, and what of the machine's still stands there."""

    finding_id: str
    field: str
    by: Mapping[str, Sequence[Spoken]]
    machine: tuple[str, ...]


def bring_back(
    base: BaseFolder, path: Path, reviewer: str = "", meant: Mapping[str, str] | None = None, dry: bool = False
) -> BroughtBack:
    """Take a project's codings as reviews, appended in one go; with dry nothing is written. Tables must be up to date.

    reviewer is who is meant where the file names nobody. Raises BadFile for a file that cannot be trusted or a document
    with another text, before anything is written.
    """
    codebook = read_codebook(base.codebook)
    matched = match(read_project(path), documents_of(base), codebook, meant or {}, str(path))
    found = decisions(matched, given_to(base), reviewer, quotes_of(base))
    if found.reviews and not dry:
        append_reviews(base, found.reviews)
    return found


def quotes_of(base: BaseFolder) -> dict[str, tuple[str, str]]:
    """Each finding's document and words."""
    table = read_table(base, "findings")
    return dict(zip(table["finding_id"], zip(table["document_id"], table["quote"], strict=True), strict=True))


def decisions(
    matched: Matched, here: Mapping[str, Sequence[Given]], reviewer: str, quotes: Mapping[str, tuple[str, str]]
) -> BroughtBack:
    """What people decided in the file and this base does not hold yet."""
    reviews: list[Review] = []
    not_taken = list(matched.not_taken)
    held = 0
    for place in places(matched, here, reviewer, quotes):
        for user, said in place.by.items():
            if not user:
                not_taken += [unplaced(one, quotes, UNNAMED) for one in said]
                continue
            values = tuple(dict.fromkeys((*(place.machine if place.field != "kind" else ()), *(s.value for s in said))))
            if place.field == "kind" and len(values) > 1:
                not_taken += [unplaced(one, quotes, TWO_KINDS) for one in said]
            elif already(here.get(place.finding_id, ()), user, place.field, values):
                held += len(said)
            else:
                reviews.append(review_of(place, user, values, said, quotes[place.finding_id][1]))
    taken, left = taken_away(matched, here, reviewer, quotes)
    ordered = sorted([*reviews, *taken], key=lambda review: review.reviewed_at)
    return BroughtBack(tuple(ordered), held, (*not_taken, *left), matched.documents)


def places(
    matched: Matched, here: Mapping[str, Sequence[Given]], reviewer: str, quotes: Mapping[str, tuple[str, str]]
) -> list[Place]:
    """The codings by finding and field, people's apart from the machine's own."""
    grouped: dict[tuple[str, str], list[Spoken]] = defaultdict(list)
    for one in matched.spoken:
        grouped[(one.finding_id, one.field)].append(one)
    found = []
    for (finding_id, field), said in grouped.items():
        own = machine_values(here.get(finding_id, ()), field)
        kept = {one.value for one in said if one.user == MACHINE}
        by: dict[str, list[Spoken]] = defaultdict(list)
        for one in said:
            if one.user == MACHINE and one.value in own:
                continue
            name = one.user if one.user not in ("", MACHINE) else reviewer
            by[printable_name(name)].append(one)
        found.append(Place(finding_id, field, by, tuple(value for value in own if value in kept)))
    return found


def printable_name(name: str) -> str:
    """A reviewer's name in one line; one that a spreadsheet would take for a formula loses its sign."""
    return " ".join(name.split()).lstrip("".join(FORMULA)).strip()


def machine_values(given: Iterable[Given], field: str) -> tuple[str, ...]:
    """What the machine gives here, and nobody decided."""
    return next((one.values.get(field, ()) for one in given if one.user == MACHINE), ())


def already(given: Iterable[Given], user: str, field: str, values: tuple[str, ...]) -> bool:
    """Whether this reviewer's last decision here is the same."""
    return any(one.user == user and field in one.values and set(one.values[field]) == set(values) for one in given)


def review_of(place: Place, user: str, values: tuple[str, ...], said: Sequence[Spoken], quote: str) -> Review:
    """The decision as a row."""
    days = [one.when[:10] for one in said]
    day = max((found for text in days if (found := as_day(text))), default=date.today())
    comments = " ".join(dict.fromkeys(one.comment for one in said if one.comment))
    reason = " ".join(comments.split()).lstrip("".join(FORMULA))
    return Review(place.finding_id, place.field, ";".join(values), reason, user, day, quote)


def as_day(text: str) -> date | None:
    """A day, or None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def unplaced(one: Spoken, quotes: Mapping[str, tuple[str, str]], why: str) -> NotTaken:
    """A coding on a finding that cannot be taken as a decision."""
    document, quote = quotes[one.finding_id]
    return NotTaken(document, None, None, quote, one.value, one.user, why)


def taken_away(
    matched: Matched, here: Mapping[str, Sequence[Given]], reviewer: str, quotes: Mapping[str, tuple[str, str]]
) -> tuple[list[Review], list[NotTaken]]:
    """What the machine gives and the file has no more: a decision where somebody says that it is theirs, else listed.

    Only in documents and fields where the file has other codings of the machine, and of codes that it knows: a project
    that was coded blind, or without a theme, takes nothing away.
    """
    by_machine = {(one.document_id, one.field) for one in matched.spoken if one.user == MACHINE}
    codes = {(known.field, known.value) for known in matched.known.values()}
    there: dict[tuple[str, str], list[Spoken]] = defaultdict(list)
    for one in matched.spoken:
        there[(one.finding_id, one.field)].append(one)
    reviews, left = [], []
    for finding_id, given in here.items():
        document, quote = quotes[finding_id]
        for field in (field for field in FIELDS if field != "kind" and (document, field) in by_machine):
            said = there[(finding_id, field)]
            own = machine_values(given, field)
            gone = [v for v in own if (field, v) in codes and v not in {one.value for one in said}]
            if not gone or any(one.user != MACHINE or one.value not in own for one in said):
                continue
            if reviewer:
                rest = ";".join(value for value in own if value not in gone)
                reviews.append(Review(finding_id, field, rest, "", printable_name(reviewer), date.today(), quote))
            else:
                left += [NotTaken(document, None, None, quote, value, MACHINE, GONE) for value in gone]
    return reviews, left


def as_rows(not_taken: Iterable[NotTaken]) -> list[dict[str, object]]:
    """What is not taken as rows of a table for people."""
    return [{name: safe(v) if isinstance(v, str) else v for name, v in asdict(one).items()} for one in not_taken]
