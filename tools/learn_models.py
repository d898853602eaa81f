"""Learn the shipped models of blocks, direction and kinds from labelled documents.

    python tools/learn_models.py LABELS_DIR… --pdf PDF_DIR

A LABELS_DIR holds one JSON file a document, with its blocks and their kinds. Each model is written as words and short
phrases with their weights, never a sentence, together with the figures of its training: ten folds by document, so that
no figure comes from a document that the model saw.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from evidence_lib.core.records import Block, Role
from evidence_lib.findings.features import block_features, kind_features
from evidence_lib.findings.kinds import BLOCK_MODEL, KIND_MODEL
from evidence_lib.findings.sections import Section, sections
from evidence_lib.language.direction import MODEL as DIRECTION_MODEL
from evidence_lib.language.linear import LinearModel, phrases
from evidence_lib.language.sentences import sentences
from evidence_lib.readers.pdf import read

FINDING = {"strength", "improvement", "mixed", "priority-action", "case-study"}
FOLDS = 10
RARE = 4  # documents' blocks; a feature of fewer says more of a report than of the language
STRONGEST = {"blocks": 2000, "direction": 4000, "kinds": 400}  # features kept: enough to decide, few enough to read
SAME_TEXT = 90  # likeness (0-100) of a block read and a block labelled


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled block: its document, the block, its section and its kind."""

    document: str
    block: Block
    section: Section
    kind: str


Learned = Callable[[set[str]], dict[str, float]]


def labelled(folders: Sequence[Path], pdfs: Path) -> list[Example]:
    """Read the labelled documents and pair each block read with its label by its words."""
    examples = []
    for path in sorted(file for folder in folders for file in folder.glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        blocks = read(pdfs / f"{labels['id']}.pdf")
        by_text = {squash(label["text"]): label["kind"] for label in labels["blocks"]}
        for block, section in zip(blocks, sections(blocks), strict=True):
            kind = by_text.get(squash(block.text)) or nearest(squash(block.text), by_text)
            if kind and block.role not in (Role.HEADING, Role.FOOTNOTE):
                examples.append(Example(labels["id"], block, section, "boilerplate" if kind == "heading" else kind))
    return examples


def squash(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def nearest(text: str, by_text: dict[str, str]) -> str | None:
    """The label of the block most like a text, if it is the same but for a cut."""
    like, kind = max(((fuzz.ratio(text, other), kind) for other, kind in by_text.items()), default=(0, ""))
    return kind if like >= SAME_TEXT else None


def fit(features: Sequence[set[str]], labels: Sequence[str], strongest: int, strength: float) -> LinearModel:
    """Fit a logistic regression, keep its strongest features, and fit it again on those alone."""
    counts = Counter(feature for row in features for feature in row)
    known = sorted(feature for feature, count in counts.items() if count >= RARE)
    model = regression(features, labels, known, strength)
    weight = np.abs(model.coef_).max(axis=0)
    kept = sorted(known[at] for at in np.argsort(-weight, kind="stable")[:strongest])
    model = regression(features, labels, kept, strength)
    if len(model.classes_) == 2:  # one column: the second class against the first
        names, coefficients, bias = [str(model.classes_[1])], model.coef_, model.intercept_
    else:
        names, coefficients, bias = [str(name) for name in model.classes_], model.coef_, model.intercept_
    weights = {feature: tuple(round(float(w), 3) for w in coefficients[:, at]) for at, feature in enumerate(kept)}
    return LinearModel(tuple(names), tuple(round(float(b), 3) for b in bias), weights, {})


def regression(
    features: Sequence[set[str]], labels: Sequence[str], known: list[str], strength: float
) -> LogisticRegression:
    """A regularised logistic regression over rows scaled as LinearModel scales them."""
    column = {feature: at for at, feature in enumerate(known)}
    rows, columns, values = [], [], []
    for row, present in enumerate(features):
        found = [column[feature] for feature in present if feature in column]
        rows += [row] * len(found)
        columns += found
        values += [1 / math.sqrt(len(found) or 1)] * len(found)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(features), len(known)))
    return LogisticRegression(C=strength, max_iter=2000).fit(matrix, list(labels))


def learn_blocks(examples: Sequence[Example]) -> LinearModel:
    """Learn finding, context, boilerplate."""
    return fit(
        [block_features(e.block, e.section) for e in examples],
        ["finding" if e.kind in FINDING else e.kind for e in examples],
        STRONGEST["blocks"],
        10,
    )


def learn_direction(examples: Sequence[Example]) -> LinearModel:
    """Learn strength against shortfall from blocks that are wholly the one or the other, and from their sentences."""
    texts, labels = [], []
    for example in examples:
        if example.kind in ("strength", "improvement", "priority-action"):
            whole = example.block.text
            pieces = sentences(whole)
            texts += [whole, *(pieces if len(pieces) > 1 else [])]
            labels += ["strength" if example.kind == "strength" else "shortfall"] * (len(texts) - len(labels))
    return fit([phrases(text) for text in texts], labels, STRONGEST["direction"], 10)


def learn_kinds(examples: Sequence[Example]) -> LinearModel:
    """Learn strength, improvement, mixed from leanings that come from documents the direction model did not see."""
    features, labels = [], []
    for seen, unseen in folds(examples):
        leaning = leaning_by(learn_direction(seen))
        for example in unseen:
            if example.kind in ("strength", "improvement", "mixed"):
                features.append(kind_features(example.block.text, example.section, leaning))
                labels.append(example.kind)
    return fit(features, labels, STRONGEST["kinds"], 3)


def leaning_by(model: LinearModel) -> Callable[[str], float]:
    """The leaning of a text by a model of direction."""
    return lambda text: model.scores(phrases(text))["strength"]


def folds(examples: Sequence[Example]) -> list[tuple[list[Example], list[Example]]]:
    """Split by document: (seen, unseen) ten times."""
    documents = sorted({example.document for example in examples})
    parts = [set(documents[at::FOLDS]) for at in range(FOLDS)]
    return [
        ([e for e in examples if e.document not in part], [e for e in examples if e.document in part]) for part in parts
    ]


def figures(examples: Sequence[Example]) -> dict[str, float]:
    """Shares right, over documents that the models did not see."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for seen, unseen in folds(examples):
        blocks, leaning, kinds = learn_blocks(seen), leaning_by(learn_direction(seen)), learn_kinds(seen)
        for e in unseen:
            asked["blocks"] += 1
            right["blocks"] += blocks.best(block_features(e.block, e.section)) == (
                "finding" if e.kind in FINDING else e.kind
            )
            if e.kind in ("strength", "improvement", "mixed"):
                asked["kinds"] += 1
                right["kinds"] += kinds.best(kind_features(e.block.text, e.section, leaning)) == e.kind
            if e.kind in ("strength", "improvement"):
                asked["direction"] += 1
                right["direction"] += (leaning(e.block.text) > 0) == (e.kind == "strength")
    return {name: round(right[name] / asked[name], 3) for name in asked}


def write(model: LinearModel, path: Path, about: dict[str, object]) -> None:
    """Write a model as JSON, one feature a line, heaviest first, so that a person can read it and a change can be seen."""
    order = sorted(model.weights, key=lambda name: (-max(map(abs, model.weights[name])), name))
    lines = [f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(model.weights[name])}" for name in order]
    head = {"about": about, "labels": model.labels, "bias": model.bias}
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "weights": {\n' + ",\n".join(lines) + "\n }\n}\n"
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--pdf", type=Path, required=True)
    args = parser.parse_args()
    examples = labelled(args.labels, args.pdf)
    measured = figures(examples)
    documents = sorted({example.document for example in examples})
    for name, learn, path in (
        ("blocks", learn_blocks, BLOCK_MODEL),
        ("direction", learn_direction, DIRECTION_MODEL),
        ("kinds", learn_kinds, KIND_MODEL),
    ):
        about = {"learned_from": documents, "examples": len(examples), "right_on_unseen_documents": measured[name]}
        write(learn(examples), path, about)
        print(f"{name}: {measured[name]:.3f} right on unseen documents; {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
