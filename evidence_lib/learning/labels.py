"""Labelled documents: one JSON file each, with its blocks, their kinds, themes and agencies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_lib.core.errors import BadFile

FINDING = {"strength", "improvement", "mixed", "priority-action", "case-study"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled finding; page is None where the format has none; optional labels are neither asked for nor counted against."""

    document_id: str
    sha256: str
    text: str
    heading: str
    page: int | None
    kind: str
    themes: tuple[str, ...]
    agencies: tuple[str, ...]
    themes_optional: tuple[str, ...] = ()
    agencies_optional: tuple[str, ...] = ()
    kind_also: str = ""


def read_json(path: Path) -> dict[str, object]:
    """One file of labels. Raises BadFile for a file that is none."""
    try:
        held: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
        if not {"id", "sha256", "blocks"} <= held.keys():
            raise ValueError("id, sha256 or blocks is missing")
        check_blocks(held["blocks"])  # type: ignore[arg-type]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadFile(f"{path}: is no labelled document ({error}). Leave it out, or restore it.") from error
    return held


def check_blocks(blocks: Sequence[dict[str, object]]) -> None:
    """Raise ValueError for a block that lacks what is scored."""
    for number, block in enumerate(blocks, start=1):
        if not {"text", "kind", "page", "themes", "agencies"} <= block.keys():
            raise ValueError(f"block {number}: text, kind, page, themes or agencies is missing")
        if not isinstance(block["page"], int | None):
            raise ValueError(f"block {number}: page must be a whole number, or null where there are no pages")


def findings_of(document: dict[str, object]) -> list[Labelled]:
    """The findings of one labelled document; a block that was cut wrongly is joined to the finding before it."""
    found: list[Labelled] = []
    heading = ""
    blocks: list[dict[str, object]] = document["blocks"]  # type: ignore[assignment]
    for block in blocks:
        if block["kind"] == "heading":
            heading = str(block["text"])
        if block["kind"] not in FINDING:
            continue
        one = finding_of(document, block, heading)
        if block.get("cut") == "join-previous" and found:
            found[-1] = joined(found[-1], one)
        else:
            found.append(one)
    return found


def finding_of(document: dict[str, object], block: dict[str, object], heading: str) -> Labelled:
    """One labelled finding."""

    def listed(name: str) -> tuple[str, ...]:
        return tuple(block.get(name, ()))  # type: ignore[arg-type]

    return Labelled(
        str(document["id"]),
        str(document["sha256"]),
        str(block["text"]),
        heading,
        block["page"],  # type: ignore[arg-type]
        str(block["kind"]),
        listed("themes"),
        listed("agencies"),
        listed("themes_optional"),
        listed("agencies_optional"),
        str(block.get("kind_also", "")),
    )


def joined(first: Labelled, second: Labelled) -> Labelled:
    """A finding and the rest of it."""
    return replace(
        first,
        text=f"{first.text} {second.text}",
        kind_also=first.kind_also or second.kind,
        themes=either(first.themes, second.themes),
        agencies=either(first.agencies, second.agencies),
        themes_optional=either(first.themes_optional, second.themes_optional),
        agencies_optional=either(first.agencies_optional, second.agencies_optional),
    )


def either(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """What stands in one or the other, in order."""
    return tuple(dict.fromkeys((*first, *second)))


def folds(findings: Sequence[Labelled], parts: int) -> list[tuple[list[Labelled], list[Labelled]]]:
    """Split by document, never by finding: (seen, unseen), so many times."""
    documents = sorted({finding.document_id for finding in findings})
    held_back = [set(documents[at::parts]) for at in range(min(parts, len(documents)))]
    return [
        ([one for one in findings if one.document_id not in part], [one for one in findings if one.document_id in part])
        for part in held_back
    ]
