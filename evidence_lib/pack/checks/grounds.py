"""What a pack is held against: the base that it was made from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.findings.identity import normal_words
from evidence_lib.frames import EvidenceBase
from evidence_lib.language.personal import Flag, flags
from evidence_lib.language.small_numbers import small_numbers
from evidence_lib.pack.checks.sources import Known
from evidence_lib.people.admitted import admitted
from evidence_lib.people.reviews import read_reviews

PAPERS = "papers.json"


@dataclass(frozen=True)
class Grounds:
    """A base, and what checks ask of it, worked out once; papers is what the pack says of its papers, by file."""

    base: EvidenceBase
    papers: Mapping[str, Mapping[str, Any]]

    @cached_property
    def known(self) -> Known:
        """Its words and where they stand."""
        return Known(self.base)

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words with a capital that are no person's name here: areas, publishers, bodies, agencies, providers."""
        held = [*self.base.areas, *self.base.publishers, *AGENCIES.values()]
        held += [word for area in self.base.registers.organisation.known_areas for word in (area.name, area.council)]
        return frozenset(word for name in held for word in name.lower().split())

    @cached_property
    def studies(self) -> Mapping[str, str]:
        """Practice studies that nobody has admitted: their words, and the finding's name."""
        shown = admitted(read_reviews(self.base.folder, self.base.themes.ids))
        findings = self.base._joined
        held = findings[(findings["kind"] == Kind.CASE_STUDY) & ~findings["finding_id"].isin(shown)]
        return {normal_words(quote): name for quote, name in zip(held["quote"], held["finding_id"], strict=True)}

    @cached_property
    def checked(self) -> frozenset[str]:
        """The findings that a person has checked."""
        findings = self.base._joined
        return frozenset(findings.loc[findings["checked"], "finding_id"])

    def for_publication(self, file: str) -> bool:
        """Whether a file is a paper that is marked for publication."""
        return bool(self.papers.get(file, {}).get("for_publication"))

    @cached_property
    def _seen(self) -> dict[str, tuple[tuple[Flag, ...], tuple[Flag, ...]]]:
        return {}

    def flagged(self, text: str) -> tuple[tuple[Flag, ...], tuple[Flag, ...]]:
        """What may be personal in a text, and small numbers in it; the same words stand in many places, and are read once."""
        if text not in self._seen:
            self._seen[text] = (flags(text, self.not_names), small_numbers(text))
        return self._seen[text]


def papers_of(pack: Path) -> dict[str, dict[str, Any]]:
    """What a pack says of its papers, by file; nothing for one that is older than papers.json."""
    path = pack / PAPERS
    held = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return {f"papers/{file['name']}": paper for paper in held for file in paper["files"]}
