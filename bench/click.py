"""What a person at a browser waits for after a click, until its result is painted."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright

import kb
from bench.figure import Figure, middle, nearly_longest, say
from bench.server import HOST, Server
from bench.walk import WALKS, Step, World

CLICKS, PAUSE_MS, RATIO = 5, 300, 1.2
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--no-first-run", f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"]
QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""What stands on the page once Streamlit is at rest."""
PAINT = """
(quiet) => {
  const text = (node) => node.nodeType === Node.TEXT_NODE ? node.data
    : [...(node.shadowRoot ?? node).childNodes].map(text).join("");
  const now = () => text(document.querySelector('[data-testid="stMain"]'));
  const before = now();
  let start = null;
  for (const kind of ["pointerup", "keydown"])
    addEventListener(kind, (event) => { start ??= event.timeStamp; }, { capture: true, once: true });
  const frame = requestAnimationFrame;
  window.painted = new Promise((done, fail) => {
    setTimeout(() => fail(Error("Nothing was painted within 10 s.")), 10000);
    const look = () => {
      if (start === null || !document.querySelector(quiet) || now() === before) frame(look);
      else frame(() => frame(() => done(performance.now() - start)));
    };
    look();
  });
}
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a Chromium that can reach this machine alone."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        sys.exit(f"No Chromium here (looked for {', '.join(NAMES)}). Install one: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def steps(world: World, page: str) -> list[Step]:
    """Return what is clicked on a page, one after the other: options that widen the choice, or other lists and words.

    Nothing is clicked on the page of a record but what leads to the graph, which these are recorded for.
    """
    match page:
        case "record":
            return [replace(step, page="record", shows=()) for step in steps(world, "graph")]
        case "recommendations" | "compare":
            held = [guideline.country for guideline in world.base.by_country][:CLICKS]
            return [world.step(page, {"country": tuple(held[:n])}, "country") for n in range(1, len(held))]
        case "evidence":
            counts = kb.effects.counts(world.base, {})["outcome"]
            held = [id for id, count in counts.items() if count and id in world.base.records][:CLICKS]
            return [world.step(page, {"outcome": tuple(held[:n])}, "outcome") for n in range(1, len(held))]
    return list(islice(WALKS[page](world, Random(page)), CLICKS))


def clicks(app: Server, bare: Server, world: World, pages: tuple[str, ...], rounds: int) -> Iterator[Figure]:
    """Yield how long a click on each page takes until its result is painted, against the bare page."""
    with chromium() as browser:
        for page in pages:
            if page == "record":
                continue
            say(f"Chromium on {page}")
            found: Mapping[Server, list[float]] = {app: [], bare: []}
            for _ in range(rounds):
                for server, seconds in found.items():
                    seconds += _clicked(browser, server, page, steps(world, page))
            ours, theirs = (middle(found[server]) for server in (app, bare))
            beside = f"{ours:.0f} ms (p95 {nearly_longest(found[app]):.0f}), bare {theirs:.0f} (p95 {nearly_longest(found[bare]):.0f})"
            yield Figure(f"{page}: click to paint, against the bare page", ours / theirs, "×", RATIO, beside)


def _clicked(browser: Browser, server: Server, page: str, taken: list[Step]) -> list[float]:
    """Return the milliseconds from each click to the second frame after its result is on the page."""
    opened = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}).new_page()
    found = []
    for before, step in zip([None, *taken], taken, strict=False):
        if before is None or not step.sets:
            opened.goto(f"{server.address}/{_start(page, step)}")
            opened.locator("h1").wait_for()
            opened.locator(QUIET).wait_for()
        act = _act(opened, page, step, before)
        opened.wait_for_timeout(PAUSE_MS)
        opened.evaluate(PAINT, QUIET)
        act()
        found.append(opened.evaluate("window.painted"))
    opened.context.close()
    return found


def _start(page: str, step: Step) -> str:
    # What has no widget to set is reached by a link: the overview from the navigation, the graph from a record.
    return {"overview": "sources", "graph": f"record?{step.query}"}.get(page, page)


def _act(opened: Page, page: str, step: Step, before: Step | None) -> Callable[[], None]:
    """Return what clicks; whatever comes before the click is done."""
    if page == "overview":
        return opened.get_by_test_id("stTopNavLink").filter(has_text="Overview").click
    if not step.sets:
        return opened.get_by_test_id("stPageLink").last.click
    label = step.labels[step.sets][-1]
    if step.sets == "q":
        field = opened.get_by_test_id("stMain").locator("input").first
        field.fill(label)
        return lambda: field.press("Enter")
    if step.sets == "show":
        opened.get_by_test_id("stMain").get_by_role("combobox").first.click()
        return opened.get_by_role("option", name=label, exact=True).click
    return opened.get_by_test_id("stSidebar").get_by_role("button", name=label).first.click
