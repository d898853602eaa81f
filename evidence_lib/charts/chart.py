"""Charts and tables as things that know what they show: title, scope, source, what is counted, words for who cannot see."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import appearing, write_text
from evidence_lib.tables.export import write_table

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("house.mplstyle")
PAPER_DPI = 300
TITLE_WRAP = 72  # letters
LONGEST_TITLE = 12  # words; the design asks for ten, and numbers as words may need two more


class Unfit(EvidenceError):
    """A chart or table without title, scope, source or unit: house rule 8 lets none out."""


@dataclass(frozen=True)
class Exhibit:
    """What a chart and a table have in common.

    name is the file name without ending; scope says which findings are in it; source_line is computed from the rows in
    it; counted says what its numbers count (areas, documents) or "nothing" where it only lists.
    """

    name: str
    title: str
    scope: str
    source_line: str
    counted: str
    data: "pd.DataFrame" = field(repr=False)

    def __post_init__(self) -> None:
        missing = [
            what for what in ("name", "title", "scope", "source_line", "counted") if not getattr(self, what).strip()
        ]
        if missing:
            raise Unfit(f"{self.name or 'a chart'}: has no {', '.join(missing)}. Give it; none is shown without.")

    @property
    def caption(self) -> str:
        """Scope, what is counted, source."""
        return f"{self.scope} Counted: {self.counted}. {self.source_line}"


@dataclass(frozen=True)
class Chart(Exhibit):
    """A chart: draw puts it on axes, alt says in words and numbers what it shows, height is in inches."""

    alt: str
    draw: Callable[[Any], None] = field(repr=False)
    height: float = 3.5
    subtitle: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.alt.strip():
            raise Unfit(f"{self.name}: has no alt text. Say in words and numbers what it shows.")
        if len(self.title.split()) > LONGEST_TITLE:
            raise Unfit(f"{self.name}: its title has more than {LONGEST_TITLE} words: {self.title}")

    def figure(self) -> "Figure":
        """A new figure each time: a second save of one figure differs slightly under constrained layout."""
        import matplotlib.style
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with matplotlib.style.context(str(STYLE)):
            figure = Figure(figsize=(7.2, self.height), layout="constrained")
            FigureCanvasAgg(figure)
            axes = figure.add_subplot()
            self.draw(axes)
            # over the whole width, not the axes': long labels leave too little room for a title beside them
            figure.suptitle(
                "\n".join(textwrap.wrap(self.title, TITLE_WRAP)), x=0.01, ha="left", fontsize=12, fontweight="bold"
            )
            if self.subtitle:
                axes.set_title(self.subtitle, fontsize=9, pad=8)
        return figure

    def write(self, path: Path, dpi: int = PAPER_DPI) -> Path:
        """Write it as PNG or SVG by the path's ending; the same input gives the same bytes."""
        import matplotlib.style

        kind = path.suffix[1:]
        metadata = {"Software": None} if kind == "png" else {"Date": None, "Title": self.title, "Description": self.alt}
        with matplotlib.style.context(str(STYLE)), appearing(path) as beside:
            self.figure().savefig(beside, format=kind, dpi=dpi, metadata=metadata)
        return path

    def save(self, folder: Path) -> list[Path]:
        """Write the picture for paper and screen, its data, and its words."""
        words = folder / f"{self.name}.txt"
        pictures = [self.write(folder / f"{self.name}.{kind}") for kind in ("png", "svg")]
        write_text(words, f"{self.title}\n\n{self.alt}\n\n{self.caption}\n")
        return [*pictures, write_table(self.data, folder / f"{self.name}.csv"), words]


@dataclass(frozen=True)
class Table(Exhibit):
    """A table: data holds it as it is kept, html as a page shows it."""

    html: str = field(repr=False)

    def save(self, folder: Path) -> list[Path]:
        """Write its data."""
        return [write_table(self.data, folder / f"{self.name}.csv")]
