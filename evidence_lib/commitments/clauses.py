"""From a sentence to its undertaking clauses, one commitment each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_lib.commitments.moods import HEDGED, Head
from evidence_lib.commitments.records import Strength
from evidence_lib.commitments.subjects import CHIEF_CONSTABLE, FORCE
from evidence_lib.commitments.undertakings import heads
from evidence_lib.commitments.verbs import verbs

BOUNDARY = re.compile(r",?\s+(?:and|but|while|whilst|so|which)\s*(?:(?<=\s)[^,;.]{0,60},\s+)?$|;\s+(?:and\s+)?$|,\s+$")
LEADS = re.compile(
    r"(?:during|in|by|based|over|from|through|as|at|following|to|given|for|after|before|within|on|with|alongside|throughout|later|going|where|"
    r"next|subject|building|having|specifically|additionally|also|furthermore|finally|therefore)\b",
    re.IGNORECASE,
)
LEAD_WORDS = 8  # words of an opening ("During 2020", "In direct response to this report") that belong to the clause
SOMETHING = re.compile(r"\b(?:[Tt]his|[Tt]hat|[Ii]t) is something (?:that |which )?$")
# A clause whose object is only a pronoun goes on with the clause before it: "… and will monitor that through my board".
POINTS_BACK = re.compile(
    r"\s+(?:closely\s+)?(?:that|this|it|these|them|those)\b(?!\s+(?:the|all|any|our|my|learning|finding))"
)
CARRIES = re.compile(r"\bto\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\b")
COMMISSIONING = re.compile(
    r"\bcommissioning\s+(?:strategy|plan|intention|framework|decision|cycle|process|activit|priorit)|\bwhen commissioning\b"
    r"|\b(?:inform|shap|guid|influenc|underpin|support)\w*\s+(?:my|our|the|future|any|all|office[’']s|local"
    r"|\s)*\bcommissioning\b|\bfuture commissioning\b"
)
INQUIRY = re.compile(
    r"\b(?:audit|review|research|report|inspection|evaluation|study|survey|assessment|analysis|inquiry)\b"
)
EVIDENCE_BASE = re.compile(
    r"\b(?:evidence base|risk register|action (?:log|tracker)|tracker\b|register of (?:recommendations|actions))"
)
FINITE = r"\b(?:is|are|was|were|has|have|had)\b"
PROGRESS = re.compile(
    r"\b(?:progress|performance|delivery|implementation|action plan|impact|compliance|monthly|quarterly"
    r"|regularly|annually)\b|[Bb]oard|[Pp]anel|[Mm]eeting"
)
BOARD_WORDS = re.compile(r"\b(?:assurance|assurances|updates?|reports?|briefings?)\b")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that undertakes: its words, what stands behind its verb, who, what kind of action, how firmly."""

    text: str
    behind: str
    who: str
    action: str
    strength: Strength
    opening: str


def clauses(sentence: str, ours: str, bare: bool = False, named: str = CHIEF_CONSTABLE) -> list[Clause]:
    """Return the undertaking clauses of a sentence in order; a sentence that undertakes nothing has none.

    named is whom the sentence before spoke of: what "she" and "they" stand for.
    """
    found = merged(sentence, heads(sentence, ours, bare, named))
    made = []
    for number, (head, last) in enumerate(found):
        start = opening(sentence, head, found[number - 1][1].verb_end if number else 0)
        following = found[number + 1][0] if number + 1 < len(found) else None
        end = ending(sentence, following, last.verb_end) if following else len(sentence)
        made.append(clause(sentence, head, last, start, end))
    return made


def merged(sentence: str, found: Sequence[Head]) -> list[tuple[Head, Head]]:
    """Pairs of the head that opens a clause and the one that names its action.

    They differ where an interest is taken up at once by a verb that points back to it: "I will be interested to see how …
    and will monitor that" is one commitment, to monitor.
    """
    pairs: list[tuple[Head, Head]] = []
    for head in found:
        back = POINTS_BACK.match(sentence[head.verb_end :]) is not None
        if pairs and back and pairs[-1][1].strength is Strength.INTEREST and head.who == pairs[-1][1].who:
            pairs[-1] = (pairs[-1][0], head)
        else:
            pairs.append((head, head))
    return pairs


def opening(sentence: str, head: Head, after: int) -> int:
    """Where a clause begins: with a short opening before its subject, else with the subject."""
    before = sentence[after : head.start]
    if something := SOMETHING.search(before):
        return after + something.start()
    cuts = [cut.end() for cut in re.finditer(r"(?:^|[,;:]|\band\b|\bbut\b)\s*", before)]
    for cut in cuts:
        piece = before[cut:]
        whole = (cut == 0 and after == 0) or re.search(r"(?:\band|;|\bbut)\s*$", before[:cut])
        leads = not piece.strip() or LEADS.match(piece)
        if whole and leads and len(piece.split()) <= LEAD_WORDS and not re.search(FINITE, piece):
            return after + cut
    return head.start


def ending(sentence: str, following: Head, at_least: int) -> int:
    """Where a clause ends: before the conjunction that joins the next."""
    start = opening(sentence, following, at_least)
    text = sentence[:start]
    cut = BOUNDARY.search(text)
    return max(cut.start() if cut else start, at_least)


def clause(sentence: str, head: Head, last: Head, start: int, end: int) -> Clause:
    """Put a clause together."""
    text = sentence[start:end].strip().rstrip(" ,;")
    behind = sentence[last.verb_end : end]
    strength = last.strength
    if strength is Strength.FIRM and HEDGED.search(sentence[head.start : end]):
        strength = Strength.QUALIFIED
    watched = sentence[head.verb_end : end] if head is not last else behind
    return Clause(text, watched, head.who, action(last, behind, text), strength, sentence[start : head.start])


def action(head: Head, behind: str, text: str) -> str:
    """The kind of action: the verb's own, or that of the verb it hands on to, or what its object makes of it."""
    lexicon = verbs()
    plain = lexicon.plain(head.verb)
    own = lexicon.action(head.verb)
    if EVIDENCE_BASE.search(behind) and own in ("ensure", "record in evidence base"):
        return "record in evidence base"
    if COMMISSIONING.search(text) and own in ("ensure", "explore", "refer", "inform commissioning"):
        return "inform commissioning" if own != "explore" else own
    if plain in ("work", "liais", "engag", "meet") and (then := CARRIES.search(behind)):
        handed = lexicon.action(then["verb"])
        return "explore" if handed == "agree" else handed
    if plain in ("take", "give", "have", "make", "put") and re.search(
        r"\bconsideration|\bdiscussions?|\bconversations?", behind[:60]
    ):
        return "explore"
    if plain == "seek" and re.search(r"\b(?:through|via|at)\b", behind) and BOARD_WORDS.search(behind[:60]):
        return "monitor"
    if plain in ("receiv", "requir") and BOARD_WORDS.search(behind[:60]):
        return "monitor"
    if plain == "commiss" and INQUIRY.search(behind[:90]):
        return "request"  # an audit is commissioned of someone; a service is what commissioning is about
    if plain == "hold" and "account" in behind[:120]:
        return "monitor"
    if plain in ("hold", "keep", "go") and not re.search(
        r"\baccount|\breview|\bprogress|\bscrutin|\bforward", behind[:80]
    ):
        return "refer" if plain == "go" else "ensure"
    if plain in ("review", "assess") and head.who in (FORCE, CHIEF_CONSTABLE):
        return "explore"
    if plain == "review" and not PROGRESS.search(behind[:80]):
        return "explore"
    if plain == "inform" and not re.match(
        r"\s+(?:me|us|the (?:[Cc]hief|[Ff]orce|[Pp]olice and Crime Panel|[Pp]anel|public))\b", behind
    ):
        return "ensure"
    if plain == "look" and re.match(r"\s+(?:to|at|into|for)\b", behind) is None:
        return "ensure"
    return own
