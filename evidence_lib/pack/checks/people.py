"""What may be about a person: personal data by pattern, small numbers of people, the text of practice studies."""

from collections.abc import Iterator

from evidence_lib.findings.identity import normal_words
from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.problem import STOPS, TOLD, Problem, problem

TAKE_OUT = "Take it out where it is entered, or leave the finding out (include: no in reviews.csv)"
LOOK = "Say why it may be published, or leave it out"
STUDY = "It is about a child: take it out, or admit it (include: yes in reviews.csv)"
LEAST = 40  # letters; a shorter piece holds no practice study


def personal_data(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Personal data by pattern, in any words of the pack."""
    for piece in contents.pieces:
        for flag in grounds.flagged(piece.text)[0]:
            place = "" if grounds.flagged(piece.place)[0] else piece.place
            words = f"{flag.kind}, {flag.masked}"
            yield problem("personal data", piece.file, place, words, TAKE_OUT, f"{flag.kind}|{flag.words.casefold()}")


def few_people(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Counts of fewer than ten people: they stop what is marked for publication, and are told of elsewhere."""
    for piece in contents.pieces:
        for flag in grounds.flagged(piece.text)[1]:
            state = STOPS if grounds.for_publication(piece.file) else TOLD
            key = f"{flag.words}|{normal_words(piece.text)}"
            yield problem("small number", piece.file, piece.place, f"'{flag.words}'", LOOK, key, state)


def practice_studies(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """The text of practice studies that nobody has admitted."""
    seen: dict[str, str] = {}
    for piece in contents.pieces if grounds.studies else ():
        if len(piece.text) < LEAST:
            continue
        if piece.text not in seen:
            seen[piece.text] = study_in(normal_words(piece.text), grounds)
        if name := seen[piece.text]:
            yield problem("practice study", piece.file, piece.place, name, STUDY)


def study_in(words: str, grounds: Grounds) -> str:
    """The practice study whose words stand in a text; empty where none does."""
    if words in grounds.studies:
        return grounds.studies[words]
    return next((name for study, name in grounds.studies.items() if study and study in words), "")
