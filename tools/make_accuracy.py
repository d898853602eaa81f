"""Measure how good the suite is, and write docs/accuracy.json, docs/accuracy.md, docs/reliability.png from it.

    python tools/make_accuracy.py BASE LABELS_DIR…     measure by cross-validation (minutes), then write all of them
    python tools/make_accuracy.py --page               write the page anew from docs/accuracy.json

BASE is an evidence base that holds the labelled documents. The figures of each theme are written into the shipped model
too, so that a notebook can tell them: run this after tools/learn_models.py. A test holds the page and the figures together.
"""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from evidence_lib.core.base_folder import BaseFolder, find_base, shipped_root
from evidence_lib.learning.evaluate import Evaluation, evaluate
from evidence_lib.learning.own import counts
from evidence_lib.learning.reliability import reliability
from evidence_lib.learning.report import reliability_of
from evidence_lib.review.session import AT_FIRST
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.model import SHIPPED, load, save
from evidence_lib.themes.own import in_a_hundred

DOCS = Path(__file__).resolve().parents[1] / "docs"
FIGURES, PAGE, PICTURE = DOCS / "accuracy.json", DOCS / "accuracy.md", DOCS / "reliability.png"
FEW = 60  # labelled findings of a theme; with fewer its figures are rough

HOW = """# How good it is

The machine finds what judges practice in a report, sorts it by kind, theme and agency, and is sometimes wrong. This page
says how often, so that you know what to check by eye. It is made from figures that were measured
(`tools/make_accuracy.py`), and a test holds the two together.

## How it was measured

{documents} reports of inspectorates with {findings:,} labelled findings: six letters of 2018-19 on sexual abuse in the family,
and reports of other years and templates. Each was read, sorted and tagged by models that had **never seen it**: the documents
were dealt into ten parts, and each part was held back in turn. A score on a document that the model learned from would
flatter, and is called in-sample wherever it is printed.

**Who labelled.** A language model, following written instructions: the six letters twice, the others once. **No
practitioner has labelled any of them yet.** The two readings of the six letters agreed on themes with an F1 of 0.94, which
is as far as any machine could come on these labels; people who know the work may draw the lines elsewhere. To measure it by
your own lights, label some documents of yours and run `evidence evaluate`.

## In a hundred

| | found, of 100 that are there | missed | wrong, of 100 given |
| --- | --- | --- | --- |
| findings | {finding_found} | {finding_missed} | {finding_wrong} |
| tags of themes | {theme_found} | {theme_missed} | {theme_wrong} |
| tags of agencies | {agency_found} | {agency_missed} | {agency_wrong} |

Of 100 findings found, {page} name the right page and {kind} have the right kind. As the usual single figure (F1, from 0
to 1): findings {finding_f1:.2f}, themes {theme_micro:.2f} over all tags and {theme_macro:.2f} as the mean of the themes,
agencies {agency_micro:.2f}.

## Theme by theme

The weakest first. *Missed* are findings that belong to the theme and do not carry it: a brief on the theme does not show them.
{rough}

| theme | labelled findings | found, of 100 | missed, of 100 | wrong, of 100 given | F1 |
| --- | --- | --- | --- | --- | --- |
"""
CHECK = """
## What a score is worth

![{alt}](reliability.png)

Each tag carries a score from 0 to 1. {score_line}

| score | tags | right, of 100 |
| --- | --- | --- |
{steps}

## What more labelled reports would bring

| reports learned from | labelled findings | themes, F1 over all | themes, mean F1 | findings, F1 |
| --- | --- | --- | --- | --- |
{curve}

{hour}## Where it fails

- **Rare themes** are what it misses most: {weakest} are the weakest.
- **What a paragraph merely mentions.** The machine sees words; whether a paragraph says something *about* a theme is a judgement,
  on which two careful readers differ too.
- **Mixed paragraphs**, which praise one thing and fault another, are taken for the side that has more words.
- **Whose practice is judged**, where a paragraph names several agencies, or none.
- **Other kinds of documents.** All this was measured on inspection reports. On reviews, minutes or statistics it may be worse.

## What to check by eye

1. Everything that goes into a paper, at its page. The words are exact; kind, theme and agency are the machine's until checked.
2. Before you write that an area reports *nothing* on a theme: search the documents for its words, for some of it is missed.
3. The tags with low scores: the notebook `09_trust` lists them, the least sure first.
4. Documents read by their looks or from pictures of pages: the same notebook names them.
5. Mixed findings: read the sentence that earned the tag, and the whole paragraph behind it.

What you decide is kept as a review, always beats the machine, and can teach it: `evidence learn`.
"""


HOUR = """## What an hour of review brings

![{alt}](reviewers_hour.png)

The labels stand for a reviewer's answers. Findings are reviewed in the suite's order (most tags probably wrong or missing
first), and in a random one; the best is what someone would reach who knew where the errors are.

| findings reviewed | F1 of all tags, suite's order | random order | the best there can be |
| --- | --- | --- | --- |
{rows}

After a quarter, {suite} in a hundred of the error are gone in the suite's order, and {random} in random order; with a
perfect eye for errors it would be {best}. The suite set itself the aim of half, and does not reach it: the scores are honest
about how often they are wrong, and cannot say in which finding. Tried and put aside, each learned from other documents alone:
weighing missed and wrong tags by what they do to F1 (40), boosted trees over every theme's chances, its terms and the words
(40 to 42), carrying a correction to findings in like words (41), and not asking about like findings one after another (41).
At {seconds} seconds a finding, an hour is {an_hour} findings.

"""


def hour_section(figures: dict[str, Any]) -> str:
    """What reviewing brings, where it was measured."""
    held = figures.get("reviewers_hour")
    if not held:
        return ""
    curves = held["curves"]
    rows = [
        f"| {100 * share:.0f} in a hundred | {curves['suite'][at]:.2f} | {curves['random'][at]:.2f} | {curves['best'][at]:.2f} |"
        for at, share in enumerate(held["shares"])
    ]
    gone = {name: round(100 * share) for name, share in held["gone"].items()}
    return HOUR.format(
        alt=held["alt"], rows="\n".join(rows), seconds=round(AT_FIRST), an_hour=round(3600 / AT_FIRST), **gone
    )


def measure(base: BaseFolder, labels: list[Path], export: Path | None = None) -> dict[str, Any]:
    """Cross-validate, draw the picture, and return the figures."""
    found = evaluate(base, labels, cross_validate=True, export=export, say=print)
    for line in found.left_out:
        print(f"left out: {line}")
    chart = reliability_of(found)
    chart.write(PICTURE, dpi=110)
    return figures_of(found) | {"alt": chart.alt}


def figures_of(found: Evaluation) -> dict[str, Any]:
    """The figures as the JSON keeps them: counts, from which the page takes its shares."""
    score = found.score
    return {
        "documents": len(found.documents),
        "findings": {"right": len(score.pairs), "wrong": len(score.surplus), "missed": len(score.lost)},
        "pages_right": score.pages,
        "kinds_right": score.kinds,
        "themes": counts(score.themes),
        "agencies": counts(score.agencies),
        "reliability": [{name: round(value, 3) for name, value in asdict(step).items()} for step in reliability(score)],
    }


def page(figures: dict[str, Any]) -> str:
    """The page, from the figures alone."""
    labels = {theme.id: theme.label for theme in read_codebook(BaseFolder(shipped_root()).codebook)}
    themes = sorted(figures["themes"], key=lambda theme: (f1(figures["themes"][theme]), theme))
    themes = [theme for theme in themes if wanted(figures["themes"][theme])]
    named = {name: summed(figures[name].values()) for name in ("themes", "agencies")}
    found = figures["findings"]["right"]
    values: dict[str, Any] = {
        "documents": figures["documents"],
        "findings": wanted(figures["findings"]),
        "page": round(100 * figures["pages_right"] / found),
        "kind": round(100 * figures["kinds_right"] / found),
        "finding_f1": f1(figures["findings"]),
        "theme_micro": f1(named["themes"]),
        "theme_macro": sum(f1(figures["themes"][theme]) for theme in themes) / len(themes),
        "agency_micro": f1(named["agencies"]),
    }
    for name, held in (("finding", figures["findings"]), ("theme", named["themes"]), ("agency", named["agencies"])):
        share = in_a_hundred(held)
        values |= {
            f"{name}_found": share["found"],
            f"{name}_missed": 100 - share["found"],
            f"{name}_wrong": 100 - share["correct"],
        }
    rare = [labels.get(theme, theme) for theme in themes if wanted(figures["themes"][theme]) < FEW]
    values["rough"] = (
        f"With fewer than {FEW} labelled findings the figures are rough: {'; '.join(rare)}." if rare else ""
    )
    rows = [theme_row(labels.get(theme, theme), figures["themes"][theme]) for theme in themes]
    weakest = [labels.get(theme, theme) for theme in themes[:3]]
    return HOW.format(**values) + "\n".join(rows) + "\n" + CHECK.format(**checks(figures), weakest=", ".join(weakest))


def checks(figures: dict[str, Any]) -> dict[str, str]:
    """What the second half of the page is filled with."""
    steps = figures["reliability"]
    near = next((step for step in steps if step["low"] <= 0.8 < step["high"]), None)
    line = (
        f"Of the {near['tags']:,} tags given at about {near['score']:.2f}, {100 * near['right']:.0f} in a hundred were right."
        if near
        else "Too few tags were given near 0.8 to say what that score is worth."
    )
    curve = figures.get("learning_curve", [])
    return {
        "alt": figures["alt"],
        "hour": hour_section(figures),
        "score_line": line,
        "steps": "\n".join(
            f"| {step['low']:.1f} to {step['high']:.1f} | {step['tags']:,} | {100 * step['right']:.0f} |"
            for step in steps
        ),
        "curve": "\n".join(
            f"| {row['documents']} | {row['findings']:,} | {row['themes_micro']:.2f} | {row['themes_macro']:.2f} | "
            f"{row['findings_f1']:.2f} |"
            for row in curve
        ),
    }


def theme_row(label: str, held: dict[str, int]) -> str:
    """One theme's row."""
    share = in_a_hundred(held)
    shares = f"{share['found']} | {100 - share['found']} | {100 - share['correct']}"
    return f"| {label} | {wanted(held):,} | {shares} | {f1(held):.2f} |"


def wanted(held: dict[str, int]) -> int:
    """How many were there to be found."""
    return held["right"] + held["missed"]


def f1(held: dict[str, int]) -> float:
    """The F1 of counts."""
    every = 2 * held["right"] + held["wrong"] + held["missed"]
    return 2 * held["right"] / every if every else 1.0


def summed(rows: Any) -> dict[str, int]:
    """Counts added up."""
    held = list(rows)
    return {name: sum(row[name] for row in held) for name in ("right", "wrong", "missed")}


def main() -> None:
    """Measure if asked, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path, nargs="?")
    parser.add_argument("labels", type=Path, nargs="*")
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--export", type=Path, help="folder for what was found, for a score by other means")
    args = parser.parse_args()
    if not args.page:
        if not args.base or not args.labels:
            parser.error("name the base and the folders of labels, or --page")
        held = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
        figures = measure(find_base(args.base), args.labels, args.export) | {
            name: held[name] for name in ("learning_curve", "reviewers_hour") if name in held
        }
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8", newline="\n")
        model = load(SHIPPED)
        save(replace(model, about={**model.about, "measured": figures["themes"]}), SHIPPED)
    PAGE.write_text(page(json.loads(FIGURES.read_text(encoding="utf-8"))), encoding="utf-8", newline="\n")
    print(PAGE)


if __name__ == "__main__":
    main()
