"""Renaming, merging, splitting and retiring a theme: what themes.yml says afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence_lib.core.errors import BadRow, EvidenceError, UnknownName, refuse_unknown
from evidence_lib.themes import editing
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.editing import Edit, edited, entry_nodes, entry_span, folded, more_terms, plain
from evidence_lib.themes.entries import LISTS, SLUG, Theme


class CannotChange(EvidenceError):
    """A change of the codebook that would leave the base at odds with itself."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a theme that is split: one that is there already, or a new one with its label and terms."""

    id: str
    label: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change as a person asks for it: what becomes of old. label is that of the new theme, if it is to have another."""

    change: str
    old: tuple[str, ...]
    new: tuple[str, ...] = ()
    by: str = ""
    why: str = ""
    label: str = ""
    parts: tuple[Part, ...] = field(default=())


def check(wanted: Wanted, codebook: Codebook) -> None:
    """Refuse, in one line, a theme that is not there, a name that is taken or was, and a change that changes nothing."""
    for name in wanted.old:
        refuse_gone(name, codebook)
        refuse_unknown("theme", name, codebook.ids)
    if not wanted.by.strip() or not wanted.why.strip():
        raise CannotChange("say with --by who changes the codebook, and with --why for what reason: both are kept.")
    if len(set(wanted.old)) < len(wanted.old) or len(set(wanted.new)) < len(wanted.new):
        raise CannotChange(f"{wanted.change}: a theme is named twice.")
    if wanted.change == "merge" and len({*wanted.old, *wanted.new}) < 2 + (wanted.new[0] not in codebook.ids):
        raise CannotChange("merge: name two themes or more; for one alone there is 'evidence themes rename'.")
    if wanted.change == "split" and len(wanted.new) < 2:
        raise CannotChange("split: name two parts or more with --into.")
    if wanted.change == "retire" and len(codebook.ids) == len(wanted.old):
        raise CannotChange("retire: it is the last theme; a codebook has one at least.")
    for name in wanted.new:
        refuse_name(name, wanted, codebook)


def refuse_gone(name: str, codebook: Codebook) -> None:
    """Say what became of a theme that is no longer."""
    for change in codebook.changes:
        if name in change.gone:
            became = f" into {' and '.join(change.new)}" if change.new else ""
            raise UnknownName(f"theme '{name}' was {change.told}{became} on {change.changed_on}, by {change.by}.")


def refuse_name(name: str, wanted: Wanted, codebook: Codebook) -> None:
    """Refuse a new id that cannot be, is there already, or was there once."""
    if not SLUG.match(name):
        raise BadRow(f"theme '{name}': an id has small letters, digits and hyphens.")
    for change in codebook.changes:
        if name in change.gone:
            raise CannotChange(
                f"theme '{name}' was {change.told} on {change.changed_on}: its reviews speak of what it was then. "
                "Take another id."
            )
    there = name in codebook.ids
    if there and (wanted.change == "rename" or (wanted.change == "split" and name in wanted.old)):
        raise CannotChange(f"theme '{name}' is there already. Take another id, or merge the two.")


def new_text(text: str, wanted: Wanted, codebook: Codebook) -> str:
    """themes.yml after the change; what it does not touch stays as it is, comments and layout too."""
    if wanted.change == "rename":
        return edited(text, named_anew(text, wanted.old[0], wanted.new[0], wanted.label))
    if wanted.change == "merge":
        return merged(text, wanted, codebook)
    edits = [(*entry_span(text, entry_nodes(text)[name]), "") for name in wanted.old]
    if wanted.change == "split":
        fresh = [part for part in wanted.parts if part.id not in codebook.ids]
        start, end, _ = edits[0]
        edits[0] = (start, end, "".join(fresh_entry(part, codebook[wanted.old[0]]) for part in fresh))
    return edited(text, edits)


def named_anew(text: str, old: str, new: str, label: str) -> list[Edit]:
    """Another id for an entry, and another label if one is given."""
    entry = entry_nodes(text)[old]
    edits = []
    for key, value in (("id", new), ("label", plain(label) if label else "")):
        node = editing.field(entry, key)
        if value:
            edits.append((node.start_mark.index, node.end_mark.index, value))
    return edits


def merged(text: str, wanted: Wanted, codebook: Codebook) -> str:
    """One entry with the terms and definitions of all; it stands where the theme that stays, or else the first, stood."""
    into = wanted.new[0]
    stays = into if into in codebook.ids else wanted.old[0]
    others = [codebook[name] for name in wanted.old if name != stays]
    entry, kept = entry_nodes(text)[stays], codebook[stays]
    edits = named_anew(text, stays, into, wanted.label)
    definition = editing.field(entry, "is")
    start, end = definition.start_mark.index, editing.last_index(definition) + 1
    told = " ".join(f"{one.definition.rstrip(' .')}." for one in (kept, *others))
    edits.append((start, end, folded(told) + ("\n" if text[end - 1 : end] == "\n" else "")))
    for key in LISTS:
        have = terms_of(kept, key)
        more = [term for one in others for term in terms_of(one, key) if term not in have]
        edits += more_terms(text, entry, key, list(dict.fromkeys(more)))
    edits += [(*entry_span(text, entry_nodes(text)[one.id]), "") for one in others]
    return edited(text, edits)


def terms_of(theme: Theme, key: str) -> tuple[str, ...]:
    """A theme's list by the name that it has in the file."""
    return {"terms": theme.terms, "hints": theme.hints, "not": theme.passed_over}[key]


def fresh_entry(part: Part, old: Theme) -> str:
    """The entry of a new part; its definition begins as the old theme's, for a person to narrow."""
    if not part.terms:
        raise CannotChange(
            f"split: '{part.id}' is no theme yet, so it needs terms: --into \"{part.id}=Its label: a term, another term\"."
        )
    label = part.label or part.id.replace("-", " ").capitalize()
    return (
        f"- id: {part.id}\n  label: {plain(label)}\n  is: {folded(old.definition)}\n"
        f"  terms: [{', '.join(map(plain, part.terms))}]\n"
    )


def old_entries(text: str, names: Sequence[str]) -> str:
    """The entries of some themes as they stand."""
    nodes = entry_nodes(text)
    return "".join(text[slice(*entry_span(text, nodes[name]))] for name in names)


def part_of(told: str) -> Part:
    """A part as a command names it: ID, or ID=Label: term, term."""
    name, _, rest = told.partition("=")
    label, _, terms = rest.partition(":")
    return Part(name.strip(), label.strip(), tuple(term.strip() for term in terms.split(",") if term.strip()))


def where(path: Path, line: int) -> str:
    """A line of a file, as it is named to a person."""
    return f"{path}, line {line}"
