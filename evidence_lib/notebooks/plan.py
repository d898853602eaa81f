"""notebooks/refresh.yml: which notebooks a refresh runs, with which parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import yaml

from evidence_lib.core.errors import BadFile, BadRow, UnknownName, did_you_mean, refuse_unknown
from evidence_lib.notebooks.parameters import check_values, parameters
from evidence_lib.sources.hold import slug

KEYS = ("notebook", "parameters", "for_each")
RANGES = ("theme", "area")  # what a parameter can range over with "all"
SET_BY_REFRESH = ("data", "keep", "packs")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one notebook: its name is that of its page and folder."""

    name: str
    notebook: Path
    parameters: Mapping[str, object] = field(default_factory=dict)


def read_plan(path: Path, notebooks: Path, themes: Sequence[str], areas: Sequence[str]) -> list[Run]:
    """Read the plan and give its runs in order.

    A notebook, parameter, theme or area that does not exist, and a parameter of the wrong type, is refused in one line
    before anything runs.
    """
    runs: list[Run] = []
    for number, entry in enumerate(entries(path), start=1):
        where = f"{path}, entry {number}"
        if not isinstance(entry, dict):
            raise BadRow(f"{where}: is no entry. Each begins with '- notebook: …'.")
        for key in entry:
            if key not in KEYS:
                raise BadRow(
                    f"{where}: unknown key '{key}'.{did_you_mean(str(key), KEYS)} Keys are: {', '.join(KEYS)}."
                )
        names = sorted(file.stem for file in notebooks.glob("*.ipynb"))
        refuse_unknown("notebook", str(entry.get("notebook", "")), names, where)
        runs += runs_of(entry, where, notebooks, {"theme": list(themes), "area": list(areas)})
    twice = {run.name for run in runs if [other.name for other in runs].count(run.name) > 1}
    if twice:
        raise BadRow(f"{path}: two entries make {', '.join(sorted(twice))}. Delete one of them.")
    return runs


def entries(path: Path) -> list[object]:
    """The entries of the file."""
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"{path}: cannot be read ({error.strerror}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadFile(f"{path}{line}: is no YAML. Look for a missing quote, bracket or indent there.") from error
    if not isinstance(held, list) or not held:
        raise BadFile(f"{path}: holds no list of notebooks. Each begins with '- notebook: …'.")
    return held


def runs_of(entry: Mapping[str, object], where: str, notebooks: Path, known: Mapping[str, list[str]]) -> list[Run]:
    """The runs of one entry: one for each combination of what it ranges over."""
    notebook = notebooks / f"{entry['notebook']}.ipynb"
    fixed = mapping(entry.get("parameters"), where, "parameters")
    ranging = mapping(entry.get("for_each"), where, "for_each")
    spans = {name: span(name, values, known, where) for name, values in ranging.items()}
    found = parameters(notebook)
    runs = []
    for combination in product(*spans.values()):
        values = {**fixed, **dict(zip(spans, combination, strict=True))}
        for name in SET_BY_REFRESH:
            if name in values:
                raise BadRow(f"{where}: {name} is set by the refresh itself. Delete it.")
        check_values(found, values, where)
        for name in RANGES:
            if values.get(name):
                refuse_unknown(name, str(values[name]), known[name], where)
        runs.append(Run("--".join([notebook.stem, *map(slug, map(str, combination))]), notebook, values))
    return runs


def mapping(value: object, where: str, key: str) -> dict[str, object]:
    """A mapping of names, or an empty one."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRow(f"{where}: {key} must be names and values, such as theme: training.")
    return {str(name): held for name, held in value.items()}


def span(name: str, values: object, known: Mapping[str, list[str]], where: str) -> list[object]:
    """What a parameter ranges over: a list, or all themes or areas."""
    if values == "all":
        if name not in RANGES:
            raise UnknownName(f"{where}: {name} cannot range over 'all'; {' and '.join(RANGES)} can. Give a list.")
        return list(known[name])
    if not isinstance(values, list) or not values:
        raise BadRow(f"{where}: {name} ranges over a list, or over 'all'.")
    return values
