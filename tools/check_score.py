"""Hold the score of the six letters to its bars: reads the JSON of the score on standard input, exits 1 below a bar."""

import json
import sys

BARS = {
    "finding_f1": 0.95,
    "page_right": 0.98,
    "kind_right": 0.92,
    "quote_on_cited_page": 1.0,
    "agency_micro_f1": 0.70,
    "theme_micro_f1": 0.65,
}
WHOLE = ("area", "published", "inspection_start", "inspection_end")


def main() -> int:
    """Print one line a bar; return 1 if any is missed."""
    found = json.load(sys.stdin)["all"]
    missed = [f"{name} {found[name]:.3f} < {bar}" for name, bar in BARS.items() if not (found[name] or 0) >= bar]
    missed += [f"{name} {found[name]}" for name in WHOLE if found[name] != "6/6"]
    print("Below the bars: " + "; ".join(missed) if missed else "All bars of the score are met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
