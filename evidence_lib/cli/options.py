"""Options that many commands share."""

from typing import Annotated

import typer

Data = Annotated[
    str, typer.Option("--data", metavar="DIR", help="Folder of the evidence base; the shipped one if not given.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing unless something is wrong.")]


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 page", "7 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
