"""What a person at a browser waits for: a first visit, cold and warm, and a click until its result is painted."""

import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from random import Random

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from bench.server import HOST, Server
from bench.walk import WALKS
from kb.library import Library
from kb.records import Effect

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)  # fmt: skip
SCREEN = {"width": 1280, "height": 900}
CLICKS = 5
PAUSE_MS = 300
HEADING = """
(() => {
  const look = () => {
    const heading = document.querySelector("h1");
    if (heading?.textContent.trim() && heading.getClientRects().length) window.shownAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
PAINT = """
(parts) => {
  const text = () => [...document.querySelectorAll(parts)].map((part) => part.textContent).join();
  const before = text();
  let start = null;
  addEventListener("pointerup", (event) => { start = event.timeStamp; }, { capture: true, once: true });
  window.painted = new Promise((done) => {
    const frame = requestAnimationFrame;
    const look = () => {
      if (start === null || text() === before) frame(look);
      else frame(() => frame(() => done(performance.now() - start)));
    };
    look();
  });
}
"""
QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'
TEXT = {False: ".cc", True: '[data-testid="stMarkdown"]'}


@dataclass(frozen=True)
class Visit:
    """One visit: milliseconds until the heading shows, bytes received over the wire, requests."""

    shown_ms: float
    bytes: float
    requests: int


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a Chromium that can reach this machine alone."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        sys.exit(f"No Chromium here (looked for {', '.join(NAMES)}). Install one: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


def visits(browser: Browser, server: Server, page: str, repeats: int) -> tuple[Visit, Visit]:
    """Return a first visit with nothing kept and one with everything kept, each the median of some."""
    cold, warm = [], []
    for _ in range(repeats):
        context = browser.new_context(bypass_csp=True, viewport=SCREEN)
        cold.append(_visit(context, server, page))
        warm.append(_visit(context, server, page))
        context.close()
    return _median(cold), _median(warm)


def _visit(context: BrowserContext, server: Server, path: str) -> Visit:
    page = context.new_page()
    page.add_init_script(HEADING)
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    asked: list[str] = []
    wire.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    wire.on("Network.webSocketFrameReceived", lambda e: sizes.append(len(e["response"]["payloadData"]) * 3 / 4))
    wire.on("Network.requestWillBeSent", lambda e: asked.append(e["request"]["url"]))
    wire.send("Network.enable")
    page.goto(f"{server.address}/{path}")
    page.wait_for_function("window.shownAt")
    page.locator(QUIET).wait_for()
    page.wait_for_load_state("networkidle")
    shown = page.evaluate("window.shownAt")
    page.close()
    return Visit(shown, sum(sizes), sum(url.startswith("http") for url in asked))


def _median(found: list[Visit]) -> Visit:
    return Visit(*(statistics.median(getattr(v, name) for v in found) for name in ("shown_ms", "bytes", "requests")))


def clicks(browser: Browser, server: Server, lib: Library, page: str) -> list[float]:
    """Return the seconds from each click to the second frame after its result is on the page."""
    context = browser.new_context(bypass_csp=True, viewport=SCREEN)
    opened = context.new_page()
    moves = _moves(lib, page, opened, server.bare)
    opened.goto(f"{server.address}/{next(moves)}")
    opened.locator("h1").wait_for()
    opened.locator(QUIET).wait_for()
    found = [_painted(opened, click, TEXT[server.bare]) for click in moves]
    context.close()
    return found


def _painted(opened: Page, click: Locator, text: str) -> float:
    opened.wait_for_timeout(PAUSE_MS)
    opened.evaluate(PAINT, text)
    click.click()
    return opened.evaluate("window.painted") / 1000


def _moves(lib: Library, page: str, opened: Page, bare: bool) -> Iterator[str | Locator]:
    """Give the address to start from, and then, one by one, what to click on."""
    countries = list(lib.facets.options()["country"])
    outcomes = list(dict.fromkeys(e.outcome for e in lib.kb.of(Effect) if e.outcome))
    match page:
        case "overview":
            yield "sources"
            for place in range(2 * CLICKS):
                yield opened.get_by_test_id("stTopNavLink").filter(has_text="Sources" if place % 2 else "Overview")
        case "sources":
            yield page
            for part in ("references", "documents", "definitions", "resources", "guidelines")[:CLICKS]:
                yield opened.get_by_role("radio", name=part) if bare else opened.locator(f"#part-{part}")
        case "graph" | "record":
            path = [s.chosen.get("id")[0] for s in islice(WALKS[page](lib, Random(page)), CLICKS + 1)]
            yield page if bare else f"{page}?id={path[0]}"
            for _, there in pairwise(path):
                yield _picked(opened, "Record", there) if bare else _link(opened, page, there)
        case _:
            name, values = ("outcome", outcomes) if page == "evidence" else ("country", countries)
            yield page
            for value in values[: CLICKS - 1]:
                if not bare:
                    _unfolded(opened)
                label = "Countries" if page == "compare" else name
                yield _picked(opened, label, value) if bare else opened.locator(f"#{name}-{value}")


def _picked(opened: Page, label: str, value: str) -> Locator:
    opened.get_by_role("combobox", name=label, exact=True).fill(value)
    return opened.get_by_role("option", name=value, exact=True)


def _link(opened: Page, page: str, id: str) -> Locator:
    where = f"#node-{id}" if page == "graph" else f'a[data-go][href="/record?id={id}"]'
    return opened.locator(where).first


def _unfolded(opened: Page) -> None:
    if not opened.locator("details.filters[open]").count():
        opened.locator("details.filters > summary").click()
