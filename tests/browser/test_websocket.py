"""What a hostile client may try on the websocket: the app goes on, and what others see stays right."""

import os
import socket
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

pytestmark = pytest.mark.browser

CONNECTIONS = 50
GARBAGE = (b"", b"\0", b"\xff" * 100, b"\x0a\xff\xff\xff\xff\x0f", os.urandom(2000), b"\x80" * 5000, "text")
STRANGE = ("%", "country=%ff", "&" * 5000, "q=" + "x" * 600_000, "country=DE\0", "\u202e=\ud7ff")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def app(start):
    """The address of an app of its own, so that its memory and its sockets can be looked at."""
    with start() as address:
        yield address


def opened(app, **options):
    """Return a connection as the first page opens it."""
    stream = app.replace("http", "ws") + "/_stcore/stream"
    # Who leaves in the middle of a page waits in vain for an answer to that.
    return connect(stream, subprotocols=["streamlit"], max_size=None, proxy=None, close_timeout=0.2, **options)


def rerun(query=""):
    """Return the message with which a browser asks for a page."""
    message = BackMsg()
    message.rerun_script.query_string = query
    return message.SerializeToString()


def assert_goes_on(app):
    """Another visitor is answered as ever."""
    assert httpx2.get(app + "/health", trust_env=False).json()["status"] == "ok"
    with opened(app) as visitor:
        visitor.send(rerun())
        assert len(visitor.recv(timeout=10)) > 0


def process(app):
    """Return the number of the process that listens at an address."""
    (inode,) = [inode for port, inode in listening() if port == int(app.rsplit(":", 1)[1])]
    for found in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if os.readlink(found) == f"socket:[{inode}]":
                return int(found.parts[2])
        except OSError:
            continue
    raise LookupError(app)


def listening():
    """Return port and inode of every TCP socket of this machine that listens."""
    rows = [row.split() for table in ("tcp", "tcp6") for row in Path(f"/proc/net/{table}").read_text().splitlines()[1:]]
    return [(int(row[1].rsplit(":", 1)[1], 16), row[9]) for row in rows if row[3] == "0A"]


def memory(pid):
    """Return the memory that a process holds, in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def test_the_app_listens_at_its_one_address_and_nowhere_else(app):
    pid = process(app)
    sockets = {os.readlink(fd) for fd in Path(f"/proc/{pid}/fd").iterdir() if fd.is_symlink()}
    own = [port for port, inode in listening() if f"socket:[{inode}]" in sockets]
    assert own == [int(app.rsplit(":", 1)[1])]
    (row,) = [r for r in Path("/proc/net/tcp").read_text().splitlines() if f":{own[0]:04X} 00000000:0000 0A" in r]
    assert row.split()[1].startswith("0100007F:"), "it is to answer 127.0.0.1 alone"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost"])
def test_a_page_of_another_site_is_refused(app, origin):
    with pytest.raises(InvalidStatus) as refused:
        opened(app, origin=origin)
    assert refused.value.response.status_code == 403
    assert_goes_on(app)


@pytest.mark.parametrize("frame", GARBAGE, ids=range(len(GARBAGE)))
def test_a_frame_that_means_nothing_ends_that_connection_at_most(app, frame):
    with opened(app) as hostile:
        hostile.send(frame)
        assert_goes_on(app)


def send_and_read_on(one, frame):
    """Send a frame, and read whatever comes until the other end closes."""
    one.send(frame)
    while True:
        one.recv(timeout=10)


@pytest.mark.parametrize("size", [MEGABYTE + 1, 9 * MEGABYTE])
def test_an_oversized_frame_ends_that_connection(app, size):
    with opened(app) as hostile:
        with pytest.raises(ConnectionClosed) as closed:
            send_and_read_on(hostile, b"\x0a" + b"x" * size)
        assert closed.value.rcvd is None or closed.value.rcvd.code == 1009
    assert_goes_on(app)


@pytest.mark.parametrize("query", STRANGE, ids=range(len(STRANGE)))
def test_no_query_on_the_wire_stops_the_app(app, query):
    with opened(app) as hostile:
        hostile.send(rerun(query))
        hostile.recv(timeout=10)
    assert_goes_on(app)


def test_connections_that_come_and_go_leave_little_behind(app):
    pid = process(app)
    flood(app)
    before = memory(pid)
    for _ in range(2):
        flood(app)
    assert_goes_on(app)
    # A dropped session is kept for two minutes, in case its reader comes back; it was seen to hold a quarter of a MB.
    assert memory(pid) - before < 2 * CONNECTIONS


def flood(app):
    """Open many connections, ask for a page in each, and drop them all."""
    with ExitStack() as stack:
        hostile = [stack.enter_context(opened(app)) for _ in range(CONNECTIONS)]
        for one in hostile:
            one.send(rerun("country=DE"))
        for one in hostile:
            one.socket.shutdown(socket.SHUT_RDWR)


def test_nothing_can_be_uploaded(app):
    answer = httpx2.put(app + "/_stcore/upload_file/session/file", content=b"x" * 100, trust_env=False)
    assert answer.status_code in {400, 403, 413}
