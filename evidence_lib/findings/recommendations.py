"""What a report formally asks for: causes of concern, the recommendations under them, and all other calls to act.

It goes over the blocks once, in reading order, and lays over the judged kinds what the report itself says: a cause of
concern is one because its heading says so, a recommendation because it stands under "Recommendations", has a number or
is called one. Areas for improvement and priority actions keep their kind; they too may say who and by when.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evidence_lib.core.records import Block, Kind, Role
from evidence_lib.findings.calls import LABELLED, Call, call_in, named_in_heading
from evidence_lib.findings.deadlines import due_words, runs_from_publication
from evidence_lib.findings.kinds import REASONS, none_of_them
from evidence_lib.findings.record_tables import Cell, Column, table_cells
from evidence_lib.findings.sections import LABEL, Section, named_section

Judged = tuple[Section, Kind | None, str]

FORMAL = (Section.RECOMMENDATIONS, Section.CAUSE, Section.IMPROVEMENTS, Section.PRIORITY)
ASKING = (Kind.RECOMMENDATION, Kind.CAUSE_OF_CONCERN, Kind.IMPROVEMENT, Kind.PRIORITY_ACTION)
ASKED_IN = {Section.IMPROVEMENTS: Kind.IMPROVEMENT, Section.PRIORITY: Kind.PRIORITY_ACTION}
NUMBERED = re.compile(  # "Recommendation 4 of the last review has been met" is none
    rf"^(?:{LABELLED}|recommendation(?=\s*[:–-]))\s*(?:\([^)]*\)\s*)?(?:[:.–-]|(?<=\d)\s(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
INLINE_CAUSE = re.compile(r"^cause of concern(?: \d+)?\s*[:–-]\s*\w", re.IGNORECASE)
CALLED_SO = re.compile(
    r"^(?:we|i|inspectors)\s+(?:also\s+|therefore\s+)?recommend\b|^it is (?:also |therefore )?recommended\b",
    re.IGNORECASE,
)
DEFINITION = re.compile(
    r"\bif (?:(?:our|the|an|this) inspection|we) (?:identif(?:y|ies)|finds?)\b"
    r"|accompanied by (?:one or more|at least one) recommendation"
    r"|\bwe (?:will|may) (?:report|make) (?:it|this|one|a recommendation)",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"\b(?:mak(?:e|es|ing)|made|has|have|following|these|our)\b[^.]{0,80}\brecommendations?\b", re.IGNORECASE
)
EXPLAINED = re.compile(
    r"\b(?:would|will|could|might|helps?|because|found|includ\w+|such as|examples?)\b", re.IGNORECASE
)
IN_SUMMARY = re.compile(r"\b(?:summary|list) of (?:\w+ ){0,3}recommendations\b", re.IGNORECASE)
LOOKS_BACK = re.compile(
    r"^(?:this|these|it|they|there|we|our|inspectors|during|although|while|because)\b", re.IGNORECASE
)
ORDINAL = re.compile(r"^\(?\d+(?:\.\d+)*[.)]\s")
LEAST_CAUSE = 6  # words of a cause of concern; a shorter line is a name in its box
LEAST_WORDS = 3  # of a recommendation that stands as an item: "Review the protocol."


@dataclass(frozen=True, slots=True)
class Standing:
    """How a block stands in the end: its kind or the reason why it is none, its call, and the block of its cause."""

    section: Section
    kind: Kind | None
    reason: str
    call: Call = field(default_factory=Call)
    cause: int | None = None


def standings(blocks: Sequence[Block], judged: Sequence[Judged], digest: bool = False) -> list[Standing]:
    """Return how every block of a document stands. In a digest a person has given the kinds, and they stay."""
    walk = Walk(table_cells(blocks), digest)
    found = [walk.step(at, block, *given) for at, (block, given) in enumerate(zip(blocks, judged, strict=True))]
    listed = {at for at, block in enumerate(blocks) if any(map(IN_SUMMARY.search, block.headings))}
    made = {at for at, stands in enumerate(found) if stands.kind is Kind.RECOMMENDATION}
    if made <= listed:
        return found
    return [replace(one, section=Section.SUMMARY) if at in listed & made else one for at, one in enumerate(found)]


@dataclass(slots=True)
class Walk:
    """Goes over the blocks and remembers what is open: a part, a cause of concern, a line that opened a list."""

    cells: dict[int, Cell]
    digest: bool
    kept: Section = Section.MAIN  # the part that headings such as "The board should:" do not end
    causes: list[int] = field(default_factory=list)  # since the last label "Cause of concern"
    several: bool = False  # the label says "Causes of concern"
    stated: bool = False  # since the last heading a cause was stated
    lead: Call | None = None  # the line that opened the list, if it calls
    opened: Block | None = None  # the line that opened the list, whatever it says
    formal: bool = False  # that line is a numbered recommendation, or says that it recommends
    explaining: bool = False  # that line gives reasons or examples
    asked: Call | None = None  # the last line since a heading that opened a list and named someone

    def step(self, at: int, block: Block, section: Section, kind: Kind | None, reason: str) -> Standing:
        """How one block stands."""
        if block.role is Role.FOOTNOTE:
            return Standing(section, kind, reason)
        if block.role is Role.HEADING or LABEL.match(block.text):
            return self.at_heading(block, section)
        section = self.kept if section is Section.MAIN else section
        if (cell := self.cells.get(at)) and section in FORMAL:
            return self.at_cell(block, cell, Standing(section, kind, reason))
        if none_of_them(block.text) or DEFINITION.search(block.text) or runs_from_publication(block.text):
            return Standing(section, None, REASONS["context"])
        return self.at_text(at, block, Standing(section, kind, reason))

    def at_heading(self, block: Block, section: Section) -> Standing:
        """A heading opens and closes; one that is itself a numbered recommendation is one."""
        self.lead, self.opened, self.formal, self.stated, self.asked = None, None, False, False, None
        call, named = call_in(block.text), named_section(block.text)
        if NUMBERED.match(block.text) and call and not call.opens_list and not self.digest:
            self.kept = Section.RECOMMENDATIONS
            return Standing(Section.RECOMMENDATIONS, Kind.RECOMMENDATION, "", call, self.parent)
        goes_on = self.kept is Section.RECOMMENDATIONS and named_in_heading(block.text) != Call()
        inside = goes_on or named is Section.RECOMMENDATIONS or Section.CAUSE in map(named_section, block.headings)
        if named is Section.CAUSE:
            self.causes, self.several = [], block.text.lower().startswith("causes")
        elif not inside:
            self.causes = []
        if block.role is Role.HEADING and not goes_on:
            self.kept = named if named in FORMAL else Section.MAIN
        self.lead = named_in_heading(block.text) if goes_on else None
        return Standing(section, None, REASONS["heading"])

    @property
    def parent(self) -> int | None:
        """The cause that a recommendation elsewhere stands under: certain only where one alone is open."""
        return self.causes[-1] if len(self.causes) == 1 else None

    def at_cell(self, block: Block, cell: Cell, given: Standing) -> Standing:
        """A cell of a table of recommendations or areas for improvement."""
        self.lead, self.opened = None, None
        if cell.column is Column.OTHER:
            return given
        if cell.column is not Column.WHAT:
            return replace(given, kind=None, reason=REASONS["boilerplate"])
        own = call_in(block.text) or Call(due_text=due_words(block.text))
        asked = given.section is Section.RECOMMENDATIONS or cell.recommended
        kind = Kind.RECOMMENDATION if asked and not self.digest else given.kind
        # the table's own column is the formal addressee, whatever the sentence says
        return Standing(given.section, kind, "" if kind else given.reason, cell.call.over(own), self.parent)

    def at_text(self, at: int, block: Block, given: Standing) -> Standing:
        """A paragraph, an item or a cell outside such tables."""
        formal = bool(NUMBERED.match(block.text) or CALLED_SO.match(block.text))
        if given.section not in FORMAL and not (formal or self.formal or INLINE_CAUSE.match(block.text)):
            return self.settle(at, given, Call())  # most of a report: nobody is asked for anything there
        outer = self.outer(block, given.section)
        own = call_in(block.text)
        self.opens(block, own.over(outer) if own else None, formal)
        call = (own or Call(due_text=due_words(block.text) if block.role is Role.ITEM else "")).over(outer)
        if self.digest:
            return self.settle(at, given, call)
        if own and own.opens_list and (formal or (given.section in FORMAL and given.section is not Section.PRIORITY)):
            return Standing(given.section, None, REASONS["context"])
        return self.settle(at, replace(given, kind=self.kind_at(block, given, own, formal)), call)

    def settle(self, at: int, given: Standing, call: Call) -> Standing:
        """Put together what a block is; a cause is remembered for what follows it."""
        if given.kind is None:
            return replace(given, reason=given.reason or REASONS["context"])
        if given.kind is Kind.CAUSE_OF_CONCERN:
            self.causes.append(at)
            self.stated = True
            return Standing(given.section, given.kind, "", call)
        if given.section not in FORMAL and given.kind is not Kind.RECOMMENDATION:
            self.causes = []  # its box is over
        asks = given.kind in ASKING and (given.section in FORMAL or given.kind is Kind.RECOMMENDATION)
        under = self.causes[-1] if given.section is Section.CAUSE and self.causes else None
        if given.kind is Kind.RECOMMENDATION and under is None:
            under = self.parent
        return Standing(given.section, given.kind, "", call if asks else Call(), under)

    def outer(self, block: Block, section: Section) -> Call | None:
        """What stands over a block: the line that opened its list, then the headings of its part."""
        over = self.lead if self.continues(block) else None
        names = section in (Section.RECOMMENDATIONS, Section.CAUSE)
        for heading in reversed(block.headings if section in FORMAL else ()):
            said = named_in_heading(heading)
            said = said if names else Call("", said.due_text)
            over = over.over(said) if over else said
            if named_section(heading) in FORMAL:
                break
        return over

    def continues(self, block: Block) -> bool:
        """Whether a block belongs to the list that is open: an item, or a line that goes on like one."""
        if self.opened is None or (ORDINAL.match(self.opened.text) and ORDINAL.match(block.text)):
            return False  # "5. …" after "4. Chief constables should:" is the next of the same list
        return block.role is not Role.PARAGRAPH or bool(re.match(r"\(?[a-z0-9]{1,3}[.)]\s|[a-z]", block.text))

    def opens(self, block: Block, call: Call | None, formal: bool) -> None:
        """Note a line that opens a list, or that the open one is over."""
        if block.text.rstrip().endswith(":") or (call and call.opens_list):
            if call and call.opens_list and not call.addressed_to:
                call = call.over(self.asked)  # "Within three months:" after "the council should take this action."
            self.lead = call or (self.lead if self.continues(block) else None)
            self.opened, self.formal = block, formal or (self.formal and self.continues(block))
            self.explaining = call is None and bool(EXPLAINED.search(block.text))
            self.asked = call if call and call.addressed_to else self.asked
        elif not self.continues(block):
            self.lead, self.opened, self.formal, self.explaining = None, None, False, False

    def kind_at(self, block: Block, given: Standing, own: Call | None, formal: bool) -> Kind | None:
        """The kind of a block by what the report calls it, else the kind it was judged to be."""
        if given.section in (Section.ADDRESSES, Section.PUBLISHERS, Section.STUDY):
            return given.kind
        if INLINE_CAUSE.match(block.text):
            return Kind.CAUSE_OF_CONCERN
        if (own and formal) or (self.formal and self.continues(block)):
            return Kind.RECOMMENDATION
        if given.section is Section.CAUSE:
            return self.kind_in_cause(block, given, own)
        if given.section is Section.RECOMMENDATIONS:
            return self.kind_in_recommendations(block, given, own)
        if given.kind is None and own and own.addressed_to and not own.opens_list:
            return ASKED_IN.get(given.section)  # whatever its words resemble: "The force should improve how …"
        return given.kind

    def kind_in_recommendations(self, block: Block, given: Standing, own: Call | None) -> Kind | None:
        """Under "Recommendations": what calls and what is listed, but neither introductions nor reasons."""
        named = own is not None and bool(own.addressed_to)
        item = block.role is not Role.PARAGRAPH
        reasons = self.explaining or (not item and LOOKS_BACK.match(block.text))
        if reasons and not named:
            return None if INTRODUCED.search(block.text) else given.kind
        if own is None and INTRODUCED.search(block.text):
            return None
        asked = item and self.lead is not None and self.continues(block)
        listed = item and len(block.text.split()) >= LEAST_WORDS
        return Kind.RECOMMENDATION if own or asked or listed else given.kind

    def kind_in_cause(self, block: Block, given: Standing, own: Call | None) -> Kind | None:
        """Under "Cause of concern": first the cause, then what is to be done about it."""
        in_list = self.lead is not None and self.continues(block)
        if in_list or (self.stated and own and re.search(r"\b(?:should|must)\b|recommend", block.text)):
            return Kind.RECOMMENDATION
        first = not self.stated and len(block.text.split()) >= LEAST_CAUSE
        if first or (self.several and given.kind and self.opened is None):
            return Kind.CAUSE_OF_CONCERN
        return given.kind
