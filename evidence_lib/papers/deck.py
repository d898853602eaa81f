"""What of a paper goes on slides: one message each, few lines, and in the notes all that it rests on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence_lib.charts.chart import Chart, Editable, Table
from evidence_lib.charts.promise_words import shorter
from evidence_lib.papers.content import (
    Heading,
    Items,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Rows,
    Sources,
    Statement,
)
from evidence_lib.papers.deck_tables import Shown, behind, shown
from evidence_lib.papers.printable import one_line, printable
from evidence_lib.papers.slide_charts import most

TITLE = 150  # letters of a title; a longer one is cut, and stands whole in the notes
LEAD = 110  # letters up to which a sentence may head a slide
LINE = 200  # letters of a line; a longer one is cut, and stands whole in the notes
ROOM = 620  # letters of text on a slide
LINES = 7  # of text on a slide
QUOTED = 130  # letters of a quote shown
QUOTES = 3  # shown on a slide; the others stand in its notes
LEADING = 2  # paragraphs that lead up to a chart
TALLEST = 5.5  # inches of a picture that stays readable on a slide
SOURCES = 8  # documents on a slide
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")


@dataclass
class Slide:
    """One slide: its message, its lines or its exhibit (a chart, or what it shows of a table), and what its notes say."""

    title: str
    lines: list[str] = field(default_factory=list)
    exhibit: Chart | Shown | None = None
    caption: str = ""
    notes: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)  # addresses of lines
    quotes: int = 0  # shown on it
    unshown: int = 0  # quotes in its notes alone
    leads: bool = False  # holds nothing but paragraphs
    states: bool = False  # a statement heads it

    def has_room(self, line: str) -> bool:
        """Whether one more line fits."""
        letters = sum(len(held) for held in self.lines) + min(len(line), LINE)
        return self.exhibit is None and len(self.lines) < LINES and (letters <= ROOM or not self.lines)

    def add(self, line: str) -> None:
        """Put a line on the slide, cut if it must be, and whole in the notes."""
        self.lines.append(shorter(line, LINE))
        self.notes.append(line)


def deck(paper: Paper) -> tuple[Slide, ...]:
    """The slides of a paper behind its title: statements, charts, tables and texts in their order, the sources last."""
    slides: list[Slide] = []
    section, fresh = paper.title, True  # a heading begins a slide
    elsewhere = "the workbook" if ".xlsx" in paper.formats else "the paper"
    for part in paper.parts:
        if isinstance(part, Heading):
            section, fresh = part.text, True
            continue
        if isinstance(part, Statement):
            if fresh or not joined(slides, part):
                absorb(slides, fresh, stated(part, section))
        elif isinstance(part, Chart | Table | Rows):
            absorb(slides, fresh, exhibited(part, elsewhere))
        elif isinstance(part, Quote):
            quoted(slides, part, section, fresh)
        elif isinstance(part, Paragraph | Items):
            told(slides, part, section, fresh)
        else:
            continue  # a place to write in is none on a slide; sources come last
        fresh = False
    done = [*slides, *last(paper)]
    for slide in done:
        slide.notes += [paper.standing] if paper.standing else []
        cut(slide)
    return tuple(done)


def stated(part: Statement, section: str) -> Slide:
    """A statement: its message as the title, the rest as lines, and how much of it is checked."""
    first, *rest = SENTENCE.split(part.text)
    before = first.split(":")[0]
    if len(first) <= LEAD:
        title, lines = first, rest
    else:
        title, lines = (before if len(before) <= LEAD else section), [first, *rest]
    lines = [shorter(line, LINE) for line in lines[: LINES - 1]]
    slide = Slide(title.rstrip("."), lines, notes=[part.text], states=True)
    if part.of:
        slide.add(checked(part))
    slide.notes += where(part)
    return slide


def joined(slides: list[Slide], part: Statement) -> bool:
    """Put a statement under the one before it, where that stands without quotations and there is room; whether it was."""
    line = " ".join(filter(None, (part.text, f"({checked(part).rstrip('.')})" if part.of else "")))
    if not slides or not slides[-1].states or slides[-1].quotes or not slides[-1].has_room(line):
        return False
    slides[-1].add(line)
    slides[-1].notes += where(part)
    return True


def where(part: Statement) -> list[str]:
    """Where a statement stands, a line a place, and how many findings more the tables hold."""
    more = [f"Where it stands: {part.further}."] if part.further else []
    return [*(f"Where it stands: {place(held)}" for held in part.references), *more]


def exhibited(part: Chart | Table | Rows, elsewhere: str) -> Slide:
    """A chart or table: its active title is the message; what it shows stands in the notes in words.

    A chart that Office cannot draw and that is too tall for a slide gives way to the table behind it.
    """
    if isinstance(part, Chart) and (part.editable is not None or part.height <= TALLEST):
        more = first_of(part.editable, elsewhere) if part.editable else ""
        return Slide(part.title, exhibit=part, caption=f"{more}{part.caption}", notes=[part.caption, part.alt])
    held = shown(behind(part) if isinstance(part, Chart) else part)
    more = f"{held.left} more row{'' if held.left == 1 else 's'} in {elsewhere}." if held.left else ""
    title, caption = (part.caption, "") if isinstance(part, Rows) else (part.title, part.caption)
    rows = [
        "; ".join(f"{name}: {cell}" for name, cell in zip(held.head, row, strict=True) if cell) for row in held.whole
    ]
    notes = [*filter(None, (caption, more)), *([part.alt] if isinstance(part, Chart) else []), *rows]
    return Slide(title, exhibit=held, caption=" ".join(filter(None, (more, caption))), notes=notes)


def first_of(chart: Editable, elsewhere: str) -> str:
    """That a chart has more bars than its slide."""
    left = len(chart.names) - most(chart)
    return f"The first {most(chart)} of {len(chart.names)}; all in {elsewhere}. " if left else ""


def absorb(slides: list[Slide], fresh: bool, new: Slide) -> None:
    """Take a paragraph or two that lead up to a statement, chart or table into its notes: alone they are no message."""
    if not fresh and slides and slides[-1].leads and len(slides[-1].lines) <= LEADING:
        new.notes = [*new.notes, *slides.pop().notes]
    slides.append(new)


def checked(part: Statement) -> str:
    """How much of what a statement rests on a person has checked."""
    return f"{part.checked} of {part.of} finding{'' if part.of == 1 else 's'} checked."


def place(held: Reference) -> str:
    """Number, document and page, title."""
    label = f"{held.number}, {held.label}" if held.number else held.label
    return f"{label} ({held.title})" if held.title != held.document_id else label


def quoted(slides: list[Slide], part: Quote, section: str, fresh: bool) -> None:
    """Put a quote whole into the notes of the slide it belongs to, and on the slide while there is room."""
    if fresh:
        slides.append(Slide(section))
    slide, line = slides[-1], in_line(part, QUOTED)
    slide.leads = False
    if slide.quotes < QUOTES and slide.has_room(line):
        slide.lines.append(line)
        slide.quotes += 1
    else:
        slide.unshown += 1
    slide.notes.append(in_line(part))


def in_line(part: Quote, letters: int = 0) -> str:
    """A quote with its place; our own words are never set as a quotation, and what is unchecked says so."""
    words = shorter(part.text, letters) if letters else part.text
    held = part.reference
    remarks = [
        held.number,
        held.label,
        "digest, in our words" if part.ours else "",
        "" if part.checked else "not checked",
    ]
    return f"{words if part.ours else f'“{words}”'} ({'; '.join(filter(None, remarks))})"


def told(slides: list[Slide], part: Paragraph | Items, section: str, fresh: bool) -> None:
    """Text on slides of its section, as many as it takes; a paragraph on a chart or table belongs into the notes of that."""
    if isinstance(part, Paragraph) and not fresh and slides[-1].exhibit is not None:
        slides[-1].notes.append(part.text)
        return
    for line in (part.text,) if isinstance(part, Paragraph) else part.items:
        if fresh or not slides[-1].has_room(line):
            again = not fresh and slides[-1].title.removesuffix(" (continued)") == section
            slides.append(Slide(f"{section} (continued)" if again else section, leads=True))
        slides[-1].add(line)
        slides[-1].leads &= isinstance(part, Paragraph)
        fresh = False


def last(paper: Paper) -> Iterator[Slide]:
    """The sources: as the paper lists them, else the source lines of its charts and tables and the documents it names."""
    lines: list[tuple[str, str]] = []
    for part in paper.all_of(Sources):
        lines += [(f"{held.title}; {told}", held.url) for held, told in zip(part.references, part.told, strict=True)]
    if not lines:
        exhibits = [*paper.all_of(Chart), *paper.all_of(Table)]
        lines = [(line, "") for line in dict.fromkeys(part.source_line for part in exhibits)]
        held = [*(part.reference for part in paper.all_of(Quote))]
        held += [reference for part in paper.all_of(Statement) for reference in part.references]
        lines += [(one.title, one.url) for one in {one.document_id: one for one in held}.values()]
    for start in range(0, max(1, len(lines)), SOURCES):
        group = lines[start : start + SOURCES] or [("No document.", "")]
        slide = Slide("Sources (continued)" if start else "Sources", [shorter(text, LINE) for text, _ in group])
        slide.notes = [f"{text}; {url}" if url else text for text, url in group]
        slide.links = {line: url for line, (_, url) in zip(slide.lines, group, strict=True) if url}
        yield slide


def cut(slide: Slide) -> None:
    """Give it a title that fits, and signs that every program can hold."""
    if slide.unshown and slide.exhibit is None:
        slide.lines.append(f"{slide.unshown} more quotation{'' if slide.unshown == 1 else 's'} in the notes.")
    whole = one_line(slide.title)
    slide.title = shorter(whole, TITLE) or "Untitled"
    slide.notes = [printable(note) for note in ([whole] if slide.title != whole else []) + slide.notes]
    slide.links = {one_line(line): url for line, url in slide.links.items()}
    slide.lines = [one_line(line) for line in slide.lines]
    slide.caption = one_line(slide.caption)
