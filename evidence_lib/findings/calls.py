"""Sentences that call on someone to act: who is asked, and by when.

"By 31 March 2024, chief constables should review …" is addressed to chief constables; "Medicals should be timely" calls for
something and names nobody. Written for the ways in which inspectorates and reviews put it, whatever their subject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence_lib.core.yml import from_yaml
from evidence_lib.findings.deadlines import ANY, due_words, is_due
from evidence_lib.language.sentences import sentences

WORDS = from_yaml(Path(__file__).with_name("calls.yml").read_text(encoding="utf-8"))
# By the last word of its name "leaders across the area" is told from "plans for children".
BODIES = rf"(?:{'|'.join(WORDS['bodies'])})s?"
ENDS_IN_BODY = re.compile(rf"(?:^|[\s’'/-])(?:{BODIES})$", re.IGNORECASE)
ABBREVIATION = re.compile(r"(?:^|[\s/])(?!EHC)[A-Z][a-z]?[A-Z]{1,6}s?$")
TAIL = re.compile(
    r",|\(|\s(?:of|in|at|for|from|across|within|with|to|who|which|that|working|responsible|including|on|under|where|led"
    r"|as|by|through)\s"
)
OPENERS = re.compile(
    r"^(?:by|within|where|when|if|to|in|with|as|following|from|before|after|across|during|for|until|once|working|having"
    r"|through|at|on|given|while|although|there|it|this|these|they|we|that|and|but|which)\b",
    re.IGNORECASE,
)
# "Should have acted" looks back and asks for nothing; "should have a plan" does.
PERFECT = (
    r"\s+(?:not\s+|also\s+)?have\s+(?:\w+ly\s+)?(?:\w+ed|been|done|made|taken|had|known|seen|given|told|held|kept|led|sought"
    r"|found|gone|come|written|shown|met|sent|brought)\b"
)
MODAL = re.compile(rf"\b(?:should|must|ought to|(?:will |also )?needs? to)\b(?!{PERFECT})", re.IGNORECASE)
# "Chief constables should be satisfied" asks chief constables; "children should be seen" does not ask children.
PASSIVE = re.compile(
    r"^\s*(?:\w+ly\s+)?be\s+(?!satisfied|assured|able|aware|clear|confident|ready|prepared|mindful|more|better|proactive)",
    re.IGNORECASE,
)
RECOMMENDS = re.compile(
    r"^(?:(?:we|i|inspectors|(?:the|this) (?:panel|review|inspectorates?|reviewers?|authors?))\s+"
    r"(?:also\s+|therefore\s+)?recommends?|it is (?:also |therefore )?recommended)\b\s*(?:that\b\s*)?"
    r"|^that\s+(?=the\b|all\b|[A-Z])",
    re.IGNORECASE,
)
VERB_NEXT = re.compile(rf"\s(?=(?!(?:and|or|of|for|in|at|the|with|across|to)\b)(?!(?:{BODIES})\b)[a-z]+\b)")
NUMBER = r"(?:\d+(?:\.\d+)*[a-z]?|one|two|three|four|five|six|seven|eight|nine|ten)"
LABELLED = rf"(?:(?:recommendation|rec\.?)\s*(?:no\.?\s*)?{NUMBER}|R\d+(?:\.\d+)*[a-z]?)"  # "Recommendation 4", "R4"
NUMBERED = re.compile(
    rf"^\(?(?:{LABELLED}\b|recommendation(?=\s*[:–-])|\d+(?:\.\d+)*[.)](?=\s))\)?\s*(?:\((?P<note>[^)]*)\))?\s*[:.–-]?\s*",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(
    r"^(?:key )?recommendations?(?: \d+)?:? (?:for|to) (?:the )?(?P<who>[^:]+?)\s*(?::|$)", re.IGNORECASE
)
IMPERATIVE = re.compile(
    r"^(?:urgently |immediately |jointly |further |robustly |continue to )?"
    rf"(?:{'|'.join(WORDS['verbs'])})\b",
    re.IGNORECASE,
)
LEAD_WORDS = (
    r"(?:make|sure|clear|certain|satisfy|satisfied|assure|assured|themselves|itself|be|ensure|that|their|its|the|forces?|force|it|they|them|has|have|do|this|by|following|consider|take|steps?"
    r"|actions?|act|now|work|together|with|partners|to|all|improve|how|urgently|also|immediately|at|a|minimum)"
)
EMPTY = re.compile(rf"^(?:[\s,]*{LEAD_WORDS}\b)*[\s,]*(?::|(?<=action)\.|(?<=actions)\.)\s*$", re.IGNORECASE)
# What no name holds: a verb of its own, or an end that leaves it open.
SAYS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|can|could|may|needs?)\b|\b(?:including|such as|and|or|the|of|its|their)$"
    rf"|\b(?:{BODIES})\s+(?:\w+ed|(?:recognise|know|provide|make|take|use|report|support|work)s?"
    r"(?!\s+(?:services?|workers?|teams?|staff|officers?)))\b",
    re.IGNORECASE,
)
LONGEST_NAME = 40  # words
SHORT_NAME = 3  # words; a longer heading without a proper name is a subject ("Support and early help services")


@dataclass(frozen=True, slots=True)
class Call:
    """A call to act: addressed_to and due_text are empty where it does not say. opens_list: it asks for nothing itself."""

    addressed_to: str = ""
    due_text: str = ""
    opens_list: bool = False

    def over(self, outer: "Call | None") -> "Call":
        """This call with what it does not say taken from the one that it stands under."""
        if outer is None:
            return self
        return Call(self.addressed_to or outer.addressed_to, self.due_text or outer.due_text, self.opens_list)


def without_number(text: str) -> str:
    """A text without the number that a recommendation is given: "Recommendation 4:", "R4.", "3."."""
    return NUMBERED.sub("", text, count=1)


def call_in(text: str) -> Call | None:
    """The call that a block makes, or None: "X should …", "we recommend that X …", "X to review …", "Review …"."""
    plain = without_number(text)
    numbered = NUMBERED.match(text)
    note = (numbered["note"] if numbered else "") or ""
    found = next(filter(None, map(called, sentences(plain))), None)
    if found is None:
        found = lone_lead(plain) or (Call() if IMPERATIVE.match(plain) else None)
    if found is None:
        return None
    due = found.due_text or due_words(plain) or (note if is_due(note) else "")
    return Call(found.addressed_to or (bare(note) if is_body(note) else ""), due, found.opens_list)


def called(sentence: str) -> Call | None:
    """The call of one sentence."""
    recommends = RECOMMENDS.match(sentence)
    rest = sentence[recommends.end() :] if recommends else sentence
    modal = MODAL.search(rest)
    if modal is None:
        name = before_verb(rest) if recommends else to_do(rest)
        return (
            Call(name, due_words(rest), recommends is not None and rest.strip() in ("", ":"))
            if recommends or name
            else None
        )
    after = rest[modal.end() :]
    name = "" if PASSIVE.match(after) else subject(rest[: modal.start()])
    due = due_words(rest)
    asks = re.sub(rf"\s*,?\s*{re.escape(due)}\s*,?", " ", after) if due else after
    return Call(name, due, bool(EMPTY.match(asks)))


def lone_lead(text: str) -> Call | None:
    """A line that only names who or when: "Within three months:", "For the police:"."""
    plain = text.rstrip(": ")
    if not text.rstrip().endswith(":"):
        return None
    if is_due(plain):
        return Call("", plain, True)
    name = re.sub(r"^(?:for|to)\s+", "", plain, flags=re.IGNORECASE)
    return Call(bare(name), "", True) if is_body(name) else None


def subject(before: str) -> str:
    """The body that the words before "should" name; a clause of time or place at their head is passed over."""
    before = re.sub(rf"^\s*{ANY}\b,?\s*", "", before, flags=re.IGNORECASE)
    before = re.sub(rf",\s*{ANY},?\s*$", "", before, flags=re.IGNORECASE).strip(" ,")
    return next((bare(name) for name in after_commas(before) if not OPENERS.match(name) and is_body(name)), "")


def after_commas(text: str) -> Iterator[str]:
    """The text, and what follows each of its commas."""
    yield text
    for comma in re.finditer(r",\s*", text):
        yield text[comma.end() :]


def before_verb(rest: str) -> str:
    """The body before the verb in "we recommend that the board reviews …"."""
    for gap in VERB_NEXT.finditer(rest):
        if is_body(rest[: gap.start()]):
            return bare(rest[: gap.start()])
    return ""


def to_do(sentence: str) -> str:
    """The body in "The partnership to review …", as action plans put it."""
    found = re.match(r"^(?P<who>[^,.:;]{2,90}?)\s+to\s+(?=[a-z])", sentence)
    if (
        found is None
        or OPENERS.match(found["who"])
        or IMPERATIVE.match(found["who"])
        or not IMPERATIVE.match(sentence[found.end() :])
    ):
        return ""
    return bare(found["who"]) if is_body(found["who"]) else ""


def is_body(name: str) -> bool:
    """Whether words name a body or people in a role, by the last word of the name."""
    name = name.strip(" ,.:")
    if not name or len(name.split()) > LONGEST_NAME:
        return False
    if SAYS.search(re.split(r"\s(?:who|which|that|where)\s|,\s(?:working|led)\s", name)[0]):
        return False
    head = TAIL.split(name, maxsplit=1)[0].rstrip()
    return bool(ABBREVIATION.search(head) or ENDS_IN_BODY.search(head))


def bare(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^\W*(?:(?:the|each|every)\s+)?", "", name.strip(" ,.:"), flags=re.IGNORECASE)


def named_in_heading(heading: str) -> Call:
    """Who or when a heading says: "Recommendations for the police", "Chief constables should:", "Within three months"."""
    plain = heading.strip().rstrip(":")
    if is_due(plain):
        return Call("", plain)
    if whom := FOR_WHOM.match(plain):
        return Call(bare(whom["who"]), "") if is_body(whom["who"]) else Call()
    if re.search(r"\b(?:recommendations?|areas? for|what)\b", plain, re.IGNORECASE):
        return Call()
    if heading.strip().endswith(":") or MODAL.search(plain):
        return call_in(f"{plain}:") or Call()
    proper = len(plain.split()) <= SHORT_NAME or re.search(r"\s[A-Z]", plain)
    return Call(bare(plain), "") if is_body(plain) and proper else Call()
