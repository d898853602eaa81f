"""Where a commitment is watched (a board, a panel, a meeting), and the document that it is to reach."""

import re

WORD = r"[A-Z][\w’'&/-]*"
JOINED = rf"{WORD}(?:\s+(?:and|&|of|the|for|to|in|with)(?=\s+[A-Z])|,(?=\s+[A-Z]))?"
BODY = r"(?:Board|Panel|Group|Committee|Forum|Conference|Executive|Meeting|Summit|Assembly|Hub|Council of \w+|Partnership)s?"
NAMED_FORUM = rf"(?:{JOINED}\s+){{1,8}}{BODY}\b(?:\s+meetings?\b)?"
PLAIN_FORUM = (
    r"(?:(?!(?:of|the|to|in|with|that|which|for|a|an|from|by|my|our|this|these|next|on|at|is|are|be|those)\b)[a-z0-9][\w:’'-]*\s+){1,5}"
    r"(?:boards?|panels?|committees?|forums?|meetings?|hearings?|conferences?|(?<=scrutiny )groups?"
    r"|(?<=governance )(?:arrangements|structures|process|framework)|(?<=accountability )(?:arrangements"
    r"|structures|process|framework))\b"
    r"(?! of (?:the |my |our )?[A-Z])"
)
FORUM = re.compile(
    r"\b(?:through|via|at|in|to|by|within|under|during|using|of|as part of|on)\s+(?:(?:the|my|our|its|their|a|an"
    r"|both|existing|established|usual|normal|next|new|each|every|Force[’']s|force[’']s)\s+)*"
    r"(?:(?:quarterly|monthly|weekly|regular|annual)\s+(?=[A-Z]))?"
    rf"(?P<forum>{NAMED_FORUM}|{PLAIN_FORUM})"
)
DOCUMENT = (
    r"(?:[Ss]trateg(?:y|ies)|[Pp]lans?|[Pp]olic(?:y|ies)|[Ff]ramework|[Nn]eeds [Aa]ssessment"
    r"|[Mm]anagement [Ss]tatement|[Aa]nnual [Rr]eport|[Pp]rotocol|[Ii]ntentions|[Ss]pecifications?)"
)
LAST = re.compile(
    rf"\b{DOCUMENT}(?:(?:,\s[a-z]+)?\s+(?:and|or)\s+(?:delivery\s+)?(?:plans?|polic(?:y|ies)|strateg(?:y|ies)))?\b(?!-)"
)
OWNERS = (
    "force’s",
    "force's",
    "force",
    "its",
    "their",
    "constabulary’s",
    "constabulary's",
    "police’s",
    "my",
    "our",
    "the",
    "any",
    "a",
    "an",
    "this",
    "his",
    "her",
)
STOPS = frozenset(
    [
        "they",
        "we",
        "i",
        "you",
        "he",
        "she",
        "who",
        "can",
        "will",
        "should",
        "could",
        "must",
        "to",
        "of",
        "in",
        "that",
        "which",
        "is",
        "are",
        "be",
        "through",
        "with",
        "into",
        "as",
        "on",
        "from",
        "how",
        "using",
        "within",
        "by",
        "informs",
        "inform",
        "via",
        "at",
        "their",
    ]
) - {"their"}
MOST_WORDS = 9  # words before "strategy" or "plan" that can belong to its name
COMMISSIONING = re.compile(
    r"(?:\b(?:my|our)\s+(?=commissioning)|\b(?=future commissioning))"
    r"(?P<name>(?:future )?commissioning(?: (?:decisions|intentions|cycle|plans|activity|processes"
    r"|of [\w ]{3,40}?(?=[,.;]|$)))?)\b"
    r"(?! (?:strategy|manager|team|lead|officer))"
    r"|when (?P<gerund>commissioning (?:[\w-]+\s?){1,5}?)(?=[,.;]|$)"
)
# A document that is only pointed at is no destination: "a priority in my plan", "as set out in the strategy".
POINTED = re.compile(
    r"(?:priorit(?:y|ies)\s+(?:in|of|within|for)|set out in|outlined in|in line with|in accordance with"
    r"|aligned (?:to|with)|objectives? (?:in|of|within)"
    r"|contained in|in support of|required by|commitment(?:s)? (?:in|of|within)|under|reflects?|identified in"
    r"|central to|pillars? of)\s+$"
)
LOOSE = re.compile(
    r"^(?:(?:my|our|the|any|a|this|next|new|own|local|relevant|future|current|existing|revised|emerging|forthcoming|refreshed|his|her|their|its)\s+)+",
    re.IGNORECASE,
)
OF_FORCE = re.compile(r"^(?:force|constabulary|police|its|their)", re.IGNORECASE)


def forum(clause: str, addressed_to: str) -> str:
    """The board, panel, group or meeting through which something is watched, as named, without article."""
    for found in FORUM.finditer(clause):
        name = re.sub(r"^(?:next|own)\s+", "", found.group("forum").strip(" ,"))
        post = re.match(r"\s+(?:Manager|Director|Lead|Officer|Team)", clause[found.end() :])
        if name != addressed_to and not post:
            return name
    return ""


def destination(clause: str, of_force: bool = False) -> str:
    """The document that something is to reach, in small letters unless it is a name: "force prevention strategy".

    of_force says that the clause is about the force's own documents though it only says "the" or "our".
    """
    for last in LAST.finditer(clause):
        owner, name, start = owned_name(clause, last)
        if POINTED.search(clause[:start]) or not name:
            continue
        force = OF_FORCE.match(owner) or of_force or name.startswith("Force ")
        return with_owner(name, bool(force))
    if found := COMMISSIONING.search(clause):
        gerund = re.sub(r"^commissioning (?!of\b)", "commissioning of ", (found.group("gerund") or "").strip())
        return (found.group("name") or gerund).strip()
    return ""


def owned_name(clause: str, last: "re.Match[str]") -> tuple[str, str, int]:
    """The owner of a document, its name, and where both begin: the words back to the nearest "my", "the", "Force's"."""
    words = list(re.finditer(r"[^\s]+", clause[: last.start()]))[-MOST_WORDS:]
    taken = len(words)
    owner = ""
    for at in range(len(words) - 1, -1, -1):
        word = words[at].group().strip("‘“'").lower()
        if word in OWNERS:
            owner, taken = word, at + 1
            break
        if word in STOPS or (words[at].group().endswith((",", ";", ":")) and not words[at].group()[:1].isupper()):
            break
        taken = at
    name = LOOSE.sub("", clause[words[taken].start() if taken < len(words) else last.start() : last.end()])
    bare = re.fullmatch(DOCUMENT, name) and not re.search(r"[Nn]eeds|[Rr]eport|[Pp]olic", name)
    start = words[taken - 1].start() if taken else last.start()
    if bare and not OF_FORCE.match(owner):
        return owner, "", start  # "a plan", "the strategy": no document that could be told from another
    return owner, name, start


def with_owner(name: str, force: bool) -> str:
    """The document's name, with "force" before it where it is the force's; a proper name keeps its capitals."""
    name = re.sub(r"^[Ff]orce\s+", "", name)
    proper = sum(word[:1].isupper() for word in name.split()) > 1
    shown = name if proper else name[:1].lower() + name[1:]
    return f"force {shown}" if force and not proper else shown
