"""What the exhibits of the chapters have in common: example data marked, money and days in words, lines of source and scope."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.chapters.scope import NO_THEME, Scope
from evidence_lib.charts import words
from evidence_lib.charts.chart import Cell, Table
from evidence_lib.commissioning.groups import labels
from evidence_lib.commissioning.money import plain, pounds
from evidence_lib.core.dates import long_date

if TYPE_CHECKING:
    import pandas as pd

EXAMPLE = "Example data, made up to show the form: no real service, provider, need or decision."
MARK = "Example data"
NOT_PREVALENCE = "How many findings there are says how much inspectors wrote, and never how common something is."


def marked(table: "pd.DataFrame", scope: str) -> str:
    """A scope line that says first if any row of a table is made up."""
    return f"{EXAMPLE} {scope}" if is_example(table) else scope


def is_example(table: "pd.DataFrame") -> bool:
    """Whether any row of a table is made up."""
    return "example" in table and bool(table["example"].any())


def subtitle(table: "pd.DataFrame", text: str) -> str:
    """The line under a chart's title, which says first if any of it is made up: the picture itself must say so."""
    return f"{MARK}. {text}".strip() if is_example(table) else text


def theme(scope: Scope, name: str) -> str:
    """A theme for readers, or that there is none."""
    return "No theme" if name == NO_THEME else scope.theme_name(name)


def in_pounds(table: "pd.DataFrame") -> "pd.DataFrame":
    """A table of pence for a spreadsheet: pounds with two places."""
    held = [column for column in ("own", "others", "value") if column in table]
    amounts = [
        column for column in held if table[column].dtype != bool
    ]  # own also says whether a service is this office's
    return table.assign(**{column: [plain(int(value)) for value in table[column]] for column in amounts})


def nothing(text: str) -> Any:
    """A drawing for a selection that holds nothing: it says so."""

    def draw(axes: Any) -> None:
        axes.text(0.5, 0.5, text, ha="center", va="center", transform=axes.transAxes)
        axes.set_axis_off()

    return draw


def many(count: int, one: str, more: str = "") -> str:
    """A number with its noun at the head of a sentence: "Six areas"."""
    return words.sentence(words.amount(count, one, more))


def money(amount: int) -> Cell:
    """Pence as a cell."""
    return Cell(pounds(amount))


def day(value: Any) -> str:
    """A day in words, or that it is not known."""
    import pandas as pd

    if value is None or pd.isna(value):
        return "not known"
    return long_date(value if isinstance(value, date) else value.date())


def names(held: Iterable[str], none: str = "none") -> str:
    """Names as a cell holds them."""
    return ", ".join(held) or none


def themes(scope: Scope, held: Sequence[str]) -> str:
    """Themes by their labels."""
    return "; ".join(scope.theme_name(theme) for theme in held) or "none"


def group_names(group: str) -> str:
    """The groups of a service for readers."""
    known = labels()
    return "; ".join(known.get(part.strip(), part.strip()) for part in group.split(";"))


def chosen(scope: Scope) -> str:
    """What the selection is, in words."""
    on = (
        f" on {words.listing([words.inside(scope.theme_name(theme)) for theme in scope.themes])}"
        if scope.themes
        else ""
    )
    place = f" in {words.listing(scope.areas)}" if scope.areas else ""
    return f"{scope.body.short}, {scope.year}{on}{place}."


def services_source(table: "pd.DataFrame") -> str:
    """The source line of what is computed from the register of services."""
    bare = int((~table["sourced"]).sum()) if "sourced" in table else 0
    lacking = f", {words.amount(bare, 'service')} without a source for its value" if bare else ""
    return f"Source: data/services.csv ({words.amount(len(table), 'service')}{lacking})."


def listing_table(
    name: str,
    title: str,
    scope: str,
    source: str,
    data: "pd.DataFrame",
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    counted: str = "nothing: it lists what is entered",
    units: str = "as entered",
) -> Table:
    """A table whose scope says first if any of its rows is made up."""
    return Table(
        name=name,
        title=title,
        scope=marked(data, scope),
        source_line=source,
        counted=counted,
        units=units,
        data=data,
        head=tuple(head),
        rows=tuple(tuple(row) for row in rows),
    )
