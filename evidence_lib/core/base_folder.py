"""Where the files of an evidence base lie."""

import os
from dataclasses import dataclass
from pathlib import Path

from evidence_lib.core.errors import BadFile
from evidence_lib.core.together import finish_change


@dataclass(frozen=True, slots=True)
class BaseFolder:
    """The folder of an evidence base (data/ of this repository, or any other of the same shape)."""

    root: Path

    @property
    def catalogue(self) -> Path:
        """sources.csv: which documents are wanted and held."""
        return self.root / "sources.csv"

    @property
    def sources(self) -> Path:
        """The documents themselves, never changed once in."""
        return self.root / "sources"

    @property
    def codebook(self) -> Path:
        """themes.yml: the themes and the terms that find them."""
        return self.root / "themes.yml"

    @property
    def theme_changes(self) -> Path:
        """theme_changes.csv: what became of each theme, only ever appended to; may be missing."""
        return self.root / "theme_changes.csv"

    @property
    def reviews(self) -> Path:
        """reviews.csv: what people decided, only ever appended to."""
        return self.root / "reviews.csv"

    @property
    def review_samples(self) -> Path:
        """review_samples.csv: the samples drawn for review, only ever appended to; may be missing."""
        return self.root / "review_samples.csv"

    @property
    def own_model(self) -> Path:
        """model/themes.json: what was learned from this base's reviews, beside the shipped model; may be missing."""
        return self.root / "model" / "themes.json"

    @property
    def organisation(self) -> Path:
        """organisation.yml: the commissioning body, its areas, boards, plans and settings."""
        return self.root / "organisation.yml"

    @property
    def services(self) -> Path:
        """services.csv: what is commissioned, by whom, for whom, for how much."""
        return self.root / "services.csv"

    @property
    def local_evidence(self) -> Path:
        """local_evidence.csv: need, as dated entries."""
        return self.root / "local_evidence.csv"

    @property
    def statements(self) -> Path:
        """confidence.csv: statements, what they rest on, and how much confidence people have in them."""
        return self.root / "confidence.csv"

    @property
    def intentions(self) -> Path:
        """intentions.csv: commissioning intentions, decisions and outcomes."""
        return self.root / "intentions.csv"

    @property
    def effects(self) -> Path:
        """effects.csv: evidence on what works, kept apart from findings."""
        return self.root / "effects.csv"

    @property
    def official_series(self) -> Path:
        """official_series.yml: what each series of official figures measures, and its breaks."""
        return self.root / "official_series.yml"

    @property
    def official_figures(self) -> Path:
        """official_figures.csv: the official figures themselves."""
        return self.root / "official_figures.csv"

    @property
    def register(self) -> Path:
        """evidence_register.csv: the stable numbers of findings, only ever appended to."""
        return self.root / "evidence_register.csv"

    @property
    def progress(self) -> Path:
        """progress.csv: what became of commitments, only ever appended to."""
        return self.root / "progress.csv"

    @property
    def legal_basis(self) -> Path:
        """legal_basis.csv: under which law a report was made, as people confirmed it."""
        return self.root / "legal_basis.csv"

    @property
    def publication_reasons(self) -> Path:
        """publication_reasons.csv: why what a check would stop may be published, only ever appended to."""
        return self.root / "publication_reasons.csv"

    @property
    def clocks(self) -> Path:
        """clocks.yml: how long a report may go unanswered; a base without one has the shipped clocks."""
        own = self.root / "clocks.yml"
        return own if own.is_file() else shipped_root() / "clocks.yml"

    @property
    def plan(self) -> Path:
        """refresh.yml: the plan of this base's refresh; the shipped base has its plan beside the notebooks."""
        return self.root / "refresh.yml"

    @property
    def notify(self) -> Path:
        """notify.yml: to whom a message about a refresh goes; without it nobody gets one."""
        return self.root / "notify.yml"

    @property
    def derived(self) -> Path:
        """Tables made by the suite; safe to delete."""
        return self.root / "derived"

    @property
    def outputs(self) -> Path:
        """Where packs are published unless --out says otherwise: beside the base folder."""
        return self.root.parent / "outputs"


def shipped_root() -> Path:
    """The evidence base that the repository ships."""
    return Path(__file__).resolve().parents[2] / "data"


def find_base(data: str | Path = "") -> BaseFolder:
    """Return the base folder named, or by the setting EVIDENCE_DATA, or the shipped one.

    Raises BadFile where the folder is no evidence base.
    """
    root = Path(data or os.environ.get("EVIDENCE_DATA", "") or shipped_root()).resolve()
    base = BaseFolder(root)
    if not base.catalogue.is_file():
        raise BadFile(f"{root}: no evidence base (sources.csv is missing). Make one with 'evidence init {root}'.")
    finish_change(root)
    return base
