"""The page that a paper is written on: the document, its styles by name, its numbers of tables and figures."""

import copy
import re
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION

from evidence_lib.papers.printable import printable
from evidence_lib.papers.word import fields
from evidence_lib.papers.word.lists import begin_anew, put_into

LONGEST_BOOKMARK = 40  # letters that Word takes


class Page:
    """A document that is written from top to bottom."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.element = document.element.body
        self.end = self.element[-1]  # the properties of the last section: everything stands before them
        section = document.sections[-1]
        self.lying = section.page_width > section.page_height
        self.measure()
        self.upright = min(self.width, self.height)
        self.numbers: dict[str, int] = {}
        self.marks: dict[str, str] = {}  # exhibit's name to the bookmark of its number
        self._styles: dict[str, Any] = {}

    def measure(self) -> None:
        """Room for the text of a page."""
        section = self.document.sections[-1]
        self.width = section.page_width - section.left_margin - section.right_margin
        self.height = section.page_height - section.top_margin - section.bottom_margin

    def turn(self, lying: bool) -> None:
        """Let what follows stand on lying or on upright pages; headers and footers go on."""
        if lying == self.lying:
            return
        before = copy.deepcopy(self.end)
        self.document.paragraphs[-1]._p.get_or_add_pPr().append(before)
        section = self.document.sections[-1]
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        section.start_type = WD_SECTION.NEW_PAGE
        section.different_first_page_header_footer = False  # the first page of the paper is behind us
        self.lying = lying
        self.measure()

    def style(self, name: str) -> Any:
        """A style by its name."""
        if name not in self._styles:
            self._styles[name] = self.document.styles[name]
        return self._styles[name]

    def style_id(self, name: str) -> str:
        """The id of a style, which in another language's Word is another."""
        return str(self.style(name).style_id)

    def put(self, element: Any) -> None:
        """Add an element at the end."""
        self.end.addprevious(element)

    def paragraph(self, text: str, style: str = "Normal") -> Any:
        """Add a paragraph."""
        made = self.document.add_paragraph(style=self.style(style))
        if text:
            fields.words(made, text)
        return made

    def keep_last(self) -> None:
        """Let the last paragraph stand on one page with what follows."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def items(self, items: tuple[str, ...], numbered: bool) -> None:
        """Add a list; a numbered one begins at one."""
        name = "List Number" if numbered else "List Bullet"
        anew = begin_anew(self.document, self.style(name)) if numbered else None
        for item in items:
            made = self.paragraph(item, name)
            if anew is not None:
                put_into(made, anew)

    def caption(self, kind: str, name: str, text: str, above: bool = False) -> None:
        """Add a numbered caption ("Table 3: …") whose number can be referred to by the exhibit's name."""
        number = self.numbers[kind] = self.numbers.get(kind, 0) + 1
        made = self.document.add_paragraph(style=self.style("Caption"))
        made.paragraph_format.keep_with_next = True if above else None
        mark = self.mark(f"{kind}_{name}")
        order = 1000 + sum(self.numbers.values())
        fields.bookmark(made, mark, order, start=True)
        fields.words(made, f"{kind} ")
        fields.field(made, f"SEQ {kind} \\* ARABIC", str(number))
        fields.bookmark(made, mark, order, start=False)
        fields.words(made, f": {text}")
        self.marks[f"{kind} {number}"] = mark

    def mark(self, name: str) -> str:
        """A name for a bookmark as Word takes it, given once."""
        made = re.sub(r"\W", "_", printable(name), flags=re.ASCII)[: LONGEST_BOOKMARK - 3]
        taken = set(self.marks.values())
        return next(one for one in (made, *(f"{made}_{n}" for n in range(2, 1000))) if one not in taken)

    def refer(self, paragraph: Any, label: str) -> None:
        """Add a reference to a caption by its label, such as "Figure 2"; Word keeps it right when captions move."""
        fields.field(paragraph, f"REF {self.marks[label]} \\h", label)
