"""Responses of our own making, in the shapes and formats that offices use."""

from pathlib import Path

import docx

LETTER = """Northmoor Police and Crime Commissioner
12 The Quay
Northmoor

14 July 2022

Dear Home Secretary

HMICFRS report: ‘A long wait: how police forces deal with stalking’

I am writing to give my response, under section 55 of the Police Act 1996, to the report ‘A long wait: how police forces
deal with stalking’, which HMICFRS published on 24 May 2022. The inspection looked at eight forces, and Northmoor
Constabulary was one of them. The report makes four recommendations.

I have asked the Chief Constable for his comments, and he has responded as follows:

“We are grateful to the inspectorate for its work. The force accepts all four recommendations. We will train every
control room supervisor in stalking risk by 31 December 2022, and we will publish a stalking procedure by spring 2023.”

I am grateful to the Chief Constable for this candid reply. Victims of stalking in Northmoor wait too long, and I share
the concern of inspectors.

I have asked the Chief Constable to bring a recovery plan to my Accountability and Performance Board in September 2022.
My office will follow the number of open stalking cases every month, and I intend to commission an advocacy service for
stalking victims from April 2023. I would like the force to consider a single point of contact for victims.

I look forward to better news next year.

Yours sincerely

Jo Farthing
Police and Crime Commissioner for Northmoor
"""

NO_FORCE_RECOMMENDATIONS = """<!doctype html><html lang="en"><head><title>Commissioner's response: Digital evidence</title></head>
<body><main><article>
<h1>Police, Fire and Crime Commissioner’s response to the thematic inspection of digital evidence</h1>
<p>Published: 9 November 2023</p>
<h2>Background</h2>
<p>HMICFRS and HM Crown Prosecution Service Inspectorate published their report “Digital evidence in rape cases” on
5 October 2023. There were no recommendations for Westvale Police, and none for commissioners.</p>
<p>Inspectors found that forces take too long to examine telephones.</p>
<h2>Comments of the Chief Constable</h2>
<p>The Chief Constable notes the report. Westvale Police has already cut its backlog by half.</p>
<h2>Commissioner’s comments</h2>
<p>Although the report holds no force recommendations, I wish to be certain that victims get their telephones back quickly.
I have therefore requested that the Chief Constable shares the waiting times with me each quarter, and these will be
published on my website.</p>
<p>The Violence Reduction Partnership spends £1.25 million a year on support for victims of rape.</p>
<p>I am keen to learn whether a mobile unit would help, and my Head of Victim Services will look into the costs over the
next three months.</p>
</article></main></body></html>
"""

DISAGREEMENT = """# Statement of the Mayor on the inspection of neighbourhood policing

Published: 2 June 2025

In April 2025 the inspectorate published a report called “Closer to home”. It makes two recommendations to Mayors and
Commissioners.

I do not agree with the first recommendation. A fixed ratio of officers to residents takes no account of need, and I cannot
support it. I will explain my reasons to the inspectorate in person.

I accept the second recommendation. My team will draft a neighbourhood charter with local councils by 30 September 2025,
and the charter will be put to the Police and Crime Panel before the end of the year.

The force must do better at telling residents what it has done. I am sure that the Chief Constable will rise to this.
"""

DAMAGED = """The night custody suite: a joint inspection

The report was published on 5 May 2021 and can be read here
https://www.justiceinspectorates.example/hmicfrs/publications/night-custody-suite-and-the-care-of-detai
ned-children_2021.pdf

Police and Crime Commissioner’s response
I welcome the report ‘The night custody suite: a joint inspection published by HMICFRS. I have passed its findings on
children to my Custody and Youth Justice Manager. I will ask the Chief Constable how long

https://www.eastmere-pcc.example/reports/inspections-answered/custody-2021

children are held over night, and my office will publish the answer at www.eastmere-pcc.example/reports/inspections-
answered/custody-2021.

Sam Winter
Police and Crime Commissioner
Eastmere
"""

TITLE = (
    "Response of the Police and Crime Commissioner for Eastmere to the HMICFRS report Keeping children safe in custody"
)
HEAD = ("Recommendation", "Chief Constable’s comment", "Commissioner’s comment")
ROWS = (
    (
        "1. By July 2021, chief constables should make sure that each child in custody sees an adult within two hours.",
        "Accepted. The Force will change its custody procedure by the end of May 2021. Superintendent Custody will report on it "
        "to the Custody Board.",
        "I accept this recommendation and will ask my custody visitors to check it on every visit.",
    ),
    (
        "2. Forces should record why a child was held overnight.",
        "The Force does not accept this recommendation, because the national system has no field for it.",
        "I disagree with the Force on this. I will raise it with the Chief Constable at our monthly one-to-one meeting.",
    ),
    (
        "3. Forces should review strip searches of children.",
        "Partially accepted. Eastmere Police will review all searches since 2019.",
        "My office will publish the result of that review in the Annual Report.",
    ),
)


def table(path: Path, rows: tuple[tuple[str, ...], ...] = ROWS, head: tuple[str, ...] = HEAD) -> Path:
    """A Word file with a table of recommendation, chief constable's and commissioner's comment."""
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("Published: 1 March 2021")
    document.add_paragraph(
        "The report was published by HMICFRS on 12 January 2021. It has three recommendations for forces."
    )
    made = document.add_table(rows=0, cols=len(head))
    for words in (head, *rows):
        for cell, text in zip(made.add_row().cells, words, strict=False):
            first, *more = text.split("\n")
            cell.text = first
            for part in more:
                cell.add_paragraph(part)
    document.add_paragraph("Sam Winter")
    document.add_paragraph("Police and Crime Commissioner for Eastmere")
    document.save(str(path))
    return path


def saved(folder: Path, name: str) -> Path:
    """One of the responses as a file of its own format."""
    if name == "table.docx":
        return table(folder / name)
    texts = {
        "letter.txt": LETTER,
        "none.html": NO_FORCE_RECOMMENDATIONS,
        "disagreement.md": DISAGREEMENT,
        "damaged.txt": DAMAGED,
    }
    (folder / name).write_text(texts[name], encoding="utf-8")
    return folder / name
