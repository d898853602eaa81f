"""A paper as a Word file, by python-docx: styles that fall into the host document's own, and nothing formatted by hand."""

from pathlib import Path

from evidence_lib.core.files import appearing
from evidence_lib.papers.content import Paper


def write_word(paper: Paper, path: Path, template: Path | None = None) -> Path:
    """Write the paper, whole or not at all; the same paper gives the same bytes.

    template is the office's own Word template (.docx or .dotx). Raises BadFile where it is none.
    """
    from evidence_lib.papers.word.writer import written

    data = written(paper, template)
    with appearing(path) as beside:
        beside.write_bytes(data)
    return path
