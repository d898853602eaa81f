"""Comparing the catalogue with the files: what was added, is missing, has changed, or is still wanted."""

from dataclasses import dataclass

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.files import sha256
from evidence_lib.sources.catalogue import Source, read_catalogue


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between catalogue and files: what (added, missing, changed, wanted), where, and what to do next."""

    what: str
    where: str
    next_step: str

    @property
    def line(self) -> str:
        """The one line shown."""
        return f"{self.what}: {self.where}. {self.next_step}"


def check(base: BaseFolder) -> list[Drift]:
    """Return every difference, problems first; an original that is still wanted is none, but is told."""
    sources = read_catalogue(base)
    drifts = [drift for source in sources if source.file for drift in held_drift(base, source)]
    named = {source.file for source in sources}
    # a digest that its original has replaced stays in the folder: sources are never deleted
    named |= {
        f"{source.document_id}-digest{suffix}" for source in sources for suffix in (".pdf", ".docx", ".html", ".md")
    }
    for path in sorted(base.sources.glob("*")) if base.sources.is_dir() else []:
        if path.is_file() and path.name not in named and not path.name.startswith("."):
            drifts.append(
                Drift(
                    "added",
                    f"{path.name} lies in sources/ and no row names it",
                    f"Bring it in with: evidence sources add {path.name}",
                )
            )
    return drifts + [wanted(source) for source in sources if source.original_wanted]


def held_drift(base: BaseFolder, source: Source) -> list[Drift]:
    """Missing or changed."""
    path = base.sources / source.file
    if not path.is_file():
        return [
            Drift(
                "missing",
                f"{source.document_id}: {source.file} is not in sources/",
                "Put it back, or empty its file in data/sources.csv.",
            )
        ]
    if sha256(path) != source.sha256:
        return [
            Drift(
                "changed",
                f"{source.document_id}: {source.file} is not the file that was added",
                "Restore it; a new version is added with evidence sources add.",
            )
        ]
    return []


def wanted(source: Source) -> Drift:
    """An original that is still to come, and how it can."""
    if not source.url:
        step = "It has no address: download it by hand, then evidence sources add FILE --id " + source.document_id
    elif not source.sha256_wanted:
        step = f"Fetch it, and accept what comes, with: evidence sources fetch {source.document_id}"
    else:
        step = f"Fetch it with: evidence sources fetch {source.document_id}"
    return Drift("wanted", f"{source.document_id}: the original is not held", step)


def is_problem(drift: Drift) -> bool:
    """Whether a difference needs mending; a wanted original does not."""
    return drift.what != "wanted"
