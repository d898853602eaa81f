"""Killing a refresh at a random moment, and looking at what is left once it has run again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from evidence_lib.chapters.kept_tables import export_kept
from evidence_lib.frames import open_base
from evidence_lib.pack.kept_packs import latest, names, read_pack
from evidence_lib.people.reviews import Review, append_reviews, read_reviews
from evidence_lib.sources.add import add
from evidence_lib.sources.init import init
from evidence_lib.tables.export import export
from evidence_lib.tables.store import read_table
from tests.conftest import LETTER
from tests.refreshing import books

RUN = (
    "import sys, pathlib\n"
    "from evidence_lib.core.base_folder import BaseFolder\n"
    "from evidence_lib.pack.refresh import refresh\n"
    "base, outputs, books = map(pathlib.Path, sys.argv[1:])\n"
    "if __name__ == '__main__':\n"
    "    refresh(BaseFolder(base), outputs, books / 'plan.yml', notebooks=books)\n"
)


class Trial:
    """A base of two documents, how long a refresh of it takes, and its tables as they come out undisturbed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.base = init(folder / "base")
        for area in ("Westshire", "Eastshire"):
            path = folder / f"{area.lower()}.md"
            path.write_text(LETTER.replace("Westshire", area), encoding="utf-8")
            add(self.base, [path], {})
        self.books = books(folder / "books")
        self.reviews = 0
        self.outputs = folder / "outputs"
        self.seconds = 0.0
        self.run()
        self.findings = list(read_table(self.base, "findings")["finding_id"])

    def start(self, outputs: Path) -> "subprocess.Popen[bytes]":
        """Start a refresh in a process group of its own."""
        script = self.folder / "run.py"
        script.write_text(RUN, encoding="utf-8")
        command = [sys.executable, str(script), str(self.base.root), str(outputs), str(self.books)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)

    def run(self) -> None:
        """A refresh that nobody disturbs."""
        begun = time.monotonic()
        process = self.start(self.outputs)
        _, told = process.communicate()
        assert process.returncode == 0, told.decode()
        self.seconds = max(self.seconds, time.monotonic() - begun)

    def kill_and_look(self, number: int) -> bool:
        """Change something, kill a refresh at a random moment, run again, look. Whether it was killed before its end."""
        self.reviews += 1
        kind = ("mixed", "improvement")[number % 2]
        review = Review(self.findings[0], "kind", kind, "a reason", "A. Reviewer", date(2026, 3, 31), "")
        append_reviews(self.base, [review])
        if number % 3 == 0:
            for path in (self.base.derived / "blocks").glob("*.json"):  # so that documents are read, too
                path.unlink()
        process = self.start(self.outputs)
        time.sleep(self.chance.random() * self.seconds)
        killed = process.poll() is None
        process.send_signal(self.chance.choice((signal.SIGKILL, signal.SIGTERM)))
        process.communicate()
        pointed = latest(self.outputs)
        assert pointed and read_pack(pointed), "what latest.txt names is no whole pack"
        self.run()
        self.look(kind)
        return killed

    def look(self, kind: str) -> None:
        """The newest pack is whole, nothing staged is left, no review is lost, and the tables are those of an untouched base."""
        pointed = latest(self.outputs)
        assert pointed and read_pack(pointed)
        assert all(read_pack(self.outputs / name) for name in names(self.outputs))
        assert not list(self.outputs.glob(".staging-*")) and not list(self.outputs.glob("*.part"))
        assert len(read_reviews(self.base, [])) == self.reviews
        assert kind in (pointed / "tables" / "findings.csv").read_text(encoding="utf-8-sig")
        other = self.undisturbed()
        for path in sorted(other.iterdir()):
            assert (pointed / "tables" / path.name).read_bytes() == path.read_bytes(), path.name

    def undisturbed(self) -> Path:
        """The tables of a copy of the base in which nothing was made yet."""
        copy, target = self.folder / "copy", self.folder / "undisturbed"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.base.root, copy, ignore=shutil.ignore_patterns("derived", "*.lock"))
        base = open_base(copy)
        export(base.folder, target, published=True)
        export_kept(base, target)
        return target
