"""Small numbers about people: counts from which, beside a place and a date, somebody might be known.

The limit is the rule of ten that the Office for National Statistics sets for what leaves its Secure Research Service, and
that health bodies follow ("counts from 1 to 9"): fewer than ten people is looked at before it is published.
"""

import re

from evidence_lib.language.personal import Flag

LIMIT = 10
KIND = "small number about people"

COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|[1-9](?= (?-i:[a-z])))"  # "8 People …" is a heading
PEOPLE = (
    r"(?:children|girls|boys|babies|infants|teenagers|siblings|brothers|sisters|young people|people|women|men|adults|mothers"
    r"|fathers|parents|families|carers|victims|survivors|complainants|suspects|offenders|perpetrators|patients|pupils)"
)
PERSON = (
    r"(?:child|girl|boy|baby|infant|teenager|sibling|brother|sister|young person|person|woman|man|adult|mother|father|parent"
    r"|family|carer|victim|survivor|complainant|suspect|offender|perpetrator|patient|pupil)"
)
# A number that counts no people: of a page, a section, an age; "1.2 children", "10-9 children", "£4", "1,204 children".
NO_COUNT = (
    r"(?<![\w£.,:/–-])(?<!\bpage )(?<!\bsection )(?<!\bparagraph )(?<!\bchapter )(?<!\bstage )(?<!\bphase )(?<!\btable )"
    r"(?<!\bfigure )(?<!\bpart )(?<!\baged )(?<!\bage )(?<!\bunder )(?<!\bone in )"
    r"(?<!\d to )(?<!\bmore than )"
)
BETWEEN = r"(?:(?!years?\b|months?\b|weeks?\b|days?\b|hours?\b|and\b|or\b|to\b|in\b)[a-z][\w’'-]* ){0,2}?"  # "three very young"
NOT_OWNED = r"\b(?![’'](?:s\b)?)(?![- ](?:centred|focused|led|Act)\b)"  # "two children’s homes"
NOT_JOINED = (
    r"\b(?![’'-])(?! (?:protection|sexual|abuse|criminal|exploitation|death|safeguarding|care|support|hub|centre|court|member"
    r"|health|services?|victim|practice|assessment|neglect|at a time|to one)\b)"  # "one child protection conference"
)
SMALL = re.compile(
    rf"{NO_COUNT}(?:"
    # 2 of the girls
    rf"\b{COUNT} (?:out )?of (?:the|these|those|all)?(?: ?\w+)?? {BETWEEN}{PEOPLE}{NOT_OWNED}"
    rf"|\b{COUNT} {BETWEEN}{PEOPLE}{NOT_OWNED}"  # three children
    rf"|\b(?:one|1) {BETWEEN}{PERSON}{NOT_JOINED})",
    re.I,
)


def small_numbers(text: str) -> tuple[Flag, ...]:
    """Return the counts of fewer than ten people in a text, in its order: a reason to publish each is recorded."""
    return tuple(Flag(KIND, match[0], match.start()) for match in SMALL.finditer(text))
