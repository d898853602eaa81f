"""A base for the evidence page: the shipped digests with their response and statements, and an original of odd words."""

import shutil
from datetime import date
from pathlib import Path

from evidence_lib.chapters.numbering import number_findings
from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.frames import EvidenceBase, open_base
from evidence_lib.people.reviews import Review, append_reviews
from evidence_lib.sources.add import add

CHILD = "A child, aged 9, lived with her mother and two siblings. She was neglected, and the family was helped. She is safe."
ODD = f"""Joint targeted area inspection of the multi-agency response to neglect in Eastshire

Published: 3 May 2024

Area: Eastshire

Published by: Ofsted

Key strengths

- Practitioners receive effective training <img src=x onerror="document.title='taken'"> and good </script><b>supervision</b>.
- Social workers use effective tools שלום עולם with children 👩‍👧 and their work is timely and of good quality.
- Officers respond quickly\x07 to children at risk and \u202etheir\u202c records are good.

Areas for improvement

- Health assessments are not timely, and too many children wait too long for a medical examination.

This inspection took place from 4 to 8 March 2024. Ofsted sent the inspectors (jo.bloggs@example.com).

- =SUM(A1) is not consistently recorded, and leaders do not have sufficient oversight of children’s practice.

Case study: neglect

{CHILD}
"""
TRAINING = "Practitioners receive effective training"


def world(folder: Path) -> EvidenceBase:
    """The base, its findings numbered, one of them checked by a person, whose reason names an address."""
    base = BaseFolder(folder / "data")
    shutil.copytree(shipped_root(), base.root, ignore=shutil.ignore_patterns("derived", "*.lock"))
    letter = folder / "eastshire.txt"
    letter.write_text(ODD, encoding="utf-8")
    assert not add(base, [letter], {"url": "https://reports.example.org/eastshire.pdf"})[0].problem
    number_findings(open_base(base.root))
    findings = open_base(base.root).findings()
    checked = findings[findings["quote"].str.startswith(TRAINING)].iloc[0]
    made = {"reviewer": "A. Analyst", "reviewed_at": date(2026, 3, 31), "quote": checked["quote"]}
    append_reviews(
        base,
        [
            Review(checked["finding_id"], "themes", "training", "The sentence is on training.", **made),
            Review(checked["finding_id"], "checked", "yes", "Ask jo.bloggs@example.com", **made),
        ],
    )
    return open_base(base.root)


def admit_the_study(base: EvidenceBase) -> EvidenceBase:
    """The same base after a person has admitted the practice study."""
    findings = base.findings()
    study = findings[findings["kind"] == "case-study"].iloc[0]
    given = Review(
        study["finding_id"], "include", "yes", "Nobody can be known.", "A. Analyst", date(2026, 4, 1), study["quote"]
    )
    append_reviews(base.folder, [given])
    return open_base(base.folder.root)
