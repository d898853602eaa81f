"""evidence why: what made a notebook run, what it read, and what would make it run now."""

from collections.abc import Iterator

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import refuse_unknown
from evidence_lib.core.reads import Reads
from evidence_lib.notebooks.plan import Run
from evidence_lib.pack.kept_packs import Held
from evidence_lib.pack.made_from import made_from
from evidence_lib.pack.refresh import NOTEBOOKS
from evidence_lib.pack.taken_over import Now, reason, shown
from evidence_lib.tables.build import is_current


def explained(base: BaseFolder, held: Held, name: str) -> Iterator[str]:
    """Lines about every run of a notebook, or about the one run of that name."""
    rows = [row for row in held.ledger["runs"] if name in (row["name"], row["notebook"].removesuffix(".ipynb"))]
    known = sorted(
        {part for row in held.ledger["runs"] for part in (row["name"], row["notebook"].removesuffix(".ipynb"))}
    )
    if not rows:
        refuse_unknown("notebook", name, known, f"pack {held.name}")
    current = is_current(base)
    for row in rows:
        yield f"{row['name']}: {row['state']} in pack {held.name} ({row['because'] or 'no reason kept'})"
        if row["reads"]:
            reads = Reads.load(row["reads"])
            told = [shown(file) for file in reads.files]
            told += [f"{asked.call}({', '.join(map(str, asked.given))})" for asked in reads.questions]
            told += ["the day"] if reads.day or reads.behind_day else []
            told += ["earlier packs"] if reads.packs else []
            yield f"  it read {', '.join(dict.fromkeys(told)) or 'nothing of the base'}"
        if not current:
            yield "  the tables are older than the base: documents, themes or reviews changed; a refresh will look at its reads"
            continue
        run = Run(row["name"], NOTEBOOKS / row["notebook"], row["parameters"])
        then = held.ledger.get("made_from", {})
        books = [NOTEBOOKS / book for book in then.get("notebooks", {})]
        told_why = reason(run, held, (then, made_from(base, NOTEBOOKS, (), books)), Now(base))
        yield (
            f"  it would run now: {told_why}"
            if told_why
            else "  it would not run now: nothing that it read has changed"
        )
