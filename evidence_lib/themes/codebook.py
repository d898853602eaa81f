"""The codebook: data/themes.yml, read into records."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from evidence_lib.core.errors import BadFile, BadRow, did_you_mean, refuse_unknown

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
KEYS = ("id", "label", "is", "is_not", "terms", "hints", "not")
NEEDED = ("id", "label", "is", "terms")
LISTS = ("terms", "hints", "not")


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: definition says what belongs, is_not what does not; terms tag alone, hints in pairs, passed_over never."""

    id: str
    label: str
    definition: str
    is_not: str
    terms: tuple[str, ...]
    hints: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The themes in their order."""

    themes: tuple[Theme, ...]

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

    @property
    def fingerprint(self) -> str:
        """A short hash of what decides tags: ids and terms, not labels or definitions."""
        deciding = [(theme.id, theme.terms, theme.hints, theme.passed_over) for theme in self.themes]
        return hashlib.sha256(repr(deciding).encode()).hexdigest()[:12]


def read_codebook(path: Path) -> Codebook:
    """Read themes.yml. Raises BadFile or BadRow, naming the theme or the line and the next step."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadFile(
            f"{path}: cannot be read ({error.strerror}). Restore it, or copy the shipped themes.yml."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not saved as UTF-8"
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
    return Codebook(tuple(themes))


def theme_of(path: Path, number: int, entry: object) -> Theme:
    """Turn one entry into a theme, or say what is wrong with it."""
    where = f"{path}, theme {number}"
    if not isinstance(entry, dict):
        raise BadRow(f"{where}: is no theme. Each begins with '- id: …'.")
    where += f" ({entry['id']})" if "id" in entry else ""
    for key in entry:
        if key not in KEYS:
            raise BadRow(f"{where}: unknown key '{key}'.{did_you_mean(str(key), KEYS)} Keys are: {', '.join(KEYS)}.")
    missing = [key for key in NEEDED if not entry.get(key)]
    if missing:
        raise BadRow(f"{where}: {', '.join(missing)} is missing or empty. A theme needs {', '.join(NEEDED)}.")
    if not SLUG.match(str(entry["id"])):
        raise BadRow(f"{where}: id must be small letters, digits and hyphens.")
    lists = {key: terms_of(where, key, entry.get(key)) for key in LISTS}
    return Theme(
        str(entry["id"]),
        str(entry["label"]).strip(),
        " ".join(str(entry["is"]).split()),
        " ".join(str(entry.get("is_not") or "").split()),
        lists["terms"],
        lists["hints"],
        lists["not"],
    )


def terms_of(where: str, key: str, value: object) -> tuple[str, ...]:
    """The terms of a list, each a text with words in it."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BadRow(f"{where}: {key} must be a list, such as [training, trained].")
    for term in value:
        parts = term.split("~") if isinstance(term, str) else []
        if not parts or not all(re.search(r"\w", part) for part in parts):
            raise BadRow(
                f"{where}: {key} holds {term!r}, which is no text to look for. Put it in double quotes, or delete it."
            )
    return tuple(term.strip() for term in value)
