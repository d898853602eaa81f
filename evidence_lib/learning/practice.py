"""Practice findings: written by us in our own words and labelled by the same instructions, for themes that reports seldom hold.

They teach the tagger beside labelled reports and are never scored: they owe nothing to the wording of any report, and a
score counts only on reports. Each line of practice.jsonl has text, themes (the most central first), agencies and kind.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from evidence_lib.learning.labels import Labelled

PRACTICE = Path(__file__).with_name("practice.jsonl")
PARTS = 10  # of the practice findings, each taken for a document when it is asked in how many a word stands


@cache
def practice_findings() -> tuple[Labelled, ...]:
    """All practice findings."""
    lines = PRACTICE.read_text(encoding="utf-8").splitlines()
    return tuple(practised(number, json.loads(line)) for number, line in enumerate(lines))


def practised(number: int, held: dict[str, Any]) -> Labelled:
    """One practice finding."""
    themes, agencies = tuple(held["themes"]), tuple(held["agencies"])
    return Labelled(f"practice-{number % PARTS}", "", held["text"], "", 0, held["kind"], themes, agencies)
