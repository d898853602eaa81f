"""Run all tests: pytest on the library (with papermill runs of every notebook), then nbval on every notebook.

python tools/run_tests.py [arguments for pytest]      with arguments, pytest alone runs
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Run every step even if one fails; name those that did; return 1 if any did."""
    python = [sys.executable, "-m"]
    steps = {
        "the shipped evidence base builds": [*python, "evidence_lib.cli", "build", "--quiet"],
        "pytest": [*python, "pytest", "-n", "auto", "--dist", "loadfile", "tests"],
        # one worker a notebook: nbval's cells share a kernel
        "nbval": [*python, "pytest", "--nbval-lax", "-n", "auto", "--dist", "loadfile", "notebooks"],
    }
    if arguments:
        steps = {"pytest": [*python, "pytest", *arguments]}
    failed = [name for name, command in steps.items() if subprocess.run(command, cwd=ROOT).returncode]
    print(f"Failed: {', '.join(failed)}." if failed else "All steps passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
