"""A chart is drawn where it tells something: one bar alone compares nothing."""

from evidence_lib.charts import words
from evidence_lib.charts.chart import Chart


def where_several(chart: Chart, count: int, one: str, least: int = 2) -> Chart | str:
    """The chart, if there are at least so many of what it sets side by side (one names it), else a sentence that says why not.

    A selection without findings shows neither: what it comes to has been said.
    """
    if not count or chart.data.empty:
        return ""
    if count >= least:
        return chart
    return (
        f"{words.sentence(words.amount(count, one))} alone in this selection: a chart by {one} would compare nothing."
    )
