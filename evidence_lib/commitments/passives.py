"""Undertakings that name nobody: passives, intentions and expectations, and what findings are to do."""

import re

from evidence_lib.commitments.moods import ADVERB, Head
from evidence_lib.commitments.records import Strength
from evidence_lib.commitments.subjects import FORCE, OURS, TOLD_US, subjects
from evidence_lib.commitments.verbs import verbs

# Undertakings whose subject is a noun of their own: "It is my intention to review", "My expectation is that the Force will".
NOMINAL = re.compile(
    r"\b(?:(?:[Ii]t is|[Ii]t remains) (?:my|our) (?:intention|plan|aim)|[Mm]y (?:intention|plan|aim"
    r"|intent) is)\s+(?:for \w+ )?to\s+(?P<verb>[a-z]+)\b"
    r"|\b(?:[Mm]y expectation is|[Ii]t is my expectation)\s+(?=that\b)"
)
# What a report or its learning is to do: "the findings will inform my commissioning framework".
THING = re.compile(
    r"(?P<what>\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ny|[Ii]ts|[Oo]ur|[Mm]y) (?:[a-z]+ ){0,2}?(?:findings?|learning"
    r"|lessons|report|recommendations?|outcomes?|results|work|review|evidence|response|conversations?|discussions?)\b[^.;,]{0,60}?)"
    rf"\s+(?:will|shall|is to|are to)(?:\s+{ADVERB})*\s+(?:help to\s+|help\s+)?(?P<verb>inform|shape|feed|form"
    rf"|guide|influence|support|underpin)\b"
)
PASSIVE = re.compile(
    rf"(?P<what>\b(?:[Tt]h(?:is|ese|ose|e|at)|[Aa]ny|[Aa]n?|[Aa]ll|[Oo]ur|[Mm]y|[Ii]t|[Tt]hey|[Pp]rogress|[A-Z][a-z]+)\b[^.;:]{{0,120}}?)"
    rf"\s+(?:(?P<will>(?:will|shall)(?:\s+{ADVERB})*\s+be(?:ing)?|(?:is|are) to be)|(?P<has>ha(?:s"
    rf"|ve)(?:\s+{ADVERB})*\s+been))(?:\s+{ADVERB})*\s+(?P<verb>[a-z]+(?:ed|en|t|ld|ght|nd|ut))\b"
)
JOINS = re.compile(
    r"(?:,|;)?\s*\b(?:and|but|so)\b\s*(?=$|[Tt]h(?:is|ese|ose|e|at|ey)\b|it\b|any\b|all\b|our\b|my\b|an?\b|progress\b)|[,;]\s+(?=[Tt]h(?:is|ese|ose|at)\b)"
)
BY_OTHERS = re.compile(
    r"\bby (?:the )?(?:HMI|[Ii]nspector|Ofsted|Care Quality|CQC|Home Office|[Gg]overnment|[Cc]ourts?|Parliament)"
    r"|[Ii]nspect(?:ion|ors)"
)


def with_passives(sentence: str, found: list[Head], ours: str) -> list[Head]:
    """The same with undertakings that name nobody: "progress will be monitored", "it is my intention to review"."""
    made = list(found)
    for hit in PASSIVE.finditer(sentence):
        start = hit.start("what") + max((cut.end() for cut in JOINS.finditer(hit["what"])), default=0)
        what = sentence[start : hit.end("what")]
        inside = any(head.start <= hit.start("verb") and start < head.verb_end for head in made)
        if inside or BY_OTHERS.search(sentence[start:]) or any(s.who == ours for s in subjects(what)):
            continue
        told = TOLD_US.search(sentence[:start])
        if under(sentence[:start], what) and not told:
            continue
        who = FORCE if told else ours
        fits = verbs().known(hit["verb"]) if hit["will"] else (who in OURS and verbs().is_done(hit["verb"]))
        past = re.match(r"\s+(?:in|on|at|during) (?:19|20)\d\d", sentence[hit.end() :])
        if fits and verbs().undertakes(hit["verb"]) and not past:
            made.append(Head(who, start, hit.end(), hit["verb"], Strength.FIRM, hit["has"] is not None))
    if ours in OURS:
        made += [one for one in of_nouns(sentence, ours) if not any(h.start <= one.start < h.verb_end for h in made)]
    return made


def under(before: str, what: str) -> bool:
    """Whether a passive stands under another verb: "I am pleased that progress will be made"."""
    return bool(
        re.search(r"\b(?:that|how|whether|which|what|when|if)\b[^,;]{0,80}$", what)
        or re.search(r"\b(?:that|how|whether|what|when|if|pleased|assured|confident)\b[^,;]{0,60}$", before)
    )


def of_nouns(sentence: str, ours: str) -> list[Head]:
    """Undertakings whose subject is a noun: an intention, an expectation, the findings of the report."""
    found = []
    for hit in NOMINAL.finditer(sentence):
        found.append(Head(ours, hit.start(), hit.end(), hit["verb"] or "expect", Strength.QUALIFIED))
    for hit in THING.finditer(sentence):
        if not under(sentence[: hit.start("what")], hit["what"]):
            found.append(Head(ours, hit.start("what"), hit.end(), hit["verb"], Strength.FIRM))
    return found
