"""A change of the codebook through a whole base: every file that names the theme, all or none, and what needs a look then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.core.errors import BadFile
from evidence_lib.core.together import replace_together
from evidence_lib.tables.build import LOCK_SECONDS
from evidence_lib.tables.decide import SPLIT
from evidence_lib.tables.store import read_table
from evidence_lib.themes import recode
from evidence_lib.themes.changes import COLUMNS, Change, read_changes, row_text
from evidence_lib.themes.codebook import codebook_of
from evidence_lib.themes.editing import Touched, edit_cells, edit_values, rewritten
from evidence_lib.themes.recode import CannotChange, Wanted, where

if TYPE_CHECKING:
    import pandas as pd

IN_THE_PLAN = ("theme", "themes")
IN_SETTINGS = ("themes",)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change did: the files rewritten with the lines touched, and the lines that a person should look at."""

    change: Change
    files: tuple[tuple[Path, tuple[Touched, ...]], ...]
    look_at: tuple[str, ...]


def change_themes(base: BaseFolder, wanted: Wanted, today: date | None = None) -> Changed:
    """Change the codebook and every file of the base that names the theme; reviews keep their words and are read anew.

    Raises UnknownName, BadRow or CannotChange, and BadFile for a file that cannot be read, before anything is written.
    """
    base.derived.mkdir(parents=True, exist_ok=True)
    with FileLock(base.derived / ".build.lock", timeout=LOCK_SECONDS):
        raw = base.codebook.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        codebook = codebook_of(base.codebook, text, read_changes(base.theme_changes))
        recode.check(wanted, codebook)
        old = tuple(dict.fromkeys((*wanted.old, *(name for name in wanted.new if name in codebook.ids))))
        old = old if wanted.change == "merge" else wanted.old
        former = tuple(codebook[name] for name in old)
        change = Change(today or date.today(), wanted.change, old, wanted.new, wanted.by, wanted.why, former)
        contents = {base.codebook: rewritten(raw, lambda held: recode.new_text(held, wanted, codebook))}
        codebook_of(base.codebook, contents[base.codebook].decode("utf-8-sig"), (*codebook.changes, change))
        files, look_at = others(base, change, contents)
        contents[base.theme_changes] = history(base, row_text(change, recode.old_entries(text, old)))
        replace_together(base.root, contents)
    return Changed(change, files, look_at)


def history(base: BaseFolder, row: str) -> bytes:
    """The history with one row more; what stands there stays as it is."""
    path = base.theme_changes
    held = path.read_bytes() if path.is_file() else b""
    held = held or b"\xef\xbb\xbf" + (",".join(COLUMNS) + "\n").encode()
    return held + (b"" if held.endswith(b"\n") else b"\n") + row.encode("utf-8")


def others(
    base: BaseFolder, change: Change, contents: dict[Path, bytes]
) -> tuple[tuple[tuple[Path, tuple[Touched, ...]], ...], tuple[str, ...]]:
    """The other files that name the theme, rewritten into contents; and the lines that a person should look at."""
    files, look_at = [], []

    def renamed(names: Sequence[str]) -> list[str]:
        now = [new for name in names for new in (change.new if name in change.old else (name,))]
        return list(dict.fromkeys(now))

    for path in naming(base):
        touched: list[Touched] = []
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise BadFile(f"{path}: cannot be read ({error.strerror}). Nothing was changed.") from error
        if path.suffix == ".csv":
            new = rewritten(raw, lambda text, held=touched: edit_cells(text, "themes", renamed, held))  # type: ignore[misc]
        else:
            keys = IN_SETTINGS if path == base.organisation else IN_THE_PLAN
            new = rewritten(raw, lambda text, held=touched, at=keys: edit_values(text, at, renamed, held))  # type: ignore[misc]
        if touched:
            contents[path] = new
            files.append((path, tuple(touched)))
            look_at += [line for one in touched if (line := remark(path, one, change, path == base.organisation))]
    return tuple(files), (*look_at, *in_the_shipped_plan(base, change))


def in_the_shipped_plan(base: BaseFolder, change: Change) -> list[str]:
    """The lines of the shipped plan that name an old theme, where the base uses it for want of its own."""
    plan = shipped_root().parent / "notebooks" / "refresh.yml"
    if base.plan.is_file() or base.root == shipped_root() or not plan.is_file():
        return []
    touched: list[Touched] = []
    edit_values(
        plan.read_text(encoding="utf-8"), IN_THE_PLAN, lambda names: [n for n in names if n not in change.gone], touched
    )
    told = f"the shipped plan names the old theme. Copy it to {base.plan} and change it there."
    return [f"{where(plan, one.line)}: {told}" for one in touched]


def naming(base: BaseFolder) -> list[Path]:
    """The files of a base that name themes, beside the codebook and the reviews."""
    plan = base.plan
    if not plan.is_file() and base.root == shipped_root():
        plan = base.root.parent / "notebooks" / "refresh.yml"
    named = (
        base.services,
        base.local_evidence,
        base.statements,
        base.intentions,
        base.effects,
        base.organisation,
        plan,
    )
    return [path for path in named if path.is_file()]


def remark(path: Path, touched: Touched, change: Change, settings: bool) -> str:
    """What a person should look at in a line that was rewritten; raises CannotChange where no rewriting makes sense."""
    if not touched.after and path.suffix != ".csv" and not settings:
        raise CannotChange(
            f"{where(path, touched.line)} runs a notebook for '{touched.before[0]}' alone. Delete that entry first; "
            "nothing was changed."
        )
    if not touched.after:
        return f"{where(path, touched.line)}: names no theme any more. Name another."
    if not change.certain:
        return f"{where(path, touched.line)}: now names {' and '.join(touched.after)}. Keep those that are meant."
    return ""


def needs_review(base: BaseFolder, change: Change, before: "pd.DataFrame") -> "pd.DataFrame":
    """The findings that somebody should look at after a change: finding_id, document_id, page_start, why, quote.

    before are the tags as they were; the tables must have been made anew since.
    """
    import pandas as pd

    after = read_table(base, "tags")
    had = set(before.loc[before["theme_id"].isin(change.gone), "finding_id"])
    themed = set(after.loc[after["theme_id"].isin(change.new), "finding_id"])
    any_theme = set(after["finding_id"])
    unplaced = read_table(base, "reviews_unplaced")
    of_split = unplaced[unplaced["now"] == SPLIT]
    split = set(of_split["carried_to"].where(of_split["carried_to"] != "", of_split["finding_id"]))
    split = set() if change.certain else split
    why = dict.fromkeys(had & split, SPLIT)
    if change.change == "split":
        why |= dict.fromkeys(had - split - themed, "had the theme, and no part's terms are found")
    if change.change == "retire":
        why |= dict.fromkeys(had - any_theme, "has no theme any more")
    if change.change == "merge":
        twice = before[before["theme_id"].isin(change.old)].groupby("finding_id")["theme_id"].nunique()
        why |= {str(name): "had more than one of the merged themes" for name in twice[twice > 1].index}
    table = read_table(base, "findings", ["finding_id", "document_id", "page_start", "quote"])
    table = table[table["finding_id"].isin(list(why))]
    reasons = pd.Series([why[name] for name in table["finding_id"]], index=table.index, dtype="str")
    return table.assign(why=reasons)[["finding_id", "document_id", "page_start", "why", "quote"]].reset_index(drop=True)
