"""The codebook: data/themes.yml, read into records, with the history of what became of its themes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from evidence_lib.core.errors import BadFile, BadRow, refuse_unknown
from evidence_lib.core.yml import from_yaml
from evidence_lib.themes.changes import Change, changes_beside, read_changes
from evidence_lib.themes.entries import Theme, theme_of


@dataclass(frozen=True)
class Codebook:
    """The themes in their order, and the changes that made them what they are."""

    themes: tuple[Theme, ...]
    changes: tuple[Change, ...] = ()

    def __iter__(self) -> Iterator[Theme]:
        return iter(self.themes)

    def __getitem__(self, theme_id: str) -> Theme:
        """The theme of an id; raises UnknownName with the nearest."""
        refuse_unknown("theme", theme_id, self.ids)
        return next(theme for theme in self.themes if theme.id == theme_id)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in their order."""
        return tuple(theme.id for theme in self.themes)

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of what decides tags: ids and terms, not labels or definitions."""
        deciding = [(theme.id, theme.terms, theme.hints, theme.passed_over) for theme in self.themes]
        told = repr(deciding) + (repr(self.changes) if self.changes else "")
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def read_codebook(path: Path) -> Codebook:
    """Read themes.yml and the history beside it. Raises BadFile or BadRow, naming the theme or the line and the next step."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(
            f"{path}: cannot be read ({error.strerror}). Restore it, or copy the shipped themes.yml."
        ) from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: is no YAML (not saved as UTF-8). Save it as UTF-8.") from error
    return codebook_of(path, text, read_changes(changes_beside(path)))


def codebook_of(path: Path, text: str, changes: tuple[Change, ...] = ()) -> Codebook:
    """The codebook of a text; path is where it stands, for what is wrong with it."""
    try:
        entries = from_yaml(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "an unexpected character"
        raise BadFile(
            f"{path}{line}: is no YAML ({problem}). Look for a missing quote, bracket or indent there."
        ) from error
    if not isinstance(entries, list) or not entries:
        raise BadFile(f"{path}: holds no list of themes. Each begins with '- id: …'.")
    themes: list[Theme] = []
    for number, entry in enumerate(entries, start=1):
        theme = theme_of(path, number, entry)
        if theme.id in [other.id for other in themes]:
            raise BadRow(f"{path}, theme {number}: id '{theme.id}' stands twice. Give one of them another.")
        themes.append(theme)
    for change in changes:
        for theme_id in change.gone:
            if theme_id in [theme.id for theme in themes]:
                raise BadRow(
                    f"{path}: theme '{theme_id}' was {change.told} on {change.changed_on}, so that its reviews speak of "
                    "what it was then. Give the new theme another id."
                )
    return Codebook(tuple(themes), changes)
