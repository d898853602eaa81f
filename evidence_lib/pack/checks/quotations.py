"""Every quotation is found by its words in the base, at the document and page that are named for it, and in that document."""

import re
from collections.abc import Iterator

from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.piece import Piece
from evidence_lib.pack.checks.problem import Problem, problem
from evidence_lib.pack.checks.sources import Known, Place

LEAST = 5  # words; what is shorter is a word or two in quotation marks, and no quotation
SHOWN = 60  # letters of a quotation that a line repeats
OUTER = re.compile(r"“(.+)”", re.DOTALL)
INNER = re.compile(r"“([^“”]+)”")
REFERENCE = re.compile(r"\b([a-z0-9]+(?:-[a-z0-9]+)+)(?:, pages? (\d+))?")
WITHDRAWN = "withdrawn"  # what a later reading withdrew is listed so that papers can be mended; the base has it no more

NOT_FOUND = "It is in no finding, commitment or statement of the base: correct it, or take out the quotation marks"
OTHER_PLACE = "The base has these words, and at another place: correct the document or page"
NOT_IN_SOURCE = "The document held does not have them at that page: read the document anew (evidence build), then look"
OURS = "These are our own words of a digest: take out the quotation marks"


def quotations(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Quotations that are not found, stand elsewhere, or are a digest's words."""
    settled: dict[tuple[str, str], str] = {}
    for piece in contents.pieces:
        if WITHDRAWN in piece.file or not ("“" in piece.text or piece.quoted):
            continue
        for words in quoted(piece, grounds.known):
            key = (words, reference(piece))
            if key not in settled:
                settled[key] = fault(words, piece, grounds.known)
            if settled[key]:
                yield problem("quotation", piece.file, piece.place, shown(words), settled[key], words)


def shown(words: str) -> str:
    """The head of a quotation."""
    return f"“{words[:SHOWN]}{'…' if len(words) > SHOWN else ''}”"


def quoted(piece: Piece, known: Known) -> list[str]:
    """The quotations of a piece: all from the first mark to the last if the base has that, else each pair of marks."""
    whole = OUTER.search(piece.text)
    if piece.quoted and not whole:
        return [piece.text]
    found = [whole[1]] if whole and known.places(whole[1]) else INNER.findall(piece.text)
    return [words for words in found if len(words.split()) >= LEAST]


def reference(piece: Piece) -> str:
    """The document and page that stand beside a quotation: in its row, else in its own line after it."""
    return piece.row or piece.text.rpartition("”")[2]


def fault(words: str, piece: Piece, known: Known) -> str:
    """What is wrong with a quotation; empty where it is found."""
    places = known.places(words)
    if not places:
        return NOT_FOUND
    own = [place for place in places if not place.ours]
    if not own:
        return OURS
    named = at_reference(own, reference(piece))
    if not named:
        return OTHER_PLACE
    return "" if any(known.in_document(words, place) for place in named) else NOT_IN_SOURCE


def at_reference(places: list[Place], text: str) -> list[Place]:
    """The places to which a reference leads; all where it names none of their documents or any other of the base."""
    named = [(found[1], int(found[2]) if found[2] else None) for found in REFERENCE.finditer(text)]
    documents = {place.document_id for place in places}
    if not any(document in documents for document, _ in named):
        return [] if any(page for _, page in named) else places
    return [place for place in places if any(place.at(*reference) for reference in named)]
