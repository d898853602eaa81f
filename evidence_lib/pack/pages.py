"""A page for a reader from each executed notebook: no code, alt text kept, nothing loaded from anywhere."""

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import write_text
from evidence_lib.notebooks.parameters import Parameter

TEMPLATES = Path(__file__).with_name("templates")
NOT_SHOWN = ("data", "keep", "packs")  # where the files lie on the machine is no reader's business
EXPORT = {
    "mathjax_url": "",
    "require_js_url": "",
    "jquery_url": "",
    "embed_images": False,
    "exclude_anchor_links": True,
}  # nothing from the network
LOADED = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=\s*["'](?!data:|#)[^"']*""", re.IGNORECASE)
TABLE = re.compile(r"""(?<=<div aria-label=")([^"]+)(?=" class="table" role="region")""")  # as nbconvert writes it


@dataclass(frozen=True, slots=True)
class Standing:
    """What every page says of itself: how it is to be handled, and how many findings of the base a person has checked."""

    marking: str = ""
    checked: int = 0
    of: int = 0

    @property
    def words(self) -> str:
        """It as the foot of a page has it."""
        checked = f"{self.checked:,} of {self.of:,} findings of the base checked by a person." if self.of else ""
        return " ".join(filter(None, (f"{self.marking}." if self.marking else "", checked)))


class Leaky(EvidenceError):
    """A page that would load something from elsewhere: none is published."""


def page(
    executed: Path,
    title: str,
    parameters: Mapping[str, Parameter],
    values: Mapping[str, object],
    made: str,
    standing: Standing = Standing(),
) -> str:
    """Return the HTML page of an executed notebook; *made* is the line at its foot, with what it says of itself.

    Raises Leaky if anything in it would be loaded from the network or from another file.
    """
    import nbformat

    notebook: Any = nbformat.read(executed, as_version=4)
    first = notebook.cells[0]
    first.source = re.sub(r"\A#\s.*", lambda _: f"# {title}", first.source)  # its own name, among pages of one notebook
    about = {
        "title": html.escape(title),
        "style": style(standing.marking),
        "marking": html.escape(standing.marking),
        "made": html.escape(" ".join(filter(None, (standing.words, made)))),
        "made_with": made_with(parameters, values),
    }
    body, _ = exporter().from_notebook_node(notebook, resources={"evidence": about})
    if found := LOADED.search(body):
        raise Leaky(
            f"{executed.name}: its page would load {found.group()[:120]} from elsewhere. Take that out of the notebook."
        )
    return told_apart(str(body))


@cache
def exporter() -> Any:
    """What turns notebooks into pages: one for all of them, since it makes its templates ready once."""
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    return HTMLExporter(
        config=Config({"HTMLExporter": EXPORT}), template_name="page", extra_template_basedirs=[str(TEMPLATES)]
    )


def told_apart(body: str) -> str:
    """The page with a number after the name of a table that has the name of one before it: a reader's list of landmarks
    shows nothing else of them.
    """
    met: Counter[str] = Counter()

    def named(found: re.Match[str]) -> str:
        met[found[1]] += 1
        return found[1] if met[found[1]] == 1 else f"{found[1]} ({met[found[1]]})"

    return TABLE.sub(named, body)


def style(marking: str = "") -> str:
    """The style of all pages; a marking stands at the head of every sheet in print."""
    css = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    return (
        f"{css}@page {{ margin: 1.8cm 1.5cm; @top-right {{ content: {css_text(marking)}; font: bold 9pt sans-serif }} }}\n"
        if marking
        else css
    )


def css_text(text: str) -> str:
    """A text as a style takes it: no sign in it ends the text, the rule or the page."""
    return '"' + "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text) + '"'


def made_with(parameters: Mapping[str, Parameter], values: Mapping[str, object]) -> str:
    """What the page was made with, in plain words: the parameters that are set."""
    rows = []
    for name, parameter in parameters.items():
        value = values.get(name, parameter.default)
        if name not in NOT_SHOWN and value not in ("", []):
            shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            rows.append(
                f"<dt>{html.escape(name)}</dt><dd>{html.escape(shown)} <small>({html.escape(parameter.help)})</small></dd>"
            )
    return f'<dl class="made" aria-label="What this page was made with">{"".join(rows)}</dl>' if rows else ""


def clean_notebook(executed: Path) -> None:
    """Take the machine's folders out of an executed notebook: the parameters that papermill put in, and its own notes."""
    import nbformat

    notebook: Any = nbformat.read(executed, as_version=4)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            lines = [line for line in cell.source.splitlines() if not re.match(rf"(?:{'|'.join(NOT_SHOWN)})\s*=", line)]
            cell.source = "\n".join(lines)
    noted = notebook.metadata.get("papermill", {})
    for key in ("input_path", "output_path", "parameters", "environment_variables"):
        noted.pop(key, None)
    write_text(executed, nbformat.writes(notebook) + "\n")
