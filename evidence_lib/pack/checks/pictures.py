"""Pictures have words for who cannot see them, and figures their data."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.problem import Problem, problem

FIGURES = "charts/"
BESIDE = {".svg": "the picture for a designer", ".csv": "its data", ".txt": "its words"}
WORDS = ("title", "alternative text", "caption")


def alternative_text(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Pictures without words, on any page and in any paper."""
    for number, picture in enumerate(contents.pictures, start=1):
        if not picture.alt.strip():
            said = f"picture {number} has no alternative text"
            yield problem("alternative text", picture.file, picture.place, said, "Give it alt text where it is made")


def figures(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Charts without a second form, their data, or their title, alternative text and caption."""
    for name in contents.of(".png"):
        if not name.startswith(FIGURES):
            continue
        for ending, what in BESIDE.items():
            beside = str(PurePosixPath(name).with_suffix(ending))
            path = contents.files.get(beside)
            if path is None or not path.stat().st_size:
                yield problem("figure", name, "", f"{what} ({ending}) is missing", "Save the chart with base.show()")
            elif ending == ".txt":
                yield from without_words(path.read_text(encoding="utf-8"), beside)


def without_words(text: str, name: str) -> Iterator[Problem]:
    """What the words of a chart lack."""
    held = [part.strip() for part in text.split("\n\n")]
    for at, what in enumerate(WORDS):
        if at >= len(held) or not held[at]:
            yield problem(
                "figure", name, "", f"its {what} is missing", "Give it where the chart is made", f"{name}|{what}"
            )
