"""Learn the shipped models from labelled documents.

    python tools/learn_models.py BASE LABELS_DIR…

BASE is an evidence base that holds the labelled documents. Each model is written as words and short phrases with their
weights, never a sentence. How good they are on documents that they did not see: evidence evaluate --cross-validate.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from evidence_lib.core.base_folder import find_base
from evidence_lib.findings.agencies import JUDGED_MODEL
from evidence_lib.findings.agencies import MODEL as AGENCY_MODEL
from evidence_lib.findings.models import BLOCK_MODEL, KIND_MODEL, STUDY_MODEL, WORDING_MODEL
from evidence_lib.language.direction import MODEL as DIRECTION_MODEL
from evidence_lib.language.linear import save_model
from evidence_lib.learning.evaluate import held_documents
from evidence_lib.learning.labels import read_json
from evidence_lib.learning.trained import train
from evidence_lib.themes.codebook import read_codebook
from evidence_lib.themes.model import SHIPPED, save


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    args = parser.parse_args()
    base = find_base(args.base)
    held, left_out = held_documents(base, args.labels)
    for line in left_out:
        print(line)
    findings = sum(len(document.findings) for document in held)
    about: dict[str, object] = {
        "learned_from": [str(read_json(document.path)["id"]) for document in held],
        "findings": findings,
    }
    trained = train(held, read_codebook(base.codebook), about)
    save(trained.themes, SHIPPED)
    models = trained.models
    written = {
        BLOCK_MODEL: models.blocks,
        DIRECTION_MODEL: models.direction,
        WORDING_MODEL: models.wording,
        KIND_MODEL: models.kinds,
        STUDY_MODEL: models.studies,
        AGENCY_MODEL: models.agencies.words,
        JUDGED_MODEL: models.agencies.judged,
    }
    for path, model in written.items():
        enough = {"enough": models.agencies.enough} if path == JUDGED_MODEL else {}
        save_model(replace(model, about=about | enough), path)
    for path in (*written, SHIPPED):
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB, from {findings} findings of {len(held)} documents")


if __name__ == "__main__":
    main()
