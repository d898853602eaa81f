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
publication_reasons.csv  why what the publish gate would stop may be published; only ever appended to
clocks.yml    how long a report may go unanswered, by that law
refresh.yml   the plan: jobs, and which notebooks run in each, with which parameters and when
refresh.schema.json  the form of that plan, for an editor that completes and checks it
derived/      made by the suite; safe to delete
"""

PLAN = """\
# yaml-language-server: $schema=refresh.schema.json
# The plan: jobs, and in each the notebooks that run, with which parameters. Each job:
#   notebooks    its entries; each names a notebook of the suite without .ipynb, and as it likes
#                  parameters   values for its parameters; what is not named keeps the notebook's own default
#                  for_each     one run for each value of a list, or of all themes or all areas of the base: "all"
#   when         when it runs by itself, as a cron line (minute hour day month weekday), once "evidence schedule install" was
#                called; "15 6 * * 1-5" is 06:15 from Monday to Friday. zone is its time zone: Europe/London if not given
#   formats      the papers that its packs keep: docx, xlsx, pptx, pdf, ics; all if not given
#   out          the folder of its packs; outputs for the job "refresh", outputs-NAME for another, if not given
#   notify       of which runs a message goes to those whom notify.yml of the base names: failures, always, never

jobs:
  refresh:
    # when: "15 6 * * 1-5"
    notebooks:
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
SCHEMA = shipped_root().with_name("notebooks") / "refresh.schema.json"  # what an editor needs to check the plan
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
    for name in ("clocks.yml", "publication_reasons.csv"):
        shutil.copyfile(shipped_root() / name, base.root / name)
    write_rows(base.reviews, REVIEW_COLUMNS, [])
    for name in KEPT:
        head, _ = decode((shipped_root() / name).read_bytes()).split("\n", 1)
        write_text(base.root / name, f"\ufeff{head}\n")  # the mark by which Excel knows UTF-8
    write_rows(base.progress, PROGRESS_COLUMNS, [])
    write_rows(base.legal_basis, BASIS_COLUMNS, [])
    write_text(base.plan, PLAN)
    shutil.copyfile(SCHEMA, base.root / SCHEMA.name)
    write_text(base.root / "README.txt", README.format(name=folder))
    write_catalogue(base, [])  # last: its presence is what makes a folder a base
    return base
