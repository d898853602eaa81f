"""The commissioning evidence base: findings of inspection reports by theme, with page and exact words.

Notebooks use open(), charts, chapters, papers and review, and nothing else of this library.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["EvidenceBase", "chapters", "charts", "day_given", "form", "open", "papers", "review"]
# The command line starts fast because nothing is loaded before it is used.
PUBLIC = {"open": ("evidence_lib.frames", "open_base"), "EvidenceBase": ("evidence_lib.frames", "EvidenceBase")}
PUBLIC["day_given"] = ("evidence_lib.follow_up", "day_given")
PUBLIC["form"] = ("evidence_lib.notebooks.form", "form")


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used."""
    if name in PUBLIC:
        module, attribute = PUBLIC[name]
        return getattr(import_module(module), attribute)
    if name in ("chapters", "charts", "papers", "review"):
        return import_module(f"evidence_lib.{name}")
    raise AttributeError(f"module 'evidence_lib' has no attribute '{name}'")
