"""The evidence page: every finding in one page that opens from a shared drive, without a server and without a network.

A browser refuses to fetch a file or to load a module from a folder (file://), so data and code come as classic scripts:
the findings at once, and what a finding opens to document by document, when it is asked for.
"""

import csv
import hashlib
import json
import shutil
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_lib.core.files import write_text
from evidence_lib.core.records import Edition
from evidence_lib.frames import EvidenceBase
from evidence_lib.pack.evidence_columns import columns, in_reading_order
from evidence_lib.pack.evidence_details import details, studies_held_back
from evidence_lib.pack.pages import TEMPLATES, style

if TYPE_CHECKING:
    import pandas as pd

PAGE = "evidence.html"
FOLDER = "evidence"
VENDOR = Path(__file__).with_name("vendor")
SCRIPTS = Path(__file__).with_name("browser")
# In the order in which they need each other.
PARTS = ("findings", "choosing", "address", "words", "facets", "gap_map", "listing", "opened", "page")
VENDORED = VENDOR / "vendored.csv"


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file of a front-end library, kept byte for byte as its makers published it."""

    file: str
    library: str
    version: str
    sha256: str
    licence: str
    licence_file: str
    homepage: str


def vendored() -> list[Vendored]:
    """The files kept, in the order in which they are loaded."""
    with VENDORED.open(encoding="utf-8", newline="") as file:
        return [Vendored(**row) for row in csv.DictReader(file)]


def evidence_page(base: EvidenceBase, staged: Path, made: str) -> Path:
    """Write evidence.html and the folder evidence beside it; returns the page. It depends on nothing but the base."""
    findings = in_reading_order(base)
    held_back = studies_held_back(base, findings)
    held = columns(base, findings, held_back)
    scripts = {
        name: f"document-{at:04d}.js" for at, name in enumerate(document["id"] for document in held["documents"])
    }
    for document, name in zip(held["documents"], scripts.values(), strict=True):
        document["script"] = f"{FOLDER}/{name}"
    folder = staged / FOLDER
    for document_id, detail in details(base, findings, held_back):
        write_text(folder / scripts[document_id], script("opened", document_id, detail))
    write_text(folder / "findings.js", script("findings", held))
    write_code(folder)
    page = staged / PAGE
    write_text(page, html(base, findings, made))
    return page


def script(name: str, *values: Any) -> str:
    """Data as a classic script: a call with its values as text, which a browser parses faster than a literal."""
    given = ", ".join(
        f"JSON.parse({text(json.dumps(value, ensure_ascii=False, separators=(',', ':')))})" for value in values
    )
    return f"evidenceData({json.dumps(name)}, {given});\n"


def text(value: str) -> str:
    """A text as a JavaScript literal in which no character ends a line or a script."""
    return (
        json.dumps(value, ensure_ascii=False)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("<", "\\u003c")
    )


def write_code(folder: Path) -> None:
    """Put the page's code, the library it uses and the licences into a folder."""
    for kept in vendored():
        shutil.copyfile(VENDOR / kept.file, folder / kept.file)
        shutil.copyfile(VENDOR / kept.licence_file, folder / kept.licence_file)
    write_text(folder / "page.js", code())


def code() -> str:
    """The page's own code: its parts one after the other, in one scope of their own."""
    parts = "\n".join((SCRIPTS / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def html(base: EvidenceBase, findings: "pd.DataFrame", made: str) -> str:
    """The page without its findings: what a reader sees before, or without, the code."""
    settings = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    looks = style() + (TEMPLATES / "evidence.css").read_text(encoding="utf-8")
    return settings.get_template("evidence.html").render(
        style=Markup(looks),
        policy=policy(looks),
        scripts=[*(f"{FOLDER}/{kept.file}" for kept in vendored()), f"{FOLDER}/page.js", f"{FOLDER}/findings.js"],
        marking=base.marking,
        example=base.registers.example,
        total=len(findings),
        checked=int(findings["checked"].sum()),
        digests=bool((findings["edition"] == Edition.DIGEST).any()),
        made=made,
    )


def policy(looks: str) -> str:
    """What the page may load: its own style, and scripts of its own folder. "file:" is that folder where there is no server."""
    held: Mapping[str, str] = {
        "default-src": "'none'",
        "script-src": "'self' file:",
        "style-src": f"'sha256-{b64encode(hashlib.sha256(looks.encode()).digest()).decode()}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in held.items())
