"""Accessibility rules (axe: WCAG 2.0 to 2.2 A and AA, best practice): no page breaks one that a bare page keeps."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Themes differ in nothing but colour, so that the rules on everything else need asking only once.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
BARE = "import streamlit as st\n\nst.title('A bare page')\nst.write('One line of text.')\n"
PAGES = (
    "/", "/recommendations", "/recommendations?q=zebra&country=XX", "/recommendations?country=DE&view=table",
    "/recommendations?open=ca-how-6", "/graph", "/graph?id=ca-how-6", "/graph?id=ca-2017&to=de-2020",
    "/record?id=ca-how-6", "/record?id=t3-pain-management-programmes-stop", "/record?id=none", "/search?q=cannabis",
    *(f"/compare?view={view}" for view in ("summary", "side", "conditions", "numbers", "grades", "gaps")),
    *(f"/evidence?view={view}" for view in ("plots", "summary", "people", "map", "recommended", "findings")),
    *(f"/sources?show={part}" for part in ("guidelines", "references", "discrepancies", "readings")),
)  # fmt: skip


def violations(page: Page, lit) -> dict[str, list[str]]:
    """Return the ids of the rules that a page breaks in either theme, each with the first places."""
    found = {}
    for scheme, rules in (("light", RULES), ("dark", COLOUR_RULES)):
        lit(page, scheme)
        answer = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response
        found |= {f"{v['id']}, {scheme}": [node["html"][:120] for node in v["nodes"][:3]] for v in answer["violations"]}
    return found


@pytest.fixture(scope="module")
def bare(start, tmp_path_factory) -> Iterator[str]:
    """The address of a page with a title and a line of text, under the same settings."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with start(script=folder / "bare.py", health="/_stcore/health") as address:
        yield address


@pytest.fixture(scope="module")
def floor(long_visitor, bare, lit) -> frozenset[str]:
    """The rules that Streamlit itself breaks on a bare page."""
    page = long_visitor.page
    page.goto(bare)
    page.get_by_text("One line of text.").wait_for()
    return frozenset(violations(page, lit))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_breaks_a_rule_that_a_bare_page_keeps(address, long_visitor, floor, visit, lit):
    visit(long_visitor.page, address)
    found = violations(long_visitor.page, lit)
    assert {rule: places for rule, places in found.items() if rule not in floor} == {}


@pytest.mark.parametrize("address", ["/", "/recommendations?country=DE", "/compare", "/evidence", "/graph?id=ca-how-6"])
def test_no_page_breaks_one_on_a_telephone(address, page, floor, visit, lit):
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, address)
    found = violations(page, lit)
    assert {rule: places for rule, places in found.items() if rule not in floor} == {}
