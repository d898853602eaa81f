"""The sentences that a brief is narrated in, each computed from the rows it speaks of."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from evidence_lib.charts.counts import SHORTFALL, STRENGTH, area_sides, overviews
from evidence_lib.core.records import AGENCIES, Edition

if TYPE_CHECKING:
    import pandas as pd

    from evidence_lib.themes.codebook import Codebook

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
THIN_AREAS = 3  # with fewer areas one inspection more could turn the picture
THIN_FINDINGS = 5  # with fewer findings one wrong tag could
LONGEST_TITLE = 10  # words (DESIGN.md, Looks)
WIDEST_TITLE = 110  # letters: two lines at the head of a chart


def number(count: int) -> str:
    """A number as a word up to ten, else in figures with commas."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def amount(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "one area", "six areas", "no area"."""
    return f"no {one}" if count == 0 else f"{number(count)} {one if count == 1 else many or one + 's'}"


def share(count: int, total: int, one: str = "area", many: str = "") -> str:
    """A part of a whole: "four of six areas", "all six areas", "no area"."""
    if count and count == total:
        return amount(total, one, many) if total == 1 else f"all {amount(total, one, many)}"
    return f"{number(count)} of {amount(total, one, many)}" if count else f"none of {amount(total, one, many)}"


def listing(names: Iterable[str]) -> str:
    """Names as a person lists them: "A, B and C"."""
    held = list(names)
    return " and ".join([", ".join(held[:-1]), held[-1]]) if len(held) > 1 else "".join(held)


def sentence(text: str) -> str:
    """With a capital at its head."""
    return text[:1].upper() + text[1:]


def inside(label: str) -> str:
    """A label as it stands within a sentence: small at its head, unless that is an abbreviation such as MASH."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def fitting(*titles: str) -> str:
    """The first title that is short enough to head a chart (ten words, two lines), else the last."""
    fit = (title for title in titles if len(title.split()) <= LONGEST_TITLE and len(title) <= WIDEST_TITLE)
    return next(fit, titles[-1])


def agency_name(agency: str) -> str:
    """The agency's name for readers."""
    return AGENCIES.get(agency, agency)


def theme_name(theme: str, codebook: "Codebook") -> str:
    """The theme's label for readers."""
    return codebook[theme].label


def title(findings: "pd.DataFrame", label: str, areas: Sequence[str]) -> str:
    """An active title of what is found: "Four of six areas need to improve on training"."""
    if findings.empty or not areas:
        return fitting(f"No finding is about {inside(label)}", "No finding in this selection")
    count = int(area_sides(findings, areas)[SHORTFALL].sum())
    if not count:
        plain = f"No shortfall reported in {amount(len(areas), 'area')}"
        return fitting(f"{plain} on {inside(label)}", plain)
    plain = sentence(f"{share(count, len(areas))} {'needs' if count == 1 else 'need'} to improve")
    return fitting(f"{plain} on {inside(label)}", plain)


def headline(findings: "pd.DataFrame", label: str, areas: Sequence[str]) -> str:
    """What the findings say of a theme, in areas: who needs to improve, who is strong, what no letter speaks of."""
    return " ".join(text for text, _, _ in headlines(findings, label, areas))


def headlines(findings: "pd.DataFrame", label: str, areas: Sequence[str]) -> list[tuple[str, str, list[str]]]:
    """The sentences of headline(), each with the side that it is about and the areas that it names; empty for neither."""
    if findings.empty:
        return [(f"No finding in this selection is about {inside(label)}.", "", [])]
    shown = area_sides(findings, areas)
    short = [area for area in areas if shown.loc[area, SHORTFALL]]
    strong = [area for area in areas if shown.loc[area, STRENGTH]]
    silent = [area for area in areas if area not in short and area not in strong]
    improve = f"{'needs' if len(short) == 1 else 'need'} to improve on {inside(label)}"
    lines = [(on_side(short, areas, improve), SHORTFALL, short), (strengths_in(strong, areas), STRENGTH, strong)]
    if silent:
        told = f"Nothing is reported on it in {listing(silent)}: that is silence, not proof that all is well."
        lines.append((told, "", []))
    if extra := overviews(findings):
        speaks = "An overview of several areas speaks" if extra == 1 else f"{sentence(number(extra))} overviews speak"
        lines.append((f"{speaks} of it too, and cannot be counted by area.", "", []))
    return lines


def on_side(named: Sequence[str], areas: Sequence[str], what: str) -> str:
    """A sentence such as "Four of six areas need to improve on training: A, B, C and D."."""
    if not named:
        place = listing(areas) if len(areas) == 1 else f"these {amount(len(areas), 'area')}"
        return f"No shortfall is reported in {place}."
    if len(areas) == 1:
        return f"{listing(areas)} {what}."
    return sentence(f"{share(len(named), len(areas))} {what}: {listing(named)}.")


def strengths_in(named: Sequence[str], areas: Sequence[str]) -> str:
    """A sentence such as "Strengths are reported in two of six areas: A and B."."""
    if len(areas) == 1:
        return f"{'Strengths are' if named else 'No strength is'} reported in {listing(areas)}."
    return f"Strengths are reported in {share(len(named), len(areas))}{': ' * bool(named)}{listing(named)}."


def standing(table: "pd.DataFrame", area: str, names: dict[str, str]) -> str:
    """What shared_and_added() comes to: "Cornwall shares shortfalls with others on two themes: … Others add one: …".

    names gives the words for readers of each theme or agency.
    """
    return " ".join(text for text, _, _ in standings(table, area, names))


def standings(table: "pd.DataFrame", area: str, names: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """The sentences of standing(), each with how things stand (as shared_and_added() names it) and the themes or agencies."""
    what, many = ("theme", "themes") if "theme" in table else ("agency", "agencies")
    groups = {str(stands): list(rows[what]) for stands, rows in table.groupby("stands")}
    said = []
    for stands, words_of in (
        ("shared", f"{area} shares shortfalls with other areas on"),
        ("added by others", f"Shortfalls that other areas report and {area} does not are on"),
        ("here alone", f"Reported in {area} alone are shortfalls on"),
    ):
        held = groups.get(stands, [])
        named = "; ".join(names[value] for value in held)
        said.append((f"{words_of} {amount(len(held), what, many)}{': ' * bool(held)}{named}.", stands, held))
    return said


def thin(findings: "pd.DataFrame") -> str:
    """A warning where a theme rests on few areas or few findings that are counted, else (and if there is none) empty."""
    counted = findings[findings["counted"] & (findings["areas"].map(len) == 1)]
    areas = {areas[0] for areas in counted["areas"]}
    if findings.empty or (len(areas) >= THIN_AREAS and len(counted) >= THIN_FINDINGS):
        return ""
    if counted.empty:
        return "This evidence is thin: no finding in it can be counted by area."
    return (
        f"This evidence is thin: it rests on {amount(len(counted), 'finding')} from {amount(len(areas), 'area')}. "
        "Look for more before resting a decision on it."
    )


def checked(findings: "pd.DataFrame") -> str:
    """How many of the findings a person has checked: "0 of 27 findings checked by a person; …"."""
    count = int(findings["checked"].sum())
    rest = "" if count == len(findings) else "; the others were sorted by machine"
    return f"{count:,} of {len(findings):,} finding{'s' * (len(findings) != 1)} checked by a person{rest}."


def selection(findings: "pd.DataFrame", areas: Sequence[str]) -> str:
    """The scope line: documents, areas, years, whether digests are in it, and how much of it a person has checked."""
    if findings.empty:
        return "No finding is in this selection."
    documents = findings["document_id"].nunique()
    text = f"{sentence(amount(documents, 'document'))} about {amount(len(areas), 'area')}, {years(findings)}."
    if digests(findings):
        text += " A digest is a selection in our own words, so that only areas are counted."
    return f"{text} {checked(findings)}"


def digests(findings: "pd.DataFrame") -> int:
    """How many of the documents are held as a digest."""
    return int(findings.loc[findings["edition"] == Edition.DIGEST, "document_id"].nunique())


def years(findings: "pd.DataFrame") -> str:
    """The years of publication, from and to."""
    found = findings["published"].dropna().dt.year
    if found.empty:
        return "undated"
    first, last = int(found.min()), int(found.max())
    return f"published {first}" if first == last else f"published {first} to {last}"


def source_line(findings: "pd.DataFrame") -> str:
    """The source line, computed from the rows: publishers, number of documents, how many are digests, years."""
    if findings.empty:
        return "Source: no document."
    publishers = sorted({name for names in findings["publishers"] for name in names}) or ["publisher not known"]
    documents, held = findings["document_id"].nunique(), digests(findings)
    edition = f", {number(held)} of them held as a digest" if held else ""
    if held == documents:
        edition = ", held as a digest" if held == 1 else ", all held as digests"
    return f"Source: {'; '.join(publishers)} ({amount(documents, 'document')}{edition}, {years(findings)})."
