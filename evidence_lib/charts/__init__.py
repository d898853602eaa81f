"""Charts, tables and sentences for readers, in one house style; what notebooks use."""

from evidence_lib.charts.chart import Chart, Table
from evidence_lib.charts.counts import area_sides, areas_by, shared_and_added
from evidence_lib.charts.gallery import (
    added_by_others,
    areas_by_agency,
    areas_by_theme,
    documents_over_time,
    findings_by_area,
)
from evidence_lib.charts.tables import comparison as comparison_table
from evidence_lib.charts.tables import coverage as coverage_table
from evidence_lib.charts.tables import evidence as evidence_table
from evidence_lib.charts.tables import sources as sources_table
from evidence_lib.charts.words import checked, headline, thin

__all__ = [
    "Chart",
    "Table",
    "added_by_others",
    "area_sides",
    "areas_by",
    "areas_by_agency",
    "areas_by_theme",
    "checked",
    "comparison_table",
    "coverage_table",
    "documents_over_time",
    "evidence_table",
    "findings_by_area",
    "headline",
    "shared_and_added",
    "sources_table",
    "thin",
]
