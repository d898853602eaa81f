"""The checks of the publish gate, by name: each looks through a pack and says what stands in the way of publishing it."""

from collections.abc import Callable, Iterable

from evidence_lib.pack.checks.addresses import machine, network
from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.contrast import contrast
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.people import few_people, personal_data, practice_studies
from evidence_lib.pack.checks.pictures import alternative_text, figures
from evidence_lib.pack.checks.problem import Problem
from evidence_lib.pack.checks.publication import checked_alone, marking
from evidence_lib.pack.checks.quotations import quotations

Check = Callable[[Contents, Grounds], Iterable[Problem]]
# What a person reads as the name of the check in lines and in checks.csv is the key.
CHECKS: dict[str, Check] = {
    "alternative text": alternative_text,
    "contrast": contrast,
    "figure": figures,
    "quotation": quotations,
    "personal data": personal_data,
    "small number": few_people,
    "practice study": practice_studies,
    "unchecked": checked_alone,
    "marking": marking,
    "network": network,
    "folder": machine,
}
