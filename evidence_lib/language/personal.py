"""What may be personal data in a text: patterns that flag, for a person to look at, and never settle anything.

A pattern cannot know a person. It is broad where a slip would do harm (a name beside an age) and strict where prose is full
of look-alikes (a postcode beside "JTAI 2018"). The names of those who sign a report, with their posts, are not flagged.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from evidence_lib.language.names import AGE, KIN, KIN_BEFORE, NAME, is_name

SHOWN = 2  # letters of a flagged text that a list of problems may repeat


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that may be personal data: their kind (a key of KINDS), the words, and where they start (from 0)."""

    kind: str
    words: str
    start: int

    @property
    def masked(self) -> str:
        """The words as a list of problems may show them: the first letters and the length, so that no list repeats them."""
        return f"{self.words[:SHOWN]}… ({len(self.words)} characters)"


EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")

# A number within the country has nine or ten digits after its 0; two helplines have fewer. It is written in groups of two
# digits or more, the first with its 0 of three or more, so that the scale of a chart ("0 10 20 30 40 50") is none.
TELEPHONE = re.compile(
    r"(?<![\w£])(?<!\d[.,])(?:(?:\+|00)44[ \u00a0-]?(?:\(0\)[ \u00a0-]?)?[1235789]|\(?0[1235789]\d)\d{0,8}\)?"
    r"(?:[ \u00a0\-–.]{1,2}\d{2,8}){0,4}(?!\w)"
)
NATIONAL = (9, 10)
HELPLINES = re.compile(r"08001111|084546\d\d")
LAST_GROUP = re.compile(r"[ \u00a0\-–.]{1,2}\d+$")

AREAS = """
AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU
GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH
PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
POSTCODE_AREAS = frozenset(AREAS.split())
POSTCODE = re.compile(
    r"(?<![\w-])(?P<area>[A-Z]{1,2}|[a-z]{1,2})(?P<district>\d[\dA-Za-z]?)(?P<gap>[ \u00a0]?)"
    r"(?P<inward>\d(?:[ABD-HJLNP-UW-Z]{2}|[abd-hjlnp-uw-z]{2}))(?![\w-])"
)
ORDINALS = ("st", "nd", "rd", "th")

MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTHS},? \d{{4}}|{MONTHS} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?\d{{4}})"
)
BIRTH = re.compile(
    rf"\b(?:(?:date|day) of birth|birth ?da(?:te|y)|d\.?o\.?b\b\.?|born)(?: (?:is|was|on|in|of))*[ :;,(–-]*{DATE}", re.I
)

NHS = re.compile(r"(?<![\w.,£/-])\d{3}(?P<gap>[ \u00a0-]?)\d{3}(?P=gap)\d{4}(?![\w/-]|[.,]\d)")
NHS_DIGITS = 10

YEARS = r"[- ]?years?[- ]?old|[- ]?y/?o\b|[- ]year-old"
IS = r"(?: is| was|’s|'s|,? who is|,? who was)"


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Patterns, made ready."""
    return tuple(re.compile(pattern) for pattern in patterns)


# each beside what any of its patterns needs: most texts hold neither, and are read no further
NAMED = (
    (
        re.compile(AGE, re.I),
        compiled(
            rf"{NAME}[’'”\"]?,?(?:{IS})? \(?(?:aged?|at the age of) (?:of )?{AGE}\b",  # Sarah, aged 7
            rf"{NAME}[’'”\"]?,?(?:{IS})?(?: now| only| just)? (?:an? )?\(?{AGE}(?:{YEARS})",  # Sarah is 7 years old
            rf"{NAME}[’'”\"]? \({AGE}\)",  # Sarah (7)
            rf"{NAME}[’'”\"]?, {AGE}(?=,|\.? *$)",  # Sarah, 7, …
            rf"\b[Aa]ged? {AGE},? [‘'“\"]?{NAME}",  # aged 7, Sarah …
            rf"(?i:\b{AGE}(?:{YEARS}))(?:,| called| named| (?:boy|girl|child|son|daughter|pupil)s?)*[ ,]+[‘'“\"]?{NAME}",
        ),
    ),
    (
        re.compile(KIN, re.I),
        compiled(
            rf"\b{KIN_BEFORE},?(?: called| named| is| was)? [‘'“\"]?{NAME}",  # her brother Tom
            rf"\b{KIN_BEFORE} (?:of|to) [‘'“\"]?{NAME}",  # the mother of Tom
            rf"{NAME}(?:’s|'s|s’|s'|’|') (?:\w+ )?(?i:{KIN})\b",  # Tom's little sister
            rf"{NAME}[’'”\"]?(?:,|{IS}) (?:the|an?|his|her|their|my|our) (?:\w+ )?(?i:{KIN})\b",  # Tom is the son of …
            rf"{NAME}[’'”\"]?(?: and| with| liv(?:es|ed|ing) with| told| saw) (?:his|her|their) (?:\w+ )?(?i:{KIN})\b",
        ),
    ),
)


def emails(text: str) -> Iterator[tuple[int, str]]:
    """Addresses of e-mail."""
    for match in EMAIL.finditer(text) if "@" in text else ():
        yield match.start(), match[0]


def telephones(text: str) -> Iterator[tuple[int, str]]:
    """Telephone numbers as they are written in this country."""
    for match in TELEPHONE.finditer(text):
        words = match[0]
        while words and not is_number(words):
            cut = LAST_GROUP.search(words)
            words = words[: cut.start()] if cut else ""
        if words:
            yield match.start(), words


def is_number(words: str) -> bool:
    """Whether digits, perhaps in groups, have the length of a telephone number."""
    digits = re.sub(r"\D", "", words.replace("(0)", ""))
    national = re.sub(r"^(?:0044|44|0)", "", digits)
    return len(national) in NATIONAL or bool(HELPLINES.fullmatch(digits))


def postcodes(text: str) -> Iterator[tuple[int, str]]:
    """Postcodes: of an area that there is, in capitals, or in small letters with the space between its halves."""
    for match in POSTCODE.finditer(text):
        small = match["area"].islower()
        if match["area"].upper() not in POSTCODE_AREAS:
            continue
        if small and (not match["gap"] or match["inward"][1:] in ORDINALS):
            continue
        yield match.start(), match[0]


def births(text: str) -> Iterator[tuple[int, str]]:
    """Dates of birth: the words that say so, and a date or a month."""
    for match in BIRTH.finditer(text):
        yield match.start(), match[0]


def nhs_numbers(text: str) -> Iterator[tuple[int, str]]:
    """NHS numbers: ten digits, written together or as 3, 3 and 4, whose last is the check digit of the others."""
    for match in NHS.finditer(text):
        if nhs_valid(match[0]):
            yield match.start(), match[0]


def nhs_valid(number: str) -> bool:
    """Whether the tenth digit of a number checks the other nine (modulus 11, weights 10 to 2; a check of 10 is none)."""
    digits = [int(digit) for digit in number if digit.isdigit()]
    if len(digits) != NHS_DIGITS:
        return False
    check = -sum(digit * weight for digit, weight in zip(digits[:-1], range(10, 1, -1), strict=True)) % 11
    return check == digits[-1]


def named(text: str, not_names: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Names that stand beside an age or a relation, whichever comes first."""
    patterns = [pattern for needed, patterns in NAMED if " " in text and needed.search(text) for pattern in patterns]
    for pattern in patterns:
        for match in pattern.finditer(text):
            at_end = match.end("name") == match.end()
            if is_name(match["name"], nearest=0 if at_end else -1, not_names=not_names):
                yield match.start(), match[0]


KINDS: dict[str, Callable[[str], Iterator[tuple[int, str]]]] = {
    "e-mail": emails,
    "telephone": telephones,
    "postcode": postcodes,
    "date of birth": births,
    "NHS number": nhs_numbers,
}
NAME_KIND = "name with an age or a relation"


def flags(text: str, not_names: Collection[str] = ()) -> tuple[Flag, ...]:
    """Return what may be personal data in a text, in its order; nothing is flagged twice.

    not_names are capitalised words, in small letters, that are no person's name here: areas and agencies of the base.
    """
    held = [Flag(kind, words, start) for kind, find in KINDS.items() for start, words in find(text)]
    held += [Flag(NAME_KIND, words, start) for start, words in named(text, not_names)]
    found: list[Flag] = []
    for flag in sorted(held, key=lambda flag: (flag.start, -len(flag.words))):
        if not found or flag.start >= found[-1].start + len(found[-1].words):
            found.append(flag)
    return tuple(found)
