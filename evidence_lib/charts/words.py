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


def number(count: int) -> str:
    """A number as a word up to ten, else in figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def listing(names: Iterable[str]) -> str:
    """Names as a person lists them: "A, B and C"."""
    held = list(names)
    return " and ".join([", ".join(held[:-1]), held[-1]]) if len(held) > 1 else "".join(held)


def sentence(text: str) -> str:
    """With a capital at its head."""
    return text[:1].upper() + text[1:]


def agency_name(agency: str) -> str:
    """The agency's name for readers."""
    return AGENCIES.get(agency, agency)


def theme_name(theme: str, codebook: "Codebook") -> str:
    """The theme's label for readers."""
    return codebook[theme].label


def title(findings: "pd.DataFrame", label: str, areas: Sequence[str]) -> str:
    """An active title of what is found: "Training needs to improve in five of six areas"."""
    count = int(area_sides(findings, areas)[SHORTFALL].sum()) if areas else 0
    if findings.empty or not areas:
        return f"{label}: no findings in this selection"
    if not count:
        return f"{label}: no shortfall reported in {number(len(areas))} areas"
    return f"{label}: shortfalls in {number(count)} of {number(len(areas))} areas"


def headline(findings: "pd.DataFrame", label: str, areas: Sequence[str]) -> str:
    """What the findings say of a theme, in areas: who needs to improve, who is strong, what no letter speaks of."""
    if findings.empty:
        return f"No finding in this selection is about {label.lower()}."
    shown = area_sides(findings, areas)
    short = [area for area in areas if shown.loc[area, SHORTFALL]]
    strong = [area for area in areas if shown.loc[area, STRENGTH]]
    silent = [area for area in areas if area not in short and area not in strong]
    lines = [
        f"On {label.lower()}, inspectors report shortfalls in {number(len(short))} of {number(len(areas))} areas"
        + (f" ({listing(short)})" if short else "")
        + f" and strengths in {number(len(strong))}"
        + (f" ({listing(strong)})" if strong else "")
        + "."
    ]
    if silent:
        lines.append(f"Nothing is reported on it in {listing(silent)}: that is silence, not proof that all is well.")
    if extra := overviews(findings):
        lines.append(
            f"{sentence(number(extra))} {'overview' if extra == 1 else 'overviews'} of several areas "
            f"{'speaks' if extra == 1 else 'speak'} of it too, and cannot be counted by area."
        )
    return " ".join(lines)


def thin(findings: "pd.DataFrame") -> str:
    """A warning where a theme rests on little, else an empty string."""
    counted = findings[findings["counted"]]
    areas = {area for areas in counted["areas"] for area in areas if len(areas) == 1}
    if len(areas) >= THIN_AREAS and len(counted) >= THIN_FINDINGS:
        return ""
    return (
        f"This evidence is thin: {number(len(counted))} finding{'s' * (len(counted) != 1)} from {number(len(areas))} "
        f"area{'s' * (len(areas) != 1)}. Look for more before resting a decision on it."
    )


def checked(findings: "pd.DataFrame") -> str:
    """How many of the findings a person has checked."""
    count = int(findings["checked"].sum())
    return f"{count:,} of {len(findings):,} findings checked by a person; the others were sorted by machine."


def selection(findings: "pd.DataFrame", areas: Sequence[str]) -> str:
    """The scope line: documents, areas, years, and whether digests are in it."""
    if findings.empty:
        return "No finding is in this selection."
    digests = findings.loc[findings["edition"] == Edition.DIGEST, "document_id"].nunique()
    documents = findings["document_id"].nunique()
    text = f"{documents} document{'s' * (documents != 1)} about {len(areas)} area{'s' * (len(areas) != 1)}, {years(findings)}."
    if digests:
        text += (
            f" {digests} of them {'is' if digests == 1 else 'are'} held as a digest: a selection in our own words, so that "
            "only areas are counted."
        )
    return text


def years(findings: "pd.DataFrame") -> str:
    """The years of publication, from and to."""
    found = findings["published"].dropna().dt.year
    if found.empty:
        return "undated"
    first, last = int(found.min()), int(found.max())
    return f"published {first}" if first == last else f"published {first} to {last}"


def source_line(findings: "pd.DataFrame") -> str:
    """The source line, computed from the rows: publishers, number of documents, years."""
    if findings.empty:
        return "Source: no document."
    publishers = sorted({name for names in findings["publishers"] for name in names})
    return f"Source: {'; '.join(publishers)} ({findings['document_id'].nunique()} documents, {years(findings)})."
