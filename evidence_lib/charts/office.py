"""Charts as Office programs draw them: the numbers of a chart, by name and series."""

from collections.abc import Iterable, Mapping
from typing import Any

from evidence_lib.charts.chart import Editable


def editable(form: str, names: Iterable[object], series: Mapping[str, Iterable[Any]], unit: str) -> Editable | None:
    """The chart for Office programs; None where it has nothing to show. What is missing in a series is None."""
    held = tuple(str(name) for name in names)
    if not held:
        return None
    return Editable(form, held, tuple((name, tuple(map(plain, values))) for name, values in series.items()), unit)


def plain(value: Any) -> float | None:
    """A number as Office takes it: whole where it is whole, None where there is none."""
    if value is None or value != value:
        return None
    number = float(value)
    return int(number) if number.is_integer() else number
