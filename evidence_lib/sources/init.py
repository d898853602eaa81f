"""An empty evidence base of the same shape as the shipped one."""

import shutil
from pathlib import Path

from evidence_lib.core.base_folder import BaseFolder, shipped_root
from evidence_lib.core.errors import BadFile
from evidence_lib.core.files import decode, write_rows, write_text
from evidence_lib.sources.catalogue import write_catalogue

REVIEW_COLUMNS = ("finding_id", "field", "value", "reason", "reviewer", "reviewed_at", "quote")
# as people/progress.py and people/legal_basis.py have them, which stand above this room; a test holds them equal
PROGRESS_COLUMNS: tuple[str, ...] = (
    "item_id",
    "status",
    "day",
    "owner",
    "due_date",
    "measure",
    "evidence",
    "source",
    "rationale",
)
PROGRESS_COLUMNS += ("superseded_by", "entered_by", "entered_at")
BASIS_COLUMNS = ("document_id", "legal_basis", "chief_constable_invited", "confirmed_by", "confirmed_at", "note")
README = """An evidence base: documents, and what people decide about them.

sources.csv   the catalogue of documents: what is wanted and what is held
sources/      the documents themselves; add one with: evidence sources add FILE --data {name}
themes.yml    the themes and the terms that find them
reviews.csv   people's decisions on findings; only ever appended to
review_samples.csv  the samples drawn for review, once there are any; only ever appended to
organisation.yml, services.csv, local_evidence.csv, confidence.csv, intentions.csv, effects.csv, official_figures.csv
              the body and what it commissions; the shipped organisation.yml shows the form, put your own here
progress.csv  what became of commitments; only ever appended to
legal_basis.csv  under which law a report was made, as people confirmed it
clocks.yml    how long a report may go unanswered, by that law
refresh.yml   the plan of a refresh: which notebooks run, with which parameters
derived/      made by the suite; safe to delete
"""

PLAN = """\
# The plan of a refresh: which notebooks run, with which parameters. Each entry:
#   notebook     the notebook's name without .ipynb
#   parameters   values for its parameters; what is not named keeps the notebook's own default (optional)
#   for_each     one run for each value of a list, or of all themes or all areas of the base: "all" (optional)

- notebook: 01_source_coverage

- notebook: 02_theme_brief
  for_each: {theme: all}
  # parameters: {home_area: the area at home, to set it beside the others}

- notebook: 03_area_profile
  for_each: {area: all}

- notebook: 05_commitments_and_deadlines

- notebook: 06_commissioning_strategy

- notebook: 07_police_and_crime_plan

- notebook: 08_what_changed

- notebook: 09_trust
"""
KEPT = ("services.csv", "local_evidence.csv", "confidence.csv", "intentions.csv", "effects.csv", "official_figures.csv")


def init(folder: Path) -> BaseFolder:
    """Make an empty base in a new or empty folder, with the shipped themes and a plan for all themes and areas.

    Raises BadFile if anything is in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadFile(f"{folder}: is not empty. Name a new folder.")
    base = BaseFolder(folder.resolve())
    base.sources.mkdir(parents=True)
    shutil.copyfile(BaseFolder(shipped_root()).codebook, base.codebook)
    shutil.copyfile(BaseFolder(shipped_root()).root / "clocks.yml", base.root / "clocks.yml")
    write_rows(base.reviews, REVIEW_COLUMNS, [])
    for name in KEPT:
        head, _ = decode((shipped_root() / name).read_bytes()).split("\n", 1)
        write_text(base.root / name, f"\ufeff{head}\n")  # the mark by which Excel knows UTF-8
    write_rows(base.progress, PROGRESS_COLUMNS, [])
    write_rows(base.legal_basis, BASIS_COLUMNS, [])
    write_text(base.plan, PLAN)
    write_text(base.root / "README.txt", README.format(name=folder))
    write_catalogue(base, [])  # last: its presence is what makes a folder a base
    return base
