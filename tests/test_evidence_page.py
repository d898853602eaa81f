"""The evidence page in a real browser: found, opened, cited and linked by keyboard alone, from a folder without a network."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from evidence_lib.chapters.scope import SEVERAL
from evidence_lib.core.files import sha256
from evidence_lib.frames import EvidenceBase
from evidence_lib.pack.evidence_page import VENDOR, evidence_page, vendored
from evidence_lib.papers.references import page as page_of
from tests.accessibility import violations
from tests.evidence_world import CHILD, TRAINING, admit_the_study, world

WAIT = 60_000  # milliseconds: the machine may be busy
ROWS = "#page ol.findings > li"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    return world(tmp_path_factory.mktemp("evidence"))


@pytest.fixture(scope="module")
def pack(base: EvidenceBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a pack on a shared drive")
    evidence_page(base, folder, "31 March 2026")
    return folder


@pytest.fixture
def shown(page: Page, pack: Path) -> Iterator[Page]:
    """The page with its list; nothing goes wrong in it, and nothing but the pack's own files is asked for."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto((pack / "evidence.html").as_uri())
    expect(page.locator(ROWS).first).to_be_visible(timeout=WAIT)
    yield page
    own = pack.as_uri()
    assert [url for url in page.asked if not url.startswith(own)] == []  # type: ignore[attr-defined]
    assert page.wrong == []  # type: ignore[attr-defined]


def go(page: Page, pack: Path, address: str) -> None:
    """Open the page as a link does, in a tab of its own."""
    page.goto("about:blank")
    page.goto((pack / "evidence.html").as_uri() + address)
    page.locator("#found").wait_for(timeout=WAIT)


def found(page: Page) -> int:
    """How many findings the list says it holds."""
    words = page.locator("#found").inner_text()
    return 0 if words.startswith("No") else int(words.split()[0].replace(",", ""))


def all_rows(page: Page) -> list[dict[str, str]]:
    """Every row as paper shows it: link, words and place."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rows: list[dict[str, str]] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].map(row => ({
            link: row.querySelector('a').href, head: row.querySelector('h3').textContent, all: row.textContent,
            quote: row.querySelector('blockquote')?.textContent ?? '', ours: row.querySelector('.ours span')?.textContent ?? '',
        }))""",
        ROWS,
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return rows


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def test_every_quote_on_the_page_is_in_the_findings_table_with_its_document_and_page(
    shown: Page, base: EvidenceBase
) -> None:
    table = base.findings().set_index("finding_id")
    rows = all_rows(shown)
    assert len(rows) == len(table) == found(shown)
    for row in rows:
        finding = table.loc[row["link"].split("finding=")[1]]
        assert row["quote"] == (
            finding["quote"] if finding["edition"] == "original" and finding["kind"] != "case-study" else ""
        )
        assert row["ours"] == (finding["quote"] if finding["edition"] == "digest" else "")
        assert finding["title"] in row["head"]
        first, last = page_of(finding["page_start"]), page_of(finding["page_end"])
        assert row["head"].endswith(
            f", page {first}" if first and first == last else f" to {last}" if first else finding["title"]
        )
        assert ("Unchecked" in row["all"]) == (not finding["checked"])


CHOICES: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"theme": "training"}, {"theme": "training"}),
    ({"area": "Cornwall", "kind": "improvement"}, {"areas": ["Cornwall"], "kinds": ["improvement"]}),
    ({"agency": "police", "from": "2019-01-01"}, {"agencies": ["police"], "since": "2019-01-01"}),
    ({"publisher": "Ofsted", "until": "2018-12-31"}, {"publishers": ["Ofsted"], "until": "2018-12-31"}),
    (
        {"theme": "medical-treatment", "area": "York", "from": "2030-01-01"},
        {"theme": "medical-treatment", "since": "2030-01-01"},
    ),
]


@pytest.mark.parametrize(("asked", "arguments"), CHOICES)
def test_a_choice_leaves_what_the_frames_leave(
    asked: dict[str, str], arguments: dict[str, Any], shown: Page, pack: Path, base: EvidenceBase
) -> None:
    go(shown, pack, "#" + "&".join(f"{name}={value}" for name, value in asked.items()))
    expected = set(base.findings(**arguments)["finding_id"])
    assert {row["link"].split("finding=")[1] for row in all_rows(shown)} == expected


def test_the_number_beside_a_value_is_what_choosing_it_shows(shown: Page) -> None:
    for facet in ("theme", "area", "agency", "kind", "publisher"):
        if facet == "kind":
            shown.locator("input[name=theme][value=training]").check()  # counts follow the filter
        shown.locator(f"details:has(input[name={facet}])").first.evaluate("one => one.open = true")
        for label in shown.locator(f"label:has(input[name={facet}])").all()[:4]:
            told = int(re.findall(r"\((\d+)\)", label.inner_text())[-1])
            box = label.locator("input")
            if box.is_checked():
                continue
            box.check()
            assert found(shown) == told
            box.uncheck()


def test_words_are_found_in_any_form_and_marked(shown: Page) -> None:
    shown.get_by_label("Words in the finding").fill('"children\'s practice" OVERSIGHT')
    expect(shown.locator("#found")).to_have_text("1 finding")
    assert shown.locator(f"{ROWS} mark").all_inner_texts() == ["oversight", "children’s practice"]
    shown.get_by_label("Words in the finding").fill("E-001")
    expect(shown.locator(f"{ROWS} h3")).to_contain_text("E-001")
    shown.get_by_label("Words in the finding").fill("no such words ([")
    expect(shown.locator("#found")).to_have_text("No finding")


def test_by_keyboard_alone_filter_open_copy_follow_the_link_and_all_is_restored(
    shown: Page, pack: Path, base: EvidenceBase
) -> None:
    tab_to(shown, "#words")
    shown.keyboard.type("effective")
    tab_to(shown, "input[name=theme][value=training]")
    shown.keyboard.press("Space")
    expect(shown.locator("#said")).to_contain_text("checked by a person", timeout=WAIT)
    left = found(shown)
    assert 0 < left < len(base.findings())
    tab_to(shown, "a[data-finding]")
    opener = shown.evaluate("document.activeElement.textContent")
    shown.keyboard.press("Enter")
    expect(shown.locator("#opened-title")).to_be_focused()
    assert shown.locator("#opened-title").inner_text() == opener
    expect(shown.get_by_role("heading", name="In context")).to_be_visible(timeout=WAIT)
    tab_to(shown, "dialog .tools ~ .tools button:first-child")
    shown.keyboard.press("Enter")
    expect(shown.locator("#said-inside")).to_have_text("Citation copied.")
    checked = base.findings().query("checked").iloc[0]
    number = base.registers.register.numbers[checked["finding_id"]]
    assert clipboard(shown) == (
        f"“{checked['quote']}” ({checked['title']}, Ofsted, 3 May 2024, {number}). https://reports.example.org/eastshire.pdf"
    )
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    expect(shown.locator("#said-inside")).to_have_text("Link copied.")
    link = clipboard(shown)
    shown.keyboard.press("Escape")
    expect(shown.locator("dialog")).to_be_hidden()
    assert shown.evaluate("document.activeElement.textContent") == opener
    shown.goto("about:blank")
    shown.goto(link)
    expect(shown.locator("#opened-title")).to_have_text(opener)
    shown.keyboard.press("Escape")
    assert found(shown) == left
    assert shown.get_by_label("Words in the finding").input_value() == "effective"
    assert shown.locator("input[name=theme][value=training]").is_checked()


def test_the_back_button_closes_a_finding_and_keeps_the_filter(shown: Page) -> None:
    shown.locator("input[name=theme][value=training]").check()
    left = found(shown)
    shown.locator("a[data-finding]").nth(1).click()
    expect(shown.locator("dialog")).to_be_visible()
    shown.go_back()
    expect(shown.locator("dialog")).to_be_hidden()
    assert found(shown) == left


def test_the_skip_link_leads_to_the_list_and_leaves_the_filter(shown: Page) -> None:
    shown.locator("input[name=theme][value=training]").check()
    left = found(shown)
    shown.locator("a.skip").focus()
    shown.keyboard.press("Enter")
    expect(shown.locator("#found")).to_be_focused()
    assert found(shown) == left


def test_markup_in_a_quote_is_text_and_odd_characters_hold(shown: Page, pack: Path) -> None:
    go(shown, pack, "#area=Eastshire")
    said = [row["quote"] for row in all_rows(shown)]
    assert any(
        "<img src=x onerror=\"document.title='taken'\"> and good </script><b>supervision</b>." in one for one in said
    )
    assert any("שלום עולם" in one and "👩" in one for one in said)
    assert any("quickly\x07" in one and "\u202etheir\u202c" in one for one in said)
    assert shown.title() == "Every finding"
    assert shown.locator("#page img, #page b").count() == 0


def test_a_finding_opens_to_its_context_and_what_may_be_personal_is_held_back(shown: Page, pack: Path) -> None:
    go(shown, pack, "#area=Eastshire&words=examination")
    shown.locator("a[data-finding]").first.click()
    context = shown.locator(".context")
    expect(context.locator(".here")).to_contain_text("Health assessments are not timely", timeout=WAIT)
    expect(context).to_contain_text("Officers respond quickly")
    expect(context).to_contain_text("=SUM(A1)")
    expect(context.locator(".held-back")).to_have_text("A passage is not shown: it may hold personal data (e-mail).")
    everything = "".join(path.read_text(encoding="utf-8") for path in pack.rglob("*.js"))
    assert "jo.bloggs" not in everything


def test_tags_reviews_commitments_and_trail_stand_with_a_finding(shown: Page, pack: Path, base: EvidenceBase) -> None:
    go(shown, pack, f"#words={TRAINING.replace(' ', '+')}")
    shown.locator("a[data-finding]").first.click()
    dialog = shown.locator("dialog")
    expect(dialog).to_contain_text("Training (given by A. Analyst; points to a strength)", timeout=WAIT)
    expect(dialog).to_contain_text("Themes: Training (A. Analyst, 31 March 2026). Reason: The sentence is on training.")
    expect(dialog).to_contain_text("Reason: not shown: it may hold personal data")
    answered = base.answers().iloc[0]
    go(shown, pack, f"#finding={answered['finding_id']}")
    expect(dialog).to_contain_text(answered["commitment_id"], timeout=WAIT)
    cited = base.registers.statements[0]
    go(shown, pack, f"#finding={cited.findings[0]}")
    expect(dialog).to_contain_text(f"{cited.statement_id}, statement", timeout=WAIT)
    expect(dialog).to_contain_text("(example data)")
    expect(dialog).to_contain_text("given by machine; the machine was")


def test_digest_text_is_never_set_as_a_quotation(shown: Page, pack: Path, base: EvidenceBase) -> None:
    digest = base.findings().query("edition == 'digest' and page_start.notna()").iloc[0]
    go(shown, pack, f"#finding={digest['finding_id']}")
    expect(shown.get_by_role("heading", name="In context")).to_be_visible(timeout=WAIT)
    assert shown.locator("dialog blockquote, dialog li q:text('training')").count() == 0
    assert digest["quote"] not in " ".join(shown.locator("blockquote, q").all_inner_texts())
    expect(shown.locator("dialog .here")).to_contain_text("Digest, in our own words:")
    shown.get_by_role("button", name="Copy citation").click()
    expect(shown.locator("#said-inside")).to_have_text("Citation copied.")
    said = clipboard(shown)
    assert digest["quote"] not in said and "“" not in said and "no quotation" in said and "not yet checked" in said
    assert f"{digest['url']}#page={digest['page_start']}" in said
    source = shown.get_by_role("link", name=re.compile("Source at its page"))
    assert source.get_attribute("href") == f"{digest['url']}#page={digest['page_start']}"


def test_the_text_of_a_practice_study_is_in_no_file_until_a_person_admits_it(
    shown: Page, pack: Path, tmp_path: Path
) -> None:
    go(shown, pack, "#kind=case-study")
    expect(shown.locator(ROWS)).to_contain_text("It is not shown, since no person has admitted it")
    assert not [path for path in pack.rglob("*.*") if "lived with her mother" in path.read_text(encoding="utf-8")]
    admitting = world(tmp_path)
    evidence_page(admit_the_study(admitting), tmp_path / "pack", "1 April 2026")
    assert CHILD in (tmp_path / "pack" / "evidence" / "findings.js").read_text(encoding="utf-8")


def test_a_cell_of_the_gap_map_filters_the_list_and_gives_it_back(shown: Page, base: EvidenceBase) -> None:
    shown.locator(".gap-map summary").click()
    themes = shown.locator(".map tbody th").all_inner_texts()
    areas = shown.locator(".map thead th").all_inner_texts()[1:]
    assert themes and "Eastshire" in areas and SEVERAL.lower() in [area.lower() for area in areas]
    counted = base.findings(theme="training", areas=["Eastshire"]).query("counted")
    cell = shown.get_by_role("button", name=re.compile(r"Training, Eastshire$"))
    assert cell.inner_text().split()[1] == str(len(counted))
    cell.click()
    assert found(shown) == len(base.findings(theme="training", areas=["Eastshire"]))
    expect(cell).to_have_attribute("aria-pressed", "true")
    cell.click()
    assert found(shown) == len(base.findings())


def test_a_link_that_asks_for_what_is_not_there_says_so_and_shows_the_rest(
    shown: Page, pack: Path, base: EvidenceBase
) -> None:
    go(shown, pack, "#theme=trainning&theme=training&from=soon&finding=gone")
    expect(shown.locator(".list .warning")).to_contain_text("theme “trainning”; from “soon”; finding “gone”")
    assert found(shown) == len(base.findings(theme="training"))


@pytest.mark.parametrize("address", ["", "#theme=training&words=effective", "#words=nothing-at-all", "#finding=E-001"])
def test_axe_finds_no_violation(address: str, shown: Page, pack: Path) -> None:
    go(shown, pack, address)
    if "finding" in address:
        expect(shown.get_by_role("heading", name="In context")).to_be_visible(timeout=WAIT)
    else:
        shown.locator(".gap-map summary").click()
        shown.evaluate("document.querySelectorAll('.facet').forEach(facet => { facet.open = true })")
    assert violations(shown) == []


@pytest.mark.parametrize(("width", "scale"), [(320, 1), (640, 2), (1280, 1)])
def test_no_sideways_scroll_on_a_phone_at_200_per_cent_or_at_a_desk(
    width: int, scale: int, browser: Browser, pack: Path
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 480}, device_scale_factor=scale)
    go(page, pack, "")
    page.locator(".gap-map summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("a[data-finding]").first.click()
    expect(page.get_by_role("heading", name="In context")).to_be_visible(timeout=WAIT)
    assert page.evaluate("document.querySelector('dialog').scrollWidth") <= width
    assert violations(page) == []
    page.close()


def test_paper_gets_the_whole_filtered_list_and_no_controls(shown: Page) -> None:
    shown.locator("input[name=theme][value=training]").check()
    left = found(shown)
    shown.emulate_media(media="print")
    assert len(all_rows(shown)) == left
    expect(shown.locator("form.filters")).to_be_hidden()
    expect(shown.locator(".standing")).to_contain_text("Shown: theme Training")


def test_a_page_copied_without_its_folder_says_what_is_missing(page: Page, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence.html").write_bytes((pack / "evidence.html").read_bytes())
    for name in ("page.js", "preact.min.umd.js", "htm.umd.js"):
        (tmp_path / "evidence" / name).write_bytes((pack / "evidence" / name).read_bytes())
    page.goto((tmp_path / "evidence.html").as_uri())
    expect(page.locator("#page")).to_have_text(re.compile("Copy the pack's whole folder"), timeout=WAIT)
    (tmp_path / "evidence" / "findings.js").write_bytes((pack / "evidence" / "findings.js").read_bytes())
    page.reload()
    page.locator("a[data-finding]").first.click()
    expect(page.locator("dialog")).to_contain_text("Copy the pack's whole folder", timeout=WAIT)


def test_the_page_is_a_function_of_the_base(base: EvidenceBase, pack: Path, tmp_path: Path) -> None:
    evidence_page(base, tmp_path, "31 March 2026")
    first, again = (
        {path.relative_to(folder): sha256(path) for path in folder.rglob("*") if path.is_file()}
        for folder in (pack, tmp_path)
    )
    assert first == again and len(first) > 8


def test_the_library_is_kept_as_its_makers_published_it_with_version_and_licence() -> None:
    kept = vendored()
    assert {one.library for one in kept} == {"preact", "htm"}
    for one in kept:
        assert sha256(VENDOR / one.file) == one.sha256
        assert one.version and one.licence and (VENDOR / one.licence_file).stat().st_size > 500
    assert {path.name for path in VENDOR.iterdir()} == {
        "vendored.csv", *(one.file for one in kept), *(one.licence_file for one in kept)
    }  # fmt: skip
    texts = [path.read_text(encoding="utf-8") for path in VENDOR.iterdir()]
    hosts = {host for text in texts for host in re.findall(r"https?://([\w.-]+)", text)}
    assert hosts <= {"www.w3.org", "www.apache.org", "preactjs.com", "github.com"}
