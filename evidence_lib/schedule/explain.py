"""What a run came to, in words: what ran, what did not and why, what failed where, what changed in the evidence."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import UnknownName, did_you_mean
from evidence_lib.pack.journal import RunRecord, messages, runs
from evidence_lib.pack.publish import FAILED

LISTED = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A run, the folder of packs that it belongs to, and its ledger (empty where it left no pack)."""

    run: RunRecord
    outputs: Path
    ledger: Mapping[str, Any]


def find_run(folders: list[Path], name: str) -> Told:
    """A run by its name, or "last". Raises UnknownName, naming the nearest."""
    held = [(run, folder) for folder in folders for run in runs(folder)]
    if name == "last" and held:
        run, folder = max(held, key=lambda one: one[0].started)
        return Told(run, folder, ledger_of(folder, run))
    for run, folder in reversed(held):
        if name in (run.run, run.pack):
            return Told(run, folder, ledger_of(folder, run))
    names = [run.run for run, _ in held]
    listed = ", ".join(names[-LISTED:]) or "none"
    raise UnknownName(f"no run '{name}'.{did_you_mean(name, names)} The last are: {listed}.")


def ledger_of(folder: Path, run: RunRecord) -> Mapping[str, Any]:
    """The ledger of the pack that a run left."""
    for name in (run.pack, run.run, f"{FAILED}{run.run}"):
        path = folder / name / "run.json"
        if name and path.is_file():
            held: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return held
    return {}


def explain(told: Told) -> Iterator[str]:
    """The run, line by line."""
    run, ledger = told.run, told.ledger
    yield f"Run {run.run}" + (f" of the job {run.job}" if run.job else "") + f": {run.state}."
    yield f"From {run.started} to {run.finished}. Log: {told.outputs / 'refresh.log'}"
    if run.error:
        yield f"It said: {run.error}"
    if message := messages(told.outputs).get(run.run):
        yield f"Message: {message.error or f'sent by {message.sent}'}"
    if not ledger:
        yield "It left no pack: nothing ran." if run.state != "unchanged" else "Nothing had changed, so nothing ran."
        return
    yield f"What it left: {told.outputs / (run.pack or run.run)}"
    yield from notebooks(ledger)
    yield from left_out(ledger)
    yield from changed(before(told), ledger)


def notebooks(ledger: Mapping[str, Any]) -> Iterator[str]:
    """What became of each notebook; a failure with its cell, heading and error."""
    yield "Notebooks:"
    for row in ledger.get("runs", ()):
        why = row.get("why") or row.get("reason") or ""
        yield f"  {row['name']}: {row['state']}" + (f" ({why})" if why else "") + f", {row.get('seconds', 0)} s"
        if row["state"] == "failed":
            place = f"cell {row['cell']}" if row.get("cell") else "before its first cell"
            heading = f" under '{row['heading']}'" if row.get("heading") else ""
            yield f"    in {place}{heading}: {row.get('error', '')}"


def left_out(ledger: Mapping[str, Any]) -> Iterator[str]:
    """Documents that could not be read."""
    lines = ledger.get("base", {}).get("left_out", ())
    yield from (f"  left out: {line}" for line in lines)


def before(told: Told) -> Mapping[str, Any]:
    """The ledger of the newest good pack before the run."""
    earlier = [run for run in runs(told.outputs) if run.state == "completed" and run.started < told.run.started]
    for run in reversed(earlier):
        if held := ledger_of(told.outputs, run):
            return held
    return {}


def changed(earlier: Mapping[str, Any], ledger: Mapping[str, Any]) -> Iterator[str]:
    """What changed in the evidence since another ledger."""
    if not earlier:
        yield "There is no earlier pack to compare the evidence with."
        return
    yield f"In the evidence since {earlier['pack']}:"
    lines = [*documents(earlier, ledger), *files(earlier, ledger)]
    was, now = (held.get("base", {}).get("findings") for held in (earlier, ledger))
    if was != now:
        lines.append(f"  {now} findings; there were {was}")
    yield from lines or ["  nothing"]


def documents(earlier: Mapping[str, Any], ledger: Mapping[str, Any]) -> Iterator[str]:
    """Documents that came, went or are others."""
    was, now = ({row["document_id"]: row.get("sha256") for row in sources(held)} for held in (earlier, ledger))
    yield from (f"  new: {name}" for name in now if name not in was)
    yield from (f"  gone: {name}" for name in was if name not in now)
    yield from (f"  another file: {name}" for name in now if name in was and now[name] != was[name])


def sources(ledger: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The catalogue as a ledger has it."""
    return list(ledger.get("inputs", {}).get("sources", ()))


def files(earlier: Mapping[str, Any], ledger: Mapping[str, Any]) -> Iterator[str]:
    """What people keep, and edited since."""
    was, now = (held.get("inputs", {}).get("files", {}) for held in (earlier, ledger))
    yield from (f"  edited: {name}" for name in sorted({*was, *now}) if was.get(name) != now.get(name))
