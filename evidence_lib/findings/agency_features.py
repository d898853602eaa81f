"""What the models of agencies look at: words, where an agency is named and between which words, never a sentence."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evidence_lib.findings.mentions import Mention, mentions
from evidence_lib.language.sentences import sentences
from evidence_lib.language.stems import stem_phrases, stems

EDGES = (-3.0, -2.25, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.25, 3.0)  # steps of a score (log-odds)
MANY = 4  # beyond it, counts say nothing new


@dataclass(frozen=True)
class Sight:
    """A finding as the models of agencies see it: its text, heading and programme, and where agencies are named."""

    text: str
    heading: str
    programme: str
    sentences: int
    mentions: tuple[Mention, ...]
    headed: frozenset[str]

    @property
    def agencies(self) -> set[str]:
        """The agencies that the text names."""
        return {one.agency for one in self.mentions}


def see(text: str, heading: str, programme: str, abbreviated: Mapping[str, str] | None = None) -> Sight:
    """Look a finding over."""
    many, found = mentions(text, abbreviated)
    headed = frozenset(one.agency for one in mentions(heading, abbreviated)[1])
    return Sight(text, heading, programme, many, tuple(found), headed)


def word_features(sight: Sight) -> set[str]:
    """Features of a finding, for the model that asks which agencies its words speak for."""
    found = set(stem_phrases(sight.text, 2)) | {f"heading {word}" for word in stems(sight.heading)}
    for number, piece in enumerate(sentences(sight.text)):
        words = stems(piece)
        found |= {f"opens {' '.join(words[:many])}" for many in (1, 2)}
        if number == 0:
            found |= {f"first {word}" for word in words}
    found |= {f"{one.agency} {told}" for one in sight.mentions for told in (*around(one), f"as {one.term}")}
    found |= {f"{agency} times={min(many, 3)}" for agency, many in counts(sight).items()}
    found |= {f"headed {agency}" for agency in sight.headed} | {f"named={min(len(sight.agencies), MANY)}"}
    found |= {f"programme={sight.programme} {agency}" for agency in sight.agencies or {"nobody"}}
    found |= {f"programme={sight.programme}", *(f"only={agency}" for agency in only(sight))}
    found |= {f"foremost={one.agency}" for one in sight.mentions[:1]}
    return found


def pair_features(sight: Sight, scores: Mapping[str, float], agency: str) -> set[str]:
    """Features of one agency in a finding, for the model that asks whether it is judged.

    What is true of any agency stands by itself and again with the agency's name, so that rare agencies gain from the others.
    """
    of_any = standing(scores, agency) | naming(sight, agency)
    apart = {f"beside {other}={step(scores[other]) // 2}" for other in scores if other != agency}
    apart |= {f"programme={sight.programme}", f"sentences={min(sight.sentences, MANY + 1)}", "itself"}
    return of_any | {f"{agency} {feature}" for feature in of_any | apart}


def standing(scores: Mapping[str, float], agency: str) -> set[str]:
    """How an agency stands among the others by the score of its words."""
    if agency not in scores:
        return {"unlearned"}
    score = scores[agency]
    order = sorted(scores, key=lambda name: -scores[name])
    rank = order.index(agency)
    found = {f"score={step(score)}", f"rank={rank}", f"behind={step(score - scores[order[0]] + 2)} rank={min(rank, 3)}"}
    found |= {f"score>{edge:g}" for edge in EDGES if score > edge}
    return found | {f"rank {at}={name}" for at, name in enumerate(order[:3]) if name != agency}


def naming(sight: Sight, agency: str) -> set[str]:
    """Where and how often an agency is named, and how many others are."""
    own = [one for one in sight.mentions if one.agency == agency]
    share = round(4 * len({one.sentence for one in own}) / max(1, sight.sentences))
    named = min(len(sight.agencies), MANY + 1)
    found = {told for one in own for told in around(one)}
    found |= {f"times={min(len(own), MANY)}", f"times={min(len(own), 3)} named={named}", f"named={named}"}
    found |= {f"share={share}", f"share={share} sentences={min(sight.sentences, MANY)}"}
    return found | {f"only={sight.agencies == {agency}}", f"headed={agency in sight.headed}"}


def around(one: Mention) -> set[str]:
    """What stands around a mention."""
    before, after = one.before or ("^",), one.after or ("$",)
    found = {f"after {before[-1]}", f"before {after[0]}", f"after {' '.join(before)}", f"before {' '.join(after)}"}
    found |= {one.place, f"{one.place} in {min(one.sentence, 2)}", f"first={one.first} in {min(one.sentence, 2)}"}
    return found | ({"listed", f"listed {one.place}"} if one.listed else set())


def counts(sight: Sight) -> Counter[str]:
    """How often each agency is named."""
    return Counter(one.agency for one in sight.mentions)


def only(sight: Sight) -> set[str]:
    """The agency that alone is named, if one is."""
    return sight.agencies if len(sight.agencies) == 1 else set()


def step(score: float) -> int:
    """The step of EDGES on which a score stands."""
    return sum(score > edge for edge in EDGES)
