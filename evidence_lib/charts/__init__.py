"""Charts, tables and sentences for readers, in one house style; what notebooks use."""

from evidence_lib.charts.balance import areas_by_kind, strengths_and_shortfalls
from evidence_lib.charts.bars import added_by_others, areas_by_agency, areas_by_theme
from evidence_lib.charts.chart import Cell, Chart, Table
from evidence_lib.charts.counts import area_sides, areas_by, areas_covered, shared_and_added
from evidence_lib.charts.coverage import gaps, holdings
from evidence_lib.charts.grids import agencies_by_area, findings_by_area, themes_by_area
from evidence_lib.charts.over_time import findings_over_time
from evidence_lib.charts.panels import area_panels
from evidence_lib.charts.promise_charts import commitments_timeline, status_by_theme
from evidence_lib.charts.promise_tables import answers_table, clocks_table, commitments_table, deadlines_table
from evidence_lib.charts.promise_words import answered_count, contradictions, promised, rationale_wanted
from evidence_lib.charts.prose import Heading, Notes
from evidence_lib.charts.tables import comparison as comparison_table
from evidence_lib.charts.tables import coverage as coverage_table
from evidence_lib.charts.tables import evidence as evidence_table
from evidence_lib.charts.tables import sources as sources_table
from evidence_lib.charts.telling import where_several
from evidence_lib.charts.timeline import documents_over_time
from evidence_lib.charts.trust import left_out_by_reason, low_scores, tags_by_giver, ways_of_reading
from evidence_lib.charts.trust import theme_figures as theme_figures_chart
from evidence_lib.charts.words import checked, headline, source_line, standing, thin
from evidence_lib.core.records import AGENCIES

__all__ = [
    "AGENCIES",
    "Cell",
    "Chart",
    "Heading",
    "Notes",
    "Table",
    "added_by_others",
    "agencies_by_area",
    "answered_count",
    "answers_table",
    "area_panels",
    "area_sides",
    "areas_by",
    "areas_by_agency",
    "areas_by_kind",
    "areas_by_theme",
    "areas_covered",
    "checked",
    "clocks_table",
    "commitments_table",
    "commitments_timeline",
    "comparison_table",
    "contradictions",
    "coverage_table",
    "deadlines_table",
    "documents_over_time",
    "evidence_table",
    "findings_by_area",
    "findings_over_time",
    "gaps",
    "headline",
    "holdings",
    "left_out_by_reason",
    "low_scores",
    "promised",
    "rationale_wanted",
    "shared_and_added",
    "source_line",
    "sources_table",
    "standing",
    "status_by_theme",
    "strengths_and_shortfalls",
    "tags_by_giver",
    "theme_figures_chart",
    "themes_by_area",
    "thin",
    "ways_of_reading",
    "where_several",
]
