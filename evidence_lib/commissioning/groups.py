"""Groups that the law asks about, and the words by which a finding speaks of them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.core.yml import from_yaml
from evidence_lib.language.terms import Terms, words_of

UNDER_18 = "under-18s"


@dataclass(frozen=True, slots=True)
class Group:
    """One group and its terms."""

    id: str
    label: str
    terms: tuple[str, ...]


@cache
def groups() -> tuple[Group, ...]:
    """The groups in their order."""
    held = from_yaml(Path(__file__).with_name("groups.yml").read_text(encoding="utf-8"))
    return tuple(Group(one["id"], one["label"], tuple(one["terms"])) for one in held)


@cache
def terms() -> Terms:
    """Their terms, made ready once."""
    return Terms({group.id: group.terms for group in groups()})


def spoken_of(text: str) -> tuple[str, ...]:
    """The ids of the groups that a text speaks of, by their words: a place to look, no judgement on the text."""
    found = {hit.key for hit in terms().hits(words_of(text))}
    return tuple(group.id for group in groups() if group.id in found)


def known_groups() -> tuple[str, ...]:
    """What people may enter as a group: those that services name, and those that the law asks about."""
    return tuple(dict.fromkeys(("all", "children", "women", "men", *(group.id for group in groups()))))


def labels() -> dict[str, str]:
    """The words for readers."""
    plain = {"all": "All", "children": "Children (under 18)", "women": "Women", "men": "Men"}
    return plain | {group.id: group.label for group in groups()}
