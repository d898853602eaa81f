"""The schemas of what is read from responses and of what letters require; tables/schemas.py takes them in."""

from evidence_lib.tables.columns import Column

RESPONSES = (
    Column("document_id", "text", "the response"),
    Column("report_id", "text", "the report that it answers, if the catalogue has it, held or only wanted", True),
    Column("report_title", "text", "title of the report, as the response gives it", True),
    Column("report_published", "date", "day on which the report was published", True),
    Column("areas", "list", "areas inspected, as the response names them"),
    Column("inspectorates", "list", "inspectorates that it names, in its order"),
    Column(
        "recommendations",
        "whole",
        "number of recommendations it says the report makes; 0 where it says there are none",
        True,
    ),
    Column("report_url", "text", "address of the report", True),
    Column("inspections_from", "text", "first month of the inspections, as 2018-09", True),
    Column("inspections_to", "text", "last month of the inspections", True),
    Column("local_inspection", "text", "the inspection at home: area and month", True),
    Column("published", "date", "day of the response itself", True),
    Column("author", "text", "who signs it", True),
    Column("role", "text", "in which office", True),
    Column("author_area", "text", "for which area", True),
    Column("chief_constable_comment", "yes-no", "whether the chief constable's comment is there"),
    Column("facts", "list", "plain facts: qualifier, number, unit (GBP for pounds), and what it is about"),
    Column(
        "answers",
        "list",
        "recommendations answered: its words, then accepted, partly accepted, not accepted, answered or unanswered",
    ),
    Column("edition", "text", "original, or digest: in our own words"),
    Column("problems", "list", "what could not be read or linked, a line each"),
)
COMMITMENTS = (
    Column("commitment_id", "text", "name of the commitment, made of document, page and words"),
    Column("document_id", "text", "the response it stands in"),
    Column("report_id", "text", "the report that the response answers", True),
    Column("page", "whole", "page, where the format has pages", True),
    Column("paragraph", "whole", "paragraph of the response, counted from 1; in a digest that of the original", True),
    Column("quote", "text", "the clause that undertakes; in a digest our own words, never a quotation"),
    Column("made_by", "text", "who undertakes"),
    Column("addressed_to", "text", "who is asked, told or worked with", True),
    Column(
        "action",
        "text",
        "request, monitor, explore, ensure, refer, inform commissioning, record in evidence base or agree",
    ),
    Column(
        "strength",
        "text",
        "firm (will, have), qualified (wish, intend, where possible) or interest (am interested to see)",
    ),
    Column("themes", "list", "what it is about: themes of data/themes.yml"),
    Column("forum", "text", "board, panel or meeting through which it is watched", True),
    Column("due_text", "text", "time as written", True),
    Column("due_date", "date", "last day that this time allows, where it can be one", True),
    Column("destination", "text", "the document it is to reach", True),
    Column("recommendation", "text", "the recommendation that its row of a table answers", True),
    Column("edition", "text", "original, or digest: in our own words"),
)
STATEMENTS = (
    Column("document_id", "text", "the response"),
    Column("page", "whole", "page, where the format has pages", True),
    Column("paragraph", "whole", "paragraph, counted from 1; empty for headings and furniture", True),
    Column("speaker", "text", "report (told again), commissioner or chief constable"),
    Column("kind", "text", "report, view, undertaking, chief constable, fact or furniture"),
    Column("text", "text", "its words; signatures are among them, so that it is never published"),
)
ACTIONS = (
    Column("action_id", "text", "name of the action, made of document, page and words"),
    Column("document_id", "text", "the letter that requires it"),
    Column("page", "whole", "its page", True),
    Column("quote", "text", "the sentence that requires it"),
    Column("owner", "text", "who is to act"),
    Column("action", "text", "the verb: prepare, send, publish"),
    Column("addressed_to", "text", "to whom", True),
    Column("due_text", "text", "time as written", True),
    Column("due_date", "date", "by which day", True),
)
COMMITMENT_TABLES = {"responses": RESPONSES, "commitments": COMMITMENTS, "statements": STATEMENTS, "actions": ACTIONS}
