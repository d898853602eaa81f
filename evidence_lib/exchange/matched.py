"""Which document of the base a project's text is, and what its codings say of each finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence_lib.core.errors import BadFile, refuse_unknown
from evidence_lib.exchange.codes import Known, known_codes
from evidence_lib.exchange.documents import PlainDocument
from evidence_lib.exchange.places import Alignment, near, signs, spoken_of
from evidence_lib.exchange.project import Coding, Project, Selection, TextSource
from evidence_lib.themes.codebook import Codebook

ENDINGS = (".txt", ".pdf", ".docx", ".md", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One coding on one finding: the field that it decides and the value."""

    document_id: str
    finding_id: str
    field: str
    value: str
    user: str
    when: str
    comment: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One coding, or one source, that says nothing of a finding of this base, with the reason: listed, never lost."""

    source: str
    start: int | None
    end: int | None
    words: str
    code: str
    user: str
    why: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What a project says in terms of this base; documents are those of its sources."""

    spoken: tuple[Spoken, ...]
    not_taken: tuple[NotTaken, ...]
    documents: tuple[str, ...]
    known: Mapping[str, Known]


def match(
    project: Project, documents: Sequence[PlainDocument], codebook: Codebook, meant: Mapping[str, str], where: str
) -> Matched:
    """Lay a project over a base. meant gives codes by their names a theme each, for those that the codebook does not know.

    Raises BadFile for a source that has a document's name and another text, and UnknownName for a code or theme in meant
    that is not there.
    """
    known = known_codes(project.codes, codebook) | told(project, codebook, meant)
    spoken: list[Spoken] = []
    not_taken: list[NotTaken] = [NotTaken("", None, None, "", "", "", line) for line in project.unread]
    held: list[str] = []
    for source in project.sources:
        document = document_of(source, documents, where)
        if document is None:
            not_taken += unknown_source(project, source)
            continue
        held.append(document.document_id)
        laid = Alignment(source.text, document.text)
        for selection in source.selections:
            lay(project, source, selection, document, laid, known, spoken, not_taken)
    return Matched(tuple(spoken), tuple(not_taken), tuple(held), known)


def told(project: Project, codebook: Codebook, meant: Mapping[str, str]) -> dict[str, Known]:
    """What a person says that a code means."""
    names = {code.name: code.guid.strip("{}").lower() for code in project.codes}
    for code, theme in meant.items():
        refuse_unknown("code", code, names, "--code")
        refuse_unknown("theme", theme, codebook.ids, "--code")
    return {names[code]: Known("themes", theme) for code, theme in meant.items()}


def document_of(source: TextSource, documents: Sequence[PlainDocument], where: str) -> PlainDocument | None:
    """The document of a source: by its text, whatever its name; None where neither is known.

    Raises BadFile where the name is a document's and the text is another: its positions would mean other words.
    """
    words = signs(source.text)
    same = [document for document in documents if signs(document.text) == words]
    by_name = [document for document in documents if named(source.name, document)]
    for document in same:
        if document in by_name or not by_name:
            return document
    if by_name:
        raise BadFile(
            f"{where}: source '{source.name}' has another text than {by_name[0].document_id} has here, so its positions "
            "mean other words. Nothing was taken. Code the text that 'evidence exchange export' gives, or rename the source."
        )
    return None


def named(name: str, document: PlainDocument) -> bool:
    """Whether a source's name is that of a document: its id, its title or its file, with or without an ending."""
    ending = next((one for one in ENDINGS if name.lower().endswith(one)), "")
    plain = name[: -len(ending)] if ending else name
    stem = document.file.rpartition(".")[0]
    return plain.strip().casefold() in {document.document_id, document.title.casefold(), stem.casefold()} - {""}


def unknown_source(project: Project, source: TextSource) -> list[NotTaken]:
    """A source that this base does not hold, with its codings."""
    why = "this base holds no document with this name or text"
    rows = [listed(project, source, one, coding, why) for one in source.selections for coding in one.codings]
    return rows or [NotTaken(source.name, None, None, "", "", "", why)]


def lay(
    project: Project,
    source: TextSource,
    selection: Selection,
    document: PlainDocument,
    laid: Alignment,
    known: Mapping[str, Known],
    spoken: list[Spoken],
    not_taken: list[NotTaken],
) -> None:
    """Put one selection's codings on the findings that it speaks of, or on the list of what is not taken."""
    start, end = laid.place(selection.start, selection.end)
    findings = spoken_of(start, end, near(start, end, document.spots.items()), document.text)
    for coding in selection.codings:
        meant = known.get(coding.code.strip("{}").lower())
        if meant is None:
            not_taken.append(
                listed(project, source, selection, coding, "the code is no theme, kind or agency of this base")
            )
        elif not findings:
            not_taken.append(listed(project, source, selection, coding, "no finding stands at this place"))
        else:
            spoken.extend(
                Spoken(
                    document.document_id, finding, meant.field, meant.value, coding.user, coding.when, selection.comment
                )
                for finding in findings
            )


def listed(project: Project, source: TextSource, selection: Selection, coding: Coding, why: str) -> NotTaken:
    """One row of what is not taken."""
    code = project.code(coding.code)
    words = " ".join(source.text[selection.start : selection.end].split())
    name = code.name if code else coding.code
    return NotTaken(source.name, selection.start, selection.end, words, name, coding.user, why)
