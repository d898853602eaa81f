"""evidence themes rename, merge, split, retire, history."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.options import Data, counted
from evidence_lib.cli.trust_commands import up_to_date
from evidence_lib.core.base_folder import find_base

if TYPE_CHECKING:
    from evidence_lib.tables.theme_changes import Changed
    from evidence_lib.themes.recode import Wanted

By = Annotated[str, typer.Option(metavar="NAME", help="Who changes the codebook; kept in its history.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="For what reason; kept in its history.")]
Label = Annotated[str, typer.Option(metavar="TEXT", help="The name that readers see; as it was if not given.")]
To = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="List what now needs review in a file.")]
SHOWN = 10  # findings that are printed


def rename_command(
    old: Annotated[str, typer.Argument(metavar="THEME", help="The theme's id.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id.")],
    data: Data = "",
    label: Label = "",
    by: By = "",
    why: Why = "",
    to: To = None,
) -> None:
    """Give a theme another id, and another label if one is named. Its tags and reviews go with it."""
    from evidence_lib.themes.recode import Wanted

    change(data, Wanted("rename", (old,), (new,), by, why, label), to)


def merge_command(
    old: Annotated[list[str], typer.Argument(metavar="THEME...", help="The themes' ids.")],
    into: Annotated[
        str, typer.Option(metavar="ID", help="The theme that they become: one of them, another, or a new id.")
    ],
    data: Data = "",
    label: Label = "",
    by: By = "",
    why: Why = "",
    to: To = None,
) -> None:
    """Make one theme of several. What had any of them has it; terms and definitions are put together."""
    from evidence_lib.themes.recode import Wanted

    change(data, Wanted("merge", tuple(old), (into,), by, why, label), to)


def split_command(
    old: Annotated[str, typer.Argument(metavar="THEME", help="The theme's id.")],
    into: Annotated[
        list[str],
        typer.Option(metavar="PART", help="A theme that is there already, or a new one: ID=Label: term, another term."),
    ],
    data: Data = "",
    by: By = "",
    why: Why = "",
    to: To = None,
) -> None:
    """Make several themes of one. Its parts are told by their terms until people decide and 'evidence learn' has learned."""
    from evidence_lib.themes.recode import Wanted, part_of

    parts = tuple(part_of(one) for one in into)
    change(data, Wanted("split", (old,), tuple(part.id for part in parts), by, why, parts=parts), to)


def retire_command(
    old: Annotated[str, typer.Argument(metavar="THEME", help="The theme's id.")],
    data: Data = "",
    by: By = "",
    why: Why = "",
    to: To = None,
) -> None:
    """Take a theme out of use. Its tags go, its history and the reviews that speak of it stay."""
    from evidence_lib.themes.recode import Wanted

    change(data, Wanted("retire", (old,), (), by, why), to)


def history_command(data: Data = "") -> None:
    """Say what became of each theme: when, by whom and why."""
    from evidence_lib.themes.changes import read_changes

    changes = read_changes(find_base(data).theme_changes)
    for one in changes:
        became = f" into {', '.join(one.new)}" if one.new else ""
        typer.echo(f"{one.changed_on} {one.by}: {', '.join(one.old)} {one.told}{became}: {one.why}")
    if not changes:
        typer.echo("No theme was renamed, merged, split or retired.")


def change(data: str, wanted: "Wanted", to: Path | None) -> None:
    """Change the codebook and every file that names the theme, tag anew, and say what now needs review."""
    from evidence_lib.core.files import write_rows
    from evidence_lib.tables.build import build
    from evidence_lib.tables.export import safe
    from evidence_lib.tables.store import read_table
    from evidence_lib.tables.theme_changes import change_themes, needs_review

    base = up_to_date(data)
    before = read_table(base, "tags")
    changed = change_themes(base, wanted)
    tell(changed)
    build(base)
    wanting = needs_review(base, changed.change, before)
    typer.echo(
        f"{counted(before['theme_id'].isin(changed.change.gone).sum(), 'tag')} rewritten. "
        f"{counted(len(wanting), 'finding')} now need review."
    )
    for row in wanting.head(SHOWN).to_dict("records"):
        page = f", page {row['page_start']}" if row["page_start"] == row["page_start"] and row["page_start"] else ""
        typer.echo(f"  {row['document_id']}{page}: {row['why']} ({row['finding_id']})")
    if len(wanting) > SHOWN and to is None:
        typer.echo(f"  and {len(wanting) - SHOWN:,} more; --to FILE.csv lists them.")
    if to:
        rows = [
            {str(name): safe(value) if isinstance(value, str) else value for name, value in row.items()}
            for row in wanting.to_dict("records")
        ]
        write_rows(to, list(wanting.columns), rows)
        typer.echo(f"They are listed in {to}.")


def tell(changed: "Changed") -> None:
    """What was changed where, and what a person should look at."""
    one = changed.change
    typer.echo(f"{', '.join(one.old)}: {one.told}{' into ' + ', '.join(one.new) if one.new else ''}.")
    for path, touched in changed.files:
        lines = ", ".join(str(line.line) for line in touched)
        typer.echo(f"  rewritten: {path}, line{'s' if len(touched) > 1 else ''} {lines}")
    for line in changed.look_at:
        typer.echo(f"look at: {line}", err=True)
