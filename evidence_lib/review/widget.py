"""The screen of a sitting, as a widget of the notebook; its script and style lie beside, and need no build."""

import os
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from evidence_lib.review.session import Session

HERE = Path(__file__).parent
# What a server sets for a kernel that a person has opened a notebook with. A refresh and a test have neither.
AT_THE_SCREEN = ("JPY_SESSION_NAME", "VSCODE_PID")


class ReviewWidget(anywidget.AnyWidget):  # type: ignore[misc]
    """Shows one finding at a time and hands the keys that are pressed to the sitting."""

    _esm = HERE / "widget.js"
    _css = HERE / "widget.css"
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        super().__init__(view=session.view())
        self.session = session
        self.on_msg(self.hear)

    def hear(self, widget: Any, message: dict[str, Any], buffers: Any) -> None:
        """Do what a key asks, and show what comes of it."""
        self.session.act(message)
        self.view = self.session.view()


def at_the_screen() -> bool:
    """Whether a person has this notebook open; if not, nothing is asked and nothing written."""
    return any(os.environ.get(name) for name in AT_THE_SCREEN)
