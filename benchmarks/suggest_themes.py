"""Whether 'evidence themes suggest' brings back a theme that is hidden.

    python benchmarks/suggest_themes.py LABELS_DIR…

Each theme of the labels is hidden in turn, together with the three that follow it, because a new office's codebook lacks more
than one: the findings that have those alone then have none, like those that labellers gave none. They are clustered, and the
cluster that holds most of the hidden theme is looked at: how many of its findings it brings back (recall), and how many of
the cluster belong (precision), beside what a cluster of that size would hold by chance.
"""

import sys
from pathlib import Path

from evidence_lib.learning import suggest
from evidence_lib.learning.labels import findings_of, read_json

TOGETHER = 4


def main() -> None:
    """Print a line a theme and a size of clusters."""
    labelled = [
        one
        for folder in sys.argv[1:]
        for path in sorted(Path(folder).glob("*.json"))
        for one in findings_of(read_json(path))
    ]
    themes = sorted({theme for one in labelled for theme in one.themes})
    for size in (25, 40):
        suggest.SIZE = size
        found = []
        for place, hidden in enumerate(themes):
            away = {themes[(place + step) % len(themes)] for step in range(TOGETHER)}
            bare = [(at, one) for at, one in enumerate(labelled) if not set(one.themes) - away]
            wanted = {f"{at:05}" for at, one in bare if hidden in one.themes}
            if len(wanted) < 5:
                continue
            clusters = suggest.clustered(
                [suggest.Unthemed(f"{at:05}", one.document_id, one.page, one.text) for at, one in bare]
            )
            best = max(clusters, key=lambda cluster: len(wanted & {one.finding_id for one in cluster.findings}))
            hit = len(wanted & {one.finding_id for one in best.findings})
            found.append((hit / len(wanted), hit / len(best.findings), len(wanted) / len(bare)))
            print(f"  {size} a cluster: {hidden:24} {len(wanted)} of {len(bare)} hidden, recall {found[-1][0]:.2f}, "
                  f"precision {found[-1][1]:.2f} (chance {found[-1][2]:.2f}): {', '.join(best.words[:5])}")  # fmt: skip
        mean = [sum(column) / len(found) for column in zip(*found, strict=True)]
        print(
            f"{size} a cluster: recall {mean[0]:.2f}, precision {mean[1]:.2f}, chance {mean[2]:.2f}, {len(found)} themes"
        )


if __name__ == "__main__":
    main()
