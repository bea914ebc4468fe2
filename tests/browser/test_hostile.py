"""Hostile addresses in a real browser: nothing of them runs, loads, or leads anywhere; the numbers stay right."""

import re
from urllib.parse import urlencode

import httpx2
import pytest
from playwright.sync_api import expect

from kb.records import Recommendation
from ui.gate import MOST_PARTS, TOO_LONG

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "[zqx](//zqx.example)", "![zqx](//zqx.example/i.png)",
    "http://zqx.example", "www.zqx.example", "a@zqx.example", "javascript:alert(1)", "$\\href{//zqx.example}{zqx}$", ":material/bug_report:",
    "`zqx`", ":red-background[zqx]", "# zqx", "\u202ezqx", "{{zqx}}",
)  # fmt: skip
PAGES = ("/", "/recommendations", "/compare", "/evidence", "/graph", "/sources", "/search", "/record")


@pytest.mark.parametrize("path", PAGES)
def test_what_stands_in_an_address_is_text(path, page, visit):
    pairs = [
        (name, text) for text in HOSTILE for name in ("topic", "q", "id", "view", "baseline-discontinuation", text)
    ]
    visit(page, f"{path}?{urlencode(pairs)}")
    said = page.locator("body").inner_text()
    assert path in {"/search", "/graph", "/record"} or "alert(1)" in said, "what means nothing is said, as it was typed"
    for role in ("link", "img", "code"):
        expect(page.get_by_role(role, name=re.compile("zqx|alert|bug_report"))).to_have_count(0)
    assert (
        page.evaluate(
            "[...document.querySelectorAll('[href], [src]')].filter((e) => /\\/\\/\\w*\\.?zqx/.test(e.href || e.src)).length"
        )
        == 0
    )
    assert page.evaluate("document.querySelectorAll('main code, main .katex').length") == 0


def test_an_address_of_as_many_parts_as_are_read_is_read_whole(page, visit, base, server):
    german = [rec for rec in base.of(Recommendation) if rec.guideline == "de-2020"]
    # The last part is the one that counts.
    longest = "&".join([*["colour=red"] * (MOST_PARTS - 1), "country=DE"])
    visit(page, f"/recommendations?{longest}")
    expect(page.get_by_text(re.compile(rf"^{len(german)} of \d+ recommendations"))).to_be_visible()
    refused = httpx2.get(f"{server}/recommendations?{longest}&country=CA", trust_env=False)
    assert (refused.status_code, refused.text) == (414, TOO_LONG)
