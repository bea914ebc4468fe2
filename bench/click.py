"""What a person at a browser waits for after a click, until its result is painted."""

from collections.abc import Iterator
from itertools import islice, pairwise
from random import Random

from playwright.sync_api import Browser, Locator, Page

from bench.chromium import QUIET, SCREEN
from bench.server import Server
from bench.walk import WALKS
from kb.library import Library
from kb.records import Effect

CLICKS = 5
PAUSE_MS = 300
TEXT = {False: ".cc", True: '[data-testid="stMarkdown"]'}
"""Where the result of a click is, on the pages of the app and on bare ones (True)."""
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
