"""Charts of the inspection evidence in a chapter, beside the tables that hold its numbers."""

from evidence_lib import charts
from evidence_lib.chapters.scope import Scope
from evidence_lib.charts.chart import Chart

FEW_KINDS = 3  # two kinds, what improves and what is strong, stand by theme already
HOW = (
    "On which themes shortfalls are reported in more areas than strengths, and how firmly inspectors put what they say."
)


def balance(scope: Scope) -> list[Chart | str]:
    """Strengths beside shortfalls by theme, then areas by kind of finding; a sentence where one would compare nothing."""
    findings, areas = scope.findings, charts.areas_covered(scope.base.findings(areas=scope.areas))
    themes = charts.strengths_and_shortfalls(findings, scope.base.themes, areas, scope.base.tags())
    kinds = charts.areas_by_kind(findings, areas)
    return [
        charts.where_several(themes, len(areas), "area"),
        charts.where_several(kinds, len(kinds.data), "kind", FEW_KINDS),
    ]
