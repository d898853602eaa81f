"""Abbreviations that a document explains: "the multi-agency referral unit (MARU)"."""

import re
from collections.abc import Iterable

SHORT = re.compile(r"\([‘'“\"]?(?:the )?([A-Z][A-Za-z]{0,8}[A-Z])s?[’'”\"]?\)")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SMALL_WORDS = 4  # that a name may have beside those whose letters are kept ("of", "and", "the")


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Return the abbreviations that some texts explain in brackets, in small letters, each with the words it stands for.

    The words are the shortest run before the bracket whose first letters spell the abbreviation, small words passed over.
    The first explanation counts.
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in SHORT.finditer(text):
            words = WORD.findall(text[: match.start()])
            long = spelled(match[1], words)
            if long:
                found.setdefault(match[1].lower(), long)
    return found


def spelled(short: str, words: list[str]) -> str:
    """The last words of a run that an abbreviation stands for, or nothing."""
    letters = [letter.lower() for letter in short if letter.isupper()]
    for many in range(len(letters), min(len(words), len(letters) + SMALL_WORDS) + 1):
        run = words[-many:]
        if run[0][0].lower() == letters[0] and spells(run, letters):
            return " ".join(run)
    return ""


def spells(words: list[str], letters: list[str]) -> bool:
    """Whether the first letters of some of the words, in their order, are the letters."""
    firsts = iter(word[0].lower() for word in words)
    return all(letter in firsts for letter in letters)
