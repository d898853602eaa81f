"""How fast the evidence page is with 20,000 findings: the first view, and a filter until the list is drawn anew.

    python benchmarks/evidence_page.py [BASE]

BASE is an evidence base; the shipped one if not given. Its findings are repeated with altered text, in documents of other
names, until there are enough. Each figure is the median of several runs in headless Chromium (CHROMIUM names another); the
plain way beside it draws every row at once and hides those that do not fit. The bars: a first view under 1,000 ms, a filter
under 100 ms.
"""

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from evidence_lib.frames import open_base
from evidence_lib.pack.evidence_columns import columns, in_reading_order
from evidence_lib.pack.evidence_details import studies_held_back
from evidence_lib.pack.evidence_page import evidence_page, script

MANY = 20_000
RUNS = 7
FIRST_VIEW, FILTER = 1_000, 100  # milliseconds: the bars
PAUSE = 150  # milliseconds that the page waits for a word to be written; no work of its own
# When the first row stands in the page and a frame with it has been drawn, in milliseconds from the start of loading.
SEEN = """
const drawn = () => requestAnimationFrame(() => setTimeout(() => { window.seen = performance.now(); }));
const look = () => document.querySelector(".findings li") ? drawn() : requestAnimationFrame(look);
requestAnimationFrame(look);
"""
# What a click costs until the frame after it has been drawn.
DRAWN = """selector => new Promise(done => {
    const begun = performance.now();
    document.querySelector(selector).click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
TYPED = """word => new Promise(done => {
    const field = document.getElementById("words"), before = document.getElementById("found").textContent;
    const begun = performance.now();
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const look = () => document.getElementById("found").textContent === before ? setTimeout(look, 1)
        : requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    look();
})"""
PLAIN = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Plain</title></head><body>
<button id="training">Training</button><ol class="findings">{rows}</ol><script>
let on = false;
document.getElementById("training").onclick = () => {{
    on = !on;
    for (const row of document.querySelectorAll("li")) row.hidden = on && !row.dataset.themes.split(" ").includes("{theme}");
}};
</script></body></html>"""


def main() -> None:
    """Measure and print."""
    base = open_base(sys.argv[1] if len(sys.argv) > 1 else "")
    findings = in_reading_order(base)
    held = repeated(columns(base, findings, studies_held_back(base, findings)))
    theme = str(held["facets"][0]["values"][most(held)][0])
    with tempfile.TemporaryDirectory() as name, sync_playwright() as engine:
        folder = Path(name)
        evidence_page(base, folder, "for the benchmark")
        (folder / "evidence" / "findings.js").write_text(script("findings", held), encoding="utf-8")
        plain = folder / "plain.html"
        plain.write_text(plainly(held, theme), encoding="utf-8")
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "chromium"
        browser = engine.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        megabytes = (folder / "evidence" / "findings.js").stat().st_size / 1e6
        print(f"{MANY:,} findings of {len(held['documents']):,} documents, {megabytes:.1f} MB; medians of {RUNS} runs")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(SEEN)
        measure(page, folder / "evidence.html", plain, theme)
        browser.close()


def measure(page: Page, ours: Path, plain: Path, theme: str) -> None:
    """The figures, each beside the plain way's where it has one."""
    views = {path: [first_view(page, path) for _ in range(RUNS)] for path in (plain, ours)}
    told("first view", median(views[ours]), FIRST_VIEW, median(views[plain]))
    first_view(page, plain)
    plainly_filtered = median([clicked(page, "#training") for _ in range(RUNS)])
    first_view(page, ours)
    page.wait_for_timeout(2_000)  # words are folded ahead
    steps: list[tuple[str, Callable[[], float], float]] = [
        ("a theme chosen, and taken back", lambda: clicked(page, f"input[value='{theme}']"), plainly_filtered),
        ("a kind chosen, and taken back", lambda: clicked(page, "input[value='improvement']"), plainly_filtered),
        ("words, after the pause for typing", lambda: typed(page) - PAUSE, 0),
    ]
    for name, step, other in steps:
        told(name, median([step() for _ in range(2 * RUNS)]), FILTER, other)
    page.locator(".gap-map summary").click()
    page.wait_for_timeout(500)
    told(
        "a theme chosen, the gap map open",
        median([clicked(page, f"input[value='{theme}']") for _ in range(2 * RUNS)]),
        FILTER,
        0,
    )


def first_view(page: Page, path: Path) -> float:
    """Milliseconds from the start of loading until the first rows are drawn."""
    page.goto("about:blank")
    page.goto(path.as_uri())
    page.wait_for_function("window.seen")
    return float(page.evaluate("window.seen"))


def clicked(page: Page, selector: str) -> float:
    """Milliseconds from a click until the page is drawn anew."""
    return float(page.evaluate(DRAWN, selector))


def typed(page: Page) -> float:
    """The same for words; every time other ones."""
    word = random.choice(["children", "training", "police", "timely", "health", "oversight"])
    held = page.locator("#words").input_value()
    return float(page.evaluate(TYPED, f"{word} practice" if held == word else word))


def told(name: str, ours: float, bar: int, plain: float) -> None:
    """A line of the report."""
    beside = f"; drawing all rows {plain:,.0f} ms, {plain / ours:.1f} times as long" if plain else ""
    print(f"{name}: {ours:,.0f} ms (bar {bar:,}: {'held' if ours < bar else 'MISSED'}){beside}")


def repeated(held: dict[str, Any]) -> dict[str, Any]:
    """The columns again and again, each time in documents of other names and with words altered, up to MANY findings."""
    rounds = -(-MANY // len(held["ids"]))
    mixed = random.Random(6)
    count = len(held["documents"])
    made: dict[str, Any] = {"documents": [], "facets": held["facets"], "chosen": {}}
    for at in range(rounds):
        made["documents"] += [
            {**one, "id": f"{one['id']}-{at}", "title": f"{one['title']} {at}"} for one in held["documents"]
        ]
    for name in ("pages", "bits", "headings", "sides"):
        made[name] = (held[name] * rounds)[:MANY]
    made["chosen"] = {facet: (values * rounds)[:MANY] for facet, values in held["chosen"].items()}
    made["ids"] = [f"{one}-{at}" for at in range(rounds) for one in held["ids"]][:MANY]
    made["numbers"] = [f"E-{at:05d}" for at in range(MANY)]
    made["of"] = [one + at * count for at in range(rounds) for one in held["of"]][:MANY]
    made["quotes"] = [altered(one, at, mixed) for at in range(rounds) for one in held["quotes"]][:MANY]
    return made


def altered(text: str, at: int, mixed: random.Random) -> str:
    """A text with two of its words in each other's place, so that no two are the same."""
    words = text.split()
    if at and len(words) > 1:
        one, other = mixed.sample(range(len(words)), 2)
        words[one], words[other] = words[other], words[one]
    return " ".join(words)


def most(held: dict[str, Any]) -> int:
    """The theme with most findings: the filter with most to draw."""
    counts = [0] * len(held["facets"][0]["values"])
    for values in held["chosen"]["theme"]:
        for value in values:
            counts[value] += 1
    return counts.index(max(counts))


def plainly(held: dict[str, Any], theme: str) -> str:
    """The same findings as a page that holds every row."""
    values = held["facets"][0]["values"]
    rows = [
        f'<li data-themes="{" ".join(values[value][0] for value in themes)}"><h3>{escape(held["documents"][of]["title"])}</h3>'
        f"<blockquote>{escape(quote)}</blockquote><p>{escape(held['documents'][of]['publishers'])}</p></li>"
        for of, quote, themes in zip(held["of"], held["quotes"], held["chosen"]["theme"], strict=True)
    ]
    return PLAIN.format(rows="\n".join(rows), theme=theme)


if __name__ == "__main__":
    main()
