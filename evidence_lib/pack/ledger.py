"""run.json: what ran, with what, on what, how long, and what failed."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import sha256, write_text
from evidence_lib.notebooks.runner import RunResult
from evidence_lib.sources.catalogue import read_catalogue, row_of
from evidence_lib.tables.build import BuildReport, fingerprint

FILED = ("document_id", "edition", "file", "sha256", "sha256_wanted", "published")


def ledger(
    base: BaseFolder,
    pack_id: str,
    started: datetime,
    finished: datetime,
    report: BuildReport,
    results: Sequence[RunResult],
    folder: Path,
    made: Mapping[str, Any],
) -> dict[str, object]:
    """What is written to run.json; no path of the machine stands in it. made is what the pack was made from."""
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        "pack": pack_id,
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "seconds": round((finished - started).total_seconds(), 1),
        "state": "failed" if any(result.state == "failed" for result in results) else "completed",
        "base": {
            "documents": report.documents,
            "findings": report.findings,
            "read": report.read,
            "unchanged": report.reused,
            "left_out": list(report.problems),
            "reviews_unplaced": report.reviews_unplaced,
            "fingerprint": fingerprint(base),
        },
        "inputs": {
            "sources": [{name: row_of(source)[name] for name in FILED} for source in read_catalogue(base)],
            "files": made["files"],
        },
        "versions": made["versions"],
        "made_from": made,
        "runs": [run_row(result) for result in results],
        "files": {name: sha256(path) for name, path in paths.items()},
        "sizes": {name: path.stat().st_size for name, path in paths.items()},
    }


def run_row(result: RunResult) -> dict[str, object]:
    """One run."""
    row: dict[str, object] = {
        "name": result.run.name,
        "notebook": result.run.notebook.name,
        "sha256": sha256(result.run.notebook),
        "parameters": dict(result.run.parameters),
        "state": result.state,
        "seconds": result.seconds,
        "because": result.because,
        "reads": result.reads,
        "kept": list(result.kept),
    }
    if result.state == "failed":
        row |= {"cell": result.cell, "heading": result.heading, "error": result.error}
    return row


def write_ledger(folder: Path, content: dict[str, object]) -> None:
    """Write run.json, whole or not at all."""
    write_text(folder / "run.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n", lasting=True)
