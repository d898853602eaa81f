"""Who can undertake something: the subjects of undertaking clauses, and what stands between them and their verb."""

import re
from dataclasses import dataclass

COMMISSIONER = "Police and Crime Commissioner"
OFFICE = "Office of the Police and Crime Commissioner"
CHIEF_CONSTABLE = "Chief Constable"
FORCE = "Force"
JOINT = "Police and Crime Commissioner and Chief Constable"
OURS = (COMMISSIONER, OFFICE, JOINT)

RANKED = (
    r"(?:(?:Deputy|Assistant|Temporary|Acting|Interim) ){0,2}(?:Chief Constable|chief constable)(?: [A-Z][\w’'-]+){0,3}"
)
PCC = (
    r"(?:Deputy |Assistant )?(?:Police(?:,| and) (?:Fire,? and |and Fire )?Crime )?(?:Commissioner"
    r"|commissioner)|P(?:F)?CC|(?:Deputy )?Mayor(?: for [A-Z][\w ]+?)?"
)
POST = r"(?:[A-Z][\w’'-]+,? (?:and |of |for |to )?){1,7}(?:Manager|Director|Lead|Officer|Team|Coordinator|Unit)"
SUBJECTS = {
    JOINT: rf"(?:[Tt]he )?{RANKED} and I|I and (?:the |my )?{RANKED}|(?:[Tt]he )?(?:{PCC}) and (?:the )?{RANKED}",
    COMMISSIONER: rf"I|[Tt]he (?:{PCC})|(?<=[.] )(?:{PCC})|PCC",
    OFFICE: rf"(?:[Mm]y|[Oo]ur) (?:[Dd]eputy(?: [A-Z][\w’'-]+)*|[Cc]hief [Ee]xecutive"
    rf"|Head of [A-Z][\w’'-]+(?: (?:and |of )?[A-Z][\w’'-]+)*)|(?:[Mm]y|[Oo]ur|[Tt]he (?:PCC|Commissioner"
    rf"|Mayor)[’']s) (?:own )?(?:office|team|staff|organisation|officers|commissioning team"
    rf"|[a-z ]{{3,30}} (?:team|unit|manager|lead))"
    rf"|(?:[Tt]he )?(?:OPCC|OPFCC|MOPAC|Office of the Police(?:,| and) (?:Fire,? and )?Crime Commissioner"
    rf"|The Office(?! of))|(?:[Mm]y|[Oo]ur) {POST}",
    CHIEF_CONSTABLE: rf"(?:[Tt]he |[Mm]y |[Oo]ur )?{RANKED}",
    FORCE: r"(?:[Tt]he |[Oo]ur |[Mm]y )(?:[Ff]orce|[Cc]onstabulary|MPS|Met\b|[Pp]olice(?: [Ss]ervice)?)"
    r"|(?:[A-Z][\w’'-]+ (?:(?:and|&) )?){1,5}(?:Police|Constabulary)(?! and| Crime)"
    r"|(?<![\w,] )(?:All )?(?:Officers|Staff)(?: and (?:officers|staff))?"
    r"|(?:Detective )?(?:Chief )?(?:Superintendent|Inspector)(?: [A-Z][\w’'-]+)*|(?:[Oo]ur|[Tt]he) (?:officers"
    r"|(?:[A-Z][\w’'-]+ ){1,5}(?:Team|Unit|Department|Command|Superintendent))",
    "we": r"[Ww]e",
    "they": r"(?:He|She|They|he|she|they)",
}
SUBJECT = re.compile(
    "|".join(f"(?P<s{number}>\\b(?:{pattern})\\b)" for number, pattern in enumerate(SUBJECTS.values()))
)
NAMES = tuple(SUBJECTS)
# A force in a clause under another verb undertakes nothing: "ensure that the Force will", "how the Force is to".
BELOW = re.compile(r"\b(?:that|whether|how|what|which|where|when|if|as|who|why|because|while|than)\s+$", re.IGNORECASE)
BELOW_US = re.compile(r"\b(?:whether|how|what|when|if|why|because|than|as)\s+$", re.IGNORECASE)
TOLD_US = re.compile(
    r"\b(?:assured|confirmed|advised|informed|told|agreed|stated|reported|committed|explained)(?: to)?(?: me| us"
    r"| my office)?\s+that\s+$"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject found in a sentence: who it is, and where it stands."""

    who: str
    start: int
    end: int


def subjects(sentence: str) -> list[Subject]:
    """The subjects of a sentence that could undertake something, in order."""
    found = []
    for hit in SUBJECT.finditer(sentence):
        who = NAMES[int((hit.lastgroup or "s0")[1:])]
        before = sentence[: hit.start()]
        below = BELOW_US if who in (*OURS, "we") else BELOW
        if below.search(before) and not TOLD_US.search(before):
            continue
        found.append(Subject(who, hit.start(), hit.end()))
    return found
