"""Who says each paragraph of a response: told by headings, labels, the columns of a table, and the lines that introduce."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence_lib.commitments.answer_tables import Row, rows
from evidence_lib.commitments.records import Paragraph, Speaker
from evidence_lib.core.records import Role

PCC = (
    r"(?:(?:deputy )?police(?:,| and| &) (?:fire,? and |fire and )?crime commissioner|pf?cc|opf?cc"
    r"|commissioner|mayor|deputy mayor)"
)
CHIEF = r"(?:(?:deputy |assistant |temporary )?chief constable|force|constabulary|police force)"
SAYS = r"(?:response|comments?|statement|views?|reply|update|overview|position|observations?|remarks|commentary|action)"
COMMISSIONER_HEADING = re.compile(
    rf"\b{PCC}(?:[’']s?)?\s+(?:\w+\s+)?{SAYS}|\b{SAYS} (?:of|from|by) (?:the )?(?:office of the )?{PCC}"
    rf"|^my (?:response|comments?|view)|^{PCC}$|^conclusion|^closing (?:remarks|comments)",
    re.IGNORECASE,
)
CHIEF_HEADING = re.compile(
    rf"\b{CHIEF}(?:[’']s?)?\s+(?:\w+\s+)?{SAYS}|\b{SAYS} (?:of|from|by) (?:the )?{CHIEF}|^{CHIEF}$", re.IGNORECASE
)
REPORT_HEADING = re.compile(
    r"^(?:the )?(?:background|introduction|context|summary(?: of .*)?|executive summary|about the (?:report"
    r"|inspection)|inspection (?:title|details|summary)|key findings|main findings|findings"
    r"|overview of the report|the report|recommendations?(?: for .*)?|areas? for improvement|areas? inspected"
    r"|hmicfrs (?:findings|report (?:findings|summary))|report (?:details|summary))\b",
    re.IGNORECASE,
)
LABEL = re.compile(rf"^(?P<label>(?:the )?(?:{PCC}|{CHIEF})(?:[’']s?)?\s+{SAYS})\s*(?::|–|—|-)\s+", re.IGNORECASE)
# "The Chief Constable has commented as follows:" hands over to what follows.
HANDS_OVER = re.compile(
    rf"\b{CHIEF}(?:[’']s)?\b[^.]{{0,120}}\b(?:comment\w*|respon\w+|stat(?:ed|es)|said|says|follow\w*|provided"
    rf"|repl\w+|view|position|told me|update)\b[^.]{{0,80}}:\s*$",
    re.IGNORECASE,
)
BACK = re.compile(
    r"^(?:I welcome|I am (?:pleased|grateful|reassured|satisfied)|I have (?:discussed|considered)|As (?:Police"
    r"|your|the) |As Commissioner|My (?:office|response)|In (?:my|response)|Yours |For my part|I thank)"
)
FIRST_PERSON = re.compile(r"\bI (?:will|have|am|shall|wish|intend|would|welcome|accept)\b|\b[Mm]y (?:office|team)\b")
SALUTATION = re.compile(r"^Dear\b")


def who_speaks(parts: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Row], list[str]]:
    """Return the paragraphs with their speakers, the rows of their tables, and one line for each table that did not parse.

    Without any mark of who speaks it is the commissioner: a response is his or her letter. Where a heading names the
    commissioner, what stands before all such headings tells of the report.
    """
    table_rows, problems, placed = rows(parts)
    spoken = by_heading(parts)
    opens = next(
        (
            at
            for at, part in enumerate(parts)
            if part.role is Role.HEADING and COMMISSIONER_HEADING.search(part.text) and at > 0
        ),
        None,
    )
    letter = any(SALUTATION.match(part.text) for part in parts)
    made = []
    over = False
    quoted = False
    for at, part in enumerate(parts):
        speaker = spoken[at]
        if speaker is None:
            before = opens is not None and at < opens and not letter
            speaker = Speaker.REPORT if before else Speaker.COMMISSIONER
        if part.role is Role.HEADING:
            over = quoted = False
        elif (
            over
            and not quoted
            and ((spoken[at] is not None and spoken[at] is not spoken[at - 1]) or BACK.match(part.text))
        ):
            over = False
        if over:
            speaker = Speaker.CHIEF_CONSTABLE
            quoted = quoted or part.text.startswith(("“", '"'))
            if quoted and re.search(r"[”\"]\W*$", part.text):
                over = quoted = False
        elif HANDS_OVER.search(part.text):
            over = True
        if speaker is Speaker.REPORT and FIRST_PERSON.search(part.text) and part.role is not Role.HEADING:
            speaker = Speaker.COMMISSIONER  # no report says "I will"
        made.append(labelled(replace(part, speaker=speaker)))
    salutation = next((at for at, part in enumerate(made) if SALUTATION.match(part.text)), 0)
    for at in range(salutation):  # who writes and who is written to
        made[at] = replace(made[at], role=made[at].role if made[at].role is Role.HEADING else Role.FOOTNOTE)
    for at, (speaker, recommendation) in placed.items():
        role = made[at].role if speaker else Role.FOOTNOTE
        made[at] = replace(made[at], speaker=speaker or Speaker.REPORT, recommendation=recommendation, role=role)
    return made, table_rows, problems


def by_heading(parts: Sequence[Paragraph]) -> list[Speaker | None]:
    """Who speaks by the nearest heading that says so; None where none does."""
    found = []
    for part in parts:
        path = (*part.headings, part.text) if part.role is Role.HEADING else part.headings
        found.append(next((speaker for heading in reversed(path) if (speaker := heading_speaker(heading))), None))
    return found


def heading_speaker(heading: str) -> Speaker | None:
    """Who speaks under a heading."""
    if re.search(r"\bresponse to\b", heading, re.IGNORECASE) and len(heading.split()) > 12:
        return None  # the title of the whole
    if CHIEF_HEADING.search(heading):
        return Speaker.CHIEF_CONSTABLE
    if COMMISSIONER_HEADING.search(heading):
        return Speaker.COMMISSIONER
    return Speaker.REPORT if REPORT_HEADING.search(re.sub(r"^[\d.]+\s+", "", heading)) else None


def labelled(part: Paragraph) -> Paragraph:
    """A paragraph that names its speaker at its head: "Chief Constable's comment: …"."""
    found = LABEL.match(part.text)
    if not found:
        return part
    speaker = heading_speaker(found["label"]) or part.speaker
    return replace(part, speaker=speaker, text=part.text[found.end() :])
