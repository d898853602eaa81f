"""A sitting of one reviewer: one finding after another, each answer written at once, the last one taken back by a key."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from evidence_lib.core.errors import EvidenceError
from evidence_lib.core.records import AGENCIES, Kind
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.review.answers import Answer, answer_of, record, undoing
from evidence_lib.review.items import Item, context
from evidence_lib.review.order import differing

if TYPE_CHECKING:
    from evidence_lib.frames import EvidenceBase

AT_FIRST = 20.0  # seconds a finding, until this reviewer's own pace is known
PACE_FROM = 3  # answers from which it is
LONGEST = 180.0  # seconds; who took longer was called away


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of this sitting: where its finding stood, what was said, and the rows that were written."""

    at: int
    answer: Answer
    rows: tuple[Review, ...]
    seconds: float


@dataclass
class Session:
    """A sitting: items are what is to be reviewed, done what has been answered; clock gives seconds."""

    base: "EvidenceBase"
    items: Sequence[Item]
    reviewer: str
    clock: Callable[[], float] = time.monotonic
    at: int = 0
    done: list[Given] = field(default_factory=list)
    said: str = ""
    turn: int = 0  # grows with every view, so that an answer to an earlier one is known
    shown: Answer | None = None
    since: float = 0.0

    def __post_init__(self) -> None:
        self.since = self.clock()

    @property
    def item(self) -> Item | None:
        """The finding on the screen; None when all are answered."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def left(self) -> int:
        """How many are not answered yet."""
        return len(self.items) - len({given.at for given in self.done})

    def time_left(self) -> str:
        """How long the rest will take at this reviewer's own pace, in words."""
        taken = [given.seconds for given in self.done]
        known = len(taken) >= PACE_FROM
        seconds = self.left * (median(taken) if known else AT_FIRST)
        minutes = round(seconds / 60)
        told = "less than a minute" if seconds < 60 else f"about {minutes} minute{'' if minutes == 1 else 's'}"
        return told if known else f"{told}, at {AT_FIRST:.0f} seconds each"

    def act(self, message: Mapping[str, Any]) -> None:
        """Do what the screen asks: answer, later, back. What is wrong is said in one line, and nothing is written then."""
        if message.get("turn") != self.turn:
            return  # a key pressed twice: it spoke of a finding that is gone from the screen
        does = {"answer": self.answer, "later": self.later, "back": self.back}
        try:
            does[str(message["do"])](message)
        except EvidenceError as error:
            self.said = f"Not saved. {error}"
            self.turn += 1
            return
        self.turn += 1
        self.since = self.clock()

    def answer(self, message: Mapping[str, Any]) -> None:
        """Write the answer, and go on."""
        item = self.item
        if item is None:
            return
        answer = Answer(
            item.finding_id,
            item.quote,
            str(message.get("kind", "")),
            tuple(message.get("themes", ())),
            tuple(message.get("agencies", ())),
            bool(message.get("include", True)),
            str(message.get("comment", "")),
        )
        rows = record(self.base, answer, self.reviewer, differing(item))
        seconds = min(LONGEST, self.clock() - self.since)
        self.done.append(Given(self.at, answer, tuple(rows), seconds))
        self.said = f"Saved: {told(self, answer)}."
        self.go_on()

    def later(self, message: Mapping[str, Any]) -> None:
        """Leave this one for a later sitting."""
        self.said = "Left for later. Nothing was written."
        self.go_on()

    def back(self, message: Mapping[str, Any]) -> None:
        """Take the last answer back, by rows of the history, and show its finding again with what was said."""
        if not self.done:
            self.said = "There is no answer of this sitting to take back."
            return
        last = self.done[-1]
        append_reviews(self.base.folder, undoing(last.rows, date.today()))
        self.done.pop()
        self.at, self.shown = last.at, last.answer
        self.said = "Taken back. Both the answer and its undoing stay in the history."

    def go_on(self) -> None:
        """To the next that is not answered."""
        answered = {given.at for given in self.done}
        self.at += 1
        while self.at < len(self.items) and self.at in answered:
            self.at += 1
        self.shown = None

    def view(self) -> dict[str, Any]:
        """What the screen shows, as plain values."""
        item = self.item
        counter = f"{len(self.done)} done, {self.left} left"
        seen: dict[str, Any] = {
            "turn": self.turn,
            "said": self.said,
            "counter": f"{counter}: {self.time_left()}" if self.left else counter,
            "done": len(self.done),
            "all": len(self.items),
            "item": None,
        }
        return seen | {"item": shown(self, item)} if item else seen


def told(session: Session, answer: Answer) -> str:
    """An answer in words."""
    if not answer.include:
        return "left out"
    themes = ", ".join(session.base.themes[theme].label for theme in answer.themes) or "no theme"
    return f"{Kind(answer.kind).label}; {themes}"


def shown(session: Session, item: Item) -> dict[str, Any]:
    """One finding as the screen shows it: words, place, context, and the answer to start from."""
    before, after = context(session.base, item)
    start = session.shown or answer_of(item)
    given = {tag.theme: tag for tag in item.given}
    blind = not item.kind
    ranked = sorted(session.base.themes, key=lambda theme: (theme.id not in given, -item.chances[theme.id]))
    return {
        "id": item.finding_id,
        "place": f"{item.title}{f', page {item.page}' if item.page else ''}",
        "digest": item.edition == "digest",
        "heading": item.heading,
        "before": before,
        "quote": item.quote,
        "after": after,
        "reasons": list(item.reasons),
        "blind": blind,
        "kind": start.kind,
        "kinds": [[str(kind), kind.label] for kind in Kind],
        "themes": [
            {
                "id": theme.id,
                "label": theme.label,
                "meaning": theme.definition,
                "chosen": theme.id in start.themes,
                "why": earned(given[theme.id].why, given[theme.id].score, given[theme.id].by)
                if theme.id in given
                else "",
            }
            for theme in (session.base.themes if blind else ranked)
        ],
        "agencies": [[name, label, name in start.agencies] for name, label in AGENCIES.items()],
        "comment": start.comment,
    }


def earned(why: str, score: float, by: str) -> str:
    """How sure a tag is and what earned it."""
    if by != "machine":
        return f"given by {by}"
    return f"{score:.2f}" + (f": {why}" if why else "")
