"""Tables on a terminal."""

from evidence_lib.charts.chart import Table


def show(table: Table, caption: bool = True) -> None:
    """Print a table with its title and, below, what it is of."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(title=Text(table.title), title_justify="left", caption_justify="left", box=box.SIMPLE_HEAD)
    for name in table.head:
        grid.add_column(name, overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(cell.text) for cell in row))  # Text: a bracket in a quote is no mark-up
    console = Console()
    console.print(grid)
    if caption:
        console.print(Text(table.scope), style="italic")
