"""Make the locks anew: universal (Linux, Windows, macOS), pinned by hash, and silent about where packages come from.

python tools/make_locks.py          (needs uv, which the developing lock holds)
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "locks"
EXTRAS = ("dask", "lab-scheduler", "ocr")
COMPILE = [
    "uv",
    "pip",
    "compile",
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--python-version",
    "3.11",
    "--quiet",
    "--custom-compile-command",
    "python tools/make_locks.py",
]
# A local folder of packages on the developer's machine must not decide what is locked.
IGNORED = ("PIP_FIND_LINKS", "UV_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL")
TELLING = re.compile(r"https?://|file:|(?:^|\s)/\w+/|--index|--find-links|--extra-index")


def compile_lock(name: str, *arguments: str) -> None:
    """Compile one lock and refuse it if it names an index, a host or a folder."""
    target = LOCKS / name
    environment = {key: value for key, value in os.environ.items() if key not in IGNORED}
    subprocess.run([*COMPILE, *arguments, "--output-file", str(target)], cwd=ROOT, env=environment, check=True)
    text = target.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if TELLING.search(line):
            sys.exit(f"locks/{name}, line {number}: names where packages come from: {line.strip()}")
    print(f"locks/{name}: {text.count('==')} packages")


def main() -> None:
    """Compile what runs, what develops, each extra (consistent with it), and the installer."""
    LOCKS.mkdir(exist_ok=True)
    compile_lock("run.txt", "pyproject.toml")
    compile_lock("dev.txt", "pyproject.toml", "--group", "pyproject.toml:dev", "--constraint", "locks/run.txt")
    for extra in EXTRAS:
        compile_lock(f"{extra}.txt", "pyproject.toml", "--extra", extra, "--constraint", "locks/dev.txt")
    installer = LOCKS / "uv.in"
    installer.write_text("uv\n", encoding="utf-8")
    try:
        compile_lock("uv.txt", "locks/uv.in", "--constraint", "locks/dev.txt")
    finally:
        installer.unlink()


if __name__ == "__main__":
    main()
