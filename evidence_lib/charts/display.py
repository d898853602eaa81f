"""Showing charts, tables and sentences in a notebook, and keeping their files for a pack."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.charts.markup import caption_html, paragraph_html
from evidence_lib.charts.prose import Heading, Notes
from evidence_lib.core.errors import EvidenceError


def show(thing: object, keep: "Path | str | None" = None) -> None:
    """Display a chart with its alt text, a table, a sentence, a heading or a note; charts and tables with their caption.

    With keep, the files of a chart or table are saved in that folder too. An empty sentence or note shows nothing.
    """
    if isinstance(thing, str):
        if thing:
            put({"text/html": paragraph_html(thing), "text/plain": thing})
        return
    if isinstance(thing, Heading):
        put({"text/html": thing.to_html(), "text/plain": thing.text})
        return
    if isinstance(thing, Notes):
        if thing.lines:
            put({"text/html": thing.to_html(), "text/plain": "\n".join([thing.title, *thing.lines])})
        return
    if not isinstance(thing, Chart | Table):
        raise EvidenceError(
            f"show() takes a chart, a table, a sentence, a heading or a note, not {type(thing).__name__}."
        )
    if isinstance(thing, Chart):
        put({"image/png": thing.png(), "text/plain": thing.alt}, {"image/png": {"alt": thing.alt}})
    else:
        put({"text/html": thing.to_html(), "text/plain": thing.title})
    put({"text/html": caption_html(thing.caption), "text/plain": thing.caption})
    if keep:
        thing.save(Path(keep))


def put(forms: Mapping[str, Any], metadata: Mapping[str, Any] | None = None) -> None:
    """Hand a notebook one thing in several forms; it shows the richest that it can."""
    from IPython.display import display

    display(dict(forms), raw=True, metadata=dict(metadata or {}))
