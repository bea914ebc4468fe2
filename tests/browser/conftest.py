"""A running app and a real Chromium, and a watch on what no page may do: ask outside, complain, open a dialog."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
STREAMLIT = ("-m", "streamlit", "run", "--server.headless", "true", "--server.address", HOST, "--server.port")
START_SECONDS = 60
PATIENCE = 10_000
INK = {"light": "rgb(17, 26, 34)", "dark": "rgb(232, 237, 242)"}
# On a deep link Streamlit first asks beside the page, and Chromium notes the two answers of 404.
PROBES = ("/_stcore/health", "/_stcore/host-config")
# Where the apps that were started here can be reached. A page may ask its own, and nobody else.
OURS: set[str] = set()

expect.set_options(timeout=PATIENCE)


@contextmanager
def running(
    data: Path | None = None, script: Path = ROOT / "streamlit_app.py", health: str = "/health"
) -> Iterator[str]:
    """Run the app, over `data` where a folder is given, or another script; give its address once it answers."""
    port = _free_port()
    env = {**os.environ, "KB_DATA": str(data)} if data else dict(os.environ)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, *STREAMLIT, str(port), script.name],
            cwd=script.parent, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            address = f"http://{HOST}:{port}"
            OURS.add(f"{HOST}:{port}")
            if not _answers(process, address + health):
                log.seek(0)
                pytest.fail(f"{script.name} did not start. It said:\n{log.read().decode(errors='replace')}")
            yield address
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


def _answers(process: subprocess.Popen, address: str) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx2.get(address, trust_env=False)
        except httpx2.TransportError:
            time.sleep(0.05)
        else:
            return True
    return False


def _end(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="session")
def start():
    """What runs one more app as long as a `with` lasts: over another data folder, or another script."""
    return running


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the app over the curated data, started once."""
    # Being told to end is like Ctrl-C: what was started here is ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it, cut off from every other machine."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.fail(f"No Chromium here (looked for {', '.join(CHROMIUM)}). Install one: apt-get install chromium")
    alone = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, alone])
        yield launched
        launched.close()


@dataclass(eq=False)
class Visitor:
    """One reader with a page of their own, and what that page did that none may do."""

    page: Page
    dialogs: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note dialogs, requests that leave this machine, and errors, from now on."""
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def faults(self) -> list[str]:
        """Return everything noted so far."""
        return [*self.dialogs, *self.outside, *self.complaints]

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob") and parts.netloc not in OURS:
            self.outside.append(f"outside: {address}")

    def _console(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not ("404" in message.text and urlsplit(where).path.endswith(PROBES)):
            self.complaints.append(f"console: {message.text} ({where})")


@pytest.fixture(scope="session")
def new_visitor(browser, server):
    """A function that lets in one more reader, who shares nothing; `options` are those of a browser context."""

    def let_in(**options) -> Visitor:
        return _watched(_context(browser, server, **options).new_page())

    return let_in


@pytest.fixture(scope="session")
def room(browser, server) -> BrowserContext:
    """A context that readers use one after the other: Streamlit's own files are fetched only once."""
    return _context(browser, server)


def _context(browser: Browser, server: str, **options) -> BrowserContext:
    context = browser.new_context(base_url=server, **options)
    context.set_default_timeout(PATIENCE)
    return context


def _watched(page: Page) -> Visitor:
    visitor = Visitor(page)
    visitor.watch()
    return visitor


@pytest.fixture
def visitor(room) -> Iterator[Visitor]:
    """A reader with an empty history and no cookies; at the end, nothing forbidden may have happened."""
    visitor = _watched(room.new_page())
    yield visitor
    visitor.page.close()
    room.clear_cookies()
    room.clear_permissions()
    assert visitor.faults() == []


@pytest.fixture(scope="module")
def long_visitor(room) -> Iterator[Visitor]:
    """A reader who goes on through all tests of a module; what happens on the way is for these to judge."""
    visitor = _watched(room.new_page())
    yield visitor
    visitor.page.close()


@pytest.fixture
def page(visitor) -> Page:
    """The page of that reader."""
    return visitor.page


@pytest.fixture(scope="session")
def visit():
    """A function that opens an address in a page and waits until all of it is there."""
    return _visit


def _visit(page: Page, address: str) -> None:
    page.goto(address)
    # The last line of every page; where a page failed, it is not there.
    page.get_by_text("Data version").wait_for()


@pytest.fixture(scope="session")
def lit():
    """A function that turns a page to the light or the dark theme and waits until it is."""
    return _lit


def _lit(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_role("heading", level=1).first).to_have_css("color", INK[scheme])
