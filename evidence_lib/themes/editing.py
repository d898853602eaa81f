"""Editing files that people keep, by their places: what is not changed keeps every character."""

import csv
import io
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

Edit = tuple[int, int, str]  # from, up to, what stands there instead
Renamed = Callable[[Sequence[str]], list[str]]
WIDTH = 116


@dataclass(frozen=True, slots=True)
class Touched:
    """One line of a file that a change touches: its number, the names before and after."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def rewritten(raw: bytes, edit: Callable[[str], str]) -> bytes:
    """A file's bytes with its text edited: encoding, mark and line ends stay as they are."""
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    try:
        text, encoding = raw[len(mark) :].decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = raw.decode("cp1252", errors="surrogateescape"), "cp1252"
    windows = "\r\n" in text
    new = edit(text.replace("\r\n", "\n"))
    new = new.replace("\n", "\r\n") if windows else new
    return mark + new.encode(encoding, errors="surrogateescape" if encoding == "cp1252" else "strict")


# Tables


def edit_cells(text: str, column: str, renamed: Renamed, touched: list[Touched]) -> str:
    """A CSV with the names in one column's lists changed; a row without any is left as it is, character by character."""
    lines = [line + "\n" for line in text.split("\n")]  # and at nothing else: a cell may hold other separators
    if not text.endswith("\n"):
        lines[-1] = lines[-1][:-1]
    else:
        lines.pop()
    reader = csv.reader(lines)
    out, at, header = [], 0, None
    for cells in reader:
        raw, line, at = "".join(lines[at : reader.line_num]), at + 1, reader.line_num
        if header is None:
            header = [name.strip() for name in cells]
        elif column in header and header.index(column) < len(cells):
            place = header.index(column)
            before = [part.strip() for part in cells[place].split(";") if part.strip()]
            after = renamed(before)
            if after != before:
                touched.append(Touched(line, tuple(before), tuple(after)))
                cells[place] = ("; " if "; " in cells[place] else ";").join(after)
                raw = row(cells) + ("\n" if raw.endswith("\n") else "")
        out.append(raw)
    return "".join(out)


def row(cells: Sequence[str]) -> str:
    """A row as text."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    return file.getvalue()[:-1]


# YAML


def edit_values(text: str, keys: Sequence[str], renamed: Renamed, touched: list[Touched]) -> str:
    """A YAML file with the names changed wherever one of the keys stands, whether it holds one name or a list."""
    edits: list[Edit] = []
    for key, node in pairs(yaml.compose(text, Loader=yaml.SafeLoader)):
        if key.value not in keys or not isinstance(node, yaml.ScalarNode | yaml.SequenceNode):
            continue
        items = [node] if isinstance(node, yaml.ScalarNode) else node.value
        before = [str(item.value) for item in items]
        after = renamed(before)
        if after == before:
            continue
        touched.append(Touched(node.start_mark.line + 1, tuple(before), tuple(after)))
        if isinstance(node, yaml.ScalarNode):
            edits.append((node.start_mark.index, node.end_mark.index, after[0] if after else '""'))
        else:
            edits += edits_of_list(text, node, after)
    return edited(text, edits)


def pairs(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every key and value below a node, those of mappings within mappings too."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, value
            yield from pairs(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from pairs(value)


def edits_of_list(text: str, node: Any, after: Sequence[str]) -> list[Edit]:
    """A list with other names: each in its place where there are as many as before, else the list anew."""
    if len(after) == len(node.value):
        held = zip(node.value, after, strict=True)
        return [(item.start_mark.index, item.end_mark.index, name) for item, name in held if item.value != name]
    if node.flow_style or not after:
        start, end = span(text, node)
        return [(start, end, f"[{', '.join(after)}]")]
    start = text.rindex("-", 0, node.value[0].start_mark.index)
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    return [(start, node.value[-1].end_mark.index, f"\n{indent}".join(f"- {name}" for name in after))]


def span(text: str, node: Any) -> tuple[int, int]:
    """Where a node stands, without the blank lines and comments that follow a list of lines."""
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return text.rindex("-", 0, node.value[0].start_mark.index), node.value[-1].end_mark.index
    return node.start_mark.index, node.end_mark.index


# Entries of the codebook


def entry_nodes(text: str) -> dict[str, Any]:
    """The nodes of the codebook's entries by their ids."""
    top = yaml.compose(text, Loader=yaml.SafeLoader)
    found = {}
    for entry in top.value if top else ():
        found[str(field(entry, "id").value)] = entry
    return found


def field(entry: Any, name: str) -> Any:
    """The node of an entry's value, or None."""
    return next((value for key, value in entry.value if key.value == name), None)


def entry_span(text: str, entry: Any) -> tuple[int, int]:
    """The lines of an entry, without the blank lines and comments that stand before the next."""
    start = text.rfind("\n", 0, entry.start_mark.index) + 1
    end = text.find("\n", last_index(entry)) + 1 or len(text)
    return start, end


def last_index(node: Any) -> int:
    """The last character of a node that says something."""
    if isinstance(node, yaml.MappingNode):
        return last_index(node.value[-1][1]) if node.value else int(node.end_mark.index) - 1
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return last_index(node.value[-1])
    if isinstance(node, yaml.ScalarNode) and node.style in (">", "|"):
        return int(node.end_mark.index) - 1 - trailing(node)
    return int(node.end_mark.index) - 1


def trailing(node: Any) -> int:
    """How many characters of blank and comment lines the end of a block of text has taken in."""
    held = node.end_mark.buffer[: node.end_mark.pointer] if node.end_mark.buffer else ""
    kept = held.rstrip()
    while kept and kept.rpartition("\n")[2].lstrip().startswith("#"):
        kept = kept.rpartition("\n")[0].rstrip()
    return max(0, len(held) - len(kept) - 1)


def more_terms(text: str, entry: Any, key: str, terms: Sequence[str]) -> list[Edit]:
    """Terms that are added at the end of an entry's list; a list that is not there is begun."""
    if not terms:
        return []
    node = field(entry, key)
    told = textwrap.fill(", ".join(map(plain, terms)), WIDTH, break_long_words=False, break_on_hyphens=False)
    told = told.replace("\n", "\n    ")
    if node is None:
        at = text.find("\n", last_index(field(entry, "terms"))) + 1 or len(text)
        return [(at, at, f"  {key}: [{told}]\n")]
    if node.flow_style:
        close = node.end_mark.index - 1
        end = len(text[:close].rstrip().rstrip(","))
        return [(end, close, (",\n    " if node.value else "") + told + "\n  ")]
    start, end = span(text, node)
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    return [(end, end, "".join(f"\n{indent}- {plain(term)}" for term in terms))]


def plain(term: str) -> str:
    """A term as YAML, in quotes where it needs them."""
    return yaml.safe_dump([term], default_flow_style=True, width=10**6, allow_unicode=True).strip()[1:-1]


def folded(words: str) -> str:
    """A paragraph as a folded block of an entry."""
    lines = textwrap.fill(" ".join(words.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
    return ">\n    " + lines.replace("\n", "\n    ")
