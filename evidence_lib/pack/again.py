"""evidence refresh --as PACK: a pack made again from the same inputs, beside the first, and whether it came out the same."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from evidence_lib.chapters.changes import BEFORE
from evidence_lib.core import dates, reads
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, EvidenceError, refuse_unknown
from evidence_lib.frames import open_base
from evidence_lib.notebooks.plan import Run
from evidence_lib.notebooks.runner import Way, run_all, settings
from evidence_lib.notebooks.running import Limits
from evidence_lib.pack.assemble import assemble
from evidence_lib.pack.kept_packs import Held, names, read_pack
from evidence_lib.pack.ledger import ledger, write_ledger
from evidence_lib.pack.made_from import differences, made_from
from evidence_lib.pack.pages import clean_notebook
from evidence_lib.pack.publish import STAGED, one_refresh
from evidence_lib.pack.refresh import NOTEBOOKS, How, Say
from evidence_lib.tables import build as building
from evidence_lib.tables.build import build
from evidence_lib.tables.store import made_from as tables_made_from

SAME = ("tables/", "charts/")


class OtherInputs(EvidenceError):
    """The base no longer holds what a pack was made from."""

    exit_code = 4


def again(
    folder: BaseFolder,
    outputs: Path,
    name: str,
    jobs: int,
    say: Say,
    notebooks: Path = NOTEBOOKS,
    how: How = How(),  # noqa: B008 - frozen
) -> list[str]:
    """Make a pack again as of its day, with its parameters, into again-PACK; returns the tables and charts that differ.

    Raises UnknownName for a pack that is not there, BadFile for one that is damaged, and OtherInputs, naming each, where a
    document, a table of the base or a notebook is not what it was. Another version of a library is told, and tried.
    """
    refuse_unknown("pack", name, names(outputs), "--as")
    held = read_pack(outputs / name)
    if held is None or "made_from" not in held.ledger:
        raise BadFile(f"{outputs / name}: is damaged, or of a version that did not keep what a pack was made from.")
    with one_refresh(outputs, folder, how.wait):
        report = build(folder, say)
        now = same_inputs(folder, held, notebooks, say)
        day = date.fromisoformat(held.ledger["started"][:10])
        wanted = {
            dates.DAY: day.isoformat(),
            BEFORE: name,
            reads.SETTING: "yes",
            building.TABLES: tables_made_from(folder),
        }
        staged, target = outputs / f"{STAGED}again-{name}", outputs / f"again-{name}"
        started = datetime.now().astimezone()
        runs = [Run(row["name"], notebooks / row["notebook"], row["parameters"]) for row in held.ledger["runs"]]
        try:
            with settings(wanted):
                way = Way(how.kernels, Limits(how.seconds, how.megabytes), wanted)
                results = run_all(runs, staged, folder.root, jobs, packs=outputs, way=way)
                for result in results:
                    if result.state == "failed":
                        raise OtherInputs(f"{result.line}. Pack {name} cannot be made again.")
                    clean_notebook(result.output)
                results = [replace(result, because=f"--as {name}") for result in results]
                when, formats = f"again as of {dates.long_date(day)} ({name})", held.ledger["formats"]
                assemble(open_base(folder.root), staged, results, report, when, formats)
            ended = datetime.now().astimezone()
            write_ledger(staged, ledger(folder, name, started, ended, report, results, staged, now))
            shutil.rmtree(target, ignore_errors=True)
            staged.rename(target)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    differing = compared(held.ledger["files"], read_pack(target))
    for file in differing:
        say(f"differs: {file}")
    say(
        f"{'Not all tables and charts are' if differing else 'All tables and charts are'} as in {name}. It lies in {target}"
    )
    return differing


def same_inputs(folder: BaseFolder, held: Held, notebooks: Path, say: Say) -> Mapping[str, Any]:
    """What the base holds now, if it is what the pack was made from."""
    then: dict[str, Any] = held.ledger["made_from"]
    now = made_from(folder, Path(), then["only"], [notebooks / book for book in then["notebooks"]], then.get("job", ""))
    now["plan"] = then["plan"]  # the runs are those of the ledger, whatever the plan says by now
    inputs = {part: then[part] for part in ("files", "sources", "notebooks")}
    if told := differences(inputs, {part: now[part] for part in inputs}):
        raise OtherInputs(
            f"pack {held.name} was made from other inputs: {'; '.join(told)}. Put them back as they were then."
        )
    for line in differences({**then, **inputs}, {**now, **inputs}):
        say(f"not as then: {line}; the result may differ")
    return now


def compared(then: Mapping[str, str], made: Held | None) -> list[str]:
    """The tables and charts of a pack that did not come out the same, byte for byte."""
    now: Mapping[str, str] = made.ledger["files"] if made else {}
    wanted = {name for name in (*then, *now) if name.startswith(SAME)}
    return sorted(name for name in wanted if then.get(name) != now.get(name))
