"""Small notebooks and a base for the tests of a refresh."""

import json
from pathlib import Path
from typing import Any

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.pack.kept_packs import latest
from tests.test_notebooks import notebook

HEAD = 'data: str = ""  # base\nkeep: str = ""  # folder\n'
OPEN = "import evidence_lib\nfrom evidence_lib import charts\nbase = evidence_lib.open(data, keep=keep)\n"
SERVICES = OPEN + "base.show(f'{len(base.registers.services)} services')"
THEME = OPEN + "found = base.findings(theme, areas=areas)\nbase.show(charts.findings_by_area(found, theme, areas))"
TRAINING = HEAD + 'theme: str = "training"  # theme\nareas: list[str] = []  # areas\n'
DAY = OPEN + "base.show(evidence_lib.day_given('').isoformat())"
PLAN = "- {notebook: theme, parameters: {areas: [Westshire]}}\n- notebook: services\n"


def book(folder: Path, name: str, parameters: str, code: str) -> None:
    """A notebook with a title, its parameters and one cell."""
    made = json.loads(notebook(folder, name, parameters, code).read_text(encoding="utf-8"))
    made["cells"].insert(0, {"cell_type": "markdown", "id": "t", "metadata": {}, "source": f"# {name}"})
    (folder / f"{name}.ipynb").write_text(json.dumps(made), encoding="utf-8")


def books(folder: Path) -> Path:
    """Notebooks that read one theme, the services, and the day; and a plan of the first two."""
    folder.mkdir()
    book(folder, "theme", TRAINING, THEME)
    book(folder, "services", HEAD, SERVICES)
    book(folder, "day", HEAD, DAY)
    (folder / "plan.yml").write_text(PLAN, encoding="utf-8")
    return folder


def ledger(outputs: Path) -> dict[str, Any]:
    """The ledger of the newest pack."""
    pack = latest(outputs)
    assert pack
    held: dict[str, Any] = json.loads((pack / "run.json").read_text(encoding="utf-8"))
    return held


def states(outputs: Path) -> dict[str, str]:
    """What became of each run of the newest pack."""
    return {row["name"]: row["state"] for row in ledger(outputs)["runs"]}


def another(base: BaseFolder, folder: Path, area: str, words: str) -> Path:
    """A letter about another area."""
    from evidence_lib.sources.add import add
    from tests.conftest import LETTER

    path = folder / f"{area.lower()}.md"
    path.write_text(LETTER.replace("Westshire", area) + words, encoding="utf-8")
    assert not [one.problem for one in add(base, [path], {}) if one.problem]
    return path
