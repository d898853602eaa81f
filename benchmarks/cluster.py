"""A refresh on a Dask cluster of two workers on this machine against the local pool, the same work on each side.

    python benchmarks/cluster.py FOLDER_OF_REPORTS [--work DIR]

Each side reads all the reports anew and runs the twenty small briefs of benchmarks/refresh.py; prints the ratio.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.refresh import base_of, brief
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.pack.refresh import How, refresh
from evidence_lib.schedule.cluster import cluster
from tests.test_cluster import Cluster

BAR = 1.5


def refreshed(base: BaseFolder, plan: Path, notebooks: Path, how: How) -> float:
    """Seconds of a refresh that has read nothing yet."""
    shutil.rmtree(base.derived, ignore_errors=True)
    shutil.rmtree(base.outputs, ignore_errors=True)
    base.outputs.mkdir()
    started = time.perf_counter()
    refresh(base, base.outputs, plan, jobs=2, notebooks=notebooks, how=how)
    return time.perf_counter() - started


def main() -> None:
    """Run both sides and print the ratio."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("reports", type=Path)
    words.add_argument("--work", type=Path, default=None)
    given = words.parse_args()
    work = given.work or Path(tempfile.mkdtemp())
    base = base_of(sorted(given.reports.glob("*.pdf")), work / "cluster" / "data")
    plan = brief(work / "cluster" / "notebooks", base)
    # plain kernels on both sides: workers of a cluster have no warm process to fork from
    local = refreshed(base, plan, plan.parent, How(kernels="plain"))
    held = Cluster(Path(tempfile.mkdtemp()))
    try:
        for _ in range(2):
            held.worker()
        held.wait(2)
        with cluster(held.address, base.root, base.outputs) as executor:
            remote = refreshed(base, plan, plan.parent, How(kernels="plain", executor=executor))
    finally:
        held.end()
    print(f"local pool {local:.1f} s, two Dask workers {remote:.1f} s: {remote / local:.2f} times (at most {BAR})")


if __name__ == "__main__":
    main()
