"""The first page of a pack: what is in it, from what, when, what failed, and what nobody has checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_lib.pack.pages import TEMPLATES, style


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
    example: bool = False
    to_mend: Sequence[str] = ()


def index(summary: Summary, entries: Sequence[Entry], tables: Sequence[str], papers: Sequence[str] = ()) -> str:
    """The index as HTML."""
    settings = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    cards = [{"entry": entry, "charts": [chart_words(entry, chart) for chart in entry.charts]} for entry in entries]
    return settings.get_template("index.html").render(
        summary=summary, cards=cards, tables=tables, papers=papers, style=Markup(style())
    )


def chart_words(entry: Entry, chart: Path) -> dict[str, str]:
    """A chart's place in the pack, and its title and alt text from the words kept beside it."""
    title, alt = chart.with_suffix(".txt").read_text(encoding="utf-8").split("\n\n")[:2]
    return {"stem": f"charts/{entry.name}/{chart.stem}", "title": title, "alt": alt}
