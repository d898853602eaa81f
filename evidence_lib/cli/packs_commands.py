"""evidence packs and why."""

from pathlib import Path
from typing import Annotated

import typer

from evidence_lib.cli.options import Data, counted
from evidence_lib.core.base_folder import BaseFolder, find_base
from evidence_lib.core.errors import BadFile

Out = Annotated[
    str, typer.Option("--out", metavar="DIR", help="Folder for packs; outputs/ beside the base if not given.")
]
packs_app = typer.Typer(no_args_is_help=True, help="The packs that were published.")


def outputs_of(base: BaseFolder, out: str) -> Path:
    """The folder of packs."""
    return Path(out).resolve() if out else base.outputs


@packs_app.command("list")
def list_command(data: Data = "", out: Out = "") -> None:
    """List the packs, the oldest first: when made, how many notebook runs, what was taken over; the newest is marked."""
    from evidence_lib.pack.kept_packs import latest, names, read_pack

    outputs = outputs_of(find_base(data), out)
    pointed = latest(outputs)
    for name in names(outputs):
        held = read_pack(outputs / name)
        if held is None:
            typer.echo(f"{name}  damaged: its files are not as its ledger says")
            continue
        rows = held.ledger["runs"]
        taken = sum(row["state"] == "unchanged" for row in rows)
        mark = "  (latest)" if pointed == held.folder else ""
        size = sum(held.ledger.get("sizes", {}).values()) / 1e6
        typer.echo(f"{name}  {counted(len(rows), 'page')}, {taken} unchanged, {size:.1f} MB{mark}")


@packs_app.command("keep")
def keep_command(
    last: Annotated[int, typer.Option(min=1, help="Keep the newest so many.")],
    monthly: Annotated[bool, typer.Option("--monthly", help="Keep the last of each month, too.")] = False,
    data: Data = "",
    out: Out = "",
) -> None:
    """Delete older packs; the one that latest.txt names always stays."""
    from evidence_lib.pack.kept_packs import keep, names
    from evidence_lib.pack.publish import one_refresh

    outputs = outputs_of(find_base(data), out)
    with one_refresh(outputs):
        for name in keep(outputs, last, monthly):
            typer.echo(f"deleted {name}")
    typer.echo(f"{counted(len(names(outputs)), 'pack')} kept")


def why_command(
    notebook: Annotated[str, typer.Argument(help="A notebook, or one of its runs, by its name in the pack.")],
    data: Data = "",
    out: Out = "",
) -> None:
    """Say what made a notebook run in the newest pack, what it read, and whether it would run again now, and why."""
    base = find_base(data)
    outputs = outputs_of(base, out)
    from evidence_lib.pack.kept_packs import newest
    from evidence_lib.pack.why import explained

    held, _ = newest(outputs)
    if held is None:
        raise BadFile(f"{outputs}: holds no pack. Make one with 'evidence refresh'.")
    for line in explained(base, held, notebook):
        typer.echo(line)
