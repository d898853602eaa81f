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
        r"\bHMIC(?:FRS)?\b|Inspectorate of Constabulary|HMI Constabulary"
    ),
    "HM Inspectorate of Probation": r"Inspectorate of Probation|HMI Probation",
    "HM Inspectorate of Prisons": r"Inspectorate of Prisons|HMI Prisons",
    "HM Crown Prosecution Service Inspectorate": r"\bHMCPSI\b|Crown Prosecution Service Inspectorate",
}
PROGRAMMES = {
    "jtai": r"joint targeted area inspection",
    "send": r"area send inspection|send inspection",
    "sif": r"inspection of services for children in need of help and protection",
    "ilacs": r"inspection of (?:.* )?children.s (?:social care )?services|local authority children.s services",
    "jar": r"joint area review",
    "peel": r"\bPEEL\b|police effectiveness, efficiency and legitimacy",
    "child-protection": r"\bchild protection (?:post-)?inspection|inspection of (?:.* )?child protection",
    "youth-justice": r"inspection of (?:.* )?youth (?:justice|offending) (?:services?|team)",
    "serious-case-review": r"serious case review",
    "practice-review": r"safeguarding practice review",
    "homicide-review": r"domestic homicide review",
}
REVIEW = re.compile(
    r"serious case review|safeguarding practice review|domestic homicide review|safeguarding adults? review"
    r"|learning review|\b(?:independent|thematic|rapid) review\b",
    re.IGNORECASE,
)
INSPECTION = re.compile(r"\b(?:inspection|review|inspected|response|report)\b", re.IGNORECASE)
LABELLED = re.compile(r"^(Published|Inspected|Areas?|Subject|Published by|Original)\s*:\s*(.+)$")
NAME = r"[A-Z][\w’'.-]*(?:,? (?:(?:and|of|with|upon|on|the) )*[A-Z][\w’'.-]*)*"
AREA_IN_TITLE = (
    rf"\bin (?:the )?(?:area of )?(?P<area>{NAME})$",
    rf"[Ii]nspection of (?:the )?(?P<area>{NAME}?) (?:Constabulary|Police)\b",
    rf"^(?P<area>{NAME}?) (?:Constabulary|Police)\b(?: Service)?\s?[:–—-]",
    rf"\b(?P<area>{NAME}?) (?:Local )?Safeguarding (?:Children|Adults)",
    r"[Ii]nspection of (?:the )?(?P<area>[A-Z].+?) (?:[Ll]ocal [Aa]rea [Pp]artnership|[Ll]ocal [Aa]uthority|children.s)",
    r"[Ii]nspection of (?:the )?(?P<area>[A-Z][\w’' .,-]+)$",
    r"^(?P<area>[A-Z][\w’' -]+): [Ii]nspection",
)
AREA_IN_OPENING = re.compile(
    r"(?:multi-agency response|inspection|agencies|partnership working)[^.]*? in (?:the )?"
    rf"(?P<area>(?:(?:London|Royal) Borough of )?{NAME})"
)
BODY = re.compile(
    r"^(?:London Borough of |Royal Borough of |City of |Metropolitan Borough of )"
    r"|\s*(?:City |County |Metropolitan District |Borough )?Council$"
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
    rf"\s+(?:and|to|until|–|-)\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{MONTH})\b(?:\s+(?P<y2>\d{{4}}))?",
    re.IGNORECASE,
)
# A joint inspection's deep dive says it more exactly than its title, which may name the front door's theme only.
SUBJECTS = (
    re.compile(
        r"deep dive[’']? focus on (?:the )?(?:(?:multi-agency )?responses? to )?(?P<subject>[a-z].{8,90}?)(?: in [A-Z]|[.,;(]|$)"
    ),
    re.compile(r"multi-agency responses? to (?P<subject>.+?)(?: in [A-Z]|[.,;]| that took place|$)", re.MULTILINE),
)
# A commissioner answers an inspection: the document says so of itself, in its title or its first lines.
OFFICE = (
    r"(?:police(?:,| and|, fire)? (?:fire,? and |and )?crime commissioner|pf?cc|opf?cc|mayor|commissioner)(?:[’']s?)?"
)
RESPONSE = re.compile(
    rf"^.{{0,60}}\b{OFFICE} (?:\w+ ){{0,2}}(?:response|statement|comments)\b"
    rf"|\b{OFFICE}\W+(?:statutory |formal )?response"
    r"|^(?:statutory |formal )?(?:response|statement|comments) (?:of|by|from) (?:the )?(?:\w+ )?"
    rf"(?:{OFFICE}|police|office of the police)\b"
    r"|section 55 (?:\w+ )?response"
    r"|\bI am (?:writing|pleased to|providing)\b.{0,120}\bsection 55\b|\b(?:my|this) (?:formal )?response\b.{0,80}\bsection 55\b",
    re.IGNORECASE | re.MULTILINE,
)
LAST = 40  # blocks; signatures and addresses of the publishers stand there
FIRST = 60  # blocks; what a document says of itself stands near its beginning


def about(blocks: Sequence[Block], kind: str = "") -> About:
    """Return what the document says of itself; what it does not say is None or empty.

    kind is what a person says it is. A response tells much of the report that it answers: nothing of that is its own.
    """
    head = [block for block in blocks[:FIRST] if block.role not in (Role.FOOTNOTE, Role.ASIDE)]
    labelled = {found.group(1): found.group(2) for block in head if (found := LABELLED.match(block.text))}
    title = find_title(head) or ""
    text = "\n".join(block.text for block in head)
    if (kind or ("response" if RESPONSE.search(text) else "")) == "response":
        return about_response(head, title or None, labelled)
    headings = "\n".join(block.text for block in head if block.role is Role.HEADING)
    printed = labelled_days(labelled) or inspection_days(text)
    issued = published(labelled, head, printed[0] if printed else None)
    first, last = printed or inspection_days(text, issued) or (None, None)
    return About(
        title=title or None,
        kind="review" if REVIEW.search(f"{title}\n{headings}") else "inspection",
        publishers=split(labelled.get("Published by", "")) or publishers(text) or publishers(words_of(blocks[-LAST:])),
        areas=split(labelled.get("Areas", labelled.get("Area", ""))) or areas(title, head),
        subject=labelled.get("Subject") or subject(text),
        programme=programme(title) or programme(headings) or programme(text),
        published=issued,
        inspection_start=first,
        inspection_end=last,
    )


def words_of(blocks: Sequence[Block]) -> str:
    """The words of some blocks, one a line."""
    return "\n".join(block.text for block in blocks)


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


def find_title(head: Sequence[Block]) -> str | None:
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


def areas(title: str, head: Sequence[Block]) -> tuple[str, ...]:
    """The area that a title names, else a council or place that stands by itself, else the opening; never the council's kind."""
    for pattern in AREA_IN_TITLE:
        if found := re.search(pattern, title):
            return (bare(found.group("area")),)
    for block in head:
        if COUNCIL.match(block.text):
            return (bare(block.text),)
    if place := place_above(title, head):
        return (bare(place),)
    opening = " ".join(block.text for block in head if block.role is not Role.HEADING)
    found = AREA_IN_OPENING.search(opening)
    return (bare(found.group("area")),) if found else ()


def place_above(title: str, head: Sequence[Block]) -> str | None:
    """The heading right above the title, if it can be a name of a place."""
    texts = [block.text for block in head if block.role is Role.HEADING]
    above = texts[texts.index(title) - 1] if title in texts[1:] else ""
    alone = re.fullmatch(NAME, above) and not re.search(r"Ofsted|Commission|Inspect|Report|Contents", above)
    return above if alone else None


def bare(place: str) -> str:
    """A place without the kind of its council."""
    return BODY.sub("", place.strip()).strip()


def subject(text: str) -> str | None:
    """What a joint inspection looked at, as its opening says."""
    found = next(filter(None, (pattern.search(text) for pattern in SUBJECTS)), None)
    return found.group("subject").strip() if found else None


def labelled_days(labelled: dict[str, str]) -> tuple[date, date] | None:
    """First and last day of a line such as "Inspected: 8 October 2018 to 12 October 2018"."""
    days = written_dates(labelled.get("Inspected", ""))
    return (days[0], days[-1]) if days else None


def inspection_days(text: str, issued: date | None = None) -> tuple[date, date] | None:
    """First and last day of "Between 21 and 25 January 2019", with or without month and year at the first.

    Where no year is given at all it is the latest in which the inspection ends before the letter is *issued*.
    """
    for found in DAYS.finditer(text):
        if not (found["y2"] or issued):
            continue
        year, month = int(found["y2"] or (issued.year if issued else 0)), MONTHS[found["m2"].lower()]
        try:
            last = date(year, month, int(found["d2"]))
            if not found["y2"] and issued and last > issued:
                last = date(year - 1, month, int(found["d2"]))
            first_month = MONTHS[found["m1"].lower()] if found["m1"] else month
            first_year = int(found["y1"]) if found["y1"] else last.year - (first_month > month)
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
