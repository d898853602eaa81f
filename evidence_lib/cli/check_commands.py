"""evidence check: the publish gate, and the reasons that people record."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, Quiet, counted
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import BadFile, BadRow, NotPublished

check_app = typer.Typer(
    no_args_is_help=True, help="Check a pack before it is published, and record why something may be."
)
Pack = Annotated[
    str, typer.Option("--pack", metavar="DIR", help="The pack; the newest attempt of the base if not given.")
]
Out = Annotated[
    str, typer.Option("--out", metavar="DIR", help="Folder of packs; outputs/ beside the base if not given.")
]


@check_app.command("pack")
def pack_command(
    pack: Annotated[str, typer.Argument(metavar="[PACK]", help="Folder of a pack; the newest if not given.")] = "",
    data: Data = "",
    out: Out = "",
    quiet: Quiet = False,
) -> None:
    """Check a pack as a refresh does: alt text, contrast, quotations, personal data, marking; a line for each problem."""
    from evidence_lib.frames import open_base
    from evidence_lib.pack.checks.problem import ACCEPTED, STOPS, TOLD
    from evidence_lib.pack.gate import examine, stopped
    from evidence_lib.pack.publish import latest

    base = find_base(data)
    folder = Path(pack) if pack else latest(outputs_of(base, out))
    if folder is None:
        raise BadFile(f"{outputs_of(base, out)}: holds no pack. Make one with: evidence refresh.")
    verdict = examine(open_base(base.root), folder)
    if not quiet:
        for state, head in ((TOLD, "to know"), (ACCEPTED, "accepted")):
            for line in verdict.lines(state):
                typer.echo(f"{head}: {line}")
    lines = verdict.lines(STOPS)
    for line in lines:
        typer.echo(line, err=True)
    if lines:
        raise NotPublished(
            f"{folder}: {stopped(len(lines))} Mend what is named, or record a reason: evidence check accept."
        )
    if not quiet:
        typer.echo(f"{folder.name}: nothing stops publication.")


@check_app.command("accept")
def accept_command(
    problems: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]…", help="Ids of problems, from their lines.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it may be published; empty takes an earlier reason back.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who says so.")] = "",
    all_of: Annotated[str, typer.Option(metavar="CHECK", help="All that this check stops in the pack.")] = "",
    files: Annotated[
        str, typer.Option(metavar="PATTERN", help="Files of the pack where it holds, such as pages/*.")
    ] = "*",
    data: Data = "",
    pack: Pack = "",
    out: Out = "",
) -> None:
    """Record why something that a check stops may be published; it is listed with its reason in every pack that has it."""
    from evidence_lib.frames import open_base
    from evidence_lib.pack.gate import accept, kept_problems, named
    from evidence_lib.people.publication_reasons import Reason

    if not by.strip():
        raise BadRow("check accept: --by is empty. Say who accepts it.")
    base = find_base(data)
    folder = Path(pack) if pack else newest_attempt(outputs_of(base, out))
    held = kept_problems(folder)
    rows = accept(
        open_base(base.root), named(held, problems or [], all_of), held, Reason("", "", files, reason.strip(), by, None)
    )
    done = "Recorded" if reason.strip() else "Taken back"
    typer.echo(f"{done}: {counted(len(rows), 'reason')} in {base.publication_reasons}. Now refresh.")


def outputs_of(base: BaseFolder, out: str) -> Path:
    """Where the packs of a base lie."""
    return Path(out).resolve() if out else base.outputs


def newest_attempt(outputs: Path) -> Path:
    """The pack or the failed attempt that was checked last."""
    held = sorted(outputs.glob("*/checks.json"), key=lambda path: path.stat().st_mtime)
    if not held:
        raise BadFile(f"{outputs}: holds no pack that was checked. Make one with: evidence refresh.")
    return held[-1].parent
