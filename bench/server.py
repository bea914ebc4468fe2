"""A server under measurement: started as the README starts it, in its own process, on loopback, ended at the end."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import psutil

ROOT = Path(__file__).parent.parent
APP = ROOT / "streamlit_app.py"
BARE = ROOT / "bench" / "bare.py"
HOST = "127.0.0.1"
START_SECONDS = 60
MEBIBYTE = 1024 * 1024


class Refused(ValueError):
    """An address that no load may be sent to."""


def loopback(address: str) -> str:
    """Return the host and port of an address. Raises Refused for every machine but this one."""
    place = urlsplit(address)
    try:
        own = ip_address(place.hostname or "").is_loopback
    except ValueError:
        own = False
    if not own:
        raise Refused(f"The bench sends its load to this machine alone (127.0.0.1), and not to {address}.")
    return place.netloc


@dataclass(frozen=True)
class Server:
    """A running server: its address, what its process has used, and whether its pages are the bare ones."""

    address: str
    process: psutil.Process
    bare: bool

    def cpu(self) -> float:
        """Return the seconds of processor time used so far, in all threads."""
        used = self.process.cpu_times()
        return used.user + used.system

    def memory(self) -> float:
        """Return the memory held now, in MB of 1024 kB (resident set)."""
        return self.process.memory_info().rss / MEBIBYTE


@contextmanager
def running(script: Path = APP, stock: bool = False) -> Iterator[Server]:
    """Start a script and give its server once it answers; `stock` leaves the settings of this project out."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryFile() as log, tempfile.TemporaryDirectory() as elsewhere:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true",
                "--server.address", HOST, "--server.port", str(port), "--browser.gatherUsageStats", "false",
            ],
            cwd=elsewhere if stock else ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            address = f"http://{HOST}:{port}"
            if not _answers(process, f"{address}/_stcore/health"):
                log.seek(0)
                sys.exit(f"{script.name} did not start. It said:\n{log.read().decode(errors='replace')}")
            yield Server(address, psutil.Process(process.pid), script == BARE)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(process: subprocess.Popen, address: str) -> bool:
    opener, deadline = build_opener(ProxyHandler({})), time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            opener.open(address, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False
