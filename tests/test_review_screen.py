"""The screen of a sitting, alone on a page: everyone can see, hear and reach it, whatever it shows."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import evidence_lib
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.review.items import all_items
from evidence_lib.review.order import queue
from evidence_lib.review.session import Session
from evidence_lib.review.widget import HERE
from evidence_lib.tables.build import build
from tests.accessibility import violations
from tests.conftest import needed

# What anywidget gives a screen: a model with the view of a sitting, whose messages the sitting hears.
MODEL = """async ([script, view]) => {
  const { default: screen } = await import("data:text/javascript," + encodeURIComponent(script));
  const heard = [];
  const model = {
    get: () => view,
    on: (_, draw) => heard.push(draw),
    off: () => {},
    send: async (message) => { view = await window.hear(message); heard.forEach((draw) => draw()); },
  };
  screen.render({ model, el: document.querySelector("main") });
}"""
LIGHT, DARK = ("#fff", "rgba(0, 0, 0, 0.87)"), ("#111", "rgba(255, 255, 255, 1)")  # JupyterLab's two themes
PAGE = """<!doctype html><html lang="en"><head><title>A sitting</title><style>
body {{ background: {0}; color: {1}; --jp-content-font-color1: {1} }} {2}</style></head>
<body><main><h1>Review</h1></main></body></html>"""
Shown = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as engine:
        held = engine.chromium.launch(executable_path=needed("chromium"), args=["--no-sandbox"])
        yield held
        held.close()


@pytest.fixture
def shown(browser: Browser) -> Shown:
    """Puts a sitting on a page."""

    def show(session: Session, colours: tuple[str, str] = LIGHT) -> Page:
        page = browser.new_page(viewport={"width": 900, "height": 500})
        page.set_default_timeout(60_000)
        page.expose_function("hear", lambda message: (session.act(message), session.view())[1])
        css = (HERE / "widget.css").read_text(encoding="utf-8")
        page.set_content(PAGE.format(*colours, css))
        page.evaluate(MODEL, [(HERE / "widget.js").read_text(encoding="utf-8"), session.view()])
        return page

    return show


@pytest.fixture
def session(westshire: BaseFolder) -> Session:
    build(westshire)
    opened = evidence_lib.open(westshire.root)
    return Session(opened, queue(opened), "A. Reader")


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_axe_finds_no_violation_in_any_state_of_a_sitting(
    session: Session, shown: Shown, colours: tuple[str, str]
) -> None:
    page = shown(session, colours)
    assert violations(page) == []
    screen = page.get_by_role("group", name="Review of findings")
    screen.focus()
    page.keyboard.press("b")
    expect(screen.get_by_role("status")).to_have_text("There is no answer of this sitting to take back.")
    assert violations(page) == []
    for done in range(1, len(session.items) + 1):
        page.keyboard.press("a" if done % 2 else "x")
        expect(screen.locator(".counter")).to_contain_text(f"{done} done")
    expect(screen).to_contain_text("Nothing is left in this list.")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 600})  # a page at four times its size
    assert violations(page) == []
    page.keyboard.press("b")
    expect(screen.get_by_label("The finding")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_no_violation_in_a_blind_reading_nor_where_nothing_is_to_do(session: Session, shown: Shown) -> None:
    blind = [item.blind() for item in all_items(session.base)]
    page = shown(Session(session.base, blind, "A. Reader"))
    expect(page.locator("select[name=kind]")).to_have_value("")
    assert violations(page) == []
    page = shown(Session(session.base, [], "A. Reader"))
    expect(page.get_by_role("group", name="Review of findings")).to_contain_text("Nothing here needs a review.")
    assert violations(page) == []


def test_what_was_saved_and_how_many_are_left_is_read_out(session: Session, shown: Shown) -> None:
    page = shown(session)
    screen = page.get_by_role("group", name="Review of findings")
    for told in (screen.get_by_role("status"), screen.locator(".counter")):
        assert told.get_attribute("aria-live") == "polite"
    counter = screen.locator(".counter").element_handle()
    assert counter
    screen.focus()
    page.keyboard.press("a")
    expect(screen.locator(".counter")).to_contain_text("1 done")
    assert counter.inner_text().startswith("1 done, ")  # the same place speaks, else nothing is read out


def test_every_key_is_told_on_the_screen(session: Session, shown: Shown) -> None:
    page = shown(session)
    told = page.locator(".why kbd").all_inner_texts()
    assert told == ["a", "x", "l", "b", "1", "9", "k", "t", "g", "c", "Esc"]
    for letter, field in {"k": "kind", "t": "themes", "g": "agencies", "c": "comment"}.items():
        page.get_by_role("group", name="Review of findings").focus()
        page.keyboard.press(letter)
        assert page.evaluate("document.activeElement.name") == field
        page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Review of findings"


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_whatever_has_the_focus_has_a_frame(session: Session, shown: Shown, colours: tuple[str, str]) -> None:
    page = shown(session, colours)
    seen: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        look: dict[str, Any] = page.evaluate(
            """() => {
              const one = document.activeElement, look = getComputedStyle(one);
              return { what: one.name || one.textContent.slice(0, 9), tag: one.tagName, line: look.outlineStyle,
                       width: parseFloat(look.outlineWidth), halo: look.boxShadow };
            }"""
        )
        if look["tag"] == "BODY":
            break
        assert (look["line"], look["width"]) == ("solid", 3) and "rgb(255, 255, 255)" in look["halo"], look
        seen.add(look["what"])
    assert {"kind", "themes", "agencies", "comment", "Accept as"} <= seen


def test_the_next_finding_is_shown_from_its_top_and_keeps_the_focus(session: Session, shown: Shown) -> None:
    page = shown(session)
    page.get_by_role("button", name="Accept as it stands").click()  # below the fold of a small screen
    screen = page.get_by_role("group", name="Review of findings")
    expect(screen.locator(".counter")).to_contain_text("1 done")
    expect(screen).to_be_focused()
    expect(screen.locator(".counter")).to_be_in_viewport()
