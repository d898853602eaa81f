"""What a response says of the report it answers: title, inspectorates, areas, dates, recommendations, address."""

import re
from collections.abc import Sequence
from datetime import date

from evidence_lib.commitments.mending import ADDRESS
from evidence_lib.commitments.records import Answered, Paragraph
from evidence_lib.commitments.times import MONTH, month_number
from evidence_lib.core.dates import written_dates
from evidence_lib.core.records import Role
from evidence_lib.sources.about import PUBLISHERS

QUOTED = r"[‘“\"'](?P<title>[A-Z][^‘’“”\"]{8,200}?(?:[’'](?=\w)[^‘’“”\"]*?)*)[’”\"'](?!\w)"
TITLE = (
    re.compile(
        r"^(?:HMICFRS )?(?:(?:Inspection |Report )?[Tt]itle"
        r"|Name of (?:report|inspection)|Report|Inspection)\s*:\s*(?P<title>.{8,200})$"
    ),
    re.compile(rf"\b(?:[Rr]eport|[Ii]nspection|[Rr]eview|publication|thematic)s?\b[^.‘“\"]{{0,90}}?{QUOTED}"),
    re.compile(rf"{QUOTED}[^.]{{0,60}}\b(?:report|inspection|review)\b"),
    re.compile(
        r"\b[Rr]esponse\b[^.\n]{0,90}?\bto (?:the )?[^.\n]{0,30}?(?:report|inspection):? (?P<title>(?!of\b"
        r"|on\b)[A-Z][^.\n]{12,160})$"
    ),
    re.compile(
        r"\b[Rr]esponse to (?:the )?(?:HMICFRS[’']s?[’']? |HMI\w* )?(?:(?:inspection "
        r"|thematic )?report )?(?:entitled |on |into |called )?(?P<title>[A-Z][^.]{15,160})$"
    ),
)
PUBLISHED = re.compile(
    rf"\b(?:(?:published|issued|released|publication)\b[^.\n]{{0,140}}?\b(?:on|in)|date (?:of publication"
    rf"|published|of report)|publication date"
    rf"|report published)\s*:?\s*(?:the\s+)?(?:\w+day,?\s+)?(?P<day>\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?{MONTH}\s+\d{{4}}|{MONTH}\s+\d{{4}})",
    re.IGNORECASE,
)
REPORT_OF = re.compile(rf"\breport of (?P<day>\d{{1,2}}(?:st|nd|rd|th)? {MONTH} \d{{4}})", re.IGNORECASE)
BETWEEN = re.compile(
    rf"\b(?:between|from)\s+(?P<first>{MONTH})(?:\s+(?P<y1>\d{{4}}))?\s+(?:and|to|until|–|-)\s+(?P<last>{MONTH})\s+(?P<y2>\d{{4}})",
    re.IGNORECASE,
)
LOCAL = re.compile(
    rf"\b(?:review|inspection|fieldwork|JTAI|visit)s? (?:in|of) (?P<area>[A-Z][\w’'-]+(?:(?: and"
    rf"| of)? [A-Z][\w’'-]+)*)[^.]{{0,40}}?\bin (?P<month>{MONTH}) (?P<year>\d{{4}})"
)
PLACE = r"[A-Z][\w’'-]+(?:\s+(?:upon|of|on|the|and the|under|with)?\s*(?:[A-Z][\w’'-]+))*"
AREAS = re.compile(
    rf"\b(?:in|of|across|at|:)\s+(?:the\s+)?(?P<areas>{PLACE}(?:,\s+{PLACE})*,?\s+and\s+{PLACE})(?=\s+by\b|[.,;)]|\s+\(|\s+between|\s+in\b|\s+during|$)"
)
NO_RECOMMENDATIONS = re.compile(
    r"\b(?:no|not (?:make|made|contain|include|identify)(?: \w+)? any|without(?: any)?|does not make|makes no"
    r"|nil)\s+(?:\w+\s+){0,3}?(?:recommendation|area(?:s)? for improvement)s?\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"\b(?P<count>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|a single)\s+(?:\w+\s+){0,2}?recommendations?\b",
    re.IGNORECASE,
)
WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"a single": 1}
# Written-out names are told before abbreviations; the order is that of the text.
REPORT_SITE = re.compile(r"gov\.uk|ofsted|hmicfrs|justiceinspectorates|cqc\.org", re.IGNORECASE)
OWN_SITE = re.compile(r"pcc|police(?:-and)?-crime|commissioner", re.IGNORECASE)
SIGNED_ROLE = re.compile(
    r"(?P<role>(?:Acting |Deputy )?(?:Police(?:,| and| &) (?:Fire,? and |Fire and )?Crime Commissioner"
    r"|Mayor(?: for Policing(?: and Crime)?| of [A-Z]\w+(?: [A-Z]\w+)*)?|Commissioner))(?:\s+(?:for"
    r"|of))?,?\s*(?P<area>[A-Z][\w’' ,-]*)?"
)
NAME = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Lord"
    r"|Baroness)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}(?:,? (?:OBE|CBE|MBE|QPM|KBE|DL|JP))?$"
)


def answered(parts: Sequence[Paragraph]) -> Answered:
    """Return what a response says of the report it answers; what it does not say is None or empty."""
    told = [part for part in parts if part.role is not Role.FOOTNOTE]
    text = "\n".join(part.text for part in told)
    first, last = months(text)
    return Answered(
        title=title(told),
        published=published(text),
        areas=areas(text),
        inspectorates=inspectorates(text),
        recommendations=recommendations(told),
        url=url(parts),
        inspections_from=first,
        inspections_to=last,
        local_inspection=local(text),
    )


def title(parts: Sequence[Paragraph]) -> str:
    """The title as the text quotes it behind "the report"; else the first heading that is no heading of the response."""
    for pattern in TITLE:
        for part in parts:
            if found := pattern.search(part.text):
                return tidy_title(found["title"])
    heading = next((part.text for part in parts if part.role is Role.HEADING and len(part.text.split()) > 3), "")
    named = re.sub(r"^.*?\b(?:[Rr]esponse to|[Rr]esponse:)\s*(?:the\s+)?", "", heading)
    return tidy_title(named) if named and "response" not in named.lower()[:12] else ""


def tidy_title(text: str) -> str:
    """A title without trailing stops and spaces, with a capital."""
    bare = re.sub(r"\s+", " ", text).strip(" .,:;’'”\"")
    return bare[:1].upper() + bare[1:]


def published(text: str) -> date | None:
    """The day on which the report was published; a month alone is no day."""
    for pattern in (PUBLISHED, REPORT_OF):
        for found in pattern.finditer(text):
            days = written_dates(re.sub(r"\bof\s+", "", found["day"]))
            if days:
                return days[0]
    return None


def inspectorates(text: str) -> tuple[str, ...]:
    """The inspectorates named, in the order in which the text first names them."""
    places = {
        name: found.start()
        for name, pattern in PUBLISHERS.items()
        if (found := re.search(pattern, text, re.IGNORECASE))
    }
    return tuple(sorted(places, key=lambda name: places[name]))


def areas(text: str) -> tuple[str, ...]:
    """The areas inspected: the longest list of places near words of inspection; else the one area named so."""
    lists = []
    for found in AREAS.finditer(text):
        sentence = text[max(text.rfind(".", 0, found.start()), 0) : found.end()]
        names = tuple(re.split(r",\s+(?:and\s+)?|\s+and\s+", found["areas"]))
        about = re.search(r"\b(?:inspect|JTAI|review|visit|local authorit)", sentence)
        if (
            about
            and len(names) > 1
            and not re.search(r"Inspectorate|Constabulary|Commission|Ofsted|Service|Police|Board", found["areas"])
        ):
            lists.append(names)
    if lists:
        return max(lists, key=len)
    single = LOCAL.search(text) or re.search(
        r"\b(?:inspection|JTAI|review) (?:in|of) (?P<area>[A-Z][\w’'-]+(?: (?:and|of) [A-Z][\w’'-]+)*)\b(?! Police| Constab)",
        text,
    )
    return (single["area"],) if single else ()


def recommendations(parts: Sequence[Paragraph]) -> int | None:
    """How many recommendations the report makes: 0 where it says there are none, None where nothing is said."""
    for part in parts:
        if NO_RECOMMENDATIONS.search(part.text):
            return 0
    for part in parts:
        if found := COUNT.search(part.text):
            return WORDS.get(found["count"].lower()) or int(found["count"])
    return None


def url(parts: Sequence[Paragraph]) -> str:
    """The report's address: behind "the report" where it is there, else the first of an inspectorate or of government."""
    found = [
        address for part in parts for address in (hit.group().rstrip(".,;)") for hit in ADDRESS.finditer(part.text))
    ]
    official = [address for address in found if REPORT_SITE.search(address) and not OWN_SITE.search(address)]
    return next(iter(official), "")


def months(text: str) -> tuple[str, str]:
    """First and last month of the inspections: "between September 2018 and May 2019" is 2018-09 and 2019-05."""
    found = BETWEEN.search(text)
    if not found:
        return "", ""
    year = int(found["y2"])
    first, last = month_number(found["first"]), month_number(found["last"])
    opened = int(found["y1"]) if found["y1"] else year - (first > last)
    return f"{opened}-{first:02}", f"{year}-{last:02}"


def local(text: str) -> str:
    """The inspection at home, as "Cornwall, 2018-10"."""
    found = LOCAL.search(text)
    return f"{found['area']}, {found['year']}-{month_number(found['month']):02}" if found else ""


def author(parts: Sequence[Paragraph]) -> tuple[str, str, str]:
    """Name, role and area of who signs: at the foot of the response, else in its first lines."""
    told = [part.text for part in parts if part.role is not Role.FOOTNOTE]
    for at in [*range(len(told) - 1, max(-1, len(told) - 9), -1), *range(min(6, len(told)))]:
        found = SIGNED_ROLE.search(told[at])
        if not found or len(told[at].split()) > 28 or re.search(r"\b(?:will|has|is|response|welcome)\b", told[at]):
            continue
        name = told[at][: found.start()].strip(" ,–-")
        if not name and at and NAME.match(told[at - 1]):
            name = told[at - 1]
        name = re.sub(r"^(?:Yours (?:sincerely|faithfully),?|Signed:?|Kind regards,?)\s*", "", name)
        if NAME.match(name):
            area = (found["area"] or "").strip(" ,") or (
                told[at + 1]
                if at + 1 < len(told) and len(told[at + 1].split()) < 10 and told[at + 1][:1].isupper()
                else ""
            )
            return name, found["role"], area
    return "", "", ""
