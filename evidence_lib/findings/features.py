"""What the models of this room look at: words, section, place and looks of a block, never a sentence as a whole."""

import re
from collections.abc import Callable

from evidence_lib.core.records import Block
from evidence_lib.findings.sections import Section
from evidence_lib.language.linear import phrases
from evidence_lib.language.sentences import sentences

TURN = re.compile(r"\b(?:however|but|although|though|while|despite|nevertheless|yet|whereas)\b", re.IGNORECASE)
STEPS = (-2.5, -1.5, -0.75, 0.0, 0.75, 1.5, 2.5)  # of a leaning (log-odds): fine near nought, where it matters
LONG_SENTENCE = 5  # words; a shorter piece ("(p. 3).", "However,") points nowhere


def block_features(block: Block, section: Section) -> set[str]:
    """Features that tell a finding from scope, method and furniture."""
    text = block.text
    ending = {":": "colon", ".": "stop"}.get(text[-1:], "none")
    return phrases(text, 2) | {
        f"section={section}",
        f"role={block.role}",
        f"length={min(5, len(text) // 100)}",
        f"ends={ending}",
        f"sentences={min(4, len(sentences(text)))}",
        f"page={min(2, block.page_start or 2)}",
    }


def kind_features(text: str, section: Section, leaning: Callable[[str], float]) -> set[str]:
    """Features that tell strength, improvement and mixed apart: how its sentences lean, and the section it stands in."""
    pieces = [piece for piece in sentences(text) if len(piece.split()) >= LONG_SENTENCE] or [text]
    leanings = [leaning(piece) for piece in pieces]
    best, worst, whole = step(max(leanings)), step(min(leanings)), step(leaning(text))
    share = round(4 * sum(score > 0 for score in leanings) / len(leanings))
    found = {
        f"whole={whole}",
        f"best={best}",
        f"worst={worst}",
        f"best={best} worst={worst}",
        f"first={step(leanings[0])}",
        f"last={step(leanings[-1])}",
        f"praising={share}/4",
        f"sentences={min(4, len(leanings))}",
        f"section={section}",
        f"section={section} worst={worst}",
        f"section={section} best={best}",
        f"section={section} whole={whole}",
    }
    if TURN.search(text):
        found |= {"turn", f"turn sentences={min(3, len(leanings))}", f"turn section={section}"}
    return found


def step(score: float) -> int:
    """The step of STEPS on which a leaning stands, from 0 (firm shortfall) to 7 (firm strength)."""
    return sum(score > edge for edge in STEPS)
