"""evidence themes list, try."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_lib.cli.codebook_commands import (
    history_command,
    merge_command,
    rename_command,
    retire_command,
    split_command,
)
from evidence_lib.cli.options import Data, counted
from evidence_lib.cli.trust_commands import up_to_date
from evidence_lib.core.base_folder import find_base

if TYPE_CHECKING:
    from evidence_lib.learning.suggest import Cluster
    from evidence_lib.tables.trial import Trial
    from evidence_lib.themes.codebook import Codebook

themes_app = typer.Typer(
    no_args_is_help=True,
    help="The themes: list them, try a term before it is added, rename, merge, split, retire them.",
    rich_markup_mode=None,
)
for name, command in (
    ("rename", rename_command),
    ("merge", merge_command),
    ("split", split_command),
    ("retire", retire_command),
    ("history", history_command),
):
    themes_app.command(name)(command)
MOST = 20  # rows of a count that are printed


@themes_app.command("list")
def list_command(data: Data = "") -> None:
    """List the themes with their labels, number of terms, and findings that have them."""
    from evidence_lib.tables.store import read_table
    from evidence_lib.themes.codebook import read_codebook

    base = up_to_date(data)
    tagged = Counter(read_table(base, "tags", ["theme_id"])["theme_id"])
    for theme in read_codebook(base.codebook):
        told = f"{counted(len(theme.terms), 'term')}, {counted(tagged[theme.id], 'finding')}"
        typer.echo(f"{theme.id:26} {theme.label} ({told})")


@themes_app.command("try")
def try_command(
    terms: Annotated[
        list[str], typer.Argument(help="Terms as in data/themes.yml: a word or phrase, * for any ending, ~ for near.")
    ],
    data: Data = "",
    theme: Annotated[
        str, typer.Option(metavar="THEME", help="Set it beside this theme: what would be new to it.")
    ] = "",
    passed_over: Annotated[
        list[str] | None, typer.Option("--not", metavar="PHRASE", help="A phrase in which the terms do not count.")
    ] = None,
    sample: Annotated[int, typer.Option(min=0, help="Sentences to show.")] = 10,
) -> None:
    """Show what a term would catch in the base, before it is added to the codebook. Nothing is changed."""
    from evidence_lib.tables.trial import try_terms
    from evidence_lib.themes.codebook import read_codebook

    codebook = read_codebook(find_base(data).codebook)
    label = codebook[theme].label if theme else ""
    trial = try_terms(up_to_date(data), terms, passed_over or [])
    typer.echo(
        f"{' | '.join(trial.terms)}: caught in {len(trial.caught):,} of {counted(trial.findings, 'finding')}, "
        f"in {counted(len(trial.by_document), 'document')}."
    )
    if not trial.caught:
        return
    if theme:
        new = trial.without(theme)
        typer.echo(f"{len(trial.caught) - len(new):,} of them have '{label}' already, {len(new):,} would be new to it.")
    tell(trial, codebook)
    tell_sample(trial, theme, sample)


@themes_app.command("suggest")
def suggest_command(
    data: Data = "",
    clusters: Annotated[int, typer.Option(min=0, help="How many clusters; by the number of findings if 0.")] = 0,
    sample: Annotated[int, typer.Option(min=0, help="Findings of each cluster to show.")] = 3,
    to: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="List every finding with its cluster.")] = None,
) -> None:
    """Show clusters of findings that no theme fits, with their words and examples, for you to name. Nothing is changed."""
    from evidence_lib.learning.suggest import suggest

    found = suggest(up_to_date(data), clusters)
    number = sum(len(cluster.findings) for cluster in found)
    typer.echo(f"{counted(number, 'finding')} without a theme, in {counted(len(found), 'cluster')}.")
    for place, cluster in enumerate(found, start=1):
        documents = len({one.document_id for one in cluster.findings})
        told = f"{counted(len(cluster.findings), 'finding')} of {counted(documents, 'document')}"
        typer.echo(f"\n{place}. {', '.join(cluster.words)} ({told})")
        for one in [one for one in cluster.findings if not one.child][:sample]:
            typer.echo(f"  {one.document_id}{f', page {one.page}' if one.page else ''}\n    {one.quote}")
    if to:
        list_clusters(found, to)
        typer.echo(f"\nAll of them are listed in {to}.")


def list_clusters(found: "list[Cluster]", to: Path) -> None:
    """Every finding with the number and the words of its cluster."""
    from evidence_lib.core.files import write_rows
    from evidence_lib.tables.export import safe

    columns = ("cluster", "words", "finding_id", "document_id", "page", "quote")
    rows = [
        {
            "cluster": place,
            "words": ", ".join(cluster.words),
            "finding_id": one.finding_id,
            "document_id": one.document_id,
            "page": one.page or "",
            "quote": safe(one.quote),
        }
        for place, cluster in enumerate(found, start=1)
        for one in cluster.findings
    ]
    write_rows(to, columns, rows)


def tell(trial: "Trial", codebook: "Codebook") -> None:
    """The words, the places, and how the terms overlap with the themes there are."""
    typer.echo("\nWords:")
    rows(trial.by_words.items(), "time")
    typer.echo("\nAreas, with the documents about each:")
    rows(trial.by_area.items(), "document")
    typer.echo("\nDocuments, with the findings of each:")
    rows(trial.by_document.items(), "finding")
    typer.echo("\nThemes that these findings have already:")
    for theme, number in trial.by_theme.most_common():
        name = codebook[theme].label if theme else "none yet"
        of = f" (of {counted(trial.tagged[theme], 'finding')} with that theme)" if theme else ""
        typer.echo(f"  {name}: {number:,}{of}")


def rows(counts: Iterable[tuple[str, int]], noun: str) -> None:
    """Counts, the most first, and how many rows more there are."""
    held = sorted(counts, key=lambda row: (-row[1], row[0]))
    for name, number in held[:MOST]:
        typer.echo(f"  {name}: {counted(number, noun)}")
    if len(held) > MOST:
        typer.echo(f"  and {len(held) - MOST:,} more")


def tell_sample(trial: "Trial", theme: str, most: int) -> None:
    """Sentences with the words marked, spread over the documents; what is new to the theme first, never a child's story."""
    shown = [one for one in trial.caught if not one.child]
    turn: Counter[str] = Counter()
    order = []
    for one in shown:
        turn[one.document_id] += 1
        order.append((theme != "" and theme in one.themes, turn[one.document_id], one))
    picked = [one for *_, one in sorted(order, key=lambda entry: entry[:2])][:most]
    if picked:
        typer.echo("\nA sample:")
    for one in picked:
        place = f"{one.document_id}, page {one.page}" if one.page else one.document_id
        typer.echo(f"  {place} [{'; '.join(one.themes) or 'no theme yet'}]\n    {one.marked}")
