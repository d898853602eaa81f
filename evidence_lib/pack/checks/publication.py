"""Papers marked for publication hold checked findings alone; every pack says how it is to be handled."""

from collections.abc import Iterator

from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.problem import STOPS, TOLD, Problem, problem

CHECK_FIRST = "Check it at its page (checked: yes in reviews.csv), or leave it out of the paper"
SET = "Set marking in data/organisation.yml, such as: marking: Draft"


def checked_alone(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Findings in papers marked for publication that no person has checked."""
    for file, paper in grounds.papers.items():
        if file in contents.files and paper["for_publication"]:
            for name in paper["findings"]:
                if name not in grounds.checked:
                    yield problem("unchecked", file, "", f"finding {name} is not checked", CHECK_FIRST)


def marking(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """A pack without a marking: told of, and stopped where a paper in it is marked for publication."""
    state = STOPS if any(map(grounds.for_publication, grounds.papers)) else TOLD
    if not grounds.base.marking.strip():
        yield problem("marking", "index.html", "", "no marking is set", SET, state=state)
        return
    for name in contents.of(".html"):
        if grounds.base.marking not in contents.files[name].read_text(encoding="utf-8"):
            words = f"the marking '{grounds.base.marking}' is missing"
            yield problem("marking", name, "", words, "Put it on the page", f"{name}|{words}", state)
