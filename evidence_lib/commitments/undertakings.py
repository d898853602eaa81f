"""Finding what undertakes in a sentence: a subject, its tense and mood, and the verb in the end.

"I will also be seeking to ensure" is a chain: will, be seeking to, ensure. Each link says something of the strength, the
last verb names the action.
"""

import re

from evidence_lib.commitments.moods import (
    ACCEPTED,
    ADVERB,
    ANSWERED,
    ASIDE,
    BARE,
    HAS,
    IS,
    LINK,
    NEGATED,
    PERFORMS,
    PROGRESSIVE,
    RECOMMENDED,
    REFUSED,
    VERB,
    WILL,
    WISHED,
    WOULD,
    Head,
)
from evidence_lib.commitments.passives import with_passives
from evidence_lib.commitments.records import Strength
from evidence_lib.commitments.subjects import CHIEF_CONSTABLE, COMMISSIONER, FORCE, JOINT, OURS, Subject, subjects
from evidence_lib.commitments.verbs import verbs


def heads(sentence: str, ours: str, bare: bool = False, named: str = CHIEF_CONSTABLE) -> list[Head]:
    """Return what undertakes in a sentence, in order.

    ours is who says "I" or "we" there: the commissioner, or the chief constable. named is whom "she" and "they" mean. bare
    also takes the clipped style of tables and lists ("Will review the policy", "Accepted").
    """
    found: list[Head] = []
    for subject in subjects(sentence):
        if found and subject.start < found[-1].verb_end:
            continue
        subject = resolved(subject, ours, named)
        head = head_of(sentence, subject, ours)
        if head:
            found.append(head)
        if head or (subject.who in OURS and ours in OURS):
            # "I recognise that … and will watch": a first verb that undertakes nothing may be followed by one that does
            first = head or Head(subject.who, subject.start, subject.end, "", Strength.FIRM)
            found += coordinated(sentence, first, ours)
    if bare and not found:
        found = clipped(sentence, ours)
    return sorted(with_passives(sentence, found, ours), key=lambda head: head.start)


def resolved(subject: Subject, ours: str, named: str) -> Subject:
    """The subject with "I", "we" and "they" given their names: they stand for who speaks, or for the chief constable."""
    who = subject.who
    if who in (COMMISSIONER, "we") and (subject.end - subject.start <= 2):
        who = ours
    if who == "they":
        who = named
    if ours in (FORCE, CHIEF_CONSTABLE) and who not in (CHIEF_CONSTABLE, JOINT, COMMISSIONER):
        who = FORCE
    return Subject(who, subject.start, subject.end)


def head_of(sentence: str, subject: Subject, ours: str) -> Head | None:
    """The undertaking that a subject opens, or None."""
    rest = sentence[subject.end :]
    if head := wished(sentence, subject):
        return head
    for mood, tried in (("will", WILL), ("is", IS), ("has", HAS), ("would", WOULD)):
        if found := tried.match(rest):
            return chain(sentence, subject, subject.end + found.end(), mood)
    return plain_present(sentence, subject)


def chain(sentence: str, subject: Subject, at: int, mood: str) -> Head | None:
    """Follow the links from an auxiliary to the verb that names the action."""
    if NEGATED.match(sentence[at:]):
        return None
    strength: Strength | None = None
    linked = False
    for _ in range(5):  # no one chains more; an end for certain
        link, given = next(((m, s) for pattern, s in LINK if (m := pattern.match(sentence[at:]))), (None, None))
        if link is None:
            break
        linked = linked or link.group().strip() not in ("be", "been")
        strength = weaker(strength, given)
        at += link.end()
    verb = VERB.match(sentence[at:])
    if strength is Strength.INTEREST:
        return interest(sentence, subject, at, verb)
    if verb is None:
        return None
    head = Head(subject.who, subject.start, at + verb.end(), verb["verb"], strength or Strength.FIRM, mood == "has")
    return head if holds(sentence, head, mood, linked) else None


def holds(sentence: str, head: Head, mood: str, linked: bool) -> bool:
    """Whether a chain that ends in a verb undertakes anything, by its mood."""
    lexicon, verb = verbs(), head.verb
    rest = sentence[head.verb_end :]
    if lexicon.plain(verb) in ("see", "hear") and not re.match(r"\s+(?:to it\s+)?that\b", rest):
        return False  # "I want to see improvement" wishes; "I am interested to see" is told apart before
    if mood == "will":
        participle = (
            re.search(r"\bbe(?:en)?\s*(?:\w+ly\s+)?$", sentence[head.start : head.verb_end - len(verb)]) is not None
        )
        if participle and not verb.endswith("ing"):
            return False  # "I will be pleased", "the Force will be inspected"
        return lexicon.undertakes(verb)
    if mood == "would":
        return lexicon.action(verb) == "request" or (linked and lexicon.undertakes(verb))
    if mood == "is":
        to_come = re.search(r"\bto\s+(?:\w+ly\s+)?$", sentence[head.start : head.verb_end - len(verb)]) is not None
        if to_come:
            return lexicon.undertakes(verb)
        running = verb.endswith("ing") and lexicon.plain(verb) in map(lexicon.plain, PROGRESSIVE)
        return running and head.who in OURS
    if linked:
        return (
            lexicon.undertakes(verb)
            and re.search(
                r"\b(?:agreed|undertaken|committed|pledged|promised|resolved)\b", sentence[head.start : head.verb_end]
            )
            is not None
        )
    past = re.search(
        r"\b(?:previously|last year|in the past|historically|since \d{4})\b", sentence[head.start : head.verb_end]
    )
    return (
        head.who in OURS
        and lexicon.is_done(verb)
        and not past
        and not (verb in ("asked", "requested", "invited", "sought") and ANSWERED.search(rest[:140]))
    )


def weaker(held: Strength | None, given: Strength | None) -> Strength | None:
    """The weaker of two strengths."""
    order = (None, Strength.FIRM, Strength.QUALIFIED, Strength.INTEREST)
    return max(held, given, key=order.index)


def interest(sentence: str, subject: Subject, at: int, verb: "re.Match[str] | None") -> Head | None:
    """An interest: "interested to see how", "interested for the chief constable to explore", "look forward to receiving"."""
    rest = sentence[at:]
    if subject.who not in OURS:
        return None
    if re.search(r"forward to", sentence[subject.start : at]):
        told = re.match(r"\s+(?:receiving|hearing|discussing|reviewing|seeing|an? (?:update|report))\b", rest)
        placed = re.search(r"\b(?:update|report|progress|evidence)\b.*\b(?:at|through|by|in|from)\b", rest)
        return Head(subject.who, subject.start, at + told.end(), "see", Strength.INTEREST) if told and placed else None
    other = re.search(r"\bto\s+(?P<verb>[a-z]+)\b", rest)
    if verb and (verbs().known(verb["verb"]) or verb["verb"].endswith("ing")):
        return Head(subject.who, subject.start, at + verb.end(), verb["verb"], Strength.INTEREST)
    if other:
        return Head(subject.who, subject.start, at, other["verb"], Strength.INTEREST)
    return None


def wished(sentence: str, subject: Subject) -> Head | None:
    """ "I would like the Force to consider": a request, put as a wish."""
    found = WISHED.match(sentence[subject.end :])
    if found and subject.who in OURS:
        return Head(subject.who, subject.start, subject.end + found.end(), "ask", Strength.QUALIFIED)
    return None


def plain_present(sentence: str, subject: Subject) -> Head | None:
    """ "I accept the recommendation", "I expect the Force to", "I wish to ensure", "I continue to monitor"."""
    rest = sentence[subject.end :]
    for pattern, strength in LINK[:6]:
        if found := pattern.match(rest):
            verb = VERB.match(rest[found.end() :])
            if strength is Strength.INTEREST:
                return interest(sentence, subject, subject.end + found.end(), verb)
            if verb and verbs().undertakes(verb["verb"]) and verb["verb"] not in ("see", "hear"):
                end = subject.end + found.end() + verb.end()
                return Head(subject.who, subject.start, end, verb["verb"], strength or Strength.FIRM)
    found = PERFORMS.match(rest)
    if not found:
        return None
    end, verb_word = subject.end + found.end(), found["verb"].split()[0]
    head = Head(subject.who, subject.start, end, verb_word, Strength.FIRM)
    if verbs().action(verb_word) == "agree":
        return head if agrees(sentence[end:], verb_word) else None
    asks = subject.who in OURS and re.match(r"[^,.;]{3,90}?\bto\s+[a-z]|\s+that\b", sentence[end:])
    return head if asks and not ANSWERED.search(sentence[end : end + 140]) else None


def agrees(rest: str, verb: str) -> bool:
    """Whether "accept" or "agree" takes something on: a recommendation, or what is to be done; not an opinion."""
    if verb.startswith("agree"):
        return bool(
            re.match(
                r"\s+(?:to\s+[a-z]|that\b.{0,160}\bto (?:consider|review|work|develop|explore|do|take|build|look))",
                rest,
            )
            or re.match(r"(?:\s+with)?\s+(?:the|this|both|all|these)\s+[\w ]{0,20}recommendation", rest)
        )
    return bool(RECOMMENDED.search(rest[:80]))


COORDINATED = re.compile(
    rf"(?:\band|\bbut|\bor|,|;)(?:{ASIDE}|\s+{ADVERB})*\s+"
    r"(?=(?:will|shall|ha(?:ve|s)|am|is to|wish(?:es)? to|intends? to|would like to|aims? to|plans? to)\b)"
)


def coordinated(sentence: str, head: Head, ours: str) -> list[Head]:
    """Further undertakings of the same subject: "… and will ensure", "… and have added", "… but wish to"."""
    found = []
    for joint in COORDINATED.finditer(sentence, head.verb_end):
        between = sentence[head.verb_end : joint.start()]
        if any(
            subject.start > head.verb_end for subject in subjects(sentence[: joint.start()])
        ) and between_has_subject(between):
            break  # another subject has come between: the verb is its
        subject = Subject(head.who, joint.end() - 1, joint.end() - 1)
        if more := head_of(sentence, subject, ours):
            found.append(Head(more.who, joint.end(), more.verb_end, more.verb, more.strength, more.done))
    return found


def between_has_subject(between: str) -> bool:
    """Whether a subject with a finite verb of its own stands between two verbs."""
    return any(WILL.match(between[s.end :]) or HAS.match(between[s.end :]) for s in subjects(between))


def clipped(sentence: str, ours: str) -> list[Head]:
    """The clipped style of tables: "Will review the policy by March", "Accepted.", "Accepted in part"."""
    if REFUSED.search(sentence):
        return []
    if accepted := ACCEPTED.match(sentence):
        strength = Strength.QUALIFIED if accepted["part"] or "in part" in sentence.lower() else Strength.FIRM
        return [Head(ours, 0, accepted.end(), "accept", strength)]
    found = BARE.match(sentence)
    if found and verbs().undertakes(found["verb"]):
        return [Head(ours, 0, found.end(), found["verb"], Strength.FIRM)]
    return []
