"""The form at the top of a notebook, made from its parameters cell: it sets the values and runs the cells below.

It is for a person in JupyterLab. Where a notebook is run by a refresh, by nbval or by nbconvert there is nobody to fill it in,
and it shows nothing.
"""

import os
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.records import KIND_LABELS
from evidence_lib.notebooks.parameters import Parameter, check_values, parameters_of
from evidence_lib.notebooks.plan import SET_BY_REFRESH

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

SESSION = "JPY_SESSION_NAME"  # set for a kernel that a person opened, by the server behind JupyterLab
INJECTED = "# Parameters"  # what papermill writes at the head of the cell that it puts in
DAYS = ("since", "until", "as_of")
A_DAY = re.compile(r"\bas \d{4}-\d{2}-\d{2}(?!-)")
CODE = Path(__file__).with_name("form.js")
ROWS = 6

Choices = list[tuple[str, str]]
CHOICES: dict[str, Callable[["EvidenceBase"], Choices]] = {
    "theme": lambda base: [(theme.label, theme.id) for theme in base.themes],
    "area": lambda base: [(area, area) for area in base.areas],
    "kinds": lambda base: [(label, str(kind)) for kind, label in KIND_LABELS.items()],
    "publishers": lambda base: [(name, name) for name in base.publishers],
    "programme": lambda base: [(name, name) for name in sorted(set(base.documents()["programme"]) - {""})],
}
CHOICES |= {"themes": CHOICES["theme"]} | dict.fromkeys(("areas", "home_area", "others"), CHOICES["area"])


def form() -> None:
    """Show a form for the parameters of this notebook; its button runs the cells below with the values chosen.

    Themes, areas, kinds and publishers are lists to choose from, days are days, yes and no is a box to tick. It shows nothing
    where a notebook is not open in JupyterLab, so that it may stand in every notebook.
    """
    from IPython.core.getipython import get_ipython
    from IPython.display import display

    shell = get_ipython()
    if shell is None or SESSION not in os.environ:
        return
    cells = [str(cell) for cell in shell.history_manager.input_hist_raw]
    if any(cell.startswith(INJECTED) for cell in cells):
        return
    known = newest(cells)
    if not known:
        print("Run the grey box with the parameters first, then this cell.")
        return
    from evidence_lib.frames import open_base

    display(made(known, shell.user_ns, open_base(shell.user_ns.get("data", ""))))


def newest(cells: list[str]) -> dict[str, Parameter]:
    """The parameters cell that ran last; empty if none did."""
    for cell in reversed(cells):
        try:
            known = parameters_of(cell, "this notebook")
        except EvidenceError:
            continue
        if "data" in known:
            return known
    return {}


def made(known: Mapping[str, Parameter], values: dict[str, Any], base: "EvidenceBase") -> Any:
    """The form as a widget: a field for each parameter, and the button below. values are the notebook's variables."""
    import ipywidgets

    shown = {name: one for name, one in known.items() if name not in SET_BY_REFRESH}
    fields = {name: field(one, values.get(name, one.default), base) for name, one in shown.items()}
    rows = [ipywidgets.VBox([fields[name], note(one)]) for name, one in shown.items()]

    def press() -> str:
        chosen = {name: value_of(one, fields[name].value) for name, one in shown.items()}
        try:
            check_values(known, chosen, "the form")
        except EvidenceError as error:
            return str(error)
        values.update(chosen)
        return ""

    return ipywidgets.VBox([*rows, runner(press)])


def field(one: Parameter, value: Any, base: "EvidenceBase") -> Any:
    """The field of a parameter, by its type and by what it is about."""
    import ipywidgets

    look = {
        "description": one.name.replace("_", " "),
        "style": {"description_width": "9em"},
        "layout": {"width": "38em"},
    }
    if one.type == "bool":
        return ipywidgets.Checkbox(value=bool(value), indent=True, **look)
    if one.type in ("int", "float"):
        return (ipywidgets.IntText if one.type == "int" else ipywidgets.FloatText)(value=value, **look)
    known = CHOICES[one.name](base) if one.name in CHOICES else []
    held = {name for _, name in known}
    if one.type == "list[str]" and known:
        kept = tuple(name for name in value if name in held)
        return ipywidgets.SelectMultiple(options=known, value=kept, rows=min(ROWS, len(known)), **look)
    if one.type == "list[str]":
        return ipywidgets.Text(value="; ".join(value), placeholder="one; another", **look)
    if known:
        return ipywidgets.Dropdown(options=[("", ""), *known], value=value if value in held else "", **look)
    if one.name in DAYS or A_DAY.search(one.help):
        return ipywidgets.DatePicker(value=day(value), **look)
    return ipywidgets.Text(value=str(value), **look)


def day(value: object) -> date | None:
    """A day as the field has it."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def note(one: Parameter) -> Any:
    """What a parameter is, in the words of its comment."""
    import html

    import ipywidgets

    return ipywidgets.HTML(
        f'<div style="margin-left:9.5em;color:#595959;line-height:1.3">{html.escape(one.help)}</div>'
    )


def value_of(one: Parameter, value: Any) -> object:
    """What a field holds as the notebook's variable has it."""
    if one.type == "list[str]":
        parts = value.split(";") if isinstance(value, str) else value
        return [part.strip() for part in parts if part.strip()]
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def runner(press: Callable[[], str]) -> Any:
    """The button: it takes the values over in the kernel, then lets JupyterLab run the cells below it.

    press takes them over and returns what is wrong with them, or nothing.
    """
    import anywidget

    def answer(button: Any, content: object, buffers: object) -> None:
        line = press()
        button.send({"line": line} if line else {"run": True})

    widget = anywidget.AnyWidget(_esm=CODE.read_text(encoding="utf-8"))
    widget.on_msg(answer)
    return widget
