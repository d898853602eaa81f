"""A project laid out as QualCoder 3 saves it: its own GUIDs, texts with a mark, one coding a selection, codes in categories."""

import html
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="{name}" origin="QualCoder 3.6" '
    'creatingUserGUID="{guid}" creationDateTime="2026-05-01T09:00:00Z" xmlns="urn:QDA-XML:project:1.0">\n'
)


@dataclass(frozen=True)
class Coded:
    """One coded passage: the code's name and who gave it."""

    source: str
    start: int
    end: int
    code: str
    owner: str = "default"
    memo: str = ""


def fresh() -> str:
    return str(uuid.uuid4())


def qualcoder(
    path: Path,
    sources: dict[str, str],
    categories: dict[str, list[str]],
    coded: list[Coded],
    windows_lines: bool = False,
    pdf: bool = False,
) -> Path:
    """Write the project; windows_lines is the choice that QualCoder offers for MAXQDA, pdf a source held as PDF."""
    owners = {one.owner: fresh() for one in coded} or {"default": fresh()}
    codes = {name: fresh() for names in categories.values() for name in names}
    xml = HEAD.format(name=html.escape(path.stem), guid=fresh()) + "<Users>\n"
    xml += "".join(f'<User guid="{guid}" name="{html.escape(name)}" />\n' for name, guid in owners.items())
    xml += "</Users>\n<CodeBook>\n<Codes>\n"
    for category, names in categories.items():
        if category:
            xml += f'<Code guid="{fresh()}" name="{html.escape(category)}" isCodable="false">\n'
        for name in names:
            xml += f'<Code guid="{codes[name]}" name="{html.escape(name)}" isCodable="true" color="#F5B041" />\n'
        xml += "</Code>\n" if category else ""
    xml += "</Codes>\n</CodeBook>\n<Sources>\n"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Sources/", "")
        for name, text in sources.items():
            held, plain = fresh(), f"{fresh()}.txt"
            user = next(iter(owners.values()))
            by = f'creatingUser="{user}" creationDateTime="2026-05-01T09:00:00Z" '
            selections = "".join(selection(one, text, owners, codes) for one in coded if one.source == name)
            if pdf:
                xml += f'<PDFSource path="internal://{held}.pdf" {by}guid="{fresh()}" name="{html.escape(name)}">\n'
                xml += f'<Representation guid="{fresh()}" plainTextPath="internal://{plain}" creatingUser="{user}" '
                xml += f'name="{html.escape(name)}">\n{selections}</Representation></PDFSource>\n'
            else:
                xml += f'<TextSource richTextPath="internal://{held}.txt" plainTextPath="internal://{plain}" {by}'
                xml += f'guid="{fresh()}" name="{html.escape(name)}">\n{selections}</TextSource>\n'
            stored = text.replace("\n", "\r\n") if windows_lines else text
            archive.writestr(f"Sources/{plain}", stored.encode("utf-8-sig"))
            archive.writestr(f"Sources/{held}.{'pdf' if pdf else 'txt'}", text.encode("utf-8-sig"))
        archive.writestr("project.qde", xml + "</Sources>\n<Description>a memo</Description>\n</Project>")
    return path


def selection(one: Coded, text: str, owners: dict[str, str], codes: dict[str, str]) -> str:
    """One coded passage."""
    words = html.escape(text[one.start : one.end])
    memo = f"<Description>{html.escape(one.memo)}</Description>\n" if one.memo else ""
    return (
        f'<PlainTextSelection guid="{fresh()}" startPosition="{one.start}" endPosition="{one.end}" name="{words}" '
        f'creatingUser="{owners[one.owner]}" creationDateTime="2026-05-02T10:30:00Z">\n{memo}'
        f'<Coding guid="{fresh()}" creatingUser="{owners[one.owner]}" >\n'
        f'<CodeRef targetGUID="{codes[one.code]}" />\n</Coding>\n</PlainTextSelection>\n'
    )
