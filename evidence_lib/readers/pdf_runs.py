"""The words of a PDF page as its file draws them: runs of text with place, size, weight and structure mark."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

FORCE_BOLD = 0x40000  # PDF 32000-1, table 123: bit 19 of the font flags
BOLD_WEIGHT = 600
DEEPEST_FORM = 5  # a form inside a form inside a form: no real page nests deeper


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text of one font. Box in points, origin at the lower left; mark is the marked-content id, -1 for none."""

    text: str
    mark: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """Height of the run's middle above the foot of the page."""
        return (self.bottom + self.top) / 2


class PageRuns:
    """Reads the runs of one page; fonts are looked up once."""

    def __init__(self, page: object, text_page: object) -> None:
        self.page = page
        self.text_page = text_page
        self.bold_fonts: dict[int, bool] = {}
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.matrix = pdfium.FS_MATRIX()

    def runs(self) -> list[Run]:
        """Return the page's runs in the order in which the file draws them; runs of white space alone are kept."""
        found: list[Run] = []
        for number in range(pdfium.FPDFPage_CountObjects(self.page)):
            found += self.of_object(pdfium.FPDFPage_GetObject(self.page, number), -1, DEEPEST_FORM)
        return found

    def of_object(self, drawn: object, mark: int, depth: int) -> Iterator[Run]:
        """Yield the runs of a text object, or of the text objects inside a form; a form hands its mark down."""
        kind = pdfium.FPDFPageObj_GetType(drawn)
        own = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        mark = own if own >= 0 else mark
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            text = self.text(drawn)
            if text:
                yield self.run(drawn, text, mark)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            for number in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                yield from self.of_object(pdfium.FPDFFormObj_GetObject(drawn, number), mark, depth - 1)

    def text(self, drawn: object) -> str:
        """Return the text of a text object."""
        length = pdfium.FPDFTextObj_GetText(drawn, self.text_page, None, 0)
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        pdfium.FPDFTextObj_GetText(drawn, self.text_page, buffer, length)
        return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", errors="replace")

    def run(self, drawn: object, text: str, mark: int) -> Run:
        """Return one run with its box, size and weight."""
        left, bottom, right, top = self.floats
        pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(drawn, size)
        pdfium.FPDFPageObj_GetMatrix(drawn, self.matrix)
        scale = abs(self.matrix.d) or abs(self.matrix.b) or 1.0  # b where the page is turned on its side
        return Run(
            text,
            mark,
            left.value,
            bottom.value,
            right.value,
            top.value,
            round(size.value * scale, 1),
            self.bold(pdfium.FPDFTextObj_GetFont(drawn)),
        )

    def bold(self, font: Any) -> bool:
        """Say whether a font is bold, by its name, weight or flags: files set any one of them."""
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self.bold_fonts:
            length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            name = ctypes.create_string_buffer(length)
            pdfium.FPDFFont_GetBaseFontName(font, name, length)
            flags = pdfium.FPDFFont_GetFlags(font)
            self.bold_fonts[key] = (
                b"Bold" in name.value
                or b"Black" in name.value
                or pdfium.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
                or (flags > 0 and bool(flags & FORCE_BOLD))
            )
        return self.bold_fonts[key]
