"""Write what comes from the code: the pages on commands, notebooks and data, and the schema of a plan.

python tools/make_docs.py        after a change of a command, a notebook's parameters or a table; a test holds them equal
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

import evidence_lib
from evidence_lib import charts
from evidence_lib.chapters.kept_tables import TABLES as KEPT_TABLES
from evidence_lib.cli import app
from evidence_lib.commissioning.official import COLUMNS as OFFICIAL
from evidence_lib.core import errors
from evidence_lib.notebooks.parameters import parameters, read_notebook
from evidence_lib.notebooks.schema import FILE, plan_schema
from evidence_lib.pack.gate import COLUMNS as PROBLEM_COLUMNS
from evidence_lib.people.legal_basis import COLUMNS as BASIS_COLUMNS
from evidence_lib.people.progress import COLUMNS as PROGRESS_COLUMNS
from evidence_lib.people.publication_reasons import COLUMNS as REASON_COLUMNS
from evidence_lib.people.reviews import COLUMNS as REVIEW_COLUMNS
from evidence_lib.review.samples import COLUMNS as SAMPLE_COLUMNS
from evidence_lib.sources.catalogue import COLUMNS as CATALOGUE_COLUMNS
from evidence_lib.tables.export import dictionary
from evidence_lib.tables.schemas import DOCUMENTS, TABLES
from evidence_lib.themes.changes import MEANINGS as CHANGE_MEANINGS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REVIEW_MEANINGS = {
    "finding_id": "the finding, as findings.csv names it",
    "field": "what is decided: kind, themes, agencies, include or checked; comment; undo; or settled-kind, settled-themes, "
    "settled-agencies, settled-include, which end a difference between people",
    "value": "the decision; themes and agencies joined with `;` (empty: none), include yes or no, checked yes, a comment's "
    "words; for undo the field whose last row by the same reviewer is taken back",
    "reason": "why",
    "reviewer": "by whom",
    "reviewed_at": "when, as 2026-03-31",
    "quote": "the words it rested on, so that the decision can follow them if the document is read otherwise",
}


PROGRESS_MEANINGS = {
    "item_id": "the commitment, action or finding, as its table names it",
    "status": "not started, in progress, awaiting sign-off, done, will not be done, not ours, or no update held",
    "day": "the day on which it stood so, as 2026-03-31",
    "owner": "who is to see to it",
    "due_date": "a day agreed for it; it takes the place of the document's",
    "measure": "how one will know that it is done",
    "evidence": "what shows it: a minute, a document, a figure",
    "source": "who or what says so; two that contradict each other are both kept and shown",
    "rationale": "why; needed where it will not be done or is past its day",
    "superseded_by": "a later finding or document that takes its place",
    "entered_by": "who entered the row",
    "entered_at": "when",
}
BASIS_MEANINGS = {
    "document_id": "the report",
    "legal_basis": "the law under which it was made, an id of data/clocks.yml",
    "chief_constable_invited": "the day on which the chief constable was invited to comment",
    "confirmed_by": "who confirms it",
    "confirmed_at": "when",
    "note": "a remark",
}
REASON_MEANINGS = {
    "problem": "the eight letters at the end of the line of the check; they stand for check and words, and do not repeat them",
    "check": "the check that would stop it",
    "files": "where the reason holds: a file of the pack, a pattern such as `papers/*`, or `*`",
    "reason": "why it may be published; empty in a later row takes the reason back",
    "accepted_by": "who says so",
    "accepted_at": "when",
}
PROBLEM_MEANINGS = {
    "check": "which check found it",
    "file": "the file of the pack",
    "place": "where in it: the heading, row, slide or page",
    "words": "what it is about; personal data is masked",
    "next_step": "what to do",
    "id": "its eight letters, by which a reason is recorded",
    "state": "stops (the pack is not published), told (for you to know), accepted (for a reason that a person recorded)",
    "reason": "that reason",
    "accepted_by": "who recorded it",
    "accepted_at": "when",
}


def pages() -> dict[Path, str]:
    """Every generated page and what it must say."""
    return {
        DOCS / "commands.md": commands(),
        DOCS / "notebooks.md": notebooks(),
        DOCS / "data-dictionary.md": data_dictionary(),
        ROOT / "notebooks" / FILE: json.dumps(plan_schema(ROOT / "notebooks"), indent=1, ensure_ascii=False) + "\n",
    }


def commands() -> str:
    """Every command with its arguments and options."""
    lines = [
        "# Commands",
        "",
        "Each is written after `python3 evidence.py` (on Windows `py evidence.py`), or after `evidence` in the environment.",
        "",
    ]
    for name, command in walk(typer.main.get_command(app), ""):
        lines += [f"## {name}", "", str(command.help or "").strip(), ""]
        rows = [row(parameter) for parameter in command.params if parameter.name != "help"]
        lines += ["| | |", "| --- | --- |", *rows, ""] if rows else []
    return "\n".join([*lines, *exit_codes()])


def exit_codes() -> list[str]:
    """What a scheduler is told by the exit code of a command."""
    held: dict[int, list[str]] = {
        0: ["Done, or nothing was due. Documents that cannot be read are named, and left out."]
    }
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.EvidenceError)
    ]
    for kind in kinds:
        meaning = str(kind.__doc__).splitlines()[0]
        held.setdefault(kind.exit_code, []).append(
            "Wrong use of a command." if kind is errors.EvidenceError else meaning
        )
    rows = [f"| {code} | {' '.join(dict.fromkeys(meanings))} |" for code, meanings in sorted(held.items())]
    return [
        "## Exit codes",
        "",
        "After any but 0 one line on the error output says what is wrong.",
        "",
        *TABLE,
        *rows,
        "",
    ]


TABLE = ("| exit code | meaning |", "| --- | --- |")


def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands below a group, each with its full name."""
    for word, below in getattr(command, "commands", {}).items():
        full = f"{name} {word}".strip()
        if getattr(below, "commands", None) and below.invoke_without_command:
            yield full, below
        yield from walk(below, full) if getattr(below, "commands", None) else [(full, below)]


def row(parameter: Any) -> str:
    """One argument or option."""
    names = " / ".join([*parameter.opts, *parameter.secondary_opts])
    shown = names if names.startswith("-") else parameter.name.upper()
    default = "" if parameter.name == "jobs" or parameter.default in (None, "", False) else f" ({parameter.default})"
    return f"| `{shown}` | {parameter.help}{default} |"


def notebooks() -> str:
    """Every notebook with its parameters."""
    lines = [
        "# Notebooks",
        "",
        "Each has one cell of parameters. Change a value there and run all cells, or set it in the plan of a refresh.",
        "",
    ]
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells: Any = read_notebook(path)["cells"]
        title, _, about = "".join(cells[0]["source"]).partition("\n")
        lines += [f"## {path.stem}: {title.lstrip('# ')}", "", about.strip(), ""]
        lines += ["| parameter | type | default | |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{one.name}` | {one.type} | `{one.default!r}` | {one.help} |" for one in parameters(path).values()
        ]
        lines.append("")
    return "\n".join(lines)


def data_dictionary() -> str:
    """The tables, and the files that people keep."""
    catalogue = [column for column in DOCUMENTS if column.name in CATALOGUE_COLUMNS]
    lines = [
        dictionary(list(TABLES)),
        "# What people keep",
        "",
        "## data/sources.csv",
        "",
        "The catalogue. Lists are joined with `;`. A person's value is never overwritten.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{column.name}` | {column.meaning} |" for column in catalogue],
        "",
        "## data/reviews.csv",
        "",
        "People's decisions on findings. It is only ever appended to; a reviewer's last row on a field of a finding holds. "
        "Where reviewers differ, the one who decided first holds until one of them changes or the difference is settled.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {REVIEW_MEANINGS[name]} |" for name in REVIEW_COLUMNS],
        "",
        "## data/review_samples.csv",
        "",
        "The samples that were drawn for review. Written by the suite, only ever appended to.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {meaning} |" for name, meaning in SAMPLE_COLUMNS.items()],
        "",
        *commissioning(),
        "## data/progress.csv",
        "",
        "What became of commitments, actions and findings. It is only ever appended to; the last status by day holds.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {PROGRESS_MEANINGS[name]} |" for name in PROGRESS_COLUMNS],
        "",
        "## data/legal_basis.csv",
        "",
        "Under which law a report was made. It is only ever appended to; the last row of a report holds.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {BASIS_MEANINGS[name]} |" for name in BASIS_COLUMNS],
        "",
        "## data/publication_reasons.csv",
        "",
        "Why what the publish gate would stop may be published. Only ever appended to, by `evidence check accept` or by hand; "
        "the last row on a problem and its files holds.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {REASON_MEANINGS[name]} |" for name in REASON_COLUMNS],
        "",
        "## checks.csv and checks.json of a pack",
        "",
        "What the publish gate found: every problem at every place. A published pack has none that stops it.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {PROBLEM_MEANINGS[name]} |" for name in PROBLEM_COLUMNS],
        "",
        "## papers.json of a pack",
        "",
        "What each paper is: the page that made it, title, audience, marking, standing, whether it is for publication, the "
        "findings in it, how many statements nobody has checked, and its files with their sizes.",
        "",
        "## data/clocks.yml",
        "",
        "The clocks by legal basis. Its head says what each key means.",
        "",
        "## data/themes.yml",
        "",
        "The codebook. Its head says what each key means and how a term is matched.",
        "",
        "## data/theme_changes.csv",
        "",
        "What became of each theme. It is only ever appended to, by `evidence themes rename`, `merge`, `split` and `retire`.",
        "",
        "| column | meaning |",
        "| --- | --- |",
        *[f"| `{name}` | {meaning} |" for name, meaning in CHANGE_MEANINGS.items()],
        "",
    ]
    return "\n".join(lines)


KEPT = {
    "services": "The register of services: what this office and others commission. Lists are joined with `;`.",
    "local_evidence": "Need, as dated entries by people. Findings of inspections never stand here.",
    "confidence": "Statements, what they rest on, and the confidence that people have in them (GRADE-CERQual's four parts).",
    "intentions": "Commissioning intentions, decisions and outcomes; or considered, and not used.",
    "effects": "Evidence on what works, by scales of its own; kept apart from findings.",
    "evidence_register": "The number of each finding. Appended to by a refresh or by `evidence register`, never edited.",
}


def commissioning() -> list[str]:
    """The files that people keep about commissioning."""
    files = {name: (text, KEPT_TABLES[name]) for name, text in KEPT.items()}
    files["official_figures"] = (
        "Official figures; `data/official_series.yml` says what each series measures.",
        OFFICIAL,
    )
    lines = []
    for name, (text, columns) in files.items():
        lines += [f"## data/{name}.csv", "", text, "", "| column | meaning |", "| --- | --- |"]
        lines += [*(f"| `{column}` | {meaning} |" for column, meaning in columns.items()), ""]
    return [
        *lines,
        "## data/organisation.yml, data/official_series.yml",
        "",
        "Their heads say what each key means.",
        "",
    ]


def picture() -> None:
    """The picture of the README: the area profile's first chart, from the shipped base."""
    base = evidence_lib.open()
    findings = base.findings()
    others = [area for area in charts.areas_covered(findings) if area != "Cornwall"]
    chart = charts.themes_by_area(findings, base.themes, "Cornwall", others, base.tags())
    chart.write(DOCS / "picture.png", dpi=110)


def main() -> None:
    """Write every page and the picture."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
    picture()


if __name__ == "__main__":
    main()
