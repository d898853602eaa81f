"""Charts and tables as things that know what they show: title, scope, source, what is counted, words for who cannot see."""

import io
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from evidence_lib.charts.words import LONGEST_TITLE
from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.files import appearing, write_text
from evidence_lib.tables.export import write_table

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("house.mplstyle")
PAPER_DPI = 300
SCREEN_DPI = 110
TITLE_WRAP = 72  # letters
WIDTH = 7.2  # inches: the text of an A4 page with room for its margins
FORMS = ("bars", "stacked bars", "columns", "stacked columns", "line")  # bars lie, columns stand
SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style, and leave matplotlib's own settings as they were."""
    import matplotlib

    with matplotlib.rc_context(_style()):
        yield


@cache
def _style() -> dict[str, Any]:
    from matplotlib import rc_params_from_file

    return dict(rc_params_from_file(STYLE, use_default_template=False))


def save_png(figure: "Figure", file: IO[bytes], dpi: int) -> None:
    """Save a figure without matplotlib's layer of transparency, of which a chart has none: quicker, and a tenth smaller."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(dpi)
    canvas.draw()
    Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba()).convert("RGB").save(
        file, "png", dpi=(dpi, dpi)
    )


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
        self.refuse_without("name", "title", "scope", "source_line", "counted")
        if not SLUG.issuperset(self.name):
            raise Unfit(f"'{self.name}' is no name for a file. Use small letters, digits, hyphens and underscores.")

    def refuse_without(self, *needed: str) -> None:
        """Raise Unfit if any of the named fields is empty."""
        missing = [what.replace("_", " ") for what in needed if not getattr(self, what).strip()]
        if missing:
            raise Unfit(
                f"{self.name or 'a chart or table'}: has no {', '.join(missing)}. Give it; none is shown without."
            )

    @property
    def caption(self) -> str:
        """Scope, what is counted, source."""
        return f"{self.scope} Counted: {self.counted}. {self.source_line}"


@dataclass(frozen=True, slots=True)
class Editable:
    """A chart as Office programs draw it themselves, so that a colleague can change it.

    form is one of FORMS; names stand along its axis of names, in the order of reading; series are names with a number for
    each of them, None where there is none; unit is the title of the axis of numbers.
    """

    form: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise Unfit(f"no chart of the form '{self.form}'. Forms are: {', '.join(FORMS)}.")
        if any(len(numbers) != len(self.names) for _, numbers in self.series):
            raise Unfit("an editable chart needs a number, or None, for each of its names.")


@dataclass(frozen=True)
class Chart(Exhibit):
    """A chart: draw puts it on axes, alt says in words and numbers what it shows, height is in inches.

    editable is the same chart for Office programs; None where they have no form for it (the gap map), and a picture and
    its table stand in.
    """

    alt: str
    draw: Callable[[Any], None] = field(repr=False)
    height: float = 3.5
    subtitle: str = ""
    editable: Editable | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.refuse_without("alt")
        if len(self.title.split()) > LONGEST_TITLE:
            raise Unfit(f"{self.name}: its title has more than {LONGEST_TITLE} words: {self.title}")

    def figure(self, titled: bool = True) -> "Figure":
        """A new figure; titled=False leaves the title to a caption beside the picture."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with house_style():
            figure = Figure(figsize=(WIDTH, self.height), layout="constrained")
            FigureCanvasAgg(figure)
            axes = figure.add_subplot()
            self.draw(axes)
            # over the whole width, not the axes': long labels leave too little room for a title beside them
            title = "\n".join(textwrap.wrap(self.title, TITLE_WRAP))
            if titled:
                figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
            if self.subtitle:
                axes.set_title(self.subtitle, fontsize=9, pad=8)
        return figure

    def write(self, path: Path, dpi: int = PAPER_DPI) -> Path:
        """Write it as PNG or SVG by the path's ending; the same input gives the same bytes."""
        with appearing(path) as beside, beside.open("wb") as file:
            self.render(file, path.suffix[1:], dpi)
        return path

    def to(self, path: Path) -> Path:
        """Write one file by the path's ending: the picture (.png, .svg) or its data (.csv)."""
        return write_table(self.data, path) if path.suffix == ".csv" else self.write(path)

    def png(self, dpi: int = SCREEN_DPI, titled: bool = True) -> bytes:
        """It as PNG, for the screen; titled=False where a caption holds its title."""
        held = io.BytesIO()
        self.render(held, "png", dpi, titled)
        return held.getvalue()

    def render(self, file: IO[bytes], kind: str, dpi: int, titled: bool = True) -> None:
        """Save it as "png" or "svg", without the date and version that would change its bytes."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        figure = self._laid_out[titled] if titled in self._laid_out else self._lay_out(titled)
        with house_style():
            if kind == "png":
                save_png(figure, file, dpi)
            else:
                said = {"Date": None, "Title": self.title, "Description": self.alt}
                FigureCanvasSVG(figure).print_svg(file, metadata=said)

    @cached_property
    def _laid_out(self) -> "dict[bool, Figure]":
        return {}

    def _lay_out(self, titled: bool) -> "Figure":
        """The figure that all its files are saved from, laid out once: a layout at each save would move things a little."""
        figure = self._laid_out[titled] = self.figure(titled)
        with house_style():
            figure.draw_without_rendering()
        figure.set_layout_engine("none")
        return figure

    def save(self, folder: Path) -> list[Path]:
        """Write the picture for paper and screen, its data, and its words (NAME.png, .svg, .csv, .txt)."""
        words = folder / f"{self.name}.txt"
        pictures = [self.write(folder / f"{self.name}.{kind}") for kind in ("png", "svg")]
        write_text(words, f"{self.title}\n\n{self.alt}\n\n{self.caption}\n")
        return [*pictures, write_table(self.data, folder / f"{self.name}.csv"), words]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a reader sees it; url leads somewhere, or is empty; remark says what the text is, set apart from it."""

    text: str
    url: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Table(Exhibit):
    """A table: data holds it as it is kept, head and rows as a reader sees it; units says in what its cells are given."""

    units: str
    head: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.refuse_without("units")

    @property
    def caption(self) -> str:
        """Scope, what is counted, units, source."""
        return f"{self.scope} Counted: {self.counted}. Units: {self.units}. {self.source_line}"

    def to_html(self) -> str:
        """It as an accessible HTML table: caption, heads with scope, text escaped, no index."""
        from evidence_lib.charts.markup import table_html

        return table_html(self)

    def save(self, folder: Path) -> list[Path]:
        """Write its data (NAME.csv)."""
        return [write_table(self.data, folder / f"{self.name}.csv")]
