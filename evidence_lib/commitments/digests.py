"""A digest of a response: a person has sorted it, so that its headings say what each item is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence_lib.commitments.records import Paragraph, Speaker
from evidence_lib.core.records import Role

UNDERTAKES = re.compile(r"\bundertakes?\b|\bcommitments?\b", re.IGNORECASE)
CHIEF = re.compile(r"\bchief constable\b", re.IGNORECASE)
# The paragraph of the original at the end of an item, as a page is named in a digest of a report: "(paragraph 14)".
PLACE = re.compile(r"\s*\((?:paragraph|para\.?)\s*(\d+)\)\.?\s*$", re.IGNORECASE)


def digest_paragraphs(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with their speakers, numbered as in the original: only items under a heading of undertakings undertake."""
    made = []
    for part in parts:
        speaker = Speaker.REPORT
        if part.role is Role.ITEM and UNDERTAKES.search(part.heading):
            speaker = Speaker.CHIEF_CONSTABLE if CHIEF.search(part.heading) else Speaker.COMMISSIONER
        place = PLACE.search(part.text)
        text = part.text[: place.start()] if place else part.text
        made.append(replace(part, speaker=speaker, text=text, number=int(place[1]) if place else None))
    return made
