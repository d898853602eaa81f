"""Names of people beside an age or a relation: how they are written, and the capitalised words that are none."""

from collections.abc import Collection

UPPER = r"[^\W\d_a-zà-öø-ÿß]"
LOWER = r"[^\W\d_A-ZÀ-ÖØ-Þ]"
WORD = rf"{UPPER}(?:['’]{UPPER})?{LOWER}+(?:-{UPPER}?{LOWER}+|{UPPER}{LOWER}+)*"
NAME = rf"\b(?P<name>(?:Child|Baby|Adult|Young Person) {UPPER}\b|{WORD}(?: {WORD}){{0,2}})"

NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
AGE = rf"(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS.split())})"
KIN = (
    r"(?:(?:(?:half|twin|foster|adoptive|birth|step)[- ]?)?(?:grand|step|god)?-?"
    r"(?:mother|father|mum|mummy|dad|daddy|brother|sister|son|daughter|parent|ma|pa)s?"
    r"|uncle|auntie|aunt|niece|nephew|cousin|twin|siblings?|stepchild|foster child)\b(?! carer)"
)
# Before a name a relation has a capital only where a sentence opens or after "her": "Big Sister Project" is nobody's sister.
KIN_BEFORE = rf"(?:{KIN}|(?:(?<!\w )|(?<=\bher )|(?<=\bhis )|(?<=\btheir )|(?<=\bmy ))(?i:{KIN}))"

# Capitalised words that stand beside an age or a relation in reports and are no names: how sentences begin, who is spoken
# of in general, bodies and their parts, headings.
PASSED_OVER = """
a about adults adult after agencies agency all also although an and another any are article as at authority baby babies
because before board both boy boys but by care carer carers case cases centre chapter chart child children cohort college
constabulary council data despite during each early education england english every everyone families family father
fathers female females few figure following for from girl girls given good group grade half had has have he headteacher
health help her here his home hospital how however hmicfrs i if in infants inspectors inspector it its just key last less
like line local looked made male males many men minister more most mother mothers my national neither nhs no none not note
number nurse of officers officer ofsted on once one only other others our page panel paragraph parent parents part
partners partnership patients people persons per police probation pupil pupils recommendation records safeguarding
school schools section service services several she similarly since so social some staff stage step students such table
team teenagers that the their them then there these they this those three to today trust two under unit until us very
victim victims wales was we were what when where which while who why with without women woman year years yet you young
youth youths youngest january february march april may june july august september october november december monday tuesday
wednesday thursday friday saturday sunday mr mrs ms miss dr act annex appendix strategy theme version volume
"""
NOT_NAMES = frozenset(PASSED_OVER.split())


def is_name(words: str, nearest: int, not_names: Collection[str] = ()) -> bool:
    """Whether capitalised words may be a person's name, by the one that stands nearest to the age or relation (0 or -1).

    The word at the other end does not count: "However Sarah" is a name, "Cornwall Council" is none.
    """
    word = words.split()[nearest].lower()
    return word not in NOT_NAMES and word not in not_names
