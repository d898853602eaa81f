"""The first page of a pack: what is in it, from what, when, what failed, and what nobody has checked."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence_lib.pack.pages import style


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the pack with its charts."""

    name: str
    title: str
    charts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the index says of the pack as a whole."""

    made: str
    documents: int
    digests: int
    findings: int
    checked: int
    left_out: Sequence[tuple[str, int]]
    problems: Sequence[str]
    wanted: Sequence[str]


def index(summary: Summary, entries: Sequence[Entry], tables: Sequence[str]) -> str:
    """The index as HTML."""
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evidence pack</title>
<style>
{style()}
</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><p>Commissioning evidence base</p></header>
<main id="main">
<h1>Evidence pack</h1>
<p>What inspections say, by theme and by area, for the commissioning strategy and the police and crime plan. Made {html.escape(summary.made)}.</p>
{unchecked(summary)}
<h2>Pages</h2>
<ul class="cards">{"".join(card(entry) for entry in entries)}</ul>
<h2>What it rests on</h2>
<p>{summary.findings} findings from {summary.documents} documents, {summary.digests} of them held as a digest: a selection in our own
words, not a quotation. Each page lists its sources with their addresses.</p>
{listing("Originals still wanted", summary.wanted)}
{listing("Documents left out, and why", summary.problems)}
<h3>Blocks of the documents that are no finding, by reason</h3>
<ul>{"".join(f"<li>{html.escape(reason)}: {count}</li>" for reason, count in summary.left_out)}</ul>
<h2>Tables</h2>
<ul>{"".join(f'<li><a href="tables/{html.escape(name)}">{html.escape(name)}</a></li>' for name in tables)}</ul>
<p>How this pack was made, with versions and hashes: <a href="run.json">run.json</a>. The executed notebooks lie in notebooks/.</p>
</main>
<footer><p>{html.escape(summary.made)}. Counts are of areas and documents, never of how common something is.</p></footer>
</body>
</html>
"""


def unchecked(summary: Summary) -> str:
    """How much a person has checked; a warning while anything is unchecked."""
    text = f"{summary.checked} of {summary.findings} findings have been checked by a person."
    if summary.checked < summary.findings:
        text += " The others were sorted by machine: read them at their page before they go into a paper."
    return f'<p class="warning">{text}</p>'


def card(entry: Entry) -> str:
    """One page, with its first chart as a picture and its charts to download."""
    address = f"pages/{entry.name}.html"
    picture = ""
    links = []
    for at, chart in enumerate(entry.charts):
        stem = f"charts/{entry.name}/{chart.stem}"
        words = chart.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")
        if at == 0:
            picture = f'<p><img src="{html.escape(stem)}.png" alt="{html.escape(words[1], quote=True)}"></p>'
        title = html.escape(words[0])
        links.append(f'<li>{title}: <a href="{stem}.png" aria-label="{title}, PNG">PNG</a> '
                     f'<a href="{stem}.svg" aria-label="{title}, SVG">SVG</a> <a href="{stem}.csv" aria-label="{title}, data">data</a></li>')
    return (f'<li><h3><a href="{address}">{html.escape(entry.title)}</a></h3>{picture}'
            f"<details><summary>Charts of {html.escape(entry.title)}</summary><ul>{''.join(links)}</ul></details></li>")


def listing(title: str, lines: Sequence[str]) -> str:
    """A titled list, or nothing."""
    return f"<h3>{title}</h3><ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>" if lines else ""
