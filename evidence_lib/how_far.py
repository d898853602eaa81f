"""The part of the public API that says how far the machine can be trusted. EvidenceBase has it."""

from typing import TYPE_CHECKING

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.reads import recorded, table_read
from evidence_lib.tables.store import read_table
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.own import in_a_hundred, measured, theme_model

if TYPE_CHECKING:
    import pandas as pd


class HowFar:
    """What EvidenceBase knows of what was left out, and of the model in force."""

    folder: BaseFolder
    checked_only: bool = False

    @recorded
    def left_out_counts(self) -> "pd.DataFrame":
        """How many blocks of each document are no finding, by reason: document_id, reason, blocks."""
        table = read_table(self.folder, "left_out", ["document_id", "reason"])
        return table.groupby(["document_id", "reason"], as_index=False).size().rename(columns={"size": "blocks"})

    def theme_figures(self) -> "pd.DataFrame":
        """How good the model in force is at each theme, measured on documents that it had not seen; a row a theme.

        theme_id, label, right, wrong and missed (tags), found (of a hundred that belong) and correct (of a hundred given).
        No row where the model was not measured. The model is the base's own (evidence learn), or else the shipped one.
        """
        import pandas as pd

        table_read(self.folder.own_model)
        figures = measured(theme_model(self.folder.own_model))
        rows = [
            {"theme_id": theme.id, "label": theme.label, **figures[theme.id], **in_a_hundred(figures[theme.id])}
            for theme in read_codebook(self.folder.codebook)
            if figures.get(theme.id)
        ]
        return pd.DataFrame(rows, columns=["theme_id", "label", "right", "wrong", "missed", "found", "correct"])

    @property
    def learned(self) -> str:
        """What the model in force was learned from, in a sentence."""
        table_read(self.folder.own_model)
        about = theme_model(self.folder.own_model).about
        own = self.folder.own_model.is_file()
        documents = len(list(about.get("learned_from", ())))  # type: ignore[call-overload]
        return (
            f"Themes are told by {'this base’s own' if own else 'the shipped'} model, learned from "
            f"{about.get('findings', 0):,} {'reviewed' if own else 'labelled'} findings of {documents:,} documents."
        )
