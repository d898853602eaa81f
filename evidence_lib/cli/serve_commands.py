"""evidence serve."""

from contextlib import suppress
from typing import Annotated

import typer

from evidence_lib.cli.options import Data
from evidence_lib.core.base_folder import find_base

PORT = 8765


def serve_command(
    pack: Annotated[
        str, typer.Option(metavar="PACK", help="Folder or name of a pack; the newest of the base if not given.")
    ] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 takes any that is free.")] = PORT,
    data: Data = "",
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Offer a pack to the browsers of this machine (127.0.0.1), until Ctrl+C; no other machine can reach it."""
    from evidence_lib.pack.serve import address, pack_server, pack_to_serve

    chosen = pack_to_serve(find_base(data), pack)
    with pack_server(chosen, port) as server, suppress(KeyboardInterrupt):  # Ctrl+C is how it ends
        typer.echo(f"{chosen.name} at {address(server)} on this machine alone. End with Ctrl+C.")
        if browser:
            import webbrowser

            webbrowser.open(address(server))
        server.serve_forever()
    typer.echo("Ended.")
