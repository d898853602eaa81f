"""Kills writers of reviews.csv at random moments, and says whether a row was lost or is half.

    python benchmarks/review_kills.py [TIMES]

Two processes write at once, one answers of four rows, the other imports of two hundred; each says what stands on the disk
once it knows. Both are killed at a moment that a seed decides. Then the history is read: what was said to stand must be
there, each answer or import whole or not at all.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.people.reviews import Review, append_reviews, read_reviews

ROOT = Path(__file__).resolve().parents[1]
TIMES = 100
SIZES = {"answers": 4, "imports": 200}  # rows that are written together
LONGEST = 0.4  # seconds from the first row on until the kill


def write(base: BaseFolder, name: str) -> None:
    """Append batches for ever, and say after each that it is written."""
    for number in range(1_000_000):
        rows = [
            Review(f"{name}-{number}", "comment", f"{at}, “said”\nin two lines", "", name, date(2026, 3, 31), "w " * 60)
            for at in range(SIZES[name])
        ]
        append_reviews(base, rows)
        print(f"{name}-{number}", flush=True)


def killed(seed: int, folder: Path) -> list[str]:
    """Kill two writers at a moment that the seed decides; one line for each thing that is then wrong."""
    base = BaseFolder(folder)
    writers = {
        name: subprocess.Popen(
            [sys.executable, "-m", "benchmarks.review_kills", "--write", str(folder), name],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for name in SIZES
    }
    said = [process.stdout.readline() for process in writers.values() if process.stdout]  # both are at work
    time.sleep(random.Random(seed).uniform(0, LONGEST))
    for process in writers.values():
        process.send_signal(signal.SIGKILL)
    for process in writers.values():
        said += process.communicate()[0].splitlines()
    return wrong(base, {line.strip() for line in said if line.endswith("\n") or line.strip()})


def wrong(base: BaseFolder, said: set[str]) -> list[str]:
    """What is lost or half."""
    rows = Counter(review.finding_id for review in read_reviews(base, []))
    told = [f"{name} was said to stand, and is lost" for name in sorted(said - rows.keys())]
    told += [
        f"{name} has {count} rows" for name, count in sorted(rows.items()) if count != SIZES[name.rpartition("-")[0]]
    ]
    return told


def main() -> None:
    """Write for ever, or kill so many times."""
    if sys.argv[1:2] == ["--write"]:
        write(BaseFolder(Path(sys.argv[2])), sys.argv[3])
        return
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    told: list[str] = []
    for seed in range(times):
        with tempfile.TemporaryDirectory() as folder:
            told += [f"seed {seed}: {line}" for line in killed(seed, Path(folder))]
    print("\n".join([*told, f"{times} kills, {len(told)} rows lost or half."]))
    sys.exit(bool(told))


if __name__ == "__main__":
    main()
