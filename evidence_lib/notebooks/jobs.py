"""The jobs of a plan: which notebooks, which papers, into which folder, when."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml

from evidence_lib.core.errors import BadFile, BadRow, did_you_mean, refuse_unknown
from evidence_lib.core.yml import from_yaml
from evidence_lib.notebooks.times import LONDON, Times, read_times

FORMATS = ("docx", "xlsx", "pptx", "pdf", "ics")
NOTIFY = ("failures", "always", "never")
KEYS = ("notebooks", "formats", "out", "when", "zone", "notify")
DEFAULT = "refresh"
NAME = "^[a-z0-9-]+$"


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the plan: its entries (each a notebook with its parameters), and how, where to and when it runs.

    formats are the papers that its packs keep; out is the folder of its packs as the plan has it (empty: the usual one);
    times is None for a job that nobody scheduled; notify says of which runs a message is sent.
    """

    name: str
    entries: tuple[object, ...]
    formats: tuple[str, ...] = FORMATS
    out: str = ""
    times: Times | None = None
    notify: str = NOTIFY[0]

    def folder(self, outputs: Path) -> Path:
        """The folder of its packs: outputs itself for the job "refresh", outputs-NAME beside it for another, or what it names."""
        usual = outputs if self.name == DEFAULT else outputs.with_name(f"{outputs.name}-{self.name}")
        return Path(os.path.normpath(outputs.parent / self.out)) if self.out else usual


def read_jobs(path: Path) -> dict[str, Job]:
    """Read the jobs of a plan. A plan that is a plain list of notebooks holds one job, named "refresh", without a time.

    Raises BadFile for a file that is no plan, and BadRow or UnknownName, naming the place, for a job that cannot be.
    """
    held = loaded(path)
    if isinstance(held, list) and held:
        return {DEFAULT: Job(DEFAULT, tuple(held))}
    if not isinstance(held, dict) or not isinstance(held.get("jobs"), dict) or not held["jobs"]:
        raise BadFile(
            f"{path}: holds no list of notebooks and no jobs. Its head should say 'jobs:', and below it each job."
        )
    refuse_keys(held, ("jobs",), str(path))
    made = {str(name): job(str(name), entry, f"{path}, job {name}") for name, entry in held["jobs"].items()}
    refuse_shared_folders(made, path)
    return made


def find_job(path: Path, name: str = "") -> Job:
    """One job by its name; without a name "refresh", or the only one. Raises UnknownName where there is no such job."""
    jobs = read_jobs(path)
    wanted = name or (next(iter(jobs)) if len(jobs) == 1 else DEFAULT)
    refuse_unknown("job", wanted, jobs, str(path))
    return jobs[wanted]


def loaded(path: Path) -> object:
    """What the file holds."""
    try:
        return from_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path}: cannot be read ({getattr(error, 'strerror', 'no text')}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadFile(f"{path}{line}: is no YAML. Look for a missing quote, bracket or indent there.") from error


def job(name: str, entry: object, where: str) -> Job:
    """One job, every key known and every value one that can be."""
    if not re.match(NAME, name):
        raise BadRow(f"{where}: a job's name is small letters, numbers and hyphens: it names folders and timers.")
    if not isinstance(entry, dict):
        raise BadRow(f"{where}: must be names and values; the notebooks stand under 'notebooks:'.")
    refuse_keys(entry, KEYS, where)
    entries = listed(entry, "notebooks", where)
    if not entries:
        raise BadRow(f"{where}: names no notebooks. Each begins with '- notebook: …' under 'notebooks:'.")
    formats = tuple(map(str, listed(entry, "formats", where))) if "formats" in entry else FORMATS
    for wanted in formats:
        refuse_unknown("format", wanted, FORMATS, where)
    notify = text(entry, "notify", where) or NOTIFY[0]
    refuse_unknown("choice of notify", notify, NOTIFY, where)
    when, zone = text(entry, "when", where), text(entry, "zone", where) or LONDON
    times = read_times(when, zone, where) if when else None
    return Job(name, tuple(entries), formats, text(entry, "out", where), times, notify)


def refuse_keys(entry: Mapping[object, object], keys: Sequence[str], where: str) -> None:
    """Refuse a key that is not known."""
    for key in entry:
        if key not in keys:
            raise BadRow(f"{where}: unknown key '{key}'.{did_you_mean(str(key), keys)} Keys are: {', '.join(keys)}.")


def listed(entry: Mapping[str, object], key: str, where: str) -> list[object]:
    """A list, or none."""
    value = entry.get(key)
    if value is not None and not isinstance(value, list):
        raise BadRow(f"{where}: {key} must be a list.")
    return list(value or [])


def text(entry: Mapping[str, object], key: str, where: str) -> str:
    """A text; empty where it is not there."""
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise BadRow(f'{where}: {key} is {value!r}, and must be text. Put it in "double quotes".')
    return (value or "").strip()


def refuse_shared_folders(jobs: Mapping[str, Job], path: Path) -> None:
    """Refuse two jobs of which one writes where the other does, or below: each would take the other's packs for its own."""
    outputs = path.resolve().parent.parent / "outputs"  # any one place will do to compare them
    folders = {name: job.folder(outputs) for name, job in jobs.items()}
    for (one, folder), (other, taken) in combinations(folders.items(), 2):
        if folder.is_relative_to(taken) or taken.is_relative_to(folder):
            raise BadRow(
                f"{path}: the jobs {one} and {other} write to one place, {taken.name}. Give one another 'out'."
            )
