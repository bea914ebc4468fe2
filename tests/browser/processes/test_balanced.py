"""Several processes behind nginx, with the configuration that is shipped: one visitor, one process, until it dies."""

import re
import time
from base64 import b64encode
from contextlib import closing
from http.client import HTTPConnection

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

VISITORS = 60
GERMANY = "/recommendations?country=DE"


def handshake(balanced, visitor, origin, host=""):
    """Ask for the websocket that a page of `origin` asks of `host`, hang up, and return the status of the answer."""
    line = HTTPConnection(balanced.address.removeprefix("http://"), timeout=30)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": b64encode(bytes(16)).decode(), "Sec-WebSocket-Protocol": "streamlit"}
    who = {"Cookie": f"concordance_visitor={visitor}", "Origin": origin, **({"Host": host} if host else {})}
    line.request("GET", "/_stcore/stream", headers={**upgrade, **key, **who})
    with closing(line):
        return line.getresponse().status


def test_page_health_download_and_websocket_of_a_visitor_are_one_process(balanced, ask):
    visitors = []
    for _ in range(VISITORS):
        cookie = ask(balanced.address + GERMANY).headers["set-cookie"]
        visitors.append(re.match(r"concordance_visitor=([0-9a-f]{32}); Path=/; HttpOnly; SameSite=Lax$", cookie)[1])
        again = ask(balanced.address + GERMANY, visitors[-1])
        assert "concordance_visitor" not in again.headers.get("set-cookie", "")
        ask(f"{balanced.address}/health", visitors[-1])
        assert handshake(balanced, visitors[-1], balanced.address) == 101
    # nginx notes a websocket when it has ended.
    deadline = time.monotonic() + 10
    while balanced.log.read_text().count("/_stcore/stream 101") < VISITORS and time.monotonic() < deadline:
        time.sleep(0.05)
    assert balanced.log.read_text().count("/_stcore/stream 101") == VISITORS
    served = balanced.served()
    processes = [served[visitor] for visitor in visitors]
    assert all(len(process) == 1 for process in processes)
    split = [sum(f"127.0.0.1:{app.port}" in process for process in processes) for app in balanced.apps]
    assert min(split) >= 10, split


@pytest.mark.parametrize("visitor", ["x", "A" * 32, "0" * 4000])
def test_a_number_that_was_not_minted_here_is_replaced(visitor, balanced, ask):
    assert "concordance_visitor=" in ask(balanced.address + "/", visitor).headers["set-cookie"]


def test_a_websocket_from_another_site_is_refused_and_from_the_own_accepted(balanced):
    visitor = balanced.visitor_of(balanced.apps[0])
    assert handshake(balanced, visitor, "http://school.example:8080", "school.example:8080") == 101
    assert handshake(balanced, visitor, "http://elsewhere.example", "school.example:8080") == 403


def test_static_files_come_compressed_and_stay_for_a_year(balanced, ask):
    script = re.search(r'src="\./(static/js/index\.[\w-]+\.js)"', ask(balanced.address + "/").text)[1]
    plain = ask(f"{balanced.apps[0].address}/{script}", **{"accept-encoding": "gzip"})
    packed = ask(f"{balanced.address}/{script}", **{"accept-encoding": "gzip"})
    assert packed.content == plain.content
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 0.4 * int(plain.headers["content-length"])
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert ask(f"{balanced.address}/{script}", **{"accept-encoding": "identity"}).content == plain.content


def test_a_first_visit_is_less_than_half_as_many_bytes(balanced, reader):
    def received(address):
        visit = reader(f"{address}/recommendations")
        entries = "performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.encodedBodySize, 0)"
        return visit.page.evaluate(entries)

    assert received(balanced.address) < 0.5 * received(balanced.apps[0].address)


def test_what_is_too_large_or_not_for_visitors_is_refused(balanced, ask):
    assert ask(f"{balanced.address}/?q={'a' * 20_000}").status_code == 414
    assert ask(f"{balanced.address}/", **{"x-long": "a" * 20_000}).status_code == 400
    assert ask(f"{balanced.address}/_stcore/metrics").status_code == 404


def test_a_process_dies_and_its_visitors_go_on(balanced, reader, ask):
    dying, living = balanced.apps
    readers = [reader(balanced.address + GERMANY, balanced.visitor_of(dying)) for _ in range(2)]
    calm = reader(balanced.address + GERMANY, balanced.visitor_of(living))
    before = [r.state() for r in readers]
    dying.kill()
    for r, seen in zip(readers, before, strict=True):
        r.is_back(connections=2)
        assert r.state() == seen
        r.choose("Canada", 21)
    assert ask(f"{balanced.address}/health", balanced.visitor_of(living)).status_code == 200
    dying.start()
    dying.wait()
    calm.is_back(connections=1)
    readers[0].choose("Germany", 13)
    readers[0].is_back(connections=2)


def test_all_processes_die_and_a_visitor_is_told_and_comes_back(balanced, reader, ask):
    looking = reader(balanced.address + GERMANY)
    before = looking.state()
    for app in balanced.apps:
        app.kill()
    arriving = ask(balanced.address + GERMANY)
    assert (arriving.status_code, arriving.headers["refresh"]) == (503, "5")
    assert arriving.text.startswith("Concordance is starting.")
    expect(looking.page.get_by_role("dialog")).to_contain_text("Connection error")
    for app in balanced.apps:
        app.start()
    for app in balanced.apps:
        app.wait()
    looking.is_back(connections=2)
    assert looking.state() == before
