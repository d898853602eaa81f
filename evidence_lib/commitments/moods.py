"""The words in which something is undertaken: auxiliaries, chains of verbs, acceptance, refusal, hedges."""

import re
from dataclasses import dataclass

from evidence_lib.commitments.records import Strength

ASIDE = r"(?:\s*,\s[^,.;]{2,70},)"
ADVERB = (
    r"(?:also|therefore|now|then|further|again|still|both|all|always|soon|in turn|of course|as well"
    r"|in addition|together|next|once|(?!apply|supply|reply|rely|imply|comply|multiply|ally|rally|tally)\w+ly)\b"
)
GAP = rf"(?:{ASIDE}|\s+{ADVERB})*\s+"
WILL = re.compile(rf"{GAP}(?:will|shall)\b|[’']ll\b")
IS = re.compile(rf"{GAP}(?:am|are|is)\b|[’'](?:m|re)\b")
HAS = re.compile(rf"{GAP}(?:have|has)\b|[’']ve\b")
WOULD = re.compile(rf"{GAP}would\b|[’']d\b")
NEGATED = re.compile(rf"{GAP}(?:not|never|no longer|neither|n’t)\b")
# Links of a chain, the strength each gives (None leaves it as it is), and what must follow.
LINKS: tuple[tuple[str, Strength | None], ...] = (
    (
        r"(?:be\s+|been\s+|remain\s+|remains?\s+)?(?:very |particularly |especially |also |most "
        r"|keenly )*(?:interested|keen)\b(?:\s+(?:to|in)\b)?",
        Strength.INTEREST,
    ),
    (r"look(?:ing|s)? forward to", Strength.INTEREST),
    (
        r"(?:be |been |remain |remains )?(?:fully |firmly |also )*(?:committed|determined|dedicated) to",
        Strength.QUALIFIED,
    ),
    (
        r"(?:be )?(?:wish|want|like|love|intend|plan|propos|hope|hoping|aim|expect|look|seek|endeavour|tr(?:y"
        r"|ies)|striv|planning)(?:e|es|s|ed|ing|ning)?\s+to",
        Strength.QUALIFIED,
    ),
    (r"(?:be )?(?:agree|undertak|commit|pledg|promis|resolv)(?:e|es|s|d|ed|en|ing|ted|ting)?\s+to", None),
    (
        r"(?:be )?(?:continu(?:e|es|ed|ing)|begin(?:ning)?|begun|start(?:ed|ing)?|work(?:ed|ing)?|go(?:ing)?|help(?:ing)?)\s+to",
        None,
    ),
    (r"(?:take|taking|taken|put|putting)\s+(?:\w+\s+){0,2}(?:steps|action|measures)(?: in place)?\s+to", None),
    (r"(?:be|been)\b", None),
    (r"to\b", None),
)
LINK = [(re.compile(rf"{GAP}{pattern}", re.IGNORECASE), strength) for pattern, strength in LINKS]
VERB = re.compile(rf"{GAP}(?P<verb>[a-z][a-z’'-]+)\b")
PERFORMS = re.compile(
    rf"{GAP}(?:do\s+)?(?P<verb>accepts?|expects?|asks?|requests?|urges?|invites?|encourages?|requires?|call on"
    rf"|calls on|instructs?|agrees?|endorses?|undertakes?|commits?)\b"
)
BARE = re.compile(r"^(?P<mood>Will|To)\s+(?P<verb>[a-z]+)\b")
ACCEPTED = re.compile(
    r"^(?:(?:This|The) (?:recommendation|AFI|area for improvement) (?:is|has been"
    r"|was) )?(?:(?P<part>[Pp]art(?:ial|ia)?l?y|[Ii]n part|[Ii]n principle)\s+)?(?:[Ff]ully )?(?:[Aa]ccepted|[Aa]greed)\b"
)
REFUSED = re.compile(
    r"\b(?:not (?:accept|agree|support|persuaded|convinced)|(?:do|does|did|can) ?not (?:accept|agree|support)"
    r"|disagree|reject(?:ed|s)?\b|unable to accept|not accepted|declin)",
    re.IGNORECASE,
)
RECOMMENDED = re.compile(
    r"\b(?:recommendations?|AFIs?|areas? for improvement|findings?|causes? of concern|proposals?|it in full)\b"
)
HEDGED = re.compile(
    r"\b(?:where(?:ver)? (?:possible|appropriate|necessary)|if (?:possible|necessary|appropriate|required"
    r"|needed)|as appropriate|subject to|resources (?:allow|permit)|when resources)",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"\b(?:comments?|response|views?|observations?)\b[^.]{0,60}\b(?:report|inspection|recommendation|below"
    r"|section 55|statutory)|\bto (?:comment|respond)\b|^\s+(?:\w+ ){1,4}for (?:his|her|their|the|a|any"
    r"|formal)(?: \w+)? (?:comments?|response|views?|observations?)\b",
    re.IGNORECASE,
)
PROGRESSIVE = (
    "ask",
    "request",
    "work",
    "commission",
    "invest",
    "fund",
    "explore",
    "monitor",
    "refer",
    "challenge",
    "invite",
)
WISHED = re.compile(
    rf"{GAP}(?:would (?:also )?(?:like|want|wish|expect|ask)|want|expect|wish)(?:s)?(?=\s+(?:the|my|all|our"
    rf"|to see the) [\w’' ]{{2,60}}? to\b)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What undertakes: who, from where to where in the sentence (verb_end: behind the verb), the verb, and how firmly."""

    who: str
    start: int
    verb_end: int
    verb: str
    strength: Strength
    done: bool = False
