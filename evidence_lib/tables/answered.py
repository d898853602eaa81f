"""Which findings a commitment answers, and which no commitment does."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SHORTFALLS = ("improvement", "mixed", "priority-action", "recommendation", "cause-of-concern")
OF_REPORT = "in the report answered"
OF_INSPECTION = "in an inspection that the report draws on"
ELSEWHERE = "on the same theme"


def answers(commitments: "pd.DataFrame", findings: "pd.DataFrame") -> "pd.DataFrame":
    """One row a commitment and finding that it answers: commitment_id, finding_id, theme_id, how.

    A commitment answers a finding that asks for something (no strength, no practice study), shares a theme with it and
    stands in the report answered, or in an inspection of the same subject on which that report draws: one of its areas,
    published no later. how says which.
    """
    import pandas as pd

    columns = ["commitment_id", "finding_id", "theme_id", "how"]
    themed = commitments.explode("themes").dropna(subset=["themes"]).rename(columns={"themes": "theme_id"})
    asking = findings[findings["kind"].isin(SHORTFALLS)].explode("themes").dropna(subset=["themes"])
    asking = asking.rename(columns={"themes": "theme_id", "document_id": "found_in"})
    kind = {"theme_id": "str"}  # a column that was exploded from nothing has no kind of its own
    joined = themed[["commitment_id", "theme_id", "report_id"]].astype(kind).merge(asking.astype(kind), on="theme_id")
    if joined.empty:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    reports = findings.drop_duplicates("document_id").set_index("document_id")[["areas", "subject", "published"]]
    joined["how"] = [how(row, reports) for row in joined.to_dict("records")]
    return joined.loc[joined["how"] != "", columns].drop_duplicates(ignore_index=True)


def how(row: Mapping[Any, Any], reports: "pd.DataFrame") -> str:
    """In what way a finding is answered; empty where it is not."""
    import pandas as pd

    if row["found_in"] == row["report_id"]:
        return OF_REPORT
    if row["report_id"] not in reports.index:
        return ""
    report = reports.loc[row["report_id"]]
    areas: set[str] = set(row["areas"])
    same_subject = report["subject"] == row["subject"] and report["subject"] != ""
    earlier = pd.isna(report["published"]) or pd.isna(row["published"]) or row["published"] <= report["published"]
    drawn_on = len(report["areas"]) > 1 and areas and areas <= set(report["areas"])
    return OF_INSPECTION if same_subject and earlier and drawn_on else ""


def unanswered(findings: "pd.DataFrame", answered: "pd.DataFrame") -> "pd.DataFrame":
    """The findings that ask for something and that no commitment answers, as they are given."""
    asking = findings[findings["kind"].isin(SHORTFALLS)]
    return asking[~asking["finding_id"].isin(answered["finding_id"])].reset_index(drop=True)


def later(findings: "pd.DataFrame") -> "pd.DataFrame":
    """Later findings that may supersede an earlier one: finding_id, later_id, theme_id; a person decides.

    They are about the same single area, on the same theme, in a document published afterwards.
    """
    single = findings[findings["areas"].map(len) == 1]
    rows = single.assign(area=[areas[0] for areas in single["areas"]]).explode("themes").dropna(subset=["themes"])
    rows = rows[["finding_id", "area", "themes", "published", "kind"]].rename(columns={"themes": "theme_id"})
    joined = rows[rows["kind"].isin(SHORTFALLS)].merge(rows, on=["area", "theme_id"], suffixes=("", "_later"))
    joined = joined[joined["published_later"] > joined["published"]]
    named = joined.rename(columns={"finding_id_later": "later_id"})
    return named[["finding_id", "later_id", "theme_id"]].drop_duplicates(ignore_index=True)


def within(findings: "pd.DataFrame", responses: "pd.DataFrame") -> "pd.DataFrame":
    """The findings that the responses held could have answered: of their reports, and of what those draw on."""
    reports = findings.drop_duplicates("document_id").set_index("document_id")[["areas", "subject", "published"]]
    rows = findings.assign(found_in=findings["document_id"]).to_dict("records")
    kept = [any(how({**row, "report_id": report}, reports) for report in responses["report_id"]) for row in rows]
    return findings[kept]
