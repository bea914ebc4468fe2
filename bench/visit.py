"""What a person at a browser waits for on a visit, with nothing kept from before and with everything."""

import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext

from bench.chromium import QUIET, SCREEN
from bench.server import Server

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


@dataclass(frozen=True)
class Visit:
    """One visit: milliseconds until the heading shows, bytes received over the wire, requests."""

    shown_ms: float
    bytes: float
    requests: int


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
