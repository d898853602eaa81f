"""Showing charts and tables in a notebook, and keeping their files for a pack."""

import io
from pathlib import Path

from evidence_lib.charts.chart import Chart, Exhibit, Table
from evidence_lib.core.errors import EvidenceError

SCREEN_DPI = 110


def show(thing: object, keep: Path | None = None) -> None:
    """Display a chart with its alt text and caption, or a table; with keep, save its files there too."""
    from IPython.display import HTML, Markdown, display

    if not isinstance(thing, Chart | Table):
        raise EvidenceError(f"show() takes a chart or a table, not {type(thing).__name__}.")
    if isinstance(thing, Chart):
        display(
            {"image/png": picture(thing), "text/plain": thing.alt}, raw=True, metadata={"image/png": {"alt": thing.alt}}
        )
    else:
        display(HTML(thing.html))
    display(Markdown(caption(thing)))
    if keep is not None:
        thing.save(keep)


def picture(chart: Chart) -> bytes:
    """The chart as PNG for the screen."""
    import matplotlib.style

    from evidence_lib.charts.chart import STYLE

    held = io.BytesIO()
    with matplotlib.style.context(str(STYLE)):
        chart.figure().savefig(held, format="png", dpi=SCREEN_DPI, metadata={"Software": None})
    return held.getvalue()


def caption(thing: Exhibit) -> str:
    """Scope, what is counted, and source, below it."""
    return f"*{thing.caption}*"
