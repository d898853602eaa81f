"""The trail: from a page to the decisions that rest on it, and from a decision back to the pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evidence_lib.commissioning.money import pounds
from evidence_lib.commissioning.registers import Registers
from evidence_lib.core.dates import long_date
from evidence_lib.core.errors import UnknownName, did_you_mean

DEEP = 8  # steps: page, finding, statement, intention, decision, service, outcome, and one to spare
SHOWN = 200  # letters of a text


@dataclass
class Trail:
    """What leads to what. labels says what each name is; ahead holds what each leads to, behind what leads to it."""

    labels: dict[str, str] = field(default_factory=dict)
    ahead: dict[str, list[str]] = field(default_factory=dict)
    behind: dict[str, list[str]] = field(default_factory=dict)

    def put(self, name: str, label: str) -> None:
        """Name a thing."""
        self.labels[name] = label

    def link(self, earlier: str, later: str) -> None:
        """Say that one leads to another."""
        if earlier in self.labels and later in self.labels and later not in self.ahead.get(earlier, ()):
            self.ahead.setdefault(earlier, []).append(later)
            self.behind.setdefault(later, []).append(earlier)

    def find(self, name: str) -> list[str]:
        """The things of a name: itself, or the pages of a document. Raises UnknownName with the nearest."""
        if name in self.labels:
            return [name]
        if pages := [held for held in self.labels if held.startswith(f"{name}:")]:
            return pages
        raise UnknownName(
            f"nothing is called '{name}'.{did_you_mean(name, self.labels)} A finding, its number (E-001), a page "
            "(cornwall-jtai-2018:9), a statement, an entry of local evidence, an intention, a decision, a service, "
            "an objective or a theme can be traced."
        )

    def walk(self, name: str, forward: bool) -> list[tuple[int, str]]:
        """What a thing leads to (or what leads to it), with the number of steps; a thing met again is not gone through anew."""
        steps, found = self.ahead if forward else self.behind, []
        seen = {name}

        def go(at: str, depth: int) -> None:
            for following in steps.get(at, ()):
                found.append((depth, following))
                if following not in seen and depth < DEEP:
                    seen.add(following)
                    go(following, depth + 1)

        go(name, 1)
        return found


def lines(trail: Trail, name: str) -> list[str]:
    """The trail of a thing in both directions, a line each, indented by its steps."""
    said: list[str] = []
    for at in trail.find(name):
        said.append(trail.labels[at])
        for title, forward in (("Rests on", False), ("Leads to", True)):
            steps = trail.walk(at, forward)
            said.append(f"{title}:" if steps else f"{title}: nothing that is entered.")
            said += [f"{'  ' * depth}{trail.labels[held]}" for depth, held in steps]
    return said


def build_trail(
    registers: Registers,
    findings: Sequence[Mapping[str, object]],
    themes: Mapping[str, str],
    more: Iterable[tuple[str, str, str]] = (),
) -> Trail:
    """Tie pages, findings, statements, local evidence, themes, intentions, objectives, decisions, services and outcomes.

    findings are rows of base.findings(); themes their labels by id; more are (name, label, finding it answers) of other
    records that answer findings. A theme leads to an intention only where the intention names no statement.
    """
    trail = Trail()
    for theme, label in themes.items():
        trail.put(theme, f"Theme: {label}")
    add_findings(trail, registers, findings)
    for need in registers.needs:
        trail.put(
            need.need_id, f"{need.need_id}, local evidence{made_up(need.example)}: {short(need.what)} ({need.source})"
        )
    known = {str(row["finding_id"]) for row in findings}
    for statement in registers.statements:
        trail.put(
            statement.statement_id,
            f"{statement.statement_id}, statement{made_up(statement.example)}: {short(statement.statement)} "
            f"(confidence: {statement.overall or 'not judged'})",
        )
        for name in statement.findings:
            trail.link(registers.register.finding(name, known), statement.statement_id)
        for name in statement.needs:
            trail.link(name, statement.statement_id)
    add_decisions(trail, registers)
    for name, label, answered in more:
        trail.put(name, label)
        trail.link(answered, name)
    return trail


def add_findings(trail: Trail, registers: Registers, findings: Sequence[Mapping[str, object]]) -> None:
    """Pages and findings; a finding answers to its number too."""
    numbers = registers.register.numbers
    for row in findings:
        name, number = str(row["finding_id"]), numbers.get(str(row["finding_id"]), "")
        paged = isinstance(row["page_start"], int)
        page = f"{row['document_id']}:{row['page_start']}" if paged else f"{row['document_id']}:"
        place = f"{row['document_id']}, page {row['page_start']}" if paged else f"{row['document_id']}"
        trail.put(page, f"{place}: {row['url'] or 'address not known'}")
        ours = " (digest, in our words)" if row["edition"] == "digest" else ""
        told = "practice study, not shown" if row["kind"] == "case-study" else f"{short(str(row['quote']))}{ours}"
        trail.put(name, f"{number or name}, finding ({row['kind_label']}, {place}): {told}")
        trail.link(page, name)
        for theme in row["themes"]:  # type: ignore[attr-defined]
            trail.link(name, str(theme))
        if number:
            trail.labels[number] = trail.labels[name]
            trail.ahead[number] = trail.ahead.setdefault(name, [])  # the same lists: a number is only another name
            trail.behind[number] = trail.behind.setdefault(name, [])


def add_decisions(trail: Trail, registers: Registers) -> None:
    """Objectives, services, intentions, decisions and outcomes."""
    for name, objective in registers.organisation.every_objective().items():
        trail.put(name, f"{name}, plan objective: {objective.label}")
    for service in registers.services:
        trail.put(
            service.service_id,
            f"{service.service_id}, service{made_up(service.example)}: {service.service} ({service.provider})",
        )
    for held in registers.intentions:
        trail.put(
            held.intention_id, f"{held.intention_id}, {held.state}{made_up(held.example)}: {short(held.intention)}"
        )
        for before in held.statements or held.themes:
            trail.link(before, held.intention_id)
        for objective_id in held.objectives:
            trail.link(held.intention_id, objective_id)
        last = held.intention_id
        if held.not_used_because:
            last = step(trail, last, f"{last}/not-used", f"Considered, not used, because: {held.not_used_because}")
        if held.decision:
            on = f" of {long_date(held.decided_on)}" if held.decided_on else ""
            amount = f", {pounds(held.amount)}" if held.amount is not None else ""
            to = f", to {held.provider}" if held.provider else ""
            last = step(trail, last, held.decision, f"Decision {held.decision}{on}{amount}{to}")
        if held.service_id:
            trail.link(last, held.service_id)
        if held.outcome:
            on = f" ({long_date(held.outcome_on)})" if held.outcome_on else ""
            step(trail, last, f"{held.intention_id}/outcome", f"Outcome: {held.outcome}{on}")


def step(trail: Trail, last: str, name: str, label: str) -> str:
    """Put a thing after another; returns its name."""
    trail.put(name, label)
    trail.link(last, name)
    return name


def made_up(example: bool) -> str:
    """The mark of a row that is made up."""
    return " (example data)" if example else ""


def short(text: str) -> str:
    """A text cut at a word."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"
