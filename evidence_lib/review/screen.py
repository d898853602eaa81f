"""What the review notebook shows: the screen of a sitting where a person is there, a still list where none is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evidence_lib.core.errors import EvidenceError
from evidence_lib.review.items import Item
from evidence_lib.review.left import left_of
from evidence_lib.review.tables import queue_table

if TYPE_CHECKING:
    from evidence_lib.charts.chart import Table
    from evidence_lib.frames import EvidenceBase

MOST = 20  # findings of a still list


def sitting(base: "EvidenceBase", items: Sequence[Item], reviewer: str) -> object:
    """The screen on which one reviewer answers, in JupyterLab; elsewhere, or without a name, a line that says what to do.

    In a refresh or a test nobody is there: nothing is asked, and nothing is written.
    """
    from evidence_lib.review.session import Session
    from evidence_lib.review.widget import ReviewWidget, at_the_screen

    if not at_the_screen():
        return "Open this notebook in JupyterLab to review; what follows is a still list."
    if not reviewer.strip():
        return "Write your name as reviewer in the cell of parameters, and run the notebook again: a decision needs a name."
    return ReviewWidget(Session(base, items, reviewer.strip()))


def still(base: "EvidenceBase", items: Sequence[Item]) -> "Table":
    """The first findings of a list with the reasons for their places, as a table."""
    return queue_table(base, items, MOST)


def show(base: "EvidenceBase", thing: object) -> None:
    """Show a sitting: its screen, or the line that says why there is none."""
    if isinstance(thing, str):
        base.show(thing)
        return
    from IPython.display import display

    display(thing)


def left_lines(base: "EvidenceBase", themes: Sequence[str] = ()) -> list[str]:
    """What is left of each theme in a sentence each, or the sentence that says how to find out."""
    try:
        return [one.sentence for one in left_of(base, themes)]
    except EvidenceError as error:
        return [f"Not known yet: {error}"]
