"""Servers under measurement: started as docs say, in processes of their own, on this machine alone, ended at the end."""

import ctypes
import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import psutil

ROOT = Path(__file__).parent.parent
APP, BARE = ROOT / "streamlit_app.py", ROOT / "bench" / "bare.py"
HOST = "127.0.0.1"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:{ROOT / '.venv' / 'debian' / 'usr' / 'sbin'}"
# What nginx.conf of a distribution stands for: the frame that the written configuration is put into.
FRAME = """user {user}; daemon off; pid {folder}/pid; events {{ worker_connections 2048; }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
include {folder}/nginx.conf; }}
"""


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
    """A running server: its address, and its processes."""

    address: str
    processes: tuple[psutil.Process, ...] = ()

    def cpu(self) -> float:
        """Return the seconds of processor time used so far, in all threads."""
        return sum(time.clock_gettime(_clock(process.pid)) for process in self.processes)

    def memory(self) -> float:
        """Return the memory held now, in MB of 1024 kB (resident set)."""
        return sum(process.memory_info().rss for process in self.processes) / 1024**2


def _clock(process: int) -> int:
    """Return the number of the POSIX clock of a process: it counts in nanoseconds, and /proc in hundredths of a second."""
    found = ctypes.c_int()
    if error := ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(found)):
        raise OSError(error, os.strerror(error))
    return found.value


@contextmanager
def running(script: Path = APP, **environment: str) -> Iterator[Server]:
    """Start one process as the README does, and give its server once it answers."""
    port = _free_port()
    options = ["--server.headless", "true", "--server.address", HOST, "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    with _started(command, f"http://{HOST}:{port}", environment) as process:
        yield Server(f"http://{HOST}:{port}", (process,))


@contextmanager
def balanced(number: int = 2) -> Iterator[Server]:
    """Start some processes behind nginx as docs/deploy.md does; where there is no nginx, SystemExit says so."""
    nginx = shutil.which("nginx", path=PATH) or sys.exit("No nginx here: make .venv/debian, or apt-get install nginx")
    ports, listen = [str(_free_port()) for _ in range(number)], f"{HOST}:{_free_port()}"
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        uvicorn = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--no-access-log", "--host", HOST, "--port"]
        processes = [stack.enter_context(_started([*uvicorn, port], f"http://{HOST}:{port}")) for port in ports]
        written = [sys.executable, "-m", "deploy", str(folder), "--listen", listen, "--ports", *ports]
        subprocess.run(written, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        (folder / "main.conf").write_text(FRAME.format(folder=folder, user=getpass.getuser()))
        command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "main.conf")]
        stack.enter_context(_started(command, f"http://{listen}"))
        yield Server(f"http://{listen}", tuple(processes))


@contextmanager
def _started(
    command: Sequence[str], address: str, environment: dict[str, str] | None = None
) -> Iterator[psutil.Process]:
    with tempfile.TemporaryFile() as log:
        env = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            if not _answers(process, address):
                log.seek(0)
                sys.exit(f"This did not start: {' '.join(command)}\nIt said:\n{log.read().decode(errors='replace')}")
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(process: subprocess.Popen, address: str, within_s: float = 120) -> bool:
    opener, deadline = build_opener(ProxyHandler({})), time.monotonic() + within_s
    while time.monotonic() < deadline and process.poll() is None:
        try:
            opener.open(f"{address}/_stcore/health", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return free.getsockname()[1]
