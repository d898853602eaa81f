"""What is due: responses by the clock of their legal basis, commitments and required actions by their day."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from evidence_lib.commitments.clocks import Clock, day_of
from evidence_lib.people.legal_basis import Basis
from evidence_lib.tables.followed import day

if TYPE_CHECKING:
    import pandas as pd

NOT_CONFIRMED = "legal basis not confirmed: no clock runs"
NO_CLOCK = "no clock under this basis"
NO_DAY = "day of publication not known: the clock cannot start"
UNDATED = "answered; the response gives no day"
CLOCK_COLUMNS = {
    "document_id": "str",
    "title": "str",
    "published": "datetime64[us]",
    "legal_basis": "str",
    "suggested_basis": "str",
    "confirmed_by": "str",
    "due_date": "datetime64[us]",
    "answered_by": "str",
    "answered_on": "datetime64[us]",
    "answered_on_day": "Int64",
    "state": "str",
    "chief_constable_invited": "str",
    "chief_constable_comment": "str",
    "recommendations": "Int64",
    "recommendations_answered": "Int64",
}
Row = Mapping[Any, Any]


def response_clocks(
    documents: "pd.DataFrame",
    responses: "pd.DataFrame",
    recommended: Mapping[str, int],
    bases: Mapping[str, Basis],
    clocks: Mapping[str, Clock],
    as_of: date,
) -> "pd.DataFrame":
    """One row a report that could be answered: its basis, its clock, who answered it and when, and what the law asks.

    recommended counts the recommendations of each report among the findings. Of several responses the first by day holds.
    """
    import pandas as pd

    rows = []
    for report in documents[documents["kind"] == "inspection"].to_dict("records"):
        own = responses[responses["report_id"] == report["document_id"]].sort_values("published", na_position="last")
        answer = next(iter(own.to_dict("records")), None)
        basis = bases.get(str(report["document_id"]))
        rows.append(clock_row(report, answer, recommended.get(str(report["document_id"]), 0), basis, clocks, as_of))
    return pd.DataFrame(rows, columns=list(CLOCK_COLUMNS)).astype(CLOCK_COLUMNS)


def clock_row(
    report: Row, answer: Row | None, recommended: int, basis: Basis | None, clocks: Mapping[str, Clock], as_of: date
) -> dict[str, object]:
    """One report's clock."""
    import pandas as pd

    clock = clocks[basis.legal_basis] if basis else None
    published, answered = day(report["published"]), day(answer["published"]) if answer else None
    due = clock.due(published) if clock else None
    asks = clock.asks if clock else ()
    told = answer["recommendations"] if answer is not None else None
    wanted = recommended or (None if told is None or pd.isna(told) else int(told))
    given = sum(not str(line).endswith(": unanswered") for line in answer["answers"]) if answer is not None else 0
    return {
        "document_id": report["document_id"],
        "title": report["title"],
        "published": published,
        "legal_basis": clock.id if clock else "",
        "suggested_basis": next((one.id for one in clocks.values() if report["programme"] in one.suggested_for), ""),
        "confirmed_by": basis.confirmed_by if basis else "",
        "due_date": due,
        "answered_by": answer["document_id"] if answer else "",
        "answered_on": answered,
        "answered_on_day": day_of(published, answered, clock.first_day_counts)
        if clock and due and published and answered
        else None,
        "state": state(clock, published, due, answer is not None, answered, as_of),
        "chief_constable_invited": invited(basis) if "chief-constable-invited" in asks else "",
        "chief_constable_comment": there(answer) if "chief-constable-comment" in asks else "",
        "recommendations": wanted,
        "recommendations_answered": given if "recommendations-answered" in asks and answer is not None else None,
    }


def state(
    clock: Clock | None, published: date | None, due: date | None, held: bool, answered: date | None, as_of: date
) -> str:
    """Where a report's clock stands, in words. An answer on the last day is in time; the day after it is late."""
    if clock is None:
        return NOT_CONFIRMED
    if clock.days is None:
        return NO_CLOCK
    if due is None or published is None:
        return NO_DAY
    if answered:
        which = day_of(published, answered, clock.first_day_counts)
        return f"answered {'in time' if answered <= due else 'late'}, on day {which} of {clock.days}"
    if held:
        return UNDATED
    left = (due - as_of).days
    if left < 0:
        return f"overdue by {-left} day{'s' * (left < -1)}"
    return {0: "due today", 1: "due tomorrow"}.get(left, f"due in {left} days")


def invited(basis: Basis | None) -> str:
    """Whether the chief constable was invited to comment, as a person entered it."""
    return f"invited on {basis.chief_constable_invited}" if basis and basis.chief_constable_invited else "not recorded"


def there(answer: Row | None) -> str:
    """Whether the chief constable's comment is in the response."""
    return "no response held" if answer is None else "there" if answer["chief_constable_comment"] else "missing"


def dated(clocks: "pd.DataFrame", commitments: "pd.DataFrame", actions: "pd.DataFrame", as_of: date) -> "pd.DataFrame":
    """Everything with a day, in its order: kind, item_id, document_id, what, owner, due_date, due_text, state, days_left.

    state is met, due or overdue. On its due day nothing is overdue.
    """
    import pandas as pd

    parts = [
        [of_response(row) for row in clocks.dropna(subset=["due_date"]).to_dict("records")],
        [
            of_item("commitment", "commitment_id", row, row["owner"] or row["made_by"])
            for row in commitments.dropna(subset=["due_date"]).to_dict("records")
        ],
        [
            of_item("action", "action_id", row, row["entered_owner"] or row["owner"])
            for row in actions.dropna(subset=["due_date"]).to_dict("records")
        ],
    ]
    columns = ["kind", "item_id", "document_id", "what", "owner", "due_date", "due_text", "closed"]
    table = pd.DataFrame([row for part in parts for row in part], columns=columns).astype(
        {"due_date": "datetime64[us]"}
    )
    left = (table["due_date"] - pd.Timestamp(as_of)).dt.days
    table["state"] = [
        "met" if closed else "overdue" if days < 0 else "due"
        for closed, days in zip(table["closed"], left, strict=True)
    ]
    table["days_left"] = left.astype("Int64")
    return table.drop(columns="closed").sort_values(["due_date", "kind", "item_id"], ignore_index=True)


def of_response(row: Row) -> dict[str, object]:
    """A response that is due."""
    return {
        "kind": "response",
        "item_id": row["document_id"],
        "document_id": row["document_id"],
        "what": f"Response to: {row['title']}",
        "owner": "Police and Crime Commissioner",
        "due_date": row["due_date"],
        "due_text": row["legal_basis"],
        "closed": bool(row["answered_by"]),
    }


def of_item(kind: str, name: str, row: Row, owner: str) -> dict[str, object]:
    """A commitment or an action that is due."""
    closed = row["status"] in ("done", "will not be done", "not ours")
    return {
        "kind": kind,
        "item_id": row[name],
        "document_id": row["document_id"],
        "what": row["quote"],
        "owner": owner,
        "due_date": row["due_date"],
        "due_text": row["due_text"],
        "closed": closed,
    }
