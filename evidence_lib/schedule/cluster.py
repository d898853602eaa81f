"""A refresh on more than one machine (the extra dask): an executor of a Dask cluster whose workers have this very library.

Base and packs lie on storage that every worker sees under the same name.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evidence_lib.core.errors import BadFile
from evidence_lib.tables.blocks_kept import code_fingerprint

LIBRARY = Path(__file__).resolve().parents[1]
SECONDS = 15  # a scheduler that answers at all answers sooner
RETRIES = 3  # a task whose worker died goes to another one


@contextmanager
def cluster(address: str, *folders: Path) -> Iterator[Executor]:
    """The executor of the cluster at an address such as tcp://10.0.0.5:8786.

    Raises BadFile, in one line, where the scheduler cannot be reached or has no workers, where a worker has another version of
    the library, and where it does not see the folders that it is to read and write.
    """
    if not find_spec("distributed"):
        raise BadFile("--scheduler needs the extra dask: install locks/dask.txt into the environment.")
    from distributed import Client

    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise BadFile(f"{address}: no Dask scheduler answers there. Start it, or leave out --scheduler.") from error
    with client:
        refuse_strangers(address, client.run(version), client.run(seen, [str(folder) for folder in folders]))
        yield client.get_executor(retries=RETRIES, pure=False)


def version() -> str:
    """The version of the library here: its number, and a hash of its code."""
    from importlib.metadata import version as number

    rooms = sorted(path.name for path in LIBRARY.iterdir() if path.is_dir())
    return f"{number('evidence-lib')}+{code_fingerprint('.', *rooms)}"


def seen(folders: list[str]) -> list[str]:
    """Which folders are not there."""
    return [folder for folder in folders if not Path(folder).is_dir()]


def refuse_strangers(address: str, versions: dict[str, Any], missing: dict[str, list[str]]) -> None:
    """Refuse a cluster of which a worker would do other work, or none."""
    if not versions:
        raise BadFile(f"{address}: the scheduler has no workers. Start one: dask worker {address}")
    own = version()
    for worker, other in versions.items():
        if other != own:
            raise BadFile(
                f"{worker}: the worker has version {other} of the library, and here it is {own}. Make them the same."
            )
    for worker, folders in missing.items():
        if folders:
            raise BadFile(f"{worker}: the worker does not see {folders[0]}. Put it on storage that every machine has.")
