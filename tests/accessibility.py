"""What axe-core finds on a page: WCAG 2.2 A and AA, and its best practices."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """A line a violation: the rule, and where it is broken."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: Any = Axe().run(page, options=options).response
    assert len(found["passes"]) > 10, "axe looked at nothing"
    return [
        f"{one['id']}: {one['help']} ({', '.join(str(node['target']) for node in one['nodes'][:3])})"
        for one in found["violations"]
    ]
