"""People decide: the review of findings - in which order, in the notebook, in Excel - and what it comes to.

Slow libraries (widgets, openpyxl, scikit-learn) are loaded when they are used.
"""

from evidence_lib.review.agreement import agreement_of, differences, drift_of
from evidence_lib.review.left import left_of
from evidence_lib.review.order import ORDERS, queue
from evidence_lib.review.samples import draw_sample, read_sample
from evidence_lib.review.screen import left_lines, show, sitting, still
from evidence_lib.review.tables import agreement_table, left_table, tasks_table
from evidence_lib.review.tasks import settle, tasks

__all__ = [
    "ORDERS",
    "agreement_of",
    "agreement_table",
    "differences",
    "draw_sample",
    "drift_of",
    "left_lines",
    "left_of",
    "left_table",
    "queue",
    "read_sample",
    "settle",
    "show",
    "sitting",
    "still",
    "tasks",
    "tasks_table",
]
