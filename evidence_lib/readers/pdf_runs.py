"""The words of a PDF page as its file draws them: runs of text with place, size, weight and structure mark."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from evidence_lib.readers import pdfium_calls as calls

FORCE_BOLD = 0x40000  # PDF 32000-1, table 123: bit 19 of the font flags
BOLD_WEIGHT = 600
BOLD_NAMES = (b"Bold", b"Black", b"Heavy")
DEEPEST_FORM = 5  # a form inside a form inside a form: no real page nests deeper
SPACE = " "
SOFT_HYPHEN = "\u00ad"
UNKNOWN = 0xFFFD  # the letter of a font that does not say what it shows
STRIDE = 16  # letters; about the length of a run


class Run(NamedTuple):
    """A run of text of one font. Box in points, origin at the lower left; mark is the marked-content id, -1 for none."""

    text: str
    mark: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool
    base: float  # height of the line that its letters stand on, in points above the foot of the page


class PageRuns:
    """Reads the runs of one page; fonts are looked up once."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self.page = calls.address(page)
        self.texts = texts_by_object(calls.address(text_page))
        self.bold_fonts: dict[int, bool] = {}
        self.box = (ctypes.c_float * 4)()
        base = ctypes.addressof(self.box)
        self.edges = (base, base + 4, base + 8, base + 12)
        self.size = ctypes.c_float()
        self.size_at = ctypes.addressof(self.size)
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_at = ctypes.addressof(self.matrix)

    def runs(self) -> list[Run]:
        """Return the page's runs in the order in which the file draws them; runs of white space alone are kept."""
        found: list[Run] = []
        for number in range(calls.count_objects(self.page)):
            found += self.of_object(calls.get_object(self.page, number), -1, DEEPEST_FORM)
        return found

    def of_object(self, drawn: int, mark: int, depth: int) -> Iterator[Run]:
        """Yield the runs of a text object, or of the text objects inside a form; a form hands its mark down."""
        if text := self.texts.get(drawn):
            own = calls.object_mark(drawn)
            yield self.run(drawn, text, own if own >= 0 else mark)
        elif depth and calls.object_type(drawn) == pdfium.FPDF_PAGEOBJ_FORM:
            own = calls.object_mark(drawn)
            for number in range(calls.count_in_form(drawn)):
                yield from self.of_object(calls.get_in_form(drawn, number), own if own >= 0 else mark, depth - 1)

    def run(self, drawn: int, text: str, mark: int) -> Run:
        """Return one run with its box, size and weight."""
        calls.object_bounds(drawn, *self.edges)
        left, bottom, right, top = self.box
        calls.font_size(drawn, self.size_at)
        calls.object_matrix(drawn, self.matrix_at)
        scale = abs(self.matrix.d) or abs(self.matrix.b) or 1.0  # b where the page is turned on its side
        bold = self.bold(calls.font_of(drawn))
        return Run(text, mark, left, bottom, right, top, round(self.size.value * scale, 1), bold, self.matrix.f)

    def bold(self, font: int) -> bool:
        """Say whether a font is bold, by its name, weight or flags: files set any one of them."""
        if font not in self.bold_fonts:
            self.bold_fonts[font] = is_bold(ctypes.cast(font, pdfium.FPDF_FONT))
        return self.bold_fonts[font]


def texts_by_object(text_page: int) -> dict[int, str]:
    """The text of every text object that shows letters, by the object's address.

    A space that pdfium itself puts between two objects belongs to the one before.
    """
    letters = letters_of(text_page)
    texts: dict[int, str] = {}
    at = last = 0
    while at < len(letters):
        drawn = calls.letter_object(text_page, at)
        if drawn:
            end = end_of_object(text_page, at, drawn, letters)
            texts[drawn] = texts.get(drawn, "") + letters[at:end]
            at, last = end, drawn
        else:
            if last and letters[at] == SPACE:
                texts[last] += SPACE
            at += 1
    return texts


def end_of_object(text_page: int, at: int, drawn: int, letters: str) -> int:
    """Where the letters of an object end that begin at a letter: they stand together, so it need not ask for each."""
    line_end = letters.find("\r", at)
    line_end = len(letters) if line_end < 0 else line_end
    if calls.letter_object(text_page, line_end - 1) == drawn:
        return line_end
    end, stride = at + 1, STRIDE
    while stride:
        if end + stride < line_end and calls.letter_object(text_page, end + stride - 1) == drawn:
            end += stride
        else:
            stride //= 2
    return end


def letters_of(text_page: int) -> str:
    """The page's letters, one for each that pdfium counts."""
    count = calls.count_letters(text_page)
    buffer = ctypes.create_string_buffer(2 * count + 2)
    written = calls.copy_letters(text_page, 0, count, buffer)
    text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
    if len(text) != count:  # letters without a meaning are left out of that text; then each has to be asked for
        text = "".join(chr(calls.letter(text_page, at) or UNKNOWN) for at in range(count))
    return text.replace("\x02", SOFT_HYPHEN).replace("\ufffe", SOFT_HYPHEN)  # what pdfium gives for one at a line's end


def is_bold(font: Any) -> bool:
    """Say whether a font is bold."""
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, name, length)
    flags = pdfium.FPDFFont_GetFlags(font)
    return (
        any(bold in name.value for bold in BOLD_NAMES)
        or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
        or (flags > 0 and bool(flags & FORCE_BOLD))
    )
