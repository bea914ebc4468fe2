"""The content policy in a real browser: the app obeys it, and what does not belong to the app is held back by it."""

import httpx2
import pytest

from ui.headers import ALWAYS, FILE_POLICY, page_policy

pytestmark = pytest.mark.browser

LISTEN = """window.held = [];
document.addEventListener("securitypolicyviolation", (e) => window.held.push(e.effectiveDirective + " " + e.blockedURI));"""
ANSWERS = (
    "/", "/recommendations?country=DE", "/no-such-page", "/health", "/_stcore/health", "/_stcore/metrics",
    "/_stcore/host-config", "/_stcore/nothing", "/_stcore/upload_file/a/b", "/media/nothing", "/favicon.png",
    "/static/nothing.js", "//evil.example", "/recommendations/", f"/?{'x&' * 1001}",
)  # fmt: skip
FILES = (
    "/download/data.zip", "/download/figure.svg?chart=forest&panel=discontinuation-RR", "/download/figure.svg", "/download/nothing",
    "/download/recommendations.csv?country=XX",
)  # fmt: skip
# The directive that has to hold each back, and what is tried.
INTRUDERS = (
    (
        "script-src-elem",
        "document.body.append(Object.assign(document.createElement('script'), {text: 'intruded = 1'}))",
    ),
    ("script-src-attr", "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"intruded = 1\">')"),
    ("script-src", "setTimeout('intruded = 1')"),
    ("connect-src", "fetch('http://evil.example/').catch(() => 0)"),
    ("img-src", "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://evil.example/\">')"),
    ("frame-src", "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"http://evil.example/\"></iframe>')"),
    ("object-src", "document.body.insertAdjacentHTML('beforeend', '<object data=\"/favicon.png\"></object>')"),
    ("base-uri", "document.head.insertAdjacentHTML('beforeend', '<base href=\"http://evil.example/\">')"),
    (
        "form-action",
        "document.body.appendChild(Object.assign(document.createElement('form'), {action: 'http://evil.example/'})).submit()",
    ),
)


@pytest.mark.parametrize("address", [*ANSWERS, *FILES])
def test_every_answer_of_the_running_app_has_the_headers(address, server):
    answer = httpx2.get(server + address, trust_env=False, follow_redirects=False)
    policy = FILE_POLICY if address in FILES else page_policy()
    for name, value in {**ALWAYS, "Content-Security-Policy": policy}.items():
        assert answer.headers.get_list(name) == [value]
    assert "Traceback" not in answer.text


PAGES = (
    "/", "/recommendations", "/recommendations?view=table", "/compare", "/compare?view=numbers", "/evidence",
    "/evidence?view=people", "/evidence?view=map", "/graph?id=ca-how-2", "/sources", "/search?q=taper", "/record?id=ca-how-2",
    "/recommendations?open=ca-how-2",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_no_page_touches_the_policy_in_either_theme(address, visitor, visit):
    visitor.page.add_init_script(LISTEN)
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        visit(visitor.page, address)
        visitor.page.wait_for_timeout(500)
        assert visitor.page.evaluate("held") == []


TRY = """(deed) => new Promise((answer) => {
  document.addEventListener("securitypolicyviolation", (e) => answer(e.effectiveDirective), { once: true });
  setTimeout(() => answer("not held back"), 3000);
  deed();
})"""


def test_what_an_intruder_adds_to_a_page_neither_runs_nor_loads(new_visitor, visit):
    visitor = new_visitor()
    visit(visitor.page, "/sources")
    held = {directive: visitor.page.evaluate(f"() => ({TRY})(() => {{ {deed}; }})") for directive, deed in INTRUDERS}
    assert [*held] == [*held.values()]
    assert visitor.page.evaluate("typeof intruded") == "undefined"
    # What the policy holds back is among the complaints that fail every other test here.
    assert len(visitor.complaints) >= len(held)
    visitor.page.context.close()


def test_nobody_can_show_the_app_in_a_frame_not_even_itself(new_visitor, visit):
    visitor = new_visitor()
    visit(visitor.page, "/")
    with visitor.page.expect_event("requestfailed") as refused:
        visitor.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<iframe src=/health></iframe>')")
    assert refused.value.failure == "net::ERR_BLOCKED_BY_RESPONSE"
    visitor.page.context.close()
