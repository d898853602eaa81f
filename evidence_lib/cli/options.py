"""Options that many commands share."""

from typing import Annotated

import typer

Data = Annotated[
    str, typer.Option("--data", metavar="DIR", help="Folder of the evidence base; the shipped one if not given.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing unless something is wrong.")]
