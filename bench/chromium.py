"""A real browser that can reach this machine alone."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from bench.server import HOST

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)  # fmt: skip
SCREEN = {"width": 1280, "height": 900}
QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'
"""What stands on the page once Streamlit is at rest."""


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
