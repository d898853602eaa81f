"""Findings as a reviewer meets them: their words, page and context, what the machine thinks, and why it is their turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evidence_lib.findings.identity import normal_words
from evidence_lib.people.reviews import COMMENT, Key, Review, read_reviews, standing
from evidence_lib.tables.blocks_kept import kept_reading
from evidence_lib.tables.store import read_table
from evidence_lib.themes.own import theme_model
from evidence_lib.themes.reading import read

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

CONTEXT = 2  # blocks shown before a finding, and after it


@dataclass(frozen=True, slots=True)
class Given:
    """One tag as it stands: how sure, the sentence and the words that earned it, and who gave it."""

    theme: str
    score: float
    excerpt: str
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Item:
    """One finding to review. chances say how sure the machine is of every theme; reasons why it is asked about, in words.

    decided holds what each reviewer says now, by field; worth is what the order goes by, most first.
    """

    finding_id: str
    document_id: str
    title: str
    page: int | None
    heading: str
    quote: str
    kind: str
    agencies: tuple[str, ...]
    edition: str
    published: str
    ordinal: int
    given: tuple[Given, ...]
    chances: Mapping[str, float]
    decided: Mapping[str, Sequence[Review]]
    worth: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes that it has, the most central first."""
        return tuple(tag.theme for tag in self.given)

    @property
    def checked(self) -> bool:
        """Whether anyone has decided on it, in the themes of today."""
        return bool(self.decided.keys() - {COMMENT}) and not self.open

    @property
    def open(self) -> list[Review]:
        """The decisions on themes that were split or retired since, and that nobody has answered."""
        return [one for own in self.decided.values() for one in own if one.open]

    def decided_by(self, reviewer: str) -> bool:
        """Whether one reviewer has."""
        return any(one.reviewer == reviewer and one.field != COMMENT for own in self.decided.values() for one in own)

    def blind(self) -> "Item":
        """The same without anyone's answers, the machine's among them: only so are two readers' answers their own."""
        return replace(self, kind="", agencies=(), given=(), decided={}, reasons=())


def all_items(base: "EvidenceBase", findings: Sequence[str] | None = None) -> list[Item]:
    """Every finding of the base in its order, or those named in the order of their names."""
    table = base.findings()
    if findings is not None:
        table = table[table["finding_id"].isin(list(findings))]
    model, codebook = theme_model(base.folder.own_model), base.themes
    tags = tags_of(base)
    decided = decisions(base)
    items = [
        Item(
            finding_id=row["finding_id"],
            document_id=row["document_id"],
            title=row["title"],
            page=int(row["page_start"]) if row["page_start"] == row["page_start"] and row["page_start"] else None,
            heading=row["heading"],
            quote=row["quote"],
            kind=row["kind"],
            agencies=tuple(row["agencies"]),
            edition=row["edition"],
            published=f"{row['published']:%Y-%m-%d}" if row["published"] == row["published"] else "",
            ordinal=int(row["ordinal"]),
            given=tuple(tags.get(row["finding_id"], ())),
            chances=model.probabilities(read(row["quote"], row["heading"], codebook), codebook.ids),
            decided=decided.get(row["finding_id"], {}),
        )
        for row in table.astype({"page_start": "object"}).fillna({"page_start": 0}).to_dict("records")
    ]
    if findings is None:
        return items
    place = {name: at for at, name in enumerate(findings)}
    return sorted(items, key=lambda item: place[item.finding_id])


def tags_of(base: "EvidenceBase") -> dict[str, list[Given]]:
    """The tags of each finding, the most central first."""
    found: dict[str, list[Given]] = {}
    for row in base.tags().sort_values(["finding_id", "rank"]).to_dict("records"):
        tag = Given(row["theme_id"], float(row["score"]), row["excerpt"], row["why"], row["assigned_by"])
        found.setdefault(row["finding_id"], []).append(tag)
    return found


def decisions(base: "EvidenceBase") -> dict[str, dict[str, list[Review]]]:
    """What each reviewer's decision on each finding is now, by field; those carried to another finding stand there."""
    unplaced = read_table(base.folder, "reviews_unplaced")
    carried = dict(zip(unplaced["finding_id"], unplaced["carried_to"], strict=True))
    found: dict[str, dict[str, list[Review]]] = {}
    for (finding, field), own in standing(read_reviews(base.folder, base.themes.ids)).items():
        found.setdefault(carried.get(finding) or finding, {}).setdefault(field, []).extend(own)
    return found


def stands(base: "EvidenceBase") -> dict[Key, list[Review]]:
    """What each reviewer says now on each field of each finding."""
    return standing(read_reviews(base.folder, base.themes.ids))


def context(base: "EvidenceBase", item: Item) -> tuple[list[str], list[str]]:
    """The blocks before a finding and after it; none where its document has not been read on this machine."""
    documents = base.documents().set_index("document_id")
    reading = kept_reading(base.folder, str(documents.loc[item.document_id, "sha256"]))
    blocks: list[Any] = list(reading.blocks) if reading else []
    words = normal_words(item.quote)
    at = next((at for at, block in enumerate(blocks) if words and words in normal_words(block.text)), None)
    if at is None:
        return [], []
    before = [block.text for block in blocks[max(0, at - CONTEXT) : at]]
    return before, [block.text for block in blocks[at + 1 : at + 1 + CONTEXT]]
