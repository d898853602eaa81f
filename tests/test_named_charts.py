"""evidence chart: one chart by its name, with what narrows it, and one line for what cannot be."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib.text import Text
from typer.testing import CliRunner

from evidence_lib import open as open_base
from evidence_lib.chapters.named_charts import CHARTS, Choice, named_chart
from evidence_lib.cli import app
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, BadRow, UnknownName
from tests.conftest import ROOT

NEEDED = {"theme": "training", "area": "Cornwall"}


@pytest.mark.parametrize("name", CHARTS)
def test_every_named_chart_is_drawn_from_the_shipped_base(name: str, shipped: Path) -> None:
    needs = CHARTS[name].needs
    chart = named_chart(name, Choice(open_base(shipped), **{needs: NEEDED[needs]} if needs else {}))
    assert chart.png()[1:4] == b"PNG" and len(chart.data)


@pytest.mark.parametrize("name", CHARTS)
def test_no_word_of_a_chart_leaves_the_picture(name: str, shipped: Path) -> None:
    needs = CHARTS[name].needs
    chart = named_chart(name, Choice(open_base(shipped), **{needs: NEEDED[needs]} if needs else {}))
    figure = chart.figure()
    figure.canvas.draw()
    page = figure.bbox.padded(1)
    words = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    assert words
    for text in words:
        box = text.get_window_extent()
        assert page.x0 <= box.x0 and box.x1 <= page.x1, text.get_text()
        assert page.y0 <= box.y0 and box.y1 <= page.y1, text.get_text()


@pytest.mark.parametrize("name", CHARTS)
def test_a_base_without_findings_gives_a_chart_that_says_so(name: str, base: BaseFolder) -> None:
    if CHARTS[name].needs == "area":
        with pytest.raises(UnknownName, match="no area 'Cornwall'"):
            named_chart(name, Choice(open_base(base.root), area="Cornwall"))
    else:
        needs = CHARTS[name].needs
        chart = named_chart(name, Choice(open_base(base.root), **{needs: NEEDED[needs]} if needs else {}))
        assert chart.png()[1:4] == b"PNG" and not len(chart.data)


@pytest.mark.parametrize(
    "name, choice, kind, told",
    [
        ("areas_by_them", {}, UnknownName, "Did you mean 'areas_by_theme'"),
        ("findings_by_area", {}, BadRow, "needs --theme"),
        ("gap_map", {"area": "Cornwall"}, BadRow, "does not take --area. It takes: --theme"),
        ("themes_by_area", {"area": "../x"}, UnknownName, "no area '../x'"),
        ("areas_by_theme", {"theme": "trainin"}, UnknownName, "Did you mean 'training'"),
        ("areas_by_theme", {"since": "soon"}, BadRow, "since"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    name: str, choice: dict[str, str], kind: type[Exception], told: str, shipped: Path
) -> None:
    with pytest.raises(kind, match=told) as caught:
        named_chart(name, Choice(open_base(shipped), **choice))
    assert "\n" not in str(caught.value)


def test_the_command_writes_the_file_and_says_what_stands_below_it(shipped: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["chart", "areas-by-kind", "--to", str(tmp_path / "a.svg"), "--data", str(shipped)])
    assert done.exit_code == 0 and (tmp_path / "a.svg").read_text("utf-8").startswith("<?xml")
    assert "Counted: areas." in done.output and "Alt text: " in done.output


def test_a_folder_gets_picture_data_and_words(shipped: Path, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["chart", "areas_by_kind", "--to", str(tmp_path / "charts"), "--data", str(shipped)])
    assert sorted(path.suffix for path in (tmp_path / "charts").iterdir()) == [".csv", ".png", ".svg", ".txt"]


def test_a_format_that_is_none_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["chart", "areas_by_kind", "--to", str(tmp_path / "a.jpg")])
    assert isinstance(done.exception, BadFile) and "Formats are: .png, .svg, .csv" in str(done.exception)


@pytest.mark.skipif(os.name == "nt", reason="limits on the size of files are a matter of POSIX")
def test_a_disk_that_is_full_is_named_and_the_old_file_stays(shipped: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"the chart of last week")
    command = [sys.executable, "-m", "evidence_lib.cli", "chart", "areas_by_kind", "--to", str(target)]

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run(
        [*command, "--data", str(shipped)], cwd=ROOT, capture_output=True, text=True, preexec_fn=no_room, check=False
    )
    assert done.returncode == 9 and done.stderr.count("\n") == 1 and "Make room" in done.stderr
    assert target.read_bytes() == b"the chart of last week" and [target] == list(tmp_path.glob("*"))
