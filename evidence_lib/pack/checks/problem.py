"""One thing that stands in the way of publishing, or that a person should know before."""

import hashlib
from dataclasses import dataclass

ID_LETTERS = 8
STOPS, TOLD, ACCEPTED = "stops", "told", "accepted"
STATES = (STOPS, TOLD, ACCEPTED)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: in which file of the pack, where in it, which words (never personal data in full), what to do.

    id names the check and the words, wherever they stand, so that a reason once recorded holds for all their places. state
    is one of STATES; reason, accepted_by and accepted_at are those of the person who recorded why it may be published.
    """

    check: str
    file: str
    place: str
    words: str
    next_step: str
    id: str
    state: str = STOPS
    reason: str = ""
    accepted_by: str = ""
    accepted_at: str = ""

    @property
    def line(self) -> str:
        """It as one line for a person."""
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.check}: {self.words}. {self.next_step} [{self.id}]"


def problem(
    check: str, file: str, place: str, words: str, next_step: str, key: str = "", state: str = STOPS
) -> Problem:
    """A problem with its id; key is what the id is made of where *words* is masked or tells more than the thing itself."""
    held = hashlib.sha256(f"{check}|{key or words}".encode()).hexdigest()[:ID_LETTERS]
    return Problem(check, file, place, words, next_step, held, state)
