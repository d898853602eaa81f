"""What an inspection letter itself requires: who should send what, to whom, by which day."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evidence_lib.commitments.records import Action
from evidence_lib.commitments.times import due
from evidence_lib.core.records import Block, Edition, Role
from evidence_lib.findings.extract import place
from evidence_lib.findings.identity import normal_words
from evidence_lib.findings.sections import Section, sections
from evidence_lib.language.sentences import sentences

OWNER = (
    r"(?P<owner>(?:We have determined that )?(?:The |the )?[A-Z]?[\w’'&-]+(?:[ ,]+(?:and |of |for |the "
    r"|upon |with |in )*[\w’'&()-]+){0,11}?)"
)
REQUIRED = re.compile(
    rf"^{OWNER},?\s+(?:is the principal authority and )?(?:should|must|is to|are to|is required to"
    rf"|are required to|will be required to|is asked to|are asked to|needs? to)\s+"
    r"(?P<action>(?:\w+ly |jointly |also )?(?:send|prepare|submit|publish|update|produce|provide|oversee|write"
    r"|develop|set out|respond|return|agree|share)\b.*)$"
)
ASKED = re.compile(
    r"^(?:As a result of (?:this|the) inspection, )?(?P<asker>[A-Z][^.]{2,90}?) (?:asks?|requires?|requests?) (?:that )?(?:the )?"
    r"(?P<owner>[\w ’'&-]{3,80}?) (?:to )?(?P<action>(?:jointly )?(?:prepare|update|publish|submit|send|produce)s?\b.*)$"
)
# Outside "Next steps" only what is plainly the procedure: a statement or plan that is to be sent or published.
PROCEDURE = re.compile(
    r"\b(?:written statement of (?:proposed )?action|action plan|strategic plan|improvement plan)\b", re.IGNORECASE
)
STEPS = re.compile(r"^(?:send|prepare|submit|publish|update|produce|write)s?\b")
TO = re.compile(
    r"\bto\s+(?P<who>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:Ofsted|HMICFRS|HMI \w+|the (?:Care Quality Commission"
    r"|Department for Education|inspectorates?|Secretary of State)|CQC"
    r"|the Home Secretary)\b(?:,? and (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?)"
)
OFFICES = {"ofsted": "Ofsted", "cqc": "Care Quality Commission", "hmicfrs": "HMICFRS"}
OPENING = re.compile(r"^We have determined that\s+(?:the\s+)?", re.IGNORECASE)


def next_steps(
    document_id: str, blocks: Sequence[Block], published: date | None, edition: Edition = Edition.ORIGINAL
) -> list[Action]:
    """Return the actions that a letter requires, each with its owner, and its day where the letter gives one."""
    found: dict[str, Action] = {}
    for block, section in zip(blocks, sections(list(blocks)), strict=True):
        if block.role in (Role.HEADING, Role.FOOTNOTE):
            continue
        text, page, _ = place(block, edition)
        for sentence in sentences(text):
            words = re.sub(r"(?<=[.a-z])\d{1,2}$", "", sentence)  # the number of a footnote
            asked = ASKED.match(words)
            step = asked or REQUIRED.match(words)
            dated = asked or due(sentence, published).day
            procedure = PROCEDURE.search(sentence) and step and STEPS.match(step["action"]) and dated
            if step and (section is Section.NEXT_STEPS or procedure):
                made = action(document_id, page, sentence, step, published)
                if made.owner == "Response":  # what the response holds is no action, unless a day hangs on it
                    if made.due_date is None:
                        continue
                    made = replace(made, owner=list(found.values())[-1].owner if found else "")
                found.setdefault(made.action_id, made)
    return list(found.values())


def action(document_id: str, page: int | None, sentence: str, step: "re.Match[str]", published: date | None) -> Action:
    """One action of a letter."""
    time = due(sentence, published)
    to = TO.search(sentence)
    owner = re.sub(r"^the\s+", "", OPENING.sub("", step["owner"]).strip(" ,"), flags=re.IGNORECASE)
    asker = step["asker"] if "asker" in step.re.groupindex else ""
    verb = re.sub(r"^(\w+ly|also)\s+", "", step["action"]).split()[0]
    key = f"{document_id}|{page or ''}|{normal_words(sentence)}"
    return Action(
        f"{document_id}-a{page or 0}-{hashlib.sha256(key.encode()).hexdigest()[:8]}",
        document_id,
        page,
        sentence,
        owner[:1].upper() + owner[1:],
        verb.removesuffix("s") if asker else verb,
        office(to["who"]) if to else asker,
        time.text,
        time.day,
    )


def office(who: str) -> str:
    """Who is written to: an address stands for its office, so that no address is passed on."""
    if "@" in who:
        house = who.rsplit("@", 1)[1].split(".")[0].lower()
        return OFFICES.get(house, house)
    return re.sub(r"^the\s+", "", who)
