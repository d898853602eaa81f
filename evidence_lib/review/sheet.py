"""The review workbook: its columns, and what stands in them. Writing and reading it share this page."""

from collections.abc import Sequence

from evidence_lib.core.records import AGENCIES, KIND_LABELS
from evidence_lib.themes.codebook import Codebook

SHEET, HOW, LISTS = "Review", "How to review", "Lists"
HEAD_ROW = 1
THEMES, AGENTS = 4, 3  # columns: as many themes as a finding has at most
IDENTITY = ("Finding", "Document", "Page", "Words")
KEEP, KIND, COMMENT, DAY = "Keep?", "Kind", "Comment", "Date"
THEME_HEADS = tuple(f"Theme {at}" for at in range(1, THEMES + 1))
AGENCY_HEADS = tuple(f"Agency {at}" for at in range(1, AGENTS + 1))
ANSWER = (KEEP, KIND, *THEME_HEADS, *AGENCY_HEADS, COMMENT, DAY)
COLUMNS = (
    *("Finding", "Why now", "Page", "Words"),
    *ANSWER,
    *("Title", "Before", "After", "Words that earned the themes", "Document"),
)
NARROW = 10  # letters
WIDTHS = {"Words": 60, "Before": 35, "After": 35, "Why now": 24, "Title": 30, "Words that earned the themes": 30}
WIDTHS |= {COMMENT: 30, "Document": 18, KIND: 15, DAY: 12, "Page": 6, KEEP: 8}
WIDTHS |= dict.fromkeys((*THEME_HEADS, *AGENCY_HEADS), 20)
YES, NO = "yes", "no"

INSTRUCTIONS = (
    "How to review",
    "Each row of the sheet Review is one finding. Read its words; what stands before and after is its context.",
    "Set Keep? to yes once you have read it, and to no if it is no finding. Where Keep? is empty the row is not taken.",
    "Kind, themes and agencies hold what the machine proposes. Choose others from the lists, or clear a cell.",
    "In a blind sample they are empty: choose them yourself, and at least a kind.",
    "Theme 1 is what the finding is about most. Leave all themes empty if none fits.",
    "Comment is for your own words. Date may stay empty: it is then the day on which the file is imported.",
    "The other cells are locked, for they say which finding it is. Do not rename sheets, or insert or copy rows.",
    "Save as .xlsx and give it back, or run: evidence review import FILE.xlsx --reviewer NAME",
)


def lists(codebook: Codebook) -> dict[str, list[str]]:
    """What each drop-down offers, as a reader sees it."""
    return {
        KEEP: [YES, NO],
        KIND: list(KIND_LABELS.values()),
        "Theme": [theme.label for theme in codebook],
        "Agency": list(AGENCIES.values()),
    }


def meaning(codebook: Codebook) -> dict[str, dict[str, str]]:
    """What the words of the drop-downs mean, in small letters; the suite's own names are taken too."""
    named = {
        KIND: {label: str(kind) for kind, label in KIND_LABELS.items()},
        "Theme": {theme.label: theme.id for theme in codebook},
        "Agency": {label: name for name, label in AGENCIES.items()},
    }
    return {
        what: {word.lower(): name for label, name in words.items() for word in (label, name)}
        for what, words in named.items()
    }


def sort_of(head: str) -> str:
    """Which drop-down a column has; empty where it has none."""
    if head in (KEEP, KIND):
        return head
    if head in THEME_HEADS:
        return "Theme"
    return "Agency" if head in AGENCY_HEADS else ""


def column_of(head: str, heads: Sequence[str] = COLUMNS) -> int:
    """Where a column stands, counted from 1."""
    return list(heads).index(head) + 1
