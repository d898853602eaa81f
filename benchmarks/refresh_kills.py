"""A refresh killed at random moments, then run again: always a whole pack, no lost review, the tables of an undisturbed run.

python benchmarks/refresh_kills.py [--kills 200] [--seed 1] [--work DIR]
"""

import argparse
import tempfile
from pathlib import Path

from tests.killing import Trial


def main() -> None:
    """Kill, run again, look; prints what was killed when, and fails on the first that does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=None)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.work) as folder:
        trial = Trial(Path(folder), args.seed)
        killed = 0
        for number in range(args.kills):
            killed += trial.kill_and_look(number)
            print(f"{number + 1} of {args.kills}: {killed} killed before their end, all whole after", flush=True)


if __name__ == "__main__":
    main()
