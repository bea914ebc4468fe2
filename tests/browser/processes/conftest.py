"""App processes as docs/deploy.md has them run: started by uvicorn, killed, started again, and behind nginx."""

import getpass
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Page, WebSocket, expect

ROOT = Path(__file__).parents[3]
HOST = "127.0.0.1"
START_SECONDS = 60
# Where `make test` unpacks what Debian has and nobody wants installed for a test.
UNPACKED = ROOT / ".venv" / "debian"
# What Debian's own nginx.conf stands for: the frame that the written configuration is put into.
FRAME = """
user {user};
daemon off;
pid {folder}/pid;
events {{ worker_connections 1024; }}
http {{
    log_format processes '$concordance_visitor $upstream_addr $uri $status';
    access_log {folder}/log processes;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/nginx.conf;
}}
"""


@dataclass
class App:
    """One process of the app on a port of its own; it can be killed and started again."""

    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        """The address that this process answers."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start the process; `wait` says when it answers."""
        command = ["-m", "uvicorn", "streamlit_app:app", "--host", HOST, "--port", str(self.port), "--no-access-log"]
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT, env={**os.environ, **self.environment}, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait(self) -> None:
        """Return once the process answers."""
        _wait(self.process, f"{self.address}/health")

    def kill(self) -> None:
        """End the process as a crash does, without a word to anybody."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Balanced:
    """Two processes of the app and nginx in front of them."""

    address: str
    apps: tuple[App, ...]
    log: Path

    def served(self, *visitors: str) -> dict[str, set[str]]:
        """Return, for each visitor, the processes that served them, as nginx noted it; waits until it noted `visitors`."""
        end = time.monotonic() + 10
        # nginx answers first and writes its notes then.
        while not self._noted().keys() >= set(visitors) and time.monotonic() < end:
            time.sleep(0.02)
        return self._noted()

    def _noted(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for line in self.log.read_text().rpartition("\n")[0].splitlines():
            visitor, upstream, *_ = line.split(" ")
            found.setdefault(visitor, set()).add(upstream)
        return found

    def visitor_of(self, app: App) -> str:
        """Return a visitor's number that leads to this process."""
        while True:
            visitor = secrets.token_hex(16)
            get(f"{self.address}/health", visitor)
            if self.served(visitor)[visitor] == {f"{HOST}:{app.port}"}:
                return visitor


def get(address: str, visitor: str = "", **headers: str) -> httpx2.Response:
    """Ask an address, as a visitor who has a number already or as one who has none."""
    cookie = {"cookie": f"concordance_visitor={visitor}"} if visitor else {}
    # No certificates are read, which would take longer than most answers.
    return httpx2.get(address, headers={**cookie, **headers}, trust_env=False, timeout=30, verify=False)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]


def _wait(process: subprocess.Popen, address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            get(address)
        except httpx2.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"{address} does not answer")


@contextmanager
def _running(number: int = 1, **environment: str) -> Iterator[tuple[App, ...]]:
    apps = tuple(App(environment) for _ in range(number))
    try:
        for app in apps:
            app.start()
        for app in apps:
            app.wait()
        yield apps
    finally:
        for app in apps:
            app.kill()


@pytest.fixture(scope="session")
def running() -> Callable:
    """What runs some processes as long as a `with` lasts: how many, and with which environment."""
    # Being told to end is like Ctrl-C: what was started here is ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return _running


@pytest.fixture(scope="session")
def ask() -> Callable:
    """A function that asks an address, as a visitor who has a number already or as one who has none."""
    return get


@pytest.fixture(scope="session")
def nginx() -> str:
    """The path of nginx; where there is none, the test is skipped."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:{UNPACKED}/usr/sbin")
    if found is None:
        pytest.skip("No nginx here; `make test` fetches Debian's, or: apt-get install nginx")
    return found


@pytest.fixture(scope="module")
def balanced(nginx, running, tmp_path_factory) -> Iterator[Balanced]:
    """Two processes and a private nginx in front of them, with the configuration that `python -m deploy` writes."""
    folder, port = tmp_path_factory.mktemp("nginx"), _free_port()
    with ExitStack() as stack:
        apps = stack.enter_context(running(2))
        ports = [str(app.port) for app in apps]
        command = ["-m", "deploy", str(folder), "--listen", f"{HOST}:{port}", "--ports", *ports]
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        (folder / "main.conf").write_text(FRAME.format(folder=folder, user=getpass.getuser()))
        process = subprocess.Popen([nginx, "-e", "stderr", "-p", folder, "-c", folder / "main.conf"])
        stack.callback(process.wait)
        stack.callback(process.terminate)
        address = f"http://{HOST}:{port}"
        _wait(process, f"{address}/health")
        yield Balanced(address, apps, folder / "log")


@dataclass
class Reader:
    """Someone who looks at a page and touches nothing, and how often their page had to connect."""

    page: Page
    connections: list[WebSocket] = field(default_factory=list)

    def state(self) -> tuple[str, list[str], str]:
        """Return what they see: the address, the cards and tables, the data version."""
        read = self.page.locator("article, table")
        # The foot of a page is there before its blocks are drawn.
        expect(read.first).to_be_visible()
        return self.page.url, read.all_inner_texts(), self.version()

    def version(self) -> str:
        """Return the data version at the foot of the page."""
        return re.search(r"Data version (\S+)\.", self.page.get_by_text("Data version").inner_text())[1]

    def is_back(self, connections: int) -> None:
        """Wait until the page has connected this often in all and complains no more; it was never loaded anew."""
        deadline = time.monotonic() + 30
        while len(self.connections) < connections and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)
        assert len(self.connections) == connections
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        expect(self.page.get_by_text("Data version")).to_be_visible()
        assert self.page.evaluate("window.untouched") is True

    def looks_again(self) -> None:
        """Come back to the page from somewhere else, which is when it asks who answers it."""
        with self.page.expect_response("**/health"):
            self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def choose(self, country: str, count: int) -> None:
        """Take one more country, or away, and see the count that has to follow."""
        self.page.get_by_role("button", name=re.compile(rf"^{country} \d+$")).click()
        self.shows(count)

    def shows(self, count: int) -> None:
        """Wait until the page says that it shows so many recommendations."""
        expect(self.page.get_by_text(re.compile(rf"^{count} of \d+ recommendations"))).to_be_visible()


@pytest.fixture
def reader(browser, visit) -> Iterator[Callable[..., Reader]]:
    """A function that lets someone in who opens an address: by a number of their own, or with whoever has none."""
    with ExitStack() as stack:
        contexts: dict[str, BrowserContext] = {}

        def let_in(address: str, visitor: str = "") -> Reader:
            if visitor not in contexts:
                contexts[visitor] = stack.enter_context(browser.new_context())
            if visitor:
                cookie = {"name": "concordance_visitor", "value": visitor, "url": address}
                contexts[visitor].add_cookies([cookie])
            arrived = Reader(contexts[visitor].new_page())
            arrived.page.on("websocket", lambda socket: arrived.connections.append(socket))
            visit(arrived.page, address)
            arrived.page.evaluate("window.untouched = true")
            return arrived

        yield let_in
