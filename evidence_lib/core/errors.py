"""A person's mistake gets one line: what is wrong, where, and what to do next."""

import errno
from collections.abc import Iterable

from rapidfuzz import fuzz, process

NEAR = 70  # below this likeness (0-100) a suggestion puzzles more than it helps


class EvidenceError(Exception):
    """Base of all mistakes that a person can mend; its text is the one line shown. Never shown with a traceback."""

    exit_code = 2


class BadFile(EvidenceError):
    """A document or a file of the evidence base is missing, damaged or not what it claims to be."""

    exit_code = 3


class BadRow(EvidenceError):
    """A row or an entry that a person keeps (catalogue, reviews, themes, plan) says something impossible."""

    exit_code = 4


class UnknownName(EvidenceError):
    """A theme, area, column, parameter or other name that is not known."""

    exit_code = 5


class RunFailed(EvidenceError):
    """A notebook of a refresh failed; the last good pack stays. pack is the folder in which the attempt lies."""

    exit_code = 6
    pack = ""


class Busy(EvidenceError):
    """Another process works on the same evidence base."""

    exit_code = 7


class NotPublished(EvidenceError):
    """A check of the publish gate stops the pack; the last good pack stays. Its text has a line for each problem.

    pack is the folder in which the attempt lies.
    """

    exit_code = 8
    pack = ""


class CannotWrite(EvidenceError):
    """The disk is full, read-only or closed to this user; what was there before is as it was."""

    exit_code = 9


class Stopped(EvidenceError):
    """A refresh was ended from outside: by a shutdown, a scheduler, Ctrl+C; the last good pack stays."""

    exit_code = 10


WRITING = {
    errno.ENOSPC: "the disk is full. Make room",
    errno.EDQUOT: "your share of the disk is full. Make room",
    errno.EFBIG: "the file is larger than may be written here. Make room",
    errno.EROFS: "the disk can only be read. Name another folder",
    errno.EACCES: "this user may not write there. Name another folder",
    errno.EPERM: "this user may not write there. Name another folder",
}


def cannot_write(error: OSError) -> CannotWrite | None:
    """The one line for a failed write; None for an error of another kind, which is a fault of the suite."""
    if error.errno not in WRITING:
        return None
    place = f"{error.filename}: " if error.filename else ""
    return CannotWrite(f"{place}{WRITING[error.errno]}, then try again. What was there before is unchanged.")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the nearest known name, or an empty string where none is near."""
    hit = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    return f" Did you mean '{hit[0]}'?" if hit else ""


def refuse_unknown(what: str, word: str, known: Iterable[str], where: str = "") -> None:
    """Raise UnknownName unless *word* is one of *known*; the line names the nearest and lists what there is."""
    names = list(known)
    if word in names:
        return
    place = f"{where}: " if where else ""
    listed = ", ".join(names) or "none"
    raise UnknownName(f"{place}no {what} '{word}'.{did_you_mean(word, names)} There are: {listed}.")
