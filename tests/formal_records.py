"""Records of our own making in the shapes in which inspectorates and reviews put what must change, in every format."""

import html
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import typst

# ("h1" to "h4" | "p" | "li", words), ("box", parts) or ("table", rows): what a record is made of
Part = tuple[str, object]

CONSTABULARY: list[Part] = [
    ("h1", "Northmere Constabulary: an inspection of how the force protects vulnerable people"),
    ("p", "We inspected the force in the winter and spoke with officers, staff and partner agencies."),
    ("h2", "Protecting vulnerable people"),
    (
        "box",
        [
            ("h3", "Cause of concern"),
            (
                "p",
                "The force fails to recognise repeat victims of abuse at the first point of contact, and puts them at risk.",
            ),
            ("h4", "Recommendations"),
            ("p", "Within three months, Northmere Constabulary should:"),
            ("li", "make sure that call handlers check for earlier reports before they grade a call;"),
            ("li", "give supervisors the means to see which calls have waited longest;"),
            ("li", "train every call handler in the signs of coercion by 30 November 2024."),
        ],
    ),
    ("h2", "Investigating crime"),
    (
        "box",
        [
            ("h3", "Area for improvement"),
            ("p", "The force should improve how well its supervisors oversee investigations of abuse."),
        ],
    ),
    ("h3", "Investigations are well supported"),
    ("p", "Investigators have good support from specialist lawyers and victims are kept informed of progress."),
]

THEMATIC: list[Part] = [
    ("h1", "A joint inspection of how police and partners respond to harm within families"),
    ("p", "We visited nine areas and read case files in each of them."),
    ("h2", "Recommendations"),
    ("h3", "Recommendation 1"),
    ("p", "By 31 March 2025, chief constables should review how their forces record what children say at the scene."),
    ("h3", "Recommendation 2"),
    ("p", "With immediate effect, chief constables should stop the use of written promises as the only safeguard."),
    ("h3", "Recommendation 3"),
    (
        "p",
        "Within six months of the publication of this report, the Home Office and the College of Policing should agree "
        "one standard for the training of specialist officers.",
    ),
    ("h3", "Recommendation 4"),
    ("p", "By the end of the 2024/25 financial year, police and crime commissioners should:"),
    ("li", "map the services that help children to recover;"),
    ("li", "publish what they find."),
]

REVIEW: list[Part] = [
    ("h1", "Child safeguarding practice review: a family in Westshire"),
    ("p", "The panel met five times and had reports from every agency that knew the family."),
    ("h2", "What the review found"),
    ("p", "Practitioners did not have sufficient curiosity about the father, and visits were too often cancelled."),
    ("h2", "Recommendations"),
    ("p", "The panel makes the following recommendations:"),
    ("p", "Recommendation 1: The partnership should seek assurance that strategy discussions are held in time."),
    (
        "p",
        "Recommendation 2 (by 30 September 2024): Review the protocol for children who are not brought to health visits.",
    ),
    ("p", "R3. The Integrated Care Board to review how GPs are told of child protection plans."),
]

TABLED: list[Part] = [
    ("h1", "Independent review of joint working in Westshire"),
    ("h2", "Recommendations"),
    (
        "table",
        [
            ("No.", "Recommendation", "Lead agency", "Timescale"),
            (
                "1",
                "Review the threshold document with every partner and publish it again.",
                "Safeguarding Children Partnership",
                "31 March 2025",
            ),
            (
                "2",
                "Give night staff access to records of children at risk.",
                "Westshire Hospitals NHS Trust",
                "3 months",
            ),
            ("3", "Report on the waiting list for therapy.", "", "Ongoing"),
        ],
    ),
]

AREA_PARTNERSHIP: list[Part] = [
    ("h1", "Area SEND inspection of Westshire Local Area Partnership"),
    ("p", "Inspectors met leaders, families and practitioners over three weeks."),
    ("h2", "Areas for priority action"),
    (
        "table",
        [
            ("Responsible body", "Areas for priority action"),
            (
                "Westshire Council and NHS Westshire Integrated Care Board",
                "Leaders should act at once to reduce the time for which children wait to have their needs assessed.",
            ),
        ],
    ),
    ("h2", "Areas for improvement"),
    ("p", "Leaders across the partnership should make better use of what families tell them."),
    ("p", "The local authority and the ICB should commission enough short breaks for disabled children."),
]

NONE_MADE: list[Part] = [
    ("h1", "Joint inspection of multi-agency work in Eastshire"),
    ("p", "Inspectors spent a week in the area."),
    ("h2", "Key strengths"),
    ("li", "The police respond quickly and well to children at risk, and their records are clear and complete."),
    ("h2", "Recommendations"),
    ("p", "This report makes no recommendations."),
]


def as_markdown(parts: Sequence[Part], path: Path) -> None:
    path.write_text(markdown(parts), encoding="utf-8")


def markdown(parts: Sequence[Part]) -> str:
    text = ""
    for kind, said in parts:
        if kind == "box":
            text += markdown(said)  # type: ignore[arg-type]
        elif kind == "table":
            head, *rows = said  # type: ignore[misc]
            text += "\n" + "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows)) + "\n"
        else:
            text += {"p": "\n", "li": "- "}.get(
                kind, "\n" + "#" * int(kind[-1] if kind[0] == "h" else 1) + " "
            ) + f"{said}\n"
            text += "" if kind == "li" else "\n"
    return text


def as_text(parts: Sequence[Part], path: Path) -> None:
    path.write_text(text_of(parts), encoding="utf-8")


def text_of(parts: Sequence[Part]) -> str:
    text = ""
    for kind, said in parts:
        if kind == "box":
            text += text_of(said)  # type: ignore[arg-type]
        elif kind != "table":
            text += f"- {said}\n" if kind == "li" else f"\n{said}\n\n"
    return text


def as_html(parts: Sequence[Part], path: Path) -> None:
    title = html.escape(str(parts[0][1]))
    path.write_text(
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article>{html_of(parts)}</article></main></body></html>",
        encoding="utf-8",
    )


def html_of(parts: Sequence[Part]) -> str:
    text, listing = "", False
    for kind, said in parts:
        text += "<ul>" if kind == "li" and not listing else "</ul>" if listing and kind != "li" else ""
        listing = kind == "li"
        if kind == "box":
            text += f"<div class='box'>{html_of(said)}</div>"  # type: ignore[arg-type]
        elif kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in said)  # type: ignore[attr-defined]
            text += f"<table>{rows}</table>"
        else:
            text += f"<{kind}>{html.escape(str(said))}</{kind}>"
    return text + ("</ul>" if listing else "")


def as_docx(parts: Sequence[Part], path: Path) -> None:
    document = docx.Document()
    for kind, said in parts:
        if kind == "box":  # Word's boxes are tables of one cell, and their headings plain lines
            cell = document.add_table(1, 1).cell(0, 0)
            cell.paragraphs[0].text = said[0][1]  # type: ignore[index]
            for _, words in said[1:]:  # type: ignore[index]
                cell.add_paragraph(words)
        elif kind == "table":
            table = document.add_table(len(said), len(said[0]))  # type: ignore[arg-type, index]
            for row, words in zip(table.rows, said, strict=True):  # type: ignore[call-overload]
                for place, word in zip(row.cells, words, strict=True):
                    place.text = word
        else:
            style = {"h1": "Title", "li": "List Bullet", "p": "Normal"}.get(
                kind, f"Heading {int(kind[-1:] or 1) - 1}" if kind[0] == "h" else ""
            )
            document.add_paragraph(str(said), style=style)
    document.save(str(path))


def as_pdf(parts: Sequence[Part], path: Path) -> None:
    source = path.with_suffix(".typ")
    source.write_text(
        f'#set document(title: "{parts[0][1]}")\n#set text(lang: "en")\n{typst_of(parts)}', encoding="utf-8"
    )
    path.write_bytes(typst.compile(str(source), format="pdf", pdf_standards="ua-1"))


def typst_of(parts: Sequence[Part]) -> str:
    text = ""
    for kind, said in parts:
        if kind == "box":
            text += f"\n#block(stroke: 1pt, inset: 8pt)[{typst_of(said)}]\n\n"  # type: ignore[arg-type]
        elif kind == "table":
            cells = ", ".join(f"[{cell}]" for row in said for cell in row)  # type: ignore[attr-defined]
            text += f"\n#table(columns: {len(said[0])}, {cells})\n\n"  # type: ignore[index]
        else:
            text += {"p": "\n", "li": "- "}.get(
                kind, "\n" + "=" * int(kind[-1] if kind[0] == "h" else 1) + " "
            ) + f"{said}\n"
            text += "" if kind == "li" else "\n"
    return text


WRITERS: dict[str, Callable[[Sequence[Part], Path], None]] = {
    ".md": as_markdown,
    ".txt": as_text,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}
