"""What a person at a browser waits for after a click, until its result is painted.

Only what every reader has is asked for: roles, names and text.
"""

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

CLICKS, STILL_MS, RATIO = 5, 300, 1.2
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--no-first-run", f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"]
# A change seen at the beginning of one frame is on the screen at the beginning of the next.
PAINTED = """
(still) => {
  const text = (node) => node.nodeType === Node.TEXT_NODE ? node.data
    : [...(node.shadowRoot ?? node).childNodes].map(text).join("");
  const page = () => [...document.querySelectorAll("main, [aria-label=Sidebar]")].map(text).join("");
  let start = null, shown = page(), seen = false, at = null;
  for (const kind of ["pointerup", "keydown"])
    addEventListener(kind, (event) => { start ??= event.timeStamp; }, { capture: true, once: true });
  window.painted = new Promise((done, fail) => {
    setTimeout(() => fail(Error("Nothing was painted within 10 s.")), 10000);
    const look = () => {
      const now = performance.now(), written = page();
      if (seen) at = now;
      seen = written !== shown;
      shown = written;
      if (at !== null && start !== null && now - at > still) done(at - start);
      else requestAnimationFrame(look);
    };
    look();
  });
}
"""
"""Begins to look at what is written on the page; `painted` will be the milliseconds from the click to the last change."""


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
                for server, times in found.items():
                    times += _clicked(browser, server, page, steps(world, page))
            ours, theirs = (middle(found[server]) for server in (app, bare))
            beside = f"{ours:.0f} ms (p95 {nearly_longest(found[app]):.0f}), bare {theirs:.0f} (p95 {nearly_longest(found[bare]):.0f})"
            yield Figure(f"{page}: click to paint, against the bare page", ours / theirs, "×", RATIO, beside)


def _clicked(browser: Browser, server: Server, page: str, taken: list[Step]) -> list[float]:
    """Return the milliseconds from each click until its result is on the screen."""
    opened = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}).new_page()
    found = []
    for before, step in zip([None, *taken], taken, strict=False):
        if before is None or not step.sets:
            opened.goto(f"{server.address}/{_start(page, step)}")
            opened.get_by_role("heading", level=1).wait_for()
        # Not sooner than a person would: what is typed while a page still changes is lost.
        opened.wait_for_timeout(STILL_MS)
        act = _act(opened, page, step)
        opened.evaluate(PAINTED, STILL_MS)
        act()
        found.append(opened.evaluate("window.painted"))
    opened.context.close()
    return found


def _start(page: str, step: Step) -> str:
    # What has no widget to set is reached by a link: the overview from the navigation, the graph from a record.
    return {"overview": "sources", "graph": f"record?{step.query}"}.get(page, page)


def _act(opened: Page, page: str, step: Step) -> Callable[[], None]:
    """Return what clicks; whatever comes before the click is done."""
    main = opened.get_by_role("main")
    if page == "overview":
        return opened.get_by_role("navigation").get_by_role("link", name="Overview").click
    if page == "graph":
        return main.get_by_role("link", name="Explore its links").click
    label = step.labels[step.sets][-1]
    if step.sets == "q":
        field = main.get_by_label("Words")
        field.fill(label)
        return lambda: field.press("Enter")
    if step.sets == "show":
        main.get_by_role("combobox").first.click()
        return opened.get_by_role("option", name=label, exact=True).click
    return opened.get_by_role("region", name="Sidebar").get_by_role("button", name=label).first.click
