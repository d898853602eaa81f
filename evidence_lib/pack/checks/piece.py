"""A piece of text and a picture, as they stand in a file of a pack."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, item, cell or alternative text.

    place says where in the file it stands; row holds the words of its table row, in which its document and page may stand;
    quoted says that its style or column sets it as a quotation, with or without marks.
    """

    file: str
    place: str
    text: str
    row: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the words for who cannot see it; empty where there are none."""

    file: str
    place: str
    alt: str
