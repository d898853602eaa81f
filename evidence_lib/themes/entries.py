"""One entry of the codebook, as a person writes it, and as a record."""

import re
from dataclasses import dataclass
from pathlib import Path

from evidence_lib.core.errors import BadRow, did_you_mean

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
