"""Contrast by the formula of WCAG 2.2 (1.4.3 and 1.4.11): text at least 4.5 to 1 against its ground, graphics 3 to 1."""

import re
from collections.abc import Iterator

from evidence_lib.charts import look
from evidence_lib.charts.chart import STYLE
from evidence_lib.pack.checks.contents import Contents
from evidence_lib.pack.checks.grounds import Grounds
from evidence_lib.pack.checks.problem import Problem, problem

TEXT, GRAPHICS = 4.5, 3.0
WHITE = "#ffffff"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?:^|[;\s])(?P<what>color|background(?:-color)?|fill)\s*:\s*(?P<value>[^;]+)")
VARIABLE = re.compile(r"(--[\w-]+)\s*:\s*([^;}]+)")
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
NAMED = {"white": WHITE, "black": "#000000"}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STYLES = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
SVG_TEXT = re.compile(r"<text\b[^>]*\bfill: ?(#[0-9a-fA-F]{6})")


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as #12436d or #fff, from 0 (black) to 1 (white)."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first: str, second: str) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palette() -> list[str]:
    """The colours of bars and marks, from the house style of the charts."""
    cycle = next(line for line in STYLE.read_text(encoding="utf-8").splitlines() if "prop_cycle" in line)
    return [f"#{digits}" for digits in re.findall(r"'([0-9A-F]{6})'", cycle)]


DARK = next(iter(look.COLOURS.values()))  # bars that carry white text
# Text of charts on their white ground; PALE is for lines and empty marks that say nothing by themselves.
CHART_TEXT = {"grey": look.GREY, "soft grey": look.SOFT}


def charts_of_the_house() -> Iterator[tuple[str, str, float]]:
    """What of the charts' own colours is too pale: its name, the pair, the contrast that it needs."""
    for name, colour in CHART_TEXT.items():
        if ratio(colour, WHITE) < TEXT:
            yield f"{name} text", f"{colour} on {WHITE}", TEXT
    for colour in palette():
        if ratio(colour, WHITE) < GRAPHICS:
            yield "a bar or mark", f"{colour} on {WHITE}", GRAPHICS


def text_pairs(css: str) -> Iterator[tuple[str, str, str]]:
    """The selectors of a style with the colours of their text and ground; what a rule leaves open is the page's own.

    Where text stands on the ground of another rule no style can tell; the tests look at that in a browser.
    """
    css = COMMENT.sub("", css)
    variables = {name: value.strip() for name, value in VARIABLE.findall(css)}
    rules = [(selector.strip(), colours(body, variables)) for selector, body in RULE.findall(css)]
    page = {"color": "#000000", "background": WHITE}
    for selector, held in rules:
        page |= held if selector == "body" else {}
    for selector, held in rules:
        if held:
            both = page | held
            yield selector, both["color"], both["background"]


def colours(body: str, variables: dict[str, str]) -> dict[str, str]:
    """The plain colours that a rule sets: of its text (color) and its ground (background)."""
    held = {}
    for found in COLOUR.finditer(body):
        value = re.sub(r"var\((--[\w-]+)\)", lambda name: variables.get(name[1], ""), found["value"]).strip()
        plain = HEX.search(value)
        colour = plain[0] if plain else NAMED.get(value.split()[0] if value else "")
        if colour:
            held[found["what"].removesuffix("-color")] = colour
    return held


def contrast(contents: Contents, grounds: Grounds) -> Iterator[Problem]:
    """Text and graphics that are too pale, in the style of the pages and in the charts."""
    for what, pair, least in charts_of_the_house():
        yield too_pale("charts", what, pair, least)
    seen: set[str] = set()
    for name in contents.of(".html"):
        for css in STYLES.findall(contents.files[name].read_text(encoding="utf-8")):
            if css in seen:
                continue
            seen.add(css)
            for selector, text, ground in text_pairs(css):
                if ratio(text, ground) < TEXT:
                    yield too_pale(name, selector, f"{text} on {ground}", TEXT)
    for name in contents.of(".svg"):
        for colour in sorted(set(SVG_TEXT.findall(contents.files[name].read_text(encoding="utf-8")))):
            if max(ratio(colour, WHITE), ratio(colour, DARK)) < TEXT:
                yield too_pale(name, "text of the chart", f"{colour} on {WHITE}", TEXT)


def too_pale(name: str, what: str, pair: str, least: float) -> Problem:
    """One pair of colours."""
    text, _, ground = pair.partition(" on ")
    words = f"{what}: {pair} is {ratio(text, ground):.1f} to 1, and must be {least} to 1"
    return problem("contrast", name, "", words, "Take a darker colour", f"{what}|{pair}")
