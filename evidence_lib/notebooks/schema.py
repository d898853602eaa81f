"""refresh.schema.json: what an editor needs to complete and check a plan while it is written."""

from collections.abc import Mapping
from pathlib import Path

from evidence_lib.notebooks.jobs import FORMATS, NAME, NOTIFY
from evidence_lib.notebooks.parameters import Parameter, parameters
from evidence_lib.notebooks.plan import RANGES, SET_BY_REFRESH
from evidence_lib.notebooks.times import LONDON

FILE = "refresh.schema.json"
TYPES: dict[str, dict[str, object]] = {
    "str": {"type": "string"},
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "list[str]": {"type": "array", "items": {"type": "string"}},
}


def plan_schema(notebooks: Path) -> dict[str, object]:
    """The JSON Schema of a plan: its jobs, and the notebooks of a folder with their parameters."""
    entries = {
        "type": "array",
        "minItems": 1,
        "items": {"oneOf": [entry(path) for path in sorted(notebooks.glob("*.ipynb"))]},
    }
    job = {
        "notebooks": entries | {"description": "The notebooks that run, in order."},
        "formats": {
            "type": "array",
            "items": {"enum": list(FORMATS)},
            "description": "The papers that its packs keep; all if not given.",
        },
        "out": {"type": "string", "description": "Folder of its packs, from the folder that holds the base."},
        "when": {"type": "string", "pattern": r"^\s*\S+(\s+\S+){4}\s*$", "description": "A cron line of five fields."},
        "zone": {"type": "string", "default": LONDON, "description": "The time zone of when."},
        "notify": {"enum": list(NOTIFY), "default": NOTIFY[0], "description": "Of which runs a message is sent."},
    }
    jobs = thing({NAME: thing(job) | {"required": ["notebooks"]}}, "patternProperties")
    named = thing({"jobs": jobs | {"minProperties": 1}}) | {"required": ["jobs"]}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "The plan of a refresh"}
    return head | {"anyOf": [named, entries]}


def thing(properties: Mapping[str, object], key: str = "properties") -> dict[str, object]:
    """An object of these properties and no others."""
    return {"type": "object", key: properties, "additionalProperties": False}


def entry(path: Path) -> dict[str, object]:
    """One notebook as an entry: its parameters, and what it can range over."""
    known = {name: one for name, one in parameters(path).items() if name not in SET_BY_REFRESH}
    ranging = {name: over(one) for name, one in known.items()}
    properties: dict[str, object] = {
        "notebook": {"const": path.stem},
        "parameters": thing({name: described(one) for name, one in known.items()}),
        "for_each": thing(ranging),
    }
    return thing(properties) | {"required": ["notebook"]}


def described(one: Parameter) -> dict[str, object]:
    """A parameter: its type, and its help text."""
    return TYPES[one.type] | {"description": one.help, "default": one.default}


def over(one: Parameter) -> dict[str, object]:
    """What a parameter can range over: a list of values, or all of the base's themes or areas."""
    values: dict[str, object] = {"type": "array", "items": TYPES[one.type], "minItems": 1}
    return {"anyOf": [values, {"const": "all"}]} if one.name in RANGES else values
