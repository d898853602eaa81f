"""What the models of this room look at: words, section, place and looks of a block, never a sentence as a whole."""

import re
from collections.abc import Callable, Mapping

from evidence_lib.core.records import Block
from evidence_lib.findings.sections import Section
from evidence_lib.language.linear import phrases
from evidence_lib.language.sentences import sentences
from evidence_lib.language.stems import stems

TURN = re.compile(r"\b(?:however|but|although|though|while|despite|nevertheless|yet|whereas)\b", re.IGNORECASE)
STEPS = (-4.0, -2.5, -1.5, -0.75, 0.0, 0.75, 1.5, 2.5, 4.0)  # of a leaning (log-odds): fine near nought
WORDING_STEPS = (-5.0, -4.0, -3.0, -2.25, -1.5, -0.75, 0.0, 0.75, 1.5, 2.25, 3.0)  # most kinds are unlikely: lower
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
    }


def wording_features(text: str, section: Section) -> set[str]:
    """Features of a whole finding for the kinds: its stems and short phrases, which of them open or close it, and where."""
    pieces = parts(text)
    found = {
        f"section={section}",
        f"section={section} turn={bool(TURN.search(text))}",
        f"sentences={min(5, len(pieces))}",
    }
    for number, piece in enumerate(pieces):
        words = stems(piece)
        place = "first" if number == 0 else "last" if number == len(pieces) - 1 else "middle"
        found |= {f"{place}: {word}" for word in words} | {f"opens: {' '.join(words[:many])}" for many in (1, 2)}
        for length in (1, 2, 3):
            found.update(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return found


def kind_features(
    text: str, section: Section, leaning: Callable[[str], float], wording: Mapping[str, float]
) -> set[str]:
    """Features that tell strength, improvement and mixed apart.

    How its sentences lean, what the wording of the whole speaks for, and the section it stands in.
    """
    pieces = parts(text)
    leanings = [leaning(piece) for piece in pieces]
    whole = leaning(text)
    found = leanings_seen(leanings, whole, section)
    for kind, score in wording.items():
        found |= {f"wording {kind}={step(score, WORDING_STEPS)}"}
        found |= {f"wording {kind} section={section} {step(score, WORDING_STEPS) // 2}"}
        found |= {f"wording {kind}>{edge:g}" for edge in WORDING_STEPS if score > edge}
        found |= {f"wording {kind}-{other}={step(score - wording[other])}" for other in wording if other > kind}
    if TURN.search(text):
        found |= {"turn", f"turn sentences={min(3, len(leanings))}", f"turn section={section}"}
    return found


def leanings_seen(leanings: list[float], whole: float, section: Section) -> set[str]:
    """How the sentences lean, as features: the best, the worst, the next to them, the first, the last and the whole."""
    order = sorted(leanings)
    extremes = {"whole": whole, "best": order[-1], "worst": order[0]}
    best, worst, first, last = step(order[-1]), step(order[0]), step(leanings[0]), step(leanings[-1])
    praising, blaming = sum(score > 0.5 for score in leanings), sum(score < -0.5 for score in leanings)
    share = round(4 * sum(score > 0 for score in leanings) / len(leanings))
    found = {f"{name}={step(score)}" for name, score in extremes.items()}
    found |= {f"section={section} {name}={step(score)}" for name, score in extremes.items()}
    found |= {f"{name}>{edge:g}" for name, score in extremes.items() for edge in STEPS if score > edge}
    found |= {
        f"best={best} worst={worst}",
        f"first={first}",
        f"last={last}",
        f"praising={share}/4",
        f"section={section}",
    }
    found |= {f"sentences={min(4, len(leanings))}", f"mean={step(sum(leanings) / len(leanings))}"}
    if len(order) > 1:
        found |= {f"best but one={step(order[-2])}", f"worst but one={step(order[1])}", f"first={first} last={last}"}
        found |= {f"praising={min(4, praising)} blaming={min(4, blaming)}"}
    return found


def parts(text: str) -> list[str]:
    """The sentences of a text that are long enough to point somewhere; the whole if none is."""
    return [piece for piece in sentences(text) if len(piece.split()) >= LONG_SENTENCE] or [text]


def step(score: float, edges: tuple[float, ...] = STEPS) -> int:
    """The step on which a score stands, from 0 (the lowest) upwards."""
    return sum(score > edge for edge in edges)
