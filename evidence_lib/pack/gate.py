"""The publish gate: every check over a pack, the reasons that people recorded, and the record that stays in the pack."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from evidence_lib.core.errors import BadRow, NotPublished, refuse_unknown
from evidence_lib.core.files import write_rows, write_text
from evidence_lib.frames import EvidenceBase
from evidence_lib.pack.checks import CHECKS
from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds, papers_of
from evidence_lib.pack.checks.problem import ACCEPTED, STOPS, TOLD, Problem
from evidence_lib.pack.index import CHECKS_HERE, checks_words
from evidence_lib.people.publication_reasons import Reason, append_reasons, read_reasons, reason_for

RECORD, TABLE = "checks.json", "checks.csv"
COLUMNS = tuple(field.name for field in fields(Problem))
MEND = "Mend what is named, or record why it may be published: evidence check accept ID --reason … --by …"
MOST_LINES = 40  # problems told on a screen; all stand in checks.csv


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks came to."""

    problems: tuple[Problem, ...]

    def of(self, state: str) -> list[Problem]:
        """The problems of one state."""
        return [problem for problem in self.problems if problem.state == state]

    def lines(self, state: str) -> list[str]:
        """A line for each problem of a state, however many places it has."""
        places: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.of(state):
            places[problem.id].append(problem)
        lines = [with_others(held) for held in places.values()]
        more = len(lines) - MOST_LINES
        return [*lines[:MOST_LINES], *([f"and {more} more: {TABLE} has all"] if more > 0 else [])]


def with_others(held: Sequence[Problem]) -> str:
    """The line of a problem at its first place, and in how many others it stands."""
    others = len(held) - 1
    return f"{held[0].line} (and in {others} other place{'s' * (others > 1)})" if others else held[0].line


def examine(base: EvidenceBase, pack: Path) -> Verdict:
    """Run every check over a pack, published or staged, and set what people accepted apart from what stops it.

    Raises BadFile for a folder that is no pack, and BadRow for a row of publication_reasons.csv that cannot be.
    """
    contents, grounds = Contents(pack), Grounds(base, papers_of(pack))
    reasons = read_reasons(base.folder)
    return Verdict(tuple(judged(problem, reasons) for check in CHECKS.values() for problem in check(contents, grounds)))


def judged(problem: Problem, reasons: list[Reason]) -> Problem:
    """A problem with the reason that a person recorded for it, if there is one."""
    held = reason_for(reasons, problem.id, problem.file)
    if held is None:
        return problem
    day = held.accepted_at.isoformat() if held.accepted_at else ""
    return replace(problem, state=ACCEPTED, reason=held.reason, accepted_by=held.accepted_by, accepted_at=day)


def hold(base: EvidenceBase, staged: Path) -> Verdict:
    """Check a staged pack, keep what was found in it, and say it in its index. release() lets it be published, or not."""
    verdict = examine(base, staged)
    write_record(verdict, staged)
    index = staged / "index.html"
    told = checks_words(verdict.lines(STOPS), verdict.of(ACCEPTED), len(verdict.lines(TOLD)))
    write_text(index, index.read_text(encoding="utf-8").replace(CHECKS_HERE, told))
    return verdict


def release(verdict: Verdict, set_aside: Callable[[], Path]) -> None:
    """Raise NotPublished, with a line for each problem, if any stops the pack; it is set aside before, for a look."""
    lines = verdict.lines(STOPS)
    if lines:
        aside = set_aside()
        told = f"The last good pack stays; this one lies in {aside}."
        error = NotPublished("\n".join([f"{stopped(len(lines))} {told} {MEND}", *(f"  {line}" for line in lines)]))
        error.pack = aside.name
        raise error


def stopped(count: int) -> str:
    """How many problems stop a pack."""
    return f"{count} problems stop publication." if count > 1 else "A problem stops publication."


def write_record(verdict: Verdict, folder: Path) -> None:
    """Write checks.csv and checks.json: every problem at every place, personal data masked."""
    rows = [asdict(problem) for problem in verdict.problems]
    write_rows(folder / TABLE, COLUMNS, rows)
    counts = {name: sum(problem.check == name for problem in verdict.problems) for name in CHECKS}
    record = {"checks": counts, "problems": rows}
    write_text(folder / RECORD, json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def kept_problems(pack: Path) -> list[Problem]:
    """The problems that a pack's record holds; none for a pack without one."""
    path = pack / RECORD
    held = json.loads(path.read_text(encoding="utf-8"))["problems"] if path.is_file() else []
    return [Problem(**row) for row in held]


def named(problems: Sequence[Problem], ids: Sequence[str], all_of: str) -> list[str]:
    """The ids of problems to accept: those given, and all that a check stops. Raises UnknownName for an unknown check."""
    if all_of:
        refuse_unknown("check", all_of, CHECKS, "check accept")
    stopping = [problem.id for problem in problems if problem.check == all_of and problem.state == STOPS]
    found = list(dict.fromkeys([*ids, *stopping]))
    if not found:
        raise BadRow("check accept: names no problem. Give the ids from the lines of the check, or --all-of CHECK.")
    return found


def accept(base: EvidenceBase, ids: Iterable[str], problems: Sequence[Problem], reason: Reason) -> list[Reason]:
    """Record why problems may be published, for the files that the reason names; returns the rows appended.

    Raises UnknownName for an id that is none of the problems.
    """
    checks = {problem.id: problem.check for problem in problems}
    wanted = list(ids)
    for name in wanted:
        refuse_unknown("problem", name, checks, "check accept")
    rows = [replace(reason, problem=name, check=checks[name], accepted_at=date.today()) for name in wanted]
    append_reasons(base.folder, rows)
    return rows
