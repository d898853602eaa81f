"""Verbs of undertaking: the action a verb stands for, and its plain form."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.core.yml import from_yaml
from evidence_lib.language.stems import stem

WORDS = Path(__file__).with_name("undertakings.yml")
DEFAULT = "ensure"


@dataclass(frozen=True)
class Verbs:
    """The lexicon made ready: stems with their actions, those that undertake when past, those that never do."""

    actions: dict[str, str]
    done: frozenset[str]
    never: frozenset[str]
    irregular: dict[str, str]

    def plain(self, word: str) -> str:
        """The stem of a verb in any of its forms."""
        low = word.lower()
        return stem(self.irregular.get(low, low))

    def action(self, word: str) -> str:
        """The action that a verb stands for; one that is not known is "ensure"."""
        return self.actions.get(self.plain(word), DEFAULT)

    def known(self, word: str) -> bool:
        """Whether the lexicon has the verb."""
        return self.plain(word) in self.actions

    def undertakes(self, word: str) -> bool:
        """Whether the verb undertakes anything behind "will"."""
        return self.plain(word) not in self.never

    def is_done(self, word: str) -> bool:
        """Whether the verb undertakes when it is past: "I have asked", and not "I have commented"."""
        return self.plain(word) in self.done


@cache
def verbs() -> Verbs:
    """The lexicon of undertakings.yml."""
    held = from_yaml(WORDS.read_text(encoding="utf-8"))
    irregular, done, never = held.pop("irregular"), held.pop("done"), held.pop("never")
    actions = {stem(word): action for action, words in held.items() for word in words}
    return Verbs(actions, frozenset(map(stem, done)), frozenset(map(stem, never)), irregular)
