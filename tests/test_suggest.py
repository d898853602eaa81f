"""Findings that no theme fits are shown in clusters, with the words that tell them, for a person to name."""

import csv
import random
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.learning.suggest import NothingToCluster, Unthemed, clustered, suggest
from tests.test_cli import evidence

SUBJECTS = {
    "horse": ["The stable keeps {} horses.", "A horse was ridden {} times.", "Riders groom horses in stable {}."],
    "boat": ["The harbour holds {} boats.", "A boat sailed {} times.", "Sailors mend boats in harbour {}."],
}


def herd() -> list[Unthemed]:
    return [
        Unthemed(f"{name}-{line}-{number}", f"d{number}", number, text.format(number))
        for name, lines in SUBJECTS.items()
        for line, text in enumerate(lines)
        for number in range(1, 7)
    ]


def test_what_speaks_of_the_same_comes_together_with_its_words() -> None:
    found = clustered(herd(), 2)
    assert [{one.finding_id.split("-")[0] for one in cluster.findings} for cluster in found] in (
        [{"horse"}, {"boat"}],
        [{"boat"}, {"horse"}],
    )
    assert {word for cluster in found for word in cluster.words} >= {"horses", "boats"}


def test_the_same_findings_give_the_same_clusters_in_whatever_order_they_come() -> None:
    mixed = herd()
    random.Random(3).shuffle(mixed)
    assert clustered(mixed, 2) == clustered(herd(), 2)


def test_too_few_are_sooner_read(westshire: BaseFolder) -> None:
    from evidence_lib.tables.build import build

    build(westshire)
    with pytest.raises(NothingToCluster, match="findings have no theme"):
        suggest(westshire)


def test_the_command_lists_them_with_document_and_page(base: BaseFolder, tmp_path: Path) -> None:
    from evidence_lib.sources.add import add

    lines = "\n".join(f"- In the stable {one} horses are well kept, and riding is effective." for one in range(14))
    path = tmp_path / "ponies.md"
    path.write_text(
        f"# Joint targeted area inspection of Ponyshire\n\nArea: Ponyshire\n\n## Key strengths\n\n{lines}\n"
    )
    assert all(one.source for one in add(base, [path], {"areas": "Ponyshire"}))
    done = evidence("themes", "suggest", "--data", str(base.root), "--to", str(tmp_path / "c.csv"), "--clusters", "2")
    assert "14 findings without a theme" in done.stdout, done.stdout + done.stderr
    rows = list(csv.DictReader((tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 14 and all(row["document_id"] for row in rows)
