"""What a commitment is about: its themes, by its own words and by what it points back to.

The tagger is made for findings of inspections. In a response the names of boards, posts and documents would speak louder
than the matter, so they are taken out first; and "this finding" is about what a sentence before it says.
"""

import re
from collections.abc import Sequence

from evidence_lib.commitments.records import Commitment
from evidence_lib.themes.changes import read_through
from evidence_lib.themes.codebook import Codebook
from evidence_lib.themes.eyes import eyes_of
from evidence_lib.themes.model import shipped_model
from evidence_lib.themes.reading import read

# "This report" points at the whole; "this finding", "those conversations" and a bare "this" at what was said before.
NAMED_BACK = re.compile(
    r"\b(?:this|that|these|those|such)\s+(?:\w+\s+)?(?:findings?|issues?|matters?|concerns?|points?|recommendations?|gaps?|problems?|work|conversations?|discussions?"
    r"|learning|subject|topic|areas? of work|services?|figures|data)\b|\b[Tt]his is something\b",
    re.IGNORECASE,
)
BARE_BACK = re.compile(
    r"\b(?:this|these|those)\b(?=\s+(?:is|are|has|have|will|under|further|up|forward|with|through|at|to|on|as|and|in)\b|[.,;]|$)"
    r"|\bthat\b(?=\s+(?:for|through|at|with|and)\b|[.;]|$)",
    re.IGNORECASE,
)
FINDING = re.compile(r"\b(?:finding|findings|recommendation|inspectors|report)\b", re.IGNORECASE)
NAMED_FINDING = re.compile(r"\b(?:this|that|these|those)\s+(?:\w+\s+)?findings?\b", re.IGNORECASE)
# Words of undertaking that the tagger would take for practice: "learning from this report", "strategies and plans".
ABOUT_PAPERS = re.compile(
    r"\b(?:police and crime (?:plan|panel|commissioner)s?|chief constable|(?:overall |any |the )*(?:learning"
    r"|lessons)(?: identified)?(?: from)?|strateg(?:y|ies)|plans?|policy|policies|reports?|inspections?|reviews?|evidence base"
    r"|recommendations?|response|governance and accountability purposes|as the foundation|organisational thinking)\b",
    re.IGNORECASE,
)
SURE = 0.6  # by words alone
BY_TERM = 0.15  # a clause is short: a term of the codebook in it counts at a probability where words alone do not
COMMISSIONING = "commissioning"
MOST = 3


def themes_of(commitment: Commitment, codebook: Codebook) -> list[str]:
    """Return the themes of a commitment, the most central first: its own, then what it points back to."""
    own = tagged(stripped(commitment), codebook)
    for theme in read_through([COMMISSIONING], codebook.changes):
        if commitment.action == "inform commissioning" and theme in codebook.ids and theme not in own:
            own.append(theme)
    points = NAMED_BACK.search(commitment.quote) or (not own and BARE_BACK.search(commitment.quote))
    back = pointed_at(commitment.quote, commitment.around, own, codebook) if points else []
    answering = tagged(commitment.recommendation, codebook) if commitment.recommendation and not own else []
    return list(dict.fromkeys([*back, *answering, *own]))[:MOST]


def stripped(commitment: Commitment) -> str:
    """The words of a commitment without those of whom it addresses, where it is watched, and papers as such."""
    text = commitment.quote
    for name in filter(None, (commitment.addressed_to, commitment.forum)):
        text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", ABOUT_PAPERS.sub(" ", text)).strip()


def tagged(text: str, codebook: Codebook) -> list[str]:
    """The themes of a short text: those the tagger is sure of, and those named by a term of their own."""
    if not text:
        return []
    eyes = eyes_of(codebook, shipped_model().known)
    reading = read(text, "", eyes.codebook)
    seen = shipped_model().probabilities(reading, eyes.codebook.ids)
    chances: dict[str, float] = {}
    given = set()
    for theme in codebook:
        labels = eyes.learned_as(theme.id)
        chances[theme.id] = max((seen[label] for label in labels), default=0.0)
        by_term = any(reading.terms(label) and seen[label] >= BY_TERM for label in labels)
        if chances[theme.id] >= SURE or by_term or theme.label.lower() in text.lower():
            given.add(theme.id)
    return sorted(given, key=lambda theme: (-chances[theme], theme))


def pointed_at(quote: str, around: Sequence[str], own: Sequence[str], codebook: Codebook) -> list[str]:
    """The themes of what a clause points back to: the nearest words before it that have a theme it has not itself."""
    finding = NAMED_FINDING.search(quote) is not None
    for place, text in enumerate(around):  # the first is the clause's own sentence up to it
        if finding and place and not FINDING.search(text):
            continue  # "this finding" is one that a sentence before tells
        new = [theme for theme in tagged(ABOUT_PAPERS.sub(" ", text), codebook) if theme not in own]
        if new:
            return new[:1]
        finding = finding or NAMED_FINDING.search(text) is not None
    return []
