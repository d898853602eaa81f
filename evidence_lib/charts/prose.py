"""What stands between charts and tables: headings that a loop makes, and notes that must be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a page, where a notebook goes through a list; level 2 to 4."""

    text: str
    level: int = 3

    def to_html(self) -> str:
        """It as HTML."""
        return f"<h{self.level}>{escape(self.text)}</h{self.level}>"


@dataclass(frozen=True, slots=True)
class Notes:
    """A note set apart: what it is about, and its lines. Without lines it shows nothing."""

    title: str
    lines: Sequence[str]

    def to_html(self) -> str:
        """It as HTML."""
        rows = "".join(f"<li>{escape(line)}</li>" for line in self.lines)
        return f'<div class="warning" role="note"><p><strong>{escape(self.title)}</strong></p><ul>{rows}</ul></div>'
