"""Whose practice a finding judges or calls on, not who is merely mentioned."""

import re
from functools import cache
from pathlib import Path

import yaml

from evidence_lib.language.sentences import sentences
from evidence_lib.language.terms import Terms

WORDS = Path(__file__).with_name("agencies.yml")
PARTNERSHIP = "safeguarding-partnership"
SOCIAL_CARE = "childrens-social-care"
SUBJECT_WORDS = 16  # an agency named among a sentence's first words is its subject, and judged
SUBJECT = 1.0
OBJECT = 0.35  # named later: handed something, told something, merely there
HEADING = 0.5
OPENING = 0.5  # the subject of the first sentence is what the finding is about
ENOUGH = 0.75
BESIDE = 0.5  # an agency with less than this share of the foremost one's weight is merely mentioned
USUAL = 1.5  # where a programme inspects one agency, it is judged unless another is plainly the subject
MANY = 3  # agencies named one by one are judged as partners
SINGLE = {"ilacs": SOCIAL_CARE}  # programmes that inspect one agency: who is judged when no one is named


@cache
def agency_terms() -> dict[str, Terms]:
    """The terms of every agency, compiled once."""
    held = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {agency: Terms(tuple(terms)) for agency, terms in held.items()}


def agencies(text: str, heading: str = "", programme: str = "") -> tuple[str, ...]:
    """Return the agencies that a finding judges or calls on, the foremost first.

    Where none is named, it is the agency that the programme inspects, or the partnership as a whole.
    """
    usual = SINGLE.get(programme, PARTNERSHIP)
    weights = {agency: weigh(text, heading, terms) for agency, terms in agency_terms().items()}
    if usual != PARTNERSHIP:
        weights[usual] += USUAL
    foremost = max(weights.values())
    if foremost < ENOUGH:
        return (usual,)
    named = sorted(
        (agency for agency in weights if weights[agency] >= max(ENOUGH, BESIDE * foremost)),
        key=lambda agency: -weights[agency],
    )
    return tuple(named[:MANY])


def weigh(text: str, heading: str, terms: Terms) -> float:
    """How much speaks for an agency being judged: where its words stand in each sentence."""
    weight = HEADING if terms.hits(heading) else 0.0
    for number, sentence in enumerate(sentences(text)):
        subject = " ".join(re.split(r"\s+", sentence)[:SUBJECT_WORDS])
        heads = len({hit.lower() for hit in terms.hits(subject)})
        others = len({hit.lower() for hit in terms.hits(sentence)}) - heads
        weight += (SUBJECT if heads else 0) + OBJECT * max(0, others) + (OPENING if heads and number == 0 else 0)
    return weight
