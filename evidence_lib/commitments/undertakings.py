"""Finding what undertakes in a sentence: a subject, its tense and mood, and the verb in the end.

"I will also be seeking to ensure" is a chain: will, be seeking to, ensure. Each link says something of the strength, the
last verb names the action.
"""

import re
from dataclasses import dataclass

from evidence_lib.commitments.records import Strength
from evidence_lib.commitments.subjects import CHIEF_CONSTABLE, COMMISSIONER, FORCE, JOINT, OURS, TOLD_US, Subject, subjects
from evidence_lib.commitments.verbs import verbs

ASIDE = r"(?:\s*,\s[^,.;]{2,70},)"
ADVERB = r"(?:also|therefore|now|then|further|again|still|both|all|always|soon|in turn|of course|as well|in addition|together|next|once|(?!apply|supply|reply|rely|imply|comply|multiply|ally|rally|tally)\w+ly)\b"
GAP = rf"(?:{ASIDE}|\s+{ADVERB})*\s+"
WILL = re.compile(rf"{GAP}(?:will|shall)\b|[’']ll\b")
IS = re.compile(rf"{GAP}(?:am|are|is)\b|[’'](?:m|re)\b")
HAS = re.compile(rf"{GAP}(?:have|has)\b|[’']ve\b")
WOULD = re.compile(rf"{GAP}would\b|[’']d\b")
NEGATED = re.compile(rf"{GAP}(?:not|never|no longer|neither|n’t)\b")
# Links of a chain, the strength each gives (None leaves it as it is), and what must follow.
LINKS: tuple[tuple[str, Strength | None], ...] = (
    (r"(?:be\s+|been\s+|remain\s+|remains?\s+)?(?:very |particularly |especially |also |most |keenly )*(?:interested|keen)\b(?:\s+(?:to|in)\b)?", Strength.INTEREST),
    (r"look(?:ing|s)? forward to", Strength.INTEREST),
    (r"(?:be |been |remain |remains )?(?:fully |firmly |also )*(?:committed|determined|dedicated) to", Strength.QUALIFIED),
    (r"(?:be )?(?:wish|want|like|love|intend|plan|propos|hope|hoping|aim|expect|look|seek|endeavour|tr(?:y|ies)|striv|planning)(?:e|es|s|ed|ing|ning)?\s+to", Strength.QUALIFIED),
    (r"(?:be )?(?:agree|undertak|commit|pledg|promis|resolv)(?:e|es|s|d|ed|en|ing|ted|ting)?\s+to", None),
    (r"(?:be )?(?:continu(?:e|es|ed|ing)|begin(?:ning)?|begun|start(?:ed|ing)?|work(?:ed|ing)?|go(?:ing)?|help(?:ing)?)\s+to", None),
    (r"(?:take|taking|taken|put|putting)\s+(?:\w+\s+){0,2}(?:steps|action|measures)(?: in place)?\s+to", None),
    (r"(?:be|been)\b", None),
    (r"to\b", None),
)
LINK = [(re.compile(rf"{GAP}{pattern}", re.IGNORECASE), strength) for pattern, strength in LINKS]
VERB = re.compile(rf"{GAP}(?P<verb>[a-z][a-z’'-]+)\b")
PERFORMS = re.compile(rf"{GAP}(?:do\s+)?(?P<verb>accepts?|expects?|asks?|requests?|urges?|invites?|encourages?|requires?|call on|calls on|instructs?|agrees?|endorses?|undertakes?|commits?)\b")
BARE = re.compile(r"^(?P<mood>Will|To)\s+(?P<verb>[a-z]+)\b")
ACCEPTED = re.compile(r"^(?:(?:This|The) (?:recommendation|AFI|area for improvement) (?:is|has been|was) )?(?:(?P<part>[Pp]art(?:ial|ia)?l?y|[Ii]n part|[Ii]n principle)\s+)?(?:[Ff]ully )?(?:[Aa]ccepted|[Aa]greed)\b")
REFUSED = re.compile(r"\b(?:not (?:accept|agree|support|persuaded|convinced)|(?:do|does|did|can) ?not (?:accept|agree|support)|disagree|reject(?:ed|s)?\b|unable to accept|not accepted|declin)", re.IGNORECASE)
RECOMMENDED = re.compile(r"\b(?:recommendations?|AFIs?|areas? for improvement|findings?|causes? of concern|proposals?|it in full)\b")
HEDGED = re.compile(r"\b(?:where(?:ver)? (?:possible|appropriate|necessary)|if (?:possible|necessary|appropriate|required|needed)|as appropriate|subject to|resources (?:allow|permit)|when resources)", re.IGNORECASE)
ANSWERED = re.compile(r"\b(?:comments?|response|views?|observations?)\b[^.]{0,60}\b(?:report|inspection|recommendation|below|section 55|statutory)|\bto (?:comment|respond)\b|^\s+(?:\w+ ){1,4}for (?:his|her|their|the|a|any|formal)(?: \w+)? (?:comments?|response|views?|observations?)\b", re.IGNORECASE)
PROGRESSIVE = ("ask", "request", "work", "commission", "invest", "fund", "explore", "monitor", "refer", "challenge", "invite")
WISHED = re.compile(rf"{GAP}(?:would (?:also )?(?:like|want|wish|expect|ask)|want|expect|wish)(?:s)?(?=\s+(?:the|my|all|our|to see the) [\w’' ]{{2,60}}? to\b)")
# Undertakings whose subject is a noun of their own: "It is my intention to review", "My expectation is that the Force will".
NOMINAL = re.compile(
    r"\b(?:(?:[Ii]t is|[Ii]t remains) (?:my|our) (?:intention|plan|aim)|[Mm]y (?:intention|plan|aim|intent) is)\s+(?:for \w+ )?to\s+(?P<verb>[a-z]+)\b"
    r"|\b(?:[Mm]y expectation is|[Ii]t is my expectation)\s+(?=that\b)"
)
# What a report or its learning is to do: "the findings will inform my commissioning framework".
THING = re.compile(
    r"(?P<what>\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ny|[Ii]ts|[Oo]ur|[Mm]y) (?:[a-z]+ ){0,2}?(?:findings?|learning|lessons|report|recommendations?|outcomes?|results|work|review|evidence|response|conversations?|discussions?)\b[^.;,]{0,60}?)"
    rf"\s+(?:will|shall|is to|are to)(?:\s+{ADVERB})*\s+(?:help to\s+|help\s+)?(?P<verb>inform|shape|feed|form|guide|influence|support|underpin)\b"
)
PASSIVE = re.compile(
    rf"(?P<what>\b(?:[Tt]h(?:is|ese|ose|e|at)|[Aa]ny|[Aa]n?|[Aa]ll|[Oo]ur|[Mm]y|[Ii]t|[Tt]hey|[Pp]rogress|[A-Z][a-z]+)\b[^.;:]{{0,120}}?)"
    rf"\s+(?:(?P<will>(?:will|shall)(?:\s+{ADVERB})*\s+be(?:ing)?|(?:is|are) to be)|(?P<has>ha(?:s|ve)(?:\s+{ADVERB})*\s+been))(?:\s+{ADVERB})*\s+(?P<verb>[a-z]+(?:ed|en|t|ld|ght|nd|ut))\b"
)
JOINS = re.compile(r"(?:,|;)?\s*\b(?:and|but|so)\b\s*(?=$|[Tt]h(?:is|ese|ose|e|at|ey)\b|it\b|any\b|all\b|our\b|my\b|an?\b|progress\b)|[,;]\s+(?=[Tt]h(?:is|ese|ose|at)\b)")
BY_OTHERS = re.compile(r"\bby (?:the )?(?:HMI|[Ii]nspector|Ofsted|Care Quality|CQC|Home Office|[Gg]overnment|[Cc]ourts?|Parliament)|[Ii]nspect(?:ion|ors)")


@dataclass(frozen=True, slots=True)
class Head:
    """What undertakes: who, from where to where in the sentence (verb_end: behind the verb), the verb, and how firmly."""

    who: str
    start: int
    verb_end: int
    verb: str
    strength: Strength
    done: bool = False


def heads(sentence: str, ours: str, bare: bool = False) -> list[Head]:
    """Return what undertakes in a sentence, in order.

    ours is who says "I" or "we" there: the commissioner, or the chief constable. bare also takes the clipped style of
    tables and lists ("Will review the policy", "Accepted").
    """
    found: list[Head] = []
    for subject in subjects(sentence):
        if found and subject.start < found[-1].verb_end:
            continue
        subject = resolved(subject, ours)
        head = head_of(sentence, subject, ours)
        if head:
            found.append(head)
        if head or subject.who == ours:
            # "I recognise that … and will watch": a first verb that undertakes nothing may be followed by one that does
            first = head or Head(subject.who, subject.start, subject.end, "", Strength.FIRM)
            found += coordinated(sentence, first, ours)
    if bare and not found:
        found = clipped(sentence, ours)
    return sorted(with_passives(sentence, found, ours), key=lambda head: head.start)


def resolved(subject: Subject, ours: str) -> Subject:
    """The subject with "I", "we" and "they" given their names: they stand for who speaks, or for the chief constable."""
    who = subject.who
    if who in (COMMISSIONER, "we") and (subject.end - subject.start <= 2):
        who = ours
    if who == "they":
        who = CHIEF_CONSTABLE
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
        participle = re.search(r"\bbe(?:en)?\s*(?:\w+ly\s+)?$", sentence[head.start : head.verb_end - len(verb)]) is not None
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
        return lexicon.undertakes(verb) and re.search(r"\b(?:agreed|undertaken|committed|pledged|promised|resolved)\b", sentence[head.start : head.verb_end]) is not None
    past = re.search(r"\b(?:previously|last year|in the past|historically|since \d{4})\b", sentence[head.start : head.verb_end])
    return head.who in OURS and lexicon.is_done(verb) and not past and not (verb in ("asked", "requested", "invited", "sought") and ANSWERED.search(rest[:140]))


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
    """"I would like the Force to consider": a request, put as a wish."""
    found = WISHED.match(sentence[subject.end :])
    if found and subject.who in OURS:
        return Head(subject.who, subject.start, subject.end + found.end(), "ask", Strength.QUALIFIED)
    return None


def plain_present(sentence: str, subject: Subject) -> Head | None:
    """"I accept the recommendation", "I expect the Force to", "I wish to ensure", "I continue to monitor"."""
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
        return bool(re.match(r"\s+(?:to\s+[a-z]|that\b.{0,160}\bto (?:consider|review|work|develop|explore|do|take|build|look))", rest) or re.match(r"(?:\s+with)?\s+(?:the|this|both|all|these)\s+[\w ]{0,20}recommendation", rest))
    return bool(RECOMMENDED.search(rest[:80]))


def coordinated(sentence: str, head: Head, ours: str) -> list[Head]:
    """Further undertakings of the same subject: "… and will ensure", "… and have added", "… but wish to"."""
    found = []
    rest = re.compile(
        rf"(?:\band|\bbut|\bor|,|;)(?:{ASIDE}|\s+{ADVERB})*\s+(?=(?:will|shall|have|am|wish to|intend to|would like to|aim to|plan to)\b)"
    )
    for joint in rest.finditer(sentence, head.verb_end):
        between = sentence[head.verb_end : joint.start()]
        if any(subject.start > head.verb_end for subject in subjects(sentence[: joint.start()])) and between_has_subject(between):
            break  # another subject has come between: the verb is its
        subject = Subject(head.who, joint.end() - 1, joint.end() - 1)
        if more := head_of(sentence, subject, ours):
            found.append(Head(more.who, joint.end(), more.verb_end, more.verb, more.strength, more.done))
    return found


def between_has_subject(between: str) -> bool:
    """Whether a subject with a finite verb of its own stands between two verbs."""
    return any(WILL.match(between[s.end :]) or HAS.match(between[s.end :]) for s in subjects(between))


def with_passives(sentence: str, found: list[Head], ours: str) -> list[Head]:
    """The same with undertakings that name nobody: "progress will be monitored", "it is my intention to review"."""
    made = list(found)
    for hit in PASSIVE.finditer(sentence):
        start = hit.start("what") + max((cut.end() for cut in JOINS.finditer(hit["what"])), default=0)
        what = sentence[start : hit.end("what")]
        inside = any(head.start <= hit.start("verb") and start < head.verb_end for head in made)
        if inside or BY_OTHERS.search(sentence[start:]) or any(s.who == ours for s in subjects(what)):
            continue
        told = TOLD_US.search(sentence[:start])
        if under(sentence[:start], what) and not told:
            continue
        who = FORCE if told else ours
        fits = verbs().known(hit["verb"]) if hit["will"] else (who in OURS and verbs().is_done(hit["verb"]))
        past = re.match(r"\s+(?:in|on|at|during) (?:19|20)\d\d", sentence[hit.end() :])
        if fits and verbs().undertakes(hit["verb"]) and not past:
            made.append(Head(who, start, hit.end(), hit["verb"], Strength.FIRM, hit["has"] is not None))
    if ours in OURS:
        made += [one for one in of_nouns(sentence, ours) if not any(h.start <= one.start < h.verb_end for h in made)]
    return made


def under(before: str, what: str) -> bool:
    """Whether a passive stands under another verb: "I am pleased that progress will be made"."""
    return bool(
        re.search(r"\b(?:that|how|whether|which|what|when|if)\b[^,;]{0,80}$", what)
        or re.search(r"\b(?:that|how|whether|what|when|if|pleased|assured|confident)\b[^,;]{0,60}$", before)
    )


def of_nouns(sentence: str, ours: str) -> list[Head]:
    """Undertakings whose subject is a noun: an intention, an expectation, the findings of the report."""
    found = []
    for hit in NOMINAL.finditer(sentence):
        found.append(Head(ours, hit.start(), hit.end(), hit["verb"] or "expect", Strength.QUALIFIED))
    for hit in THING.finditer(sentence):
        if not under(sentence[: hit.start("what")], hit["what"]):
            found.append(Head(ours, hit.start("what"), hit.end(), hit["verb"], Strength.FIRM))
    return found


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
