"""The parameters of a notebook: one tagged cell with a typed assignment and a comment a line."""

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence_lib.core.errors import BadFile, BadRow, UnknownName, did_you_mean

TAG = "parameters"
TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "list[str]": (list,),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its type as written, its default, and its comment, which is the help text."""

    name: str
    type: str
    default: object
    help: str


def read_notebook(path: Path) -> dict[str, object]:
    """Read a notebook file. Raises BadFile for one that is missing or no notebook."""
    try:
        held: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(held.get("cells"), list):
            raise ValueError
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise BadFile(f"{path}: is no notebook. Restore it from the repository.") from error
    return held


def parameters(path: Path) -> dict[str, Parameter]:
    """Read the parameters of a notebook, in their order.

    Raises BadFile if it has no cell tagged "parameters" or more than one, or a line there that is no typed assignment
    with a comment.
    """
    cells = [
        cell
        for cell in read_notebook(path)["cells"]  # type: ignore[attr-defined]
        if TAG in cell.get("metadata", {}).get("tags", [])
    ]
    if len(cells) != 1:
        raise BadFile(f"{path}: has {len(cells)} cells tagged '{TAG}'; it must have one.")
    return parameters_of("".join(cells[0]["source"]), str(path))


def parameters_of(source: str, path: str) -> dict[str, Parameter]:
    """Read the source of a parameters cell; path says where it stands."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise BadFile(f"{path}, parameters line {error.lineno}: {error.msg}.") from error
    return {one.name: one for one in (parameter(path, source, node) for node in tree.body)}


def parameter(path: str, source: str, node: ast.stmt) -> Parameter:
    """Read one line of the cell."""
    line = source.splitlines()[node.lineno - 1]
    where = f"{path}, parameters line {node.lineno}"
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name) or node.value is None:
        raise BadFile(
            f"{where}: '{line.strip()}' is no typed assignment, such as theme: str = \"training\"  # what it is."
        )
    kind = ast.unparse(node.annotation)
    if kind not in TYPES:
        raise BadFile(f"{where}: no type '{kind}'.{did_you_mean(kind, TYPES)} Types are: {', '.join(TYPES)}.")
    tail = line.encode()[node.end_col_offset :].decode() if node.end_lineno == node.lineno else ""
    if "#" not in tail:
        raise BadFile(f"{where}: {node.target.id} has no comment; the comment is its help text.")
    return Parameter(node.target.id, kind, ast.literal_eval(node.value), tail.split("#", 1)[1].strip())


def check_values(known: Mapping[str, Parameter], values: Mapping[str, object], where: str) -> None:
    """Refuse an unknown or ill-typed value before anything runs: papermill only warns, and pastes it as code."""
    for name, value in values.items():
        if name not in known:
            raise UnknownName(
                f"{where}: no parameter '{name}'.{did_you_mean(name, known)} There are: {', '.join(known)}."
            )
        wanted = known[name].type
        right = isinstance(value, TYPES[wanted]) and (wanted == "bool" or not isinstance(value, bool))
        if wanted == "list[str]" and right:
            right = all(isinstance(part, str) for part in value)  # type: ignore[attr-defined]
        if not right:
            raise BadRow(f"{where}: {name} is {json.dumps(value, default=str)}, and must be {wanted}.")


YES, NO = ("yes", "true", "1"), ("no", "false", "0", "")


def typed(known: Mapping[str, Parameter], texts: Mapping[str, str], where: str) -> dict[str, object]:
    """Values that a person typed into a form of plain text, each as the type of its parameter.

    Raises UnknownName for a parameter that is none, and BadRow for a text that is no such value.
    """
    made = {name: value_of(known[name], text) if name in known else text for name, text in texts.items()}
    check_values(known, made, where)
    return made


def value_of(one: Parameter, text: str) -> object:
    """One text as the type of its parameter; the text itself where it is no such value, to be refused by its name."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]  # who knows the stock form writes the quotes of a program
    if one.type == "list[str]":
        inner = text.strip("[]")
        parts = inner.split(";") if ";" in inner else inner.split(",") if text != inner else [inner]
        return [part.strip().strip("\"'") for part in parts if part.strip()]
    if one.type == "bool":
        return True if text.lower() in YES else False if text.lower() in NO else text
    try:
        return {"int": int, "float": float}.get(one.type, str)(text)
    except ValueError:
        return text
