"""Tables and paragraphs as HTML: every text is escaped, and only web addresses become links."""

from collections.abc import Iterable
from html import escape
from urllib.parse import quote as in_address

from evidence_lib.charts.chart import Cell, Table

# JupyterLab sets table cells flush right, which suits numbers and ruins prose; a class named thrice outranks its rule.
STYLE = (
    "<style>.table.table.table th, .table.table.table td { text-align: left; vertical-align: top } "
    ".table caption { text-align: left; font-weight: bold }</style>"
)


def table_html(table: Table) -> str:
    """A table with a caption, column heads with scope, and the first cell of each row as its head.

    It stands in a named region that takes the keyboard's focus, so that a wide one can be scrolled without a mouse.
    """
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    body = "\n".join(row_html(row) for row in table.rows)
    body = body or f'<tr><td colspan="{len(table.head)}">None in this selection.</td></tr>'
    title = escape(table.title, quote=True)
    return (
        f'{STYLE}<div class="table" role="region" tabindex="0" aria-label="{title}"><table>'
        f"<caption>{title}</caption>\n"
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def row_html(row: Iterable[Cell]) -> str:
    """One row."""
    first, *rest = (cell_html(cell) for cell in row)
    cells = "".join(f"<td>{cell}</td>" for cell in rest)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def cell_html(cell: Cell) -> str:
    """What stands in a cell."""
    text = escape(cell.text)
    if address := web(cell.url):
        text = f'<a href="{escape(address, quote=True)}">{text}</a>'
    return f"{text} <small><em>{escape(cell.remark)}</em></small>" if cell.remark else text


def web(url: str) -> str:
    """An address of the web as a link can hold it; empty for anything else."""
    return in_address(url, safe=":/?&=#%+,;@!$()*~") if url.startswith(("https://", "http://")) else ""


def paragraph_html(text: str) -> str:
    """A paragraph."""
    return f"<p>{escape(text)}</p>"


def caption_html(text: str) -> str:
    """The line below a chart or table."""
    return f'<p class="caption"><em>{escape(text)}</em></p>'
