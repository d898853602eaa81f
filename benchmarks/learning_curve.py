"""How the scores grow with the number of labelled documents: what more labelling would bring.

    python benchmarks/learning_curve.py BASE LABELS_DIR… [--write]

Every fifth labelled document is held back; models learn from a growing number of the others, and are asked about those.
--write puts the curve into docs/accuracy.json, from which the page docs/accuracy.md is made (tools/make_accuracy.py --page).
"""

import argparse
import json
from pathlib import Path

from evidence_lib.core.base_folder import find_base
from evidence_lib.learning.evaluate import found_in, held_documents, renamed
from evidence_lib.learning.score import score
from evidence_lib.themes.codebook import read_codebook

FIGURES = Path(__file__).resolve().parents[1] / "docs" / "accuracy.json"
HELD_BACK = 5  # every so-manieth document
SHARES = (0.125, 0.25, 0.5, 0.75, 1.0)


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    base = find_base(args.base)
    held, _ = held_documents(base, args.labels)
    asked, others = held[::HELD_BACK], [one for at, one in enumerate(held) if at % HELD_BACK]
    labelled = [renamed(one, document.source.document_id) for document in asked for one in document.findings]
    curve = []
    for share in SHARES:
        step = round(1 / share) if share <= 0.5 else 0  # spread over the years, as the catalogue's names are
        some = others[::step] if step else others[: round(share * len(others))]
        result = score(labelled, found_in(asked, some, read_codebook(base.codebook)))
        curve.append(
            {
                "documents": len(some),
                "findings": sum(len(document.findings) for document in some),
                "themes_micro": round(result.themes.f1(), 3),
                "themes_macro": round(result.themes.macro, 3),
                "kinds": round(result.share(result.kinds), 3),
                "findings_f1": round(result.found_f1, 3),
            }
        )
        print(curve[-1], flush=True)
    if args.write:
        figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
        figures["learning_curve"] = curve
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
