"""Need: what needs assessments, partner meetings, provider monitoring and victims say. No finding of an inspection is in it."""

from typing import TYPE_CHECKING, Any

from evidence_lib.chapters.scope import NO_THEME, Scope
from evidence_lib.commissioning.local_evidence import KINDS
from evidence_lib.core.records import Edition, Kind

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    "need_id",
    "dated",
    "kind",
    "what",
    "themes",
    "area",
    "groups",
    "figure",
    "figure_of",
    "source",
    "url",
    "example",
]
NO_NEED = (Kind.STRENGTH, Kind.CASE_STUDY)  # a needs assessment praises too; a practice study is about one child


def needs(scope: Scope, everything: bool = False) -> "pd.DataFrame":
    """The entries of need in the selection (everything=True: of the base), oldest first: entered by people, or read.

    need_id, dated, kind, what, themes, area, groups, figure, figure_of, source, url, example. What a needs assessment among
    the documents says is one entry a finding, named by the finding, with document and page as its source.
    """
    import pandas as pd

    rows = [entered(scope, need) for need in scope.registers.needs]
    rows += [read(scope, row) for row in scope.base.assessed_needs().to_dict("records") if row["kind"] not in NO_NEED]
    kept = [row for row in rows if everything or (scope.themed(row["themes"]) and scope.placed(row["areas"]))]
    table = pd.DataFrame(kept, columns=COLUMNS)
    table["dated"] = pd.to_datetime(table["dated"]).astype("datetime64[us]")
    return table.sort_values(["dated", "need_id"], kind="stable", ignore_index=True)


def entered(scope: Scope, need: Any) -> dict[str, Any]:
    """An entry by a person."""
    held = {
        name: getattr(need, name)
        for name in ("need_id", "dated", "kind", "what", "figure", "figure_of", "areas", "example")
    }
    source = f"{need.source}, page {need.page}" if need.page else need.source
    return held | {
        "themes": list(need.themes),
        "groups": list(need.groups),
        "area": scope.column(need.areas),
        "source": source or "no source",
        "url": "",
    }


def read(scope: Scope, row: Any) -> dict[str, Any]:
    """An entry read from a needs assessment that the base holds."""
    paged = isinstance(row["page_start"], int)
    ours = " (digest, in our words)" if row["edition"] == Edition.DIGEST else ""
    return {
        "need_id": row["finding_id"],
        "dated": row["published"],
        "kind": "needs-assessment",
        "what": row["quote"] if ours else f"“{row['quote']}”",
        "themes": list(row["themes"]),
        "groups": [],
        "area": scope.column(row["areas"]),
        "areas": tuple(row["areas"]),
        "figure": None,
        "figure_of": "",
        "source": row["document_id"] + (f", page {row['page_start']}" if paged else "") + ours,
        "url": row["url"],
        "example": False,
    }


def by_theme(scope: Scope) -> "pd.DataFrame":
    """Need by theme: theme, entries, one column a kind of source, newest. An entry on two themes stands under both."""
    import pandas as pd

    table = needs(scope)
    rows = [
        {"need_id": row["need_id"], "kind": row["kind"], "dated": row["dated"], "theme": theme}
        for row in table.to_dict("records")
        for theme in ([name for name in row["themes"] if not scope.themes or name in scope.themes] or [NO_THEME])
    ]
    long = pd.DataFrame(rows, columns=["need_id", "kind", "dated", "theme"])
    themes = [theme for theme in (*(scope.themes or scope.base.themes.ids), NO_THEME) if theme in set(long["theme"])]
    made = []
    for theme in themes:
        held = long[long["theme"] == theme]
        kinds = {kind: int((held["kind"] == kind).sum()) for kind in KINDS}
        made.append({"theme": theme, "entries": held["need_id"].nunique(), **kinds, "newest": held["dated"].max()})
    made.sort(key=lambda row: (row["theme"] == NO_THEME, -row["entries"]))
    return pd.DataFrame(made, columns=["theme", "entries", *KINDS, "newest"])
