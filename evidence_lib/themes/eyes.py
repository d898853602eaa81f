"""A codebook as a model knows it: under the ids that it learned, so that a change of names changes no tag but by rule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from evidence_lib.themes.changes import Change, read_through
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.entries import Theme


@dataclass(frozen=True, slots=True)
class Eyes:
    """codebook has the ids that the model learned; now gives each the themes it stands for today, or none."""

    codebook: Codebook
    now: Mapping[str, tuple[str, ...]]

    def learned_as(self, theme_id: str) -> list[str]:
        """The ids under which the model knows a theme."""
        return [old for old, today in self.now.items() if theme_id in today]


@lru_cache(maxsize=8)
def eyes_of(codebook: Codebook, labels: tuple[str, ...]) -> Eyes:
    """The codebook for a model with these labels.

    A theme that was renamed keeps its label; of a merged one each label keeps its own terms, and shares what was added
    since; one that was split or retired is still read, because the others are weighed against it, and stands for nothing.
    """
    if not codebook.changes:
        return Eyes(codebook, {theme_id: (theme_id,) for theme_id in codebook.ids})
    changed = {name for change in codebook.changes for name in change.old}
    learned = [label for label in labels if label in codebook.ids or label in changed]
    now = {label: stands_for(label, codebook) for label in learned}
    taken = {theme_id for today in now.values() for theme_id in today}
    now |= {theme_id: (theme_id,) for theme_id in codebook.ids if theme_id not in taken}
    return Eyes(Codebook(tuple(seen(label, now, codebook) for label in now)), now)


def stands_for(label: str, codebook: Codebook) -> tuple[str, ...]:
    """The themes of today that a label stands for."""
    return tuple(name for name in read_through([label], codebook.changes) if name in codebook.ids)


def seen(label: str, now: Mapping[str, tuple[str, ...]], codebook: Codebook) -> Theme:
    """A theme as the model is to look for it."""
    former = as_it_was(label, codebook.changes)
    if not now[label]:
        return replace(former, id=label) if former else Theme(label, label, label, "", ())
    theme = codebook[now[label][0]]
    together = [other for other in now if now[other] == now[label]]
    if former is None or len(together) < 2:
        return replace(theme, id=label)
    others = [one for other in together if (one := as_it_was(other, codebook.changes))]
    return replace(
        former,
        id=label,
        terms=shared(former.terms, [one.terms for one in others], theme.terms),
        hints=shared(former.hints, [one.hints for one in others], theme.hints),
    )


def shared(own: tuple[str, ...], all_of: list[tuple[str, ...]], today: tuple[str, ...]) -> tuple[str, ...]:
    """Its own terms that are still there, and those that none of the merged themes had."""
    known = {term for terms in all_of for term in terms}
    return tuple(term for term in today if term in own or term not in known)


def as_it_was(name: str, changes: tuple[Change, ...]) -> Theme | None:
    """A theme as it stood before it was merged, split or retired; None where it never was."""
    for change in changes:
        if name not in change.old:
            continue
        if change.change != "rename":
            return next((theme for theme in change.former if theme.id == name), None)
        name = change.new[0]
    return None
