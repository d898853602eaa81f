"""Who undertakes and who is asked: the parties that a response names."""

import re

RANK = r"(?:(?:Deputy|Assistant|Temporary|Acting|Interim)\s+){0,2}"
NAMES = r"[A-Z][\w’'-]+(?:\s+(?:and|&|of|the|for|to|with)\s+(?=[A-Z])|[,]?\s+(?=[A-Z])|\s+and\s+(?=[A-Z]))?"
POST = r"(?:Manager|Director|Lead|Officer|Team|Adviser|Advisor|Coordinator|Co-ordinator|Analyst|Unit|Executive)s?"
OFFICE_HOLDER = rf"(?:{NAMES}){{1,8}}?\b{POST}\b|(?:Head|Director)s? of (?:{NAMES}){{1,6}}(?<!\s)"
CHIEF = (
    rf"{RANK}(?:Chief (?:Constable|Officer)|chief constable)s?(?! of [a-z])"
    rf"|Commissioner of (?:the )?(?:Metropolitan|City of London)[\w ]*Police"
)
FORCE = (
    r"[Ff]orce\b|[Cc]onstabulary\b|(?:[A-Z][\w’'-]+\s+(?:(?:and|&)\s+)?){1,5}(?:Police"
    r"|Constabulary)\b(?! and (?:Fire|Crime)|,? (?:Fire and )?Crime)|[Pp]olice service\b"
)
HEALTH = (
    r"police and health(?: services| partners)?|health(?: and [a-z ]{3,20}?)? (?:services|partners"
    r"|commissioners|providers|colleagues|agencies)|NHS(?: England)?|[Ii]ntegrated [Cc]are [Bb]oards?"
    r"|[Cc]linical [Cc]ommissioning [Gg]roups?"
)
JUSTICE = (
    r"Crown Prosecution Service|CPS\b|HM Courts and Tribunals Service|HMCTS|[Pp]robation(?: [Ss]ervice)?"
    r"|[Cc]riminal [Jj]ustice (?:partners|agencies)|[Cc]ourts\b"
)
PARTNERS = (
    r"(?:[Ll]ocal|[Ss]trategic|[Ss]tatutory|[Ss]afeguarding|[Cc]ommunity [Ss]afety|[Rr]egional|[Oo]ther|[Kk]ey"
    r"|[Pp]olicing)\s+partners(?:hips)?\b"
    r"|[Pp]artner(?: agencie|ship)?s\b|[Ll]ocal [Aa]uthorit(?:y|ies)(?: (?:chief executives|leaders|partners))?"
    r"|Community Safety Partnerships?|(?:[A-Z][\w’'-]+ )+Partnerships?\b"
    r"|(?:[Ii]ndependent )?[Cc]ustody [Vv]isitors|[Gg]overnment\b|(?:[A-Z][\w’'-]+ )+Councils?\b|[Cc]ouncils?\b(?! tax)"
    r"|(?:[Tt]hird|[Vv]oluntary)(?: and community)? [Ss]ector(?: partners| organisations)?"
    r"|[Ss]ervice [Pp]roviders?|[Pp]roviders\b|[Cc]ommissioners\b"
    r"|(?:[A-Z][\w’'-]+\s+)*Safeguarding (?:Children|Adults)[’']?s? (?:Board|Partnership)s?"
    r"|[Cc]hildren[’']s [Ss]ocial [Cc]are|[Ss]chools\b"
)
NATIONAL = (
    r"(?:Victims|Children|Domestic Abuse)(?:[’']s?)? Commissioner|Home Secretary|Home Office"
    r"|Ministry of Justice|(?:[A-Z]\w+ )?Minister(?: [a-z]+ [A-Z]\w+)?|College of Policing"
    r"|National Police Chiefs[’'] Council|NPCC|HMICFRS|Association of Police and Crime Commissioners|APCC"
)
OWN = (
    r"(?:the )?(?:Office of the Police and Crime Commissioner|OPCC)|(?:[Mm]y|[Oo]ur) (?:own )?(?:office|team"
    r"|staff|officers|commissioning team)|(?:Deputy )?Police(?:,| and) (?:Fire and "
    r"|Fire, and )?Crime (?:Commissioner|Panel)|Mayor\b"
)
PARTY = re.compile(
    rf"\b(?:{CHIEF}|{NATIONAL}|{HEALTH}|{JUSTICE}|{FORCE}|{OFFICE_HOLDER}|{OWN}|{PARTNERS}"
    rf"|[Pp]olice\b(?! and (?:Fire and )?Crime|,? (?:Fire )|\s+(?:force|officer|service)s?\b))"
)
DETERMINER = r"(?:(?:the|my|our|their|his|her|a|all|both|each|every|local|relevant|new|this)\s+){0,3}"
COLLEAGUES = (
    r"(?:colleagues|officers|partners|leads?|counterparts|representatives|members|staff)\s+(?:in|from"
    r"|at|within|across|of)\s+"
)
# Where a party is asked, told, worked with or held to account; "from" and "to" need a party right behind them.
ASKED = re.compile(
    r"\b(?:with|from|to|for|by|that|on|upon|against|hold|holding|ask|asks|asked|asking|request|requests|requested|requesting|require|requires"
    r"|required|invite|invited|inviting|expect|expects|expecting|expected|urge|urged|encourage|encouraged|encouraging|challenge|challenged|challenging"
    r"|tasked|instructed|commissioned|write to|support|supporting|seek|between|how|whether|see|press|direct"
    r"|directed|engage|engaging)\s+"
    rf"(?P<who>{DETERMINER}(?:{COLLEAGUES}{DETERMINER})?)(?={PARTY.pattern})"
)
COMMITTEE = r"(?:[A-Z][\w’'&-]+ (?:and |of )?){1,6}(?:Board|Panel|Committee|Group|Forum)\b"
# Who stands right behind the verb: "ask the Chief Constable"; there any name of several capitals is a party.
DIRECT = re.compile(
    rf"\s+(?:also\s+)?{DETERMINER}(?:{COLLEAGUES}{DETERMINER})?(?P<party>{COMMITTEE}|{PARTY.pattern}"
    rf"|(?<=my )(?:[A-Z][\w’'-]+(?:\s+(?:of|and|for)(?=\s[A-Z]))?\s+){{1,5}}(?=to\b|with\b|that\b))"
)
# Any other body of several capitals that is worked with: "with Victim Support".
WITH = re.compile(r"\bwith (?:the )?(?P<who>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)(?! (?:Strategy|Plan|Act)\b)")
POSSESSED = re.compile(rf"(?P<who>{DETERMINER})(?={PARTY.pattern}[’']s?\s)")
ARTICLE = re.compile(r"^(?:(?:the|my|our|their|his|her|a|all|both|each|every|new|this)\s+)+", re.IGNORECASE)
PLAIN = {
    "force": "Force",
    "constabulary": "Force",
    "police": "Police",
    "opcc": "Office of the Police and Crime Commissioner",
}
OPCC = "Office of the Police and Crime Commissioner"


def addressee(clause: str, action: str) -> str:
    """Return who is asked, told or worked with in a clause, or an empty string where nobody is.

    clause begins behind the verb that undertakes. A possessor ("the Force's strategy") is asked only where it is watched.
    """
    direct = DIRECT.match(clause)
    if direct and action in ("request", "monitor", "refer") and not owned(clause, direct):
        return named(clause, direct)
    for found in ASKED.finditer(clause):
        party = PARTY.match(clause, found.end())
        if party is None or owned(clause, party):
            continue
        if re.match(r"(?:for|by|on|how|whether|see|that)\b", found.group()) and not acts(
            clause[party.end() :], found.group()
        ):
            continue
        return named(clause, party)
    if other := WITH.search(clause):
        return other["who"]
    if action in ("monitor", "request"):
        for found in POSSESSED.finditer(clause):
            if party := PARTY.match(clause, found.end()):
                return named(clause, party)
    return ""


def acts(rest: str, lead: str) -> bool:
    """Whether a party behind "that", "how" or "for" is to do something: a verb follows, and not a noun."""
    return bool(
        re.match(
            r"\s+(?:to\b|can\b|could\b|will\b|should\b|is\b|are\b|has\b|have\b|\w+s\b|\w+ly\b|\w+ed\b|work|continue|take|make|develop|use|meet)",
            rest,
        )
    ) or lead.startswith("by")


def owned(clause: str, party: "re.Match[str]") -> bool:
    """Whether the party only owns what follows ("the Force's plan") or is part of a name ("Police and Crime Plan")."""
    return bool(
        re.match(r"[’']s?\s|\s+(?:Strategy|Plan|Panel|Board|Group|Management Statement)", clause[party.end() :])
    )


def named(clause: str, party: "re.Match[str]") -> str:
    """The party's name without article; what it is short for where that is plain."""
    name = (party["party"] if "party" in party.re.groupindex else party.group()).strip(" ,")
    both = re.match(r"\s+and\s+(?:the\s+|my\s+|our\s+)?", clause[party.end() :])
    if both and (other := PARTY.match(clause, party.end() + both.end())) and not owned(clause, other):
        return f"{plain(name)} and {plain(other.group())}"
    return plain(name)


def plain(name: str) -> str:
    """A party's name without article and with a capital."""
    bare = ARTICLE.sub("", name.strip(" ,"))
    if re.match(r"(?:my|our) (?:own )?(?:office|team|staff|officers)", name, re.IGNORECASE) or bare.lower() == "office":
        return OPCC
    bare = PLAIN.get(bare.lower(), bare)
    return bare[:1].upper() + bare[1:]
