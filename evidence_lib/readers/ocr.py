"""Text recognition for pictures of pages, by ocrmypdf and tesseract where both are installed."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import which

from evidence_lib.core.errors import BadFile

LANGUAGE = "eng"
PATIENCE = 3600  # seconds; a page takes one to three


def missing() -> str:
    """What has to be installed before pictures of pages can be recognised; an empty string where all is there."""
    wanted = []
    if find_spec("ocrmypdf") is None:
        wanted.append("ocrmypdf (pip install -r locks/ocr.txt)")
    if which("tesseract") is None:
        wanted.append("tesseract (from your system's packages)")
    return " and ".join(wanted)


@contextmanager
def recognised(path: Path) -> Iterator[Path]:
    """A passing copy of a PDF whose pictures of pages have text; the file itself is not touched.

    Raises BadFile where recognition fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        command = [sys.executable, "-m", "ocrmypdf", "--skip-text", "--output-type", "pdf", "--optimize", "0"]
        command += ["--rotate-pages", "--language", LANGUAGE, "--quiet", str(path), str(copy)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=PATIENCE)
            said = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
        except subprocess.TimeoutExpired:
            said = f"it took more than {PATIENCE // 60} minutes"
        if not copy.is_file():
            raise BadFile(f"{path}: its pictures of pages could not be recognised ({said}). Look for a copy with text.")
        yield copy
