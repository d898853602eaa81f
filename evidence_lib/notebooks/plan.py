"""notebooks/refresh.yml: which notebooks a job runs, with which parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from evidence_lib.core.errors import BadRow, UnknownName, refuse_unknown
from evidence_lib.notebooks.jobs import DEFAULT, find_job, refuse_keys
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


def read_plan(path: Path, notebooks: Path, themes: Sequence[str], areas: Sequence[str], job: str = "") -> list[Run]:
    """Read the plan and give the runs of a job in order; without a name those of the job "refresh", or of the only one.

    A job, notebook, parameter, theme or area that does not exist, and a parameter of the wrong type, is refused in one
    line before anything runs.
    """
    runs: list[Run] = []
    held = find_job(path, job)
    place = f"{path}, job {held.name}" if held.name != DEFAULT else str(path)
    for number, entry in enumerate(held.entries, start=1):
        where = f"{place}, entry {number}"
        if not isinstance(entry, dict):
            raise BadRow(f"{where}: is no entry. Each begins with '- notebook: …'.")
        refuse_keys(entry, KEYS, where)
        names = sorted(file.stem for file in notebooks.glob("*.ipynb"))
        refuse_unknown("notebook", str(entry.get("notebook", "")), names, where)
        runs += runs_of(entry, where, notebooks, {"theme": list(themes), "area": list(areas)})
    twice = {run.name for run in runs if [other.name for other in runs].count(run.name) > 1}
    if twice:
        raise BadRow(f"{place}: two entries make {', '.join(sorted(twice))}. Delete one of them.")
    return runs


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
