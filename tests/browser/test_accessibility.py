"""Accessibility rules (axe: WCAG 2.0 to 2.2 A and AA, best practice): no page breaks one that a bare page keeps."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from ui import compare, evidence, sources

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Themes differ in nothing but colour, so that the rules on everything else need asking only once.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
BARE = "import streamlit as st\n\nst.title('A bare page')\nst.write('One line of text.')\n"
PAGES = (
    "/", "/recommendations", "/recommendations?q=zebra&country=XX", "/recommendations?country=DE&phase=how",
    "/compare?country=AU", "/evidence?intervention=acupuncture&outcome=discontinuation", "/graph",
    "/graph?id=ca-how-6", "/record?id=ca-how-6", "/record?id=t3-pain-management-programmes-stop", "/record?id=none",
    *(f"/compare?country=AU&country=CA&view={view}" for view in compare.VIEWS),
    *(f"/evidence?view={view}" for view in evidence.VIEWS),
    *(f"/sources?show={part}" for part in sources.PARTS),
)  # fmt: skip


def violations(page: Page) -> dict[str, list[str]]:
    """Return the ids of the rules that a page breaks, each with the first places."""
    rules = COLOUR_RULES if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else RULES
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return {v["id"]: [node["html"][:120] for node in v["nodes"][:3]] for v in found}


@pytest.fixture(scope="module")
def bare(start, tmp_path_factory) -> Iterator[str]:
    """The address of a page with a title and a line of text, under the same settings."""
    folder = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    (folder / "bare.py").write_text(BARE, encoding="utf-8")
    with start(script=folder / "bare.py", health="/_stcore/health") as address:
        yield address


@pytest.fixture(scope="module", params=["light", "dark"])
def reader(request, new_visitor) -> Iterator[Page]:
    """A reader's page in one theme."""
    page = new_visitor(color_scheme=request.param).page
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def floor(reader, bare) -> frozenset[str]:
    """The rules that Streamlit itself breaks on a bare page in this theme."""
    reader.goto(bare)
    reader.get_by_text("One line of text.").wait_for()
    return frozenset(violations(reader))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_breaks_a_rule_that_a_bare_page_keeps(address, reader, floor, visit):
    visit(reader, address)
    reader.locator(".cc details").evaluate_all("folds => folds.forEach((fold) => (fold.open = true))")
    assert {rule: places for rule, places in violations(reader).items() if rule not in floor} == {}


def test_a_narrow_page_breaks_no_rule_either(reader, floor, visit):
    reader.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/recommendations?country=DE", "/compare", "/evidence", "/sources?show=references"):
        visit(reader, address)
        assert {rule: places for rule, places in violations(reader).items() if rule not in floor} == {}
