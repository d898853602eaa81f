"""What a document says of itself: title, publishers, areas, subject, programme and dates.

Written for kinds of documents (letters and reports of inspectorates, commissioners' responses, digests), not for single
ones. What a document does not say stays empty: a person is asked for it.
"""

import re
from collections.abc import Sequence
from datetime import date

from evidence_lib.core.dates import MONTHS, parse_date, written_dates
from evidence_lib.core.records import About, Block, Role

PUBLISHERS = {
    "Ofsted": r"\bOfsted\b",
    "Care Quality Commission": r"\bCare Quality Commission\b|\bCQC\b",
    "HM Inspectorate of Constabulary and Fire and Rescue Services": (
        r"\bHMICFRS\b|Inspectorate of Constabulary and Fire|HMI Constabulary"
    ),
    "HM Inspectorate of Probation": r"Inspectorate of Probation|HMI Probation",
    "HM Inspectorate of Prisons": r"Inspectorate of Prisons|HMI Prisons",
    "HM Crown Prosecution Service Inspectorate": r"\bHMCPSI\b|Crown Prosecution Service Inspectorate",
}
PROGRAMMES = {
    "jtai": r"joint targeted area inspection",
    "send": r"area send inspection|send inspection",
    "ilacs": r"inspection of (?:.* )?children.s (?:social care )?services|local authority children.s services",
    "jar": r"joint area review",
    "peel": r"\bPEEL\b",
}
INSPECTION = re.compile(r"\b(?:inspection|review|inspected|response|report)\b", re.IGNORECASE)
LABELLED = re.compile(r"^(Published|Inspected|Areas?|Subject|Published by|Original)\s*:\s*(.+)$")
AREA_IN_TITLE = (
    r"\bin (?:the )?(?:area of )?(?P<area>[A-Z][\w’'.-]*(?:,? (?:and |of |with |upon )?(?:the )?[A-Z][\w’'.-]*)*)$",
    r"[Ii]nspection of (?:the )?(?P<area>[A-Z].+?) (?:[Ll]ocal [Aa]rea [Pp]artnership|[Ll]ocal [Aa]uthority|children.s)",
    r"[Ii]nspection of (?:the )?(?P<area>[A-Z][\w’' .,-]+)$",
    r"^(?P<area>[A-Z][\w’' -]+): [Ii]nspection",
)
BODY = re.compile(
    r"^(?:London Borough of |Royal Borough of |City of )|\s*(?:City |County |Metropolitan District |Borough )?Council$"
    r"|\s+local authority$",
    re.IGNORECASE,
)
COUNCIL = re.compile(
    r"^(?:(?:London|Royal) Borough of )?[A-Z][\w’' -]{2,40}?(?: (?:City|County|Borough|Metropolitan))* Council$"
    r"|^(?:London|Royal) Borough of [A-Z][\w’' -]{2,40}$"
)
MONTH = "|".join(MONTHS)
DAYS = re.compile(
    rf"(?:between|from|dates?:?|on|took place)\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?P<m1>{MONTH}))?(?:\s+(?P<y1>\d{{4}}))?"
    rf"\s+(?:and|to|until|–|-)\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH})\s+(?P<y2>\d{{4}})",
    re.IGNORECASE,
)
# A joint inspection's deep dive says it more exactly than its title, which may name the front door's theme only.
SUBJECTS = (
    re.compile(
        r"deep dive[’']? focus on (?:the )?(?:(?:multi-agency )?responses? to )?(?P<subject>[a-z].{8,90}?)(?: in [A-Z]|[.,;(]|$)"
    ),
    re.compile(r"multi-agency responses? to (?P<subject>.+?)(?: in [A-Z]|[.,;]| that took place|$)", re.MULTILINE),
)
OFFICE = r"(?:police(?: and|,) (?:fire,? and )?crime commissioner|pf?cc|opf?cc|mayor|commissioner)(?:[’']s?)?"
RESPONSE = re.compile(
    rf"^.{{0,60}}\b{OFFICE} (?:\w+ ){{0,2}}(?:response|statement|comments)\b|^(?:response|statement"
    rf"|comments) (?:of|by|from) the {OFFICE}\b"
    r"|\bI am (?:writing|pleased to|providing)\b.{0,120}\bsection 55\b|\b(?:my|this) (?:formal )?response\b.{0,80}\bsection 55\b",
    re.IGNORECASE | re.MULTILINE,
)
FIRST = 60  # blocks; what a document says of itself stands near its beginning


def about(blocks: Sequence[Block], kind: str = "") -> About:
    """Return what the document says of itself; what it does not say is None or empty.

    kind is what a person says it is. A response tells much of the report that it answers: nothing of that is its own.
    """
    head = [block for block in blocks[:FIRST] if block.role is not Role.FOOTNOTE]
    labelled = {found.group(1): found.group(2) for block in head if (found := LABELLED.match(block.text))}
    title = find_title(head, blocks)
    text = "\n".join(block.text for block in head)
    if (kind or ("response" if RESPONSE.search(text) else "")) == "response":
        return about_response(head, title, labelled)
    first, last = labelled_days(labelled) or inspection_days(text) or (None, None)
    return About(
        title=title,
        kind="inspection",
        publishers=split(labelled.get("Published by", "")) or publishers(text),
        areas=split(labelled.get("Areas", labelled.get("Area", ""))) or areas(title or "", blocks),
        subject=labelled.get("Subject") or subject(text),
        programme=programme(f"{title or ''}\n{text}"),
        published=published(labelled, head, first),
        inspection_start=first,
        inspection_end=last,
    )


def about_response(head: Sequence[Block], title: str | None, labelled: dict[str, str]) -> About:
    """What a response says of itself: its day stands by itself or is labelled, its areas and publishers are labelled."""
    named = (
        title if title is None or re.search(rf"{OFFICE}|^response\b", title, re.IGNORECASE) else f"Response to: {title}"
    )
    alone = [block for block in head if "published" not in block.text.lower() or LABELLED.match(block.text)]
    return About(
        title=named,
        kind="response",
        publishers=split(labelled.get("Published by", "")),
        areas=split(labelled.get("Areas", labelled.get("Area", ""))),
        subject=labelled.get("Subject") or subject("\n".join(block.text for block in head)),
        published=published(labelled, alone, None),
    )


def split(cell: str) -> tuple[str, ...]:
    """Split "Ofsted; Care Quality Commission"."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def find_title(head: Sequence[Block], blocks: Sequence[Block]) -> str | None:
    """The first heading that names an inspection, review or response; else the first that does in bold or capitals."""
    headings = [block.text for block in head if block.role is Role.HEADING]
    named = [text for text in headings if INSPECTION.search(text) and len(text.split()) > 2]
    title = next(iter(named), None) or next(iter(headings), None)
    return re.sub(r"^Digest:\s*", "", title) if title else None


def publishers(text: str) -> tuple[str, ...]:
    """The inspectorates that the beginning of a document names, in a fixed order."""
    return tuple(name for name, pattern in PUBLISHERS.items() if re.search(pattern, text, re.IGNORECASE))


def programme(text: str) -> str | None:
    """The inspection programme, by what the document calls itself."""
    return next((name for name, pattern in PROGRAMMES.items() if re.search(pattern, text, re.IGNORECASE)), None)


def areas(title: str, blocks: Sequence[Block]) -> tuple[str, ...]:
    """The area that a title names, without the kind of council."""
    for pattern in AREA_IN_TITLE:
        if found := re.search(pattern, title):
            return (BODY.sub("", found.group("area").strip()).strip(),)
    for block in blocks[:FIRST]:
        if COUNCIL.match(block.text):
            return (BODY.sub("", block.text).strip(),)
    opening = " ".join(block.text for block in blocks[:FIRST] if block.role is not Role.HEADING)
    found = re.search(
        r"(?:multi-agency response|inspection)[^.]*? in (?P<area>[A-Z][\w’'-]+(?: (?:and |of |with |upon )?[A-Z][\w’'-]+)*)",
        opening,
    )
    return (BODY.sub("", found.group("area")).strip(),) if found else ()


def subject(text: str) -> str | None:
    """What a joint inspection looked at, as its opening says."""
    found = next(filter(None, (pattern.search(text) for pattern in SUBJECTS)), None)
    return found.group("subject").strip() if found else None


def labelled_days(labelled: dict[str, str]) -> tuple[date, date] | None:
    """First and last day of a line such as "Inspected: 8 October 2018 to 12 October 2018"."""
    days = written_dates(labelled.get("Inspected", ""))
    return (days[0], days[-1]) if days else None


def inspection_days(text: str) -> tuple[date, date] | None:
    """First and last day of "Between 21 and 25 January 2019", with or without month and year at the first."""
    for found in DAYS.finditer(text):
        year, month = int(found["y2"]), MONTHS[found["m2"].lower()]
        try:
            last = date(year, month, int(found["d2"]))
            first_month = MONTHS[found["m1"].lower()] if found["m1"] else month
            first_year = int(found["y1"]) if found["y1"] else year - (first_month > month)
            return date(first_year, first_month, int(found["d1"])), last
        except ValueError:
            continue  # no such day; the next pair may be one
    return None


def published(labelled: dict[str, str], head: Sequence[Block], inspected: date | None) -> date | None:
    """The labelled day, the day that stands by itself at the head of a letter, or the one after "published"."""
    if "Published" in labelled:
        return next(iter(written_dates(labelled["Published"])), None)
    for block in head:
        day = re.sub(r"(?<=\d) (?=\d{1,2}\b(?! ?\d{3}))", "", block.text.strip())  # "3 1 January": a date set apart
        try:
            alone = parse_date(re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", day)) if len(day) < 25 else None
        except ValueError:
            continue
        if alone and (inspected is None or alone >= inspected):
            return alone
    text = " ".join(block.text for block in head)
    found = re.search(
        r"(?:published|publication date|date of publication)\s*(?:on|:)?\s*(.{0,40})", text, re.IGNORECASE
    )
    return next(iter(written_dates(found.group(1))), None) if found else None
