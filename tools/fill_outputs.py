"""Fill the outputs of the notebooks' summary cells from the shipped base; all other cells keep none.

python tools/fill_outputs.py        after a change of the shipped base or of a summary cell; look at the difference
"""

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

CHECKED = "nbval-check-output"
NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


def fill(path: Path) -> None:
    """Run one notebook with its defaults and store it with the outputs of its summary cells alone."""
    notebook: Any = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="evidence", resources={"metadata": {"path": str(path.parent)}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            keep = CHECKED in cell.metadata.get("tags", [])
            cell.outputs = cell.outputs if keep else []
            # nbval takes a cell with outputs and no number for one that was never run; a fixed number keeps the file steady
            cell.execution_count = 1 if keep else None
        cell.metadata.pop("execution", None)
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    nbformat.write(notebook, path)


def main() -> None:
    """Fill every notebook."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        fill(path)
        print(path.name)


if __name__ == "__main__":
    main()
